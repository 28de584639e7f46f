"""Which bytes of evidence an office has to send, and which somebody reads about and lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction

# The newest first: what is asked for today is about what was recorded lately.
_STANDING = (
    "SELECT evidence.digest, max(evidence.recorded_at) AS at FROM evidence"
    " {where} GROUP BY evidence.digest ORDER BY at DESC, evidence.digest"
)
_UNSENT = (
    "SELECT evidence.digest, min(evidence.recorded_at) AS at FROM evidence"
    " WHERE withdrawn_at IS NULL AND digest NOT IN (SELECT digest FROM attachment_sent)"
    " AND EXISTS (SELECT 1 FROM op WHERE op.entity = evidence.id AND op.is_own = 1"
    " AND op.type = 'evidence.attached') GROUP BY evidence.digest ORDER BY at, evidence.digest"
)


def unsent(conn: Connection) -> list[str]:
    """What this device attached and never put into a package, the oldest first."""
    return [row["digest"] for row in conn.execute(_UNSENT)]


def note_sent(tx: Transaction, digests: Iterable[str], package_id: str) -> None:
    """Write down that these lie in a package."""
    tx.conn.executemany(
        "INSERT OR REPLACE INTO attachment_sent (digest, package_id, sent_at) VALUES (?, ?, ?)",
        [(digest, package_id, tx.at.isoformat(timespec="seconds")) for digest in digests],
    )


def standing(conn: Connection) -> list[str]:
    """What evidence speaks of that nobody has withdrawn, the newest first."""
    sql = _STANDING.format(where="WHERE withdrawn_at IS NULL")
    return [row["digest"] for row in conn.execute(sql)]


def standing_by_record(conn: Connection) -> dict[str, str]:
    """The same by the record of each piece of evidence."""
    rows = conn.execute("SELECT id, digest FROM evidence WHERE withdrawn_at IS NULL")
    return {row["id"]: row["digest"] for row in rows}


def standing_in(conn: Connection, partitions: Collection[str]) -> list[str]:
    """What stands, of records that live in the logs of these partitions; for a hub."""
    listed = ", ".join("?" for _ in partitions)
    sql = _STANDING.format(
        where="JOIN record_state ON record_state.entity = evidence.id"
        f" WHERE withdrawn_at IS NULL AND record_state.partition IN ({listed})"
    )
    return [row["digest"] for row in conn.execute(sql, sorted(partitions))]
