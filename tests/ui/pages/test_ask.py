"""Tanya data in the window, by keys: put together, counted as it grows, answered, kept, taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.actions.office import Office
from desktop_app.actions.questions import keep_question, question_book
from desktop_app.domain.question import Filter, Operator, Question
from desktop_app.domain.report import ReportFormat
from desktop_app.domain.roles import Role
from desktop_app.ui.dialogs.name import NameDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.report_grid import CellPlace
from desktop_app.ui.pages.reports import ReportsPage
from tests.ui.keys import CTRL, press, type_in
from tests.ui.pages.conftest import dialog, settle
from tests.ui.pages.test_reports import choose, open_reports, save_as

OpenWhole = Callable[[Office], MainWindow]


@pytest.fixture
def window(qtbot: QtBot, open_whole: OpenWhole, stocked: Office) -> MainWindow:
    """The window of an office with three families in two desa."""
    return open_whole(stocked)


def open_asking(qtbot: QtBot, window: MainWindow) -> ReportsPage:
    """The page where a question is put together, come to with keys."""
    page = open_reports(qtbot, window)
    page.list.setFocus()
    press(page.list, Qt.Key.Key_Down)
    press(page.list, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.place == Place("reports", "ask")
    return page


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def pick(box: QWidget, words: str) -> None:
    """Type a part of a name into a box and take the first that has it."""
    type_in(box, words)
    press(box, Qt.Key.Key_Return)


def test_a_question_is_put_together_with_keys_counted_and_answered(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = open_asking(qtbot, window)
    builder, ask = page.ask.builder, page.ask
    assert page.title == "Ask the data"
    assert builder.start.hasFocus()
    assert ask.count.text() == "3 families fit"
    press(builder.add_button, Qt.Key.Key_Space)
    (row,) = builder.rows
    assert row.field.hasFocus()
    assert ask.count.text() == "Condition 1 is not whole yet."
    assert not ask.answer_button.isEnabled()
    pick(row.field.line, "members of the")
    assert row.number.hasFocus()
    type_in(row.number, "1")
    settle(qtbot, window)
    assert row.filter == Filter("family.size", Operator.AT_LEAST, (1,))
    fitting = ask.count.text()
    assert fitting.endswith(("fit", "fits"))
    choose(builder.first, "family.village")
    choose(builder.second, "family.decile")
    press(page.ask.answer_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert window.place == Place("reports", "T0")
    assert "Families: Members of the family at least 1." in page.pane.about.text()
    (grid,) = page.pane.grids
    total = grid.table.total("families_all")
    assert fitting.startswith(f"{total} famil")
    assert page.pane.chart is not None
    assert page.change_button.isVisible()
    assert page.files.buttons[ReportFormat.XLSX].isVisible()


def test_a_number_of_an_answer_leads_to_those_behind_it_with_what_was_wanted_of_each(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = open_asking(qtbot, window)
    choose(page.ask.builder.first, "family.decile")
    choose(page.ask.builder.shown, "family.floor_type")
    press(page.ask.answer_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    grid = page.pane.grids[0]
    grid.setFocus()
    grid.go_to(CellPlace("", "families_all"))
    press(grid, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.place.part.startswith("families_all/")
    assert len(page.behind.lines) == 3
    assert all(line.facts[0].startswith("Floor: ") for line in page.behind.lines)
    assert any(button.isVisible() for button in page.behind.many.buttons)
    press(page.behind.table, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert window.place == Place("reports", "T0")
    press(page.pane.grids[0], Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert window.place == Place("reports", "ask")
    assert page.ask.builder.first.value == "family.decile"


def test_a_question_is_kept_under_a_name_replaced_renamed_deleted_and_brought_back(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    page = open_asking(qtbot, window)
    builder = page.ask.builder
    choose(builder.first, "family.decile")

    def keep(name: str) -> NameDialog:
        press(page.ask.save_button, Qt.Key.Key_Space)
        asked = cast(NameDialog, dialog(qtbot, window, NameDialog))
        asked.line.selectAll()
        type_in(asked.line, name)
        press(asked.line, Qt.Key.Key_Return)
        settle(qtbot, window)
        return asked

    keep("Per desil")
    assert [one.name for one in question_book(stocked).saved] == ["Per desil"]
    assert builder.saved_name == "Per desil"
    assert "Per desil" in [option.text for option in page.list.box.options]
    again = keep("per DESIL")
    assert "already" in again.field.error
    press(again.replace_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert [one.name for one in question_book(stocked).saved] == ["per DESIL"]
    press(builder.rename_button, Qt.Key.Key_Space)
    asked = cast(NameDialog, dialog(qtbot, window, NameDialog))
    type_in(asked.line, "Menurut desil")
    press(asked.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert builder.saved_name == "Menurut desil"
    press(builder.delete_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert question_book(stocked).saved == ()
    press(window.toast.button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert [one.name for one in question_book(stocked).saved] == ["Menurut desil"]


def test_a_kept_question_stands_among_the_reports_and_can_be_changed(
    qtbot: QtBot, window: MainWindow, stocked: Office, tmp_path: Path
) -> None:
    kept = keep_question(stocked, "Per desil", Question(groups=("family.decile",))).value
    page = open_reports(qtbot, window, kept.code)
    assert page.title == "Per desil"
    target = tmp_path / "desil.xlsx"
    press(page.files.buttons[ReportFormat.XLSX], Qt.Key.Key_Space)
    save_as(qtbot, window, target)
    settle(qtbot, window)
    assert openpyxl.load_workbook(target).worksheets
    press(page.change_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert window.place == Place("reports", "ask")
    assert page.ask.builder.saved_name == "Per desil"
    assert page.ask.builder.first.value == "family.decile"


def test_an_example_fills_the_boxes_and_conditions_go_with_keys(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = open_asking(qtbot, window)
    builder = page.ask.builder
    choose(builder.start, "ready:1")
    settle(qtbot, window)
    assert len(builder.rows) == 3
    assert builder.unit.value == "person"
    assert builder.rows[2].filter == Filter("person.school_status", Operator.IS, (1, 3))
    press(builder.rows[2].operator, Qt.Key.Key_Delete, CTRL)
    assert len(builder.rows) == 2
    assert builder.rows[1].field.hasFocus()
    choose(builder.unit, "family")
    settle(qtbot, window)
    assert "one and the same member" in builder.everybody.text()
    assert page.ask.answer_button.isEnabled()


def test_health_is_not_offered_to_whoever_may_not_reveal_nor_keeping_to_whoever_may_not_export(
    qtbot: QtBot, open_whole: OpenWhole, stocked: Office
) -> None:
    stocked.account = replace(stocked.account, role=Role.AUDITOR)
    window = open_whole(stocked)
    page = open_asking(qtbot, window)
    press(page.ask.builder.add_button, Qt.Key.Key_Space)
    offered = {option.value for option in page.ask.builder.rows[0].field.options}
    assert "person.sex" in offered
    assert "person.chronic_disease" not in offered
    assert not page.ask.save_button.isVisible()


def test_an_answer_of_nobody_says_so_and_a_question_that_is_gone_leads_to_asking(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = open_reports(qtbot, window, "T0")
    assert page.title == "Ask the data"
    page = open_asking(qtbot, window)
    press(page.ask.builder.add_button, Qt.Key.Key_Space)
    (row,) = page.ask.builder.rows
    pick(row.field.line, "members of the")
    type_in(row.number, "99")
    choose(page.ask.builder.first, "family.decile")
    settle(qtbot, window)
    assert page.ask.count.text() == "0 families fit"
    press(page.ask.answer_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert page.pane.empty.isVisible()
