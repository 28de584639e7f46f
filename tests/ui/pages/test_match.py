"""Matching a list on the screen: given, looked at, matched, decided by keys, saved and removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.actions.matching import matched_list, matched_lists
from desktop_app.actions.office import Office
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.match_list import MatchFilter
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.dialogs.errand import ErrandDialog
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.family import FamilyPage
from desktop_app.ui.pages.match import MatchPage
from desktop_app.ui.pages.search import SearchPage
from tests.builders import a_family, a_release
from tests.ui.keys import button, click, press, type_in
from tests.ui.pages.conftest import EVERYBODY, SLAMET, dialog, settle

OpenWhole = Callable[[Office], MainWindow]


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """Found by NIK, two doubtful ones, and nobody."""
    path = tmp_path / "baznas.csv"
    path.write_text(
        "NIK;Nama;Tgl Lahir;Desa\n"
        f"{SLAMET.head.nik};Slamet Raharjo;02-01-1980;Langkap\n"
        ";Siti Amnah;05-03-1984;Langkap\n"
        ";Sri Lestari;;\n"
        ";Bejo Sukoco;03-04-1970;Langkap\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def page(qtbot: QtBot, open_whole: OpenWhole, stocked: Office) -> MatchPage:
    window = open_whole(stocked)
    window.go_to(Place("match"))
    settle(qtbot, window)
    shown = window.page
    assert isinstance(shown, MatchPage)
    return shown


def window_of(page: MatchPage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def match(qtbot: QtBot, page: MatchPage, path: Path) -> None:
    page.start.zone.given.emit([path])
    qtbot.waitUntil(page.columns.isVisible)
    settle(qtbot, window_of(page))
    click(page.match_button)
    qtbot.waitUntil(lambda: page.result.isVisible() and bool(page.result.table.texts()))
    settle(qtbot, window_of(page))


def rows(page: MatchPage) -> list[tuple[str, str]]:
    return [(row[1], row[2]) for row in page.result.table.texts()]


def test_the_search_page_leads_here(qtbot: QtBot, open_whole: OpenWhole, stocked: Office) -> None:
    window = open_whole(stocked)
    search = window.page
    assert isinstance(search, SearchPage)
    click(search.match_button)
    settle(qtbot, window)
    assert isinstance(window.page, MatchPage)
    assert window.page.title == "Match a list"


def test_the_columns_are_shown_with_what_they_are_taken_for(
    qtbot: QtBot, page: MatchPage, listed: Path
) -> None:
    page.start.zone.given.emit([listed])
    qtbot.waitUntil(page.columns.isVisible)
    settle(qtbot, window_of(page))
    assert page.title == "Match “baznas.csv”"
    assert [row[:2] for row in page.columns.table.texts()] == [
        ["NIK", "NIK"],
        ["Nama", "Name"],
        ["Tgl Lahir", "Birth date"],
        ["Desa", "Desa (name)"],
    ]
    assert SLAMET.head.nik not in str(page.columns.table.texts())
    assert page.match_button.isEnabled()


def test_a_list_that_says_nobody_waits_for_its_columns(
    qtbot: QtBot, page: MatchPage, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Peserta,Kelas\nSlamet Raharjo,3\nSiti Aminah,4\n", encoding="utf-8")
    page.start.zone.given.emit([path])
    qtbot.waitUntil(page.columns.isVisible)
    settle(qtbot, window_of(page))
    assert not page.match_button.isEnabled()
    assert page.columns.says.text().startswith("No column with names")
    press(page.columns.table, Qt.Key.Key_Return)
    assert page.columns.picker.hasFocus()
    for _ in range(3):
        press(page.columns.picker, Qt.Key.Key_Down)
    settle(qtbot, window_of(page))
    qtbot.waitUntil(page.match_button.isEnabled)
    assert page.columns.table.texts()[0][:2] == ["Peserta", "Name"]


def test_a_file_that_is_no_list_is_told(qtbot: QtBot, page: MatchPage, tmp_path: Path) -> None:
    path = tmp_path / "surat.pdf"
    path.write_bytes(b"%PDF-1.7")
    page.start.zone.given.emit([path])
    qtbot.waitUntil(page.banner.isVisible)
    assert not page.columns.isVisible()


def test_the_result_shows_what_is_to_be_decided_first(
    qtbot: QtBot, page: MatchPage, listed: Path
) -> None:
    match(qtbot, page, listed)
    assert page.title == "baznas.csv"
    assert page.subtitle == "matched to V3 2026 · 1 of 4 found · 2 to decide · 1 not in DTSEN"
    assert rows(page) == [("Siti Amnah".upper(), "Doubtful"), ("Sri Lestari".upper(), "Doubtful")]
    click(page.result.filters[MatchFilter.ALL])
    qtbot.waitUntil(lambda: len(rows(page)) == 4)
    assert [answer for _, answer in rows(page)] == [
        "Found by NIK", "Doubtful", "Doubtful", "Not in DTSEN",
    ]  # fmt: skip


def test_digits_decide_and_the_next_row_comes(
    qtbot: QtBot, page: MatchPage, listed: Path, stocked: Office
) -> None:
    match(qtbot, page, listed)
    assert page.result.table.hasFocus()
    press(page.result.table, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: len(rows(page)) == 1)
    settle(qtbot, window_of(page))
    press(page.result.table, Qt.Key.Key_0)
    qtbot.waitUntil(page.result.nothing.isVisible)
    settle(qtbot, window_of(page))
    (kept,) = matched_lists(stocked)
    assert (kept.counts.chosen, kept.counts.refused, kept.counts.waiting) == (1, 1, 0)
    assert page.subtitle.endswith("2 of 4 found · 0 to decide · 2 not in DTSEN")


def test_a_digit_without_a_candidate_does_nothing(
    qtbot: QtBot, page: MatchPage, listed: Path, stocked: Office
) -> None:
    match(qtbot, page, listed)
    press(page.result.table, Qt.Key.Key_9)
    settle(qtbot, window_of(page))
    assert matched_lists(stocked)[0].counts.waiting == 2


def test_a_decision_is_taken_back_by_key_and_from_the_foot_of_the_window(
    qtbot: QtBot, page: MatchPage, listed: Path, stocked: Office
) -> None:
    match(qtbot, page, listed)
    list_id = page.place.subject
    press(page.result.table, Qt.Key.Key_1)
    window = window_of(page)
    qtbot.waitUntil(window.toast.isVisible)
    click(window.toast.button)
    qtbot.waitUntil(lambda: matched_list(stocked, list_id).counts.waiting == 2)
    settle(qtbot, window)
    click(page.result.filters[MatchFilter.DOUBTFUL])
    qtbot.waitUntil(lambda: len(rows(page)) == 2)
    press(page.result.table, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: rows(page)[0][1] == "found, decided by hand")
    settle(qtbot, window)
    press(page.result.table, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: rows(page)[0][1] == "Doubtful")
    assert matched_list(stocked, list_id).counts.waiting == 2


def test_the_candidates_stand_beside_the_row_and_can_be_clicked(
    qtbot: QtBot, page: MatchPage, listed: Path, stocked: Office
) -> None:
    match(qtbot, page, listed)
    pane = page.result.candidates
    assert len(pane.choose_buttons) == 1
    click(pane.choose_buttons[0])
    qtbot.waitUntil(lambda: matched_lists(stocked)[0].counts.chosen == 1)


def test_numbers_are_hidden_until_somebody_says_why(
    qtbot: QtBot, page: MatchPage, listed: Path
) -> None:
    match(qtbot, page, listed)
    click(page.result.filters[MatchFilter.ALL])
    qtbot.waitUntil(lambda: len(rows(page)) == 4)
    below = page.result.table.rows.columns[1].below
    assert below is not None
    first = page.result.table.rows.row_at(0)
    assert first is not None
    assert SLAMET.head.nik not in below(first).replace(" ", "")
    click(page.reveal_button)
    asked = dialog(qtbot, window_of(page), ReasonDialog)
    assert isinstance(asked, ReasonDialog)
    type_in(asked.line, "memutuskan yang ragu")
    click(asked.go_on)
    qtbot.waitUntil(lambda: SLAMET.head.nik in below(first).replace(" ", ""))
    window_of(page).go_to(Place("search"))
    settle(qtbot, window_of(page))
    assert SLAMET.head.nik not in below(first).replace(" ", "")


def test_enter_opens_the_family(qtbot: QtBot, page: MatchPage, listed: Path) -> None:
    match(qtbot, page, listed)
    window = window_of(page)
    press(page.result.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert isinstance(window.page, FamilyPage)
    assert window.page.title == "SLAMET RAHARJO"


def test_the_list_is_saved_after_asking_and_with_its_purpose(
    qtbot: QtBot, page: MatchPage, listed: Path, tmp_path: Path
) -> None:
    match(qtbot, page, listed)
    window = window_of(page)
    click(page.export_button)
    why = dialog(qtbot, window, ErrandDialog)
    assert isinstance(why, ErrandDialog)
    type_in(why.line, "Jawaban BAZNAS")
    click(why.go_on)
    assert why.isVisible()
    type_in(why.recipient, "BAZNAS")
    click(why.go_on)
    files = dialog(qtbot, window, QFileDialog)
    assert isinstance(files, QFileDialog)
    files.reject()
    out = tmp_path / "hasil.xlsx"
    page.work.export(Errand("Jawaban BAZNAS", "BAZNAS"), [out])
    qtbot.waitUntil(out.is_file)
    settle(qtbot, window)
    assert openpyxl.load_workbook(out).worksheets[0].max_row == 5


def test_kept_lists_are_opened_and_removed(
    qtbot: QtBot, page: MatchPage, listed: Path, stocked: Office
) -> None:
    match(qtbot, page, listed)
    window = window_of(page)
    press(page.result.table, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert [row[0] for row in page.start.table.texts()] == ["baznas.csv"]
    press(page.start.table, Qt.Key.Key_Return)
    qtbot.waitUntil(page.result.isVisible)
    settle(qtbot, window)
    click(page.remove_button)
    asked = dialog(qtbot, window, ConfirmDialog)
    assert isinstance(asked, ConfirmDialog)
    click(asked.go_on)
    qtbot.waitUntil(lambda: matched_lists(stocked) == [])
    settle(qtbot, window)
    assert page.start.table.texts() == []


def test_an_older_answer_says_that_a_newer_release_is_in_use(
    qtbot: QtBot, page: MatchPage, listed: Path, stocked: Office, tmp_path: Path
) -> None:
    match(qtbot, page, listed)
    later = [*EVERYBODY, a_family("KARTO", sequence=77)]
    a_release(stocked, tmp_path / "b", later, label="V4 2026", reference_date=date(2026, 10, 1))
    window_of(page).page.look_again()
    qtbot.waitUntil(page.banner.isVisible)
    assert button(page, "Export…").isVisible()
