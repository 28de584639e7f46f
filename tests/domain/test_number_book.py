"""Who holds the number book, whatever order the hand-overs come in."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

import pytest

from desktop_app.domain import fold
from desktop_app.domain.number_book import NumberBook, device_code, entity_of
from desktop_app.domain.op import Author, Op, OpDraft, OpType, write_op

OFFICE = "33.26.13"


def handed(
    op_id: str, start: str, to: str, *seen: str, device: str = "", reason: str = "", **more: str
) -> Op:
    draft = OpDraft(
        type=OpType.NUMBER_BOOK_HANDED,
        entity=entity_of(more.get("of", OFFICE)),
        partition=more.get("partition", OFFICE),
        data={"office": OFFICE, "from": start, "to": to, "reason": reason},
        base="",
        seen=seen,
    )
    return write_op(
        draft,
        Author("u", device or start, "i"),
        op_id=op_id,
        dep=None,
        number=1,
        at=datetime(2026, 11, 24, tzinfo=UTC),
        salt="",
    )


def folded(*ops: Op) -> NumberBook:
    record: fold.Record | None = None
    for op in ops:
        record = fold.fold(record, op)
    assert isinstance(record, NumberBook)
    return record


def test_the_last_hand_over_holds() -> None:
    book = folded(handed("1", "a", "b"), handed("2", "b", "c", "1"))
    assert (book.holder, book.is_contested) == ("c", False)
    assert device_code("ab12cd34ef") == "AB12CD34"


def test_two_at_once_are_contested_and_one_holds_in_every_order() -> None:
    first = handed("1", "a", "b")
    given = handed("2", "b", "c", "1")
    taken = handed("3", "b", "a", "1", device="a", reason="rusak")
    books = {folded(*ops) for ops in permutations((first, given, taken))}
    (book,) = books
    assert (book.holder, book.is_contested) == ("c", True)
    assert [one.is_taken for one in book.handed] == [False, False, True]
    settled = folded(first, given, taken, handed("0", "c", "b", "1", "2", "3"))
    assert (settled.holder, settled.is_contested) == ("b", False)


@pytest.mark.parametrize(
    "op",
    [
        handed("1", "a", "b", device="c", reason="x"),
        handed("1", "a", "b", device="b"),
        handed("1", "a", "a"),
        handed("1", "a", "b", partition="33.26.14"),
        handed("1", "a", "b", of="33.26.14"),
    ],
)
def test_nobody_hands_over_what_is_not_theirs(op: Op) -> None:
    with pytest.raises(fold.NotUnderstood):
        fold.fold(None, op)
