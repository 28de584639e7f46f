"""Invented families: the same by seed, never a real number, and answers that fit each other."""

from __future__ import annotations

import hashlib
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

import pytest

from desktop_app.demo.families import invent_families, shares_of
from desktop_app.demo.model import (
    CHILD,
    UNMARRIED,
    InventedFamily,
    InventedPerson,
)
from desktop_app.demo.words import DemoWords
from desktop_app.domain.region import RegionTable
from desktop_app.paths import RESOURCES
from tests.demo.laws import assert_lawful

REGIONS = RegionTable.from_csv(
    (RESOURCES / "reference" / "regions.csv").read_text(encoding="utf-8")
)
WORDS = DemoWords.from_folder()
DAY = date(2026, 9, 30)
PERSONS = 12_000


def invented(
    persons: int = PERSONS, *, seed: int = 1, region: str = "33.26.13"
) -> Iterator[InventedFamily]:
    return invent_families(
        persons,
        seed=seed,
        villages=REGIONS.villages_within(region),
        reference_date=DAY,
        words=WORDS,
        elsewhere=REGIONS.villages,
    )


def digest(families: Iterator[InventedFamily]) -> str:
    found = hashlib.sha256()
    for family in families:
        found.update(repr(family.row()).encode())
        for person in family.members:
            found.update(repr(person.row(family.card)).encode())
    return found.hexdigest()


@pytest.fixture(scope="module")
def families() -> list[InventedFamily]:
    return list(invented())


@pytest.fixture(scope="module")
def people(families: list[InventedFamily]) -> list[InventedPerson]:
    return [person for family in families for person in family.members]


def test_the_same_seed_invents_the_same_families_and_another_seed_others() -> None:
    assert digest(invented(2_000)) == digest(invented(2_000))
    assert digest(invented(2_000)) != digest(invented(2_000, seed=2))


def test_as_many_people_are_invented_as_were_asked_for(people: list[InventedPerson]) -> None:
    assert len(people) == PERSONS
    assert sum(len(one.members) for one in invented(1)) == 1
    assert sum(len(one.members) for one in invented(0)) == 0


def test_families_numbers_and_answers_fit_each_other(families: list[InventedFamily]) -> None:
    assert_lawful(families, DAY)


def test_every_card_shows_its_district_and_a_day_in_the_past(
    families: list[InventedFamily],
) -> None:
    for family in families:
        card = family.card
        assert card[:6] == "332613"
        issued = date(2000 + int(card[10:12]), int(card[8:10]), int(card[6:8]))
        assert issued <= DAY
        assert 9000 <= int(card[12:]) <= 9999


def test_no_number_is_given_twice_even_over_the_whole_kabupaten() -> None:
    seen: set[str] = set()
    for family in invented(30_000, region="33.26"):
        for number in (family.card, *(person.national_id for person in family.members)):
            assert number not in seen
            seen.add(number)


def test_numbers_stay_unique_when_one_village_holds_a_crowd() -> None:
    numbers = Counter(
        person.national_id
        for family in invented(20_000, region="33.26.13.2012")
        for person in family.members
    )
    assert max(numbers.values()) == 1
    assert len(numbers) == 20_000


def test_a_tenth_or_so_was_first_recorded_elsewhere(people: list[InventedPerson]) -> None:
    elsewhere = sum(person.national_id[:6] != "332613" for person in people) / len(people)
    assert 0.05 < elsewhere < 0.18


def test_every_village_code_is_a_known_one(families: list[InventedFamily]) -> None:
    for family in families:
        village = REGIONS.village_by_bps(family.place[6])
        assert village is family.village
        assert village.answers_to(family.place[7])
        for person in family.members:
            written = REGIONS.village_by_bps(person.id_place.village_code)
            assert written is not None
            assert written.answers_to(person.id_place.village_name)


def test_about_seven_in_a_hundred_have_an_identity_card_of_another_village(
    families: list[InventedFamily],
) -> None:
    other = sum(
        len(family.members)
        for family in families
        if family.members[0].id_place.village_code != family.place[6]
    )
    assert 0.04 < other / PERSONS < 0.1


def test_every_village_gets_a_share_and_some_are_much_bigger_than_others() -> None:
    villages = REGIONS.villages_within("33.26")
    shares = shares_of(1_000_000, villages, 1, WORDS)
    assert sum(shares) == 1_000_000
    assert min(shares) > 300
    assert max(shares) > 4 * sorted(shares)[len(shares) // 2] / 2


# --- Families


def test_no_child_is_married_and_children_are_younger_than_the_head(
    families: list[InventedFamily],
) -> None:
    for family in families:
        head = family.members[0]
        for person in family.members:
            if person.age_on(DAY) < 17:
                assert person.marital == UNMARRIED
            if person.relationship == CHILD:
                assert person.born.year - head.born.year >= 15


def test_families_are_as_big_as_in_a_real_extract(families: list[InventedFamily]) -> None:
    assert 2.7 < PERSONS / len(families) < 3.4
    sizes = Counter(len(family.members) for family in families)
    assert 0.08 < sizes[1] / len(families) < 0.2
    assert max(sizes) <= 10


def test_there_are_elderly_who_live_alone_widows_and_three_generations(
    families: list[InventedFamily],
) -> None:
    alone = [one for one in families if len(one.members) == 1]
    assert sum(one.members[0].age_on(DAY) >= 65 for one in alone) > len(alone) / 3
    assert sum(one.members[0].marital == "4" for one in families) > len(families) / 20
    generations = [{person.relationship for person in one.members} for one in families]
    assert sum({"3", "5"} <= one for one in generations) > len(families) / 50


# --- Health


def test_disability_and_disease_are_rare(people: list[InventedPerson]) -> None:
    troubled = sum(any(code in "12" for code in one.health[1:11] if code) for one in people)
    assert 0.001 < troubled / len(people) < 0.03
    ill = sum(one.health.chronic_disease != "1" for one in people)
    assert 0.03 < ill / len(people) < 0.15


# --- Ranks and what goes with them


def test_all_deciles_occur_and_the_poorer_ones_somewhat_more(
    families: list[InventedFamily],
) -> None:
    shares = Counter(family.deciles.national for family in families)
    for decile in range(1, 11):
        assert 0.02 < shares[str(decile)] / len(families) < 0.2
    low = sum(shares[decile] for decile in "1234") / len(families)
    assert 0.3 < low < 0.6
    assert 0.01 < shares[""] / len(families) < 0.05


def test_the_poor_have_worse_houses_fewer_assets_and_more_premium_aid(
    families: list[InventedFamily],
) -> None:
    poor = [one for one in families if one.deciles.national in ("1", "2")]
    rich = [one for one in families if one.deciles.national in ("9", "10")]

    def share(of: list[InventedFamily], has: Callable[[InventedFamily], bool]) -> float:
        return sum(map(has, of)) / len(of)

    def bare_floor(one: InventedFamily) -> bool:
        return one.housing.floor in ("6", "8")

    def refrigerator(one: InventedFamily) -> bool:
        return one.assets[2] == "1"

    def premium(one: InventedFamily) -> bool:
        return one.premium[0] == "1"

    assert share(poor, bare_floor) > 3 * share(rich, bare_floor)
    assert share(rich, refrigerator) > 2 * share(poor, refrigerator)
    assert share(poor, premium) > 0.7 > 0.15 > share(rich, premium)


# --- Names


def test_names_tell_the_generation(people: list[InventedPerson]) -> None:
    old = [one.name for one in people if one.born.year < 1950]
    young = [one.name for one in people if one.born.year > 2010]
    assert sum(" " not in name for name in old) > len(old) / 2
    assert sum(name.count(" ") >= 2 for name in young) > len(young) / 3
    assert sum("SOE" in name or "DJ" in name for name in old) > len(old) / 8
    assert not any("SOE" in name for name in young)


def test_names_carry_the_prefixes_and_titles_that_offices_meet(
    people: list[InventedPerson],
) -> None:
    text = "\n".join(one.name for one in people)
    for part in ("MUH. ", "MOH. ", "SITI ", "NUR ", "ABDUL ", "\nH. ", "\nHJ. ", ", S.PD"):
        assert part in text


# --- Memory


def test_a_stream_of_a_whole_kabupaten_keeps_nothing() -> None:
    stream = invented(1_000_000, region="33.26")
    for _ in islice(stream, 300):
        pass
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for _ in islice(stream, 6_000):
            pass
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 2_000_000
