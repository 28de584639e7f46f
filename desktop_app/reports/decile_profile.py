"""R1, "Profil desil": families and people by decile, for every village with sums by kecamatan.

The layout is that of the aggregate tables of BPS (D1, D2, D3, D4, D1–4, D5, D6–10, not ranked, all), so
that the two can be laid side by side as control totals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

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

DECILE_PROFILE = ReportKind(
    "R1",
    mark("Decile profile"),
    mark("Families and people by decile, for every desa and kecamatan."),
)

_NOT_RANKED = 0
_BANDS: tuple[tuple[str, Callable[[int], bool]], ...] = (
    ("d1", lambda decile: decile == 1),
    ("d2", lambda decile: decile == 2),
    ("d3", lambda decile: decile == 3),
    ("d4", lambda decile: decile == 4),
    ("d1_4", lambda decile: 1 <= decile <= 4),
    ("d5", lambda decile: decile == 5),
    ("d6_10", lambda decile: 6 <= decile <= 10),
    ("not_ranked", lambda decile: decile == _NOT_RANKED),
    ("all", lambda _: True),
)

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

_Counts = dict[int, tuple[int, int]]
"""Families and persons by decile; 0 is not ranked."""


def tabulate_decile_profile(rows: Iterable[DecileTally], regions: RegionTable) -> ReportTable:
    """The table of these tallies: villages by code, each kecamatan summed below its villages.

    Every family and person handed in is counted exactly once in the last row, those of no known
    village in a row of their own. People of no family count as not ranked.
    """
    by_village: dict[str, _Counts] = defaultdict(dict)
    for row in rows:
        counts = by_village[row.village]
        decile = row.decile or _NOT_RANKED
        families, persons = counts.get(decile, (0, 0))
        counts[decile] = (families + row.families, persons + row.persons)
    by_subdistrict: dict[str, list[str]] = defaultdict(list)
    for code in sorted(by_village):
        by_subdistrict[_subdistrict_of(code, regions)].append(code)
    table: list[tuple[Cell, ...]] = []
    levels: list[RowLevel] = []
    for subdistrict in sorted(by_subdistrict, key=lambda code: (not code, code)):
        villages = by_subdistrict[subdistrict]
        name = regions.name_of(subdistrict) if subdistrict else ""
        for code in villages:
            village = regions.name_of(code) if subdistrict else code
            table.append((code, name, village, *_numbers([by_village[code]])))
            levels.append(RowLevel.VILLAGE)
        if subdistrict:
            sums = _numbers([by_village[code] for code in villages])
            table.append((subdistrict, name, "", *sums))
            levels.append(RowLevel.SUBDISTRICT)
    table.append(("", "", "", *_numbers(list(by_village.values()))))
    levels.append(RowLevel.TOTAL)
    return ReportTable(DECILE_PROFILE, _COLUMNS, tuple(table), tuple(levels))


def _subdistrict_of(code: str, regions: RegionTable) -> str:
    """The kecamatan of a village; empty for one that is not in the table of regions."""
    village = regions.village_by_code(code) if code else None
    return village.subdistrict_code if village else ""


def _numbers(many: Sequence[_Counts]) -> list[int]:
    """The bands of families, then those of persons."""
    return [
        sum(pair[at] for counts in many for decile, pair in counts.items() if belongs(decile))
        for at in (0, 1)
        for _, belongs in _BANDS
    ]
