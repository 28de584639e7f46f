"""R17: who looked, recorded, printed, took out and exchanged, by person and by month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from desktop_app.domain.audit_summary import DeedGroup, DeedTally
from desktop_app.domain.report import AskPart, ReportColumn, ReportKind, ReportTable
from desktop_app.language import mark
from desktop_app.reports.measures import tabulate_lines, zeros

AUDIT_SUMMARY = ReportKind(
    "R17",
    mark("Summary of the log of deeds"),
    mark(
        "How often each person searched, opened, revealed, recorded, printed, exported and exchanged, and"
        " how many rows went out in lists and files. It counts deeds of the whole office and names nobody"
        " of the data; the single lines stand in the log of deeds."
    ),
    frozenset({AskPart.PERIOD}),
)
_NAMES = {
    DeedGroup.ACCESS: mark("Coming in"),
    DeedGroup.SEARCHED: mark("Searched"),
    DeedGroup.OPENED: mark("Looked at"),
    DeedGroup.REVEALED: mark("Revealed"),
    DeedGroup.RECORDED: mark("Recorded"),
    DeedGroup.PRINTED: mark("Printed"),
    DeedGroup.EXPORTED: mark("Exported"),
    DeedGroup.SENT: mark("Packages sent"),
    DeedGroup.RECEIVED: mark("Packages received"),
    DeedGroup.BACKED_UP: mark("Backups"),
    DeedGroup.MANAGED: mark("Managing the office"),
    DeedGroup.OTHER: mark("Others"),
}
_COLUMNS = (
    *(ReportColumn(group.value, name) for group, name in _NAMES.items()),
    ReportColumn("deeds", mark("All deeds")),
    ReportColumn("rows", mark("Rows given out")),
)
_SUMS = (("deeds", tuple(group.value for group in DeedGroup)),)


def tabulate_by_person(tallies: Sequence[DeedTally], names: Mapping[str, str]) -> ReportTable:
    """The table by person; `names` are those of the people who can come in, by id."""
    counted = _counted(tallies, lambda one: one.user_id)
    order = [one for one in names if one in counted] + sorted(counted.keys() - names.keys())
    return tabulate_lines(
        AUDIT_SUMMARY,
        (
            ReportColumn("number", "#", is_number=False),
            ReportColumn("user", mark("User"), is_number=False),
        ),
        _COLUMNS,
        (((str(at), names.get(one, one)), counted[one]) for at, one in enumerate(order, start=1)),
        sums=_SUMS,
    )


def tabulate_by_month(tallies: Sequence[DeedTally]) -> ReportTable:
    """The same by month."""
    counted = _counted(tallies, lambda one: one.month)
    return tabulate_lines(
        AUDIT_SUMMARY,
        (ReportColumn("month", mark("Month"), is_number=False),),
        _COLUMNS,
        (((month,), counted[month]) for month in sorted(counted)),
        title=mark("By month"),
        sums=_SUMS,
    )


def _counted(
    tallies: Iterable[DeedTally], key: Callable[[DeedTally], str]
) -> dict[str, dict[str, int]]:
    counted: dict[str, dict[str, int]] = {}
    for one in tallies:
        row = counted.setdefault(key(one), zeros(_COLUMNS))
        row[one.group.value] += one.deeds
        row["deeds"] += one.deeds
        row["rows"] += one.rows
    return counted
