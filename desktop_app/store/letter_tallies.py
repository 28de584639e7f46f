"""Counts over the register of letters: by desa, kind and month of their date."""

from __future__ import annotations

from desktop_app.domain.period import Period
from desktop_app.domain.register import LetterTally
from desktop_app.store.aid_within import in_region
from desktop_app.store.connection import Connection


def tallies(conn: Connection, region: str, period: Period | None = None) -> list[LetterTally]:
    """Every letter about a region, dated within a period if one is given."""
    area = in_region(region)
    dated = "1 = 1" if period is None else "dated BETWEEN :first AND :last"
    rows = conn.execute(
        "SELECT village, kind, substr(dated, 1, 7) AS month, count(*) AS n,"
        " count(CASE WHEN cancelled_at IS NULL THEN handed_over_at END) AS handed_over,"
        " count(cancelled_at) AS cancelled FROM main.letter"
        f" WHERE {area.sql} AND {dated} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        {
            **area.values,
            "first": None if period is None else period.first_day.isoformat(),
            "last": None if period is None else period.last_day.isoformat(),
        },
    )
    return [
        LetterTally(
            row["village"],
            row["kind"],
            row["month"],
            row["n"],
            row["handed_over"],
            row["cancelled"],
        )
        for row in rows
    ]


def count(conn: Connection) -> int:
    """All letters of the register."""
    return int(conn.execute("SELECT count(*) FROM main.letter").fetchone()[0])
