"""What takes the place of another widget is there at once."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.widgets.lines import Line, Lines
from desktop_app.ui.widgets.swap import swapped
from desktop_app.ui.widgets.text import Text


def test_the_new_one_is_shown_without_waiting(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = QVBoxLayout(holder)
    old = Text("old")
    layout.addWidget(old)
    holder.show()
    new = swapped(layout, old, Text("new"))
    assert new.isVisible()
    assert layout.indexOf(new) == 0


def test_lines_that_are_shown_again_stay_in_sight(qtbot: QtBot) -> None:
    lines = Lines()
    qtbot.addWidget(lines)
    lines.show()
    for text in ("one", "two"):
        lines.show_lines([Line(text)])
    assert [one.text() for one in lines.findChildren(Text) if one.isVisible()] == ["two"]
