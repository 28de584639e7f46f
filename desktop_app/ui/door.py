"""What the way in asks of whoever wires the program, and what it remembers of offices.

The window knows offices only by their folders; everything a `Door` does is called on another thread.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Generic, TypeVar

from desktop_app.domain.office import OfficeDraft
from desktop_app.progress import Progress
from desktop_app.ui.memory import Memory

OfficeT = TypeVar("OfficeT")

_KEPT = "offices"
_MOST_KEPT = 8


@dataclass(frozen=True, slots=True)
class KnownOffice:
    """An office that was opened on this computer; nothing in it is secret or about a person served."""

    folder: str
    name: str
    user: str = ""
    data: str = (
        ""  # what is in it and how old, as it was when it was closed: "V3 2026, 10 Jul 2026"
    )


# Without slots: in Python 3.11 a frozen, slotted, generic class cannot be made as `Made[Office](…)`.
@dataclass(frozen=True)
class Made(Generic[OfficeT]):
    """A new office, open, with the code that is shown once ("" where there is none to show)."""

    office: OfficeT
    folder: Path
    name: str
    user: str
    recovery_code: str = ""


@dataclass(frozen=True)
class Back(Generic[OfficeT]):
    """An office out of a backup, open, with what it may lack."""

    made: Made[OfficeT]
    age: timedelta
    releases_missing: tuple[str, ...] = ()
    is_evidence_missing: bool = False


@dataclass(frozen=True)
class NewKey(Generic[OfficeT]):
    """An office under a new key, open, with the name and the one-time code of everybody else."""

    made: Made[OfficeT]
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a locked office to its hub: since when it waits, and what is read out."""

    at: datetime
    match_code: str


@dataclass(frozen=True)
class Door(Generic[OfficeT]):
    """What the way in asks of whoever wires the program. All of it is called on another thread."""

    open_office: Callable[[Path, str, str], OfficeT]  # folder, user, passphrase
    make_office: Callable[[Path, OfficeDraft, str], Made[OfficeT]]
    make_demo: Callable[[], Made[OfficeT]]
    recover: Callable[[Path, str, str, str], Made[OfficeT]]  # folder, code, user, passphrase
    must_choose: Callable[[OfficeT], bool]  # came in with a one-time code
    choose: Callable[[OfficeT, str, str], object]  # the code, the new passphrase
    close: Callable[[OfficeT], object]
    suggest: Callable[[], str]  # a passphrase
    restore: Callable[[Path, Path, str, str, Progress], Back[OfficeT]]  # backup, folder, user, …
    change_key: Callable[[Path, str, str, Progress], NewKey[OfficeT]]  # folder, user, passphrase
    asked: Callable[[Path], Asked | None]  # the question that waits for the hub's answer
    ask_hub: Callable[[Path, Path], Asked]  # folder, where to write the question
    take_answer: Callable[[Path, Path, str, str], Made[OfficeT]]  # folder, answer, user, passphrase


def read_offices(memory: Memory) -> list[KnownOffice]:
    """The offices opened on this computer, the last one first; what cannot be read is left out."""
    try:
        kept = json.loads(memory.recall(_KEPT, "[]"))
    except ValueError:
        return []
    return [_known(entry) for entry in kept if isinstance(entry, dict) and entry.get("folder")]


def with_office(offices: list[KnownOffice], known: KnownOffice) -> list[KnownOffice]:
    """The list with this office on top, and only the last few."""
    others = [office for office in offices if office.folder != known.folder]
    return [known, *others][:_MOST_KEPT]


def write_offices(memory: Memory, offices: list[KnownOffice]) -> None:
    """Keep the list."""
    memory.keep(_KEPT, json.dumps([asdict(office) for office in offices]))


def _known(entry: dict[str, object]) -> KnownOffice:
    texts = {name: str(entry.get(name) or "") for name in ("folder", "name", "user", "data")}
    return KnownOffice(**texts)
