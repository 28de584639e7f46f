"""R1, "Profil desil": families and people by decile, for every village with sums by kecamatan.

The layout is that of the aggregate tables of BPS (D1, D2, D3, D4, D1–4, D5, D6–10, not ranked, all), so
that the two can be laid side by side as control totals.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import (
    Cell,
    DecileTally,
    ReportColumn,
    ReportKind,
    ReportTable,
    RowLevel,
)
from desktop_app.language import mark

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
    ReportColumn("village_code", mark("Code"), is_number=False),
    ReportColumn("subdistrict", mark("Kecamatan"), is_number=False),
    ReportColumn("village", mark("Desa/kelurahan"), is_number=False),
    ReportColumn("families_d1", mark("Families D1")),
    ReportColumn("families_d2", mark("Families D2")),
    ReportColumn("families_d3", mark("Families D3")),
    ReportColumn("families_d4", mark("Families D4")),
    ReportColumn("families_d1_4", mark("Families D1–4")),
    ReportColumn("families_d5", mark("Families D5")),
    ReportColumn("families_d6_10", mark("Families D6–10")),
    ReportColumn("families_not_ranked", mark("Families without a decile")),
    ReportColumn("families_all", mark("All families")),
    ReportColumn("persons_d1", mark("People D1")),
    ReportColumn("persons_d2", mark("People D2")),
    ReportColumn("persons_d3", mark("People D3")),
    ReportColumn("persons_d4", mark("People D4")),
    ReportColumn("persons_d1_4", mark("People D1–4")),
    ReportColumn("persons_d5", mark("People D5")),
    ReportColumn("persons_d6_10", mark("People D6–10")),
    ReportColumn("persons_not_ranked", mark("People without a decile")),
    ReportColumn("persons_all", mark("All people")),
)

_NUMBERS = [column.code for column in _COLUMNS if column.is_number]


def tabulate_decile_profile(rows: Iterable[DecileTally], regions: RegionTable) -> ReportTable:
    """The table of these tallies: villages by code, each kecamatan summed below its villages.

    Every family and person handed in is counted exactly once in the last row, those of no known
    village in rows of their own. People of no family count as not ranked.
    """
    by_village = _summed_by_village(rows)
    subdistricts = [_subdistrict_of(str(code), regions) for code in by_village.index]
    table: list[tuple[Cell, ...]] = []
    levels: list[RowLevel] = []
    # Known kecamatan first, by code; whatever belongs to none comes last.
    for subdistrict in sorted(set(subdistricts), key=lambda code: (not code, code)):
        inside = by_village[[code == subdistrict for code in subdistricts]]
        name = regions.name_of(subdistrict) if subdistrict else ""
        for code, *numbers in inside.itertuples(name=None):
            village = regions.name_of(code) if subdistrict else code
            table.append((code, name, village, *_whole(numbers)))
            levels.append(RowLevel.VILLAGE)
        if subdistrict:
            table.append((subdistrict, name, "", *_whole(inside.sum())))
            levels.append(RowLevel.SUBDISTRICT)
    table.append(("", "", "", *_whole(by_village.sum())))
    levels.append(RowLevel.TOTAL)
    return ReportTable(DECILE_PROFILE, _COLUMNS, tuple(table), tuple(levels))


def _summed_by_village(rows: Iterable[DecileTally]) -> DataFrame:
    """One row a village, one column a band, sorted by code."""
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
    return frame.groupby("village", sort=True)[_NUMBERS].sum()


def _whole(numbers: Iterable[int]) -> list[int]:
    """Python's own whole numbers, which every writer knows."""
    return [int(number) for number in numbers]


def _subdistrict_of(code: str, regions: RegionTable) -> str:
    """The kecamatan of a village; empty for one that is not in the table of regions."""
    village = regions.village_by_code(code) if code else None
    return village.subdistrict_code if village else ""
