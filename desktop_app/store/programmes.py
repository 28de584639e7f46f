"""The revisions of the catalogue.

Each is one op that never changes, so the op is the record and there is no second table to keep.
"""

from __future__ import annotations

from desktop_app.domain import fold
from desktop_app.domain.op import read_op
from desktop_app.domain.programme_revision import ProgrammeRevision
from desktop_app.store.connection import Connection, Row
from desktop_app.store.op_order import FOLDED, IN_ORDER


def revisions_of(conn: Connection) -> list[ProgrammeRevision]:
    """Every revision this office knows, its own and those that came to it."""
    # A range of entities, which are indexed; ":" is followed by ";".
    rows = conn.execute(
        "SELECT entity, raw FROM op WHERE entity >= 'programme:' AND entity < 'programme;'"
        f" AND is_understood = 1 AND {FOLDED} ORDER BY {IN_ORDER}"
    )
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row["entity"], row)
    return [_revision(row) for row in first.values()]


def revision_of(conn: Connection, revision_id: str) -> ProgrammeRevision | None:
    """The revision with this id."""
    if not revision_id.startswith("programme:"):
        return None
    row = conn.execute(
        f"SELECT raw FROM op WHERE entity = ? AND is_understood = 1 AND {FOLDED} ORDER BY {IN_ORDER} LIMIT 1",
        (revision_id,),
    ).fetchone()
    return None if row is None else _revision(row)


def _revision(row: Row) -> ProgrammeRevision:
    made = fold.fold(None, read_op(bytes(row["raw"])))
    assert isinstance(made, ProgrammeRevision)  # no other op names such an entity
    return made
