"""Lets one quarter pass for an invented population: births, deaths, marriages, moves, new ranks.

Families stream through, one in, one or more out; only couples in the making are held back, and never
more than a handful. What is given is not changed: a family that nothing happens to comes out as it
went in.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from random import Random
from typing import NamedTuple

from desktop_app.demo.house import deciles_of, invent_premium
from desktop_app.demo.kin import Role, invent_household
from desktop_app.demo.model import (
    CHILD,
    FEMALE,
    GRANDCHILD,
    HEAD,
    IN_LAW,
    MALE,
    MARRIED,
    NO,
    SPOUSE,
    UNMARRIED,
    Deciles,
    IdPlace,
    InventedFamily,
    InventedPerson,
)
from desktop_app.demo.person import (
    DIFFICULTY_FROM,
    IDLE,
    health_of_child,
    healthy_but,
)
from desktop_app.demo.registries import Registries
from desktop_app.demo.schooling import (
    ATTENDS,
    DIPLOMA_FROM,
    SCHOOL_FROM,
    id_education_of,
    in_new_year,
    invent_school,
    school_year_of,
    with_diploma_asked,
)
from desktop_app.demo.succession import after_deaths
from desktop_app.demo.truth import Cause, Tell, Teller
from desktop_app.demo.words import DemoWords
from desktop_app.domain.region import Village

# Chances in one quarter.
_DEPARTS, _ARRIVES, _MOVES = 0.0012, 0.0035, 0.0022
_MARRIES, _BRINGS_SPOUSE, _GIVES_BIRTH = 0.028, 0.28, 0.036
_SCORE_DRIFTS, _SCORE_JUMPS, _RANKED_AT_LAST, _RANK_LOST = 0.2, 0.004, 0.25, 0.002
_HOUSE_IMPROVES, _PREMIUM_REVIEWED = 0.006, 0.12
_MOST_WAITING = 24
_BARE_FLOORS = ("6", "7", "8")


def _dies(age: int) -> float:
    """The chance to die within a quarter (Gompertz, about the mortality of Java)."""
    return (0.00005 * math.exp(0.09 * age) + 0.0004) / 4


_DIES = tuple(_dies(age) for age in range(121))


class _Single(NamedTuple):
    """Somebody who has left home to marry and waits for a partner."""

    person: InventedPerson
    card: str
    village: Village
    welfare: float


def next_quarter(
    families: Iterable[InventedFamily],
    *,
    seed: int,
    before: date,
    reference_date: date,
    villages: Sequence[Village],
    words: DemoWords,
    elsewhere: Sequence[Village] = (),
    tell: Tell | None = None,
) -> Iterator[InventedFamily]:
    """The same population one quarter later, as it stands on `reference_date`.

    `seed` and `villages` are those of `invent_families`, `before` the day on which `families` stand; the same
    arguments give the same quarter. `tell` is given every difference with its cause. Up to ten quarters
    can follow one another before numbers of arrivals could repeat.
    """
    quarter = _Quarter(seed, before, reference_date, villages, words, elsewhere or villages, tell)
    for family in families:
        yield from quarter.passed_by(family)
    yield from quarter.last_weddings()


class _Quarter:
    """One quarter with what it has to remember: books of numbers, and who waits for a partner."""

    def __init__(
        self,
        seed: int,
        before: date,
        day: date,
        villages: Sequence[Village],
        words: DemoWords,
        elsewhere: Sequence[Village],
        tell: Tell | None,
    ) -> None:
        self._random = Random(f"quarter:{seed}:{day.isoformat()}")
        self._rnd = self._random.random
        self._before = before
        self._day = day
        self._villages = villages
        self._words = words
        self._registries = Registries(seed, self._random, before, day, villages, words, elsewhere)
        self._waiting: dict[str, list[_Single]] = {MALE: [], FEMALE: []}
        self._new_school_year = school_year_of(before) != school_year_of(day)
        self._teller = Teller(tell)

    def passed_by(self, family: InventedFamily) -> Iterator[InventedFamily]:
        """What becomes of one family, and the families that begin beside it."""
        rnd = self._rnd
        if rnd() < _DEPARTS:
            self._teller.left(family, [Cause.DEPARTURE])
        else:
            yield from self._lived_through(family)
        if rnd() < _ARRIVES:
            yield self._arrived(family.village)

    def last_weddings(self) -> Iterator[InventedFamily]:
        """Whoever still waits marries somebody from elsewhere."""
        for singles in self._waiting.values():
            while singles:
                yield self._wedding(singles.pop(), None)

    # --- One family

    def _lived_through(self, family: InventedFamily) -> Iterator[InventedFamily]:
        causes: set[Cause] = set()
        members = [self._older(person, family.welfare, causes) for person in family.members]
        members = self._without_the_dead(members, causes)
        if not members:
            self._teller.left(family, causes)
            return
        after = family
        if members[0].national_id != family.members[0].national_id:
            causes.add(Cause.NEW_HEAD)
            after = after._replace(card=self._registries.card(family.village))
        members, gone = self._after_weddings(members, family, causes)
        members = self._with_births(members, family, causes)
        after = self._ranked_anew(after._replace(members=tuple(members)), causes)
        after = self._in_other_surroundings(after, causes)
        if causes:
            self._teller.compared(family, after, causes, gone=gone)
        yield after
        for person in gone:
            yield from self._meets(_Single(person, family.card, family.village, family.welfare))

    def _older(self, person: InventedPerson, welfare: float, causes: set[Cause]) -> InventedPerson:
        """The same person a quarter older: what is asked changes at two, five and thirteen."""
        is_young = person.born.year >= self._day.year - DIPLOMA_FROM - 1
        is_pupil = self._new_school_year and person.school.status == ATTENDS
        if not (is_young or is_pupil):
            return person
        was, now = person.age_on(self._before), person.age_on(self._day)
        changed = person
        if was < DIFFICULTY_FROM <= now:
            changed = changed._replace(health=health_of_child(person.health.nutrition, now))
        if was < SCHOOL_FROM <= now:
            _, school = invent_school(self._rnd, self._words, person.born, self._day, welfare)
            changed = changed._replace(
                school=school, work=IDLE, health=healthy_but(person.health.chronic_disease)
            )
        elif self._new_school_year:
            changed = self._in_new_class(changed, now, welfare)
        if was < DIPLOMA_FROM <= now:
            changed = changed._replace(school=with_diploma_asked(changed.school))
        if changed is person:
            return person
        causes.add(Cause.ROUTINE)
        return changed._replace(id_education=id_education_of(self._words, changed.school))

    def _in_new_class(self, person: InventedPerson, age: int, welfare: float) -> InventedPerson:
        words = self._words
        school = in_new_year(self._rnd, words, person.school, person.born, self._day, welfare)
        if school == person.school:
            return person
        if school.status == ATTENDS:
            return person._replace(school=school, occupation=words.not_working["pupil"])
        rank = next(
            at for at, one in enumerate(words.schooling, 1) if school.level in one.levels.values
        )
        people = self._registries.maker_by_place(person.id_place).people
        work, occupation = people.work(age, person.sex, rank, False, welfare)
        return person._replace(school=school, work=work, occupation=occupation)

    def _without_the_dead(
        self, members: list[InventedPerson], causes: set[Cause]
    ) -> list[InventedPerson]:
        rnd, year = self._rnd, self._day.year
        living = [one for one in members if rnd() >= _DIES[year - one.born.year]]
        if len(living) == len(members):
            return members
        causes.add(Cause.DEATH)
        return after_deaths(living, members[0], self._day)

    def _after_weddings(
        self, members: list[InventedPerson], family: InventedFamily, causes: set[Cause]
    ) -> tuple[list[InventedPerson], list[InventedPerson]]:
        """Who is on the card after weddings, and who has left it to marry."""
        rnd = self._rnd
        at_home: list[InventedPerson] = []
        gone: list[InventedPerson] = []
        for person in members:
            if (
                person.relationship != CHILD
                or person.marital != UNMARRIED
                or not 19 <= person.age_on(self._day) <= 34
                or rnd() >= _MARRIES
            ):
                at_home.append(person)
            elif rnd() < _BRINGS_SPOUSE and not any(one.relationship == IN_LAW for one in members):
                causes.add(Cause.MARRIAGE)
                partner = self._partner(person, family, IN_LAW)
                at_home += [person._replace(marital=MARRIED), partner]
            else:
                causes.add(Cause.MARRIAGE)
                gone.append(person)
        return at_home, gone

    def _with_births(
        self, members: list[InventedPerson], family: InventedFamily, causes: set[Cause]
    ) -> list[InventedPerson]:
        rnd = self._rnd
        born: list[InventedPerson] = []
        for person in members:
            if person.sex != FEMALE or person.marital != MARRIED:
                continue
            age = person.age_on(self._day)
            if not 19 <= age <= 42 or rnd() >= _GIVES_BIRTH * (44 - age) / 25:
                continue
            relationship = CHILD if person.relationship in (HEAD, SPOUSE) else GRANDCHILD
            if relationship == GRANDCHILD and person.relationship not in (CHILD, IN_LAW):
                continue
            born.append(self._born(relationship, person.id_place, family))
        if not born:
            return members
        causes.add(Cause.BIRTH)
        return members + born

    def _ranked_anew(self, family: InventedFamily, causes: set[Cause]) -> InventedFamily:
        """A new hidden score and with it new ranks; invented test data, as everywhere here."""
        rnd = self._rnd
        welfare, deciles = family.welfare, family.deciles
        chance = rnd()
        if chance < _SCORE_JUMPS:
            welfare += self._random.gauss(0.0, 1.6)
        elif chance < _SCORE_DRIFTS:
            welfare += self._random.gauss(0.0, 0.2)
        if not deciles.national:
            deciles = deciles_of(rnd, welfare) if rnd() < _RANKED_AT_LAST else deciles
        elif rnd() < _RANK_LOST:
            deciles = Deciles()
        elif welfare != family.welfare:
            deciles = deciles_of(rnd, welfare)
        if deciles == family.deciles:
            return family._replace(welfare=welfare) if welfare != family.welfare else family
        causes.add(Cause.RANKING)
        changed = family._replace(welfare=welfare, deciles=deciles)
        if rnd() >= _PREMIUM_REVIEWED:
            return changed
        premium = invent_premium(rnd, deciles.national)
        members = tuple(person._replace(premium=premium) for person in family.members)
        return changed._replace(premium=premium, members=members)

    def _in_other_surroundings(self, family: InventedFamily, causes: set[Cause]) -> InventedFamily:
        """A better floor, or another village of the same kabupaten."""
        rnd = self._rnd
        if rnd() < _HOUSE_IMPROVES and family.housing.floor in _BARE_FLOORS:
            causes.add(Cause.HOUSE)
            family = family._replace(housing=family.housing._replace(floor="2"))
        if rnd() >= _MOVES or len(self._villages) < 2:
            return family
        village = self._villages[int(rnd() * len(self._villages))]
        if village.code == family.village.code:
            return family
        causes.add(Cause.MOVE)
        maker = self._registries.maker(village)
        address, id_place = maker.dwelling()
        return family._replace(
            village=village,
            place=maker.place,
            address=address,
            card=self._registries.card(village),
            members=tuple(person._replace(id_place=id_place) for person in family.members),
        )

    # --- New families

    def _arrived(self, village: Village) -> InventedFamily:
        """A family from outside the kabupaten."""
        family = self._registries.maker(village).family(
            invent_household(self._random), self._registries.card(village)
        )
        self._teller.entered(family, [Cause.ARRIVAL])
        for person in family.members:
            self._teller.person(None, "", person, family.card, [Cause.ARRIVAL])
        return family

    def _meets(self, single: _Single) -> Iterator[InventedFamily]:
        """A partner who waits already, one from elsewhere, or some waiting."""
        other_sex = FEMALE if single.person.sex == MALE else MALE
        candidates = self._waiting[other_sex]
        if candidates:
            yield self._wedding(single, candidates.pop(0))
        elif self._rnd() < 0.45 or len(self._waiting[single.person.sex]) >= _MOST_WAITING:
            yield self._wedding(single, None)
        else:
            self._waiting[single.person.sex].append(single)

    def _wedding(self, one: _Single, other: _Single | None) -> InventedFamily:
        """The family of a new couple, in the village of the one who came last."""
        maker = self._registries.maker(one.village)

        def members(
            id_place: IdPlace, premium: tuple[str, str]
        ) -> tuple[InventedPerson, InventedPerson]:
            def settled(person: InventedPerson) -> InventedPerson:
                relationship = HEAD if person.sex == MALE else SPOUSE
                return person._replace(
                    relationship=relationship, marital=MARRIED, id_place=id_place, premium=premium
                )

            partner = other.person if other else self._stranger(one, id_place)
            pair = sorted((settled(one.person), settled(partner)), key=lambda each: each.sex)
            return pair[0], pair[1]

        family = maker.around(members, 2, self._registries.card(one.village), one.welfare)
        self._teller.entered(family, [Cause.MARRIAGE])
        came_from = {each.person.national_id: each for each in (one, other) if each is not None}
        for person in family.members:
            single = came_from.get(person.national_id)
            self._teller.person(
                single.person if single else None,
                single.card if single else "",
                person,
                family.card,
                [Cause.MARRIAGE],
            )
        return family

    def _stranger(self, one: _Single, id_place: IdPlace) -> InventedPerson:
        role = _partner_of(one.person, SPOUSE, self._day, self._random)
        return self._registries.maker(one.village).people.person(
            role, id_place, (NO, NO), one.welfare
        )

    def _partner(
        self, person: InventedPerson, family: InventedFamily, relationship: str
    ) -> InventedPerson:
        role = _partner_of(person, relationship, self._day, self._random)
        people = self._registries.maker(family.village).people
        return people.person(role, person.id_place, (NO, NO), family.welfare)

    def _born(self, relationship: str, id_place: IdPlace, family: InventedFamily) -> InventedPerson:
        days = (self._day - self._before).days
        born = date.fromordinal(self._day.toordinal() - int(self._rnd() * days))
        sex = MALE if self._rnd() < 0.512 else FEMALE
        number, born = self._registries.book(family.village).person(born, sex == FEMALE)
        role = Role(relationship, sex, 0, UNMARRIED)
        people = self._registries.maker(family.village).people
        return people.described(role, number, born, id_place, (NO, NO), family.welfare)


def _partner_of(person: InventedPerson, relationship: str, day: date, random: Random) -> Role:
    """Somebody of the other sex and about the same age."""
    older = 2.5 if person.sex == FEMALE else -2.5
    age = max(19, person.age_on(day) + int(random.gauss(older, 2.5)))
    return Role(relationship, FEMALE if person.sex == MALE else MALE, age, MARRIED)
