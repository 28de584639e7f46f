"""A disk that loses its power after any step, and what it may then hold of what was not forced to it.

Whatever a file held when it was last forced is there. Of what was written since, each style of damage
leaves something else. Names are kept in a journal: those that were changed before anything at all was
forced are there, later ones are lost in one style and there in the others.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from tests.powercut.recording import Step

_SECTOR = 512


class Style(StrEnum):
    """What becomes of writes that were not forced."""

    DROPPED = "dropped"  # none is there, and no name that came after the last force
    TORN = "torn"  # all are there but the last, of which only the first half is
    GARBAGE = "garbage"  # each sector is the old one, the new one or noise, in no order


@dataclass
class _File:
    forced: bytes = b""
    since: list[Step] = field(default_factory=list)

    def force(self) -> None:
        self.forced, self.since = _written(self.forced, self.since), []

    def after(self, style: Style, draw: random.Random) -> bytes:
        if style is Style.DROPPED or not self.since:
            return self.forced
        if style is Style.TORN:
            *before, last = self.since
            half = Step(last.kind, last.path, last.at, last.data[: len(last.data) // 2])
            return _written(self.forced, [*before, half] if last.kind == "write" else before)
        now = bytearray(_written(self.forced, self.since))
        old = self.forced.ljust(len(now), b"\0")
        for at in range(0, len(now), _SECTOR):
            piece = slice(at, min(at + _SECTOR, len(now)))
            if now[piece] != old[piece]:
                noise = draw.randbytes(piece.stop - piece.start)
                now[piece] = draw.choice((bytes(now[piece]), old[piece], noise))
        return bytes(now)


def _written(data: bytes, steps: Sequence[Step]) -> bytes:
    made = bytearray(data)
    for step in steps:
        if step.kind == "cut":
            del made[step.at :]
            made.extend(bytes(step.at - len(made)))
        else:
            made.extend(bytes(max(0, step.at - len(made))))
            made[step.at : step.at + len(step.data)] = step.data
    return bytes(made)


class Disk:
    """The files below a folder, as they would be found again."""

    def __init__(self, folder: Path) -> None:
        self._names: dict[Path, _File | None] = {}  # None for a folder
        for path in sorted(folder.rglob("*")):
            if not path.name.endswith("-shm"):
                content = _File(path.read_bytes()) if path.is_file() else None
                self._names[path.relative_to(folder)] = content
        self._journal = dict(self._names)

    def take(self, step: Step) -> None:
        """Let a step happen."""
        names, path = self._names, step.path
        if step.kind == "create":
            names[path] = _File()
        elif step.kind == "mkdir":
            names[path] = None
        elif step.kind in ("unlink", "rmdir"):
            del names[path]
        elif step.kind == "rename":
            assert step.target is not None
            names[step.target] = names.pop(path)
            for each in [one for one in names if one.is_relative_to(path)]:
                names[step.target / each.relative_to(path)] = names.pop(each)
        elif step.kind == "sync":
            file = names.get(path)
            if file is not None:
                file.force()
            self._journal = dict(names)
        else:
            file = names[path]
            assert file is not None
            file.since.append(step)

    def found(self, style: Style, seed: int) -> dict[Path, bytes | None]:
        """What is there after a power cut now; None for a folder."""
        names = self._journal if style is Style.DROPPED else self._names
        draw = random.Random(seed)
        return {
            path: None if file is None else file.after(style, draw)
            for path, file in sorted(names.items())
        }


def lay_out(found: dict[Path, bytes | None], folder: Path) -> None:
    """Write it into a folder that is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path, data in found.items():
        if data is None:
            (folder / path).mkdir()
        else:
            (folder / path).write_bytes(data)


def power_cuts(
    disk: Disk, steps: Sequence[Step], points: Collection[int]
) -> Iterator[tuple[int, Style, dict[Path, bytes | None]]]:
    """For each of these numbers of steps and each style, what is found; the same is not told twice."""
    told = set[int]()
    for number in range(len(steps) + 1):
        if number in points:
            for style in Style:
                found = disk.found(style, number)
                known = hash(tuple(found.items()))
                if known not in told:
                    told.add(known)
                    yield number, style, found
        if number < len(steps):
            disk.take(steps[number])
