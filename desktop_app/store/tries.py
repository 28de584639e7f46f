"""Wrong passphrases, counted in a file beside the keys, so that closing the program does not forget them.

Whoever has copied the folder does not ask this file; it slows down somebody who sits at the counter.
There is no lock for good: it would only hurt the office.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from desktop_app import files

FREE_TRIES = 3
_FIRST_WAIT, _LONGEST_WAIT = 5, 60
_MOST_DOUBLINGS = 10


@dataclass(frozen=True, slots=True)
class Tries:
    """How many were wrong in a row, and when the last one was."""

    wrong: int = 0
    last: datetime | None = None

    @property
    def wait(self) -> int:
        """The seconds to be waited after the last one: none at first, then 5, 10, 20, … up to a minute."""
        if self.wrong < FREE_TRIES:
            return 0
        doublings: int = min(self.wrong - FREE_TRIES, _MOST_DOUBLINGS)
        return min(_LONGEST_WAIT, _FIRST_WAIT << doublings)

    def left(self, now: datetime) -> int:
        """The seconds still to be waited; a clock that went back does not make it longer."""
        if self.last is None:
            return 0
        passed = max(now - self.last, timedelta())
        return max(0, math.ceil(self.wait - passed.total_seconds()))


def read_tries(path: Path) -> Tries:
    """What the file says; nothing wrong yet where there is none or it cannot be read."""
    try:
        held = json.loads(path.read_text("utf-8"))
        last = datetime.fromisoformat(held["last"])
        return Tries(max(0, int(held["wrong"])), last) if last.tzinfo else Tries()
    except (OSError, ValueError, KeyError, TypeError):
        return Tries()


def note_wrong(path: Path, now: datetime) -> Tries:
    """Count one more; raises `MachineError` if it cannot be written."""
    tries = Tries(read_tries(path).wrong + 1, now)
    kept = {"wrong": tries.wrong, "last": now.isoformat(timespec="seconds")}
    files.write_whole(path, json.dumps(kept).encode(), opened=files.create_private)
    return tries


def forget_tries(path: Path) -> None:
    """Somebody got in: begin anew."""
    path.unlink(missing_ok=True)
