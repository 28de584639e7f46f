"""How much of which kind of data lies here: counts for a paper, never a row."""

from __future__ import annotations

from datetime import date

from desktop_app.store import hints
from desktop_app.store.connection import Connection

_RECORDS = (
    "intervention",
    "proposal",
    "local_fact",
    "ground_check",
    "letter",
    "evidence",
    "matched_row",
)


def record_counts(conn: Connection) -> dict[str, int]:
    """How many records of each kind there are, by the name of their table."""
    return {
        table: int(conn.execute(f"SELECT count(*) FROM main.{table}").fetchone()[0])
        for table in _RECORDS
    }


def children_in_use(conn: Connection, day: date) -> int:
    """How many people of the release in use were under age on a day."""
    row = conn.execute(
        f"SELECT count(*) FROM extract.person WHERE {hints.is_minor(day)}"
    ).fetchone()
    return int(row[0])
