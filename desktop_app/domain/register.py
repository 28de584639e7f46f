"""The register of outgoing letters: one line a letter, as folding its ops gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class LetterState(StrEnum):
    """How far a letter has come: *dibuat*, *dicetak*, *diserahkan*; or *batal*, which keeps its number."""

    MADE = "made"
    PRINTED = "printed"
    HANDED_OVER = "handed-over"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class LetterStep:
    """That a letter came so far: who saw to it and when; `note` says to whom, or why it is cancelled."""

    by: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One issued letter in the register; the page itself is kept beside it.

    `series` and `year` name the book the `sequence` counts in (``12`` with `sub_number`
    ``a`` is 12a); `number` is what is printed. `about`
    is the short subject of the letter (hal), `signatory` the printed name.
    """

    id: str
    kind: str
    template_version: int
    series: str
    year: int
    sequence: int
    sub_number: str
    number: str
    dated: date
    about: str
    family_id: str | None
    person_id: str | None
    village: str
    signatory: str
    issued_by: str
    issued_at: datetime
    office: str = ""
    """The region of the office whose book it is; empty for letters of before this was written down."""
    printed: LetterStep | None = None
    handed_over: LetterStep | None = None
    cancelled: LetterStep | None = None

    @property
    def state(self) -> LetterState:
        """The furthest it came."""
        if self.cancelled is not None:
            return LetterState.CANCELLED
        if self.handed_over is not None:
            return LetterState.HANDED_OVER
        return LetterState.PRINTED if self.printed is not None else LetterState.MADE

    @property
    def place(self) -> tuple[str, str, int, int, str]:
        """Where it stands among all number books; two letters with one place are a double."""
        return (self.office, self.series, self.year, self.sequence, self.sub_number)

    def stepped(self, to: LetterState, step: LetterStep) -> RegisterLine:
        """The same after a step; the first of a kind gives who and when, and none is taken back."""
        match to:
            case LetterState.PRINTED:
                return replace(self, printed=self.printed or step)
            case LetterState.HANDED_OVER:
                return replace(self, handed_over=self.handed_over or step)
            case LetterState.CANCELLED:
                return replace(self, cancelled=self.cancelled or step)
            case LetterState.MADE:
                raise ValueError("a letter is made once")

    def as_data(self) -> dict[str, str | int | None]:
        """The form it has inside an op; who and when are the op's own."""
        return {
            "kind": self.kind,
            "template_version": self.template_version,
            "series": self.series,
            "year": self.year,
            "sequence": self.sequence,
            "sub_number": self.sub_number,
            "number": self.number,
            "dated": self.dated.isoformat(),
            "about": self.about,
            "family_id": self.family_id,
            "person_id": self.person_id,
            "village": self.village,
            "signatory": self.signatory,
            "office": self.office,
        }

    @classmethod
    def from_data(
        cls, letter_id: str, data: Mapping[str, Any], *, by: str, at: datetime
    ) -> RegisterLine:
        """Read what `as_data` wrote."""
        return cls(
            id=letter_id,
            kind=data["kind"],
            template_version=data["template_version"],
            series=data["series"],
            year=data["year"],
            sequence=data["sequence"],
            sub_number=data["sub_number"],
            number=data["number"],
            dated=date.fromisoformat(data["dated"]),
            about=data["about"],
            family_id=data["family_id"],
            person_id=data["person_id"],
            village=data["village"],
            signatory=data["signatory"],
            issued_by=by,
            issued_at=at,
            office=str(data.get("office", "")),
        )


@dataclass(frozen=True, slots=True)
class LetterTally:
    """How many letters of one kind about one desa are dated in one month (``2026-07``).

    `handed_over` and `cancelled` count those of them that came so far.
    """

    village: str
    kind: str
    month: str
    letters: int
    handed_over: int
    cancelled: int


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """Which letters of the register somebody wants to see; what is empty or None asks for nothing.

    `text` is looked for in numbers, names, subjects and signatories.
    """

    text: str = ""
    kind: str = ""
    state: LetterState | None = None
    since: date | None = None
    until: date | None = None
    is_double: bool = False


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A letter as the register shows it.

    `name` is about whom it is, known where its page is kept (`is_kept`). `is_double` where another
    letter has the same place in the number book: a copy of this database wrote one of them.
    """

    line: RegisterLine
    name: str
    is_kept: bool
    is_double: bool
