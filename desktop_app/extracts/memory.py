"""Remembers which numbers were seen, in eight bytes each: a set that does not eat the memory."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

_FIRST_SIZE = 1 << 16
_NOTHING = 0


class SeenBefore:
    """Hashes that were shown to it; a Python set of a million of them would take ten times as much."""

    def __init__(self) -> None:
        self._slots = array("q", bytes(8 * _FIRST_SIZE))
        self._mask = _FIRST_SIZE - 1
        self._count = 0

    def repeated(self, hashes: Sequence[int]) -> list[int]:
        """Remember `hashes`; the indexes of those that had been shown before."""
        if 2 * (self._count + len(hashes)) > self._mask:
            self._grow(2 * (self._count + len(hashes)))
        slots, mask = self._slots, self._mask
        again = []
        for index, number in enumerate(hashes):
            slot = number & mask
            while (seen := slots[slot]) != number:
                if seen == _NOTHING:
                    slots[slot] = number
                    self._count += 1
                    break
                slot = (slot + 1) & mask
            else:
                if number != _NOTHING:
                    again.append(index)
        return again

    def add(self, number: int) -> bool:
        """Remember one hash; True if it is new."""
        return not self.repeated((number,))

    def _grow(self, wanted: int) -> None:
        size = self._mask + 1
        while size < 2 * wanted:
            size *= 2
        numbers = [number for number in self._slots if number != _NOTHING]
        self._slots = array("q", bytes(8 * size))
        self._mask = size - 1
        self._count = 0
        slots, mask = self._slots, self._mask
        for number in numbers:
            slot = number & mask
            while slots[slot] != _NOTHING:
                slot = (slot + 1) & mask
            slots[slot] = number
        self._count = len(numbers)


class Seen:
    """What one import has seen: the rows of all files of one shape, and the cards of wide files.

    A list that was split over several files may have a row in two of them.
    """

    def __init__(self) -> None:
        self.cards = SeenBefore()
        self._rows: dict[tuple[str, ...], SeenBefore] = {}

    def rows_of(self, header: Sequence[str]) -> SeenBefore:
        """The rows of all files with this header."""
        return self._rows.setdefault(tuple(header), SeenBefore())
