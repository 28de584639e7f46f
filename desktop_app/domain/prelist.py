"""The list a surveyor carries from door to door (prelist): which families, in the order of the streets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from desktop_app.domain.ground_check import GroundCheckContent
from desktop_app.domain.subject import Subject

_DIGITS = re.compile(r"\d+")
_LONGEST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Where a family lives, as far as it is known: RT and RW with three digits or empty."""

    village: str
    hamlet: str
    rw: str
    rt: str


@dataclass(frozen=True, slots=True)
class PrelistFamily:
    """A family to be visited; `number` is its place on the list, from 1, or 0 before it has one."""

    subject: Subject
    where: Neighbourhood
    address: str
    members: int
    decile: int | None
    number: int = 0

    @property
    def order(self) -> tuple[str, str, str, str, str, str]:
        """By which families stand on a list: desa, dusun, RW, RT, address, name; unknown last.

        House 7 comes before house 13.
        """
        where = self.where
        return (
            where.village,
            where.hamlet or "~",
            where.rw or "~",
            where.rt or "~",
            _DIGITS.sub(lambda found: found[0].zfill(_LONGEST_NUMBER), self.address),
            self.subject.name,
        )


@dataclass(frozen=True, slots=True)
class PrelistWish:
    """Which families, and how the list is printed.

    Families by their ids, or everybody of a desa or kecamatan, perhaps of one dusun, RW or RT there.
    """

    purpose: str
    code_list: str
    family_ids: tuple[str, ...] | None = None
    village: str = ""
    hamlet: str = ""
    rw: str = ""
    rt: str = ""
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Prelist:
    """A list that was printed: its serial stands on the paper."""

    serial: str
    purpose: str
    code_list: str
    release_label: str
    families: int
    recorded: int
    made_by_name: str
    made_at: datetime

    @property
    def is_done(self) -> bool:
        """True if every family of it has a result."""
        return self.recorded >= self.families


@dataclass(frozen=True, slots=True)
class PrelistEntry:
    """A family of a printed list, and the result recorded for it if there is one."""

    number: int
    subject: Subject
    where: Neighbourhood
    address: str
    check_id: str = ""
    result: GroundCheckContent | None = None


def by_neighbourhood(
    families: Iterable[PrelistFamily],
) -> Iterator[tuple[Neighbourhood, tuple[PrelistFamily, ...]]]:
    """The sheets of a list: families that are in order, one group for each RT."""
    for where, group in groupby(families, key=lambda family: family.where):
        yield where, tuple(group)
