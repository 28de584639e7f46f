"""Ways in which long work is broken off."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager

from desktop_app.progress import Progress


class StopsAt(Progress):
    """Asks to stop when the work has reached a phase and a number of steps."""

    def __init__(self, phase: str, step: int) -> None:
        super().__init__()
        self._at = (phase, step)

    def advance(self, steps: int = 1) -> None:
        reading = self.reading
        if reading.phase == self._at[0] and reading.done + steps >= self._at[1]:
            self.ask_to_stop()
        super().advance(steps)


@contextmanager
def no_file_longer_than(limit: int) -> Iterator[None]:
    """Every write beyond `limit` bytes of a file fails, as on a medium that cannot take more."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
