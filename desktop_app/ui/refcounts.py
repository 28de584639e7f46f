"""Keeps Python 3.11 alive under PySide6 6.12.0.

That release gives back one reference too many to ``None`` whenever an override written in Python
returns it to Qt (`data()` of a model, `itemAt()` of a layout), and to ``True`` with every
``Signal.emit``. From Python 3.12 on these objects are immortal and nothing happens; on 3.11 the
interpreter aborts after a few thousand calls ("deallocating None"). PySide6 6.11.3 counts right.
"""

from __future__ import annotations

import ctypes
import sys

_PLENTY = 1 << 40


def make_singletons_immortal() -> None:
    """Give None, True and False more references than a program can lose in years; idempotent."""
    if sys.version_info >= (3, 12):
        return
    for singleton in (None, True, False):
        if sys.getrefcount(singleton) < _PLENTY // 2:
            # The count is the first field of every CPython object.
            ctypes.c_ssize_t.from_address(id(singleton)).value += _PLENTY
