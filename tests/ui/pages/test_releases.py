"""Releases: the import step by step, what became of the rows, and taking a release away."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.extracts import export_problems, releases_of
from desktop_app.actions.office import Office
from desktop_app.domain.giving_out import Errand
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.models.table import BELOW_ROLE
from desktop_app.ui.page import Place
from desktop_app.ui.pages.release_import import ImportWizard
from desktop_app.ui.pages.releases import ReleasesPage
from tests.builders import a_family, a_pair, a_release
from tests.ui.keys import CTRL, button, click, press, type_in
from tests.ui.pages.conftest import dialog, settle

OpenWhole = Callable[[Office], MainWindow]


def open_page(qtbot: QtBot, window: MainWindow) -> ReleasesPage:
    window.go_to(Place("releases"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, ReleasesPage)
    return page


def look_at(qtbot: QtBot, window: MainWindow, files: list[Path]) -> ImportWizard:
    page = open_page(qtbot, window)
    press(window, Qt.Key.Key_N, CTRL)
    page.wizard.files.zone.given.emit(files)
    click(page.wizard.next_button)
    settle(qtbot, window)
    return page.wizard


def name_and_load(qtbot: QtBot, window: MainWindow, wizard: ImportWizard, label: str) -> None:
    wizard.name.label.clear()
    type_in(wizard.name.label, label)
    wizard.name.day_field.line.clear()
    type_in(wizard.name.day_field.line, "10-7-2026")
    click(wizard.next_button)
    settle(qtbot, window)


def spoilt_pair(folder: Path) -> list[Path]:
    """Two hundred families, one of them with a number that a spreadsheet has spoilt."""
    families = [a_family(f"ORANG {at}", sequence=at % 150) for at in range(200)]
    pair = a_pair(folder, families)
    text = pair[1].read_text("utf-8")
    pair[1].write_text(text.replace(families[7].head.nik, "3.32613E+15", 1), "utf-8")
    return pair


def test_an_office_without_a_release_offers_the_first(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    window = open_whole(office)
    page = open_page(qtbot, window)
    click(button(page.empty, "Load a release…"))
    assert page.wizard.isVisible()


def test_files_are_looked_at_before_anything_is_written(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    window = open_whole(office)
    wizard = look_at(qtbot, window, spoilt_pair(tmp_path / "q"))
    assert wizard.look is not None
    assert [file.layout for file in wizard.look.files] == ["dtsen-v3-family", "dtsen-v3-person"]
    assert len(wizard.look_step.columns.table.texts()) == 52
    assert releases_of(office) == []
    click(wizard.back_button)
    assert wizard.files.paths


def test_a_loaded_release_shows_what_became_of_every_row(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    window = open_whole(office)
    wizard = look_at(qtbot, window, spoilt_pair(tmp_path / "q"))
    click(wizard.next_button)
    name_and_load(qtbot, window, wizard, "V3 2026")
    assert wizard.imported is not None
    assert wizard.imported.counts.total == wizard.imported.counts.records == 400
    assert wizard.result.heading.text() == "“V3 2026” is in use now"
    click(wizard.result.problems_button)
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, ReleasesPage)
    rows = page.problems.table.texts()
    assert len(rows) > 1
    assert not any("3.32613E+15" in cell for row in rows for cell in row)
    click(page.problems.reveal_button)
    reason = dialog(qtbot, window, ReasonDialog)
    assert isinstance(reason, ReasonDialog)
    reason.given.emit("to mend the file")
    reason.close()
    settle(qtbot, window)
    assert page.problems.is_revealed
    assert any("3.32613E+15" in cell for row in page.problems.table.texts() for cell in row)


def test_a_name_that_is_taken_is_told_at_its_field_and_nothing_is_lost(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    a_release(office, tmp_path, [a_family("KARTO")], label="V3 2026")
    window = open_whole(office)
    wizard = look_at(qtbot, window, spoilt_pair(tmp_path / "q"))
    click(wizard.next_button)
    name_and_load(qtbot, window, wizard, "V3 2026")
    assert "already" in wizard.name.label_field.error
    assert wizard.name.label.text() == "V3 2026"
    assert [line.label for line in releases_of(office)] == ["V3 2026"]


def test_too_many_spoilt_numbers_stop_the_import_until_somebody_says_why(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    pair = a_pair(tmp_path / "q", [a_family(f"ORANG {at}") for at in range(5)])
    text = pair[1].read_text("utf-8")
    pair[1].write_text(text.replace('"3326', '"3.326E+15', 3), "utf-8")
    window = open_whole(office)
    wizard = look_at(qtbot, window, pair)
    assert wizard.look_step.stop.isVisible()
    click(wizard.next_button)
    assert wizard.look_step.reason_field.error
    type_in(wizard.look_step.reason, "the file is all there is")
    click(wizard.next_button)
    name_and_load(qtbot, window, wizard, "V3 2026")
    assert wizard.imported is not None


def test_members_without_their_families_are_told_before_anything_is_taken(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    families, members = spoilt_pair(tmp_path / "q")
    window = open_whole(office)
    wizard = look_at(qtbot, window, [members])
    assert wizard.look_step.stop.isVisible()
    click(wizard.back_button)
    wizard.files.zone.given.emit([families])
    click(wizard.next_button)
    settle(qtbot, window)
    assert not wizard.look_step.stop.isVisible()


@pytest.mark.parametrize("content", ["", "hello\nworld\n", "\x00\x01\x02"])
def test_a_file_that_is_no_extract_is_refused_calmly(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path, content: str
) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text(content, "utf-8")
    window = open_whole(office)
    wizard = look_at(qtbot, window, [odd])
    assert wizard.look is None
    assert window.page.banner.isVisible()


def test_the_keyboard_is_where_it_was_after_a_file_was_refused(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("hello\nworld\n", "utf-8")
    window = open_whole(office)
    page = open_page(qtbot, window)
    press(window, Qt.Key.Key_N, CTRL)
    page.wizard.files.zone.given.emit([odd])
    press(page.wizard.next_button, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.banner.isVisible()
    qtbot.waitUntil(page.wizard.next_button.hasFocus)


def test_the_sheets_of_a_workbook_are_told_apart_in_the_list_of_problems(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for sheet, path in zip(("Keluarga", "Anggota"), spoilt_pair(tmp_path / "q"), strict=True):
        page_of = book.create_sheet(sheet)
        with path.open(encoding="utf-8", newline="") as file:
            for record in csv.reader(file, delimiter="|"):
                page_of.append(record)
    book.remove(book.worksheets[0])
    whole = tmp_path / "buku.xlsx"
    book.save(whole)
    window = open_whole(office)
    wizard = look_at(qtbot, window, [whole])
    click(wizard.next_button)
    name_and_load(qtbot, window, wizard, "V3 2026")
    click(wizard.result.problems_button)
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, ReleasesPage)
    rows = page.problems.table.rows
    assert "buku.xlsx, sheet Anggota · members" in {
        rows.data(rows.index(row, 2), BELOW_ROLE) for row in range(rows.rowCount())
    }
    (release,) = releases_of(office)
    export_problems(office, release.id, tmp_path / "masalah.csv", errand=Errand("rapat", "Bappeda"))
    assert "buku.xlsx#Anggota," in (tmp_path / "masalah.csv").read_text("utf-8")


def test_an_older_release_can_be_deleted_after_a_question(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    a_release(office, tmp_path, [a_family("SLAMET")], label="Q1", reference_date=date(2026, 1, 1))
    a_release(office, tmp_path, [a_family("KARTO")], label="Q2")
    window = open_whole(office)
    page = open_page(qtbot, window)
    press(page.table, Qt.Key.Key_Down)
    settle(qtbot, window)
    click(button(page.detail, "Delete release…"))
    asked = dialog(qtbot, window, ConfirmDialog)
    assert isinstance(asked, ConfirmDialog)
    asked.accept()
    settle(qtbot, window)
    assert [one.label for one in releases_of(office)] == ["Q2"]
