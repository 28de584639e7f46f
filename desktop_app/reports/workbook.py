"""Tables as a workbook: real numbers, filters, a frozen heading, a chart, and a sheet that explains it.

Rows are written as they come and never held, so that a hundred thousand of them take no more memory than
a few; whatever a sheet is to look like is therefore said before its first row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from desktop_app.domain.cell import harmless
from desktop_app.domain.report import Cell, ReportColumn, ReportNote, ReportTable, RowLevel
from desktop_app.language import tr
from desktop_app.reports.memory_book import begin_in_memory, pour_rows, saved
from desktop_app.reports.picture import picture_of
from desktop_app.reports.wording import labelled, note_lines, origin_line, title_of

if TYPE_CHECKING:
    from openpyxl import Workbook

_WIDEST, _NARROWEST = 34, 8
_LANDSCAPE_MARGIN_INCH = 0.4
_LONGEST_FOOTER = 110
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
"""What a sheet may not be called."""
_LONGEST_NAME = 31
_LONGEST_CELL = 32_767
_NOT_FOR_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FOLIO = 14
"""The paper number of 8.5 × 13 inch in a workbook, the nearest to F4 it knows."""
_BAR_CM, _LEAST_CM = 0.75, 8
_LINES = (RowLevel.PLAIN, RowLevel.VILLAGE)


def to_xlsx(
    table: ReportTable,
    note: ReportNote,
    more: Sequence[ReportTable] = (),
    *,
    with_chart: bool = False,
) -> bytes:
    """A workbook: each table on a sheet, its chart where one is wanted, and a sheet that explains them."""
    # Loading openpyxl takes longer than writing most tables; nobody who writes none should wait.
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    for place, one in enumerate((table, *more)):
        name = f"{place + 1} {tr(one.title)}" if place else title_of(one)
        _write(workbook, _named(name), one, note)
    if with_chart:
        _chart(workbook, table, note)
    workbook.properties.description = origin_line(note)
    _explain(workbook, table, note)
    return saved(workbook)


def mark_sheet(sheet: Any, note: ReportNote) -> None:
    """Print the line of origin at the foot of every page of a sheet."""
    # In a footer "&" begins a command, and the whole footer holds 255 characters.
    footer = sheet.oddFooter
    footer.left.text = origin_line(note)[:_LONGEST_FOOTER].replace("&", "&&")
    footer.right.text = "&P/&N"


def _write(workbook: Workbook, name: str, table: ReportTable, note: ReportNote) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet: Any = workbook.create_sheet(name)
    words = sum(not column.is_number for column in table.columns)
    sheet.freeze_panes = f"{get_column_letter(words + 1)}2"
    for at, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = _width(table, at - 1, column)
    lines = sum(level in _LINES for level in table.levels)
    if lines:
        # Sums stand below the last line or between them: whoever filters wants them to stay or go too.
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    sheet.print_title_rows = "1:1"
    _lay_on_its_side(sheet)
    mark_sheet(sheet, note)
    begin_in_memory(sheet)
    heading = WriteOnlyCell(sheet)
    heading.font = Font(bold=True)
    heading.alignment = Alignment(wrap_text=True, vertical="top")
    letters = [get_column_letter(at) for at in range(1, len(table.columns) + 1)]
    pour_rows(sheet, _rows(sheet, table, letters, heading.style_id))


def _rows(sheet: Any, table: ReportTable, letters: Sequence[str], heading: int) -> Iterator[str]:
    """The heading and every row, in the XML of a sheet."""
    titles = [harmless(tr(column.heading)) for column in table.columns]
    yield _row(1, letters, titles, [heading] * len(titles))
    styles = {
        is_sum: [_cell(sheet, column, is_sum=is_sum).style_id for column in table.columns]
        for is_sum in (False, True)
    }
    pairs = zip(table.rows, table.levels, strict=True)
    for at, (row, level) in enumerate(pairs, start=2):
        cells = [plain(cell) for cell in labelled(table, row, level)]
        yield _row(at, letters, cells, styles[level not in _LINES])


def _row(at: int, letters: Sequence[str], cells: Sequence[Cell], styles: Sequence[int]) -> str:
    written = []
    for letter, cell, style in zip(letters, cells, styles, strict=True):
        if cell is None or cell == "":
            continue
        start = f'<c r="{letter}{at}" s="{style}"'
        if isinstance(cell, str):
            written.append(
                f'{start} t="inlineStr"><is><t xml:space="preserve">{_text(cell)}</t></is></c>'
            )
        else:
            written.append(f"{start}><v>{cell}</v></c>")
    return f'<row r="{at}">{"".join(written)}</row>'


def _text(text: str) -> str:
    """As XML can hold it."""
    clean = text if text.isprintable() else _NOT_FOR_XML.sub("", text)
    return escape(clean[:_LONGEST_CELL])


def _cell(sheet: Any, column: ReportColumn, *, is_sum: bool) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet)
    if column.is_number:
        cell.number_format = "0.0%" if column.is_share else "#,##0"
    if is_sum:
        cell.font = Font(bold=True)
    return cell


def plain(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula."""
    return harmless(cell) if isinstance(cell, str) else cell


def _width(table: ReportTable, at: int, column: ReportColumn) -> int:
    if column.is_number:
        return _NARROWEST + 4
    longest = max((len(str(row[at])) for row in table.rows), default=0)
    return min(max(longest + 2, _NARROWEST), _WIDEST)


def _lay_on_its_side(sheet: Any) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _FOLIO
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, _LANDSCAPE_MARGIN_INCH)


def _chart(workbook: Workbook, table: ReportTable, note: ReportNote) -> None:
    """The picture of the table as bars with their numbers."""
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.label import DataLabelList

    picture = picture_of(table)
    if picture is None:
        return
    sheet: Any = workbook.create_sheet(_named(tr("Chart")))
    sheet.column_dimensions["A"].width = _WIDEST
    _lay_on_its_side(sheet)
    mark_sheet(sheet, note)
    chart = BarChart()
    chart.type, chart.style = "bar", 10
    chart.title = title_of(table)
    chart.legend = None
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format = "0%" if picture.column.is_share else "#,##0"
    chart.y_axis.title = picture.title
    chart.y_axis.scaling.min = 0
    chart.width = 24
    chart.height = max(_LEAST_CM, round(_BAR_CM * len(picture.bars)))
    last = len(picture.bars) + 1
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=last))
    chart.dataLabels = DataLabelList()
    chart.dataLabels.showVal = True
    for no in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(chart.dataLabels, no, False)
    sheet.add_chart(chart, "E2")
    begin_in_memory(sheet)
    sheet.append(["", harmless(picture.title)])
    look = _cell(sheet, picture.column, is_sum=False)
    for bar in picture.bars:
        look.value = bar.cell if isinstance(bar.cell, int | float) else None
        sheet.append([harmless(bar.name), look])


def _explain(workbook: Workbook, table: ReportTable, note: ReportNote) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    sheet: Any = workbook.create_sheet(_named(tr("Explanation")))
    sheet.column_dimensions["A"].width = 22
    sheet.column_dimensions["B"].width = 80
    begin_in_memory(sheet)

    def cell(value: Cell, font: Font | None = None) -> Any:
        made = WriteOnlyCell(sheet, plain(value))
        made.alignment = Alignment(wrap_text=True, vertical="top")
        if font is not None:
            made.font = font
        return made

    sheet.append([cell(title_of(table), Font(bold=True, size=13))])
    for heading, value in note_lines(table, note):
        sheet.append([cell(heading, Font(bold=True)), cell(value)])


def _named(name: str) -> str:
    return _FORBIDDEN.sub(" ", name)[:_LONGEST_NAME]
