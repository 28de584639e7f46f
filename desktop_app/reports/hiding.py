"""Hides small numbers in what is made for outsiders, and whatever would bring them out again.

A count from 1 to 4 could point at somebody; 0 points at nobody. What is hidden must not come out by
subtraction either: in every sum of which exactly one number is hidden the next smallest is hidden too
(complementary suppression, as statistical offices do it), in rows and in columns, until no sum gives
anything away. Sums can also do so together; what their equations leave only one value for is found
with linear algebra, and another number is hidden beside it. Shares are hidden with either of the numbers
that they divide, sums and means with the count of those whom they are of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from desktop_app.domain.report import HIDDEN, Cell, ReportColumn, ReportTable, RowLevel

_FEWEST = 5
_NOTHING = 1e-9
Place = tuple[int, int]
"""A row and a column."""


def hidden(table: ReportTable) -> ReportTable:
    """The same table for outsiders."""
    whole = _with_rests(table)
    dark = _to_hide(whole)
    shares = [at for at, one in enumerate(table.columns) if one.is_share]
    rows_with = {row for row, column in dark if column < len(table.columns)}
    dark |= {(row, column) for row in rows_with for column in shares}
    # The same places as of their counts: where these are safe from subtraction, so are they.
    codes = [one.code for one in table.columns]
    for column, one in enumerate(table.columns):
        if one.counted_by:
            at = codes.index(one.counted_by)
            dark |= {(row, column) for row, place in dark if place == at}
    return replace(
        table,
        rows=tuple(
            tuple(HIDDEN if (row, at) in dark else cell for at, cell in enumerate(cells))
            for row, cells in enumerate(table.rows)
        ),
    )


def _with_rests(table: ReportTable) -> ReportTable:
    """The table with what its columns leave over as columns behind the others."""
    at = {column.code: place for place, column in enumerate(table.columns)}
    rests = [ReportColumn(f"rest-{n}", "") for n in range(len(table.rests))]

    def left(cells: tuple[Cell, ...], whole: str, parts: tuple[str, ...]) -> Cell:
        numbers = [cells[at[code]] for code in (whole, *parts)]
        every, *some = [one if isinstance(one, int) else 0 for one in numbers]
        return every - sum(some)

    return replace(
        table,
        columns=(*table.columns, *rests),
        rows=tuple((*cells, *(left(cells, *rest) for rest in table.rests)) for cells in table.rows),
        sums=(
            *table.sums,
            *(
                (whole, (*parts, rest.code))
                for rest, (whole, parts) in zip(rests, table.rests, strict=True)
            ),
        ),
    )


def _to_hide(table: ReportTable) -> set[Place]:
    """The small counts, and those beside them that would give them away."""
    counts = _counts(table)
    small = {
        (row, column)
        for row, cells in enumerate(table.rows)
        for column in counts
        if _is_small(cells[column])
    }
    sums = list(sums_of(table)) if small else []
    lines = [one for one in sums if len({row for row, _ in one}) == 1]
    dark = set(small)
    # Within a row first: what is left over is hidden with what leaves it, and then needs nothing more below.
    while more := (
        _of_single_sums(table, lines, dark)
        or _of_single_sums(table, sums, dark)
        or _of_all_sums(table, sums, dark)
    ):
        dark |= more
    return dark


def _counts(table: ReportTable) -> list[int]:
    """The columns that count somebody; shares and what is reckoned from them go with these."""
    return [
        at
        for at, one in enumerate(table.columns)
        if one.is_number and not (one.is_share or one.counted_by)
    ]


def _is_small(cell: Cell) -> bool:
    return isinstance(cell, int) and 0 < cell < _FEWEST


def _of_single_sums(table: ReportTable, sums: list[list[Place]], dark: set[Place]) -> set[Place]:
    """What else must be hidden because one sum gives something away."""
    hiding_one = [one for one in sums if len(dark.intersection(one)) == 1]
    return {place for one in hiding_one if (place := _beside(table, one, dark)) is not None}


def _of_all_sums(table: ReportTable, sums: list[list[Place]], dark: set[Place]) -> set[Place]:
    """What else must be hidden because the sums together give something away."""
    given_away = determined(sums, dark)
    return {
        place
        for one in sums
        if given_away.intersection(one) and (place := _beside(table, one, dark)) is not None
    }


def determined(sums: list[list[Place]], dark: set[Place]) -> set[Place]:
    """The hidden places for which the equations of these sums leave one value only."""
    import numpy as np  # takes a moment to load, and only what is for outsiders needs it

    order = {place: at for at, place in enumerate(sorted(dark))}
    equations = [one for one in sums if dark.intersection(one)]
    if not equations:
        return set()
    matrix = np.zeros((len(equations), len(order)))
    for row, (whole, *parts) in enumerate(equations):
        for place, sign in ((whole, 1.0), *((part, -1.0) for part in parts)):
            if place in order:
                matrix[row, order[place]] += sign
    _, sizes, ways = np.linalg.svd(matrix)
    # A place along which no solution of the homogeneous equations moves has one value.
    free = ways[int((sizes > _NOTHING).sum()) :]
    moves = np.abs(free).max(axis=0, initial=0.0)
    known = {place for one in equations for place in one} & dark
    return {place for place in known if moves[order[place]] <= _NOTHING}


def _beside(table: ReportTable, places: list[Place], dark: set[Place]) -> Place | None:
    """What to hide beside the hidden ones of a sum; None if there is nothing left."""
    open_ones = [place for place in places if place not in dark]
    if not open_ones:
        return None
    # A part that is nothing hides nothing: with it the sum still gives the hidden number away.
    filled = [place for place in open_ones if table.rows[place[0]][place[1]]]
    return min(filled or open_ones, key=lambda place: (_size(table, place), place))


def _size(table: ReportTable, place: Place) -> int:
    cell = table.rows[place[0]][place[1]]
    return cell if isinstance(cell, int) else 0


def sums_of(table: ReportTable) -> Iterator[list[Place]]:
    """Every sum of the table: the place of the sum, then those of its parts."""
    counts = _counts(table)
    at = {column.code: place for place, column in enumerate(table.columns)}
    for row in range(len(table.rows)):
        for whole, parts in table.sums:
            yield [(row, at[code]) for code in (whole, *parts)]
    for column in counts:
        for rows in _summed_rows(table.levels):
            yield [(row, column) for row in rows]


def _summed_rows(levels: tuple[RowLevel, ...]) -> Iterator[list[int]]:
    """The rows that belong together: each sum with the rows above it that it adds up."""
    lines: list[int] = []
    parts: list[int] = []
    for row, level in enumerate(levels):
        if level in (RowLevel.SUBDISTRICT, RowLevel.GROUP):
            yield [row, *lines]
            lines = []
            parts.append(row)
        elif level is RowLevel.TOTAL:
            # Lines that no sum has taken stand in the total by themselves.
            yield [row, *parts, *lines]
        else:
            lines.append(row)
