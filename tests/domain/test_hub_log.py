"""The chain of the hub's log, and what an op comes to in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop_app.domain.fold import Record
from desktop_app.domain.hub_log import (
    Outcome,
    following,
    judge,
    outcome_of,
    record_digest,
    rules_digest,
    start_of,
    state_digest,
)
from desktop_app.domain.intervention import Intervention
from desktop_app.domain.op import OpType
from tests.domain.test_fold import RECORDED, an_op

PLACE = "33.26.13.2004"


def test_each_line_holds_all_before_it() -> None:
    first_op, second_op = (
        an_op(OpType.INTERVENTION_RECORDED, RECORDED),
        an_op(OpType.INTERVENTION_VOIDED, {"reason": "keliru"}, 2),
    )
    first = following(start_of(PLACE), first_op, Outcome.TAKEN, epoch=1)
    second = following(first.cursor, second_op, Outcome.TAKEN, epoch=1)
    assert (first.number, second.number) == (1, 2)
    others = (
        following(start_of(PLACE), first_op, Outcome.CONFLICT, epoch=1),
        following(start_of(PLACE), first_op, Outcome.TAKEN, epoch=2),
        following(start_of(PLACE), second_op, Outcome.TAKEN, epoch=1),
        following(start_of("33.26.13.2005"), first_op, Outcome.TAKEN, epoch=1),
    )
    assert len({first.hash, second.hash, *(one.hash for one in others)}) == 6
    assert following(others[0].cursor, second_op, Outcome.TAKEN, epoch=1).hash != second.hash


def test_an_op_is_judged_after_what_was_logged_before_it() -> None:
    recorded = an_op(OpType.INTERVENTION_RECORDED, RECORDED)
    void = an_op(OpType.INTERVENTION_VOIDED, {"reason": "keliru"}, 2)
    outcome, record = judge(None, recorded)
    assert outcome is Outcome.TAKEN
    assert judge(record, recorded) == (Outcome.NO_EFFECT, record)
    assert judge(None, void) == (Outcome.NO_EFFECT, None)
    outcome, voided = judge(record, void)
    assert outcome is Outcome.TAKEN
    assert judge(voided, void) == (Outcome.NO_EFFECT, voided)
    newer = an_op(OpType.INTERVENTION_VOIDED, {"reason": "keliru"}, 3, version=2)
    assert judge(record, newer) == (Outcome.NEWER, record)


def test_a_record_that_becomes_disputed_is_a_conflict_once() -> None:
    @dataclass(frozen=True)
    class Disputable:
        is_disputed: bool

    calm: Record = Disputable(False)  # type: ignore[assignment]
    disputed: Record = Disputable(True)  # type: ignore[assignment]
    assert outcome_of(None, calm) is Outcome.TAKEN
    assert outcome_of(calm, disputed) is Outcome.CONFLICT
    assert outcome_of(disputed, disputed) is Outcome.TAKEN


def test_digests_tell_every_difference_and_nothing_else() -> None:
    _, record = judge(None, an_op(OpType.INTERVENTION_RECORDED, RECORDED))
    _, same = judge(None, an_op(OpType.INTERVENTION_RECORDED, dict(reversed(RECORDED.items()))))
    assert isinstance(record, Intervention)
    assert isinstance(same, Intervention)
    assert record_digest(record) == record_digest(same)
    assert record_digest(record) != record_digest(replace(record, recorded_by="u9"))
    assert state_digest([("a", "1"), ("b", "2")]) != state_digest([("a", "2"), ("b", "1")])
    assert rules_digest() == rules_digest()
