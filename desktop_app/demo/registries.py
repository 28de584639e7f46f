"""Who is written down where in one quarter: the numbers given out, and the maker of each village."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from desktop_app.demo.families import VillageMaker
from desktop_app.demo.model import IdPlace
from desktop_app.demo.numbers import Arrivals, NumberBook, NumberPlan
from desktop_app.demo.words import DemoWords
from desktop_app.domain.region import Village


class Registries:
    """Opens the book and the maker of a village when somebody there needs them, and keeps them."""

    def __init__(
        self,
        seed: int,
        random: Random,
        before: date,
        day: date,
        villages: Sequence[Village],
        words: DemoWords,
        elsewhere: Sequence[Village],
    ) -> None:
        self._seed = seed
        self._random = random
        self._before = before
        self._day = day
        self._villages = villages
        self._words = words
        self._elsewhere = elsewhere
        self._plan = NumberPlan(villages, words.elsewhere)
        number = day.year * 4 + (day.month - 1) // 3
        self._arrivals = Arrivals(words.elsewhere, number, random.random)
        self._books: dict[str, NumberBook] = {}
        self._makers: dict[str, VillageMaker] = {}

    def card(self, village: Village) -> str:
        """The number of a family card issued there on some day of the quarter."""
        days = (self._day - self._before).days
        issued = date.fromordinal(self._day.toordinal() - int(self._random.random() * days))
        return self.book(village).card(issued)[0]

    def book(self, village: Village) -> NumberBook:
        """The numbers of a village."""
        if village.code not in self._books:
            self._books[village.code] = self._plan.book(village)
        return self._books[village.code]

    def maker(self, village: Village) -> VillageMaker:
        """Makes the people and houses of a village."""
        if village.code not in self._makers:
            self._makers[village.code] = VillageMaker(
                village,
                random=self._random,
                words=self._words,
                numbers=self._arrivals,
                day=self._day,
                elsewhere=self._elsewhere,
                world=self._seed,
            )
        return self._makers[village.code]

    def maker_by_place(self, id_place: IdPlace) -> VillageMaker:
        """The maker for somebody's own village; any will do for one from outside."""
        for village in self._villages:
            if village.bps_code == id_place.village_code:
                return self.maker(village)
        return self.maker(self._villages[0])
