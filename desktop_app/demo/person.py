"""Gives a role in a family a name, a birth date, schooling, work and health."""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random

from desktop_app.demo.kin import Role
from desktop_app.demo.model import (
    CHILD,
    FEMALE,
    GRANDCHILD,
    MALE,
    NO,
    UNMARRIED,
    YES,
    Health,
    IdPlace,
    InventedPerson,
    Work,
)
from desktop_app.demo.numbers import Numbers
from desktop_app.demo.schooling import ATTENDS, SCHOOL_FROM, id_education_of, invent_school
from desktop_app.demo.words import DemoWords, Job, Lot, NameStyle, Rnd, Zone

DIFFICULTY_FROM, NUTRITION_UNTIL = 2, 5
_PAID_HELP, _UNPAID_HELP = ("1", "1", "1", "2", "2", "3"), ("0", "0", "1", "1", "2")

_NUTRITION = Lot([("3", 82.0), ("2", 8.0), ("1", 3.0), ("8", 7.0)])
_DISEASES = Lot(
    [
        ("2", 42.0),
        ("6", 14.0),
        ("3", 15.0),
        ("4", 9.0),
        ("13", 7.0),
        ("5", 5.0),
        ("8", 4.0),
        ("18", 4.0),
        ("7", 2.0),
        ("9", 1.0),
        ("10", 1.0),
    ]
)
_DEGREES = Lot([("3", 62.0), ("2", 28.0), ("1", 10.0)])
_DIFFICULTIES = 9
_HEALTHY_CHILD = tuple(Health(code, *[""] * 10) for code in "1238")
_BY_NUTRITION = {one.nutrition: one for one in _HEALTHY_CHILD}
_FINE = ("4",) * 10


class PersonMaker:
    """Makes people of one village as they stand on one day."""

    def __init__(
        self, random: Random, words: DemoWords, zone: Zone, book: Numbers, day: date
    ) -> None:
        self._random = random
        self._rnd: Rnd = random.random
        self._words = words
        self._zone = zone
        self._book = book
        self._day = day
        self._today = day.toordinal()

    def person(
        self, role: Role, id_place: IdPlace, premium: tuple[str, str], welfare: float
    ) -> InventedPerson:
        """Somebody for this role, with a number of their own."""
        rnd = self._rnd
        is_woman = role.sex == FEMALE
        born = self._birth(role.age)
        came = role.relationship not in (CHILD, GRANDCHILD) and rnd() < 0.17
        book = self._book
        national_id, born = (book.person_from_elsewhere if came else book.person)(born, is_woman)
        return self.described(role, national_id, born, id_place, premium, welfare)

    def described(
        self,
        role: Role,
        national_id: str,
        born: date,
        id_place: IdPlace,
        premium: tuple[str, str],
        welfare: float,
    ) -> InventedPerson:
        """Somebody whose number and birth date are settled."""
        rnd = self._rnd
        sex = role.sex
        is_woman = sex == FEMALE
        day = self._day
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        rank, school = invent_school(
            rnd, self._words, born, day, welfare, is_married=role.marital != UNMARRIED
        )
        work, occupation = self.work(age, sex, rank, school.status == ATTENDS, welfare)
        name = invented_name(rnd, self._words.style_for(born.year, is_woman))
        if age > 44 and welfare > 0.5 and rnd() < 0.22:
            name = f"{self._words.pilgrim[is_woman]} {name}"
        elif rank >= 4 and rnd() < 0.3:
            degrees = self._words.degrees[rank]
            name = f"{name}, {degrees[int(rnd() * len(degrees))]}"
        if premium[0] == YES and age < 2 and rnd() < 0.4:
            premium = (NO, NO)  # not yet registered
        return InventedPerson(
            national_id,
            name,
            born,
            sex,
            role.relationship,
            premium,
            role.marital,
            school,
            work,
            self.health(age),
            id_place,
            occupation,
            id_education_of(self._words, school),
        )

    def _birth(self, age: int) -> date:
        """A day on which somebody of this age was born; the old often know only the year."""
        rnd = self._rnd
        day = self._day
        if age > 40 and rnd() < 0.07:
            month, day_of_month = (7, 1) if rnd() < 0.8 else (12, 31)
            is_past = (day.month, day.day) >= (month, day_of_month)
            return date(day.year - age - (not is_past), month, day_of_month)
        return date.fromordinal(self._today - int(age * 365.2425) - int(rnd() * 364.0))

    # --- Work

    def work(
        self, age: int, sex: str, rank: int, attends: bool, welfare: float
    ) -> tuple[Work, str]:
        """The answers about work, and the occupation on the identity card."""
        names = self._words.not_working
        if age < SCHOOL_FROM:
            return Work(), names["child"]
        if attends:
            return IDLE, names["pupil"]
        if age < 15:
            return IDLE, names["child"]
        rnd = self._rnd
        if rnd() >= _works(age, sex):
            if age > 60 and rank >= 5:
                return IDLE, names["retired"]
            return IDLE, names["housewife"] if sex == FEMALE and age > 18 else names["child"]
        tier = 0 if welfare < -0.5 else 1 if welfare < 0.5 else 2
        lot = (self._zone.women if sex == FEMALE else self._zone.men)[tier]
        job = lot.draw(rnd)
        # Who went to university mostly has work that asks for it.
        tries = 8 if rank >= 5 else 0
        while job.diploma > max(rank, 0) or (tries and job.diploma < 3):
            job = lot.draw(rnd)
            tries = max(0, tries - 1)
        return self._work_in(job, welfare), job.occupation

    def _work_in(self, job: Job, welfare: float) -> Work:
        rnd = self._rnd
        statuses = job.statuses
        status = statuses[0] if len(statuses) == 1 or rnd() < 0.62 else statuses[1]
        if status not in ("1", "2"):
            return _employed(job.industry, status)
        paid = "0" if status == "1" else _PAID_HELP[int(rnd() * 6)]
        turnover = rnd() * 1.2 + welfare * 0.3 + (0.4 if status == "2" else 0.0)
        return Work(
            YES,
            job.industry,
            status,
            YES,
            "1" if rnd() < 0.94 else "2",
            job.industry,
            paid,
            _UNPAID_HELP[int(rnd() * 5)],
            "1" if turnover < 0.75 else "2" if turnover < 1.2 else "3" if turnover < 1.6 else "4",
        )

    # --- Health

    def health(self, age: int) -> Health:
        """The answers about health, as far as they are asked at this age."""
        rnd = self._rnd
        chance = rnd()
        if age < NUTRITION_UNTIL:
            return health_of_child(_NUTRITION.draw(rnd), age)
        disease = "1"
        if chance < (0.012 if age < 30 else 0.05 if age < 45 else 0.13 if age < 60 else 0.26):
            disease = _DISEASES.draw(rnd)
        troubled = 0.007 if age < 50 else 0.03 if age < 65 else 0.14
        if rnd() >= troubled:
            return healthy_but(disease)
        degrees = ["4"] * _DIFFICULTIES
        for _ in range(1 + int(rnd() * 2)):
            degrees[int(rnd() * _DIFFICULTIES)] = _DEGREES.draw(rnd)
        return Health._make(("", *degrees, "4" if rnd() < 0.85 else "2", disease))


# --- Names


def invented_name(rnd: Rnd, style: NameStyle) -> str:
    """A name of one to three words in the manner of one generation."""
    chance = rnd()
    if chance < style.shares[0]:
        return style.one[int(rnd() * len(style.one))]
    first = style.first[int(rnd() * len(style.first))]
    if rnd() < style.servant_share:
        first = f"ABDUL {style.servants[int(rnd() * len(style.servants))]}"
        if rnd() < 0.6:
            return first
    elif rnd() < style.prefix_share:
        prefix = style.prefixes[int(rnd() * len(style.prefixes))]
        if prefix != first:
            first = f"{prefix} {first}"
    second = style.second[int(rnd() * len(style.second))]
    if chance < style.shares[1]:
        return f"{first} {second}" if second not in first else first
    third = style.third[int(rnd() * len(style.third))]
    if second in first or second == third:
        return f"{first} {third}"
    return f"{first} {second} {third}"


# --- Answers that many people share


def health_of_child(nutrition: str, age: int) -> Health:
    """A child under five in good health; difficulties are asked from two years on."""
    return _BY_NUTRITION[nutrition] if age < DIFFICULTY_FROM else Health(nutrition, *_FINE)


@cache
def healthy_but(disease: str) -> Health:
    return Health("", *_FINE, disease)


IDLE = Work(NO, "", "", NO, "0")


@cache
def _employed(industry: str, status: str) -> Work:
    return Work(YES, industry, status, NO, "0")


def _works(age: int, sex: str) -> float:
    """How likely somebody out of school works."""
    if age > 74:
        return 0.22 if sex == MALE else 0.1
    if age > 62:
        return 0.66 if sex == MALE else 0.34
    if age < 19:
        return 0.55 if sex == MALE else 0.35
    return 0.94 if sex == MALE else 0.5
