"""Long work on a terminal: a bar on standard error, and Ctrl-C that asks before it breaks.

The first Ctrl-C asks the work to stop at its next safe place; a second one breaks it off, which loses
nothing either, because transactions are rolled back.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from desktop_app.progress import Progress, Reading
from desktop_app.words.format import percent
from desktop_app.words.phases import phase_words

_PATIENCE = 0.6
_EVERY = 0.1
_WIDTH = 24


@contextmanager
def watched() -> Iterator[Progress]:
    """A `Progress` that is shown where somebody can see it, and that Ctrl-C asks to stop."""
    progress = Progress()
    with _stopped_by_keys(progress), _shown(progress):
        yield progress


@contextmanager
def _stopped_by_keys(progress: Progress) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_interrupt(_signal: int, _frame: FrameType | None) -> None:
        progress.ask_to_stop()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _shown(progress: Progress) -> Iterator[None]:
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    painter = threading.Thread(target=_paint, args=(progress, done), daemon=True)
    painter.start()
    try:
        yield
    finally:
        done.set()
        painter.join()


def _paint(progress: Progress, done: threading.Event) -> None:
    began, shown = time.monotonic(), ""
    while not done.wait(_EVERY):
        if time.monotonic() - began < _PATIENCE:
            continue
        line = bar_line(progress.reading)
        sys.stderr.write("\r" + line + " " * max(0, len(shown) - len(line)))
        sys.stderr.flush()
        shown = line
    if shown:
        sys.stderr.write("\r" + " " * len(shown) + "\r")
        sys.stderr.flush()


def bar_line(reading: Reading) -> str:
    """One state as one line: ``Memuat baris  ████████░░░░  34%``."""
    words = phase_words(reading.phase)
    if not reading.total:
        return f"{words} …"
    part = min(reading.done / reading.total, 1.0)
    full = round(part * _WIDTH)
    return f"{words}  {'█' * full}{'░' * (_WIDTH - full)}  {percent(part)}"
