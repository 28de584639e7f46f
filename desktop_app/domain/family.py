"""A family (keluarga, one card) as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.domain.person import PersonSheet
from desktop_app.domain.problem import RowProblem


@dataclass(frozen=True, slots=True)
class Deciles:
    """The three ranks of one family; None is "belum berdesil"."""

    national: int | None
    province: int | None
    regency: int | None


@dataclass(frozen=True, slots=True)
class FamilySheet:
    """Everything the extract says about one family; `values` by the names of `FAMILY_FIELDS`.

    `members` are in the order of the file, the head first. `problems` are those of the family's and
    its members' rows. `village` is a Kemendagri code with dots or empty.
    """

    id: str
    release_label: str
    village: str
    values: Mapping[str, str | int | None]
    raw: Mapping[str, str]
    extra: Mapping[str, str]
    members: tuple[PersonSheet, ...]
    problems: tuple[RowProblem, ...]

    @property
    def family_card_no(self) -> str | None:
        """The number of the card, None if it could not be read."""
        value = self.values["family_card_no"]
        return None if value is None else str(value)

    @property
    def head(self) -> PersonSheet | None:
        """The head for showing: relationship 1, else the oldest member, None without members."""
        heads = [member for member in self.members if member.is_head]
        if heads:
            return heads[0]
        dated = [member for member in self.members if member.born is not None]
        if dated:
            return min(dated, key=lambda member: str(member.values["birth_date"]))
        return self.members[0] if self.members else None

    @property
    def head_name(self) -> str:
        """The head's name by the family row, else by the members."""
        own = self.values["head_name"]
        if own:
            return str(own)
        return self.head.name if self.head else ""

    @property
    def deciles(self) -> Deciles:
        """The ranks as they stand in the extract."""
        return Deciles(
            national=_whole(self.values["decile_national"]),
            province=_whole(self.values["decile_province"]),
            regency=_whole(self.values["decile_regency"]),
        )


def numbers_of(sheet: FamilySheet) -> frozenset[str]:
    """Every NIK and card number of a family: what must not be left lying about."""
    numbers = (sheet.family_card_no, *(member.national_id for member in sheet.members))
    return frozenset(number for number in numbers if number)


@dataclass(frozen=True, slots=True)
class DecilePoint:
    """One family in one release: its national decile, where it lived, how many, under which head.

    `village` is a Kemendagri code with dots or empty; `members` None where nobody says.
    """

    release_label: str
    reference_date: str
    decile: int | None
    is_present: bool
    village: str = ""
    members: int | None = None
    head_name: str = ""


@dataclass(frozen=True, slots=True)
class SharedNumber:
    """A NIK or, with `name` empty, the card of a family that another family of the release has too.

    `name` is the member's; `family_id` and `head_name` are the other's.
    """

    name: str
    family_id: str
    head_name: str


def _whole(value: str | int | None) -> int | None:
    return None if value is None else int(value)
