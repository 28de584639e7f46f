"""Any list is saved as a file from its menu: for a purpose, harmless, and written down."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.list_export import export_list
from desktop_app.actions.office import Office
from desktop_app.domain.giving_out import Errand
from desktop_app.errors import Code, UserError
from desktop_app.ui.dialogs.errand import ErrandDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.search import SearchPage
from tests.ui.keys import press, type_in
from tests.ui.pages.conftest import dialog, settle


def test_the_people_found_are_saved_as_they_stand_on_the_screen(
    qtbot: QtBot, window: MainWindow, stocked: Office, tmp_path: Path
) -> None:
    window.go_to(Place("search", "slamet"))
    settle(qtbot, window)
    table = cast(SearchPage, window.page).table
    press(table, Qt.Key.Key_Menu)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in table.findChildren(QMenu)))
    menu = next(one for one in table.findChildren(QMenu) if one.isVisible())
    next(one for one in menu.actions() if "Export" in one.text()).trigger()
    asked = cast(ErrandDialog, dialog(qtbot, window, ErrandDialog))
    type_in(asked.line, "rapat desa")
    type_in(asked.recipient, "Kepala desa")
    press(asked.recipient, Qt.Key.Key_Return)
    where = cast(QFileDialog, dialog(qtbot, window, QFileDialog))
    target = tmp_path / "daftar.xlsx"
    where.selectFile(str(target))
    where.accepted.emit()
    where.close()
    qtbot.waitUntil(target.is_file)
    settle(qtbot, window)
    sheet, about = openpyxl.load_workbook(target).worksheets[:2]
    cells = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert any("SLAMET RAHARJO" in row for row in cells)
    told = [str(cell) for row in about.iter_rows(values_only=True) for cell in row]
    assert "rapat desa" in told
    assert "Kepala desa" in told
    line = audit_lines(stocked)[0]
    assert (line.deed, line.facts["listed"], line.facts["purpose"]) == (
        "list-exported",
        "search",
        "rapat desa",
    )
    assert (line.facts["recipient"], line.facts["rows"]) == ("Kepala desa", len(cells) - 1)
    assert line.facts["serial"] in told
    assert str(line.facts["serial"]) in str(sheet.oddFooter)


def test_a_cell_that_is_a_formula_is_made_harmless_and_a_purpose_is_asked_for(
    stocked: Office, tmp_path: Path
) -> None:
    target = tmp_path / "x.xlsx"
    with pytest.raises(UserError) as caught:
        export_list(
            stocked,
            target,
            listed="t",
            title="T",
            headings=["A"],
            rows=[["1"]],
            errand=Errand(" ", "Bappeda"),
        )
    assert caught.value.code is Code.REASON_MISSING
    rows = [["=1+1", "3326"]]
    done = export_list(
        stocked,
        target,
        listed="t",
        title="T",
        headings=["A", "B"],
        rows=rows,
        errand=Errand("rapat", "Bappeda"),
    )
    assert done.value == 1
    sheet = openpyxl.load_workbook(target).worksheets[0]
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert all(cell.data_type != "f" for cell in found)
