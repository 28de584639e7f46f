"""Whom a record is about: a family or a person, with what they looked like on that day.

`family_id` and `person_id` are the program's own ids. They survive a corrected NIK and a new card;
the other facts are a snapshot, kept so that a record can still be told apart when the family has
left the extract, and so that a hub that numbers people differently can find them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class SubjectKind(StrEnum):
    """What a record hangs on."""

    FAMILY = "family"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Subject:
    """A family (named by its head) or a person, as they stood in one release."""

    kind: SubjectKind
    family_id: str | None
    person_id: str | None
    family_card_no: str | None
    national_id: str | None
    name: str
    birth_date: str | None
    village: str

    @property
    def id(self) -> str:
        """The id of what the record hangs on, told apart by kind: ``family:…`` or ``person:…``."""
        own = self.person_id if self.kind is SubjectKind.PERSON else self.family_id
        return f"{self.kind.value}:{own}"

    def as_data(self) -> dict[str, str | None]:
        """The form it has inside an op."""
        return {
            "kind": self.kind.value,
            "family_id": self.family_id,
            "person_id": self.person_id,
            "family_card_no": self.family_card_no,
            "national_id": self.national_id,
            "name": self.name,
            "birth_date": self.birth_date,
            "village": self.village,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Subject:
        """Read what `as_data` wrote."""
        return cls(
            kind=SubjectKind(data["kind"]),
            family_id=data["family_id"],
            person_id=data["person_id"],
            family_card_no=data["family_card_no"],
            national_id=data["national_id"],
            name=data["name"],
            birth_date=data["birth_date"],
            village=data["village"],
        )


def partition_of(village: str) -> str:
    """The partition a record about this village travels in.

    A partition is born with the code of its desa as its id and keeps it when the code changes.
    """
    return village
