"""Desa lokus in the window: typed on a sheet, refused beside the field, marked in the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.actions.focus_villages import focus_villages, set_focus_villages
from desktop_app.actions.office import Office
from desktop_app.domain.roles import Role
from desktop_app.ui.main_window import MainWindow
from tests.ui.keys import click, press, type_in
from tests.ui.pages.conftest import settle
from tests.ui.pages.test_reports import open_reports

OpenWhole = Callable[[Office], MainWindow]
LANGKAP = "33.26.13.2004"


def test_desa_lokus_are_typed_kept_and_marked(
    qtbot: QtBot, open_whole: OpenWhole, stocked: Office
) -> None:
    window = open_whole(stocked)
    page = open_reports(qtbot, window, "R7")
    click(page.focus_button)
    settle(qtbot, window)
    sheet = page.focus_sheet
    QTest.keyClicks(sheet.villages, "kode")
    press(sheet.villages, Qt.Key.Key_Return)
    QTest.keyClicks(sheet.villages, "tidak ada")
    click(sheet.save_button)
    settle(qtbot, window)
    assert "Line 2" in sheet._field.error
    sheet.villages.selectAll()
    QTest.keyClicks(sheet.villages, "Langkap")
    type_in(sheet.source, "SK Bupati")
    click(sheet.save_button)
    settle(qtbot, window)
    assert focus_villages(stocked).codes == (LANGKAP,)
    assert not sheet.isVisible()
    assert "lokus" in [column.code for column in page.pane.grids[0].table.columns]
    page = open_reports(qtbot, window, "R3")
    assert not page.focus_button.isVisible()


def test_who_may_not_set_them_only_reads(
    qtbot: QtBot, open_whole: OpenWhole, stocked: Office
) -> None:
    set_focus_villages(stocked, LANGKAP, "SK")
    stocked.account = replace(stocked.account, role=Role.AUDITOR)
    window = open_whole(stocked)
    page = open_reports(qtbot, window, "R7")
    click(page.focus_button)
    settle(qtbot, window)
    assert LANGKAP in page.focus_sheet.villages.toPlainText()
    assert page.focus_sheet.villages.isReadOnly()
    assert not page.focus_sheet.save_button.isVisible()
