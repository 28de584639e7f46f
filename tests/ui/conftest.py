"""Screens are tested without a screen, on an office that is handed in."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

# Read by Qt when the application is made, which pytest-qt does after this file.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app import language
from desktop_app.ui.appearance import Appearance, Scheme
from desktop_app.ui.door import KnownOffice
from desktop_app.ui.memory import ShortMemory
from desktop_app.ui.page import Desk
from desktop_app.ui.program import Program
from desktop_app.ui.tasks import TaskRunner
from tests.conftest import ADMIN, PASSPHRASE


@pytest.fixture(autouse=True, scope="module")
def _garbage_in_this_thread() -> Iterator[None]:
    """Widgets of earlier tests must not be destroyed by a working thread of a later one."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Screens speak English in tests, so that no test depends on a compiled catalogue."""
    language.use("en")
    yield
    language.use("id")


@pytest.fixture
def memory() -> ShortMemory:
    """A window's memory that is gone after the test."""
    return ShortMemory()


@pytest.fixture
def appearance(qapp: QApplication, memory: ShortMemory) -> Iterator[Appearance]:
    """The look of the program, put back to light and plain after the test."""
    appearance = Appearance(qapp, memory)
    appearance.choose_scheme(Scheme.LIGHT)
    yield appearance
    appearance.choose_scale(100)
    appearance.choose_scheme(Scheme.LIGHT)
    appearance.deleteLater()


@pytest.fixture
def desk(qtbot: QtBot, memory: ShortMemory) -> Iterator[Desk]:
    """What a page is handed; the office of these tests is a plain list that actions write into."""
    tasks: TaskRunner[Any] = TaskRunner([])
    yield Desk(tasks, memory, lambda: date(2026, 11, 24))
    tasks.close()


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, appearance: Appearance) -> Iterator[Program]:
    """The whole program, with nobody at its door yet."""
    made = Program(qapp, appearance, ShortMemory())
    yield made
    qtbot.waitUntil(lambda: not made.is_busy)
    made.close()
    made.entry.close()
    made.entry.deleteLater()
    made.deleteLater()


def settle(qtbot: QtBot, program: Program) -> None:
    """Wait until everything that was asked of the program has been answered."""
    qtbot.waitUntil(lambda: not program.is_busy, timeout=20_000)


def enter(qtbot: QtBot, program: Program, folder: Path) -> None:
    """Unlock an office as its admin does."""
    program.entry.remember(KnownOffice(str(folder), "Contoh", ADMIN))
    program.entry.lock()
    program.entry.show()
    program.entry.unlock.tried.emit(str(folder), ADMIN, PASSPHRASE)
    settle(qtbot, program)
