"""What changed between two releases, for people and for their work.

A person or family is the same in both releases if it bears the same id; ids are carried over by NIK
and card when a release is loaded. Everything else follows from that, and each kind is defined so
that reading the two releases the other way round gives its counterpart:

* *entered* and *left*: in one of the two only;
* *changed*: in both, with other values; *village moved*: a family that stands in another desa;
* *moved family*: a person on another card than before, and still (or again) the same person;
* *split*: a card whose members, of those who are still here, stand on several cards now;
* *merged*: a card whose members, of those who were here before, come from several cards;
* *card changed*: a card that is gone and a card that is new, when the first was not split, the second
  not merged, and whoever stayed went from the one to the other: one household under a new number;
* *head changed*: a card that had heads before and has heads now, and nobody is among both. Several
  heads on one card (a known fault of extracts) are no change as long as one of them stays;
* *NIK corrected*: the same person under another NIK;
* *doubtful*: two people who may be one; listed for a person to look at, never joined by the program;
* *decile moved*: a family whose national decile is another one, graded as practitioners do: small (up
  to 3), significant (4 to 6), extreme (7 and more). A higher decile is *up*: ranked as better off.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop_app.domain.extract import Entity

_SMALL, _SIGNIFICANT = 3, 6


class ChangeKind(StrEnum):
    """What happened to one family or person; the first four are the words of the changes CSV."""

    ENTERED = "entered"
    LEFT = "left"
    CHANGED = "changed"
    MOVED_FAMILY = "moved_family"
    SPLIT = "split"
    MERGED = "merged"
    CARD_CHANGED = "card_changed"
    HEAD_CHANGED = "head_changed"
    VILLAGE_MOVED = "village_moved"
    NATIONAL_ID_CORRECTED = "national_id_corrected"
    DOUBTFUL = "doubtful"
    DECILE_MOVED = "decile_moved"


class DecileMove(StrEnum):
    """How far a family's national decile went."""

    SAME = "same"
    SMALL = "small"
    SIGNIFICANT = "significant"
    EXTREME = "extreme"
    INCOMPLETE = "incomplete"


class Direction(StrEnum):
    """Which way a decile went; a higher one is up."""

    UP = "up"
    DOWN = "down"


def decile_move(old: int | None, new: int | None) -> DecileMove:
    """The grade of a move; incomplete where one of the two releases did not rank the family."""
    if old is None and new is None:
        return DecileMove.SAME
    if old is None or new is None:
        return DecileMove.INCOMPLETE
    distance = abs(new - old)
    if distance == 0:
        return DecileMove.SAME
    if distance <= _SMALL:
        return DecileMove.SMALL
    return DecileMove.SIGNIFICANT if distance <= _SIGNIFICANT else DecileMove.EXTREME


@dataclass(frozen=True, slots=True)
class Regrouping:
    """How people were dealt anew to cards.

    `split` says for a card before how many of its members stand on each card now, `merged` for a card
    now how many came from each card before; `replaced` leads from a card to the one in its place.
    """

    split: Mapping[str, Mapping[str, int]]
    merged: Mapping[str, Mapping[str, int]]
    replaced: Mapping[str, str]


def regrouped(links: Iterable[tuple[str, str]]) -> Regrouping:
    """The cards that were split, merged and replaced, from (card before, card now) of each person.

    `links` must name everybody who stood on a card that somebody left, and everybody who stands on
    a card that somebody came to. Whether a replaced card is really gone, and its successor really new, is for
    whoever has the lists of cards.
    """
    went: dict[str, Counter[str]] = {}
    came: dict[str, Counter[str]] = {}
    for before, now in links:
        went.setdefault(before, Counter())[now] += 1
        came.setdefault(now, Counter())[before] += 1
    replaced = {}
    for before, targets in went.items():
        now = next(iter(targets))
        if len(targets) == 1 and now != before and len(came[now]) == 1:
            replaced[before] = now
    return Regrouping(
        split={card: targets for card, targets in went.items() if len(targets) > 1},
        merged={card: sources for card, sources in came.items() if len(sources) > 1},
        replaced=replaced,
    )


def head_changed(before: Iterable[int], now: Iterable[int]) -> bool:
    """Whether a card has another head, from the ids of all who are written as its head."""
    then, today = set(before), set(now)
    return bool(then) and bool(today) and then.isdisjoint(today)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many came, went and changed; `moved` are people who stand on another card now."""

    entered: int = 0
    left: int = 0
    changed: int = 0
    moved: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two releases side by side."""

    from_label: str
    to_label: str
    families: Counts
    persons: Counts
    decile_moves: dict[DecileMove, int]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two compared releases, as it was when they were compared; it may be gone by now."""

    id: str
    label: str
    reference_date: date
    families: int
    persons: int


@dataclass(frozen=True, slots=True)
class ComparedSides:
    """Which two releases a comparison is of.

    `missing` names the fields that one of the two no longer had when they were compared.
    """

    earlier: Side
    later: Side
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeWish:
    """What of a comparison is wanted; empty or None is no narrowing.

    `village` is the code of a desa or of the kecamatan around it; a change is there if it stands or stood there.
    `direction` narrows decile moves, and leaves out those of families that were not ranked both times.
    """

    kind: ChangeKind
    entity: Entity
    grade: DecileMove | None = None
    field: str = ""
    village: str = ""
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class ChangeCount:
    """How many changes of one sort there are; `up` and `down` only for decile moves."""

    kind: ChangeKind
    entity: Entity
    grade: DecileMove | None
    field: str
    count: int
    up: int = 0
    down: int = 0


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field with both its values, as stored; for split and merged cards a card and its members."""

    name: str
    old: str | int | None
    new: str | int | None


@dataclass(frozen=True, slots=True)
class Twin:
    """One side of a doubtful pair."""

    person_id: str
    family_id: str | None
    name: str
    national_id: str | None
    family_card_no: str | None
    birth_date: str | None
    sex: int | None
    relationship: int | None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change in the list of changes.

    `family_id` is where it is to be seen now and `old_family_id` where it stood before; one of them
    may be None. `key` and `old_key` are NIK or card, `village` and `old_village` codes with dots.
    `fields` holds what changed, `cards` the cards with the number of members who went there or came from there.
    """

    number: int
    kind: ChangeKind
    entity: Entity
    id: str
    family_id: str | None
    old_family_id: str | None
    name: str
    key: str
    old_key: str
    village: str
    old_village: str
    grade: DecileMove | None = None
    step: int = 0
    fields: tuple[FieldChange, ...] = ()
    cards: Mapping[str, int] = field(default_factory=dict)
    pair: tuple[Twin, Twin] | None = None
