"""Rows of somebody else's list beside the people of a release: what speaks for one being the other.

Each row ends as *found by NIK*, *found by name*, *doubtful* or *not found*. Evidence is weighed as
Fellegi and Sunter do it (A Theory for Record Linkage, JASA 64, 1969): what agrees counts the logarithm
of how much more often it agrees for one and the same person than for two by chance, what disagrees
counts against. A name that many people bear counts less than a rare one. Together with how many people
there are the weights give the chance, in per cent, that a candidate is the person who is meant; the
chances of all candidates and of nobody add up to one, so that two twins share theirs.

The chance ranks, and says who is worth a look. It never decides alone: *found* asks in addition for
what practitioners ask for (the NIK and a name that does not contradict it; else name, birth date and
place), and everything else that may be the person is for a person to decide.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.identity import is_number_slip, parse_national_id


class MatchOutcome(StrEnum):
    """What became of a row."""

    FOUND_BY_NUMBER = "found-by-nik"
    FOUND_BY_NAME = "found-by-name"
    DOUBTFUL = "doubtful"
    NOT_FOUND = "not-found"

    @property
    def is_found(self) -> bool:
        """True if the row stands for one person without anybody having to look."""
        return self in (MatchOutcome.FOUND_BY_NUMBER, MatchOutcome.FOUND_BY_NAME)


class Evidence(StrEnum):
    """One thing that speaks for a candidate or against them; in the order of reading."""

    NUMBER_SAME = "nik-same"
    NUMBER_SLIP = "nik-slip"
    NUMBER_OTHER = "nik-other"
    NUMBER_TWICE = "nik-twice"
    NAME_SAME = "name-same"
    NAME_ALIKE = "name-alike"
    NAME_NEARLY = "name-nearly"
    NAME_PART = "name-part"
    NAME_OTHER = "name-other"
    BIRTH_SAME = "birth-same"
    BIRTH_SWAPPED = "birth-swapped"
    BIRTH_NEARLY = "birth-nearly"
    BIRTH_OTHER = "birth-other"
    SEX_OTHER = "sex-other"
    CARD_SAME = "card-same"
    CARD_OTHER = "card-other"
    VILLAGE_SAME = "village-same"
    SUBDISTRICT_SAME = "subdistrict-same"
    PLACE_OTHER = "place-other"


NAME_LEVELS = (
    Evidence.NAME_SAME,
    Evidence.NAME_ALIKE,
    Evidence.NAME_NEARLY,
    Evidence.NAME_PART,
)
"""How near a name can be; the nearest first."""

AGAINST = frozenset(
    {
        Evidence.NUMBER_OTHER,
        Evidence.NUMBER_TWICE,
        Evidence.NAME_OTHER,
        Evidence.BIRTH_OTHER,
        Evidence.SEX_OTHER,
        Evidence.CARD_OTHER,
        Evidence.PLACE_OTHER,
    }
)
"""What speaks against a candidate."""

# How often each holds for one and the same person (m); the chance that it holds for two others (u) is
# either beside it or counted in the release. Estimates, set on the careful side: see the tests.
_NAME_M = {
    Evidence.NAME_SAME: 0.80,
    Evidence.NAME_ALIKE: 0.10,
    Evidence.NAME_NEARLY: 0.05,
    Evidence.NAME_PART: 0.05,
}
_DAYS = 80 * 365.25
_ESTIMATED = frozenset({"01-01", "12-31", "07-01"})
"""Days on which far more people stand in registers than were born on them: estimates."""
_OF_ESTIMATE = math.log2(16)
_WEIGHTS = {
    Evidence.NUMBER_SAME: 24.0,
    Evidence.NUMBER_SLIP: 16.0,
    Evidence.NUMBER_OTHER: -5.0,
    Evidence.NUMBER_TWICE: 0.0,
    Evidence.NAME_OTHER: -8.0,
    Evidence.BIRTH_SAME: math.log2(0.93 * _DAYS),
    Evidence.BIRTH_SWAPPED: math.log2(0.01 * _DAYS),
    Evidence.BIRTH_NEARLY: math.log2(0.03 * _DAYS / 120),
    Evidence.BIRTH_OTHER: -5.0,
    Evidence.SEX_OTHER: -5.0,
    Evidence.CARD_SAME: 14.0,
    Evidence.CARD_OTHER: -2.0,
    Evidence.PLACE_OTHER: -4.0,
}
_SLIP_BESIDE_BIRTH = 1.5
_VILLAGE_BESIDE_SLIP = 3.0
"""Of a slip in the NIK where the birth dates agree, and of the desa beside it: the NIK has the date and
the kecamatan in it, and people who were registered one after the other have neighbouring numbers."""
_SUBDISTRICT_TOLD = math.log2(0.9 * 15)
_SUBDISTRICT_ONLY = 0.5
_FEWEST_PEOPLE = 1_000
_SURE = 99
WORTH_A_LOOK = 5
"""Chance in per cent below which a candidate is not shown."""


@dataclass(frozen=True, slots=True)
class AskedRow:
    """What a row of a list says about a person; empty where it does not say it.

    `folded` is the name as names are compared. `place` is a Kemendagri code of a desa or a kecamatan.
    """

    row: int
    national_id: str = ""
    family_card_no: str = ""
    name: str = ""
    folded: str = ""
    birth_date: str = ""
    sex: str = ""
    place: str = ""

    @property
    def says_whom(self) -> bool:
        """True if it has a name or a NIK: without either nobody can be looked for."""
        return bool(self.folded or self.national_id)


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person of a release as a match keeps them; `village` is a Kemendagri code or empty."""

    person_id: str
    family_id: str | None
    national_id: str | None
    family_card_no: str | None
    name: str
    folded: str
    birth_date: str | None
    sex: str
    village: str
    decile: int | None
    head_name: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant; `score` is the chance in per cent, `evidence` says why."""

    person: ListedPerson
    score: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a row, and the candidates, the likeliest first; the first is who was found."""

    outcome: MatchOutcome
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """What the weights depend on: how many people and how many desa the release has."""

    people: int
    villages: int


@dataclass(frozen=True, slots=True)
class Near:
    """How near a name is, and how many people of the release bear one at least as near."""

    level: Evidence
    bearers: int


def weighed(
    asked: AskedRow, person: ListedPerson, near: Near | None, around: Around, *, bearers: int = 1
) -> tuple[float, tuple[Evidence, ...]]:
    """The weight of everything that can be compared, in bits, and what it was.

    `near` is None where the names have nothing in common. `bearers` is how many people have the NIK
    that the row gives.
    """
    found = [
        *_of_number(asked, person, bearers),
        *_of_name(asked, person, near),
        *_of_birth(asked, person),
        *_of_sex(asked, person),
        *_of_card(asked, person),
        *_of_place(asked, person),
    ]
    weight = sum(_weight(one, asked, near, around) for one in found)
    if Evidence.NUMBER_SLIP in found:
        if Evidence.BIRTH_SAME in found:
            weight += _SLIP_BESIDE_BIRTH - _WEIGHTS[Evidence.NUMBER_SLIP]
        if Evidence.VILLAGE_SAME in found:
            weight += _VILLAGE_BESIDE_SLIP - _of_village(around)
    return weight, tuple(found)


def may_be_worth(asked: AskedRow, near: Near, birth: Evidence | None, around: Around) -> bool:
    """False if somebody with this name and birth date cannot be worth a look whatever else agrees.

    Asked before the rest is read, of everybody who bears a name like it.
    """
    if near.level is Evidence.NAME_SAME and birth is not Evidence.BIRTH_OTHER:
        return True
    known = [near.level, birth] if birth is not None else [near.level]
    best = sum(_weight(one, asked, near, around) for one in known)
    best += _weight(Evidence.VILLAGE_SAME, asked, near, around) if asked.place else 0.0
    # Chances are told rounded, so that half a per cent less is worth a look as well.
    return best >= math.log2(max(around.people, _FEWEST_PEOPLE) * (WORTH_A_LOOK - 0.5) / 100)


def birth_evidence(asked: str, known: str | None) -> Evidence | None:
    """What two birth dates say in ISO form; None where one is not known."""
    if not asked or not known:
        return None
    if asked == known:
        return Evidence.BIRTH_SAME
    year, month, day = (
        asked[:4] == known[:4],
        asked[5:7] == known[5:7],
        asked[8:] == known[8:],
    )
    if year + month + day == 2:
        return Evidence.BIRTH_NEARLY
    is_swapped = year and asked[5:7] == known[8:] and asked[8:] == known[5:7]
    return Evidence.BIRTH_SWAPPED if is_swapped else Evidence.BIRTH_OTHER


def verdict(
    asked: AskedRow,
    weights: Sequence[tuple[ListedPerson, float, tuple[Evidence, ...]]],
    around: Around,
    *,
    most: int = 5,
) -> Verdict:
    """What becomes of a row whose possible people have these weights."""
    prior = 1 / max(around.people, _FEWEST_PEOPLE)
    odds = [prior * 2**weight for _, weight, _ in weights]
    whole = 1 + sum(odds)
    candidates = sorted(
        (
            Candidate(person, round(100 * one / whole), evidence)
            for (person, _, evidence), one in zip(weights, odds, strict=True)
        ),
        key=lambda one: (-one.score, one.person.person_id),
    )
    outcome = _decided(asked, candidates)
    if outcome is not None:
        others = [one for one in candidates[1:] if one.score >= WORTH_A_LOOK]
        return Verdict(outcome, (candidates[0], *others[: most - 1]))
    likely = [one for one in candidates if one.score >= WORTH_A_LOOK or _may_be(one)]
    if not likely:
        return Verdict(MatchOutcome.NOT_FOUND)
    return Verdict(MatchOutcome.DOUBTFUL, tuple(likely[:most]))


def _decided(asked: AskedRow, candidates: Sequence[Candidate]) -> MatchOutcome | None:
    """Found, if the first candidate leaves no doubt; None if somebody has to look."""
    if not candidates:
        return None
    first = frozenset(candidates[0].evidence)
    is_same_name = bool(first & {Evidence.NAME_SAME, Evidence.NAME_ALIKE})
    is_sure = candidates[0].score >= _SURE
    if Evidence.NUMBER_SAME in first and Evidence.NUMBER_TWICE not in first:
        # Part of a name, or none at all, is enough only where nothing speaks against it, and nobody
        # bears the name whole with a NIK a slip away: neighbours in a register do.
        is_silent = first.isdisjoint(AGAINST)
        is_found = is_same_name or (
            is_silent and (is_sure or not asked.folded) and not any(map(_is_rival, candidates[1:]))
        )
        return MatchOutcome.FOUND_BY_NUMBER if is_found else None
    # A birth date that is an estimate does not tell two people of one name and desa apart.
    enough = {Evidence.CARD_SAME}
    if not _is_estimate(asked.birth_date):
        enough.add(Evidence.VILLAGE_SAME)
    is_found = (
        is_sure
        and is_same_name
        and Evidence.BIRTH_SAME in first
        and not first.isdisjoint(enough)
        and first.isdisjoint(AGAINST)
    )
    return MatchOutcome.FOUND_BY_NAME if is_found else None


def _is_rival(one: Candidate) -> bool:
    evidence = frozenset(one.evidence)
    return Evidence.NUMBER_SLIP in evidence and not evidence.isdisjoint(
        {Evidence.NAME_SAME, Evidence.NAME_ALIKE}
    )


def _may_be(one: Candidate) -> bool:
    """True if the whole name agrees and nothing else that was said does not."""
    evidence = frozenset(one.evidence)
    return Evidence.NAME_SAME in evidence and evidence.isdisjoint(AGAINST)


def _weight(one: Evidence, asked: AskedRow, near: Near | None, around: Around) -> float:
    if one in _NAME_M:
        bearers = near.bearers if near is not None else 1
        return math.log2(_NAME_M[one] * max(around.people, _FEWEST_PEOPLE) / max(1, bearers))
    if one is Evidence.VILLAGE_SAME:
        return _of_village(around)
    if one is Evidence.SUBDISTRICT_SAME:
        return _SUBDISTRICT_ONLY if asked.place.count(".") > 2 else _SUBDISTRICT_TOLD
    if one is Evidence.BIRTH_SAME and _is_estimate(asked.birth_date):
        return _WEIGHTS[one] - _OF_ESTIMATE
    return _WEIGHTS[one]


def _of_village(around: Around) -> float:
    return math.log2(max(2.0, 0.85 * around.villages))


def _is_estimate(born: str) -> bool:
    return born[5:] in _ESTIMATED


def _of_number(asked: AskedRow, person: ListedPerson, bearers: int) -> list[Evidence]:
    if not asked.national_id or not person.national_id:
        return []
    if asked.national_id == person.national_id:
        twice = [Evidence.NUMBER_TWICE] if bearers > 1 else []
        return [Evidence.NUMBER_SAME, *twice]
    if is_number_slip(asked.national_id, person.national_id):
        return [Evidence.NUMBER_SLIP]
    # A number that cannot be one says nothing about whose it is not.
    return [Evidence.NUMBER_OTHER] if parse_national_id(asked.national_id) else []


def _of_name(asked: AskedRow, person: ListedPerson, near: Near | None) -> list[Evidence]:
    if not asked.folded or not person.folded:
        return []
    return [near.level if near is not None else Evidence.NAME_OTHER]


def _of_birth(asked: AskedRow, person: ListedPerson) -> list[Evidence]:
    found = birth_evidence(asked.birth_date, person.birth_date)
    return [] if found is None else [found]


def _of_sex(asked: AskedRow, person: ListedPerson) -> list[Evidence]:
    is_other = bool(asked.sex and person.sex) and asked.sex != person.sex
    return [Evidence.SEX_OTHER] if is_other else []


def _of_card(asked: AskedRow, person: ListedPerson) -> list[Evidence]:
    if not asked.family_card_no or not person.family_card_no:
        return []
    is_same = asked.family_card_no == person.family_card_no
    return [Evidence.CARD_SAME if is_same else Evidence.CARD_OTHER]


def _of_place(asked: AskedRow, person: ListedPerson) -> list[Evidence]:
    if not asked.place or not person.village:
        return []
    if asked.place == person.village:
        return [Evidence.VILLAGE_SAME]
    is_near = asked.place.split(".")[:3] == person.village.split(".")[:3]
    return [Evidence.SUBDISTRICT_SAME if is_near else Evidence.PLACE_OTHER]
