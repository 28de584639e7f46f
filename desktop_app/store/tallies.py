"""Counts over a release, made by the database for reports and control totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from typing import Literal

from desktop_app.domain.report import DecileTally
from desktop_app.store.aid_within import in_region
from desktop_app.store.connection import Connection, connect, translated
from desktop_app.store.store import Store, Transaction

_FAMILIES = (
    "SELECT coalesce(village, '') AS village, decile_national AS decile, count(*) AS n"
    " FROM {schema}.family GROUP BY 1, 2"
)
# People count where their family does; whoever has none counts where they are written, unranked.
_PERSONS = (
    "SELECT coalesce(family.village, person.village, '') AS village,"
    " family.decile_national AS decile, count(*) AS n"
    " FROM {schema}.person LEFT JOIN {schema}.family ON family.id = person.family_id GROUP BY 1, 2"
)


def decile_tallies(conn: Connection) -> list[DecileTally]:
    """Families and persons of the whole release in use by village and national decile."""
    return _tallies(conn, "extract")


def kept_tallies(conn: Connection, mark: str) -> list[DecileTally]:
    """The same as they were kept under this mark; none if they were not."""
    rows = conn.execute(
        "SELECT village, decile, families, persons FROM profile_tally WHERE release = ?", (mark,)
    )
    return [DecileTally(**dict(row)) for row in rows]


def keep_tallies(tx: Transaction, mark: str, found: Sequence[DecileTally]) -> None:
    """Keep them under this mark, and no others."""
    tx.conn.execute("DELETE FROM profile_tally")
    tx.conn.executemany(
        "INSERT INTO profile_tally (release, village, decile, families, persons) VALUES (?, ?, ?, ?, ?)",
        [(mark, one.village, one.decile, one.families, one.persons) for one in found],
    )


def decile_tallies_of(store: Store, release_id: str) -> list[DecileTally]:
    """The same of any release that is here."""
    path = store.extract_file(release_id)
    with closing(connect(path, store.key, read_only=True)) as conn, translated():
        return _tallies(conn, "main")


def persons_of(
    conn: Connection,
    region: str,
    deciles: frozenset[int],
    *,
    start: int = 0,
    count: int | None = None,
) -> list[tuple[int, int, int]]:
    """Family, person and decile of the people of families of these deciles, in the order of desa and decile.

    Whoever has no family is counted among those without a decile and cannot be listed by one.
    """
    area = in_region(region, "family.village")
    rows = conn.execute(
        "SELECT family.id AS family_id, person.id AS id, coalesce(family.decile_national, 0) AS decile"
        " FROM extract.family INDEXED BY family_by_village"
        " CROSS JOIN extract.person INDEXED BY person_by_family ON person.family_id = family.id"
        f" WHERE {area.sql} AND coalesce(family.decile_national, 0) IN"
        f" ({', '.join(str(int(one)) for one in sorted(deciles))})"
        " ORDER BY family.village, family.decile_national, family.id, person.id"
        " LIMIT :count OFFSET :start",
        {**area.values, "count": -1 if count is None else count, "start": start},
    )
    return [(row["family_id"], row["id"], row["decile"]) for row in rows]


def families_of_decile(conn: Connection, region: str, decile: int) -> int:
    """How many families of a region have one national decile, by the index alone."""
    area = in_region(region)
    sql = f"SELECT count(*) FROM extract.family INDEXED BY family_by_village WHERE {area.sql} AND decile_national = :decile"
    return int(conn.execute(sql, {**area.values, "decile": decile}).fetchone()[0])


def _tallies(conn: Connection, schema: Literal["extract", "main"]) -> list[DecileTally]:
    families: dict[tuple[str, int | None], int] = defaultdict(int)
    persons: dict[tuple[str, int | None], int] = defaultdict(int)
    for counts, sql in ((families, _FAMILIES), (persons, _PERSONS)):
        for row in conn.execute(sql.format(schema=schema)):
            counts[row["village"], row["decile"]] += row["n"]
    return [
        DecileTally(village, decile, families[village, decile], persons[village, decile])
        for village, decile in sorted(
            families.keys() | persons.keys(), key=lambda key: (key[0], key[1] or 0)
        )
    ]
