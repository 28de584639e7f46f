"""From a number of a report to those behind it, and what is done for them all, in the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from pytestqt.qtbot import QtBot

from desktop_app.actions.interventions import interventions_of
from desktop_app.actions.letter_register import letter_register
from desktop_app.actions.office import Office
from desktop_app.actions.settings import set_identity, set_official
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.report_grid import CellPlace
from desktop_app.ui.pages.reports import ReportsPage
from tests.builders import (
    Family,
    Member,
    a_family,
    a_number,
    a_release,
    a_signatory,
    an_identity,
    living_in,
)
from tests.conftest import MakeOffice
from tests.ui.keys import ALT, CTRL, click, press, type_in
from tests.ui.pages.conftest import dialog, settle
from tests.ui.pages.test_interventions import record
from tests.ui.pages.test_reports import choose, open_reports

POOREST = tuple(a_family(f"SITI {at}", sequence=at, decile=1 + at % 2) for at in range(5))
OTHERS = tuple(a_family(f"HADI {at}", sequence=20 + at, decile=4 + at) for at in range(3))

OpenWhole = Callable[[Office], MainWindow]


@pytest.fixture
def village(office: Office, tmp_path: Path) -> Office:
    """A desa of eight families: five of D1–2, one of which has help."""
    a_release(office, tmp_path, (*POOREST, *OTHERS))
    record(office, POOREST[0])
    return office


@pytest.fixture
def counted(open_whole: OpenWhole, village: Office) -> MainWindow:
    return open_whole(village)


def cell(page: ReportsPage, column: str) -> str:
    """What the total says in a column."""
    table = page.pane.grids[0].table
    at = [one.code for one in table.columns].index(column)
    return str(table.rows[-1][at])


def open_number(qtbot: QtBot, window: MainWindow, column: str, *, code: str = "R3") -> ReportsPage:
    """The list behind a number of the total, reached with the arrows and Enter."""
    page = open_reports(qtbot, window, code)
    grid = page.pane.grids[0]
    assert grid.hasFocus()
    press(grid, Qt.Key.Key_End)
    while grid.place_at(grid.currentIndex()) != CellPlace("", column):
        before = grid.currentIndex()
        press(grid, Qt.Key.Key_Right)
        assert grid.currentIndex() != before, f"no number to open in {column}"
    press(grid, Qt.Key.Key_Return)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: bool(page.behind.lines))
    settle(qtbot, window)
    return page


def test_those_with_nothing_are_listed_selected_recorded_and_the_number_falls(
    qtbot: QtBot, counted: MainWindow, village: Office
) -> None:
    page = open_number(qtbot, counted, "poorest_missed")
    assert page.title == "D1–2 with nothing"
    assert "4 in the list" in page.subtitle
    table = page.behind.table
    assert table.hasFocus()
    press(table, Qt.Key.Key_Home)
    press(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = {line.name for line in table.selected}
    assert len(chosen) == 3
    assert page.behind.many.button.text() == "Record for 3…"
    click(page.behind.many.button)
    form = page.behind.many.sheet.form
    assert form is not None
    choose(form.fields.programme, "SEMBAKO")
    press(page.behind.many.sheet.record_button, Qt.Key.Key_Space)  # look at the rows
    settle(qtbot, counted)
    assert {preview.name for preview in form.previews} == chosen
    press(page.behind.many.sheet.record_button, Qt.Key.Key_Space)
    settle(qtbot, counted)
    assert len(interventions_of(village)) == 4
    press(page.behind.many.sheet, Qt.Key.Key_Escape)
    settle(qtbot, counted)
    # Whom something was recorded for is not on the list any more, and not in the number.
    qtbot.waitUntil(lambda: len(page.behind.lines) == 1)
    assert page.behind.lines[0].name not in chosen
    assert "1 in the list" in page.subtitle
    press(counted, Qt.Key.Key_Left, ALT)
    settle(qtbot, counted)
    assert cell(page, "poorest_missed") == "1"
    grid = page.pane.grids[0]
    assert grid.place_at(grid.currentIndex()) == CellPlace("", "poorest_missed")


def test_enter_opens_a_family_and_going_back_finds_the_list_as_it_was(
    qtbot: QtBot, counted: MainWindow
) -> None:
    page = open_number(qtbot, counted, "poorest_missed")
    table = page.behind.table
    press(table, Qt.Key.Key_Down)
    line = table.current
    assert line is not None
    press(table, Qt.Key.Key_Return)
    settle(qtbot, counted)
    assert counted.place == Place("family", line.family_id)
    assert page.desk.trail.families == tuple(one.family_id for one in page.behind.lines)
    press(counted, Qt.Key.Key_Left, ALT)
    settle(qtbot, counted)
    assert counted.place == Place("reports", "R3", "poorest_missed/")
    assert table.isVisible()
    assert table.current == line


def test_a_list_to_visit_them_is_offered_for_all_of_them(qtbot: QtBot, counted: MainWindow) -> None:
    page = open_number(qtbot, counted, "poorest_missed")
    press(page.behind.table, Qt.Key.Key_A, CTRL)
    click(page.behind.many.visit_button)
    settle(qtbot, counted)
    assert page.behind.many.prelist.count.text() == "4 families"
    press(page.behind.many.prelist, Qt.Key.Key_Escape)
    assert page.behind.many.prelist.isHidden()


def test_an_invitation_is_written_for_each_of_them(
    qtbot: QtBot, counted: MainWindow, village: Office
) -> None:
    set_identity(village, an_identity())
    set_official(village, a_signatory(), valid_from=date(2025, 1, 1))
    page = open_number(qtbot, counted, "poorest_missed")
    names = {line.name for line in page.behind.lines}
    sheet = page.behind.many.letters
    click(page.behind.many.letter_button)
    settle(qtbot, counted)
    form = sheet.form
    assert form is not None
    assert [one.error for one in form.listed] == [None] * 4
    form.form.choose_kind("undangan")
    settle(qtbot, counted)
    for field, text in (
        ("event", "Musdes"),
        ("event_day", "Senin, 30 November 2026"),
        ("event_time", "09.00"),
        ("event_place", "Balai desa"),
    ):
        type_in(form.form.fields[field].editor, text)
    settle(qtbot, counted)
    qtbot.waitUntil(lambda: form.preview is not None and not form.preview.missing)
    choose(form.way, "each")
    settle(qtbot, counted)
    assert not form.is_together
    click(sheet.write_button)
    qtbot.waitUntil(lambda: sheet.outcome is not None)
    settle(qtbot, counted)
    assert {entry.name for entry in letter_register(village)} == names


def test_the_summary_leads_to_the_list_of_its_numbers(qtbot: QtBot, counted: MainWindow) -> None:
    page = open_reports(qtbot, counted)
    assert page.board.missed.figure.text() == "4"
    press(page.board.missed.button, Qt.Key.Key_Space)
    settle(qtbot, counted)
    assert counted.place == Place("reports", "R3", "poorest_missed/")
    qtbot.waitUntil(lambda: len(page.behind.lines) == 4)
    press(counted, Qt.Key.Key_Escape)
    settle(qtbot, counted)
    assert counted.place == Place("reports")
    bars = page.board.untouched.bars
    bars.setFocus()
    bars.setCurrentRow(0)
    press(bars, Qt.Key.Key_Return)
    settle(qtbot, counted)
    qtbot.waitUntil(lambda: len(page.behind.lines) == 4)
    assert page.title == "D1–2 with nothing · Langkap"


def test_help_for_children_is_recorded_for_each_child_of_a_list(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    pupils = (
        Member(a_number(sequence=801), "BUDI", "2014-05-06", 1, 3, {"partisipasi_sekolah": "2"}),
        Member(a_number(sequence=802), "DEWI", "2016-05-06", 1, 3, {"partisipasi_sekolah": "2"}),
    )
    head = Member(a_number(sequence=800), "SLAMET")
    a_release(office, tmp_path, [Family(a_number(3, sequence=800), (head, *pupils), decile=1)])
    window = open_whole(office)
    page = open_number(qtbot, window, "without_pip", code="R12")
    assert [line.name for line in page.behind.lines] == ["BUDI", "DEWI"]
    press(page.behind.table, Qt.Key.Key_A, CTRL)
    click(page.behind.many.button)
    form = page.behind.many.sheet.form
    assert form is not None
    choose(form.fields.programme, "PIP")
    press(page.behind.many.sheet.record_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert [preview.name for preview in form.previews] == ["BUDI", "DEWI"]


def test_outsiders_see_no_small_number_and_no_list(qtbot: QtBot, counted: MainWindow) -> None:
    page = open_reports(qtbot, counted, "R3")
    click(page.filters.outsiders)
    settle(qtbot, counted)
    grid = page.pane.grids[0]
    assert "<5" in grid.texts()[-1]
    places = [
        grid.place_at(grid.rows.index(grid.rows.rowCount() - 1, at))
        for at in range(grid.rows.columnCount())
    ]
    assert CellPlace("", "poorest_missed") not in places


def test_a_programme_narrows_what_is_missed(qtbot: QtBot, counted: MainWindow) -> None:
    page = open_reports(qtbot, counted, "R3")
    assert cell(page, "poorest_missed") == "4"
    choose(page.filters.programme, "PKH")
    settle(qtbot, counted)
    assert cell(page, "poorest_missed") == "5"
    # The summary is about all programmes, and so is what it leads to.
    page = open_reports(qtbot, counted)
    assert page.board.missed.figure.text() == "4"
    click(page.board.missed.button)
    settle(qtbot, counted)
    qtbot.waitUntil(lambda: len(page.behind.lines) == 4)


def test_a_list_behind_a_number_is_sorted_and_filtered_and_only_what_is_left_is_meant(
    qtbot: QtBot, counted: MainWindow
) -> None:
    page = open_number(qtbot, counted, "poorest_missed")
    table, many = page.behind.table, page.behind.many
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert [line.name for line in page.behind.lines] == ["SITI 4", "SITI 3", "SITI 2", "SITI 1"]
    press(table, Qt.Key.Key_F, CTRL)
    assert table.filter is not None
    type_in(table.filter.line, "siti 3")
    press(table.filter.line, Qt.Key.Key_Return)
    assert [line.name for line in page.behind.lines] == ["SITI 3"]
    assert not many.button.isVisible()  # for one it is done on the family's page
    press(table, Qt.Key.Key_Escape)
    assert many.button.text() == "Record for 4…"
    press(table, Qt.Key.Key_Home)
    press(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [line.name for line in table.selected] == ["SITI 4", "SITI 3"]
    click(many.button)
    form = many.sheet.form
    assert form is not None
    choose(form.fields.programme, "SEMBAKO")
    press(many.sheet.record_button, Qt.Key.Key_Space)
    settle(qtbot, counted)
    assert [preview.name for preview in form.previews] == ["SITI 4", "SITI 3"]


def test_a_number_of_the_second_table_leads_to_its_list_and_others_say_why_not(
    qtbot: QtBot, counted: MainWindow
) -> None:
    page = open_reports(qtbot, counted, "R3")
    page.pane.tabs.setCurrentIndex(1)
    grid = page.pane.grids[1]
    grid.setFocus()
    press(grid, Qt.Key.Key_Home)
    while grid.place_at(grid.currentIndex()) != CellPlace("1", "decile_missed"):
        press(grid, Qt.Key.Key_Right)
    press(grid, Qt.Key.Key_Right)  # a share
    press(grid, Qt.Key.Key_Return)
    assert page.pane.why.isVisible()
    assert "share" in page.pane.why.text()
    press(grid, Qt.Key.Key_Left)
    press(grid, Qt.Key.Key_Return)
    settle(qtbot, counted)
    qtbot.waitUntil(lambda: bool(page.behind.lines))
    assert {line.decile for line in page.behind.lines} == {1}
    page = open_reports(qtbot, counted, "R6")
    grid = page.pane.grids[0]
    press(grid, Qt.Key.Key_End)
    while not grid.rows.columns[grid.currentIndex().column()].is_number:
        press(grid, Qt.Key.Key_Right)
    press(grid, Qt.Key.Key_Return)
    assert "Interventions" in page.pane.why.text()


def test_forty_families_with_nothing_are_invited_and_helped_without_leaving_the_window(
    qtbot: QtBot, open_whole: OpenWhole, make_office: MakeOffice, tmp_path: Path
) -> None:
    """From "who in Petungkriyono of decile 1 has nothing" to letters and records, by keys."""
    office = make_office(region="33.26.04", name="Kecamatan Petungkriyono")
    petungkriyono = office.reference.regions.villages_within("33.26.04")
    families = [
        living_in(
            a_family(f"SITI {at:02}", f"ANAK {at:02}", sequence=100 + at, decile=1),
            petungkriyono[at % 3],
        )
        for at in range(40)
    ]
    others = [living_in(one, petungkriyono[0]) for one in OTHERS]
    a_release(office, tmp_path, [*families, *others])
    set_identity(office, an_identity())
    set_official(office, a_signatory(), valid_from=date(2025, 1, 1))
    window = open_whole(office)
    page = open_reports(qtbot, window, "R3")
    choose(page.filters.cutoff, "1")
    settle(qtbot, window)
    open_number(qtbot, window, "missed")
    qtbot.waitUntil(lambda: len(page.behind.lines) == 40)
    names = {line.name for line in page.behind.lines}
    assert names == {f"SITI {at:02}" for at in range(40)}
    # Forty invitations, each with a number of its own, as one PDF for the printer.
    many = page.behind.many
    press(many.letter_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    writing = many.letters.form
    assert writing is not None
    assert [one.error for one in writing.listed] == [None] * 40
    writing.form.choose_kind("undangan")
    settle(qtbot, window)
    for field, text in (
        ("event", "Musdes"),
        ("event_day", "Senin, 30 November 2026"),
        ("event_time", "09.00"),
        ("event_place", "Balai desa"),
    ):
        type_in(writing.form.fields[field].editor, text)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: writing.preview is not None and not writing.preview.missing)
    choose(writing.way, "each")
    settle(qtbot, window)
    press(many.letters.write_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: many.letters.outcome is not None, timeout=20_000)
    settle(qtbot, window)
    outcome = many.letters.outcome
    assert outcome is not None
    assert {entry.name for entry in letter_register(office)} == names
    press(outcome.print_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    printing = dialog(qtbot, window, QPrintDialog)
    assert isinstance(printing, QPrintDialog)
    assert printing.maxPage() == 40
    printing.reject()
    press(many.letters, Qt.Key.Key_Escape)
    settle(qtbot, window)
    # Forty records of help for the same list.
    qtbot.waitUntil(lambda: len(page.behind.lines) == 40)
    press(many.button, Qt.Key.Key_Space)
    settle(qtbot, window)
    form = many.sheet.form
    assert form is not None
    choose(form.fields.programme, "SEMBAKO")
    press(many.sheet.record_button, Qt.Key.Key_Space)  # look at the rows
    settle(qtbot, window)
    assert len(form.previews) == 40
    press(many.sheet.record_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert len(interventions_of(office)) == 40
    press(many.sheet, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert page.behind.nobody.isVisible()  # nobody of them has nothing any more
    assert window.place.page == "reports"
