"""Deeds ordered in processes of their own, which may be killed while they do them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
KILLED = 9


class Deeds:
    """Orders deeds in processes of their own; see `tests.actions.deeds`."""

    def __init__(self) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.actions.deeds"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
            bufsize=1,
        )

    def close(self) -> None:
        """No more orders."""
        with self._program:
            assert self._program.stdin is not None
            self._program.stdin.close()

    def do(self, **order: object) -> Ended:
        """Have it done; killed where or when the order says."""
        assert self._program.stdin is not None
        self._program.stdin.write(json.dumps(order) + "\n")
        children: list[int] = []
        calls = 0
        while True:
            word, _, rest = self._line().partition(" ")
            if word == "children":
                children = json.loads(rest)
            elif word == "calls":
                calls = int(rest)
            elif word == "ended":
                status, seconds = rest.split()
                return Ended(int(status), calls, tuple(children), float(seconds))
            else:
                raise AssertionError(f"the deed says: {word} {rest}")

    def _line(self) -> str:
        assert self._program.stdout is not None
        line = self._program.stdout.readline()
        assert line, "the program for the deeds has ended"
        return line.strip()


@dataclass(frozen=True, slots=True)
class Ended:
    """How a deed ended."""

    status: int
    calls: int
    children: tuple[int, ...]
    seconds: float

    @property
    def was_killed(self) -> bool:
        return self.status == KILLED
