"""Whom a record is about: a family or a person, with what they looked like on that day.

Aid may also go to a group or an institution, and to families and people whom no release knows: these
have no id of ours and are told apart by their numbers, or by name and village.

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
    GROUP = "group"  # kelompok, KUBE
    INSTITUTION = "institution"  # masjid, ponpes, sekolah

    @property
    def is_household(self) -> bool:
        """True for a family or one of its members: whom a release may know."""
        return self in (SubjectKind.FAMILY, SubjectKind.PERSON)


@dataclass(frozen=True, slots=True)
class Subject:
    """A family (named by its head) or a person, as they stood in one release, or an outsider.

    `responsible` is who answers for a group or an institution.
    """

    kind: SubjectKind
    family_id: str | None
    person_id: str | None
    family_card_no: str | None
    national_id: str | None
    name: str
    birth_date: str | None
    village: str
    responsible: str = ""

    @property
    def is_outsider(self) -> bool:
        """True for whoever stands in no release."""
        return self.family_id is None and self.person_id is None

    @property
    def id(self) -> str:
        """What the record hangs on, told apart by kind: ``family:…``, ``person:…``, ``institution:…``."""
        own = self.person_id if self.kind is SubjectKind.PERSON else self.family_id
        return f"{self.kind.value}:{own or self._outside_key}"

    @property
    def _outside_key(self) -> str:
        numbers = (self.national_id, self.family_card_no)
        first, second = numbers if self.kind is SubjectKind.PERSON else reversed(numbers)
        return first or second or f"{self.village} {self.name.casefold()}"

    def as_data(self) -> dict[str, str | None]:
        """The form it has inside an op."""
        more = {"responsible": self.responsible} if self.responsible else {}
        return {
            **more,
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
            responsible=data.get("responsible", ""),
        )


def partition_of(village: str) -> str:
    """The partition a record about this village travels in.

    A partition is born with the code of its desa as its id and keeps it when the code changes.
    """
    return village
