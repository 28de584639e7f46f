"""What offices add to the catalogue: revisions of programmes, and settings.

A revision is one op that never changes, and of a setting the newest op says all, so the op is the
record and there is no second table to keep.
"""

from __future__ import annotations

from desktop_app.domain import fold
from desktop_app.domain.catalogue_setting import SettingChange
from desktop_app.domain.op import read_op
from desktop_app.domain.programme_revision import ProgrammeRevision
from desktop_app.store.connection import Connection, Row

_REVISIONS, _SETTINGS = "programme:", "catalogue:"


def revisions_of(conn: Connection) -> list[ProgrammeRevision]:
    """Every revision this office knows, its own and those that came to it."""
    made = (fold.fold(None, read_op(raw)) for raw in _raws(conn, _REVISIONS))
    return [one for one in made if isinstance(one, ProgrammeRevision)]


def revision_of(conn: Connection, revision_id: str) -> ProgrammeRevision | None:
    """The revision with this id."""
    made = _record(conn, _REVISIONS, revision_id, order="ASC")
    assert made is None or isinstance(made, ProgrammeRevision)  # no other op names such an entity
    return made


def changes_of(conn: Connection) -> list[SettingChange]:
    """What was set last in each region, setting by setting."""
    made = (fold.fold(None, read_op(raw)) for raw in _raws(conn, _SETTINGS))
    newest = {one.id: one for one in made if isinstance(one, SettingChange)}
    return list(newest.values())


def change_of(conn: Connection, change_id: str) -> SettingChange | None:
    """What was set last under this id."""
    made = _record(conn, _SETTINGS, change_id, order="DESC")
    assert made is None or isinstance(made, SettingChange)  # no other op names such an entity
    return made


def _raws(conn: Connection, prefix: str) -> list[bytes]:
    # A range of entities, which are indexed; ":" is followed by ";".
    rows = conn.execute(
        "SELECT raw FROM op WHERE entity >= ? AND entity < ? AND is_understood = 1"
        " ORDER BY position",
        (prefix, f"{prefix[:-1]};"),
    )
    return [bytes(row["raw"]) for row in rows]


def _record(conn: Connection, prefix: str, entity: str, *, order: str) -> fold.Record | None:
    if not entity.startswith(prefix):
        return None
    row: Row | None = conn.execute(
        "SELECT raw FROM op WHERE entity = ? AND is_understood = 1"
        f" ORDER BY position {order} LIMIT 1",
        (entity,),
    ).fetchone()
    return None if row is None else fold.fold(None, read_op(bytes(row["raw"])))
