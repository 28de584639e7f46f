"""What Qt owns is destroyed in the window's thread, whichever thread makes the garbage collector run."""

from __future__ import annotations

import gc
import threading
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop_app.ui.garbage import WindowThreadCollector


class Circle(QObject):
    """Keeps itself alive until garbage is looked for, and notes where that was."""

    def __init__(self, ended: list[int]) -> None:
        super().__init__()
        self._myself = self
        self._ended = ended

    def __del__(self) -> None:
        self._ended.append(threading.get_ident())


def make_many_objects() -> int:
    """More than enough for Python to look for garbage by itself."""
    return len([[number] for number in range(200_000)])


def test_a_working_thread_never_destroys_what_qt_owns(qtbot: QtBot) -> None:
    ended: list[int] = []
    collector = WindowThreadCollector(every_ms=10)
    Circle(ended)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(make_many_objects).result() == 200_000
        assert ended == []
    kept = [[number] for number in range(2_000)]
    qtbot.waitUntil(lambda: bool(ended))
    collector.stop()
    assert kept
    assert ended == [threading.get_ident()]
    assert gc.isenabled()
    gc.disable()  # as it is for all tests of screens


def test_stopping_finds_what_is_left(qtbot: QtBot) -> None:
    ended: list[int] = []
    collector = WindowThreadCollector()
    Circle(ended)
    collector.stop()
    assert ended == [threading.get_ident()]
    gc.disable()  # as it is for all tests of screens
