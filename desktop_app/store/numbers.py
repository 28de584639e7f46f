"""Finding a NIK or a family card by any part of it.

Problem: an index answers for beginnings only, and people say the last digits. Choice: the numbers of a
release stand in memory in their order, made by SQLite from its own indexes when first asked for and kept
while the release is in use. Their first six digits, the district, are few and stand apart with the run of
numbers that begin so; the ten others stand one after the other in one text, and to look through the eleven
megabytes of a kabupaten takes some milliseconds. It holds nothing but numbers and is never written anywhere.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from desktop_app.store.connection import Connection

_HEAD, _TAIL = 6, 10
_WIDTH = _TAIL + 1
_PLENTY = 2_000
_AFTER_ALL_DIGITS = ":"
_NATIONAL_IDS = "national_id", "extract.person INDEXED BY person_by_national_id"
_CARDS = "family_card_no", "extract.family INDEXED BY family_by_card"


class Numbers:
    """Numbers of sixteen digits, in order."""

    def __init__(self, heads: list[str], counts: list[int], tails: bytes | bytearray) -> None:
        """`heads` with how many numbers begin so; `tails` the rest of each, with a mark behind it."""
        self._heads = heads
        self._starts = [0, *accumulate(counts)]
        self._tails = tails

    @classmethod
    def of(cls, conn: Connection, column: str, source: str) -> Numbers:
        """The numbers of one column, read in the order of its index."""
        whole = f"length({column}) = {_HEAD + _TAIL}"
        heads: list[str] = []
        counts: list[int] = []
        tails = bytearray()
        after = ""
        # Head by head, or SQLite would sort a million of them in memory.
        while True:
            first = conn.execute(
                f"SELECT {column} FROM {source} WHERE {column} > ? AND {whole} ORDER BY {column} LIMIT 1",
                (after,),
            ).fetchone()
            if first is None:
                return cls(heads, counts, tails)
            head = first[0][:_HEAD]
            after = head + _AFTER_ALL_DIGITS
            run = conn.execute(
                "SELECT count(*), CAST(group_concat(tail, '|') || '|' AS BLOB) FROM"
                f" (SELECT substr({column}, {_HEAD + 1}) AS tail FROM {source}"
                f" WHERE {column} > ? AND {column} < ? AND {whole} ORDER BY {column})",
                (head, after),
            ).fetchone()
            heads.append(head)
            counts.append(run[0])
            tails += run[1]

    def having(self, digits: str, limit: int) -> list[str]:
        """Numbers that have these digits side by side, those that end with them first."""
        found = list(self._found(digits, _PLENTY))
        ending = [number for number in found if number.endswith(digits)]
        if len(found) == _PLENTY and len(ending) < limit:
            # So many that the look ended early: those that end so have not all been seen.
            ending = list(self._in_tails(f"{digits}|", limit))
        return list(dict.fromkeys([*ending, *found]))[:limit]

    def _found(self, digits: str, limit: int) -> Iterator[str]:
        count = 0
        for number in self._in_tails(digits, limit):
            yield number
            count += 1
        for at, head in enumerate(self._heads):
            for place in self._places_from(at, head, digits):
                if count >= limit:
                    return
                yield self._number(place)
                count += 1

    def _in_tails(self, wanted: str, limit: int) -> Iterator[str]:
        sought = wanted.encode()
        at, count = self._tails.find(sought), 0
        while at >= 0 and count < limit:
            place = at // _WIDTH
            yield self._number(place)
            count += 1
            at = self._tails.find(sought, (place + 1) * _WIDTH)

    def _places_from(self, at: int, head: str, digits: str) -> Iterator[int]:
        """The numbers of one head in which the digits begin in the head."""
        first, last = self._starts[at], self._starts[at + 1]
        for start in range(_HEAD):
            own = head[start:]
            if own.startswith(digits):
                yield from range(first, last)
                return
            if digits.startswith(own):
                rest = digits[len(own) :].encode()
                run = range(first, last)
                low = bisect_left(run, rest, key=self._tail)
                high = bisect_right(run, rest, key=lambda place: self._tail(place)[: len(rest)])
                yield from run[low:high]

    def _tail(self, place: int) -> bytes:
        return bytes(self._tails[place * _WIDTH : place * _WIDTH + _TAIL])

    def _number(self, place: int) -> str:
        head = self._heads[bisect_right(self._starts, place) - 1]
        return head + self._tail(place).decode()


@dataclass(frozen=True, slots=True)
class NumberScan:
    """The NIKs and the cards of one release."""

    national_ids: Numbers
    cards: Numbers

    @classmethod
    def of_extract(cls, conn: Connection) -> NumberScan:
        """Gather the numbers of the extract in use."""
        return cls(Numbers.of(conn, *_NATIONAL_IDS), Numbers.of(conn, *_CARDS))
