"""Finding a NIK or a family card by any part of it.

Problem: an index answers for beginnings only, and people say the last digits. Choice: all numbers of the
release stand one after the other in one text of seventeen bytes each, made by SQLite from its own
indexes when first asked for and kept while the release is in use; to look through the twenty megabytes
of a kabupaten takes some milliseconds. It holds nothing but numbers and is never written anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.store.connection import Connection

_WIDTH = 17
_PLENTY = 2_000
_SOURCES = (
    "SELECT group_concat(national_id, '|') FROM extract.person INDEXED BY person_by_national_id"
    " WHERE length(national_id) = 16",
    "SELECT group_concat(family_card_no, '|') FROM extract.family INDEXED BY family_by_card"
    " WHERE length(family_card_no) = 16",
)


@dataclass(frozen=True, slots=True)
class NumberScan:
    """The NIKs and the cards of one release."""

    national_ids: bytes
    cards: bytes

    @classmethod
    def of_extract(cls, conn: Connection) -> NumberScan:
        """Gather the numbers of the extract in use."""
        texts = [conn.execute(source).fetchone()[0] or "" for source in _SOURCES]
        return cls(*(f"{text}|".encode("ascii") for text in texts))

    def national_ids_with(self, digits: str, limit: int) -> list[str]:
        """NIKs that have these digits side by side, those that end with them first."""
        return _with(self.national_ids, digits, limit)

    def cards_with(self, digits: str, limit: int) -> list[str]:
        """The same for family cards."""
        return _with(self.cards, digits, limit)


def _with(numbers: bytes, digits: str, limit: int) -> list[str]:
    found = list(_found(numbers, digits.encode(), _PLENTY))
    ending = [number for number in found if number.endswith(digits)]
    if len(found) == _PLENTY and len(ending) < limit:
        # So many that the look ended early: those that end so have not all been seen.
        ending = list(_found(numbers, digits.encode() + b"|", limit))
    return list(dict.fromkeys([*ending, *found]))[:limit]


def _found(numbers: bytes, wanted: bytes, limit: int) -> Iterator[str]:
    at, count = numbers.find(wanted), 0
    while at >= 0 and count < limit:
        start = at - at % _WIDTH
        yield numbers[start : start + _WIDTH - 1].decode()
        count += 1
        at = numbers.find(wanted, start + _WIDTH)
