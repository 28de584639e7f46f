"""Problem kinds: each has one action, and every record is counted once."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.problem import (
    FOUND_AFTER_LOADING,
    UNREADABLE_NUMBER,
    ProblemAction,
    ProblemKind,
    RowProblem,
    outcomes_of,
    strongest,
)


def a_problem(row: int, kind: ProblemKind) -> RowProblem:
    return RowProblem(0, row, row, "person", "nama", kind, kind.action, "")


def test_kinds_are_written_in_kebab_case() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.value) for kind in ProblemKind)


def test_a_number_that_cannot_be_read_is_flagged_and_never_refused() -> None:
    assert {kind.action for kind in UNREADABLE_NUMBER} == {ProblemAction.FLAGGED}
    assert {kind.action for kind in FOUND_AFTER_LOADING} == {ProblemAction.FLAGGED}


def test_the_strongest_action_decides() -> None:
    assert strongest([ProblemAction.REPAIRED, ProblemAction.FLAGGED]) is ProblemAction.FLAGGED
    assert strongest([ProblemAction.DUPLICATE, ProblemAction.REFUSED]) is ProblemAction.REFUSED
    assert strongest([ProblemAction.FLAGGED, ProblemAction.DUPLICATE]) is ProblemAction.DUPLICATE


@given(st.lists(st.tuples(st.integers(1, 30), st.sampled_from(list(ProblemKind)))))
def test_outcomes_always_add_up_to_the_records(found: list[tuple[int, ProblemKind]]) -> None:
    outcomes = outcomes_of(30, [a_problem(row, kind) for row, kind in found])
    parts = (outcomes.clean, outcomes.repaired, outcomes.flagged, outcomes.refused)
    assert sum(parts) + outcomes.duplicates + outcomes.ignored == outcomes.records == 30
    assert outcomes.clean == 30 - len({row for row, _ in found})
