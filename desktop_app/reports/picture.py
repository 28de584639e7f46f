"""Which picture says most of a table: its share by place, or what the whole is made of.

The same for paper and for the chart sheet of a workbook, so that both show one thing.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.report import Cell, ReportColumn, ReportTable, RowLevel
from desktop_app.language import tr

MOST_BARS = 40
_LINES = (RowLevel.PLAIN, RowLevel.VILLAGE)


@dataclass(frozen=True, slots=True)
class PictureBar:
    """One bar with its name; `cell` is the number it stands for, or what stands there instead."""

    name: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars of one kind: what they show, in words, and the column whose numbers they look like."""

    title: str
    column: ReportColumn
    bars: tuple[PictureBar, ...]


def picture_of(table: ReportTable) -> Picture | None:
    """The picture; None of a table with nothing to compare."""
    at = _share(table)
    if at is None and table.sums and table.levels and table.levels[-1] is RowLevel.TOTAL:
        return _of_parts(table)
    if at is None:
        at = next((at for at, column in enumerate(table.columns) if column.is_number), None)
    rows = _rows(table)
    if at is None or len(rows) < 2:
        return None
    column = table.columns[at]
    bars = tuple(PictureBar(_name(table, row), row[at]) for row in rows)
    return Picture(tr(column.heading), column, bars)


def _share(table: ReportTable) -> int | None:
    return next((at for at, column in enumerate(table.columns) if column.is_share), None)


def _of_parts(table: ReportTable) -> Picture | None:
    """What the whole is made of, with sums among the parts taken apart."""
    sums = dict(table.sums)
    inner = {part for parts in sums.values() for part in parts}
    whole = next((one for one in sums if one not in inner), None)
    if whole is None:
        return None
    places = {column.code: at for at, column in enumerate(table.columns)}
    parts = [place for code in sums[whole] for place in sums.get(code, (code,))]
    total = table.rows[-1]
    return Picture(
        tr(table.columns[places[whole]].heading),
        table.columns[places[whole]],
        tuple(
            PictureBar(tr(table.columns[places[code]].heading), total[places[code]])
            for code in parts
        ),
    )


def _rows(table: ReportTable) -> list[tuple[Cell, ...]]:
    """The rows to draw: every kecamatan where there are several, else every line; none of too many."""
    pairs = list(zip(table.rows, table.levels, strict=True))
    parts = [row for row, level in pairs if level is RowLevel.SUBDISTRICT]
    if len(parts) > 1:
        return parts
    lines = [row for row, level in pairs if level in _LINES]
    return lines if len(lines) <= MOST_BARS else []


def _name(table: ReportTable, row: tuple[Cell, ...]) -> str:
    """How a row is called: of its words the one that says it most closely, never the key beside a name."""
    words = [at for at, column in enumerate(table.columns) if not column.is_number]
    if table.is_by_village:
        words = words[:3]  # what follows the name of a desa only says more about it
    return next((str(row[at]) for at in reversed(words) if row[at]), "") or tr("Not known")
