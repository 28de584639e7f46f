"""A quarter passes: the population stays lawful, and the truth told is all that changed."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from desktop_app.demo.families import invent_families
from desktop_app.demo.model import MARRIED, InventedFamily
from desktop_app.demo.quarter import next_quarter
from desktop_app.demo.truth import (
    FAMILY_HEADERS,
    PERSON_HEADERS,
    Cause,
    Change,
    ChangeKind,
)
from desktop_app.demo.words import DemoWords
from desktop_app.domain.region import RegionTable
from desktop_app.paths import RESOURCES
from tests.demo.laws import assert_lawful

REGIONS = RegionTable.from_csv(
    (RESOURCES / "reference" / "regions.csv").read_text(encoding="utf-8")
)
VILLAGES = REGIONS.villages_within("33.26.13")
WORDS = DemoWords.from_folder()
DAYS = (date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31))
PERSONS = 12_000


def first_quarter() -> list[InventedFamily]:
    families = invent_families(
        PERSONS, seed=4, villages=VILLAGES, reference_date=DAYS[0], words=WORDS
    )
    return list(families)


def after(
    families: list[InventedFamily], at: int, truth: list[Change] | None = None
) -> list[InventedFamily]:
    quarter = next_quarter(
        families,
        seed=4,
        before=DAYS[at - 1],
        reference_date=DAYS[at],
        villages=VILLAGES,
        words=WORDS,
        tell=None if truth is None else truth.append,
    )
    return list(quarter)


@pytest.fixture(scope="module")
def quarters() -> list[list[InventedFamily]]:
    found = [first_quarter()]
    for at in (1, 2, 3):
        found.append(after(found[-1], at))
    return found


@pytest.fixture(scope="module")
def truth(quarters: list[list[InventedFamily]]) -> list[Change]:
    told: list[Change] = []
    after(quarters[0], 1, told)
    return told


def test_every_quarter_keeps_the_laws_of_the_first(quarters: list[list[InventedFamily]]) -> None:
    for families, day in zip(quarters, DAYS, strict=True):
        assert_lawful(families, day)


def test_the_same_quarter_follows_the_same_families_told_or_not(
    quarters: list[list[InventedFamily]],
) -> None:
    assert after(quarters[0], 1) == quarters[1]
    assert after(quarters[0], 1, []) == quarters[1]


def test_what_was_given_is_not_changed(quarters: list[list[InventedFamily]]) -> None:
    assert quarters[0] == first_quarter()


def test_most_families_stay_and_about_as_many_people_live_there(
    quarters: list[list[InventedFamily]],
) -> None:
    before, now = quarters[0], quarters[1]
    cards = {family.card for family in now}
    assert sum(family.card in cards for family in before) > 0.97 * len(before)
    persons = sum(len(family.members) for family in now)
    assert 0.99 * PERSONS < persons < 1.02 * PERSONS


def test_a_tenth_or_so_of_the_families_gets_another_decile(
    quarters: list[list[InventedFamily]],
) -> None:
    was = {family.card: family.deciles.national for family in quarters[0]}
    moved = [
        family for family in quarters[1] if was.get(family.card, "") != family.deciles.national
    ]
    assert 0.03 < len(moved) / len(quarters[1]) < 0.2


def test_everything_that_occurs_in_villages_occurs(truth: list[Change]) -> None:
    causes = {cause for change in truth for cause in change.causes}
    assert causes == set(Cause)


def test_nobody_alive_is_lost_and_nobody_appears_unsaid(
    quarters: list[list[InventedFamily]], truth: list[Change]
) -> None:
    was = {person.national_id for family in quarters[0] for person in family.members}
    now = {person.national_id for family in quarters[1] for person in family.members}
    people = [change for change in truth if change.national_id]
    assert was - now == {one.national_id for one in people if one.kind is ChangeKind.LEFT}
    assert now - was == {one.national_id for one in people if one.kind is ChangeKind.ENTERED}


def test_the_truth_is_exactly_what_a_comparison_of_the_rows_finds(
    quarters: list[list[InventedFamily]], truth: list[Change]
) -> None:
    told = Counter(
        (one.national_id or one.card_after, one.column, one.before, one.after)
        for one in truth
        if one.kind is ChangeKind.CHANGED
    )
    moved = {
        one.card_after: one.card_before
        for one in truth
        if one.kind is ChangeKind.MOVED and not one.national_id
    }
    assert told == compared(quarters[0], quarters[1], moved)


def compared(
    before: list[InventedFamily], now: list[InventedFamily], moved: dict[str, str]
) -> Counter[tuple[str, str, str, str]]:
    """Every column that differs, found without the truth but for the cards of moved families."""
    families = {family.card: family for family in before}
    people = {one.national_id: one.row("") for family in before for one in family.members}
    found: Counter[tuple[str, str, str, str]] = Counter()
    for family in now:
        old = families.get(moved.get(family.card, family.card))
        if old is not None:
            for header, was, is_ in zip(FAMILY_HEADERS, old.row(), family.row(), strict=True):
                if was != is_ and header != "nomor_kartu_keluarga":
                    found[family.card, header, was, is_] += 1
        for person in family.members:
            row = people.get(person.national_id)
            if row is not None:
                for header, was, is_ in zip(PERSON_HEADERS, row, person.row(""), strict=True):
                    if was != is_:
                        found[person.national_id, header, was, is_] += 1
    return found


def test_everybody_on_another_card_is_told_of_with_both_cards(
    quarters: list[list[InventedFamily]], truth: list[Change]
) -> None:
    was = {one.national_id: family.card for family in quarters[0] for one in family.members}
    moved = {
        one.national_id: (was[one.national_id], family.card)
        for family in quarters[1]
        for one in family.members
        if one.national_id in was and was[one.national_id] != family.card
    }
    told = {
        change.national_id: (change.card_before, change.card_after)
        for change in truth
        if change.kind is ChangeKind.MOVED and change.national_id
    }
    assert told == moved


def test_newborns_were_born_within_the_quarter(
    quarters: list[list[InventedFamily]], truth: list[Change]
) -> None:
    babies = {
        change.national_id
        for change in truth
        if change.kind is ChangeKind.ENTERED and change.causes == (Cause.BIRTH,)
    }
    assert babies
    for family in quarters[1]:
        for person in family.members:
            if person.national_id in babies and person.age_on(DAYS[1]) == 0:
                assert DAYS[0] < person.born <= DAYS[1]


def test_couples_begin_on_a_new_card_with_both_of_them(
    quarters: list[list[InventedFamily]], truth: list[Change]
) -> None:
    new = {
        change.card_after
        for change in truth
        if change.kind is ChangeKind.ENTERED
        and not change.national_id
        and change.causes == (Cause.MARRIAGE,)
    }
    assert new
    for family in quarters[1]:
        if family.card in new:
            assert [person.marital for person in family.members] == [MARRIED, MARRIED]


def test_in_july_pupils_go_up_a_class_and_nobody_skips_one(
    quarters: list[list[InventedFamily]],
) -> None:
    was = {one.national_id: one.school for family in quarters[1] for one in family.members}
    promoted = 0
    for family in quarters[2]:
        for person in family.members:
            before = was.get(person.national_id)
            if before is None or before.status != "2" or person.school.status != "2":
                continue
            if before.level == person.school.level:
                assert int(person.school.grade) == int(before.grade) + 1
            else:
                assert person.school.grade == "1"
            promoted += 1
    assert promoted > PERSONS / 10


def test_outside_july_pupils_stay_in_their_class(quarters: list[list[InventedFamily]]) -> None:
    was = {one.national_id: one.school for family in quarters[0] for one in family.members}
    for family in quarters[1]:
        for person in family.members:
            before = was.get(person.national_id)
            if before is not None and before.status == "2":
                assert person.school[:3] == before[:3]
