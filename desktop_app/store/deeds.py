"""The last deeds of a person, read from the audit: it is written with each of them, and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop_app.store.connection import Connection

_NEWEST = 20_000
"""How far back lines are looked at: more than one person writes in a week, long lists included."""
_BATCH = "json_extract(facts, '$.batch')"


@dataclass(frozen=True, slots=True)
class NotedDeed:
    """One deed, or `total` of them that were done in one go; `first` and `last` are numbers of lines."""

    deed: str
    subject: str
    batch: str
    at: datetime
    facts: Mapping[str, str | int]
    first: int
    last: int
    total: int


def newest(
    conn: Connection, deeds: Collection[str], *, by: str, since: datetime, limit: int
) -> list[NotedDeed]:
    """The newest deeds of these kinds by one person, those of a batch as one."""
    marks = ", ".join("?" for _ in deeds)
    rows = conn.execute(
        "SELECT deed, subject, facts, coalesce(batch, '') AS batch, max(at) AS at,"
        " min(number) AS first, max(number) AS last, count(*) AS total FROM ("
        f" SELECT number, deed, subject, at, facts, {_BATCH} AS batch FROM audit"
        " WHERE number > (SELECT coalesce(max(number), 0) FROM audit) - ?"
        f" AND user_id = ? AND at >= ? AND deed IN ({marks}))"
        " GROUP BY deed, coalesce(batch, number) ORDER BY last DESC LIMIT ?",
        (_NEWEST, by, since.isoformat(timespec="seconds"), *deeds, limit),
    )
    return [
        NotedDeed(
            deed=row["deed"],
            subject=row["subject"],
            batch=row["batch"],
            at=datetime.fromisoformat(row["at"]),
            facts=json.loads(row["facts"]),
            first=row["first"],
            last=row["last"],
            total=row["total"],
        )
        for row in rows
    ]


def subjects_of(conn: Connection, noted: NotedDeed) -> list[str]:
    """What a deed was about; for a batch all of it, in the order of the deeds."""
    if not noted.batch:
        return [noted.subject]
    rows = conn.execute(
        f"SELECT subject FROM audit WHERE number BETWEEN ? AND ? AND deed = ? AND {_BATCH} = ?"
        " ORDER BY number",
        (noted.first, noted.last, noted.deed, noted.batch),
    )
    return [str(row["subject"]) for row in rows]
