"""What this device recorded, op by op, with the package each went out in and what the hub logged of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.op import Op, read_op
from desktop_app.store.connection import Connection

_PACKED = (
    " LEFT JOIN (SELECT max(number) AS package_number, max(last_op) AS packed_until,"
    " max(handled_at) AS packed_at FROM package WHERE direction = 'out' AND kind = 'naik') ON 1"
)


@dataclass(frozen=True, slots=True)
class OwnOp:
    """An op of this device; `outcome` is empty while it is in no log of the hub.

    `package` is the newest package if that held it, else 0. `was_displaced` says that the hub has
    other bytes under its id.
    """

    op: Op
    outcome: str
    package: int
    packed_at: datetime | None
    was_displaced: bool = False


def newest(conn: Connection, *, limit: int) -> list[OwnOp]:
    """The ops of this device, the one written last first; what was displaced before them."""
    displaced = conn.execute(
        "SELECT raw FROM displaced_op ORDER BY displaced_at DESC LIMIT ?", (limit,)
    ).fetchall()
    found = [
        OwnOp(read_op(bytes(row["raw"])), "", 0, None, was_displaced=True) for row in displaced
    ]
    rows = conn.execute(
        "SELECT raw, number, outcome, log_number, package_number, packed_until, packed_at"
        f" FROM op{_PACKED} WHERE is_own = 1 ORDER BY position DESC LIMIT ?",
        (limit,),
    )
    for row in rows:
        is_packed = row["log_number"] is None and row["number"] <= (row["packed_until"] or 0)
        found.append(
            OwnOp(
                read_op(bytes(row["raw"])),
                row["outcome"],
                row["package_number"] if is_packed else 0,
                datetime.fromisoformat(row["packed_at"]) if is_packed else None,
            )
        )
    return found


def count(conn: Connection) -> int:
    """How many ops of this device there are."""
    return int(conn.execute("SELECT count(*) FROM op WHERE is_own = 1").fetchone()[0])
