"""The other tables of R5: which programmes reach the same families, and what was recorded in spite of a warning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_app.domain.aid_rule import WarningCode
from desktop_app.domain.report import Cell, ReportColumn, ReportTable, RowLevel
from desktop_app.language import mark, tr
from desktop_app.reports.reach import OVERLAP

_WARNED = {
    WarningCode.DOUBLE_BENEFIT.value: mark("The same help twice"),
    WarningCode.TOO_MANY_MONTHS.value: mark("More months than allowed in a year"),
    WarningCode.BENEFIT_CLASH.value: mark("Excluded by another programme"),
    WarningCode.BENEFIT_OVERLAP.value: mark("Overlaps with another programme"),
    WarningCode.SAME_GOAL.value: mark("Another programme for the same purpose"),
    WarningCode.HOUSE_AGAIN.value: mark("The house was repaired before"),
    WarningCode.SALARIED_WORKER.value: mark("A member has a salary"),
    WarningCode.OUT_OF_DECILE.value: mark("Outside the deciles of the programme"),
    WarningCode.UNRANKED.value: mark("Family without a decile"),
    WarningCode.NOT_IN_RELEASE.value: mark("Not in DTSEN"),
    WarningCode.NOT_PRESENT.value: mark("Dead, moved or not found"),
    WarningCode.NOT_AS_ASKED.value: mark("Not as the programme asks"),
    WarningCode.OVER_QUOTA.value: mark("Over the quota"),
}


def tabulate_pairs(pairs: Mapping[tuple[str, str], int], names: Mapping[str, str]) -> ReportTable:
    """Programme by programme, how many families both reach; on the diagonal how many one reaches.

    `names` are the programmes in the order in which they stand; any other comes after them by code.
    """
    found = {code for pair in pairs for code in pair}
    order = [code for code in names if code in found] + sorted(found - names.keys())
    rows: list[tuple[Cell, ...]] = [
        (one, names.get(one, one), *(pairs.get((one, other), 0) for other in order))
        for one in order
    ]
    return ReportTable(
        OVERLAP,
        (
            ReportColumn("programme", mark("Code"), is_number=False),
            ReportColumn("name", mark("Programme"), is_number=False),
            *(ReportColumn(f"with_{code}", code) for code in order),
        ),
        tuple(rows),
        (RowLevel.PLAIN,) * len(rows),
        title=mark("Families that two programmes both reach"),
    )


def tabulate_warned(
    warned: Sequence[tuple[str, str, int]], names: Mapping[str, str]
) -> ReportTable:
    """Which records were made in spite of a warning: by its code and the programme."""
    rows: list[tuple[Cell, ...]] = [
        (
            code,
            tr(_WARNED[code]) if code in _WARNED else code,
            names.get(programme, programme),
            records,
        )
        for code, programme, records in warned
    ]
    total: tuple[Cell, ...] = ("", "", "", sum(records for *_, records in warned))
    return ReportTable(
        OVERLAP,
        (
            ReportColumn("warning", mark("Code"), is_number=False),
            ReportColumn("meaning", mark("Warned about"), is_number=False),
            ReportColumn("name", mark("Programme"), is_number=False),
            ReportColumn("records", mark("Records")),
        ),
        (*rows, total),
        (*(RowLevel.PLAIN for _ in rows), RowLevel.TOTAL),
        title=mark("Recorded in spite of a warning"),
    )
