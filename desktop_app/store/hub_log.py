"""How far this office and its hub have read each other's ops."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.store.connection import Connection

_BATCH = 500


@dataclass(frozen=True, slots=True)
class LogCursor:
    """How far this device has read the hub's log of one partition."""

    partition: str
    epoch: int
    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class OwnHead:
    """The newest op this device wrote; number 0 and no digest if there is none."""

    number: int
    digest: str


def cursors_of(conn: Connection) -> list[LogCursor]:
    """Every cursor, by partition."""
    rows = conn.execute("SELECT partition, epoch, number, hash FROM cursor ORDER BY partition")
    return [LogCursor(row["partition"], row["epoch"], row["number"], row["hash"]) for row in rows]


def own_head(conn: Connection, device_id: str) -> OwnHead:
    """The newest op of this device."""
    row = conn.execute(
        "SELECT number, digest FROM op WHERE device = ? ORDER BY number DESC LIMIT 1", (device_id,)
    ).fetchone()
    return OwnHead(0, "") if row is None else OwnHead(row["number"], row["digest"])


def digests_of(conn: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The digests of those of these ops that are stored here, by id."""
    found: dict[str, str] = {}
    every = list(ids)
    for start in range(0, len(every), _BATCH):
        some = every[start : start + _BATCH]
        marks = ", ".join("?" for _ in some)
        for row in conn.execute(f"SELECT id, digest FROM op WHERE id IN ({marks})", some):
            found[row["id"]] = row["digest"]
    return found
