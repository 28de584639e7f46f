"""R13: people of the lower deciles whose premium of health insurance nobody pays."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.domain.gap import Premium, PremiumTally
from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import ReportColumn, ReportKind, ReportTable
from desktop_app.language import mark
from desktop_app.reports.by_region import tabulate_by_region
from desktop_app.reports.measures import Share, zeros

HEALTH_AID = ReportKind(
    "R13",
    mark("Health insurance gap"),
    mark(
        "People of deciles 1 to 5 by who pays the premium of their health insurance: the state (PBI-JK), the"
        " region (PBI Pemda), or neither. Whoever pays it themselves or through an employer also counts as"
        " neither: the extract does not say."
    ),
)
_PEOPLE = "persons"
_CODES = {
    Premium.NATIONAL: "premium_national",
    Premium.REGIONAL: "premium_regional",
    Premium.NOBODY: "premium_nobody",
    Premium.UNKNOWN: "premium_unknown",
}
_MEASURES = (
    ReportColumn(_PEOPLE, mark("People D1–5"), is_listed=True),
    ReportColumn(_CODES[Premium.NATIONAL], mark("PBI-JK"), is_listed=True),
    ReportColumn(_CODES[Premium.REGIONAL], mark("PBI Pemda alone"), is_listed=True),
    ReportColumn(_CODES[Premium.NOBODY], mark("Neither"), is_listed=True),
    Share.of("nobody_share", mark("Share with neither"), _CODES[Premium.NOBODY], _PEOPLE),
    ReportColumn(_CODES[Premium.UNKNOWN], mark("Not filled in"), is_listed=True),
)
_SUMS = ((_PEOPLE, tuple(_CODES.values())),)


def tabulate_health_aid(
    tallies: Iterable[PremiumTally], decile_max: int, regions: RegionTable
) -> ReportTable:
    """The table by desa, of the deciles from 1 to `decile_max`."""
    counted: dict[str, dict[str, int]] = {}
    for one in tallies:
        row = counted.setdefault(one.village, zeros(_MEASURES))
        if 1 <= one.decile <= decile_max:
            row[_PEOPLE] += one.persons
            row[_CODES[one.premium]] += one.persons
    return tabulate_by_region(HEALTH_AID, _MEASURES, counted, regions, sums=_SUMS)


def premiums_of(column: str) -> frozenset[Premium]:
    """Whose premium a column of people stands for; nobody's for one that is no list."""
    if column == _PEOPLE:
        return frozenset(Premium)
    return frozenset(premium for premium, code in _CODES.items() if code == column)
