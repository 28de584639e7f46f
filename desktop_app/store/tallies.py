"""Counts over the current extract (the schema `extract`), made by the database for reports."""

from __future__ import annotations

from collections import defaultdict

from desktop_app.domain.report import DecileTally
from desktop_app.store.connection import Connection

_FAMILIES = (
    "SELECT coalesce(village, '') AS village, decile_national AS decile, count(*) AS n"
    " FROM extract.family GROUP BY 1, 2"
)
# People count where their family does; whoever has none counts where they are written, unranked.
_PERSONS = (
    "SELECT coalesce(family.village, person.village, '') AS village,"
    " family.decile_national AS decile, count(*) AS n"
    " FROM extract.person LEFT JOIN extract.family ON family.id = person.family_id GROUP BY 1, 2"
)


def decile_tallies(conn: Connection) -> list[DecileTally]:
    """Families and persons of the whole release by village and national decile."""
    families: dict[tuple[str, int | None], int] = defaultdict(int)
    persons: dict[tuple[str, int | None], int] = defaultdict(int)
    for counts, sql in ((families, _FAMILIES), (persons, _PERSONS)):
        for row in conn.execute(sql):
            counts[row["village"], row["decile"]] += row["n"]
    return [
        DecileTally(village, decile, families[village, decile], persons[village, decile])
        for village, decile in sorted(
            families.keys() | persons.keys(), key=lambda key: (key[0], key[1] or 0)
        )
    ]
