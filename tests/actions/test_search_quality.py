"""How often the right person is among the first ten, for every way in which a name can be said."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

import pytest

from desktop_app.actions.demo import DemoWish, fill_with_demo
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.names import fold
from desktop_app.progress import Progress
from desktop_app.store.connection import connect

PERSONS, QUERIES, RECALL = 4_000, 60, 0.97


@dataclass(frozen=True)
class Known:
    """What a query may be made of."""

    name: str
    national_id: str
    village: str
    hamlet: str
    rt: str


Way = Callable[[Known, random.Random], str]
SPELLINGS = [
    ("U", "OE"),
    ("F", "P"),
    ("J", "DJ"),
    ("SY", "SJ"),
    ("Z", "S"),
    ("KH", "H"),
    ("AI", "AE"),
]
SHORT = {
    "MUHAMMAD": "MUH.",
    "MUHAMAD": "M.",
    "SITI": "ST.",
    "ABDUL": "ABD.",
    "AHMAD": "A.",
    "NUR": "NOOR",
}


def exact(one: Known, _: random.Random) -> str:
    return one.name.lower()


def prefix(one: Known, _: random.Random) -> str:
    return fold(one.name)[:-2] if len(fold(one.name)) > 6 else ""


def reversed_words(one: Known, _: random.Random) -> str:
    words = fold(one.name).split()
    return " ".join(words[::-1]) if len(words) > 1 else ""


def mistyped(one: Known, chance: random.Random) -> str:
    words = fold(one.name).split()
    long = [at for at, word in enumerate(words) if len(word) >= 6]
    if not long:
        return ""
    at = chance.choice(long)
    word, where = words[at], chance.randrange(1, len(words[at]) - 1)
    words[at] = chance.choice(
        [
            word[:where] + word[where + 1 :],
            word[:where] + chance.choice("ABDEGIKLMNOPRSTU") + word[where:],
            word[:where] + word[where + 1] + word[where] + word[where + 2 :],
        ]
    )
    return " ".join(words)


def spelled_otherwise(one: Known, chance: random.Random) -> str:
    words = fold(one.name).split()
    made = [
        " ".join([*words[:at], word.replace(old, new, 1), *words[at + 1 :]])
        for at, word in enumerate(words)
        for old, new in SPELLINGS
        if old in word
    ]
    return chance.choice(made) if made else ""


def shortened(one: Known, _: random.Random) -> str:
    words = fold(one.name).split()
    short = [SHORT.get(word, word) for word in words]
    return " ".join(short) if short != words and len(words) > 1 else ""


def name_and_village(one: Known, _: random.Random) -> str:
    return f"{one.name} {one.village}"


def hamlet_and_rt(one: Known, _: random.Random) -> str:
    first = fold(one.name).split()[0]
    return f"{first} dusun {one.hamlet} rt {int(one.rt)}" if one.hamlet and one.rt else ""


def part_of_number(one: Known, chance: random.Random) -> str:
    return chance.choice([one.national_id[-7:], one.national_id[3:-2], one.national_id[:13]])


WAYS: list[Way] = [
    *(exact, prefix, reversed_words, mistyped, spelled_otherwise, shortened),
    *(name_and_village, hamlet_and_rt, part_of_number),
]


@pytest.fixture(scope="module")
def chance() -> random.Random:
    return random.Random(20261124)


def test_the_right_person_is_among_the_first_ten_in_every_way_of_asking(
    office: Office, chance: random.Random
) -> None:
    fill_with_demo(office, DemoWish(persons=PERSONS, interventions=1, seed=7), Progress())
    people = everybody(office)
    namesakes = Counter(" ".join(sorted(fold(one.name).split())) for one in people)
    found = {}
    for way in WAYS:
        shares: list[float] = []
        for one in chance.sample(people, len(people)):
            typed = way(one, chance)
            if typed:
                hits = find_people(office, Search(typed, limit=10), is_typing=True)
                shares.append(
                    share_of_right(one, way, [(h.name, h.national_id) for h in hits], namesakes)
                )
            if len(shares) == QUERIES:
                break
        assert len(shares) == QUERIES, way.__name__
        found[way.__name__] = sum(shares) / QUERIES
    assert {name: round(share, 3) for name, share in found.items() if share < RECALL} == {}


def share_of_right(
    one: Known, way: Way, hits: list[tuple[str, str | None]], namesakes: Counter[str]
) -> float:
    """One person where a place or number was said; else as many namesakes as there are, up to ten."""
    if way in (name_and_village, hamlet_and_rt, part_of_number):
        return float(any(number == one.national_id for _, number in hits))
    wanted = " ".join(sorted(fold(one.name).split()))
    if way is prefix:
        return float(any(fold(name).startswith(fold(one.name)[:-2]) for name, _ in hits))
    right = sum(1 for name, _ in hits if " ".join(sorted(fold(name).split())) == wanted)
    return min(1.0, right / min(10, namesakes[wanted]))


def everybody(office: Office) -> list[Known]:
    regions = office.reference.regions
    release = office.store.extract_in_use
    assert release is not None
    with closing(
        connect(office.store.extract_file(release), office.store.key, read_only=True)
    ) as conn:
        rows = conn.execute(
            "SELECT person.name, national_id, family.village, id_hamlet, id_rt FROM person"
            " JOIN family ON family.id = person.family_id WHERE national_id IS NOT NULL ORDER BY person.id"
        ).fetchall()
    return [
        Known(row[0], row[1], regions.name_of(row[2]), row[3] or "", row[4] or "") for row in rows
    ]
