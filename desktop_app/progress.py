"""How long work tells how far it is, and how it is asked to stop."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from desktop_app.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Reading:
    """What a watcher sees at one moment; `total` 0 means nobody knows how much there is."""

    phase: str
    done: int
    total: int
    stoppable: bool


class Progress:
    """Written by the work, read by anyone, safe across threads.

    ``phase`` is a code such as ``"reading"``; the words for it are the screen's business.
    `advance` raises `Cancelled` after `ask_to_stop`, but only in a phase that was begun as
    stoppable: so work stops only where it is consistent.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reading = Reading(phase="", done=0, total=0, stoppable=True)
        self._stop = threading.Event()

    def begin(self, phase: str, total: int = 0, *, stoppable: bool = True) -> None:
        """Start a phase of `total` steps (0: unknown); stops here if asked to."""
        with self._lock:
            self._reading = Reading(phase=phase, done=0, total=total, stoppable=stoppable)
        self._give_way()

    def advance(self, steps: int = 1) -> None:
        """Count `steps` as done; raises `Cancelled` if somebody asked to stop and may."""
        with self._lock:
            now = self._reading
            self._reading = Reading(now.phase, now.done + steps, now.total, now.stoppable)
        self._give_way()

    def ask_to_stop(self) -> None:
        """Ask the work to stop at its next safe place."""
        self._stop.set()

    @property
    def must_stop(self) -> bool:
        """True once somebody asked to stop and may; for work that is asked in the middle of a step."""
        return self._stop.is_set() and self.reading.stoppable

    @property
    def reading(self) -> Reading:
        """The state at this moment."""
        with self._lock:
            return self._reading

    def _give_way(self) -> None:
        if self.must_stop:
            raise Cancelled

    def hushed(self) -> Progress:
        """For one of many equal parts: it can be stopped like the whole and says nothing of itself."""
        return _Hushed(self)


class _Hushed(Progress):
    """Leaves what is shown to the whole."""

    def __init__(self, whole: Progress) -> None:
        super().__init__()
        self._whole = whole
        self._is_stoppable = True

    def begin(self, phase: str, total: int = 0, *, stoppable: bool = True) -> None:
        self._is_stoppable = stoppable
        self._give_way()

    def advance(self, steps: int = 1) -> None:
        self._give_way()

    @property
    def must_stop(self) -> bool:
        return self._is_stoppable and self._whole.must_stop
