"""Two offices step one proposal without knowing of each other: the hub's order decides, and skips nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import fold
from desktop_app.domain.op import Author, Op, OpDraft, OpType, write_op
from desktop_app.domain.proposal import (
    Proposal,
    ProposalContent,
    ProposalKind,
    ProposalState,
    next_states,
)
from tests.conftest import NOW
from tests.domain.test_fold import SUBJECT

_ = ProposalState


def an_op(kind: OpType, data: dict[str, object], number: int) -> Op:
    draft = OpDraft(kind, "p1", "33.26.13.2004", data, base="V3 2026")
    return write_op(
        draft,
        Author(f"u{number}", f"d{number}", "inc"),
        op_id=f"op{number}",
        dep=None,
        number=number,
        at=NOW + timedelta(minutes=number),
        salt="",
    )


def opened(*, needs_subdistrict: bool = False) -> Op:
    said = {
        "kind": ProposalKind.OBJECTION.value,
        "needs_subdistrict": needs_subdistrict,
        "subject": SUBJECT.as_data(),
        **ProposalContent({"reason": "x"}).as_data(),
    }
    return an_op(OpType.PROPOSAL_OPENED, said, 1)


def step(start: ProposalState, to: ProposalState, number: int) -> Op:
    said = {
        "from": start.value,
        "to": to.value,
        "on": "2026-11-20",
        "reason": "alasan",
        "release": "",
    }
    return an_op(OpType.PROPOSAL_STEPPED, dict(said), number)


def folded(ops: Sequence[Op]) -> Proposal:
    """As an office and the hub do it: an op that is not understood changes nothing."""
    record: fold.Record | None = None
    for op in ops:
        try:
            record = fold.fold(record, op)
        except fold.NotUnderstood:
            continue
    assert isinstance(record, Proposal)
    return record


DECLARED = [opened(), step(_.DRAFT, _.SUBMITTED, 2), step(_.SUBMITTED, _.DECLARED, 3)]


@pytest.mark.parametrize("is_first", [True, False])
def test_a_withdrawal_beats_a_verification_in_either_order(is_first: bool) -> None:
    two = [step(_.DECLARED, _.VERIFIED, 4), step(_.DECLARED, _.WITHDRAWN, 5)]
    assert folded(DECLARED + (two if is_first else two[::-1])).state is _.WITHDRAWN


def test_after_the_endorsement_a_withdrawal_comes_too_late_and_before_it_not() -> None:
    verified, endorsed = step(_.DECLARED, _.VERIFIED, 4), step(_.VERIFIED, _.ENDORSED, 5)
    withdrawn = step(_.DECLARED, _.WITHDRAWN, 6)
    assert folded([*DECLARED, verified, endorsed, withdrawn]).state is _.ENDORSED
    assert folded([*DECLARED, verified, withdrawn, endorsed]).state is _.WITHDRAWN


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_of_a_verification_and_a_rejection_the_first_in_the_hub_holds(
    order: tuple[int, ...],
) -> None:
    two = [step(_.DECLARED, _.VERIFIED, 4), step(_.DECLARED, _.REJECTED, 5)]
    record = folded([*DECLARED, *(two[at] for at in order)])
    assert record.state is (_.VERIFIED, _.REJECTED)[order[0]]
    assert [one.by for one in record.steps] == ["u2", "u3", ("u4", "u5")[order[0]]]


def test_the_same_step_taken_twice_counts_once() -> None:
    twice = [*DECLARED, step(_.DECLARED, _.VERIFIED, 4), step(_.DECLARED, _.VERIFIED, 5)]
    assert folded(twice) == folded(twice[:-1])


steps = st.tuples(st.sampled_from(list(_)), st.sampled_from(list(_)))


@given(needs_subdistrict=st.booleans(), tries=st.lists(steps, max_size=40))
def test_no_sequence_of_ops_skips_a_state(
    needs_subdistrict: bool, tries: list[tuple[ProposalState, ProposalState]]
) -> None:
    ops = [step(start, to, number) for number, (start, to) in enumerate(tries, start=2)]
    record = folded([opened(needs_subdistrict=needs_subdistrict), *ops])
    walked = [_.DRAFT, *(one.to for one in record.steps)]
    assert walked[-1] is record.state
    for start, to in pairwise(walked):
        assert to in next_states(start, needs_subdistrict=needs_subdistrict)
