"""What offices add to the catalogue: revisions of programmes, and settings.

A revision is one op that never changes, and of a setting the last op says all, so the op is the
record and there is no second table to keep.
"""

from __future__ import annotations

from desktop_app.domain import fold
from desktop_app.domain.catalogue_setting import SettingChange
from desktop_app.domain.op import read_op
from desktop_app.domain.programme_revision import ProgrammeRevision
from desktop_app.store.connection import Connection, Row
from desktop_app.store.op_order import FOLDED, IN_ORDER

_REVISIONS, _SETTINGS = "programme:", "catalogue:"


def revisions_of(conn: Connection) -> list[ProgrammeRevision]:
    """Every revision this office knows, its own and those that came to it."""
    first: dict[str, Row] = {}
    for row in _rows(conn, _REVISIONS):
        first.setdefault(row["entity"], row)
    return [_revision(row) for row in first.values()]


def revision_of(conn: Connection, revision_id: str) -> ProgrammeRevision | None:
    """The revision with this id."""
    rows = _rows_of(conn, _REVISIONS, revision_id)
    return _revision(rows[0]) if rows else None


def changes_of(conn: Connection) -> list[SettingChange]:
    """What was set last in each region, setting by setting."""
    last = {row["entity"]: row for row in _rows(conn, _SETTINGS)}
    return [_change(row) for row in last.values()]


def change_of(conn: Connection, change_id: str) -> SettingChange | None:
    """What was set last under this id."""
    rows = _rows_of(conn, _SETTINGS, change_id)
    return _change(rows[-1]) if rows else None


def _rows(conn: Connection, prefix: str) -> list[Row]:
    # A range of entities, which are indexed; ":" is followed by ";".
    return conn.execute(
        "SELECT entity, raw FROM op WHERE entity >= ? AND entity < ?"
        f" AND is_understood = 1 AND {FOLDED} ORDER BY {IN_ORDER}",
        (prefix, f"{prefix[:-1]};"),
    ).fetchall()


def _rows_of(conn: Connection, prefix: str, entity: str) -> list[Row]:
    if not entity.startswith(prefix):
        return []
    return conn.execute(
        f"SELECT raw FROM op WHERE entity = ? AND is_understood = 1 AND {FOLDED} ORDER BY {IN_ORDER}",
        (entity,),
    ).fetchall()


def _revision(row: Row) -> ProgrammeRevision:
    made = fold.fold(None, read_op(bytes(row["raw"])))
    assert isinstance(made, ProgrammeRevision)  # no other op names such an entity
    return made


def _change(row: Row) -> SettingChange:
    made = fold.fold(None, read_op(bytes(row["raw"])))
    assert isinstance(made, SettingChange)  # no other op names such an entity
    return made
