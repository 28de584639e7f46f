"""Writes a table as a file that says where it comes from.

Numbers stay numbers, codes stay text, and a cell that a spreadsheet would take for a formula is made
harmless. Headings are in the language in use; JSON carries codes instead, for programs.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

from desktop_app.domain.cell import harmless
from desktop_app.domain.report import Cell, ReportFormat, ReportNote, ReportTable, RowLevel
from desktop_app.language import mark, tr
from desktop_app.reports.memory_book import saved

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WESTERN_INDONESIA = timezone(timedelta(hours=7))
_WIDEST, _NARROWEST = 34, 8
_LANDSCAPE_MARGIN_INCH = 0.4
_LONGEST_FOOTER = 110
_SHEET = re.compile(r"[\[\]:*?/\\]")
"""What a sheet may not be called."""
_FOLIO = 14
"""The paper number of 8.5 × 13 inch in a workbook, the nearest to F4 it knows."""


def written(
    table: ReportTable,
    note: ReportNote,
    form: ReportFormat,
    more: Sequence[ReportTable] = (),
) -> bytes:
    """The tables of one report as a file of this form, which is no paper; text with commas holds the first one only."""
    match form:
        case ReportFormat.CSV:
            return to_csv(table, note)
        case ReportFormat.XLSX:
            return to_xlsx(table, note, more)
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
        writer.writerow([_plain(cell) for cell in labelled(table, row, level)])
    return text.getvalue().encode("utf-8")


def to_xlsx(table: ReportTable, note: ReportNote, more: Sequence[ReportTable] = ()) -> bytes:
    """A workbook: each table on a sheet with its heading frozen, and a sheet that explains them."""
    # Loading openpyxl takes longer than writing most tables; nobody who writes none should wait.
    from openpyxl import Workbook

    workbook = Workbook()
    for place, one in enumerate((table, *more)):
        sheet = workbook.create_sheet() if place else workbook.worksheets[0]
        sheet.title = _SHEET.sub(" ", f"{place + 1} {tr(one.title)}" if place else title_of(one))[
            :31
        ]
        sheet.append([harmless(tr(column.heading)) for column in one.columns])
        for row, level in zip(one.rows, one.levels, strict=True):
            sheet.append([_plain(cell) for cell in labelled(one, row, level)])
        _dress(sheet, one)
        mark_sheet(sheet, note)
    workbook.properties.description = origin_line(note)
    _explain(workbook, table, note)
    return saved(workbook)


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


def title_of(table: ReportTable) -> str:
    """What stands above the table: ``R1 Profil desil``."""
    return f"{table.kind.code} {tr(table.kind.title)}"


def source_lines(note: ReportNote) -> list[tuple[str, Cell]]:
    """Which release a file was made from, by whom, when and why: what every file must say."""
    made_at = note.made_at.astimezone(_WESTERN_INDONESIA)
    lines: list[tuple[str, Cell]] = [
        (tr("Source"), tr("DTSEN, release {label}").format(label=note.release)),
        (tr("State of"), note.reference_date.isoformat()),
        (tr("Region"), note.region),
        (tr("Office"), note.office),
        (tr("Made by"), note.made_by),
        (tr("Made at"), f"{made_at:%Y-%m-%d %H:%M} WIB"),
        (tr("Purpose"), note.purpose),
        (tr("For"), note.recipient),
        (tr("Serial"), note.serial),
    ]
    if note.filtered:
        lines.append((tr("Filter"), tr("Only rows with: {words}").format(words=note.filtered)))
    return lines


def origin_line(note: ReportNote) -> str:
    """One line that says whose file this is: office, person, time, serial, recipient."""
    made_at = note.made_at.astimezone(_WESTERN_INDONESIA)
    return tr("{office} · {person} · {time} WIB · serial {serial} · for {recipient}").format(
        office=note.office,
        person=note.made_by,
        time=f"{made_at:%Y-%m-%d %H:%M}",
        serial=note.serial,
        recipient=note.recipient,
    )


def csv_origin(note: ReportNote) -> str:
    """The first line of a table of text: one cell that says where the file comes from and what it is for."""
    said = "; ".join(f"{heading}: {value}" for heading, value in source_lines(note))
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow([harmless(said)])
    return text.getvalue()


def mark_sheet(sheet: Worksheet, note: ReportNote) -> None:
    """Print the line of origin at the foot of every page of a sheet."""
    # In a footer "&" begins a command, and the whole footer holds 255 characters.
    footer = sheet.oddFooter
    if footer is not None:
        footer.left.text = origin_line(note)[:_LONGEST_FOOTER].replace("&", "&&")
        footer.right.text = "&P/&N"


def what_a_decile_is() -> tuple[str, Cell]:
    """The line that no file with deciles may lack."""
    return (
        tr("Please note"),
        tr("A decile is a rank made by BPS; it may change every quarter and is not an income."),
    )


def note_lines(table: ReportTable, note: ReportNote) -> list[tuple[str, Cell]]:
    """The note as pairs of what and which, in the order of reading."""
    return [
        (tr("About"), tr(table.kind.about)),
        *source_lines(note),
        *_control_lines(note),
        what_a_decile_is(),
    ]


def told_lines(note: ReportNote) -> list[tuple[str, Cell]]:
    """What is left to say below a table on paper, above which the rest stands."""
    return [*_control_lines(note), what_a_decile_is()]


def _control_lines(note: ReportNote) -> list[tuple[str, Cell]]:
    lines: list[tuple[str, Cell]] = []
    for one in note.controls:
        verdict = tr("agrees") if one.agrees else tr("does not agree")
        told = tr("{expected} in the release, {found} counted: {verdict}")
        lines.append(
            (tr(one.heading), told.format(expected=one.expected, found=one.found, verdict=verdict))
        )
    return lines


_NAMES = {
    RowLevel.TOTAL: mark("Total"),
    RowLevel.GROUP: mark("Total"),
    RowLevel.SUBDISTRICT: mark("Total of the kecamatan"),
}


def labelled(table: ReportTable, row: tuple[Cell, ...], level: RowLevel) -> tuple[Cell, ...]:
    """The row with the word that says what it sums up, in its first empty cell of words."""
    words = [at for at, column in enumerate(table.columns) if not column.is_number]
    if level is RowLevel.VILLAGE:
        return tuple(
            cell or tr("Not known") if at in words[1:] else cell for at, cell in enumerate(row)
        )
    name = _NAMES.get(level)
    # The first column is the key, unless it is the only one.
    place = next((at for at in words[1:] or words if not row[at]), None)
    if name is None or place is None:
        return row
    return (*row[:place], tr(name), *row[place + 1 :])


def _plain(cell: Cell) -> Cell:
    return harmless(cell) if isinstance(cell, str) else cell


def _dress(sheet: Worksheet, table: ReportTable) -> None:
    """Frozen heading, widths, thousands, bold sums, landscape on folio with the heading repeated."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    words = sum(not column.is_number for column in table.columns)
    sheet.freeze_panes = f"{get_column_letter(words + 1)}2"
    bold = Font(bold=True)
    for at, column in enumerate(table.columns, start=1):
        heading = sheet.cell(row=1, column=at)
        heading.font = bold
        heading.alignment = Alignment(wrap_text=True, vertical="top")
        letter = get_column_letter(at)
        if column.is_number:
            sheet.column_dimensions[letter].width = _NARROWEST + 2
        else:
            longest = max((len(str(row[at - 1])) for row in table.rows), default=0)
            sheet.column_dimensions[letter].width = min(max(longest + 2, _NARROWEST), _WIDEST)
    for number, level in enumerate(table.levels, start=2):
        for at, column in enumerate(table.columns, start=1):
            cell = sheet.cell(row=number, column=at)
            if column.is_number:
                cell.number_format = "0.0%" if column.is_share else "#,##0"
            if level not in (RowLevel.PLAIN, RowLevel.VILLAGE):
                cell.font = bold
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _FOLIO
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, _LANDSCAPE_MARGIN_INCH)


def _explain(workbook: Workbook, table: ReportTable, note: ReportNote) -> None:
    from openpyxl.styles import Alignment, Font

    sheet: Worksheet = workbook.create_sheet(tr("Explanation"))
    sheet.append([title_of(table)])
    sheet["A1"].font = Font(bold=True, size=13)
    for heading, value in note_lines(table, note):
        sheet.append([harmless(heading), _plain(value)])
        sheet.cell(row=sheet.max_row, column=1).font = Font(bold=True)
        sheet.cell(row=sheet.max_row, column=2).alignment = Alignment(wrap_text=True)
    sheet.column_dimensions["A"].width = 22
    sheet.column_dimensions["B"].width = 80
