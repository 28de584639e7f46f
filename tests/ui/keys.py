"""Fingers for the tests of screens: keys and clicks, as a person gives them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

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
