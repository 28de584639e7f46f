"""A date as offices type it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.ui.widgets.day import DayField
from tests.ui.keys import press, type_in


@pytest.mark.parametrize("text", ["24-11-2026", "24/11/2026", "24 November 2026", "24 nov 2026"])
def test_every_way_of_writing_a_day_is_read_back_with_its_weekday(qtbot: QtBot, text: str) -> None:
    field = DayField("Date")
    qtbot.addWidget(field)
    heard: list[date | None] = []
    field.changed.connect(lambda: heard.append(field.day))
    type_in(field.line, text)
    assert field.day == heard[-1] == date(2026, 11, 24)
    assert field.editor.accessibleDescription() == "Tuesday, 24 November 2026"
    assert field.check()


def test_what_is_no_day_is_told_and_stays(qtbot: QtBot) -> None:
    field = DayField("Date")
    qtbot.addWidget(field)
    type_in(field.line, "31-2-2026")
    press(field.line, Qt.Key.Key_Return)
    assert field.day is None
    assert field.error
    assert field.line.text() == "31-2-2026"
    assert not field.check()


def test_an_optional_day_may_be_empty_and_another_may_not(qtbot: QtBot) -> None:
    for is_optional in (True, False):
        field = DayField("Date", optional=is_optional)
        qtbot.addWidget(field)
        assert field.check() is is_optional
