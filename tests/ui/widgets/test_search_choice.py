"""Choosing one of many things by typing a part of its name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.widgets.choice import Option
from desktop_app.ui.widgets.search_choice import SearchChoice
from tests.ui.keys import press, type_in

# The list of suggestions is a popup, for which the offscreen platform has no keyboard to grab.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard")

OPTIONS = [
    Option("extra", "Keep as it stands"),
    Option(None, "The house"),
    Option("roof", "Roof"),
    Option("floor", "Floor"),
    Option("area", "Floor area"),
]


@pytest.fixture
def around(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    QVBoxLayout(widget)
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def other(around: QWidget) -> QLineEdit:
    return QLineEdit(around)


@pytest.fixture
def choice(qtbot: QtBot, around: QWidget, other: QLineEdit) -> SearchChoice:
    choice = SearchChoice()
    layout = around.layout()
    assert layout is not None
    layout.addWidget(choice)
    layout.addWidget(other)
    choice.show_options(OPTIONS, chosen="roof")
    around.show()
    around.activateWindow()
    qtbot.waitUntil(around.isActiveWindow)
    choice.setFocus()
    return choice


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [("area", "area"), ("FLOOR", "floor"), ("as it", "extra"), ("ar fl", "area"), ("roof", "roof")],
)
def test_enter_takes_the_first_that_has_the_letters(
    choice: SearchChoice, typed: str, chosen: str
) -> None:
    heard: list[str | None] = []
    choice.activated.connect(lambda _: heard.append(choice.value))
    type_in(choice.line, typed)
    press(choice.line, Qt.Key.Key_Return)
    assert heard == [chosen]
    assert choice.line.text() == {one.value: one.text for one in OPTIONS}[chosen]


def test_one_of_the_suggestions_is_taken_with_the_arrows(
    qtbot: QtBot, choice: SearchChoice
) -> None:
    heard: list[str | None] = []
    choice.activated.connect(lambda _: heard.append(choice.value))
    type_in(choice.line, "floor")
    popup = choice.suggestions
    qtbot.waitUntil(popup.isVisible)
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["area"]


@pytest.mark.parametrize("typed", ["shoe size", "the house", ""])
def test_what_is_none_of_them_is_put_back(choice: SearchChoice, typed: str) -> None:
    heard: list[str | None] = []
    choice.activated.connect(lambda _: heard.append(choice.value))
    choice.line.clear()
    type_in(choice.line, typed)
    press(choice.line, Qt.Key.Key_Return)
    assert (choice.value, choice.line.text()) == ("roof", "Roof")
    assert set(heard) <= {"roof"}


def test_leaving_and_esc_put_back_what_was_chosen(choice: SearchChoice, other: QLineEdit) -> None:
    type_in(choice.line, "flo")
    choice.suggestions.hide()
    press(choice, Qt.Key.Key_Escape)
    assert choice.line.text() == "Roof"
    type_in(choice.line, "flo")
    choice.suggestions.hide()
    other.setFocus()
    assert choice.line.text() == "Roof"
