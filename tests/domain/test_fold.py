"""Folding ops into records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from desktop_app.domain import fold
from desktop_app.domain.intervention import Intervention
from desktop_app.domain.intervention_history import ToldApart
from desktop_app.domain.op import Author, Op, OpDraft, OpType, write_op
from desktop_app.domain.period import Period
from desktop_app.domain.subject import Subject, SubjectKind
from tests.builders import a_number
from tests.conftest import NOW

SUBJECT = Subject(
    SubjectKind.FAMILY,
    "1",
    "2",
    a_number(3, sequence=1),
    a_number(sequence=1),
    "SLAMET",
    None,
    "33.26.13.2004",
)
RECORDED = {
    "subject": SUBJECT.as_data(),
    "programme": "BLT-DD",
    "programme_version": "BLT-DD@2026-01-01",
    "period": "2026-07",
    "amount": 300_000,
    "quantity": "",
    "given_on": "2026-07-20",
    "funds": "village-fund",
    "agency": "desa",
    "status": "received",
    "note": "",
    "reason": "",
    "warnings": ["double-benefit"],
    "effect_key": "BLT-DD|2026-07|family:1",
    "decile": 2,
}


def an_op(kind: OpType, data: dict[str, object], number: int = 1, version: int = 1) -> Op:
    draft = OpDraft(kind, "i1", "33.26.13.2004", data, base="V3 2026", version=version)
    return write_op(
        draft,
        Author(f"u{number}", "d1", "inc"),
        op_id=f"op{number}",
        dep=None,
        number=number,
        at=NOW + timedelta(hours=number),
        salt="",
    )


def folded(ops: Sequence[Op]) -> Intervention:
    record: fold.Record | None = None
    for op in ops:
        record = fold.fold(record, op)
    assert isinstance(record, Intervention)
    return record


def test_recording_gives_the_record_with_its_subject_and_frozen_decile() -> None:
    record = folded([an_op(OpType.INTERVENTION_RECORDED, RECORDED)])
    assert record.subject == SUBJECT
    assert (record.decile, record.amount, record.release_label) == (2, 300_000, "V3 2026")
    assert record.warnings == ("double-benefit",)
    assert not record.is_void


def test_a_void_stays_and_the_first_gives_the_reason() -> None:
    record = folded(
        [
            an_op(OpType.INTERVENTION_RECORDED, RECORDED, 1),
            an_op(OpType.INTERVENTION_VOIDED, {"reason": "salah orang"}, 2),
            an_op(OpType.INTERVENTION_VOIDED, {"reason": "lain"}, 3),
        ]
    )
    assert record.is_void
    assert (record.void_reason, record.voided_by) == ("salah orang", "u2")
    assert record.amount == 300_000


def test_one_that_was_told_apart_has_a_key_of_its_own_and_the_first_word_stands() -> None:
    key = RECORDED["effect_key"]
    recorded = an_op(OpType.INTERVENTION_RECORDED, RECORDED, 1)
    told = {"effect_key": key, "other": "i0", "reason": "dua kuitansi"}
    apart = an_op(OpType.INTERVENTION_TOLD_APART, told, 2)
    again = an_op(OpType.INTERVENTION_TOLD_APART, {**told, "reason": "lain"}, 3)
    record = folded([recorded, apart, again])
    assert (record.effect_key, record.told_apart) == (
        f"{key}#i1",
        ToldApart("op2", "i0", str(key), "dua kuitansi", "u2", apart.at),
    )
    # Under another key it was another question.
    strange = an_op(OpType.INTERVENTION_TOLD_APART, {**told, "effect_key": "BLT-DD|2025"}, 2)
    assert folded([recorded, strange]) == folded([recorded])
    # In whatever order it comes beside a void, the record is the same.
    void = an_op(OpType.INTERVENTION_VOIDED, {"reason": "salah orang"}, 4)
    assert folded([recorded, apart, void]) == folded([recorded, void, apart])


def test_a_record_of_a_stage_is_one_that_older_programs_put_aside_and_earlier_ones_stay_as_they_are() -> (
    None
):
    staged = {**RECORDED, "period": "2026-T2"}
    assert folded([an_op(OpType.INTERVENTION_RECORDED, staged, version=2)]).period == "2026-T2"
    assert Period.parse("2026-T2").op_version == 2
    before = folded([an_op(OpType.INTERVENTION_RECORDED, RECORDED)])
    assert (before.period, Period.parse(before.period).op_version) == ("2026-07", 1)


@pytest.mark.parametrize(
    "ops",
    [
        [an_op(OpType.INTERVENTION_VOIDED, {"reason": "x"})],
        [an_op(OpType.INTERVENTION_RECORDED, RECORDED, version=3)],
        [an_op(OpType.INTERVENTION_RECORDED, {**RECORDED, "status": "beamed"})],
        [an_op(OpType.INTERVENTION_RECORDED, {"programme": "PKH"})],
        [
            an_op(OpType.INTERVENTION_RECORDED, RECORDED),
            an_op(OpType.INTERVENTION_RECORDED, RECORDED, 2),
        ],
    ],
)
def test_what_does_not_fit_is_not_understood(ops: list[Op]) -> None:
    with pytest.raises(fold.NotUnderstood):
        folded(ops)
