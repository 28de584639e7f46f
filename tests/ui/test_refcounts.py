"""The interpreter survives what PySide6 does to the reference counts of None and True."""

from __future__ import annotations

import subprocess
import sys

STORM = """
import desktop_app.ui
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Signal
class Model(QAbstractTableModel):
    def rowCount(self, parent=QModelIndex()): return 1
    def columnCount(self, parent=QModelIndex()): return 1
    def data(self, index, role=0): return None
class Bell(QObject):
    rung = Signal(object)
model, bell = Model(), Bell()
index = model.index(0, 0)
for _ in range(20_000):
    index.data(2)
    bell.rung.emit(None)
"""


def test_twenty_thousand_empty_answers_and_signals_do_not_end_the_program() -> None:
    done = subprocess.run([sys.executable, "-c", STORM], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-500:]
