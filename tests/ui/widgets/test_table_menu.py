"""The menu of a list: columns hidden, moved and put back, all of it remembered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop_app.ui.memory import ShortMemory
from desktop_app.ui.models.table import Column, Heading
from desktop_app.ui.widgets.table import DataTable
from tests.ui.keys import CTRL, press

COLUMNS = (
    Column[str]("name", "Name", lambda text: text, width=200),
    Column[str]("length", "Letters", lambda text: str(len(text)), is_number=True, sort=len),
    Column[str]("last", "Last letter", lambda text: text[-1], below=lambda text: text[0]),
)


def a_table(qtbot: QtBot, memory: ShortMemory) -> DataTable[str]:
    table: DataTable[str] = DataTable(COLUMNS, name="t", memory=memory)
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.show_rows(["Siti", "Budi"])
    table.choose_first()
    return table


def actions(
    qtbot: QtBot, table: DataTable[str], key: Qt.Key = Qt.Key.Key_Menu
) -> dict[str, QAction]:
    """The entries of the menu, opened by a key."""
    for old in table.findChildren(QMenu):
        old.close()
    if key == Qt.Key.Key_F10:
        press(table, key, Qt.KeyboardModifier.ShiftModifier)
    else:
        press(table, key)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in table.findChildren(QMenu)))
    menu = next(one for one in table.findChildren(QMenu) if one.isVisible())
    return {action.text().replace("&", ""): action for action in menu.actions() if action.text()}


def test_a_column_is_hidden_by_keys_and_stays_so(qtbot: QtBot, memory: ShortMemory) -> None:
    table = a_table(qtbot, memory)
    menu = actions(qtbot, table)
    assert "Name" not in menu  # it names the row
    assert "Export this list…" not in menu  # nobody here could write it
    menu["Letters"].trigger()
    assert table.isColumnHidden(1)
    press(table, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "Siti\ti"
    assert table.as_shown() == (
        ["Name", "Last letter", "Last letter, more"],
        [["Siti", "i", "S"], ["Budi", "i", "B"]],
    )
    again = a_table(qtbot, memory)
    assert again.isColumnHidden(1)
    assert not actions(qtbot, again)["Letters"].isChecked()


def test_columns_are_moved_remembered_and_put_back(qtbot: QtBot, memory: ShortMemory) -> None:
    table = a_table(qtbot, memory)
    table.horizontalHeader().moveSection(2, 1)
    again = a_table(qtbot, memory)
    assert again.as_shown()[0] == ["Name", "Last letter", "Last letter, more", "Letters"]
    menu = actions(qtbot, again, Qt.Key.Key_F10)
    menu["Letters"].trigger()
    actions(qtbot, again)["Columns as at first"].trigger()
    headings = ["Name", "Letters", "Last letter", "Last letter, more"]
    assert again.as_shown()[0] == headings
    assert a_table(qtbot, memory).as_shown()[0] == headings


def test_a_file_has_the_rows_without_the_headings_between_them(
    qtbot: QtBot, memory: ShortMemory
) -> None:
    table = a_table(qtbot, memory)
    table.show_rows([Heading("Desa Langkap"), "Siti"])
    assert [row[0] for row in table.as_shown()[1]] == ["Siti"]
