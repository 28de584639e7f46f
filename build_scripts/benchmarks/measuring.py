"""Running a command and noting what it took: time, processor time, memory of all its processes."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_EVERY_S = 0.1


class CommandFailed(Exception):
    """A command that was to be measured said no."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run of a command took; `peak_mb` is None where the system does not say it."""

    seconds: float
    cpu_seconds: float
    peak_mb: float | None
    answer: dict[str, Any]


def measured(command: Sequence[str], *, env: Mapping[str, str] | None = None) -> Taken:
    """Run a command to its end; `answer` is the JSON object it printed, if it printed one.

    Memory is the sum over the command's process and all it started, shared pages counted once,
    sampled ten times a second.
    """
    before = os.times()
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    peaks: list[int] = []
    ended = threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, peaks, ended), daemon=True)
    watch.start()
    said, complained = process.communicate()
    seconds = time.perf_counter() - began
    ended.set()
    watch.join()
    if process.returncode:
        raise CommandFailed(complained.decode("utf-8", "replace")[-2_000:])
    after = os.times()
    return Taken(
        seconds=seconds,
        cpu_seconds=(after.children_user + after.children_system)
        - (before.children_user + before.children_system),
        peak_mb=max(peaks) / 1024 if peaks else None,
        answer=json.loads(said) if said.lstrip().startswith(b"{") else {},
    )


def _watch(pid: int, peaks: list[int], ended: threading.Event) -> None:
    while not ended.wait(_EVERY_S):
        together = sum(map(_memory_of, _tree_of(pid)))
        if together:
            peaks.append(together)


def _tree_of(pid: int) -> list[int]:
    """A process and all it started, where the system has a ``/proc``."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                waiting.extend(map(int, children.read_text().split()))
            except OSError:
                continue  # it has just ended
    return found


def _memory_of(pid: int) -> int:
    """The proportional memory of one process in KiB; 0 where it is not known."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
