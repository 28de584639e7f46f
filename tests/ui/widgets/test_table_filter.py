"""The line above a list: what is typed leaves the rows that show it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.memory import ShortMemory
from desktop_app.ui.models.pages import PagedRows
from desktop_app.ui.models.table import Column, Heading
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.table_filter import ListFilter
from tests.ui.keys import CTRL, press, type_in


@dataclass(frozen=True)
class Paid:
    """One row; its number is shown by its tail only."""

    name: str
    village: str
    number: str
    rupiah: int


COLUMNS = (
    Column[Paid]("name", "Name", lambda one: one.name, below=lambda one: one.village),
    Column[Paid]("number", "Number", lambda one: f"•••• {one.number[-4:]}"),
    Column[Paid](
        "amount",
        "Amount",
        lambda one: f"Rp{one.rupiah:,}".replace(",", "."),
        sort=lambda o: o.rupiah,
    ),
    Column[Paid]("card", "Card", lambda one: f"33 26 {one.number[-2:]}"),
)
ANDRE = Paid("André Pratama", "Pekajangan", "3326130101809001", 300_000)
SITI = Paid("SITI AMINAH", "Langkap", "3326130101809002", 900_000)
BUDI = Paid("Budi Santoso", "Langkap", "3326130101809003", 600_000)
FEW = (ANDRE, SITI, BUDI)


def a_table(
    qtbot: QtBot, memory: ShortMemory, rows: tuple[Paid, ...] = FEW, *, several: bool = True
) -> DataTable[Paid]:
    table: DataTable[Paid] = DataTable(COLUMNS, name="t", memory=memory, several=several)
    qtbot.addWidget(table)
    table.resize(700, 400)
    table.show()
    table.activateWindow()
    qtbot.waitUntil(table.isActiveWindow)
    table.show_rows(rows)
    table.choose_first()
    return table


def line_of(table: DataTable[Paid]) -> ListFilter:
    assert table.filter is not None
    return table.filter


def typed(qtbot: QtBot, table: DataTable[Paid], text: str) -> list[str]:
    """The names that are left after typing this as an operator does."""
    press(table, Qt.Key.Key_F, CTRL)
    assert line_of(table).line.hasFocus()
    type_in(line_of(table).line, text)
    qtbot.waitUntil(lambda: line_of(table).text == " ".join(text.split()))
    return [row[0] for row in table.texts()]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("andre", [ANDRE]),
        ("AMINAH siti", [SITI]),
        ("langkap", [SITI, BUDI]),
        ("langkap budi", [BUDI]),
        ("9002", [SITI]),
        ("33261301", []),  # hidden on the screen, so not found
        ("332603", [BUDI]),  # shown in groups
        ("600.000", [BUDI]),
        ("600000", [BUDI]),
        ("nobody", []),
    ],
)
def test_words_are_found_in_what_is_shown(
    qtbot: QtBot, memory: ShortMemory, text: str, left: list[Paid]
) -> None:
    table = a_table(qtbot, memory)
    assert typed(qtbot, table, text) == [one.name for one in left]
    assert line_of(table).count.text() == f"{len(left)} of 3"


def test_a_short_list_is_calm_and_a_long_one_shows_the_line(
    qtbot: QtBot, memory: ShortMemory
) -> None:
    table = a_table(qtbot, memory)
    assert line_of(table).isHidden()
    table.show_rows(FEW * 4)
    assert line_of(table).isVisible()
    assert line_of(table).count.text() == ""
    top = table.viewport().mapTo(table, table.viewport().rect().topLeft()).y()
    assert top >= line_of(table).height() + 10  # the headings stand between the line and the rows
    table.show_rows(FEW)
    assert line_of(table).isHidden()


def test_enter_goes_to_the_rows_and_esc_takes_the_filter_away(
    qtbot: QtBot, memory: ShortMemory
) -> None:
    table = a_table(qtbot, memory)
    press(table, Qt.Key.Key_F, CTRL)
    type_in(line_of(table).line, "bud")
    press(line_of(table).line, Qt.Key.Key_Return)
    assert table.hasFocus()
    assert table.current is BUDI
    press(table, Qt.Key.Key_Escape)
    assert len(table.texts()) == 3
    assert table.current is BUDI
    assert line_of(table).isHidden()
    press(table, Qt.Key.Key_F, CTRL)
    type_in(line_of(table).line, "siti")
    press(line_of(table).line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(table.texts()) == 3)
    press(line_of(table).line, Qt.Key.Key_Escape)
    assert table.hasFocus()
    assert line_of(table).isHidden()


def test_what_is_chosen_stays_while_it_is_seen_and_no_longer(
    qtbot: QtBot, memory: ShortMemory
) -> None:
    table = a_table(qtbot, memory)
    heard: list[Paid | None] = []
    press(table, Qt.Key.Key_A, CTRL)
    press(table, Qt.Key.Key_Down)
    press(table, Qt.Key.Key_A, CTRL)
    assert table.current is SITI
    table.chosen.connect(heard.append)
    typed(qtbot, table, "langkap")
    assert table.current is SITI
    assert table.selected == [SITI, BUDI]
    assert heard == []  # the page need not read anything again
    assert typed(qtbot, table, "budi") == ["Budi Santoso"]
    assert heard == [None]
    assert table.selected == [BUDI]
    line_of(table).forget()
    assert table.selected == [BUDI]
    assert table.rows.left == 3


def test_a_filtered_list_is_sorted_and_a_list_read_again_keeps_both(
    qtbot: QtBot, memory: ShortMemory
) -> None:
    table = a_table(qtbot, memory)
    table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert typed(qtbot, table, "langkap") == ["Budi Santoso", "SITI AMINAH"]
    table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert [row[0] for row in table.texts()] == ["SITI AMINAH", "Budi Santoso"]
    table.show_rows([*FEW, Paid("Wati", "Langkap", "1", 700_000)], keep=True)
    assert [row[0] for row in table.texts()] == ["SITI AMINAH", "Wati", "Budi Santoso"]
    assert line_of(table).count.text() == "3 of 4"
    table.show_rows(FEW)  # another list: nothing is left out of it unseen, nor is it in an order
    assert [row[0] for row in table.texts()] == [one.name for one in FEW]
    assert table.horizontalHeader().sortIndicatorSection() == -1


def test_only_shown_columns_count_and_only_what_is_left_is_taken_along(
    qtbot: QtBot, memory: ShortMemory
) -> None:
    table = a_table(qtbot, memory)
    assert typed(qtbot, table, "600") == ["Budi Santoso"]
    assert [row[0] for row in table.as_shown()[1]] == ["Budi Santoso"]
    press(table, Qt.Key.Key_Menu)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in table.findChildren(QMenu)))
    menu = next(one for one in table.findChildren(QMenu) if one.isVisible())
    next(one for one in menu.actions() if one.text() == "Amount").trigger()
    assert table.texts() == []


def test_a_heading_stays_while_something_stands_under_it(qtbot: QtBot, memory: ShortMemory) -> None:
    table = a_table(qtbot, memory)
    table.show_rows([Heading("A"), ANDRE, Heading("L"), SITI, BUDI])
    table.setFocus()
    assert typed(qtbot, table, "budi") == ["L", "Budi Santoso"]
    assert line_of(table).count.text() == "1 of 3"


def test_rows_that_change_while_they_are_filtered_are_the_new_ones_afterwards(
    qtbot: QtBot, memory: ShortMemory
) -> None:
    table = a_table(qtbot, memory)
    typed(qtbot, table, "budi")
    table.rows.put_row(0, Paid("Budi S.", "Langkap", "1", 1))
    line_of(table).forget()
    assert [row[0] for row in table.texts()] == ["André Pratama", "SITI AMINAH", "Budi S."]


def test_ten_thousand_rows_are_filtered_before_anybody_waits(
    qtbot: QtBot, memory: ShortMemory
) -> None:
    rows = tuple(Paid(f"Person {n}", "Langkap", f"{n:016}", n) for n in range(10_000))
    table = a_table(qtbot, memory, rows)
    assert typed(qtbot, table, "person 7777") == ["Person 7777"]
    line_of(table).forget()
    assert table.rows.left == 10_000


def test_ctrl_f_in_a_list_that_its_page_filters_leads_to_the_page(
    qtbot: QtBot, memory: ShortMemory
) -> None:
    around, line = QWidget(), QLineEdit()
    qtbot.addWidget(around)
    rows: PagedRows[Paid] = PagedRows(COLUMNS, 10)
    table: DataTable[Paid] = DataTable(
        COLUMNS, name="t", memory=memory, rows=rows, narrowed_by=line, parent=around
    )
    column = QVBoxLayout(around)
    column.addWidget(line)
    column.addWidget(table)
    around.show()
    around.activateWindow()
    qtbot.waitUntil(around.isActiveWindow)
    rows.show_pages(500)
    assert table.filter is None
    table.setFocus()
    press(table, Qt.Key.Key_F, CTRL)
    assert line.hasFocus()
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert table.horizontalHeader().sortIndicatorSection() == -1  # nobody could sort it
