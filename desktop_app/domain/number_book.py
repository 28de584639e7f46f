"""The number book of an office: one of its computers holds it and numbers letters, the others make drafts.

Until it is handed over, the computer that issued the first letter holds it; then whoever got it last. Two
hand-overs that knew nothing of each other are *contested*: one of them holds everywhere, whatever the
order they came in, until the book is handed over once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

_PREFIX = "number-book"
_CODE_LETTERS = 8


@dataclass(frozen=True, slots=True)
class BookHanded:
    """That the book went from one computer to another; `is_taken` where the one that has it now took it.

    `start` is empty where nobody had held it. `seen` are the hand-overs that were known by then.
    """

    op: str
    seen: tuple[str, ...]
    start: str
    to: str
    reason: str
    is_taken: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NumberBook:
    """Every hand-over of the book of one office, in the order of their ids."""

    id: str
    office: str
    handed: tuple[BookHanded, ...] = ()

    @property
    def last(self) -> tuple[BookHanded, ...]:
        """The hand-overs that no later one has seen; more than one is a contest."""
        known = {op for one in self.handed for op in one.seen}
        return tuple(one for one in self.handed if one.op not in known)

    @property
    def holder(self) -> str:
        """The device that holds the book; empty while it was never handed over."""
        return self.last[0].to if self.last else ""

    @property
    def is_contested(self) -> bool:
        """True while two computers were given the book without knowing of each other."""
        return len({one.to for one in self.last}) > 1

    def after(self, handed: BookHanded) -> NumberBook:
        """The same with one more hand-over."""
        kept = {one.op: one for one in (*self.handed, handed)}
        return replace(self, handed=tuple(kept[op] for op in sorted(kept)))


@dataclass(frozen=True, slots=True)
class ReservedNumbers:
    """Numbers of one book of an office, kept for letters that are written by hand.

    They travel, so that they stay kept wherever the book goes.
    """

    id: str
    office: str
    series: str
    year: int
    first: int
    last: int
    reason: str
    by: str
    at: datetime

    def as_data(self) -> dict[str, str | int]:
        """The form it has inside an op."""
        return {
            "office": self.office,
            "series": self.series,
            "year": self.year,
            "first": self.first,
            "last": self.last,
            "reason": self.reason,
        }


def reserved_from(
    entity: str, data: Mapping[str, Any], *, by: str, at: datetime
) -> ReservedNumbers:
    """Read what `ReservedNumbers.as_data` wrote."""
    first, last = int(data["first"]), int(data["last"])
    if not 0 < first <= last:
        raise ValueError("no numbers")
    office, series, year = str(data["office"]), str(data["series"]), int(data["year"])
    return ReservedNumbers(entity, office, series, year, first, last, str(data["reason"]), by, at)


def entity_of(office: str) -> str:
    """The id of the record of an office's book."""
    return f"{_PREFIX}:{office}"


def device_code(device_id: str) -> str:
    """What people call a computer by: the first letters of its id."""
    return device_id[:_CODE_LETTERS].upper()


def handed_from(
    data: Mapping[str, Any], *, op: str, seen: tuple[str, ...], device: str, by: str, at: datetime
) -> BookHanded:
    """Read a hand-over; the one who has the book writes it, or the one who takes it and says why."""
    start, to, reason = str(data["from"]), str(data["to"]), str(data["reason"])
    if device not in (start, to) or not to or start == to:
        raise ValueError("handed over by somebody else")
    is_taken = device == to
    if is_taken and not reason:
        raise ValueError("taken without a reason")
    return BookHanded(op, seen, start, to, reason, is_taken, by, at)
