"""A list of interventions in the window: looked at, narrowed, recorded, taken back."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.interventions import interventions_of
from desktop_app.actions.office import Office
from desktop_app.domain.intervention_list import RowState
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.interventions import InterventionsPage
from desktop_app.ui.pages.list_sheet import ListForm
from desktop_app.ui.pages.search import SearchPage
from tests.ui.keys import CTRL, button, click, press, type_in
from tests.ui.pages.conftest import SLAMET, WIDODO, dialog, settle


@pytest.fixture
def a_list(tmp_path: Path) -> Path:
    """Two families, one of them twice, and a card that nobody has."""
    path = tmp_path / "salur.csv"
    path.write_text(f"kk\n{SLAMET.card}\n{WIDODO.card}\n{SLAMET.card}\n3326130301809999\n", "utf-8")
    return path


def looked_at(qtbot: QtBot, window: MainWindow, path: Path) -> tuple[InterventionsPage, ListForm]:
    """The sheet with the list read for the monthly help of the desa."""
    window.go_to(Place("interventions"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, InterventionsPage)
    click(page.list_button)
    form = page.list_sheet.form
    assert form is not None
    form.fields.programme.choose("SEMBAKO")
    form.fields.programme.activated.emit(form.fields.programme.currentIndex())
    form.zone.given.emit([path])
    settle(qtbot, window)
    return page, form


def test_a_list_is_looked_at_before_anything_is_recorded(
    qtbot: QtBot, window: MainWindow, stocked: Office, a_list: Path
) -> None:
    page, form = looked_at(qtbot, window, a_list)
    assert [one.state for one in form.previews] == [
        RowState.READY,
        RowState.OUT_OF_DECILE,
        RowState.ALREADY,
        RowState.NOT_FOUND,
    ]
    assert [row[0] for row in form.preview.table.texts()] == ["2", "3", "4", "5"]
    assert form.preview.state.choose(RowState.NOT_FOUND.value)
    form.preview.state.activated.emit(form.preview.state.currentIndex())
    assert [row[0] for row in form.preview.table.texts()] == ["5"]
    assert interventions_of(stocked) == []
    assert form.already.isVisible()
    assert not form.reason_field.isVisible()
    press(page.list_sheet, Qt.Key.Key_Escape)
    click(button(dialog(qtbot, window, ConfirmDialog), "&Leave"))
    assert page.list_sheet.isHidden()


def test_a_list_is_recorded_and_taken_back_with_a_reason(
    qtbot: QtBot, window: MainWindow, stocked: Office, a_list: Path
) -> None:
    page, form = looked_at(qtbot, window, a_list)
    click(page.list_sheet.record_button)
    settle(qtbot, window)
    assert len(interventions_of(stocked)) == 2
    assert len(page.lines) == 2
    assert [row[0] for row in form.preview.table.texts()] == ["4", "5"]
    click(page.list_sheet.back_button)
    asked = cast(ReasonDialog, dialog(qtbot, window, ReasonDialog))
    type_in(asked.line, "salah daftar")
    press(asked.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    records = [line.intervention for line in interventions_of(stocked)]
    assert {record.void_reason for record in records} == {"salah daftar"}
    press(page.list_sheet, Qt.Key.Key_Escape)
    assert page.list_sheet.isHidden()


def test_help_is_recorded_for_those_selected_in_a_search(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    window.go_to(Place("search", "slamet"))
    settle(qtbot, window)
    page = cast(SearchPage, window.page)
    assert not page.many.button.isVisible()
    press(page.table, Qt.Key.Key_A, CTRL)
    assert page.many.button.isVisible()
    count = len(page.table.selected)
    assert count > 1
    families = {line.family_id for line in page.table.selected}
    click(page.many.button)
    form = page.many.sheet.form
    assert form is not None
    assert not form.zone.isVisible()
    form.fields.programme.choose("SEMBAKO")
    form.fields.programme.activated.emit(form.fields.programme.currentIndex())
    click(page.many.sheet.record_button)
    settle(qtbot, window)
    assert len(form.previews) == len(families)
    click(page.many.sheet.record_button)
    settle(qtbot, window)
    recorded = {line.intervention.subject.family_id for line in interventions_of(stocked)}
    assert recorded == families
    press(page.many.sheet, Qt.Key.Key_Escape)
    assert page.many.sheet.isHidden()


def test_without_a_programme_the_field_says_so(
    qtbot: QtBot, window: MainWindow, stocked: Office, a_list: Path
) -> None:
    window.go_to(Place("interventions"))
    settle(qtbot, window)
    page = cast(InterventionsPage, window.page)
    click(page.list_button)
    form = page.list_sheet.form
    assert form is not None
    form.zone.given.emit([a_list])
    assert form.fields.programme_field.error
    assert form.previews == ()
