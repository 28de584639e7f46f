"""Forms that keep what is typed into them, besides that of proposals."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.form_drafts import form_drafts_of
from desktop_app.actions.interventions import interventions_of
from desktop_app.actions.office import Office
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.interventions import InterventionsPage
from tests.ui.keys import CTRL, press, type_in
from tests.ui.pages.conftest import settle

OpenWhole = Callable[[Office], MainWindow]


def test_help_that_was_not_recorded_stands_there_again_after_the_lock(
    qtbot: QtBot, open_whole: OpenWhole, stocked: Office
) -> None:
    window = open_whole(stocked)
    window.go_to(Place("interventions"))
    settle(qtbot, window)
    press(window, Qt.Key.Key_N, CTRL)
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, InterventionsPage)
    form = page.sheet.form
    assert form is not None
    type_in(form.picker.line, "slamet rah")
    settle(qtbot, window)
    press(form.picker.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    type_in(form.fields.programme, "Village")
    form.fields.amount.selectAll()
    type_in(form.fields.amount, "123000")
    window.keep_typed()
    settle(qtbot, window)

    other = open_whole(stocked)
    other.go_to(Place("interventions"))
    settle(qtbot, other)
    press(other, Qt.Key.Key_N, CTRL)
    settle(qtbot, other)
    settle(qtbot, other)
    again = other.page
    assert isinstance(again, InterventionsPage)
    restored = again.sheet.form
    assert restored is not None
    assert restored.banner.text.startswith("Restored: what you typed until ")
    assert restored.picker.glance is not None
    assert restored.fields.programme.value == "BLT-DD"
    assert restored.fields.amount.text() == "123000"
    press(restored.fields.amount, Qt.Key.Key_Return, CTRL)
    settle(qtbot, other)
    assert [one.intervention.amount for one in interventions_of(stocked)] == [123_000]
    qtbot.waitUntil(lambda: not form_drafts_of(stocked, "intervention"))
