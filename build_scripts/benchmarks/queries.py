"""What people say when they look for somebody, made of people who are known: labelled queries.

Each way of asking is one class of queries, and for each the right answers are known. Where several people
bear the name that was said, as many of them are right as the list has room for.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from desktop_app.actions.office import Office
from desktop_app.domain.names import fold
from desktop_app.domain.person import PersonLine
from desktop_app.store.connection import connect

TOP = 10
"""Answers that are looked at."""

_SPELLINGS = (
    ("U", "OE"),
    ("F", "P"),
    ("J", "DJ"),
    ("C", "TJ"),
    ("SY", "SJ"),
    ("NY", "NJ"),
    ("Z", "S"),
    ("KH", "H"),
    ("Q", "K"),
    ("AI", "AE"),
)
_SHORT = {
    "MUHAMMAD": "MUH.",
    "MUHAMAD": "M.",
    "MOHAMAD": "MOH.",
    "SITI": "ST.",
    "ABDUL": "ABD.",
    "AHMAD": "A.",
    "NUR": "NOOR",
}
_SHORTEST = 6
"""Letters of a word that is mistyped, and of a name that is cut short."""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is looked for."""

    name: str
    national_id: str
    village: str
    hamlet: str
    rt: str

    @property
    def folded(self) -> str:
        """The name as it is compared."""
        return fold(self.name)


@dataclass(frozen=True, slots=True)
class Query:
    """One text and how to tell whether an answer is right."""

    text: str
    is_right: Callable[[PersonLine], bool]
    right: int = 1

    def share(self, hits: Sequence[PersonLine]) -> float:
        """How many of the right ones that have room among the first stand there."""
        found = sum(map(self.is_right, hits[:TOP]))
        return min(1.0, found / min(TOP, self.right))


Way = Callable[[Known, random.Random], str]


def exact(one: Known, _: random.Random) -> str:
    """The whole name."""
    return one.name.lower()


def beginning(one: Known, _: random.Random) -> str:
    """The name without its last two letters."""
    return one.folded[:-2] if len(one.folded) > _SHORTEST else ""


def other_order(one: Known, _: random.Random) -> str:
    """The words of the name from the last to the first."""
    words = one.folded.split()
    return " ".join(words[::-1]) if len(words) > 1 else ""


def mistyped(one: Known, chance: random.Random) -> str:
    """A letter lost, added, or two that changed places, in one of the long words."""
    words = one.folded.split()
    long = [at for at, word in enumerate(words) if len(word) >= _SHORTEST]
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
    """One word as another office would have written it."""
    words = one.folded.split()
    made = [
        " ".join([*words[:at], word.replace(old, new, 1), *words[at + 1 :]])
        for at, word in enumerate(words)
        for old, new in _SPELLINGS
        if old in word
    ]
    return chance.choice(made) if made else ""


def shortened(one: Known, _: random.Random) -> str:
    """With the usual abbreviations."""
    words = one.folded.split()
    short = [_SHORT.get(word, word) for word in words]
    return " ".join(short) if short != words and len(words) > 1 else ""


def name_and_village(one: Known, _: random.Random) -> str:
    """The name and the desa."""
    return f"{one.name} {one.village}"


def hamlet_and_rt(one: Known, _: random.Random) -> str:
    """The first word of the name, the hamlet, the RT and the desa."""
    if not (one.hamlet and one.rt):
        return ""
    return f"{one.folded.split()[0]} dusun {one.hamlet} rt {int(one.rt)} {one.village}"


def part_of_number(one: Known, chance: random.Random) -> str:
    """Last digits, a middle part, or the beginning of the NIK."""
    nik = one.national_id
    return chance.choice([nik[-7:], nik[3:-2], nik[:14]])


WAYS: tuple[Way, ...] = (
    exact,
    beginning,
    other_order,
    mistyped,
    spelled_otherwise,
    shortened,
    name_and_village,
    hamlet_and_rt,
    part_of_number,
)


def queries(people: Sequence[Known], way: Way, count: int, chance: random.Random) -> list[Query]:
    """So many queries of one class, or fewer if not so many people can be asked for in this way."""
    made: list[Query] = []
    namesakes = _counted(people, way)
    numbers = " ".join(one.national_id for one in people) if way is part_of_number else ""
    for one in chance.sample(people, len(people)):
        if text := way(one, chance):
            if way is part_of_number:
                made.append(_number_query(text, numbers.count(text)))
            else:
                made.append(_query(one, way, text, namesakes))
        if len(made) == count:
            break
    return made


def everybody(office: Office) -> list[Known]:
    """Everybody with a NIK and a family in the extract in use."""
    release = office.store.extract_in_use
    assert release is not None
    return list(_known(office, release))


def _known(office: Office, release: str) -> Iterator[Known]:
    names: dict[str, str] = {}
    regions, store = office.reference.regions, office.store
    with closing(connect(store.extract_file(release), store.key, read_only=True)) as conn:
        rows = conn.execute(
            "SELECT person.name, national_id, family.village, id_hamlet, id_rt FROM person"
            " JOIN family ON family.id = person.family_id WHERE national_id IS NOT NULL"
            " AND person.name IS NOT NULL ORDER BY person.id"
        )
        for name, national_id, village, hamlet, rt in rows:
            if village not in names:
                names[village] = regions.name_of(village)
            yield Known(name, national_id, names[village], hamlet or "", rt or "")


def _words(one: Known) -> str:
    return " ".join(sorted(one.folded.split()))


def _counted(people: Sequence[Known], way: Way) -> Counter[str]:
    """How many right answers there are for each thing that can be said in this way."""
    return Counter(_said(one, way) for one in people)


def _said(one: Known, way: Way) -> str:
    if way is beginning:
        return one.folded[:-2]
    if way is name_and_village:
        return f"{_words(one)}|{one.village}"
    if way is hamlet_and_rt:
        return f"{(one.folded.split() or [''])[0]}|{fold(one.hamlet)}|{one.rt}|{one.village}"
    return _words(one)


def _number_query(digits: str, right: int) -> Query:
    return Query(digits, lambda hit: digits in (hit.national_id or ""), right)


def _query(one: Known, way: Way, text: str, namesakes: Counter[str]) -> Query:
    if way in (name_and_village, hamlet_and_rt):
        # With so much said only this one person is meant; others of the kind share the ten places.
        right = namesakes[_said(one, way)]
        if right <= TOP:
            return Query(text, lambda hit: hit.national_id == one.national_id)
        first = one.folded.split()[0]
        return Query(text, lambda hit: first in fold(hit.name).split(), right)
    if way is beginning:
        start = one.folded[:-2]
        return Query(text, lambda hit: fold(hit.name).startswith(start), namesakes[start])
    wanted = _words(one)
    return Query(
        text,
        lambda hit: " ".join(sorted(fold(hit.name).split())) == wanted,
        namesakes[wanted],
    )
