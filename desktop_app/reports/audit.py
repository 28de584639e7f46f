"""The log of deeds and the report of use as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_app.domain.audit_deed import AuditLine, UseLine
from desktop_app.domain.dates import WESTERN_INDONESIA
from desktop_app.domain.processing import Activity, ActivityWords, ProcessingLine
from desktop_app.domain.report import Cell, ReportColumn, ReportKind, ReportTable, RowLevel
from desktop_app.language import mark

AUDIT_LIST = ReportKind(
    "A1",
    mark("Log of deeds"),
    mark("Who did what and when. Subjects are the program's own ids, never a NIK or a name."),
)
USE_REPORT = ReportKind(
    "A2",
    mark("Report of use"),
    mark(
        "How often the data were looked at, changed, taken in and given out, by how many people and "
        "for which purposes: the basis of the report of use and of the record of processing."
    ),
)
PROCESSING_RECORD = ReportKind(
    "A3",
    mark("Record of processing"),
    mark(
        "Which personal data were processed, what for, by which law and for whom (UU 27/2022 article 31), "
        "from what was really done."
    ),
)
_LIST_COLUMNS = (
    ReportColumn("number", "#", is_number=False),
    ReportColumn("at", mark("When (WIB)"), is_number=False),
    ReportColumn("user", mark("User"), is_number=False),
    ReportColumn("deed", mark("Deed"), is_number=False),
    ReportColumn("subject", mark("Subject"), is_number=False),
    ReportColumn("facts", mark("Facts"), is_number=False),
)
_USE_COLUMNS = (
    ReportColumn("class", mark("Class"), is_number=False),
    ReportColumn("deed", mark("Deed"), is_number=False),
    ReportColumn("purposes", mark("Purposes"), is_number=False),
    ReportColumn("people", mark("People"), is_number=False),
    ReportColumn("times", mark("Times")),
    ReportColumn("rows", mark("Rows given out")),
)


_PROCESSING_COLUMNS = (
    ReportColumn("activity", mark("Activity"), is_number=False),
    ReportColumn("purpose", mark("Purpose"), is_number=False),
    ReportColumn("basis", mark("Legal basis"), is_number=False),
    ReportColumn("data", mark("Classes of data"), is_number=False),
    ReportColumn("kept", mark("How long"), is_number=False),
    ReportColumn("purposes", mark("Purposes written down"), is_number=False),
    ReportColumn("recipients", mark("Recipients"), is_number=False),
    ReportColumn("people", mark("People"), is_number=False),
    ReportColumn("first", mark("First"), is_number=False),
    ReportColumn("last", mark("Last"), is_number=False),
    ReportColumn("times", mark("Times")),
    ReportColumn("rows", mark("Rows given out")),
)


def tabulate_audit(
    lines: Sequence[AuditLine], names: Mapping[str, str], words: Mapping[str, str]
) -> ReportTable:
    """The lines as a table, the newest first; `names` are those of people, `words` those of deeds."""
    rows = tuple(
        (
            str(line.number),
            f"{line.at.astimezone(WESTERN_INDONESIA):%Y-%m-%d %H:%M:%S}",
            names.get(line.user_id, line.user_id),
            words.get(line.deed, line.deed),
            line.subject,
            ", ".join(f"{name}={value}" for name, value in line.facts.items()),
        )
        for line in lines
    )
    return ReportTable(AUDIT_LIST, _LIST_COLUMNS, rows, (RowLevel.VILLAGE,) * len(rows))


def tabulate_use(lines: Sequence[UseLine], words: Mapping[str, str]) -> ReportTable:
    """The report of use, with its sums; `words` names deeds and classes by their codes."""
    rows: list[tuple[Cell, ...]] = [
        (
            words.get(line.kind.value, line.kind.value) if line.kind else "",
            words.get(line.deed, line.deed),
            "; ".join(line.purposes),
            str(line.people),
            line.times,
            line.rows,
        )
        for line in lines
    ]
    sums = ("", "", "", "", sum(one.times for one in lines), sum(one.rows for one in lines))
    levels = (*(RowLevel.VILLAGE for _ in rows), RowLevel.TOTAL)
    return ReportTable(USE_REPORT, _USE_COLUMNS, (*rows, sums), levels)


def tabulate_processing(
    lines: Sequence[ProcessingLine], words: Mapping[Activity, ActivityWords]
) -> ReportTable:
    """The record of processing, with its sums; `words` has what is said about each activity."""
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        said = words[line.activity]
        rows.append(
            (
                said.name,
                said.purpose,
                said.basis,
                said.data,
                said.kept,
                "; ".join(line.purposes),
                "; ".join(line.recipients),
                str(line.people),
                f"{line.first_at.astimezone(WESTERN_INDONESIA):%Y-%m-%d}",
                f"{line.last_at.astimezone(WESTERN_INDONESIA):%Y-%m-%d}",
                line.times,
                line.rows,
            )
        )
    blank: tuple[Cell, ...] = ("",) * (len(_PROCESSING_COLUMNS) - 2)
    sums: tuple[Cell, ...] = (
        *blank,
        sum(one.times for one in lines),
        sum(one.rows for one in lines),
    )
    levels = (*(RowLevel.VILLAGE for _ in rows), RowLevel.TOTAL)
    return ReportTable(PROCESSING_RECORD, _PROCESSING_COLUMNS, (*rows, sums), levels)
