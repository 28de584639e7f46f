"""What an extract hints at for a family: to be asked about, never a right to anything.

The codes are those of the DTSEN lists, the limits are data (``resources/reference/indications.toml``,
with the source of each). A fact that is not filled in never gives an indication.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from desktop_app.domain.family import FamilySheet
from desktop_app.domain.field import PERSON_FIELDS
from desktop_app.domain.person import PersonSheet
from desktop_app.domain.programme import Doubt

AT_SCHOOL = 2
"""The code of somebody who goes to school in `school_status`."""
_NO = 2
DIFFICULTIES = tuple(field.name for field in PERSON_FIELDS if field.codes == "difficulty")
"""The fields that tell what somebody cannot do."""


class IndicationKind(StrEnum):
    """What is hinted at; in the order in which a page shows them."""

    PKH_EARLY_CHILDHOOD = "pkh-early-childhood"
    PKH_PRIMARY = "pkh-primary"
    PKH_JUNIOR = "pkh-junior"
    PKH_SENIOR = "pkh-senior"
    PKH_ELDERLY = "pkh-elderly"
    PKH_DISABILITY = "pkh-disability"
    UNFIT_HOUSE = "unfit-house"
    OUT_OF_SCHOOL = "out-of-school"
    PIP_PUPIL = "pip-pupil"
    NO_HEALTH_AID = "no-health-aid"

    @property
    def is_pkh(self) -> bool:
        """True for a component of PKH."""
        return self.value.startswith("pkh-")

    @property
    def is_sensitive(self) -> bool:
        """True if it says something of somebody's health: hidden until revealed."""
        return self is IndicationKind.PKH_DISABILITY


class HouseLack(StrEnum):
    """What an unfit house lacks."""

    FLOOR = "floor"
    WALL = "wall"
    ROOF = "roof"
    ROOM = "room"
    SANITATION = "sanitation"
    WATER = "water"


@dataclass(frozen=True, slots=True)
class Indication:
    """One hint: about these members, or with `lacks` about the house."""

    kind: IndicationKind
    members: tuple[PersonSheet, ...] = ()
    lacks: tuple[HouseLack, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicationRules:
    """The limits, read from data; `from_toml` says what is missing by raising `KeyError`.

    `doubts` are about those limits that sources disagree on, by the name they have here.
    """

    most_components: int
    early_childhood_until: int
    primary_levels: frozenset[int]
    junior_levels: frozenset[int]
    senior_levels: frozenset[int]
    senior_until: int
    elderly_from: int
    disability_codes: frozenset[int]
    pip_ages: range
    pip_decile_max: int
    school_ages: range
    health_decile_max: int
    floor_m2_per_person: float
    floor_m2_unmeasured: frozenset[int]
    floor_bad: frozenset[int]
    wall_good: frozenset[int]
    roof_good: frozenset[int]
    toilet_facility_good: frozenset[int]
    toilet_type_good: frozenset[int]
    sewage_good: frozenset[int]
    drinking_water_good: frozenset[int]
    undernourished: frozenset[int]
    toilet_facility_none: frozenset[int]
    lighting_metered: frozenset[int]
    power_small: frozenset[int]
    doubts: tuple[Doubt, ...] = ()

    @classmethod
    def from_toml(cls, text: str) -> IndicationRules:
        """Read the file of the limits."""
        data = tomllib.loads(text)
        pkh, pip, school = data["pkh"], data["pip"], data["school"]
        others: dict[str, Any] = {
            name: frozenset(value) if isinstance(value, list) else float(value)
            for name, value in (data["house"] | data["groups"]).items()
        }
        return cls(
            most_components=pkh["most_components"],
            early_childhood_until=pkh["early_childhood_until"],
            primary_levels=frozenset(pkh["primary_levels"]),
            junior_levels=frozenset(pkh["junior_levels"]),
            senior_levels=frozenset(pkh["senior_levels"]),
            senior_until=pkh["senior_until"],
            elderly_from=pkh["elderly_from"],
            disability_codes=frozenset(pkh["disability_codes"]),
            pip_ages=range(pip["from"], pip["until"] + 1),
            pip_decile_max=pip["decile_max"],
            school_ages=range(school["from"], school["until"] + 1),
            health_decile_max=data["health"]["decile_max"],
            doubts=tuple(
                Doubt(one["field"], one["note"], one["source"], tuple(one["choices"]))
                for one in data.get("doubt", ())
            ),
            **others,
        )


def indications_of(sheet: FamilySheet, day: date, rules: IndicationRules) -> tuple[Indication, ...]:
    """Every indication of a family as it stood on `day`, in the order of `IndicationKind`."""
    found: dict[IndicationKind, list[PersonSheet]] = {}
    for member in sheet.members:
        for kind in _of_member(sheet, member, day, rules):
            found.setdefault(kind, []).append(member)
    made = [Indication(kind, members=tuple(members)) for kind, members in found.items()]
    if lacks := tuple(_lacks(sheet, rules)):
        made.append(Indication(IndicationKind.UNFIT_HOUSE, lacks=lacks))
    order = list(IndicationKind)
    return tuple(sorted(made, key=lambda one: order.index(one.kind)))


def _of_member(
    sheet: FamilySheet, member: PersonSheet, day: date, rules: IndicationRules
) -> Iterator[IndicationKind]:
    age = member.age_on(day)
    decile = sheet.deciles.national
    if (component := _component(member, age, rules)) is not None:
        yield component
    # Permensos counts a component a person; somebody disabled is one whatever else they are.
    if any(member.values[name] in rules.disability_codes for name in DIFFICULTIES):
        yield IndicationKind.PKH_DISABILITY
    goes_to_school = member.values["school_status"]
    if age in rules.school_ages and goes_to_school not in (None, AT_SCHOOL):
        yield IndicationKind.OUT_OF_SCHOOL
    if (
        age in rules.pip_ages
        and goes_to_school == AT_SCHOOL
        and _is_within(decile, rules.pip_decile_max)
    ):
        yield IndicationKind.PIP_PUPIL
    if _is_within(decile, rules.health_decile_max) and all(
        _premium(sheet, member, name) == _NO
        for name in ("premium_aid_national", "premium_aid_regional")
    ):
        yield IndicationKind.NO_HEALTH_AID


def _component(
    member: PersonSheet, age: int | None, rules: IndicationRules
) -> IndicationKind | None:
    """The component of PKH by age or school; expectant mothers stand in no extract."""
    if age is not None and age <= rules.early_childhood_until:
        return IndicationKind.PKH_EARLY_CHILDHOOD
    if age is not None and age >= rules.elderly_from:
        return IndicationKind.PKH_ELDERLY
    level = member.values["education_level"]
    if member.values["school_status"] != AT_SCHOOL or level is None:
        return None
    if level in rules.primary_levels:
        return IndicationKind.PKH_PRIMARY
    if level in rules.junior_levels:
        return IndicationKind.PKH_JUNIOR
    if level in rules.senior_levels and age is not None and age <= rules.senior_until:
        return IndicationKind.PKH_SENIOR
    return None


def _lacks(sheet: FamilySheet, rules: IndicationRules) -> Iterator[HouseLack]:
    values = sheet.values

    def is_bad(name: str, good: frozenset[int]) -> bool:
        return values[name] is not None and values[name] not in good

    if values["floor_type"] in rules.floor_bad:
        yield HouseLack.FLOOR
    if is_bad("wall_type", rules.wall_good):
        yield HouseLack.WALL
    if is_bad("roof_type", rules.roof_good):
        yield HouseLack.ROOF
    area = values["floor_area_m2"]
    people = len(sheet.members)
    if (
        area is not None
        and people
        and int(area) not in rules.floor_m2_unmeasured
        and int(area) / people < rules.floor_m2_per_person
    ):
        yield HouseLack.ROOM
    if (
        is_bad("toilet_facility", rules.toilet_facility_good)
        or is_bad("toilet_type", rules.toilet_type_good)
        or is_bad("sewage", rules.sewage_good)
    ):
        yield HouseLack.SANITATION
    if is_bad("drinking_water", rules.drinking_water_good):
        yield HouseLack.WATER


def _premium(sheet: FamilySheet, member: PersonSheet, name: str) -> str | int | None:
    own = member.values[name]
    return sheet.values[name] if own is None else own


def _is_within(decile: int | None, most: int) -> bool:
    return decile is not None and decile <= most
