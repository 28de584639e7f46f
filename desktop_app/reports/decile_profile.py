"""R1, "Profil desil": families and people by decile, for every village with sums by kecamatan.

The layout is that of the aggregate tables of BPS (D1, D2, D3, D4, D1–4, D5, D6–10, not ranked, all), so
that the two can be laid side by side as control totals.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop_app.domain.reach import Slice, deciles
from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import DecileTally, ReportColumn, ReportKind, ReportTable
from desktop_app.language import mark
from desktop_app.reports.by_region import tabulate_by_region

if TYPE_CHECKING:
    from pandas import DataFrame

DECILE_PROFILE = ReportKind(
    "R1",
    mark("Decile profile"),
    mark("Families and people by decile, for every desa and kecamatan."),
)

_BANDS = (
    ("d1", 1, 1),
    ("d2", 2, 2),
    ("d3", 3, 3),
    ("d4", 4, 4),
    ("d1_4", 1, 4),
    ("d5", 5, 5),
    ("d6_10", 6, 10),
    ("not_ranked", 0, 0),
    ("all", 0, 10),
)
"""Each band with its lowest and highest decile; 0 is not ranked."""

_COLUMNS = (
    ReportColumn("families_d1", mark("Families D1"), is_listed=True),
    ReportColumn("families_d2", mark("Families D2"), is_listed=True),
    ReportColumn("families_d3", mark("Families D3"), is_listed=True),
    ReportColumn("families_d4", mark("Families D4"), is_listed=True),
    ReportColumn("families_d1_4", mark("Families D1–4"), is_listed=True),
    ReportColumn("families_d5", mark("Families D5"), is_listed=True),
    ReportColumn("families_d6_10", mark("Families D6–10"), is_listed=True),
    ReportColumn("families_not_ranked", mark("Families without a decile"), is_listed=True),
    ReportColumn("families_all", mark("All families"), is_listed=True),
    ReportColumn("persons_d1", mark("People D1"), is_listed=True),
    ReportColumn("persons_d2", mark("People D2"), is_listed=True),
    ReportColumn("persons_d3", mark("People D3"), is_listed=True),
    ReportColumn("persons_d4", mark("People D4"), is_listed=True),
    ReportColumn("persons_d1_4", mark("People D1–4"), is_listed=True),
    ReportColumn("persons_d5", mark("People D5"), is_listed=True),
    ReportColumn("persons_d6_10", mark("People D6–10"), is_listed=True),
    ReportColumn("persons_not_ranked", mark("People without a decile")),
    ReportColumn("persons_all", mark("All people")),
)

_SUMS = tuple(
    (f"{unit}_{whole}", tuple(f"{unit}_{part}" for part in parts))
    for unit in ("families", "persons")
    for whole, parts in (
        ("d1_4", ("d1", "d2", "d3", "d4")),
        ("all", ("d1_4", "d5", "d6_10", "not_ranked")),
    )
)


def tabulate_decile_profile(rows: Iterable[DecileTally], regions: RegionTable) -> ReportTable:
    """The table of these tallies: villages by code, each kecamatan summed below its villages.

    Every family and person handed in is counted exactly once in the last row, those of no known
    village in rows of their own. People of no family count as not ranked.
    """
    counted = {
        str(village): {str(column): int(number) for column, number in numbers.items()}
        for village, numbers in _summed_by_village(rows).to_dict("index").items()
    }
    return tabulate_by_region(DECILE_PROFILE, _COLUMNS, counted, regions, sums=_SUMS)


def profile_people(column: str) -> frozenset[int] | None:
    """The deciles of the families whose people a number of a column stands for; None of any other.

    People of no family count as not ranked, and have no family to be listed with.
    """
    for band, lowest, highest in _BANDS:
        if column == f"persons_{band}" and lowest:
            return deciles(lowest, highest)
    return None


def profile_slice(column: str) -> Slice | None:
    """Which families a number of a column stands for; None of people."""
    for band, lowest, highest in _BANDS:
        if column == f"families_{band}":
            return Slice(deciles(lowest, highest), is_by_release=True)
    return None


def _summed_by_village(rows: Iterable[DecileTally]) -> DataFrame:
    """One row a village, one column a band."""
    # Loading pandas takes a quarter of a second that nobody should wait for who makes no report.
    from pandas import DataFrame

    frame = DataFrame(
        [(one.village, one.decile or 0, one.families, one.persons) for one in rows],
        columns=["village", "decile", "families", "persons"],
    ).astype({"decile": int, "families": int, "persons": int})
    for band, lowest, highest in _BANDS:
        belongs = frame["decile"].between(lowest, highest)
        for unit in ("families", "persons"):
            frame[f"{unit}_{band}"] = frame[unit].where(belongs, 0)
    return frame.groupby("village")[[column.code for column in _COLUMNS]].sum()
