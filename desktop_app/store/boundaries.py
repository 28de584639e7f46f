"""The boundaries of desa that the office has loaded, and where they came from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from desktop_app.domain.boundary import Boundary, BoundarySource, Place
from desktop_app.store import settings
from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction

_SOURCE = "boundaries"


def put(tx: Transaction, boundaries: Sequence[Boundary], name: str) -> None:
    """Keep these in the place of all others."""
    tx.conn.execute("DELETE FROM boundary")
    tx.conn.executemany(
        "INSERT INTO boundary (village, rings) VALUES (?, ?)",
        ((one.village, json.dumps(one.rings, separators=(",", ":"))) for one in boundaries),
    )
    settings.put(
        tx,
        _SOURCE,
        {
            "name": name,
            "villages": len(boundaries),
            "loaded_at": tx.at.isoformat(timespec="seconds"),
            "loaded_by": tx.author.user_id,
        },
    )


def remove(tx: Transaction) -> None:
    """Keep none."""
    tx.conn.execute("DELETE FROM boundary")
    settings.put(tx, _SOURCE, None)


def all_of(conn: Connection) -> dict[str, Boundary]:
    """Every boundary by desa."""
    rows = conn.execute("SELECT village, rings FROM boundary ORDER BY village")
    return {
        row["village"]: Boundary(row["village"], tuple(map(_ring, json.loads(row["rings"]))))
        for row in rows
    }


def source_of(conn: Connection) -> BoundarySource | None:
    """Where they came from; None if there are none."""
    held = settings.get(conn, _SOURCE)
    if held is None:
        return None
    row = conn.execute("SELECT full_name FROM user WHERE id = ?", (held["loaded_by"],)).fetchone()
    return BoundarySource(
        held["name"],
        held["villages"],
        datetime.fromisoformat(held["loaded_at"]),
        held["loaded_by"] if row is None else row["full_name"],
    )


def _ring(given: list[list[float]]) -> tuple[Place, ...]:
    return tuple((x, y) for x, y in given)
