"""When the office is locked without anybody saying so: after a while of nothing, and after a sleep."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.ui.app import IdleWatch
from tests.ui.keys import type_in


def test_nobody_at_the_keyboard_is_noticed_and_a_key_puts_it_off(
    qtbot: QtBot, qapp: QApplication
) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    watch = IdleWatch(qapp, minutes=0.6 / 60)
    heard: list[str] = []
    watch.idle.connect(lambda: heard.append("idle"))
    for _ in range(4):
        qtbot.wait(250)
        type_in(line, "a")
    assert heard == []
    qtbot.waitUntil(lambda: heard == ["idle"], timeout=3000)
    qapp.removeEventFilter(watch)
    watch.deleteLater()


def test_a_computer_that_slept_is_noticed_at_its_first_heartbeat(qapp: QApplication) -> None:
    clock = [1_000.0]
    watch = IdleWatch(qapp, minutes=10, now=lambda: clock[0])
    heard: list[str] = []
    watch.idle.connect(lambda: heard.append("idle"), Qt.ConnectionType.DirectConnection)
    for seconds in (10.0, 11.0, 80.0):  # a busy computer may be late
        clock[0] += seconds
        watch.beat()
    assert heard == []
    clock[0] += 3_600
    watch.beat()
    assert heard == ["idle"]
    clock[0] -= 86_400  # a clock that is set back is no sleep
    watch.beat()
    assert heard == ["idle"]
    qapp.removeEventFilter(watch)
    watch.deleteLater()
