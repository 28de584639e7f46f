"""Letters: seen as they will be printed, issued, found again, and put onto F4 paper."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.actions.families import family_of
from desktop_app.actions.letter_paper import ruler_page
from desktop_app.actions.letter_register import letter_register
from desktop_app.actions.letters import LetterDraft, issue_letter
from desktop_app.actions.office import Office
from desktop_app.domain.letter import Offset, Paper
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.memory import ShortMemory
from desktop_app.ui.page import Place
from desktop_app.ui.pages.letter_dialogs import (
    CodeDialog,
    HandOverDialog,
    ReprintDialog,
    ReserveDialog,
)
from desktop_app.ui.pages.letters import WORDING, LettersPage
from desktop_app.ui.printing import keep_offset, offset_of, print_pages, printer_for
from tests.ui.keys import button, click, press, type_in
from tests.ui.pages.conftest import SLAMET, dialog, settle

OpenWhole = Callable[[Office], MainWindow]
DAY = date(2026, 11, 24)


def family_id(office: Office) -> str:
    return family_of(office, SLAMET.card).sheet.id


def issued(office: Office) -> str:
    """A letter for Slamet's family; its id."""
    draft = LetterDraft(
        "pengantar", family_id(office), DAY, typed={"purpose": "x", "addressee": "y"}
    )
    return issue_letter(office, draft).value.line.id


def open_page(qtbot: QtBot, window: MainWindow, subject: str = "") -> LettersPage:
    window.go_to(Place("letters", subject))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, LettersPage)
    return page


def test_without_anybody_who_signs_the_page_leads_to_the_settings(
    qtbot: QtBot, open_whole: OpenWhole, stocked: Office
) -> None:
    window = open_whole(stocked)
    page = open_page(qtbot, window, family_id(stocked))
    leads = "Add who signs"
    qtbot.waitUntil(
        lambda: leads in [b.text().replace("&", "") for b in page.findChildren(QPushButton)]
    )
    assert not page.issue_button.isEnabled()
    click(button(page.empty, leads))
    assert window.page.title == "Settings"


def test_a_letter_is_previewed_with_what_is_missing_and_then_issued(
    qtbot: QtBot, open_whole: OpenWhole, writing: Office
) -> None:
    window = open_whole(writing)
    page = open_page(qtbot, window, family_id(writing))
    page.form.choose_kind("pengantar")
    qtbot.waitUntil(lambda: "must still be filled in" in page.subtitle)
    click(page.issue_button)
    settle(qtbot, window)
    assert letter_register(writing) == []
    purpose = page.form.fields["purpose"]
    assert purpose.error
    type_in(purpose.editor, "mengurus keringanan biaya")
    qtbot.waitUntil(lambda: page.subtitle.startswith("Number"))
    click(page.issue_button)
    settle(qtbot, window)
    (line,) = (one.line for one in letter_register(writing))
    assert page.issued is not None
    text = PdfReader(io.BytesIO(page.issued.pdf)).pages[0].extract_text()
    assert "mengurus keringanan biaya" in " ".join(text.split())
    assert line.number in text


def test_what_was_typed_for_one_kind_is_there_when_one_comes_back_to_it(
    qtbot: QtBot, open_whole: OpenWhole, writing: Office
) -> None:
    window = open_whole(writing)
    page = open_page(qtbot, window, family_id(writing))
    page.form.choose_kind("pengantar")
    editor = page.form.fields["purpose"].editor
    qtbot.waitUntil(editor.isVisible)
    assert not page.has_unsaved()
    type_in(editor, "berobat")
    page.form.choose_kind("sktm")
    assert page.has_unsaved()
    page.form.choose_kind("pengantar")
    assert page.form.typed["purpose"] == "berobat"


def test_the_register_finds_a_number_and_prints_again_for_a_reason(
    qtbot: QtBot, open_whole: OpenWhole, writing: Office
) -> None:
    first, second = issued(writing), issued(writing)
    window = open_whole(writing)
    page = open_page(qtbot, window)
    page.tabs.setCurrentIndex(1)
    settle(qtbot, window)
    register = page.register
    assert len(register.table.texts()) == 2
    number = next(one.line.number for one in letter_register(writing) if one.line.id == second)
    type_in(register.find_line, number)
    qtbot.waitUntil(lambda: len(register.table.texts()) == 1)
    register.table.choose_first()
    assert not register.again_button.isEnabled()
    click(register.open_button)
    settle(qtbot, window)
    assert register.shown is not None
    assert register.shown.id == second != first
    page._again.note_printed(register.shown)
    qtbot.waitUntil(lambda: register.again_button.isEnabled())
    click(register.again_button)
    reason = dialog(qtbot, window, ReprintDialog)
    assert isinstance(reason, ReprintDialog)
    click(reason.copy)
    type_in(reason.line, "hilang di jalan")
    click(reason.go_on)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: "SALINAN" in register.paper.text)


def test_letters_are_handed_over_and_cancelled_in_the_register(
    qtbot: QtBot, open_whole: OpenWhole, writing: Office
) -> None:
    issued(writing), issued(writing)
    window = open_whole(writing)
    page = open_page(qtbot, window)
    page.tabs.setCurrentIndex(1)
    settle(qtbot, window)
    register = page.register
    register.table.selectAll()
    click(register.hand_button)
    handing = dialog(qtbot, window, HandOverDialog)
    assert isinstance(handing, HandOverDialog)
    type_in(handing.line, "Kepala dusun")
    click(handing.go_on)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: "Handed over" in register.table.texts()[0][3])
    register.table.clearSelection()
    register.table.choose_first()
    click(register.cancel_button)
    reason = dialog(qtbot, window, ReasonDialog)
    assert isinstance(reason, ReasonDialog)
    type_in(reason.line, "salah alamat")
    click(reason.go_on)
    settle(qtbot, window)
    register.state.choose("cancelled")
    register.state.activated.emit(register.state.currentIndex())
    qtbot.waitUntil(lambda: len(register.table.texts()) == 1)
    assert "Cancelled" in register.table.texts()[0][3]


def test_a_code_is_checked_and_numbers_are_kept(
    qtbot: QtBot, open_whole: OpenWhole, writing: Office
) -> None:
    window = open_whole(writing)
    page = open_page(qtbot, window)
    page.tabs.setCurrentIndex(1)
    settle(qtbot, window)
    click(page.register.verify_button)
    asked = dialog(qtbot, window, CodeDialog)
    assert isinstance(asked, CodeDialog)
    type_in(asked.line, "ABCD-EFGH")
    click(asked.go_on)
    qtbot.waitUntil(lambda: "did not make" in asked.what.text())
    click(asked.go_on)
    asked.close()  # whoever does not wait for the answer is told nothing
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle(qtbot, window)
    click(page.register.reserve_button)
    kept = dialog(qtbot, window, ReserveDialog)
    assert isinstance(kept, ReserveDialog)
    settle(qtbot, window)
    type_in(kept.line, "surat tangan")
    kept.count.setValue(3)
    click(kept.go_on)
    settle(qtbot, window)
    issued(writing)
    assert [one.line.sequence for one in letter_register(writing)] == [4]


def test_a_page_is_printed_on_the_whole_sheet_of_f4_without_scaling(
    qapp: object, writing: Office, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.pdf"
    draft = LetterDraft(
        "pengantar", family_id(writing), DAY, typed={"purpose": "x", "addressee": "y"}
    )
    letter.write_bytes(issue_letter(writing, draft).value.pdf)
    document = QPdfDocument()
    assert document.load(str(letter)) is QPdfDocument.Error.None_
    printer = printer_for(document, "Surat")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    assert print_pages(document, printer) == 1
    (page,) = PdfReader(tmp_path / "paper.pdf").pages
    size = (float(page.mediabox.width), float(page.mediabox.height))
    assert size == pytest.approx((215 / 25.4 * 72, 330 / 25.4 * 72), abs=0.6)
    paper = QPdfDocument()
    assert paper.load(str(tmp_path / "paper.pdf")) is QPdfDocument.Error.None_
    before, after = (one.render(0, document.pagePointSize(0).toSize()) for one in (document, paper))
    # Where the letter is dark the paper is dark, at the same millimetre.
    dark = [
        (x, y)
        for x in range(0, before.width(), 3)
        for y in range(0, before.height(), 3)
        if before.pixelColor(x, y).alpha() > 200 and before.pixelColor(x, y).lightness() < 60
    ]
    same = sum(
        any(
            after.pixelColor(x + dx, y + dy).lightness() < 160
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
        )
        for x, y in dark
    )
    assert len(dark) > 50
    assert same / len(dark) > 0.9


def test_words_are_changed_with_the_page_beside_them_and_mistakes_named(
    qtbot: QtBot, open_whole: OpenWhole, writing: Office
) -> None:
    window = open_whole(writing)
    page = open_page(qtbot, window)
    page.tabs.setCurrentIndex(WORDING)
    settle(qtbot, window)
    view = page.wording
    view.kind.choose("sktm")
    view.kind.activated.emit(view.kind.currentIndex())
    settle(qtbot, window)
    qtbot.waitUntil(lambda: "Sepanjang pengetahuan" in view.paper.text)
    assert not view.is_dirty
    shipped = view.text.toPlainText()
    view.text.setPlainText(shipped.replace("{{address}}", "{{adress}}"))
    qtbot.waitUntil(lambda: "adress" in view.found.text())
    assert "address" in view.found.text()
    assert not view.keep_button.isEnabled()
    assert page.has_unsaved()
    view.text.setPlainText(shipped.replace("Sepanjang pengetahuan", "Setahu"))
    qtbot.waitUntil(lambda: view.keep_button.isEnabled())
    # Looking at another kind does not drop them without a word.
    view.kind.choose("pengantar")
    view.kind.activated.emit(view.kind.currentIndex())
    press(dialog(qtbot, window, ConfirmDialog), Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert view.kind.value == "sktm"
    assert "Setahu" in view.text.toPlainText()
    click(view.keep_button)
    reason = dialog(qtbot, window, ReasonDialog)
    assert isinstance(reason, ReasonDialog)
    type_in(reason.line, "permintaan camat")
    click(reason.go_on)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: view.original_button.isEnabled())
    assert "Setahu kami" in view.paper.text


def test_a_printer_that_pulls_askew_is_moved_and_a_range_is_kept(
    qapp: object, writing: Office, tmp_path: Path
) -> None:
    letter = tmp_path / "ruler.pdf"
    letter.write_bytes(ruler_page(writing, Paper.F4))
    document = QPdfDocument()
    assert document.load(str(letter)) is QPdfDocument.Error.None_

    def dark_column(offset: Offset) -> int:
        printer = printer_for(document, "Halaman ukur")
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "paper.pdf"))
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(1, 1)
        assert print_pages(document, printer, offset) == 1
        paper = QPdfDocument()
        assert paper.load(str(tmp_path / "paper.pdf")) is QPdfDocument.Error.None_
        # Ten dots a millimetre; the first upright line of the rulers stands at 20 mm.
        shown = paper.render(0, QSize(2150, 3300))
        return next(
            x
            for x in range(100, 400)
            if shown.pixelColor(x, 2000).lightness() < 140
            and shown.pixelColor(x, 2000).alpha() > 100
        )

    straight = dark_column(Offset())
    assert straight == pytest.approx(200, abs=3)
    assert dark_column(Offset(right=2.5)) == pytest.approx(straight + 25, abs=2)
    memory = ShortMemory()
    keep_offset(memory, "Printer Kantor", Offset(1.5, -2))
    assert offset_of(memory, "Printer Kantor") == Offset(1.5, -2.0)
    assert offset_of(memory, "lain") == Offset()
