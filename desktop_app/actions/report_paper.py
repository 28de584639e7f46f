"""Reports on paper: the tables of `reports` as the pages that `letters` draws, one report or a booklet."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.actions.office import Office
from desktop_app.actions.settings import letterhead_of, read_identity
from desktop_app.domain.dates import day_of, long_date
from desktop_app.domain.letter import Paper
from desktop_app.domain.report import Cell, ReportColumn, ReportNote, ReportTable, RowLevel
from desktop_app.language import current, tr
from desktop_app.letters.pdf import draw_tabular
from desktop_app.letters.tabular import (
    TabularColumn,
    TabularFile,
    TabularPaper,
    TabularRow,
    TabularTable,
    TabularWords,
)
from desktop_app.letters.tabular_bars import TabularBar, TabularBars
from desktop_app.letters.tabular_cover import TabularCover
from desktop_app.letters.tabular_map import TabularMap
from desktop_app.reports.picture import picture_of
from desktop_app.reports.wording import labelled, origin_line, title_of, told_lines

_LINES = (RowLevel.PLAIN, RowLevel.VILLAGE)
_READ = "programme"
"""The one key that people read, and that headings name: the code of a programme."""


@dataclass(frozen=True, slots=True)
class ReportToDraw:
    """One report with the note that belongs to it, and its maps; those alone unless it `has_tables`."""

    tables: tuple[ReportTable, ...]
    note: ReportNote
    maps: tuple[TabularMap, ...] = ()
    has_tables: bool = True


def drawn(
    office: Office, reports: Sequence[ReportToDraw], *, paper: Paper, title: str = ""
) -> tuple[bytes, int]:
    """The reports as one PDF, and how many pages it has; with a title it is a booklet with cover and contents."""
    with office.read() as conn:
        identity = read_identity(conn)
    note = reports[0].note
    file = TabularFile(
        title=title or title_of(reports[0].tables[0]),
        dated=day_of(office.now()),
        letterhead=letterhead_of(office, identity),
        origin=origin_line(note),
        words=TabularWords(
            page=tr("p. {page} of {pages}"),
            of_page=tr("Sum of this page"),
            carried=tr("Carried over"),
            contents=tr("Contents"),
        ),
        papers=tuple(_paper(report) for report in reports),
        cover=TabularCover(title, _cover_lines(note)) if title else None,
        paper=paper,
    )
    out = io.BytesIO()
    pages = draw_tabular(file, out)
    return out.getvalue(), pages


def _paper(report: ReportToDraw) -> TabularPaper:
    first = report.tables[0]
    return TabularPaper(
        title=title_of(first),
        lines=(*_source(report.note), _errand(report.note)),
        about=tr(first.kind.about),
        tables=tuple(_table(table) for table in report.tables) if report.has_tables else (),
        notes=tuple((heading, str(value)) for heading, value in told_lines(report.note)),
        maps=report.maps,
        bars=None if report.maps else _bars(first),
    )


def _bars(table: ReportTable) -> TabularBars | None:
    """The picture of the table; what is hidden or missing has no bar, but says so."""
    picture = picture_of(table)
    if picture is None:
        return None
    cells = [bar.cell for bar in picture.bars]
    most = max((cell for cell in cells if isinstance(cell, int | float)), default=0)
    whole = 1.0 if picture.column.is_share else float(most or 1)
    return TabularBars(
        tr("Picture: {title}").format(title=picture.title),
        tuple(
            TabularBar(
                bar.name,
                min(1.0, bar.cell / whole) if isinstance(bar.cell, int | float) else 0.0,
                printed_cell(bar.cell, picture.column),
            )
            for bar in picture.bars
        ),
        is_share=picture.column.is_share,
    )


def _source(note: ReportNote) -> tuple[str, ...]:
    return (
        tr("Data as of {date}, source: DTSEN, release {label}").format(
            date=_day(note.reference_date), label=note.release
        ),
        note.region,
    )


def _cover_lines(note: ReportNote) -> tuple[str, ...]:
    made = day_of(note.made_at)
    return (
        *_source(note),
        tr("Made on {date} by {person}, {office}").format(
            date=_day(made), person=note.made_by, office=note.office
        ),
        _errand(note),
    )


def _errand(note: ReportNote) -> str:
    said = tr("For {recipient}: {purpose}")
    return said.format(recipient=note.recipient, purpose=note.purpose)


def _table(table: ReportTable) -> TabularTable:
    """Its cells in words; keys stay away where a name stands beside them."""
    words = sum(not column.is_number for column in table.columns)
    is_named = words > 1 and table.columns[0].code != _READ
    shown = range(1 if is_named else 0, len(table.columns))
    columns = [table.columns[at] for at in shown]
    rows = []
    for row, level in zip(table.rows, table.levels, strict=True):
        cells = labelled(table, row, level)
        rows.append(
            TabularRow(
                tuple(printed_cell(cells[at], table.columns[at]) for at in shown),
                tuple(_count(row[at], table.columns[at]) for at in shown),
                is_sum=level not in _LINES,
            )
        )
    return TabularTable(
        tr(table.title) if table.title else "",
        tuple(TabularColumn(tr(one.heading), one.is_number) for one in columns),
        tuple(rows),
        tuple(_is_carried(table, at) for at in shown),
    )


def _is_carried(table: ReportTable, at: int) -> bool:
    """True for a column whose lines add up to its total, with none of them hidden."""
    if not table.rows or table.levels[-1] is not RowLevel.TOTAL or table.columns[at].is_share:
        return False
    lines = [
        _count(row[at], table.columns[at])
        for row, level in zip(table.rows, table.levels, strict=True)
        if level in _LINES
    ]
    whole = [one for one in lines if one is not None]
    return bool(lines) and len(whole) == len(lines) and sum(whole) == table.rows[-1][at]


def _count(cell: Cell, column: ReportColumn) -> int | None:
    return cell if isinstance(cell, int) and column.is_number and not column.is_share else None


def printed_cell(cell: Cell, column: ReportColumn) -> str:
    """A cell as paper has it, in the language in use."""
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    text = f"{cell:.1%}" if column.is_share else f"{cell:,}"
    return text if current() == "en" else text.translate(str.maketrans(",.", ".,"))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}" if current() == "en" else long_date(day)
