"""Laporan in the window: a summary, reports with their source, narrowed, drawn and saved."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import cast

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.changes import Topic
from desktop_app.domain.report import ReportAsk, ReportFormat
from desktop_app.ui.dialogs.errand import ErrandDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.releases import ReleasesPage
from desktop_app.ui.pages.reports import ReportsPage
from desktop_app.ui.tasks import Lane
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.text import Elided
from tests.builders import a_release
from tests.ui.keys import ALT, CTRL, click, press, type_in
from tests.ui.pages.conftest import EVERYBODY, dialog, settle

OpenWhole = Callable[[Office], MainWindow]


def open_reports(qtbot: QtBot, window: MainWindow, code: str = "", part: str = "") -> ReportsPage:
    """The page with the summary or one report, once it is counted."""
    window.go_to(Place("reports", code, part))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, ReportsPage)
    return page


def choose(choice: Choice, value: str) -> None:
    """As a person chooses from a box."""
    assert choice.choose(value), choice.options
    choice.activated.emit(choice.currentIndex())


def save_as(qtbot: QtBot, window: MainWindow, target: Path) -> None:
    """Say what the file is for, and where it goes."""
    asked = cast(ErrandDialog, dialog(qtbot, window, ErrandDialog))
    type_in(asked.line, "Rakor TKPK")
    type_in(asked.recipient, "Bapperida")
    press(asked.recipient, Qt.Key.Key_Return)
    where = cast(QFileDialog, dialog(qtbot, window, QFileDialog))
    where.selectFile(str(target))
    where.accepted.emit()
    where.close()


@pytest.fixture
def counted(qtbot: QtBot, open_whole: OpenWhole, stocked: Office) -> MainWindow:
    """The window of an office with three families in two desa."""
    return open_whole(stocked)


def test_the_summary_shows_families_by_decile(qtbot: QtBot, counted: MainWindow) -> None:
    page = open_reports(qtbot, counted)
    assert page.title == "Reports"
    assert "release V3 2026" in page.subtitle
    assert {bar.name: bar.words for bar in page.board.deciles.bars.bars}["D2"] == "1 · 33.3%"
    assert [answer.figure.text() for answer in page.board.answers] == ["1", "0.0%", "1", "0"]
    assert [bar.name for bar in page.board.untouched.bars.bars] == ["Langkap"]
    assert len(page.board.zakat.bars.bars) == 5
    assert not page.board.agencies.isVisible()
    assert not page.files.buttons[ReportFormat.XLSX].isVisible()


def test_a_report_is_opened_with_keys_and_left_with_keys(qtbot: QtBot, counted: MainWindow) -> None:
    page = open_reports(qtbot, counted)
    page.list.setFocus()
    press(page.list, Qt.Key.Key_Down)
    assert counted.place == Place("reports")
    press(page.list, Qt.Key.Key_Return)
    settle(qtbot, counted)
    assert counted.place == Place("reports", "R1")
    assert page.title == "Decile profile"
    assert "as of 10 July 2026" in page.subtitle
    assert "Families and people" in page.pane.about.text()
    assert "Control totals agree: Families 3" in page.pane.controls.text()
    assert page.pane.grids[0].hasFocus()
    press(counted, Qt.Key.Key_Left, ALT)
    settle(qtbot, counted)
    assert counted.place == Place("reports")
    assert page.title == "Reports"
    assert page.board.isVisible()


def test_the_table_has_its_sums_at_the_end_however_it_is_sorted(
    qtbot: QtBot, counted: MainWindow
) -> None:
    page = open_reports(qtbot, counted, "R1")
    grid = page.pane.grids[0]
    names = [row[0] for row in grid.texts()]
    assert names == ["Pekajangan", "Langkap", "Total of Kedungwuni", "Total"]
    last = grid.rows.columnCount() - 1
    for order in (Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder):
        grid.sortByColumn(last, order)
        names = [row[0] for row in grid.texts()]
        assert names[2:] == ["Total of Kedungwuni", "Total"]
    assert [row[-1] for row in grid.texts()] == ["1", "2", "3", "3"]


def test_families_and_people_stand_one_after_the_other(qtbot: QtBot, counted: MainWindow) -> None:
    page = open_reports(qtbot, counted, "R1")
    assert page.pane.grids[0].texts()[-1][-1] == "3"
    choose(page.pane.unit, "persons")
    assert page.pane.grids[0].texts()[-1][-1] == "6"
    heading = page.pane.grids[0].rows.headerData(
        1, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole
    )
    assert heading == "People D1"


def test_a_region_narrows_and_is_remembered(qtbot: QtBot, counted: MainWindow) -> None:
    page = open_reports(qtbot, counted, "R1")
    desa = {option.text: str(option.value) for option in page.filters.region.options}
    choose(page.filters.region, desa["Podo"])
    settle(qtbot, counted)
    assert page.pane.empty.isVisible()
    choose(page.filters.region, desa["Langkap"])
    settle(qtbot, counted)
    assert page.pane.grids[0].texts()[0][0] == "Langkap"
    assert "Langkap" in page.subtitle
    again = ReportsPage(page.desk)
    assert again.filters.ask.region == desa["Langkap"]
    again.deleteLater()


def test_what_another_office_was_asked_does_not_empty_a_report(
    qtbot: QtBot, open_whole: OpenWhole, stocked: Office
) -> None:
    window = open_whole(stocked)
    kept = {"region": "33.26.01", "agency": "Dinas Lain", "programme": "LAIN", "period": "1999"}
    window.page.desk.memory.keep("reports.ask", json.dumps(kept))
    page = open_reports(qtbot, window, "R3")
    settle(qtbot, window)
    assert page.pane.grids[0].texts()[-1][1] == "1"
    assert page.filters.ask == ReportAsk()


def test_the_chart_shows_the_number_that_is_chosen(qtbot: QtBot, counted: MainWindow) -> None:
    page = open_reports(qtbot, counted, "R1")
    chart = page.pane.chart
    assert chart is not None
    page.pane.tabs.setCurrentWidget(chart)
    choose(chart.column, "families_all")
    assert [(bar.name, bar.words) for bar in chart.bars.bars] == [
        ("Pekajangan", "1"),
        ("Langkap", "2"),
    ]
    page.look_again()
    settle(qtbot, counted)
    again = page.pane.chart
    assert again is not None
    assert again.isVisible()
    assert again.column.value == "families_all"


def test_a_report_is_saved_as_a_workbook_for_a_purpose(
    qtbot: QtBot, counted: MainWindow, stocked: Office, tmp_path: Path
) -> None:
    page = open_reports(qtbot, counted, "R1")
    target = tmp_path / "laporan.xlsx"
    click(page.files.buttons[ReportFormat.XLSX])
    save_as(qtbot, counted, target)
    qtbot.waitUntil(target.is_file)
    settle(qtbot, counted)
    assert openpyxl.load_workbook(target).worksheets[0].title == "R1 Decile profile"
    assert audit_lines(stocked)[0].facts["report"] == "R1"


def test_a_report_is_looked_at_and_printed_for_a_purpose(
    qtbot: QtBot, counted: MainWindow, stocked: Office
) -> None:
    page = open_reports(qtbot, counted, "R3")
    press(counted, Qt.Key.Key_P, CTRL)
    sheet = page.files.sheet
    settle(qtbot, counted)
    assert sheet.isVisible()
    assert sheet.paper.pages.count >= 1
    press(sheet, Qt.Key.Key_Return, CTRL)
    assert sheet.purpose_field.error
    assert sheet.recipient_field.error
    type_in(sheet.purpose, "Rakor TKPK")
    type_in(sheet.recipient, "Bapperida")
    press(sheet, Qt.Key.Key_Return, CTRL)
    asked = cast(QPrintDialog, dialog(qtbot, counted, QPrintDialog))
    layout = asked.printer().pageLayout()
    assert layout.orientation() is QPageLayout.Orientation.Landscape
    assert layout.fullRect().width() > layout.fullRect().height()
    asked.reject()
    settle(qtbot, counted)
    made = audit_lines(stocked)[0]
    assert (made.deed, made.facts["report"], made.facts["recipient"]) == (
        "report-made",
        "R3",
        "Bapperida",
    )
    press(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert page.pane.isEnabled()


def test_a_booklet_is_printed_without_being_saved(
    qtbot: QtBot, counted: MainWindow, stocked: Office
) -> None:
    page = open_reports(qtbot, counted)
    press(counted, Qt.Key.Key_P, CTRL)
    click(page.files.booklet.print_button)
    sheet = page.files.sheet
    assert sheet.isVisible()
    type_in(sheet.purpose, "Rakor TKPK")
    type_in(sheet.recipient, "Bapperida")
    click(sheet.print_button)
    cast(QPrintDialog, dialog(qtbot, counted, QPrintDialog)).reject()
    settle(qtbot, counted)
    assert sheet.paper.pages.count > 3
    assert "R1" in str(audit_lines(stocked)[0].facts["report"])


def test_a_report_is_saved_as_pdf_with_one_key(
    qtbot: QtBot, counted: MainWindow, tmp_path: Path
) -> None:
    open_reports(qtbot, counted, "R3")
    press(counted, Qt.Key.Key_E, CTRL)
    target = tmp_path / "laporan.pdf"
    save_as(qtbot, counted, target)
    qtbot.waitUntil(target.is_file)
    settle(qtbot, counted)
    assert target.read_bytes().startswith(b"%PDF-")


def test_a_booklet_holds_the_reports_that_are_ticked_and_names_what_is_left_out(
    qtbot: QtBot, counted: MainWindow, stocked: Office, tmp_path: Path
) -> None:
    page = open_reports(qtbot, counted)
    said: list[str] = []
    page.said.connect(lambda words, _: said.append(words))
    press(counted, Qt.Key.Key_P, CTRL)
    sheet = page.files.booklet
    assert sheet.isVisible()
    assert not page.board.isEnabled()
    assert all(tick.isChecked() for tick in sheet.ticks.values())
    for code, tick in sheet.ticks.items():
        if code not in ("R1", "R3", "R8"):
            click(tick, QPoint(10, 10))
    assert sheet.codes == ("R1", "R3", "R8")
    target = tmp_path / "buku.pdf"
    press(sheet.write_button, Qt.Key.Key_Space)
    save_as(qtbot, counted, target)
    qtbot.waitUntil(target.is_file)
    settle(qtbot, counted)
    assert target.read_bytes().startswith(b"%PDF-")
    # There is no earlier release that R8 could be compared with.
    assert said[-1].endswith("Left out: R8.")
    assert audit_lines(stocked)[0].facts["report"] == "R1 R3"
    assert not sheet.isVisible()
    counted.activateWindow()  # without a screen a dialog that is gone leaves no window active
    qtbot.waitUntil(counted.isActiveWindow)
    press(counted, Qt.Key.Key_P, CTRL)
    assert page.files.booklet.codes == ("R1", "R3", "R8")


def test_without_a_release_the_page_leads_to_one(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    window = open_whole(office)
    page = open_reports(qtbot, window)
    assert page.no_release.isVisible()
    click(page.no_release.button)
    assert isinstance(window.page, ReleasesPage)


def test_a_report_that_cannot_be_made_says_why_and_leads_on(
    qtbot: QtBot, counted: MainWindow
) -> None:
    page = open_reports(qtbot, counted, "R8")
    assert page.pane.empty.isVisible()
    click(page.pane.empty.button)
    assert counted.place.page == "changes"
    open_reports(qtbot, counted, "R1")
    assert page.pane.grids[0].isVisible()


def test_a_new_release_is_counted_at_once(
    qtbot: QtBot, counted: MainWindow, stocked: Office, tmp_path: Path
) -> None:
    page = open_reports(qtbot, counted, "R1")
    page.desk.tasks.run(
        lambda office: a_release(office, tmp_path / "next", EVERYBODY[:1], label="V4 2026")
    )
    settle(qtbot, counted)
    page.look_again()
    settle(qtbot, counted)
    assert page.pane.grids[0].texts()[-1][-1] == "1"
    assert "V4 2026" in page.subtitle


def test_what_was_counted_while_a_release_came_in_is_counted_again(
    qtbot: QtBot, counted: MainWindow, stocked: Office, tmp_path: Path
) -> None:
    page = open_reports(qtbot, counted, "R1")
    page._views.clear()
    page._look()
    counting = next(one for one in page.desk.tasks._under_way if one.latest == "report")
    counting.future.result(10)
    a_release(stocked, tmp_path / "next", EVERYBODY[:1], label="V4 2026")
    page.hear(frozenset({Topic.RELEASES}))
    settle(qtbot, counted)
    assert page.pane.grids[0].texts()[-1][-1] == "1"
    assert "V4 2026" in page.subtitle


def test_a_search_answers_while_a_report_is_counted_and_the_count_can_be_stopped(
    qtbot: QtBot, counted: MainWindow, stocked: Office
) -> None:
    page = open_reports(qtbot, counted)
    gate = threading.Event()
    tasks = page.desk.tasks
    # As long as this one lasts, the report waits for its turn: as good as a count without end.
    tasks.run(lambda _: gate.wait(20), lane=Lane.COUNT)
    counted.go_to(Place("reports", "R3"))
    qtbot.waitUntil(page.strip.isVisible)
    assert "Counting: Missed families" in page.strip.findChildren(Elided)[0].text()
    found: list[str] = []
    tasks.run(
        find_people, Search("slamet"), then=lambda hits: found.extend(one.name for one in hits)
    )
    qtbot.waitUntil(lambda: bool(found))
    assert "SLAMET RAHARJO" in found
    assert page.strip.isVisible()
    click(page.strip.findChildren(Button)[0])
    gate.set()
    settle(qtbot, counted)
    assert page.pane.empty.isVisible()
    assert not page.strip.isVisible()
    click(page.pane.empty.button)
    settle(qtbot, counted)
    assert page.pane.grids[0].isVisible()


def test_who_goes_on_to_another_report_does_not_wait_for_the_first(
    qtbot: QtBot, counted: MainWindow
) -> None:
    page = open_reports(qtbot, counted, "R1")
    gate = threading.Event()
    tasks = page.desk.tasks
    tasks.run(lambda _: gate.wait(20), lane=Lane.COUNT)
    counted.go_to(Place("reports", "R3"))
    qtbot.waitUntil(lambda: any(one.latest == "report" for one in tasks._under_way))
    counting = next(one for one in tasks._under_way if one.latest == "report")
    counted.go_to(Place("reports", "R1"))
    qtbot.waitUntil(lambda: any(grid.isVisible() for grid in page.pane.grids))
    assert counting.future.cancelled()
    gate.set()
    settle(qtbot, counted)
    assert page.title == "Decile profile"
    assert not page.strip.isVisible()


def test_in_a_narrow_window_a_box_names_the_reports(qtbot: QtBot, counted: MainWindow) -> None:
    page = open_reports(qtbot, counted)
    counted.resize(1024, 700)
    qtbot.waitUntil(page.list.box.isVisible)
    choose(page.list.box, "R1")
    settle(qtbot, counted)
    assert counted.place == Place("reports", "R1")
    assert not page.list.isVisible()
