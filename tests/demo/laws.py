"""What must hold for invented families on any day, whoever invented or changed them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desktop_app.demo.model import HEAD, MARRIED, SPOUSE, InventedFamily, InventedPerson
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS
from desktop_app.domain.identity import agrees_with_birth, parse_national_id


def assert_lawful(families: Iterable[InventedFamily], day: date) -> None:
    """Fails at the first family that breaks a law."""
    numbers: set[str] = set()
    for family in families:
        assert len(family.row()) == len(FAMILY_FIELDS) == 52
        assert_a_family(family)
        for number in (family.card, *(person.national_id for person in family.members)):
            assert number not in numbers
            numbers.add(number)
        for person in family.members:
            assert len(person.row(family.card)) == len(PERSON_FIELDS) == 48
            assert_a_number(person)
            assert_asked_by_age(person, person.age_on(day))
            assert person.born <= day


def assert_a_family(family: InventedFamily) -> None:
    """One head, first; a spouse of the other sex if any; a house answered as asked."""
    head = family.members[0]
    relationships = [person.relationship for person in family.members]
    assert head.relationship == HEAD
    assert relationships.count(HEAD) == 1
    assert relationships.count(SPOUSE) <= 1
    for person in family.members:
        if person.relationship == SPOUSE:
            assert person.marital == head.marital == MARRIED
            assert person.sex != head.sex
    housing = family.housing
    assert bool(housing.power) == (housing.lighting == "1")
    assert bool(housing.toilet_type) == bool(housing.sewage) == (housing.toilet != "6")
    assert (family.assets[0] == "1") == ("1" in family.assets[1:])
    assert all(family.deciles) or not any(family.deciles)


def assert_a_number(person: InventedPerson) -> None:
    """A NIK that fits its owner and shows that it is invented."""
    parts = parse_national_id(person.national_id)
    assert parts is not None
    assert agrees_with_birth(parts, person.born)
    assert parts.sex.value == person.sex
    assert 9000 <= parts.sequence <= 9999


def assert_asked_by_age(person: InventedPerson, age: int) -> None:
    """The skip pattern: what is not asked is empty."""
    school, work, health = person.school, person.work, person.health
    assert bool(school.status) == bool(work.is_working) == bool(work.has_business) == (age >= 5)
    went = school.status in ("2", "3")
    assert bool(school.level) == bool(school.grade) == went
    assert bool(school.diploma) == (age >= 13)
    assert bool(work.industry) == bool(work.status) == (work.is_working == "1")
    assert (work.has_business == "1") == (work.status in ("1", "2"))
    details = (work.business_industry, work.workers_paid, work.workers_unpaid, work.turnover)
    assert all(details) == any(details) == (work.has_business == "1")
    assert age >= 15 or work.is_working != "1"
    assert bool(health.nutrition) == (age < 5)
    difficulties = health[1:11]
    assert all(difficulties) == any(difficulties) == (age >= 2)
    assert health.chronic_disease
