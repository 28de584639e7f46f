"""Writes a table as a file that says where it comes from.

Numbers stay numbers, codes stay text, and a cell that a spreadsheet would take for a formula is made
harmless. Headings are in the language in use; JSON carries codes instead, for programs.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from desktop_app.domain.cell import harmless
from desktop_app.domain.report import ReportFormat, ReportNote, ReportTable
from desktop_app.language import tr
from desktop_app.reports.wording import labelled, note_lines, source_lines, title_of
from desktop_app.reports.workbook import plain, to_xlsx


def written(
    table: ReportTable,
    note: ReportNote,
    form: ReportFormat,
    more: Sequence[ReportTable] = (),
    *,
    with_chart: bool = False,
) -> bytes:
    """The tables of one report as a file of this form, which is no paper.

    Text with commas holds the first one only; a chart can stand in a workbook alone.
    """
    match form:
        case ReportFormat.CSV:
            return to_csv(table, note)
        case ReportFormat.XLSX:
            return to_xlsx(table, note, more, with_chart=with_chart)
        case ReportFormat.JSON:
            return to_json(table, note, more)
        case ReportFormat.PDF:
            raise ValueError("paper is drawn by letters")


def to_csv(table: ReportTable, note: ReportNote) -> bytes:
    """Comma separated UTF-8; the first line is the note, the second the headings."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    told = "; ".join(f"{heading}: {value}" for heading, value in note_lines(table, note))
    writer.writerow([harmless(f"{title_of(table)}; {told}")])
    writer.writerow([harmless(tr(column.heading)) for column in table.columns])
    for row, level in zip(table.rows, table.levels, strict=True):
        writer.writerow([plain(cell) for cell in labelled(table, row, level)])
    return text.getvalue().encode("utf-8")


def to_json(table: ReportTable, note: ReportNote, more: Sequence[ReportTable] = ()) -> bytes:
    """One object for programs: codes as keys, numbers as numbers, times in UTC."""
    document = {
        "report": table.kind.code,
        "release": note.release,
        "reference_date": note.reference_date.isoformat(),
        "office": note.office,
        "region": note.region,
        "made_by": note.made_by,
        "made_at": note.made_at.isoformat(),
        "purpose": note.purpose,
        "recipient": note.recipient,
        "serial": note.serial,
        "controls": [
            {"code": one.code, "expected": one.expected, "found": one.found}
            for one in note.controls
        ],
        **_as_data(table),
        "more": [{"title": one.title, **_as_data(one)} for one in more],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _as_data(table: ReportTable) -> dict[str, object]:
    codes = [column.code for column in table.columns]
    return {
        "rows": [
            {"level": level.value, **dict(zip(codes, row, strict=True))}
            for row, level in zip(table.rows, table.levels, strict=True)
        ],
        "totals": table.totals,
    }


def csv_origin(note: ReportNote) -> str:
    """The first line of a table of text: one cell that says where the file comes from and what it is for."""
    said = "; ".join(f"{heading}: {value}" for heading, value in source_lines(note))
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow([harmless(said)])
    return text.getvalue()
