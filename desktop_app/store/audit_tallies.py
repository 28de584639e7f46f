"""Counts over the log of deeds: by person, month and what was done."""

from __future__ import annotations

from datetime import datetime

from desktop_app.domain.audit_summary import GROUP_OF, DeedGroup, DeedTally
from desktop_app.store.connection import Connection

_GROUP = " ".join(f"WHEN '{deed}' THEN '{group.value}'" for deed, group in GROUP_OF.items())


def tallies(
    conn: Connection, since: datetime | None = None, until: datetime | None = None
) -> list[DeedTally]:
    """Every line of the log from one moment until before another."""
    rows = conn.execute(
        f"SELECT user_id, strftime('%Y-%m', at, '+7 hours') AS month, CASE deed {_GROUP}"
        f" ELSE '{DeedGroup.OTHER.value}' END AS deed_group, count(*) AS n,"
        " coalesce(sum(CAST(facts ->> '$.rows' AS INTEGER)), 0) AS rows FROM main.audit"
        " WHERE (:since IS NULL OR at >= :since) AND (:until IS NULL OR at < :until)"
        " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        {
            "since": None if since is None else since.isoformat(timespec="seconds"),
            "until": None if until is None else until.isoformat(timespec="seconds"),
        },
    )
    return [
        DeedTally(row["user_id"], row["month"], DeedGroup(row["deed_group"]), row["n"], row["rows"])
        for row in rows
    ]
