"""Two columns stand beside each other where there is room for both."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.ui.appearance import Appearance
from desktop_app.ui.widgets.columns import TwoColumns


def test_the_second_comes_under_the_first_where_it_is_narrow_or_the_text_big(
    qtbot: QtBot, appearance: Appearance
) -> None:
    first, second = QLabel("first"), QLabel("second")
    columns = TwoColumns(first, second)
    qtbot.addWidget(columns)
    columns.resize(1200, 500)
    columns.show()
    assert not columns.is_narrow
    assert second.x() > first.x()
    appearance.choose_scale(200)
    qtbot.waitUntil(lambda: columns.is_narrow)
    appearance.choose_scale(100)
    qtbot.waitUntil(lambda: not columns.is_narrow)
    columns.resize(500, 500)
    qtbot.waitUntil(lambda: second.y() > first.y())
