"""Whose premium of health insurance is paid, by whom, and whose is not."""

from __future__ import annotations

import json

from desktop_app.domain.gap import Premium, PremiumTally
from desktop_app.store import hints
from desktop_app.store.connection import Connection

_VILLAGE = "coalesce(family.village, person.village, '')"


def tallies(conn: Connection, region: str) -> list[PremiumTally]:
    """Everybody within a region, counted once: where their family lives, else where they are written."""
    rows = conn.execute(
        f"SELECT {_VILLAGE} AS village, coalesce(family.decile_national, 0) AS decile,"
        f" {hints.premium()} AS premium, count(*) AS n FROM extract.person NOT INDEXED"
        " LEFT JOIN extract.family ON family.id = person.family_id"
        f" WHERE {hints.inside(region, _VILLAGE)} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        {"region": region},
    )
    return [
        PremiumTally(row["village"], row["decile"], Premium(row["premium"]), row["n"])
        for row in rows
    ]


def persons_of(
    conn: Connection,
    region: str,
    premiums: frozenset[Premium],
    *,
    deciles: frozenset[int],
    start: int = 0,
    count: int | None = None,
) -> list[tuple[int, int, int]]:
    """Family, person and decile of the people whose premium is paid in one of these ways, in the order of desa and decile."""
    rows = conn.execute(
        "SELECT family.id AS family_id, person.id AS id, coalesce(family.decile_national, 0) AS decile"
        " FROM extract.family INDEXED BY family_by_village"
        " CROSS JOIN extract.person INDEXED BY person_by_family ON person.family_id = family.id"
        f" WHERE {hints.inside(region, 'family.village')}"
        f" AND coalesce(family.decile_national, 0) IN ({hints.listed(deciles)})"
        f" AND {hints.premium()} IN (SELECT value FROM json_each(:premiums))"
        " ORDER BY family.village, family.decile_national, family.id, person.id LIMIT :count OFFSET :start",
        {
            "region": region,
            "premiums": json.dumps(sorted(premiums)),
            "count": -1 if count is None else count,
            "start": start,
        },
    )
    return [(row["family_id"], row["id"], row["decile"]) for row in rows]
