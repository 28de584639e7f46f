"""Ruled tables: columns wide enough for their words, rows as high as their text, headings on every page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from desktop_app.domain.letter import MM
from desktop_app.letters.blocks import LINE_END, Align, Column, Table, table_rows
from desktop_app.letters.fonts import Face
from desktop_app.letters.lines import Span
from desktop_app.letters.marks import Band, Mark, Stroke
from desktop_app.letters.setting import Setting

CELL = 3.0
"""White between a rule and the text beside it."""
HAIR = 0.5
_SMALLEST_CELL = 8.0
_CELL_LINES = 30

Cell = tuple[list[Span], Align]


def table_bands(setting: Setting, block: Table) -> list[Band]:
    """A ruled table; its headings stand again on every new page."""
    filled = table_rows(setting.values.get(block.field, ""))
    empty = ((),) * (block.least_rows - len(filled))
    rows = [
        [*((f"{at}.",) if block.is_numbered else ()), *row, *[""] * len(block.columns)]
        for at, row in enumerate((*filled, *empty), 1)
    ]
    if not rows:
        return []
    small, edges = fitted(setting, block.columns, rows)
    titles: list[Cell] = [([(True, column.heading)], Align.CENTRE) for column in block.columns]
    heading = table_row(small, edges, titles, has_top=True)[0].kept()
    bands = [heading]
    for row in rows:
        cells: list[Cell] = [
            ([(False, cell.replace(LINE_END, "\n"))], column.align)
            for cell, column in zip(row, block.columns, strict=False)
        ]
        bands += table_row(small, edges, cells, header=heading, least=block.row_mm * MM)
    return [setting.gap(0.15).kept(), *bands, setting.gap(0.6)]


def fitted(
    setting: Setting, columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> tuple[Setting, list[float]]:
    """The size and the column edges at which no word is cut; at the smallest size some may be."""
    whole = sum(column.width for column in columns)
    wanted = [setting.width * column.width / whole for column in columns]
    small = setting.smaller(1.5)
    while True:
        least = [
            max(
                _widest_word(small, [column.heading], Face.BOLD),
                _widest_word(small, [row[at] for row in rows], Face.REGULAR),
            )
            + 2 * CELL
            + HAIR
            for at, column in enumerate(columns)
        ]
        free = setting.width - sum(least)
        if free >= 0 or small.size - 0.5 < _SMALLEST_CELL:
            break
        small = small.smaller(0.5)
    if free < 0:
        widths = wanted
    else:
        slack = [max(want - need, 0.001) for want, need in zip(wanted, least, strict=True)]
        widths = [need + free * more / sum(slack) for need, more in zip(least, slack, strict=True)]
    return small, [setting.left, *(setting.left + edge for edge in accumulate(widths))]


def _widest_word(setting: Setting, cells: Sequence[str], face: Face) -> float:
    return max(
        (setting.words.width(word, face) for cell in cells for word in cell.split()), default=0.0
    )


def table_row(
    setting: Setting,
    edges: Sequence[float],
    cells: Sequence[Cell],
    *,
    has_top: bool = False,
    header: Band | None = None,
    least: float = 0.0,
) -> list[Band]:
    """One band at least `least` high, or several where a cell is so long that a page might not hold it."""
    columns = [(x + CELL, right - x - 2 * CELL) for x, right in pairwise(edges)]
    texts = [
        setting.words.lines(spans, width)
        for (spans, _), (_, width) in zip(cells, columns, strict=True)
    ]
    most = max(len(lines) for lines in texts)
    step = setting.size * 1.18
    bands = []
    for start in range(0, most, _CELL_LINES):
        height = max(least, min(most - start, _CELL_LINES) * step + 2 * CELL)
        marks: list[Mark] = [Stroke(x, 0, x, height, HAIR) for x in edges]
        marks.append(Stroke(edges[0], height, edges[-1], height, HAIR))
        if has_top:
            marks.append(Stroke(edges[0], 0, edges[-1], 0, HAIR))
        for lines, (x, width), (_, align) in zip(texts, columns, cells, strict=True):
            for down, line in enumerate(lines[start : start + _CELL_LINES]):
                y = CELL + down * step + setting.size * 0.88
                marks.append(setting.words.set(line, x, y, width, align))
        bands.append(Band(height, tuple(marks), header=header))
    return bands
