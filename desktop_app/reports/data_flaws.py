"""R14: what a desa has to mend in the data: rows that an import flagged, by what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.domain.data_flaw import Flaw, FlawTally
from desktop_app.domain.region import RegionTable
from desktop_app.domain.release import ImportCounts
from desktop_app.domain.report import ReportColumn, ReportKind, ReportTable, RowLevel
from desktop_app.language import mark
from desktop_app.reports.by_region import tabulate_by_region
from desktop_app.reports.measures import Share, zeros

DATA_FLAWS = ReportKind(
    "R14",
    mark("Data quality"),
    mark(
        "Rows of the release that the import flagged, by what is wrong with them; a row with several flaws"
        " stands in several columns and once in the sum. Nothing was changed or left out because of them."
        " Refused rows name no desa for certain and stand in the second table. The rows themselves are in"
        " the list of problems of the release."
    ),
)
_ROWS, _FLAWED = "rows", "flawed"
_NAMES = {
    Flaw.NUMBER_UNUSABLE: mark("NIK or KK not usable"),
    Flaw.NUMBER_DOUBTFUL: mark("NIK against birth or sex"),
    Flaw.REPEATED: mark("NIK or KK repeated"),
    Flaw.ALONE: mark("No family or no members"),
    Flaw.HEAD: mark("Heads or members"),
    Flaw.BIRTH_DATE: mark("Birth date"),
    Flaw.DECILE: mark("Decile not readable"),
    Flaw.PLACE: mark("Desa"),
    Flaw.OTHER: mark("Others"),
}
_MEASURES: tuple[ReportColumn | Share, ...] = (
    ReportColumn("families", mark("Families")),
    ReportColumn("persons", mark("People")),
    ReportColumn(_ROWS, mark("Rows")),
    ReportColumn(_FLAWED, mark("Rows to mend")),
    Share.of("flawed_share", mark("Share to mend"), _FLAWED, _ROWS),
    *(ReportColumn(flaw.value, name) for flaw, name in _NAMES.items()),
    ReportColumn("unranked", mark("Families without a decile")),
)
_SUMS = ((_ROWS, ("families", "persons")),)
_OUTCOMES = (
    ReportColumn("clean", mark("Taken as they were")),
    ReportColumn("repaired", mark("Repaired")),
    ReportColumn("flagged", mark("Flagged")),
    ReportColumn("refused", mark("Refused")),
    ReportColumn("duplicates", mark("Repeated rows")),
    ReportColumn("ignored", mark("No data")),
    ReportColumn("records", mark("Records read")),
)


def tabulate_data_flaws(tallies: Iterable[FlawTally], regions: RegionTable) -> ReportTable:
    """The table by desa."""
    counted: dict[str, dict[str, int]] = {}
    for one in tallies:
        row = counted.setdefault(one.village, zeros(_MEASURES))
        row["families" if one.is_family else "persons"] += one.rows
        row[_ROWS] += one.rows
        row[_FLAWED] += one.rows if one.flaws else 0
        for flaw in one.flaws:
            row[flaw.value] += one.rows
        row["unranked"] += one.unranked
    return tabulate_by_region(DATA_FLAWS, _MEASURES, counted, regions, sums=_SUMS)


def tabulate_outcomes(label: str, counts: ImportCounts) -> ReportTable:
    """What became of every record that was read for the whole release."""
    numbers = [getattr(counts, column.code) for column in _OUTCOMES]
    return ReportTable(
        DATA_FLAWS,
        (ReportColumn("release", mark("Release"), is_number=False), *_OUTCOMES),
        ((label, *numbers), ("", *numbers)),
        (RowLevel.PLAIN, RowLevel.TOTAL),
        title=mark("What became of the records read, in the whole release"),
        sums=(("records", tuple(column.code for column in _OUTCOMES[:-1])),),
    )
