"""Ops: the bytes are the truth."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.op import Author, Op, OpDraft, OpType, read_op, write_op
from desktop_app.errors import Code, UserError
from tests.conftest import NOW

AUTHOR = Author("u1", "d1", "i1")
VALUES = st.none() | st.integers(-(10**12), 10**12) | st.text(max_size=40)


def an_op(data: dict[str, object]) -> Op:
    draft = OpDraft(
        OpType.INTERVENTION_RECORDED, "e1", "33.26.13.2004", data, base="V3 2026", seen=("a", "b")
    )
    return write_op(draft, AUTHOR, op_id="op1", dep="op0", number=7, at=NOW, salt="00" * 12)


@given(st.dictionaries(st.text(min_size=1, max_size=12), VALUES, max_size=6))
def test_reading_the_bytes_of_an_op_gives_the_op(data: dict[str, object]) -> None:
    op = an_op(data)
    assert read_op(op.raw) == op
    assert op.data == data
    assert (op.dep, op.seen, op.number, op.at) == ("op0", ("a", "b"), 7, NOW)


def test_a_field_of_a_newer_program_is_kept_in_the_bytes_and_read_over() -> None:
    body = json.loads(an_op({}).raw)
    body["future"] = {"x": 1}
    raw = json.dumps(body).encode()
    assert read_op(raw).raw == raw


def test_any_change_of_the_bytes_changes_the_digest() -> None:
    op = an_op({"amount": 300_000})
    assert read_op(op.raw.replace(b"300000", b"300001")).digest != op.digest


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b"null", b'{"id":1}', b"\xff", an_op({}).raw.replace(b"+00:00", b"")]
)
def test_bytes_that_are_no_op_are_refused_by_name(raw: bytes) -> None:
    with pytest.raises(UserError) as caught:
        read_op(raw)
    assert caught.value.code is Code.PACKAGE_INCONSISTENT


@given(st.binary(max_size=200))
def test_no_bytes_at_all_bring_the_reader_down(raw: bytes) -> None:
    with pytest.raises(UserError):
        read_op(raw)
