"""What the window remembers about itself: column widths, theme, text size, the last office opened.

Nothing in here is about a person, and losing it costs nothing but a few clicks; so it is a small
JSON file outside the office folder, readable before anybody has unlocked anything.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Protocol

log = logging.getLogger(__name__)


class Memory(Protocol):
    """Short texts by name."""

    def recall(self, name: str, otherwise: str = "") -> str:
        """What was kept under `name`, or `otherwise`."""
        ...

    def keep(self, name: str, value: str) -> None:
        """Keep `value` under `name` for the next time the program runs."""
        ...


class ShortMemory:
    """Forgets everything when the program ends; for tests and for `self-check`."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def recall(self, name: str, otherwise: str = "") -> str:
        return self._kept.get(name, otherwise)

    def keep(self, name: str, value: str) -> None:
        self._kept[name] = value


class FileMemory:
    """Keeps everything in one JSON file; a missing or broken file is an empty memory."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._kept = _read(file)

    def recall(self, name: str, otherwise: str = "") -> str:
        return self._kept.get(name, otherwise)

    def keep(self, name: str, value: str) -> None:
        if self._kept.get(name) == value:
            return
        self._kept[name] = value
        beside = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(self._kept, indent=1, sort_keys=True), encoding="utf-8")
            beside.replace(self._file)
        except OSError as error:
            # A window that cannot remember a width must not stop anybody from working.
            log.warning("window-memory-unwritable errno=%s", error.errno)


def _read(file: Path) -> dict[str, str]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        log.warning("window-memory-unreadable")
        return {}
    if not isinstance(kept, dict):
        return {}
    return {name: value for name, value in kept.items() if isinstance(value, str)}
