"""Questions that offices keep; the last op of each says all, so there is no second table to keep."""

from __future__ import annotations

from desktop_app.domain import fold
from desktop_app.domain.op import read_op
from desktop_app.domain.saved_question import SavedQuestion
from desktop_app.store.connection import Connection, Row
from desktop_app.store.op_order import FOLDED, IN_ORDER

_PREFIX = "question:"


def questions_of(conn: Connection) -> list[SavedQuestion]:
    """Every question that is not deleted, this office's own and those that came to it, by name."""
    # A range of entities, which are indexed; ":" is followed by ";".
    rows = conn.execute(
        "SELECT entity, raw FROM op WHERE entity >= ? AND entity < ?"
        f" AND is_understood = 1 AND {FOLDED} ORDER BY {IN_ORDER}",
        (_PREFIX, f"{_PREFIX[:-1]};"),
    ).fetchall()
    last = [_question(row) for row in {row["entity"]: row for row in rows}.values()]
    return sorted(
        (one for one in last if not one.is_deleted), key=lambda one: (one.name.casefold(), one.id)
    )


def question_of(conn: Connection, question_id: str) -> SavedQuestion | None:
    """What was said last of the question with this id, deleted or not."""
    history = history_of(conn, question_id)
    return history[-1] if history else None


def history_of(conn: Connection, question_id: str) -> list[SavedQuestion]:
    """What was said of a question, the first word first."""
    if not question_id.startswith(_PREFIX):
        return []
    rows = conn.execute(
        f"SELECT raw FROM op WHERE entity = ? AND is_understood = 1 AND {FOLDED} ORDER BY {IN_ORDER}",
        (question_id,),
    ).fetchall()
    return [_question(row) for row in rows]


def _question(row: Row) -> SavedQuestion:
    made = fold.fold(None, read_op(bytes(row["raw"])))
    assert isinstance(made, SavedQuestion)  # no other op names such an entity
    return made
