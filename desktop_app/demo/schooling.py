"""Schooling: who attends which class, who got how far, and what a new school year changes."""

from __future__ import annotations

from datetime import date
from functools import cache

from desktop_app.demo.model import School
from desktop_app.demo.words import DemoWords, Rnd, Schooling

SCHOOL_FROM, DIPLOMA_FROM = 5, 13
NEVER, ATTENDS, LEFT = "1", "2", "3"
_FINISHED, _NO_DIPLOMA = "8", "23"
_NEW_YEAR = (7, 1)
"""The school year begins in July: who is how old then decides the class."""


def school_year_of(day: date) -> int:
    """The year in which the school year of `day` began."""
    return day.year if (day.month, day.day) >= _NEW_YEAR else day.year - 1


def invent_school(
    rnd: Rnd, words: DemoWords, born: date, day: date, welfare: float, *, is_married: bool = False
) -> tuple[int, School]:
    """The rank finished (0 none, -1 never went) and the answers about school on `day`."""
    age = _age(born, day)
    if age < SCHOOL_FROM:
        return -1, School()
    years = _age_at_start(born, school_year_of(day))
    if years < 6:
        return -1, School(NEVER)
    is_asked = age >= DIPLOMA_FROM
    place = _class_of(years)
    if place is not None and not is_married and rnd() < _stays(place[0], welfare):
        return min(place[0] - 1, 3), _attending(rnd, words.schooling, *place, is_asked)
    rank = words.attained_by(born.year).at(rnd() + 0.11 * welfare)
    if age < 23:
        rank = min(rank, place[0] - 1 if place is not None else 3, 3)
    return rank, _left(rnd, words.schooling, rank, is_asked)


def in_new_year(
    rnd: Rnd, words: DemoWords, school: School, born: date, day: date, welfare: float
) -> School:
    """What a new school year makes of a pupil, or of a child who comes to school."""
    place = _class_of(_age_at_start(born, school_year_of(day)))
    is_asked = _age(born, day) >= DIPLOMA_FROM
    if school.status == NEVER and place == (1, 1):
        return _attending(rnd, words.schooling, 1, 1, is_asked)
    if school.status != ATTENDS:
        return school
    own = _rank_of(words, school.level)
    if place is not None and place[0] == own:
        return school._replace(grade=str(place[1]))
    diploma = school.level if is_asked else ""
    if place is not None and rnd() < _stays(place[0], welfare):
        level = words.schooling[place[0] - 1].levels.draw(rnd)
        return _school(ATTENDS, level, str(place[1]), diploma)
    return _school(LEFT, school.level, _FINISHED, diploma)


def with_diploma_asked(school: School) -> School:
    """The answers of somebody who has turned thirteen."""
    if school.diploma or school.status == "":
        return school
    has_primary = school.level not in ("", "3", "4") or school.grade == _FINISHED
    return school._replace(diploma=("3" if has_primary else _NO_DIPLOMA))


def id_education_of(words: DemoWords, school: School) -> str:
    """What civil registration calls the schooling; a diploma that is not asked yet does not count."""
    if not school.level:
        return words.no_schooling["never"]
    if school.diploma in ("", _NO_DIPLOMA):
        return words.no_schooling["unfinished"]
    return words.titles[school.diploma]


def _class_of(years: int) -> tuple[int, int] | None:
    """Rank and class of a pupil who was so old when the school year began."""
    if years < 12:
        return 1, years - 5
    if years < 15:
        return 2, years - 11
    if years < 18:
        return 3, years - 14
    return (5, years - 17) if years < 22 else None


def _stays(rank: int, welfare: float) -> float:
    """How likely somebody of school age is still at school."""
    if rank == 1:
        return 0.995
    if rank == 2:
        return 0.96 + 0.02 * welfare
    return 0.78 + 0.1 * welfare if rank == 3 else 0.17 + 0.12 * welfare


def _attending(
    rnd: Rnd, ranks: tuple[Schooling, ...], rank: int, grade: int, is_asked: bool
) -> School:
    """A pupil in one class, with the diploma of the rank before; classes follow from the birth date."""
    level = ranks[rank - 1].levels.draw(rnd)
    if rank == 1:
        return _school(ATTENDS, level, str(grade), _NO_DIPLOMA if is_asked else "")
    before = ranks[2 if rank == 5 else rank - 2].levels.draw(rnd)
    return _school(ATTENDS, level, str(grade), before if is_asked else "")


def _left(rnd: Rnd, ranks: tuple[Schooling, ...], rank: int, is_asked: bool) -> School:
    """Somebody who is no longer at school, or never was."""
    none = _NO_DIPLOMA if is_asked else ""
    if rank < 0:
        return _school(NEVER, "", "", none)
    if rank == 0:
        return _school(LEFT, ranks[0].levels.draw(rnd), str(1 + int(rnd() * 5)), none)
    level = ranks[rank - 1].levels.draw(rnd)
    if 1 < rank < 4 and rnd() < 0.06:
        # Left before the end: the diploma is the one of the rank before.
        before = ranks[rank - 2].levels.draw(rnd)
        return _school(LEFT, level, str(1 + int(rnd() * 2)), before if is_asked else "")
    return _school(LEFT, level, _FINISHED, level if is_asked else "")


@cache
def _school(status: str, level: str, grade: str, diploma: str) -> School:
    return School(status, level, grade, diploma)


def _rank_of(words: DemoWords, level: str) -> int:
    return next(at for at, one in enumerate(words.schooling, start=1) if level in one.levels.values)


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _age_at_start(born: date, year: int) -> int:
    return year - born.year - ((born.month, born.day) > _NEW_YEAR)
