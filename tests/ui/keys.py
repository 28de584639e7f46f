"""Fingers for the tests of screens: keys and clicks, as a person gives them."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def press(
    widget: QWidget,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press one key, perhaps with others held down."""
    QTest.keyClick(widget, key, modifiers)


def type_in(widget: QWidget, text: str) -> None:
    """Type a text; letters beyond ASCII would end the interpreter inside Qt's test library."""
    assert text.isascii()
    QTest.keyClicks(widget, text)


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Click with the left button, in the middle unless told where."""
    place = at if at is not None else widget.rect().center()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def button(parent: QWidget, text: str) -> QPushButton:
    """The one button with this text, Alt letter or not."""
    wanted = text.replace("&", "")
    found = [b for b in parent.findChildren(QPushButton) if b.text().replace("&", "") == wanted]
    assert len(found) == 1, [b.text() for b in parent.findChildren(QPushButton)]
    return found[0]


def from_menu(opener: QPushButton, text: str, within: str = "") -> None:
    """Choose from the menu of a button what contains this text; `within` names the menu inside it."""
    menu = opener.menu()
    if within:
        inner = [one.menu() for one in menu.actions() if within in one.text()]
        assert len(inner) == 1
        menu = cast(QMenu, inner[0])
    found = [one for one in menu.actions() if text in one.text()]
    assert len(found) == 1, [one.text() for one in menu.actions()]
    found[0].trigger()
