"""Which packages were written and read here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction


@dataclass(frozen=True, slots=True)
class PackageLine:
    """One package in the history; `direction` is ``"out"`` or ``"in"``, `sender` a device id.

    `number` counts the packages this device wrote; `last_op` is the number of its newest op in it.
    """

    id: str
    direction: str
    kind: str
    file_name: str
    bytes: int
    ops: int
    digest: str
    sender: str
    handled_at: datetime
    handled_by: str
    number: int = 0
    last_op: int = 0


def keep(tx: Transaction, line: PackageLine) -> None:
    """Write down a package; one that was handled before keeps its first line."""
    tx.conn.execute(
        "INSERT INTO package (id, direction, kind, file_name, bytes, ops, digest, sender, handled_at, handled_by,"
        " number, last_op) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        (
            line.id,
            line.direction,
            line.kind,
            line.file_name,
            line.bytes,
            line.ops,
            line.digest,
            line.sender,
            line.handled_at.isoformat(timespec="seconds"),
            line.handled_by,
            line.number,
            line.last_op,
        ),
    )


def newest(
    conn: Connection, *, limit: int, direction: str = "", kinds: Collection[str] = ()
) -> list[PackageLine]:
    """The newest packages first, of one direction and of some kinds if given."""
    listed = ", ".join("?" for _ in kinds)
    wanted = f" AND kind IN ({listed})" if kinds else ""
    rows = conn.execute(
        f"SELECT * FROM package WHERE (? = '' OR direction = ?){wanted}"
        " ORDER BY handled_at DESC, number DESC, id LIMIT ?",
        (direction, direction, *sorted(kinds), limit),
    )
    return [
        PackageLine(
            id=row["id"],
            direction=row["direction"],
            kind=row["kind"],
            file_name=row["file_name"],
            bytes=row["bytes"],
            ops=row["ops"],
            digest=row["digest"],
            sender=row["sender"],
            handled_at=datetime.fromisoformat(row["handled_at"]),
            handled_by=row["handled_by"],
            number=row["number"],
            last_op=row["last_op"],
        )
        for row in rows
    ]


def is_known(conn: Connection, package_id: str) -> bool:
    """True if a package with this id was written or taken in here."""
    row = conn.execute("SELECT 1 FROM package WHERE id = ?", (package_id,)).fetchone()
    return row is not None


def next_number(conn: Connection) -> int:
    """The number of the next package written here."""
    row = conn.execute(
        "SELECT coalesce(max(number), 0) + 1 FROM package WHERE direction = 'out'"
    ).fetchone()
    return int(row[0])
