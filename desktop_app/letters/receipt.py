"""The list that recipients sign: room for a hand in every row, and sums that run from page to page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.letter import MM
from desktop_app.domain.money import grouped
from desktop_app.letters.blocks import LINE_END, Align, Receipt, table_rows
from desktop_app.letters.fonts import Face
from desktop_app.letters.marks import Band, Mark, Tally
from desktop_app.letters.setting import Setting
from desktop_app.letters.tables import CELL, Cell, fitted, table_row

LEAST_ROW = 12 * MM
"""A signature needs as much, though the one above and below sign on the other side."""

_OF_PAGE = "Jumlah halaman ini"
_CARRIED = "Jumlah pindahan"
_OF_ALL = "Jumlah seluruhnya"
_REMARK_SIZE = 7.5
_REMARK_STEP = 8.5
_MOST_REMARK_LINES = 4
_DOTS_AT = 0.62  # of the least height of a row


def receipt_bands(setting: Setting, block: Receipt) -> list[Band]:
    """The whole table; nothing where there are no rows."""
    width = len(block.columns) + 1
    rows = [
        [*row, *[""] * width][:width] for row in table_rows(setting.values.get(block.field, ""))
    ]
    if not rows:
        return []
    return _ReceiptTable(setting, block, rows).bands()


class _ReceiptTable:
    """One table at one size."""

    def __init__(self, setting: Setting, block: Receipt, rows: Sequence[Sequence[str]]) -> None:
        self._setting = setting
        self._block = block
        self._rows = rows
        columns = (*block.columns, block.signature)
        shown = [[*(self._shown(at, cell) for at, cell in enumerate(row[:-1])), ""] for row in rows]
        self._small, self._edges = fitted(setting, columns, shown)
        titles: list[Cell] = [([(True, one.heading)], Align.CENTRE) for one in columns]
        self._heading = table_row(self._small, self._edges, titles, has_top=True)[0]
        self._has_sum = any(self._amount_of(row) is not None for row in rows)

    def bands(self) -> list[Band]:
        bands = [self._heading.kept()]
        so_far = 0
        for at, row in enumerate(self._rows):
            header, before = self._header(so_far), so_far
            so_far += self._amount_of(row) or 0
            made = self._row(row, at, header)
            is_last = at == len(self._rows) - 1
            if self._has_sum:
                tally = Tally(before, so_far, self._foot, self._foot(0, 0).height, at == 0, is_last)
                # The last row stays with the sum of all: a sum alone on a page proves nothing.
                made[-1] = replace(made[-1], tally=tally, keeps_next=is_last)
            bands += made
        if self._has_sum:
            bands.append(self._sum(_OF_ALL, so_far))
        gap = self._setting.gap
        return [gap(0.15), *bands, gap(0.6)]

    def _row(self, row: Sequence[str], at: int, header: Band) -> list[Band]:
        cells: list[Cell] = [
            ([(False, self._shown(column_at, cell))], column.align)
            for column_at, (cell, column) in enumerate(zip(row, self._block.columns, strict=False))
        ]
        cells.append(([(False, "")], Align.LEFT))
        number = row[0].strip(" .")
        left, right = self._edges[-2], self._edges[-1]
        half = (right - left) / 2
        is_odd = int(number) % 2 == 1 if number.isascii() and number.isdigit() else at % 2 == 0
        marks, least = self._signature(number, row[-1], left if is_odd else left + half, half)
        made = table_row(self._small, self._edges, cells, header=header, least=least)
        made[0] = replace(made[0], marks=(*made[0].marks, *marks))
        return made

    def _signature(
        self, number: str, remark: str, x: float, width: float
    ) -> tuple[list[Mark], float]:
        """The number with a dotted line to sign on, what is said below it, and the height of both."""
        words = self._small.words
        y = LEAST_ROW * _DOTS_AT
        label = f"{number} "
        room = width - 2 * CELL - words.width(label)
        dots = "." * int(room // words.width("."))
        marks: list[Mark] = [words.plain(label + dots, x + CELL, y)]
        fine = self._setting.smaller(self._setting.size - _REMARK_SIZE).words
        lines = fine.lines([(False, remark)], width - 2 * CELL) if remark.strip() else []
        for line in lines[:_MOST_REMARK_LINES]:
            y += _REMARK_STEP
            marks.append(fine.set(line, x + CELL, y, width - 2 * CELL, Align.LEFT))
        return marks, max(LEAST_ROW, y + CELL)

    def _header(self, so_far: int) -> Band:
        """What stands above a row that begins a page: the headings, and what came before."""
        if not so_far:
            return self._heading
        carried = self._sum(_CARRIED, so_far)
        moved = tuple(mark.moved(self._heading.height) for mark in carried.marks)
        return Band(self._heading.height + carried.height, (*self._heading.marks, *moved))

    def _foot(self, of_page: int, so_far: int) -> Band:
        return self._sum(_OF_PAGE, of_page)

    def _sum(self, label: str, amount: int) -> Band:
        at = self._block.amount
        edges = [self._edges[0], self._edges[at - 1], self._edges[at], self._edges[-1]]
        small = self._small
        room = edges[2] - edges[1] - 2 * CELL
        # A sum is wider than what it sums; it must not be cut.
        while small.words.width(grouped(amount), Face.BOLD) > room and small.size > _REMARK_SIZE:
            small = small.smaller(0.5)
        cells: list[Cell] = [
            ([(True, label)], Align.RIGHT),
            ([(True, grouped(amount))], Align.RIGHT),
            ([(False, "")], Align.LEFT),
        ]
        return table_row(small, edges, cells)[0]

    def _shown(self, at: int, cell: str) -> str:
        is_amount = at + 1 == self._block.amount and cell.isascii() and cell.isdigit()
        return grouped(int(cell)) if is_amount else cell.replace(LINE_END, "\n")

    def _amount_of(self, row: Sequence[str]) -> int | None:
        if not self._block.amount:
            return None
        cell = row[self._block.amount - 1]
        return int(cell) if cell.isascii() and cell.isdigit() else None
