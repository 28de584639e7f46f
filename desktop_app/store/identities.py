"""Who is who from release to release: the ids that people and families keep.

An id is 63 bits: 38 random ones for the import that gave it, then a running number, so that no
other import in the world gives the same. Whoever bears a NIK, or a card, that stood in the release
before gets the id they had; people whose NIK was corrected are found afterwards (`recognition`), and those
who were missing for some releases by the comparisons that saw them leave.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from desktop_app import crypto
from desktop_app.domain.extract import FAMILY_ROW, PERSON_ROW, Columns, Value
from desktop_app.store.connection import Connection, connect, translated
from desktop_app.store.store import Store

_RANDOM_BYTES = 5
_NUMBER_BITS = 24
IDS_PER_IMPORT = 1 << _NUMBER_BITS
_NATIONAL_ID = PERSON_ROW.index("national_id")
_PERSON_CARD = PERSON_ROW.index("family_card_no")
_FAMILY_CARD = FAMILY_ROW.index("family_card_no")
_FAMILY_VILLAGE = FAMILY_ROW.index("village")
_DECILE = FAMILY_ROW.index("decile_national")

Home = tuple[Value, Value]
"""The village and the national decile of a family."""


def new_range() -> int:
    """The id before the first one of a new import."""
    return int.from_bytes(crypto.random_bytes(_RANDOM_BYTES)) >> 2 << _NUMBER_BITS


class IdsByNumber:
    """Ids of the release before by NIK or card, in two sorted arrays; each is given away once."""

    def __init__(self, pairs: Iterable[tuple[int, int]] = ()) -> None:
        self._numbers = array("q")
        self._ids = array("q")
        for number, own_id in pairs:
            self._numbers.append(number)
            self._ids.append(own_id)
        self._taken = bytearray(len(self._numbers))

    def __len__(self) -> int:
        return len(self._numbers)

    def take(self, number: Value) -> int | None:
        """The id that goes with this number, the first time it is asked for; else None."""
        if not isinstance(number, str):
            return None
        wanted = int(number)
        at = bisect_left(self._numbers, wanted)
        if at == len(self._numbers) or self._numbers[at] != wanted or self._taken[at]:
            return None
        self._taken[at] = 1
        return self._ids[at]


class Identities:
    """Gives an id to every family and person of one import, and joins members to their card."""

    def __init__(self, before_first: int, earlier: Path | None, key: bytes) -> None:
        self._last = before_first
        self._of_card: dict[str, int] = {}
        self._home_of: dict[int | None, Home] = {}
        self._homes: dict[Home, Home] = {}
        self._families, self._persons = IdsByNumber(), IdsByNumber()
        self._left_families, self._left_persons = IdsByNumber(), IdsByNumber()
        if earlier is not None:
            with closing(connect(earlier, key, read_only=True)) as conn, translated():
                self._families = IdsByNumber(_known(conn, "family", "family_card_no"))
                self._persons = IdsByNumber(_known(conn, "person", "national_id"))

    def remember(self, gone: Gone) -> None:
        """Let those who left with an earlier release, and come back now, bear the id they had."""
        self._left_families = IdsByNumber(sorted(gone.families.items()))
        self._left_persons = IdsByNumber(sorted(gone.persons.items()))

    def of_families(self, families: Columns) -> list[int]:
        """An id for each family; families come before their people."""
        cards = families[_FAMILY_CARD]
        given = self._given(self._families, self._left_families, cards)
        known = self._of_card
        for card, own_id in zip(cards, given, strict=True):
            if isinstance(card, str):
                known.setdefault(card, own_id)
        # There are few homes and many families: each home is kept once.
        homes = list(zip(families[_FAMILY_VILLAGE], families[_DECILE], strict=True))
        self._home_of.update(zip(given, map(self._homes.setdefault, homes, homes), strict=True))
        return given

    def homes_of(self, families: Iterable[int | None]) -> list[Home | None]:
        """The home of each family; None where it has not come yet."""
        return list(map(self._home_of.get, families))

    def of_persons(self, persons: Columns) -> tuple[list[int], list[int | None]]:
        """An id for each person, and that of their family.

        The family is None where no family with that card has come yet.
        """
        given = self._given(self._persons, self._left_persons, persons[_NATIONAL_ID])
        return given, list(map(self._of_card.get, persons[_PERSON_CARD]))  # type: ignore[arg-type]  # None is in no dict

    def _given(self, known: IdsByNumber, left: IdsByNumber, numbers: Sequence[Value]) -> list[int]:
        if not known:
            first, self._last = self._last + 1, self._last + len(numbers)
            return list(range(first, self._last + 1))
        return [known.take(number) or left.take(number) or self._fresh() for number in numbers]

    def _fresh(self) -> int:
        self._last += 1
        return self._last


@dataclass(frozen=True, slots=True)
class Gone:
    """Ids by number of families and people who left with one of the releases before."""

    families: dict[int, int]
    persons: dict[int, int]


def gone_with(store: Store, releases: Iterable[str]) -> Gone:
    """Who left with these releases, the oldest first, as their kept comparisons tell.

    A comparison that was never made tells nothing; whoever left then is new when they come back.
    """
    gone = Gone({}, {})
    for release_id in releases:
        path = store.changes_file(release_id)
        if path.is_file():
            with closing(connect(path, store.key, read_only=True)) as conn, translated():
                for row in conn.execute(_LEFT):
                    kept = gone.families if row["entity"] == "family" else gone.persons
                    kept[row["number"]] = row["own_id"]
    return gone


_LEFT = (
    "SELECT entity, own_id, CAST(old_key AS INTEGER) AS number FROM change"
    " WHERE kind = 'left' AND old_key IS NOT NULL"
)


def _known(conn: Connection, table: str, number: str) -> Iterator[tuple[int, int]]:
    """Numbers with their ids, in order; one that stands twice says nothing."""
    rows = conn.execute(
        f"SELECT CAST({number} AS INTEGER), min(id) FROM {table} WHERE {number} IS NOT NULL"
        f" GROUP BY {number} HAVING count(*) = 1 ORDER BY {number}"
    )
    return ((row[0], row[1]) for row in rows)
