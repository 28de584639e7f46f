"""A clerk at the form of a proposal, in a process of its own, whom the power leaves in the middle of a word.

Run with the folder of an office, a user and a passphrase; kills itself as soon as the program has kept
what was typed by itself, with more on the screen.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app import bootstrap, language
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.door import KnownOffice
from desktop_app.ui.memory import ShortMemory
from desktop_app.ui.page import Place
from desktop_app.ui.pages.proposals import ProposalsPage
from desktop_app.ui.program import Program

SEARCHED, REASON = "karto", "punya toko besar di pasar"


def main(folder: str, user: str, passphrase: str) -> None:
    """Open the office, type a proposal, and end without a word when it was kept."""
    qt = QApplication([])
    language.use("en")
    memory = ShortMemory()
    program = Program(qt, Appearance(qt, memory), memory)
    office = bootstrap.open_office(Path(folder), user, passphrase)
    program.entry.opened.emit(office, KnownOffice(folder, "", user, ""))
    assert program.window is not None
    program.window.go_to(Place("proposals"))
    _settle(program)
    page = program.window.page
    assert isinstance(page, ProposalsPage)
    QTest.keyClick(program.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    _settle(program)
    form = page.sheet.form
    assert form is not None
    QTest.keyClicks(form.kind, "Objection")
    QTest.keyClicks(form.picker.line, SEARCHED)
    QTest.keyClick(form.picker.line, Qt.Key.Key_Return)
    _settle(program)
    page.sheet.keeper.kept.connect(die)
    QTest.keyClicks(form.questions.asked["reason"].field.editor, REASON)
    qt.exec()


def die() -> None:
    """As when the power goes."""
    os.kill(os.getpid(), signal.SIGKILL)


def _settle(program: Program) -> None:
    loop, quiet, watch = QEventLoop(), QTimer(), QTimer()
    quiet.setSingleShot(True)
    quiet.setInterval(200)
    quiet.timeout.connect(loop.quit)
    watch.setInterval(10)
    watch.timeout.connect(lambda: quiet.start() if program.is_busy else None)
    watch.start()
    quiet.start()
    loop.exec()
    watch.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
