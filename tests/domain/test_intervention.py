"""What happens to an intervention after it was recorded, whoever writes in whatever order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import fold
from desktop_app.domain.intervention import Intervention
from desktop_app.domain.intervention_history import Content, Signer, taken_back
from desktop_app.domain.intervention_status import InterventionStatus as Status
from desktop_app.domain.op import Author, Op, OpDraft, OpType, write_op
from tests.conftest import NOW
from tests.domain.test_fold import RECORDED, folded

DAY = date(2026, 8, 20)


@dataclass
class Desk:
    """Somebody with a copy of the record: the ops that have come to this desk, in their order."""

    name: str
    ops: list[Op] = field(default_factory=list)

    @property
    def record(self) -> Intervention:
        """The record as it stands here."""
        return folded(self.ops)

    def write(self, kind: OpType, data: dict[str, object], *, number: int) -> Op:
        """Write about the record, having seen all that is here."""
        op = write_op(
            OpDraft(kind, "i1", "p", data, base="V3", seen=tuple(one.id for one in self.ops)),
            Author(self.name, self.name, "inc"),
            # Ids are random in truth: their order says nothing of who was first.
            op_id=f"{(number * 7919) % 1009:04}-{self.name}",
            dep=None,
            number=number,
            at=NOW + timedelta(minutes=number),
            salt="",
        )
        self.ops.append(op)
        return op

    def record_help(self, status: Status = Status.DECREED, number: int = 0) -> Op:
        return self.write(
            OpType.INTERVENTION_RECORDED, {**RECORDED, "status": status.value}, number=number
        )

    def correct(self, amount: int, number: int) -> Op:
        content = Content(amount, "", DAY, "")
        data: dict[str, object] = {**content.as_data(), "reason": "salah ketik"}
        return self.write(OpType.INTERVENTION_CORRECTED, data, number=number)

    def step(self, to: Status, number: int, *, is_undo: bool = False, on: date = DAY) -> Op:
        data: dict[str, object] = {
            "from": self.record.status.value,
            "to": to.value,
            "on": on.isoformat(),
            "note": "",
            "signer": Signer("SITI", "istri").as_data() if to is Status.RECEIVED else None,
            "is_undo": is_undo,
        }
        return self.write(OpType.INTERVENTION_STEPPED, data, number=number)

    def void(self, number: int) -> Op:
        return self.write(OpType.INTERVENTION_VOIDED, {"reason": "keliru"}, number=number)


def two_desks(status: Status = Status.DECREED) -> tuple[Desk, Desk]:
    first = Desk("a").record_help(status)
    return Desk("a", [first]), Desk("b", [first])


def test_a_correction_replaces_what_it_saw_and_keeps_what_was_first_recorded() -> None:
    desk, _ = two_desks()
    desk.correct(250_000, 1)
    desk.correct(200_000, 2)
    record = desk.record
    assert (record.amount, record.recorded.amount, record.is_disputed) == (200_000, 300_000, False)
    assert [one.content.amount for one in sorted(record.corrections, key=lambda one: one.at)] == [
        250_000,
        200_000,
    ]


def test_two_corrections_that_did_not_know_of_each_other_wait_for_a_decision() -> None:
    desk, other = two_desks()
    mine, theirs = desk.correct(250_000, 1), other.correct(200_000, 2)
    assert folded([*desk.ops, theirs]) == folded([*other.ops, mine])
    desk.ops.append(theirs)
    record = desk.record
    assert record.is_disputed
    assert {content.amount for content in record.contents} == {250_000, 200_000}
    counted = 250_000 if mine.id < theirs.id else 200_000
    assert record.amount == counted
    desk.correct(200_000, 3)
    assert not desk.record.is_disputed
    assert desk.record.amount == 200_000


def test_two_corrections_that_say_the_same_are_no_dispute() -> None:
    desk, other = two_desks()
    desk.correct(250_000, 1)
    theirs = other.correct(250_000, 2)
    desk.ops.append(theirs)
    assert not desk.record.is_disputed
    assert desk.record.amount == 250_000


def test_received_here_and_failed_there_is_told_and_decided() -> None:
    desk, other = two_desks(Status.DISBURSED)
    desk.step(Status.RECEIVED, 1)
    theirs = other.step(Status.FAILED, 2)
    desk.ops.append(theirs)
    assert desk.record.is_disputed
    assert desk.record.status is Status.RECEIVED
    assert desk.record.undoable is None
    assert set(desk.record.ways) == {Status.RECEIVED, Status.FAILED, Status.ENDED}
    desk.step(Status.FAILED, 3)
    assert (desk.record.status, desk.record.is_disputed) == (Status.FAILED, False)
    assert not desk.record.is_given


def test_a_step_taken_back_leaves_both_in_the_history() -> None:
    desk, _ = two_desks(Status.DISBURSED)
    desk.step(Status.RECEIVED, 1)
    assert desk.record.signer == Signer("SITI", "istri")
    desk.step(Status.DISBURSED, 2, is_undo=True)
    record = desk.record
    assert (record.status, record.signer, len(record.steps)) == (Status.DISBURSED, None, 2)
    assert record.undoable is None


def test_steps_are_taken_back_one_after_the_other_down_to_the_first_state() -> None:
    desk, _ = two_desks(Status.DECREED)
    desk.step(Status.DISBURSED, 1, on=DAY + timedelta(days=1))
    desk.step(Status.RECEIVED, 2, on=DAY + timedelta(days=2))
    desk.step(Status.DISBURSED, 3, is_undo=True)
    assert desk.record.undoable is not None
    assert desk.record.undoable.to is Status.DISBURSED
    assert desk.record.status_on == DAY + timedelta(days=1)
    desk.step(Status.DECREED, 4, is_undo=True)
    record = desk.record
    assert (record.status, record.undoable) == (Status.DECREED, None)
    assert record.status_on == record.given_on
    assert taken_back(record.steps) == {one.op for one in record.steps if not one.is_undo}
    desk.step(Status.DISBURSED, 5)
    assert desk.record.undoable is not None
    assert len(desk.record.steps) == 5


def test_who_signed_signs_again_when_the_end_is_taken_back() -> None:
    desk, _ = two_desks(Status.DISBURSED)
    desk.step(Status.RECEIVED, 1)
    desk.step(Status.ENDED, 2)
    desk.step(Status.RECEIVED, 3, is_undo=True)
    assert desk.record.signer == Signer("SITI", "istri")


def test_what_was_decided_between_two_is_taken_back_and_nothing_below_it() -> None:
    desk, other = two_desks(Status.DISBURSED)
    desk.step(Status.RECEIVED, 1)
    desk.ops.append(other.step(Status.FAILED, 2))
    desk.step(Status.FAILED, 3)
    assert desk.record.undoable is not None
    desk.step(desk.record.undoable.start, 4, is_undo=True)
    record = desk.record
    assert (record.status, record.undoable) == (Status.RECEIVED, None)


@given(st.lists(st.one_of(st.none(), st.integers(0, 3)), max_size=16))
def test_taking_back_is_a_stack(told: Sequence[int | None]) -> None:
    desk, _ = two_desks(Status.DECREED)
    stack = [Status.DECREED]
    for number, way in enumerate(told, start=1):
        record = desk.record
        if way is not None and record.ways:
            stack.append(record.ways[way % len(record.ways)])
            desk.step(stack[-1], number)
        elif way is None and len(stack) > 1:
            stack.pop()
            assert record.undoable is not None
            desk.step(stack[-1], number, is_undo=True)
        elif way is None:
            assert record.undoable is None
        assert desk.record.status is stack[-1]


def test_what_was_received_stays_given_when_it_ends() -> None:
    desk, _ = two_desks(Status.RECEIVED)
    desk.step(Status.ENDED, 1)
    assert desk.record.is_given
    never, _ = two_desks(Status.DECREED)
    never.step(Status.ENDED, 1)
    assert not never.record.is_given


@pytest.mark.parametrize("start", list(Status))
@pytest.mark.parametrize("to", list(Status))
def test_no_state_is_skipped(start: Status, to: Status) -> None:
    desk, _ = two_desks(start)
    op = desk.step(to, 1)
    desk.ops.remove(op)
    if to in start.ways:
        assert folded([*desk.ops, op]).status is to
    else:
        with pytest.raises(fold.NotUnderstood):
            folded([*desk.ops, op])


deeds = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "meet"]),
        st.sampled_from(["correct", "step", "undo", "void"]),
        st.integers(1, 9),
    ),
    max_size=14,
)


@given(deeds)
def test_the_record_is_the_same_in_whatever_order_the_ops_of_two_desks_come(
    told: Sequence[tuple[str, str, int]],
) -> None:
    first, second = two_desks()
    between: list[list[Op]] = [[], []]
    mine_first, theirs_first = list(first.ops), list(first.ops)

    def meet() -> None:
        mine_first.extend([*between[0], *between[1]])
        theirs_first.extend([*between[1], *between[0]])
        first.ops, second.ops = list(mine_first), list(theirs_first)
        between[0].clear()
        between[1].clear()

    for number, (who, what, value) in enumerate(told, start=1):
        if who == "meet":
            meet()
            continue
        desk = first if who == "a" else second
        op = _deed(desk, what, value, number)
        if op is not None:
            between[0 if who == "a" else 1].append(op)
    meet()
    one, other = folded(mine_first), folded(theirs_first)
    assert _without_void_author(one) == _without_void_author(other)
    assert one.status in one.statuses
    assert one.content in one.contents


def _deed(desk: Desk, what: str, value: int, number: int) -> Op | None:
    record = desk.record
    if what == "correct":
        return desk.correct(value * 100_000, number)
    if what == "void":
        return desk.void(number)
    if what == "undo":
        last = record.undoable
        return desk.step(last.start, number, is_undo=True) if last else None
    ways = record.ways
    return desk.step(ways[value % len(ways)], number) if ways else None


def _without_void_author(record: Intervention) -> tuple[object, ...]:
    """All but who voided it first, which is as the hub's order has it."""
    return (
        record.is_void,
        record.contents,
        record.statuses,
        record.corrections,
        record.steps,
        record.undoable,
        record.status_on,
        record.signer,
        record.is_given,
    )
