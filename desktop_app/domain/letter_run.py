"""Many letters at once: for whom, in which order, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from desktop_app.errors import UserError


class LetterOrder(StrEnum):
    """In which order letters are written, and so numbered and printed."""

    AS_LISTED = "as-listed"
    BY_PLACE = "by-place"  # desa, RW, RT, name: how they are carried around
    BY_NAME = "by-name"


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a list that letters are written for; with an `error` nobody could be found for it.

    `typed` is what only the list itself says, `recorded` what a record says that it was made from: an
    amount, or who somebody is who is not in DTSEN (`family_id` None then: they can stand on a list, but
    no letter can be written about them).
    """

    row: int
    family_id: str | None = None
    person_id: str | None = None
    name: str = ""
    village: str = ""
    rt: str = ""
    rw: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    recorded: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    dated: date | None = None
    error: UserError | None = None

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What puts it into the order of places."""
        return (self.village, _padded(self.rw), _padded(self.rt), self.name.casefold())


class RunState(StrEnum):
    """How one row of a run stands."""

    WAITING = "waiting"
    ISSUED = "issued"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RunRow:
    """One letter of a run, `place` counts from 1 in the order it is written in."""

    place: int
    listed: Listed
    letter_id: str | None = None
    number: str = ""

    @property
    def state(self) -> RunState:
        """How it stands."""
        if self.letter_id is not None:
            return RunState.ISSUED
        return RunState.REFUSED if self.listed.error is not None else RunState.WAITING


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run as a list of runs shows it."""

    id: str
    kind: str
    begun_by: str
    begun_at: datetime
    rows: int
    issued: int
    refused: int

    @property
    def waiting(self) -> int:
        """How many letters were not reached yet."""
        return self.rows - self.issued - self.refused


def in_order(listed: Iterable[Listed], order: LetterOrder) -> list[Listed]:
    """The rows in this order; rows that are alike stay as they were listed."""
    match order:
        case LetterOrder.AS_LISTED:
            return list(listed)
        case LetterOrder.BY_PLACE:
            return sorted(listed, key=lambda one: one.place)
        case LetterOrder.BY_NAME:
            return sorted(listed, key=lambda one: one.name.casefold())


def _padded(number: str) -> str:
    return number.strip().zfill(3) if number.strip().isdigit() else number
