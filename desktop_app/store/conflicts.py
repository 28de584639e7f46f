"""Which records are disputed, and on which computers their ops were written."""

from __future__ import annotations

from desktop_app.store.connection import Connection


def disputed_ids(conn: Connection) -> list[str]:
    """The records that wait for a decision, the one that was recorded last first."""
    rows = conn.execute(
        "SELECT id FROM intervention WHERE is_disputed = 1 AND voided_at IS NULL"
        " ORDER BY recorded_at DESC, id"
    )
    return [row["id"] for row in rows]


def writers_of(conn: Connection, entity: str) -> dict[str, str]:
    """The device of every op about a record, by the op's id."""
    rows = conn.execute("SELECT id, device FROM op WHERE entity = ?", (entity,))
    return {row["id"]: row["device"] for row in rows}
