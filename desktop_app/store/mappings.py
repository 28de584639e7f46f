"""The mappings that an office has saved."""

from __future__ import annotations

from datetime import datetime

from desktop_app.domain.mapping import SavedMapping
from desktop_app.store.connection import Connection, Row
from desktop_app.store.store import Transaction

_SAVED = (
    "SELECT mapping.name, mapping.text, mapping.saved_at, coalesce(user.full_name, mapping.saved_by) AS saved_by"
    " FROM mapping LEFT JOIN user ON user.id = mapping.saved_by"
)


def mappings_of(conn: Connection) -> list[SavedMapping]:
    """Every mapping, by name."""
    return [_saved(row) for row in conn.execute(f"{_SAVED} ORDER BY mapping.name")]


def mapping_named(conn: Connection, name: str) -> SavedMapping | None:
    """The mapping of this name, whatever its case."""
    row = conn.execute(f"{_SAVED} WHERE mapping.name = ?", (name,)).fetchone()
    return None if row is None else _saved(row)


def keep(tx: Transaction, name: str, text: str) -> None:
    """Keep a mapping; one of the same name gives way to it."""
    tx.conn.execute("DELETE FROM mapping WHERE name = ?", (name,))
    tx.conn.execute(
        "INSERT INTO mapping (name, text, saved_by, saved_at) VALUES (?, ?, ?, ?)",
        (name, text, tx.author.user_id, tx.at.isoformat(timespec="seconds")),
    )


def forget(tx: Transaction, name: str) -> None:
    """Take a mapping away."""
    tx.conn.execute("DELETE FROM mapping WHERE name = ?", (name,))


def _saved(row: Row) -> SavedMapping:
    return SavedMapping(
        name=row["name"],
        text=row["text"],
        saved_by=row["saved_by"],
        saved_at=datetime.fromisoformat(row["saved_at"]),
    )
