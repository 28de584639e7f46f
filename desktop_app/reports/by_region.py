"""Numbers by desa as a table: each kecamatan summed below its desa, everything in the last row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import (
    VILLAGE_KEY,
    Cell,
    ReportColumn,
    ReportKind,
    ReportTable,
    RowLevel,
)
from desktop_app.language import mark
from desktop_app.reports.measures import Share, cells, columns_of, rests_of, summed

PLACE = (
    ReportColumn(VILLAGE_KEY, mark("Code"), is_number=False),
    ReportColumn("subdistrict", mark("Kecamatan"), is_number=False),
    ReportColumn("village", mark("Desa/kelurahan"), is_number=False),
)


def tabulate_by_region(
    kind: ReportKind,
    measures: Sequence[ReportColumn | Share],
    counted: Mapping[str, Mapping[str, int]],
    regions: RegionTable,
    *,
    sums: tuple[tuple[str, tuple[str, ...]], ...] = (),
    rests: tuple[tuple[str, tuple[str, ...]], ...] = (),
) -> ReportTable:
    """The table of these counts, which are by desa code and then by column code.

    What belongs to no known desa stands in rows of its own behind the kecamatan, and in the total.
    """
    inside: dict[str, list[str]] = {}
    for code in counted:
        inside.setdefault(subdistrict_of(code, regions), []).append(code)
    rows: list[tuple[Cell, ...]] = []
    levels: list[RowLevel] = []
    # Known kecamatan first, by code; whatever belongs to none comes last.
    for subdistrict in sorted(inside, key=lambda code: (not code, code)):
        name = regions.name_of(subdistrict) if subdistrict else ""
        for code in sorted(inside[subdistrict]):
            village = regions.name_of(code) if subdistrict else code
            rows.append((code, name, village, *cells(measures, counted[code])))
            levels.append(RowLevel.VILLAGE)
        if subdistrict:
            of_it = summed([counted[code] for code in inside[subdistrict]], measures)
            rows.append((subdistrict, name, "", *cells(measures, of_it)))
            levels.append(RowLevel.SUBDISTRICT)
    everything = summed(list(counted.values()), measures)
    rows.append(("", "", "", *cells(measures, everything)))
    levels.append(RowLevel.TOTAL)
    return ReportTable(
        kind,
        (*PLACE, *columns_of(measures)),
        tuple(rows),
        tuple(levels),
        sums=sums,
        rests=(*rests_of(measures), *rests),
    )


def subdistrict_of(code: str, regions: RegionTable) -> str:
    """The kecamatan of a desa; empty for one that is not in the table of regions."""
    village = regions.village_by_code(code) if code else None
    return village.subdistrict_code if village else ""
