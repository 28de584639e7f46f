"""Families of decile 1 by the special groups they belong to: each family is looked at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop_app.domain.gap import POOREST, GroupTally, SpecialGroup
from desktop_app.domain.indication import IndicationRules
from desktop_app.store import hints
from desktop_app.store.connection import Connection

_GROUPS = tuple(SpecialGroup)
# A count reads the whole table once; a page of a list reads the first few families of an order that
# the index has.
_ALL, _IN_ORDER = "NOT INDEXED", "INDEXED BY family_by_village"
_ORDER = "family.village, family.decile_national, family.id"


def tallies(conn: Connection, region: str, day: date, rules: IndicationRules) -> list[GroupTally]:
    """Every family of decile 1 within a region, counted once."""
    rows = conn.execute(
        f"SELECT village, groups, count(*) AS n FROM ({_families(region, day, rules, _GROUPS, _ALL)} GROUP BY family.id)"
        " GROUP BY village, groups ORDER BY village, groups",
        {"region": region},
    )
    return [GroupTally(row["village"], _groups_in(row["groups"]), row["n"]) for row in rows]


def families_of(
    conn: Connection,
    region: str,
    groups: frozenset[SpecialGroup] | None,
    day: date,
    rules: IndicationRules,
    *,
    start: int = 0,
    count: int | None = None,
) -> list[int]:
    """The ids of the families of any of these groups, of all of decile 1 without any, by desa and id."""
    wanted = [group for group in _GROUPS if group in (groups or ())]
    rows = conn.execute(
        f"SELECT id FROM ({_families(region, day, rules, wanted, _IN_ORDER)} GROUP BY {_ORDER}"
        f" ORDER BY {_ORDER}) WHERE :is_all OR groups LIMIT :count OFFSET :start",
        {
            "region": region,
            "is_all": groups is None,
            "count": -1 if count is None else count,
            "start": start,
        },
    )
    return [row["id"] for row in rows]


def _families(
    region: str,
    day: date,
    rules: IndicationRules,
    groups: Sequence[SpecialGroup],
    source: str,
) -> str:
    """Each family with those of the groups that it belongs to as bits, the first group the lowest."""
    members = "count(person.id)"

    def some(condition: str) -> str:
        return f"max({condition})"

    conditions = {
        SpecialGroup.ELDERLY_ALONE: f"{members} = 1 AND {some(hints.is_elderly(rules, day))}",
        SpecialGroup.DISABILITY: some(hints.is_disabled(rules)),
        SpecialGroup.WOMAN_HEAD: some(hints.is_woman_head()),
        SpecialGroup.OUT_OF_SCHOOL: some(hints.is_out_of_school(rules, day)),
        SpecialGroup.UNDERNOURISHED: some(hints.is_undernourished(rules)),
        SpecialGroup.NO_TOILET: hints.has_no_toilet(rules),
        SpecialGroup.UNFIT_HOUSE: hints.is_unfit(rules, members),
        SpecialGroup.NO_SMALL_POWER: hints.has_no_small_power(rules),
        SpecialGroup.NO_HEALTH_AID: some(hints.lacks_premium()),
    }
    bits = " + ".join(
        f"(coalesce({conditions[group]}, 0) <> 0) * {1 << bit}" for bit, group in enumerate(groups)
    )
    return (
        f"SELECT family.id AS id, coalesce(family.village, '') AS village, {bits or 0} AS groups"
        f" FROM extract.family {source} LEFT JOIN extract.person INDEXED BY person_by_family"
        f" ON person.family_id = family.id WHERE family.decile_national = {POOREST}"
        f" AND {hints.inside(region, 'family.village')}"
    )


def _groups_in(bits: int) -> frozenset[SpecialGroup]:
    return frozenset(group for bit, group in enumerate(_GROUPS) if bits >> bit & 1)
