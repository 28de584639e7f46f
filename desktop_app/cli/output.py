"""What a command prints: one JSON object or text for people on standard output, failures on the side.

Everything the commands say goes through `Output`, so that there is exactly one object with ``--json``
and no line of ours on standard output besides the answer.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TextIO

from desktop_app.files import machine_error

DONE, USER, USAGE, MACHINE, BUG, STOPPED = 0, 1, 2, 3, 70, 130
"""The exit codes: done, the person can fix it, wrong usage, the machine must be fixed, our bug, stopped."""

_GAP = "  "


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found or did: `data` for ``--json``, `text` for a person."""

    data: Mapping[str, Any]
    text: str
    exit_code: int = 0


class Output:
    """The ways out of one command."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        for stream in (sys.stdout, sys.stderr):
            _prepare(stream)

    def answer(self, answer: Answer) -> None:
        """Print what a command gave."""
        _write(sys.stdout, as_json(answer.data) if self.as_json else answer.text)

    def failure(self, code: str, facts: Mapping[str, str | int], message: str) -> None:
        """Print why a command gave nothing; a sentence goes to standard error."""
        if self.as_json:
            error = {"code": code, "facts": dict(facts), "message": message}
            _write(sys.stdout, as_json({"error": error}))
        else:
            self.note(message)

    def note(self, text: str) -> None:
        """Say something to whoever looks on, never to a program that reads."""
        _write(sys.stderr, text)


def as_json(data: Mapping[str, Any]) -> str:
    """One object as text; dates in ISO form, moments in UTC."""
    return json.dumps(data, ensure_ascii=False, indent=2, default=_plain)


def table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()
) -> str:
    """Columns as wide as they need to be, those in `right` set to the right."""
    lines = [tuple(headings), *(tuple(row) for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(headings))]
    lines.insert(1, tuple("─" * width for width in widths))
    return "\n".join(
        _GAP.join(
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def pairs(facts: Iterable[tuple[str, str]]) -> str:
    """A name and a value a line, the values below each other."""
    lines = list(facts)
    width = max((len(name) for name, _ in lines), default=0)
    return "\n".join(f"{name.ljust(width)}{_GAP}{value}".rstrip() for name, value in lines)


def paragraphs(*parts: str) -> str:
    """The parts that are not empty, with a blank line between them."""
    return "\n\n".join(part for part in parts if part)


def make_folder(folder: Path) -> None:
    """Make a folder for files, unless it is there; raises `MachineError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise machine_error(error, name=folder.name) from error


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)


def _prepare(stream: TextIO | None) -> None:
    """Let a file or a pipe be UTF-8 everywhere, and let no terminal stumble over a letter it lacks."""
    if isinstance(stream, io.TextIOWrapper):
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _write(stream: TextIO | None, text: str) -> None:
    # Programs without a console on Windows have no streams at all.
    if stream is not None and text:
        stream.write(text + "\n")
        stream.flush()
