"""Everybody whom a search means, in the order of their names, a page at a time.

A page is reached by the name it begins after, never by counting from the top, so that the last page
of a million people costs what the first one does. Two ways lead to it: few people are gathered from
the index of words and sorted; many are met soon enough on a walk through the names in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.marks import region_mark
from desktop_app.store.connection import Connection
from desktop_app.store.within import Term, Within, matching

_FEW = 3_000
"""People below whom sorting all of them is quicker than walking past everybody else."""
_MANY = 50_000
"""People above whom asking for each desa by itself is quicker than looking at all of them."""


@dataclass(frozen=True, slots=True, order=True)
class NameKey:
    """A place in the list: behind this person. The one before everybody is the default."""

    folded: str = ""
    id: int = -1


@dataclass(frozen=True, slots=True)
class NameList:
    """Who is meant: people with a term of each group of any reading, inside these limits.

    No reading means everybody inside.
    """

    readings: Sequence[Sequence[Sequence[Term]]]
    within: Within

    def count(self, conn: Connection) -> int:
        """How many there are."""
        if not self._wanted:
            condition, values = self.within.by_aid("id")
            source = f"words.name WHERE {condition}"
        else:
            condition, values = self.within.by_aid("rowid")
            source = f"words.name_words WHERE name_words MATCH ? AND {condition}"
            values = [self._wanted, *values]
        return int(conn.execute(f"SELECT count(*) FROM {source}", values).fetchone()[0])

    def page(self, conn: Connection, after: NameKey, limit: int, count: int) -> list[NameKey]:
        """The next people behind a place, of `count` in all."""
        source, values = self._source(count)
        rows = conn.execute(
            f"SELECT name.folded, name.id FROM {source} AND (name.folded, name.id) > (?, ?)"
            " ORDER BY name.folded, name.id LIMIT ?",
            (*values, after.folded, after.id, limit),
        )
        return [NameKey(row["folded"], row["id"]) for row in rows]

    def places(self, conn: Connection, every: int, count: int) -> list[NameKey]:
        """The places behind which each page of `every` people begins, of `count` people in all."""
        source, values = self._source(count)
        rows = conn.execute(
            "SELECT folded, id FROM (SELECT name.folded, name.id,"
            f" row_number() OVER (ORDER BY name.folded, name.id) AS place FROM {source})"
            " WHERE place % ? = 0",
            (*values, every),
        )
        return [NameKey(), *(NameKey(row["folded"], row["id"]) for row in rows)]

    def villages(self, conn: Connection, codes: Sequence[str], count: int) -> dict[str, int]:
        """How many of `count` people live in each of these desa; those without anybody left out."""
        marks = {region_mark(code): code for code in codes}
        if count > _MANY:
            numbers = {
                code: replace(self, within=replace(self.within, village=code)).count(conn)
                for code in codes
            }
            return {code: n for code, n in numbers.items() if n}
        source, values = self._source(0)
        found: Counter[str] = Counter()
        rows = conn.execute(
            "SELECT place.marks, people.n FROM"
            f" (SELECT name.place, count(*) AS n FROM {source} GROUP BY name.place) people"
            " JOIN words.place ON place.id = people.place",
            values,
        )
        for row in rows:
            for mark in marks.keys() & row["marks"].split():
                found[marks[mark]] += row["n"]
        return dict(found)

    @property
    def _wanted(self) -> str:
        readings = [f"({matching(groups)})" for groups in self.readings if groups]
        limits = matching(self.within.marks())
        return " AND ".join(
            filter(None, [f"({' OR '.join(readings)})" if readings else "", limits])
        )

    def _source(self, count: int) -> tuple[str, list[str]]:
        condition, values = self.within.by_aid("name.id")
        if not self._wanted:
            return f"words.name INDEXED BY name_by_folded WHERE {condition}", values
        if count < _FEW:
            return (
                "words.name_words CROSS JOIN words.name ON name.id = name_words.rowid"
                f" WHERE name_words MATCH ? AND {condition}",
                [self._wanted, *values],
            )
        return (
            "words.name INDEXED BY name_by_folded WHERE name.id IN"
            f" (SELECT rowid FROM words.name_words WHERE name_words MATCH ?) AND {condition}",
            [self._wanted, *values],
        )
