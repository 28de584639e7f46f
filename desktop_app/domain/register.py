"""The register of outgoing letters: one line a letter, as folding its ops gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


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
        )


@dataclass(frozen=True, slots=True)
class LetterTally:
    """How many letters of one kind about one desa are dated in one month (``2026-07``)."""

    village: str
    kind: str
    month: str
    letters: int
