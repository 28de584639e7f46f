"""Who holds the number book of an office; its ops are the record, there is no second table to keep."""

from __future__ import annotations

from desktop_app.domain import fold
from desktop_app.domain.number_book import NumberBook, entity_of
from desktop_app.domain.op import OpType, read_op
from desktop_app.store.connection import Connection
from desktop_app.store.op_order import FOLDED, IN_ORDER

_PREFIX = entity_of("")


def book_of(conn: Connection, book_id: str) -> NumberBook | None:
    """The book with this id, with every hand-over; None while it was never handed over."""
    if not book_id.startswith(_PREFIX):
        return None
    made: fold.Record | None = None
    for row in conn.execute(
        f"SELECT raw FROM op WHERE entity = ? AND is_understood = 1 AND {FOLDED} ORDER BY {IN_ORDER}",
        (book_id,),
    ):
        made = fold.fold(made, read_op(bytes(row["raw"])))
    return made if isinstance(made, NumberBook) else None


def first_issuer(conn: Connection, office: str) -> str:
    """The device that issued the first letter of an office; empty if there is none."""
    row = conn.execute(
        "SELECT op.device FROM letter JOIN op ON op.entity = letter.id AND op.type = ?"
        " WHERE letter.office = ? ORDER BY letter.issued_at, letter.id LIMIT 1",
        (OpType.LETTER_ISSUED.value, office),
    ).fetchone()
    return "" if row is None else str(row["device"])
