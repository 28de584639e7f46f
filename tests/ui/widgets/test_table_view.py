"""The list under the fingers: keys in, rows out."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.language import mark
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.memory import ShortMemory
from desktop_app.ui.models.table import Column, Heading
from desktop_app.ui.style import grown
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.table import DataTable
from tests.ui.keys import CTRL, click, press, type_in

COLUMNS = (
    Column[str]("name", "Name", lambda text: text, width=200),
    Column[str]("length", "Letters", lambda text: str(len(text)), is_number=True, sort=len),
)
ROWS = ["Siti", "Budi Santoso", "Agus"]


def a_table(qtbot: QtBot, memory: ShortMemory, *, several: bool = True) -> DataTable[str]:
    table: DataTable[str] = DataTable(COLUMNS, name="t", memory=memory, several=several)
    qtbot.addWidget(table)
    table.resize(500, 300)
    table.show()
    table.show_rows(ROWS)
    table.choose_first()
    return table


def test_enter_opens_the_row_under_the_keyboard(qtbot: QtBot, memory: ShortMemory) -> None:
    table = a_table(qtbot, memory)
    opened: list[str] = []
    table.opened.connect(opened.append)
    press(table, Qt.Key.Key_Down)
    press(table, Qt.Key.Key_Return)
    assert opened == ["Budi Santoso"]


def test_the_page_hears_which_row_is_chosen(qtbot: QtBot, memory: ShortMemory) -> None:
    table = a_table(qtbot, memory)
    chosen: list[str | None] = []
    table.chosen.connect(chosen.append)
    press(table, Qt.Key.Key_End)
    press(table, Qt.Key.Key_Up)
    table.show_rows([])
    assert chosen[-2:] == ["Budi Santoso", None]


def test_space_selects_and_ctrl_a_says_how_many(qtbot: QtBot, memory: ShortMemory) -> None:
    table = a_table(qtbot, memory)
    counted: list[int] = []
    table.selected_all.connect(counted.append)
    press(table, Qt.Key.Key_Space)
    assert table.selected == []  # it was selected by going there
    press(table, Qt.Key.Key_Space)
    assert table.selected == ["Siti"]
    press(table, Qt.Key.Key_A, CTRL)
    assert counted == [3]
    assert table.selected == ROWS


def test_ctrl_a_reaches_the_rows_that_were_not_drawn_yet(qtbot: QtBot, memory: ShortMemory) -> None:
    table = a_table(qtbot, memory)
    table.show_rows([f"person {n}" for n in range(1300)])
    counted: list[int] = []
    table.selected_all.connect(counted.append)
    table.setFocus()
    press(table, Qt.Key.Key_A, CTRL)
    assert counted == [1300]


def test_ctrl_c_copies_the_selected_rows(qtbot: QtBot, memory: ShortMemory) -> None:
    table = a_table(qtbot, memory)
    press(table, Qt.Key.Key_A, CTRL)
    press(table, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "Siti\t4\nBudi Santoso\t12\nAgus\t4"


def test_letters_are_left_for_the_page(qtbot: QtBot, memory: ShortMemory) -> None:
    class Around(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.heard = ""

        def keyPressEvent(self, event: object) -> None:
            self.heard += event.text()  # type: ignore[attr-defined]  # a key event

    around = Around()
    qtbot.addWidget(around)
    table = a_table(qtbot, memory)
    QVBoxLayout(around).addWidget(table)
    around.show()
    type_in(table, "bu")
    assert around.heard == "bu"
    assert table.current == "Siti"


def test_the_width_of_a_column_is_remembered_when_a_hand_changed_it(
    qtbot: QtBot, memory: ShortMemory
) -> None:
    memory.keep("table.t.widths", "321,90")
    table = a_table(qtbot, memory)
    assert table.horizontalHeader().sectionSize(0) == 321


def test_until_then_the_columns_share_the_room(qtbot: QtBot, memory: ShortMemory) -> None:
    table = a_table(qtbot, memory)
    table.resize(300, 300)
    assert table.horizontalHeader().length() <= 300
    assert memory.recall("table.t.widths") == ""


def test_an_empty_list_says_so_over_the_whole_list(qtbot: QtBot, memory: ShortMemory) -> None:
    table = a_table(qtbot, memory)
    empty = EmptyState("search", "Nobody was found", "Try another spelling.", "Propose a family")
    table.set_empty(empty)
    assert not empty.isVisible()
    table.show_rows([])
    assert empty.isVisible()
    with qtbot.waitSignal(empty.acted):
        click(empty.button)


def test_a_click_on_a_head_sorts(qtbot: QtBot, memory: ShortMemory) -> None:
    table = a_table(qtbot, memory)
    header = table.horizontalHeader()
    place = header.viewport().rect().topLeft()
    place.setX(header.sectionPosition(1) + 10)
    place.setY(10)
    click(header.viewport(), place)
    assert [row[0] for row in table.texts()] == ["Siti", "Agus", "Budi Santoso"]


def test_a_refresh_keeps_the_row_and_the_place(qtbot: QtBot, memory: ShortMemory) -> None:
    table = a_table(qtbot, memory)
    press(table, Qt.Key.Key_End)
    table.show_rows(ROWS, keep=True)
    assert table.current == "Agus"


def test_headings_are_stepped_over(qtbot: QtBot, memory: ShortMemory) -> None:
    table = a_table(qtbot, memory)
    table.show_rows([Heading("Podo"), "Siti", Heading("Salakbrojo"), "Agus"])
    table.choose_first()
    assert table.current == "Siti"
    assert table.columnSpan(0, 0) == 2
    opened: list[str] = []
    table.opened.connect(opened.append)
    press(table, Qt.Key.Key_Down)
    press(table, Qt.Key.Key_Return)
    assert opened == ["Agus"]


def test_rows_grow_with_the_text(qtbot: QtBot, memory: ShortMemory, appearance: Appearance) -> None:
    table = a_table(qtbot, memory)
    usual = table.rowHeight(0)
    appearance.choose_scale(200)
    assert table.rowHeight(0) > 1.4 * usual
    assert table.visualRect(table.rows.index(0, 0)) != table.visualRect(QModelIndex())


def test_a_column_that_is_whole_keeps_its_width_where_the_others_give_way(
    qtbot: QtBot, memory: ShortMemory
) -> None:
    columns = (
        Column[str]("text", mark("Name"), str, width=300),
        Column[str]("day", mark("Date"), str, width=120, is_whole=True),
        Column[str]("more", mark("Kind"), str, width=300),
    )
    table: DataTable[str] = DataTable(columns, name="narrow", memory=memory)
    qtbot.addWidget(table)
    table.resize(500, 200)
    table.show()
    widths = [table.columnWidth(at) for at in range(2)]
    assert widths[1] == grown(120)
    assert widths[0] < grown(300)
