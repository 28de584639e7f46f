"""Invents the families of a kecamatan or a whole kabupaten, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import NamedTuple

from desktop_app.demo.house import (
    invent_assets,
    invent_deciles,
    invent_housing,
    invent_livestock,
    invent_pln_customer,
    invent_premium,
    pick,
)
from desktop_app.demo.kin import Household, invent_household, invent_single
from desktop_app.demo.model import IdPlace, InventedFamily, InventedPerson
from desktop_app.demo.numbers import NumberPlan, Numbers
from desktop_app.demo.person import PersonMaker
from desktop_app.demo.words import DemoWords
from desktop_app.domain.region import Village

_ID_ELSEWHERE = 0.066
_FIRST_CARD = date(2012, 1, 1)
_WELFARE_SPREAD = 0.82


class Hamlet(NamedTuple):
    """A part of a village with its RW and how many RT it has."""

    name: str
    rw: int
    neighbourhoods: int


class VillageMaker:
    """Makes families of one village as they stand on one day."""

    def __init__(
        self,
        village: Village,
        *,
        random: Random,
        words: DemoWords,
        numbers: Numbers,
        day: date,
        elsewhere: Sequence[Village],
        world: int,
    ) -> None:
        """`world` is the seed by which the hamlets and the mood of all villages were dealt."""
        self.village = village
        self.zone = words.zone_of(village.subdistrict_code)
        self.place = _place(words, village)
        self._words = words
        self._random = random
        self._world = world
        self._hamlets = _hamlets(village, words, world)
        self._mood = self.zone.welfare + 0.22 * Random(f"mood:{world}:{village.code}").gauss(0, 1)
        self._elsewhere = [other for other in elsewhere if other.code != village.code]
        self.people = PersonMaker(random, words, self.zone, numbers, day)

    def family(self, household: Household, card: str) -> InventedFamily:
        """One family of the roles given."""
        welfare = self._mood + household.welfare + _WELFARE_SPREAD * self._random.gauss(0, 1)
        person = self.people.person

        def members(id_place: IdPlace, premium: tuple[str, str]) -> tuple[InventedPerson, ...]:
            return tuple(person(role, id_place, premium, welfare) for role in household.roles)

        return self.around(members, len(household.roles), card, welfare)

    def around(
        self,
        members: Callable[[IdPlace, tuple[str, str]], tuple[InventedPerson, ...]],
        size: int,
        card: str,
        welfare: float,
    ) -> InventedFamily:
        """A family with a house and all that goes with it; `members` fills it with people."""
        rnd = self._random.random
        address, id_place = self.dwelling()
        zone = self.zone.name
        deciles = invent_deciles(rnd, welfare)
        premium = invent_premium(rnd, deciles.national)
        housing = invent_housing(rnd, welfare, zone, size)
        return InventedFamily(
            self.village,
            self.place,
            address,
            card,
            members(id_place, premium),
            deciles,
            premium,
            invent_pln_customer(rnd, housing),
            housing,
            invent_assets(rnd, welfare, zone),
            invent_livestock(rnd, zone),
            welfare,
        )

    def dwelling(self) -> tuple[str, IdPlace]:
        """An address in this village, and the one on the identity card: sometimes that of another village."""
        rnd = self._random.random
        hamlet = self._hamlets[int(rnd() * len(self._hamlets))]
        rt = 1 + int(rnd() * hamlet.neighbourhoods)
        address = self.zone.addresses.draw(rnd).format(
            hamlet=hamlet.name,
            village=self.place[7],
            rt=rt,
            rw=hamlet.rw,
            rt2=f"{rt:02}",
            rw2=f"{hamlet.rw:02}",
            rt3=f"{rt:03}",
            rw3=f"{hamlet.rw:03}",
            street=pick(rnd, self._words.streets),
            number=1 + int(rnd() * rnd() * 140),
        )
        if self._elsewhere and rnd() < _ID_ELSEWHERE:
            return address, self._id_elsewhere(self._elsewhere[int(rnd() * len(self._elsewhere))])
        return address, IdPlace._make(
            (*self.place, f"{rt:03}", f"{hamlet.rw:03}", hamlet.name, address)
        )

    def _id_elsewhere(self, other: Village) -> IdPlace:
        """An address in another village, as an identity card names it."""
        rnd = self._random.random
        hamlets = _hamlets(other, self._words, self._world)
        hamlet = hamlets[int(rnd() * len(hamlets))]
        rt = 1 + int(rnd() * hamlet.neighbourhoods)
        address = f"DK. {hamlet.name} RT {rt:03}/RW {hamlet.rw:03}"
        place = _place(self._words, other)
        return IdPlace._make((*place, f"{rt:03}", f"{hamlet.rw:03}", hamlet.name, address))


def invent_families(
    persons: int,
    *,
    seed: int,
    villages: Sequence[Village],
    reference_date: date,
    words: DemoWords,
    elsewhere: Sequence[Village] = (),
) -> Iterator[InventedFamily]:
    """Exactly `persons` invented people in families, village by village, as they stand on a day.

    The same arguments give the same families. Nothing is kept: a million people take no more memory
    than a thousand. `elsewhere` are the villages that the identity cards of some name instead
    (`villages` if not given). Deciles are invented from a hidden score and ranks nobody.
    """
    plan = NumberPlan(villages, words.elsewhere)
    for village, share in zip(villages, shares_of(persons, villages, seed, words), strict=True):
        if not share:
            continue
        random = Random(f"families:{seed}:{village.code}")
        book = plan.book(village)
        maker = VillageMaker(
            village,
            random=random,
            words=words,
            numbers=book,
            day=reference_date,
            elsewhere=elsewhere or villages,
            world=seed,
        )
        left = share
        while left:
            household = invent_household(random)
            if len(household.roles) > left:
                household = invent_single(random)
            left -= len(household.roles)
            issued = _issued(random, reference_date, household.roles[0].age)
            card, _ = book.card(issued)
            yield maker.family(household, card)


def shares_of(persons: int, villages: Sequence[Village], seed: int, words: DemoWords) -> list[int]:
    """How many of `persons` each village gets: some villages are three times as big as others."""
    random = Random(f"sizes:{seed}")
    weights = [
        words.zone_of(village.subdistrict_code).size
        * (1.5 if village.kind == "kelurahan" else 1.0)
        * 2 ** random.gauss(0, 0.5)
        for village in villages
    ]
    total = sum(weights)
    # Rounding the running sum, not each share, so that the shares add up.
    ends, running = [0], 0.0
    for weight in weights:
        running += weight
        ends.append(round(persons * running / total))
    return [end - begin for begin, end in pairwise(ends)]


def _place(words: DemoWords, village: Village) -> tuple[str, ...]:
    """The first eight columns: BPS codes and names in capitals, as the files have them."""
    return (
        village.bps_code[:2],
        words.province,
        village.bps_code[:4],
        words.regency,
        village.subdistrict_bps_code,
        village.subdistrict_name.upper(),
        village.bps_code,
        village.local_name.upper(),
    )


def _issued(random: Random, day: date, head_age: int) -> date:
    """When a family card was issued: the younger the head, the more recently; never in the last days."""
    years = min(random.random() * random.random() * 13.0, max(head_age - 18.0, 0.3))
    return max(day - timedelta(days=20 + int(years * 365)), _FIRST_CARD)


def _hamlets(village: Village, words: DemoWords, world: int) -> tuple[Hamlet, ...]:
    """The parts of a village; the same for everybody who asks."""
    random = Random(f"hamlets:{world}:{village.code}")
    names = random.sample(words.hamlets, random.randint(3, 7))
    return tuple(Hamlet(name, rw, random.randint(1, 5)) for rw, name in enumerate(names, start=1))
