"""Letters for many in the window: from people found, from records of help, from a file; stopped, gone on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.letter_lists import letters_for_file
from desktop_app.actions.letter_register import letter_register
from desktop_app.actions.letter_runs import begin_run, letter_runs_of
from desktop_app.actions.letters import LetterDraft
from desktop_app.actions.office import Office
from desktop_app.progress import Progress
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.delivery import DeliveryPage
from desktop_app.ui.pages.interventions import InterventionsPage
from desktop_app.ui.pages.letter_ways import of_file
from desktop_app.ui.pages.letters import RUNS, LettersPage
from desktop_app.ui.pages.search import SearchPage
from tests.ui.keys import CTRL, click, press, type_in
from tests.ui.pages.conftest import SLAMET, UNRANKED, WIDODO, settle
from tests.ui.pages.test_delivery import decreed

__all__ = ["decreed"]
OpenWhole = Callable[[Office], MainWindow]


@pytest.fixture
def a_list(tmp_path: Path) -> Path:
    """Three families and a card that nobody has."""
    path = tmp_path / "daftar.csv"
    cards = [SLAMET.card, "3326130301809999", WIDODO.card, UNRANKED.card]
    path.write_text("kk\n" + "".join(f"{card}\n" for card in cards), "utf-8")
    return path


def letters_page(qtbot: QtBot, window: MainWindow) -> LettersPage:
    window.go_to(Place("letters"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, LettersPage)
    page.tabs.setCurrentIndex(RUNS)
    return page


def test_a_file_becomes_letters_and_each_refusal_is_named(
    qtbot: QtBot, open_whole: OpenWhole, writing: Office, a_list: Path
) -> None:
    window = open_whole(writing)
    page = letters_page(qtbot, window)
    page.ways.open_list(partial(of_file, a_list))
    settle(qtbot, window)
    form = page.ways.many.form
    assert form is not None
    form.form.choose_kind("pengantar")
    settle(qtbot, window)
    assert "4 people" in form.about.text()
    assert "1 is not in the release" in form.about.text()
    click(page.ways.many.write_button)
    assert letter_register(writing) == []
    assert form.form.fields["purpose"].error
    type_in(form.form.fields["purpose"].editor, "beasiswa")
    type_in(form.form.fields["addressee"].editor, "Kepala sekolah")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: form.preview is not None and not form.preview.missing)
    assert "beasiswa" in form.paper.text
    click(page.ways.many.write_button)
    qtbot.waitUntil(lambda: page.ways.many.outcome is not None)
    settle(qtbot, window)
    outcome = page.ways.many.outcome
    assert outcome is not None
    assert "3 letters were written." in outcome.banner.text
    assert [row[0] for row in outcome.table.texts()] == ["3"]
    assert {one.name for one in letter_register(writing)} == {
        "SLAMET RAHARJO",
        "SLAMET WIDODO",
        "PAIJO",
    }
    assert not outcome.go_on_button.isVisible()
    outcome._on_printed()
    settle(qtbot, window)
    assert {one.line.state.value for one in letter_register(writing)} == {"printed"}


def test_a_sheet_that_is_closed_at_once_hears_no_answer(
    qtbot: QtBot, open_whole: OpenWhole, writing: Office, a_list: Path
) -> None:
    window = open_whole(writing)
    page = letters_page(qtbot, window)
    page.ways.open_list(partial(of_file, a_list))
    settle(qtbot, window)
    form = page.ways.many.form
    assert form is not None
    form.form.choose_kind("pengantar")
    page.ways.many.close_sheet()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle(qtbot, window)
    assert not page.ways.many.isVisible()


def test_a_run_that_waits_is_gone_on_with(
    qtbot: QtBot, open_whole: OpenWhole, writing: Office, tmp_path: Path, a_list: Path
) -> None:
    listed = letters_for_file(writing, a_list, progress=Progress())
    typed = {"purpose": "x", "addressee": "y"}
    begin_run(writing, LetterDraft("pengantar", None, writing.today(), typed=typed), listed)
    window = open_whole(writing)
    page = letters_page(qtbot, window)
    settle(qtbot, window)
    page.runs.table.choose_first()
    click(page.runs.open_button)
    qtbot.waitUntil(lambda: page.ways.many.outcome is not None)
    outcome = page.ways.many.outcome
    assert outcome is not None
    assert outcome.go_on_button.isVisible()
    click(outcome.go_on_button)
    settle(qtbot, window)
    assert letter_runs_of(writing)[0].issued == 3
    outcome._save([tmp_path / "semua.pdf"])
    settle(qtbot, window)
    assert (tmp_path / "semua.pdf").read_bytes().startswith(b"%PDF-")
    outcome._save_files([tmp_path])
    settle(qtbot, window)
    assert len(list(tmp_path.glob("surat-pengantar-*.pdf"))) == 3


def test_people_found_get_one_letter_with_all_of_them_on_its_list(
    qtbot: QtBot, open_whole: OpenWhole, writing: Office
) -> None:
    window = open_whole(writing)
    window.go_to(Place("search", "slamet"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, SearchPage)
    qtbot.waitUntil(lambda: len(page.table.texts()) >= 2)
    page.table.setFocus()
    press(page.table, Qt.Key.Key_A, CTRL)
    settle(qtbot, window)
    click(page.many.letter_button)
    settle(qtbot, window)
    sheet = page.many.letters
    form = sheet.form
    assert form is not None
    form.form.choose_kind("nominatif")
    settle(qtbot, window)
    assert form.is_together
    type_in(form.form.fields["programme"].editor, "BLT Desa")
    type_in(form.form.fields["stage"].editor, "Tahap IV")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: form.preview is not None and not form.preview.missing)
    click(sheet.write_button)
    qtbot.waitUntil(lambda: sheet.outcome is not None)
    (entry,) = letter_register(writing)
    assert entry.line.kind == "nominatif"


def test_records_and_a_delivery_day_become_a_list_to_be_signed(
    qtbot: QtBot, open_whole: OpenWhole, writing: Office, decreed: Office
) -> None:
    window = open_whole(writing)
    window.go_to(Place("interventions"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, InterventionsPage)
    qtbot.waitUntil(lambda: len(page.table.texts()) == 3)
    page.table.setFocus()
    press(page.table, Qt.Key.Key_A, CTRL)
    click(page.list.letters_button)
    settle(qtbot, window)
    form = page.letters_sheet.form
    assert form is not None
    assert "3 people" in form.about.text()
    form.form.choose_kind("tanda-terima")
    settle(qtbot, window)
    paper = form.paper
    qtbot.waitUntil(lambda: "900.000" in paper.text)
    page.letters_sheet.close_sheet()
    window.go_to(Place("delivery"))
    settle(qtbot, window)
    delivery = window.page
    assert isinstance(delivery, DeliveryPage)
    click(delivery.letters_button)
    settle(qtbot, window)
    coupons = delivery.letters_sheet.form
    assert coupons is not None
    coupons.form.choose_kind("kupon")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: "SLAMET RAHARJO" in coupons.paper.text)
    assert not delivery.line.isEnabled()
    assert not delivery.has_unsaved()
    name, field = next(iter(coupons.form.fields.items()))
    type_in(field.editor, "Balai Desa")
    assert delivery.has_unsaved(), name
