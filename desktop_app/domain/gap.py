"""Who is left out of what: counts behind the reports of special groups, houses, school and health insurance.

What makes somebody one of them is an indication (`domain/indication.py`): codes of the extract against
limits that are data, as on the family's own page. A fact that is not filled in never makes anybody one.
Ages are those of the reference date of the release.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from desktop_app.domain.indication import IndicationRules
from desktop_app.domain.programme import Basis, Catalogue

POOREST = 1
"""The decile that stands for extreme poverty."""
PIP = "PIP"
"""The programme for pupils, by its code in the catalogue."""
OWNED = 1
"""The code of "milik sendiri" in `house_ownership`."""
_JUNIOR_FROM, _SENIOR_FROM = 13, 16


class SpecialGroup(StrEnum):
    """What a family of decile 1 may need besides money; a family may belong to several."""

    ELDERLY_ALONE = "elderly-alone"
    """The only member is of the age from which PKH counts the elderly."""
    DISABILITY = "disability"
    """A member cannot do one of the nine things that an extract asks about."""
    WOMAN_HEAD = "woman-head"
    OUT_OF_SCHOOL = "out-of-school"
    """A member of school age does not go to school."""
    UNDERNOURISHED = "undernourished"
    """A member is noted as stunted or wasted."""
    NO_TOILET = "no-toilet"
    UNFIT_HOUSE = "unfit-house"
    NO_SMALL_POWER = "no-small-power"
    """No connection of 450 or 900 watt by a meter of PLN."""
    NO_HEALTH_AID = "no-health-aid"
    """A member's premium is paid neither by the state nor by the region."""

    @property
    def is_sensitive(self) -> bool:
        """True if it says something of somebody's health: who it is, is only shown to whoever may reveal."""
        return self in (SpecialGroup.DISABILITY, SpecialGroup.UNDERNOURISHED)


@dataclass(frozen=True, slots=True)
class GroupTally:
    """How many families of decile 1 in one desa belong to exactly these groups."""

    village: str
    groups: frozenset[SpecialGroup]
    families: int


@dataclass(frozen=True, slots=True)
class HouseTally:
    """How many families of one desa and decile (0 unranked) live so; `ownership` is a code, None if unknown.

    `is_helped` where a record that was decreed or given for a house reaches the family.
    """

    village: str
    decile: int
    ownership: int | None
    is_unfit: bool
    is_helped: bool
    families: int


@dataclass(frozen=True, slots=True)
class HouseHelp:
    """How many houses were helped in one year from one source of money."""

    year: int
    funds: str
    houses: int


class Schooling(StrEnum):
    """Whether somebody goes to school."""

    AT_SCHOOL = "at-school"
    OUT = "out"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SchoolTally:
    """How many people of one desa and decile (0 unranked) are of these ages and go to school or not."""

    village: str
    decile: int
    ages: range
    schooling: Schooling
    has_pip: bool
    persons: int


class Premium(StrEnum):
    """Who pays somebody's health insurance; the state comes first where both do."""

    NATIONAL = "national"
    REGIONAL = "regional"
    NOBODY = "nobody"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PremiumTally:
    """How many people of one desa and decile (0 unranked) have their premium paid so."""

    village: str
    decile: int
    premium: Premium
    persons: int


def school_bands(rules: IndicationRules) -> tuple[range, ...]:
    """The ages that report R12 tells apart: those of school age in three, pupils of PIP around them."""
    school, pip = rules.school_ages, rules.pip_ages
    cuts = {school.start, school.stop, pip.start, pip.stop, _JUNIOR_FROM, _SENIOR_FROM}
    inside = sorted(
        cut for cut in cuts if min(school.start, pip.start) <= cut <= max(school.stop, pip.stop)
    )
    return tuple(range(*pair) for pair in pairwise(inside))


def house_programmes(catalogue: Catalogue) -> tuple[str, ...]:
    """The codes of the programmes that usually go to a house."""
    return tuple(
        code for code in catalogue.codes if catalogue.versions_of(code)[-1].bases[0] is Basis.HOUSE
    )


def is_among(ages: range, wanted: range) -> bool:
    """True if all of these ages are wanted."""
    return wanted.start <= ages.start and ages.stop <= wanted.stop


def persons_of(tallies: Iterable[SchoolTally | PremiumTally]) -> int:
    """The people of these tallies."""
    return sum(one.persons for one in tallies)
