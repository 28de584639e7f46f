"""Columns of counts and shares, and the rows that are counted for them.

Counts are summed and shares divided from the sums, so that the share of a sum is never the mean of its
parts'.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.domain.report import Cell, ReportColumn, ReportKind, ReportTable, RowLevel


@dataclass(frozen=True, slots=True)
class Share:
    """A column that divides two counts of the same row."""

    column: ReportColumn
    part: str
    whole: str

    @classmethod
    def of(cls, code: str, heading: str, part: str, whole: str) -> Share:
        """The share that column `part` is of column `whole`."""
        return cls(ReportColumn(code, heading, is_share=True, part=part), part, whole)

    def divided(self, numbers: Mapping[str, int]) -> Cell:
        """The fraction, to four places; None of nothing."""
        whole = numbers[self.whole]
        return round(numbers[self.part] / whole, 4) if whole else None


def columns_of(measures: Sequence[ReportColumn | Share]) -> tuple[ReportColumn, ...]:
    """The columns of counts and shares."""
    return tuple(one.column if isinstance(one, Share) else one for one in measures)


def cells(measures: Sequence[ReportColumn | Share], numbers: Mapping[str, int]) -> tuple[Cell, ...]:
    """What stands in these columns for a row that counted `numbers`, by column code."""
    return tuple(
        one.divided(numbers) if isinstance(one, Share) else numbers[one.code] for one in measures
    )


def summed(
    rows: Sequence[Mapping[str, int]], measures: Sequence[ReportColumn | Share]
) -> dict[str, int]:
    """The sums of these rows' counts."""
    codes = [one.code for one in measures if isinstance(one, ReportColumn)]
    return {code: sum(row[code] for row in rows) for code in codes}


def rests_of(measures: Sequence[ReportColumn | Share]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What these shares leave over, as `ReportTable.rests`: their whole without their part."""
    return tuple((one.whole, (one.part,)) for one in measures if isinstance(one, Share))


def zeros(measures: Sequence[ReportColumn | Share]) -> dict[str, int]:
    """A row that has counted nothing yet."""
    return summed((), measures)


def tabulate_lines(
    kind: ReportKind,
    head: Sequence[ReportColumn],
    measures: Sequence[ReportColumn | Share],
    lines: Iterable[tuple[Sequence[str], Mapping[str, int]]],
    *,
    title: str = "",
    sums: tuple[tuple[str, tuple[str, ...]], ...] = (),
) -> ReportTable:
    """A table of one line beside the other: the words of each in the columns of `head`, what it counted, and the sum of all."""
    listed = list(lines)
    rows: list[tuple[Cell, ...]] = [
        (*words, *cells(measures, numbers)) for words, numbers in listed
    ]
    total = cells(measures, summed([numbers for _, numbers in listed], measures))
    return ReportTable(
        kind,
        (*head, *columns_of(measures)),
        (*rows, (*("" for _ in head), *total)),
        (*(RowLevel.PLAIN for _ in rows), RowLevel.TOTAL),
        title=title,
        sums=sums,
        rests=rests_of(measures),
    )
