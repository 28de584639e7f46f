"""Bars with their numbers: for the eye, the keyboard and a screen reader."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.ui.widgets.bars import Bar, BarChart
from tests.ui.keys import click, press

BARS = (
    Bar("a", "Langkap", 12, "12 · 40.0%", whole=30, can_open=True),
    Bar("b", "Pekajangan", 0, "0"),
    Bar("c", "Podo", 30, "30", can_open=True),
)


def chart(qtbot: QtBot) -> tuple[BarChart, list[str]]:
    bars = BarChart("Families by desa")
    qtbot.addWidget(bars)
    opened: list[str] = []
    bars.chosen.connect(opened.append)
    bars.resize(400, 200)
    bars.show()
    bars.show_bars(BARS)
    return bars, opened


def test_a_screen_reader_hears_every_bar_with_its_number(qtbot: QtBot) -> None:
    bars, _ = chart(qtbot)
    heard = [bars.item(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(bars.count())]
    assert heard == ["Langkap: 12 · 40.0%", "Pekajangan: 0", "Podo: 30"]
    assert bars.accessibleName() == "Families by desa"
    assert not bars.grab().isNull()


def test_enter_and_a_click_open_only_what_has_something_behind_it(qtbot: QtBot) -> None:
    bars, opened = chart(qtbot)
    bars.setFocus()
    bars.setCurrentRow(0)
    press(bars, Qt.Key.Key_Return)
    press(bars, Qt.Key.Key_Down)
    press(bars, Qt.Key.Key_Return)
    assert opened == ["a"]
    click(bars.viewport(), bars.visualItemRect(bars.item(2)).center())
    assert opened == ["a", "c"]


def test_the_bar_of_the_keyboard_stays_when_the_numbers_change(qtbot: QtBot) -> None:
    bars, _ = chart(qtbot)
    bars.setCurrentRow(2)
    bars.show_bars(BARS[::-1])
    assert bars.currentRow() == 0


def test_without_scrolling_it_is_as_high_as_its_bars(qtbot: QtBot) -> None:
    bars, _ = chart(qtbot)
    high = bars.sizeHint().height()
    assert high >= 3 * bars.visualItemRect(bars.item(0)).height()
    bars.show_bars(())
    assert bars.sizeHint().height() < high
    assert not bars.grab().isNull()
