"""R10: families of decile 1 by what they may need besides money."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.domain.gap import GroupTally, SpecialGroup
from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import ReportColumn, ReportKind, ReportTable
from desktop_app.language import mark
from desktop_app.reports.by_region import tabulate_by_region
from desktop_app.reports.measures import zeros

SPECIAL_GROUPS = ReportKind(
    "R10",
    mark("Special groups among the poorest"),
    mark(
        "Families of decile 1 with somebody or something that asks for more than money. A family may belong"
        " to several groups, so these do not add up. What is not filled in does not count; pregnancy"
        " stands in no extract. Indications, to be asked about, and no right to anything."
    ),
)

ALL, ANY = "families_d1", "any_group"
_HEADINGS = {
    SpecialGroup.ELDERLY_ALONE: mark("Elderly, living alone"),
    SpecialGroup.DISABILITY: mark("Disability"),
    SpecialGroup.WOMAN_HEAD: mark("Woman as head"),
    SpecialGroup.OUT_OF_SCHOOL: mark("Child out of school"),
    SpecialGroup.UNDERNOURISHED: mark("Stunting or wasting"),
    SpecialGroup.NO_TOILET: mark("No toilet"),
    SpecialGroup.UNFIT_HOUSE: mark("Unfit house"),
    SpecialGroup.NO_SMALL_POWER: mark("No 450/900 watt by PLN"),
    SpecialGroup.NO_HEALTH_AID: mark("Somebody without PBI"),
}
_GROUP_OF = {group.value.replace("-", "_"): group for group in SpecialGroup}
_COLUMNS = (
    ReportColumn(ALL, mark("Families D1"), is_listed=True),
    ReportColumn(ANY, mark("In at least one group"), is_listed=True),
    *(ReportColumn(code, _HEADINGS[group], is_listed=True) for code, group in _GROUP_OF.items()),
)


def tabulate_special_groups(tallies: Iterable[GroupTally], regions: RegionTable) -> ReportTable:
    """The table of these families by desa; each counts once in the first column."""
    counted: dict[str, dict[str, int]] = {}
    for one in tallies:
        row = counted.setdefault(one.village, zeros(_COLUMNS))
        row[ALL] += one.families
        row[ANY] += one.families if one.groups else 0
        for code, group in _GROUP_OF.items():
            row[code] += one.families if group in one.groups else 0
    return tabulate_by_region(SPECIAL_GROUPS, _COLUMNS, counted, regions)


def groups_of(column: str) -> frozenset[SpecialGroup] | None:
    """The groups that a column of families stands for; None for all families.

    Raises `KeyError` for no column of families.
    """
    if column == ALL:
        return None
    return frozenset(SpecialGroup) if column == ANY else frozenset({_GROUP_OF[column]})
