"""What outsiders get: no small number, and none that subtraction brings out."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.reach import ReachTally
from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import HIDDEN, ReportAsk, ReportKind, ReportTable
from desktop_app.paths import RESOURCES
from desktop_app.reports.hiding import hidden, sums_of
from desktop_app.reports.reach import (
    COVERAGE,
    MAP,
    MISSED,
    OVERLAP,
    RANKING,
    Reach,
    tabulate_reach,
)

REGIONS = RegionTable.from_csv(
    (RESOURCES / "reference" / "regions.csv").read_text(encoding="utf-8")
)
VILLAGES = [
    village.code
    for subdistrict in ("33.26.01", "33.26.13", "33.26.19")
    for village in REGIONS.villages_within(subdistrict)[:4]
]
tallies = st.lists(
    st.builds(
        ReachTally,
        village=st.sampled_from([*VILLAGES, ""]),
        decile=st.integers(0, 10),
        programmes=st.integers(0, 5),
        families=st.one_of(st.integers(1, 12), st.integers(20, 300)),
    ),
    max_size=40,
)


def given_away(table: ReportTable, shown: ReportTable) -> list[tuple[int, int]]:
    """The hidden counts that have one value only: a second look at the sums, by exact elimination."""
    counts = [at for at, one in enumerate(table.columns) if one.is_number and not one.is_share]
    dark = {
        (row, at) for row, cells in enumerate(shown.rows) for at in counts if cells[at] == HIDDEN
    }
    solved: dict[tuple[int, int], dict[tuple[int, int], Fraction]] = {}
    for whole, *parts in sums_of(table):
        line = {cell: Fraction(-1) for cell in parts if cell in dark}
        if whole in dark:
            line[whole] = Fraction(1)
        for cell in [cell for cell in line if cell in solved]:
            line = minus(line, solved[cell], line[cell])
        if line:
            pivot, size = next(iter(line.items()))
            line = {cell: value / size for cell, value in line.items()}
            for cell, other in solved.items():
                if pivot in other:
                    solved[cell] = minus(other, line, other[pivot])
            solved[pivot] = line
    return [cell for cell, line in solved.items() if len(line) == 1]


def minus(
    line: dict[tuple[int, int], Fraction], other: dict[tuple[int, int], Fraction], times: Fraction
) -> dict[tuple[int, int], Fraction]:
    """The equation without so many times the other."""
    left = {
        cell: line.get(cell, Fraction(0)) - times * other.get(cell, Fraction(0))
        for cell in {*line, *other}
    }
    return {cell: value for cell, value in left.items() if value}


@pytest.mark.parametrize(
    "kind", [COVERAGE, MISSED, OVERLAP, RANKING, MAP], ids=lambda kind: kind.code
)
@settings(deadline=None, max_examples=60)
@given(families=tallies)
def test_no_small_number_is_shown_or_comes_out_of_the_sums(
    kind: ReportKind, families: list[ReachTally]
) -> None:
    table = tabulate_reach(kind, ReportAsk(), Reach(families, ()), REGIONS)
    shown = hidden(table)
    for cells, before in zip(shown.rows, table.rows, strict=True):
        for column, cell, was in zip(table.columns, cells, before, strict=True):
            assert cell in (was, HIDDEN)
            if column.is_number and not column.is_share and isinstance(cell, int):
                assert not 0 < cell < 5
            if column.is_share and HIDDEN in cells:
                assert cell == HIDDEN
    assert given_away(table, shown) == []
    assert small_rests_that_come_out(table, shown) == []


def small_rests_that_come_out(table: ReportTable, shown: ReportTable) -> list[tuple[int, str]]:
    """Where what the columns leave over is small and has one value only, whatever stands in the hidden places."""
    codes = [column.code for column in table.columns]
    unknown = [
        (row, at)
        for row, cells in enumerate(shown.rows)
        for at, cell in enumerate(cells)
        if cell == HIDDEN and table.columns[at].is_number and not table.columns[at].is_share
    ]
    order = {place: at for at, place in enumerate(unknown)}

    def equation(places: list[tuple[int, int]]) -> list[float]:
        line = [0.0] * len(unknown)
        for place, sign in zip(places, (1.0, *[-1.0] * (len(places) - 1)), strict=True):
            if place in order:
                line[order[place]] += sign
        return line

    known = [equation(one) for one in sums_of(table)]
    found = []
    for row, cells in enumerate(table.rows):
        for whole, parts in table.rests:
            places = [(row, codes.index(code)) for code in (whole, *parts)]
            every, *some = [cells[at] for _, at in places]
            assert isinstance(every, int)
            left = every - sum(one for one in some if isinstance(one, int))
            # The left over is known where its own equation follows from the others.
            if 0 < left < 5 and rank([*known, equation(places)]) == rank(known):
                found.append((row, whole))
    return found


def rank(equations: list[list[float]]) -> int:
    """How many of them say something of their own."""
    matrix = np.array(equations)
    return int(np.linalg.matrix_rank(matrix)) if matrix.size else 0


def test_a_table_without_small_numbers_stays_as_it_is() -> None:
    families = [ReachTally(VILLAGES[0], 1, 0, 40), ReachTally(VILLAGES[1], 2, 1, 5)]
    table = tabulate_reach(COVERAGE, ReportAsk(), Reach(families, ()), REGIONS)
    assert hidden(table) == table


def test_what_several_sums_give_away_together_is_hidden_too() -> None:
    families = [
        ReachTally(VILLAGES[0], 0, 0, 2),
        ReachTally(VILLAGES[1], 0, 1, 1),
        ReachTally(VILLAGES[1], 0, 2, 1),
        ReachTally(VILLAGES[2], 0, 0, 20),
    ]
    table = tabulate_reach(OVERLAP, ReportAsk(), Reach(families, ()), REGIONS)
    assert given_away(table, hidden(table)) == []
