"""Invented NIK and KK numbers: by the rule of civil registration, visibly invented, never twice.

The four digits at the end start at 9000, which real registration does not reach. So that a stream
needs no memory of all numbers it ever gave, the tails of one kecamatan and day are dealt out beforehand:
every village has its own few, and a counter for each day that is thrown away with the village.

====  =====================================================================================
9000  persons first recorded in the kecamatan they live in
9400  family cards
9800  persons who come from elsewhere in a later quarter, ten for each of ten quarters
9900  persons first recorded elsewhere, who were there from the beginning
====  =====================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from desktop_app.domain.region import Village

_OWN, _CARDS, _ARRIVALS, _ELSEWHERE, _END = 9000, 9400, 9800, 9900, 10_000
_QUARTERS = 10
_STEP = 7919  # a prime: walks through all places from elsewhere without meeting one twice
_WOMAN = 40


class Numbers(Protocol):
    """Gives NIKs: a number, and the day it fits."""

    def person(self, born: date, is_woman: bool) -> tuple[str, date]:
        """A NIK of somebody first recorded here."""
        ...

    def person_from_elsewhere(self, born: date, is_woman: bool) -> tuple[str, date]:
        """A NIK of somebody first recorded in another kecamatan."""
        ...


@dataclass(slots=True)
class NumberBook:
    """The numbers of one village; each method gives a number and the day it fits.

    The day is the one asked for, or the nearest earlier one that still has a number.
    """

    district: str
    first_own: int
    own_per_day: int
    first_card: int
    cards_per_day: int
    elsewhere: tuple[str, ...]
    first_elsewhere: int
    elsewhere_per_day: int
    given: dict[tuple[str, str], int] = field(default_factory=dict)

    def person(self, born: date, is_woman: bool) -> tuple[str, date]:
        """A NIK of somebody first recorded here."""
        day, digits, count = self._take("own", born, is_woman, self.own_per_day)
        return (
            f"{self.district}{digits}{self.first_own + _scattered(count, digits, self.own_per_day)}",
            day,
        )

    def person_from_elsewhere(self, born: date, is_woman: bool) -> tuple[str, date]:
        """A NIK of somebody first recorded in another kecamatan."""
        day, digits, count = self._take("elsewhere", born, is_woman, self.elsewhere_per_day)
        places = len(self.elsewhere) * (_END - _ELSEWHERE)
        place = ((self.first_elsewhere + count) * _STEP + int(digits)) % places
        district = self.elsewhere[place // (_END - _ELSEWHERE)]
        return f"{district}{digits}{_ELSEWHERE + place % (_END - _ELSEWHERE)}", day

    def card(self, issued: date) -> tuple[str, date]:
        """A number of a family card."""
        day, digits, count = self._take("card", issued, False, self.cards_per_day)
        return (
            f"{self.district}{digits}{self.first_card + _scattered(count, digits, self.cards_per_day)}",
            day,
        )

    def _take(self, kind: str, day: date, is_woman: bool, most: int) -> tuple[date, str, int]:
        given = self.given
        while True:
            digits = digits_of_day(day, is_woman)
            count = given.get((kind, digits), 0)
            if count < most:
                given[kind, digits] = count + 1
                return day, digits, count
            day = date.fromordinal(day.toordinal() - 1)


class NumberPlan:
    """Deals the numbers of a day among villages; the same villages must be given every time."""

    def __init__(self, villages: Sequence[Village], elsewhere: Sequence[str]) -> None:
        self._elsewhere = tuple(elsewhere)
        self._place = {village.code: at for at, village in enumerate(villages)}
        self._neighbours: dict[str, list[str]] = {}
        for village in villages:
            self._neighbours.setdefault(village.subdistrict_code, []).append(village.code)

    def book(self, village: Village) -> NumberBook:
        """A fresh book for one village."""
        neighbours = self._neighbours[village.subdistrict_code]
        at = neighbours.index(village.code)
        own = (_CARDS - _OWN) // len(neighbours)
        cards = (_ARRIVALS - _CARDS) // len(neighbours)
        from_elsewhere = len(self._elsewhere) * (_END - _ELSEWHERE) // len(self._place)
        return NumberBook(
            district=village.subdistrict_code.replace(".", ""),
            first_own=_OWN + at * own,
            own_per_day=own,
            first_card=_CARDS + at * cards,
            cards_per_day=cards,
            elsewhere=self._elsewhere,
            first_elsewhere=self._place[village.code] * from_elsewhere,
            elsewhere_per_day=from_elsewhere,
        )


class Arrivals:
    """NIKs of people who come from elsewhere in one later quarter; few, so it remembers them all."""

    def __init__(self, elsewhere: Sequence[str], quarter: int, rnd: Callable[[], float]) -> None:
        self._elsewhere = tuple(elsewhere)
        self._first = _ARRIVALS + quarter % _QUARTERS * _QUARTERS
        self._rnd = rnd
        self._given: dict[str, int] = {}

    def person(self, born: date, is_woman: bool) -> tuple[str, date]:
        """A NIK from any district, and the day it fits."""
        district = self._elsewhere[int(self._rnd() * len(self._elsewhere))]
        while True:
            head = district + digits_of_day(born, is_woman)
            count = self._given.get(head, 0)
            if count < _QUARTERS:
                self._given[head] = count + 1
                return f"{head}{self._first + count}", born
            born = date.fromordinal(born.toordinal() - 1)

    def person_from_elsewhere(self, born: date, is_woman: bool) -> tuple[str, date]:
        """The same: whoever arrives was recorded elsewhere."""
        return self.person(born, is_woman)


def _scattered(count: int, digits: str, many: int) -> int:
    """The place of the next number of a day, beginning elsewhere on each: tails should look like chance."""
    return (count + int(digits) * _STEP) % many


def digits_of_day(day: date, is_woman: bool) -> str:
    """``DDMMYY``, with 40 added to the day for women."""
    return f"{day.day + _WOMAN if is_woman else day.day:02}{day.month:02}{day.year % 100:02}"
