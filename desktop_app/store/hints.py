"""The indications of `domain/indication.py` as conditions of SQL, for counting over a whole release.

Each gives the same answer as the definition there: tests hold the two together. Conditions are about
rows called `person` and `family`; where a fact is missing they come to NULL, which counts as no. Numbers
come from the program's own limits, never from input.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desktop_app.domain.gap import Premium, Schooling
from desktop_app.domain.indication import AT_SCHOOL, DIFFICULTIES, IndicationRules
from desktop_app.domain.person import HEAD, OF_AGE
from desktop_app.store.aid_within import in_region

_WOMAN = 2
_YES, _NO = 1, 2


def listed(codes: Iterable[int]) -> str:
    """Numbers for ``IN (…)``."""
    return ", ".join(str(int(code)) for code in sorted(codes))


def inside(region: str, village: str) -> str:
    """Whether a desa lies in a region, which is bound as ``:region``."""
    return in_region(region, village).sql


def is_aged(ages: range, day: date) -> str:
    """A person of these ages on a day; written as ISO text, dates compare as text."""
    return f"(person.birth_date > '{_before(day, ages.stop)}' AND person.birth_date <= '{_before(day, ages.start)}')"


def is_minor(day: date) -> str:
    """A person under age on a day (`PersonSheet.is_minor_on`)."""
    return f"(person.birth_date > '{_before(day, OF_AGE)}')"


def is_elderly(rules: IndicationRules, day: date) -> str:
    """A person of the age from which PKH counts the elderly."""
    return f"(person.birth_date <= '{_before(day, rules.elderly_from)}')"


def is_disabled(rules: IndicationRules) -> str:
    """A person who cannot do one of the nine things."""
    codes = listed(rules.disability_codes)
    return f"({' OR '.join(f'person.{name} IN ({codes})' for name in DIFFICULTIES)})"


def is_woman_head() -> str:
    """A woman who is the head of her family."""
    return f"(person.relationship = {HEAD} AND person.sex = {_WOMAN})"


def is_out_of_school(rules: IndicationRules, day: date) -> str:
    """A person of school age who does not go to school."""
    return f"({is_aged(rules.school_ages, day)} AND person.school_status <> {AT_SCHOOL})"


def schooling() -> str:
    """A person's `Schooling`."""
    return (
        f"CASE WHEN person.school_status IS NULL THEN '{Schooling.UNKNOWN.value}'"
        f" WHEN person.school_status = {AT_SCHOOL} THEN '{Schooling.AT_SCHOOL.value}'"
        f" ELSE '{Schooling.OUT.value}' END"
    )


def is_undernourished(rules: IndicationRules) -> str:
    """A person noted as stunted or wasted."""
    return f"(person.nutrition IN ({listed(rules.undernourished)}))"


def premium() -> str:
    """A person's `Premium`: their own row first, their family's where it is silent."""
    national, regional = (
        f"coalesce(person.{name}, family.{name})"
        for name in ("premium_aid_national", "premium_aid_regional")
    )
    return (
        f"CASE WHEN {national} = {_YES} THEN '{Premium.NATIONAL.value}'"
        f" WHEN {regional} = {_YES} THEN '{Premium.REGIONAL.value}'"
        f" WHEN {national} = {_NO} AND {regional} = {_NO} THEN '{Premium.NOBODY.value}'"
        f" ELSE '{Premium.UNKNOWN.value}' END"
    )


def lacks_premium() -> str:
    """A person whose premium nobody pays."""
    return f"(person.id IS NOT NULL AND {premium()} = '{Premium.NOBODY.value}')"


def has_no_toilet(rules: IndicationRules) -> str:
    """A family without any place for it."""
    return f"(family.toilet_facility IN ({listed(rules.toilet_facility_none)}))"


def has_no_small_power(rules: IndicationRules) -> str:
    """A family without a connection of 450 or 900 watt by a meter."""
    return (
        f"(family.lighting NOT IN ({listed(rules.lighting_metered)})"
        f" OR family.power_class NOT IN ({listed(rules.power_small)}))"
    )


def is_unfit(rules: IndicationRules, members: str) -> str:
    """A family whose house lacks something; `members` is an expression for how many live in it."""
    area = "CAST(family.floor_area_m2 AS INTEGER)"
    good = {
        "wall_type": rules.wall_good,
        "roof_type": rules.roof_good,
        "toilet_facility": rules.toilet_facility_good,
        "toilet_type": rules.toilet_type_good,
        "sewage": rules.sewage_good,
        "drinking_water": rules.drinking_water_good,
    }
    lacks = [f"family.{name} NOT IN ({listed(codes)})" for name, codes in good.items()]
    room = (
        f"({members} > 0 AND {area} NOT IN ({listed(int(one) for one in rules.floor_m2_unmeasured)})"
        f" AND {area} * 1.0 / {members} < {float(rules.floor_m2_per_person)!r})"
    )
    return f"(family.floor_type IN ({listed(rules.floor_bad)}) OR {' OR '.join([*lacks, room])})"


def _before(day: date, years: int) -> str:
    """The same day so many years ago, as text to compare birth dates with; 29 February included."""
    return f"{day.year - years:04}-{day:%m-%d}"
