"""What changed between two invented quarters, so that whoever compares them can be checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.demo.model import InventedFamily, InventedPerson
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS


class ChangeKind(StrEnum):
    """What became of a family or a person."""

    ENTERED = "entered"
    LEFT = "left"
    CHANGED = "changed"
    MOVED = "moved"  # the same family or person on another card


class Cause(StrEnum):
    """Why; several may come together in one quarter."""

    BIRTH = "birth"
    DEATH = "death"
    MARRIAGE = "marriage"
    NEW_HEAD = "new-head"
    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    MOVE = "move"
    RANKING = "ranking"
    HOUSE = "house"
    ROUTINE = "routine"  # growing older, a new school year


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `national_id` is empty for a family, `column` for all but `CHANGED`.

    `causes` is everything that happened to the family in the quarter: several things often come together.
    """

    kind: ChangeKind
    card_before: str
    card_after: str
    national_id: str
    causes: tuple[Cause, ...]
    column: str = ""
    before: str = ""
    after: str = ""


Tell = Callable[[Change], None]


class Teller:
    """Tells every difference between a family before and after; silent without somebody to tell."""

    def __init__(self, tell: Tell | None) -> None:
        self._tell = tell

    def entered(self, family: InventedFamily, causes: Iterable[Cause]) -> None:
        """A family that was not there; its members may have been, see `person`."""
        if self._tell is not None:
            self._say(ChangeKind.ENTERED, "", family.card, "", causes)

    def left(self, family: InventedFamily, causes: Iterable[Cause]) -> None:
        """A family that is gone with everybody in it."""
        if self._tell is not None:
            self._say(ChangeKind.LEFT, family.card, "", "", causes)
            for person in family.members:
                self._say(ChangeKind.LEFT, family.card, "", person.national_id, causes)

    def compared(
        self,
        before: InventedFamily,
        after: InventedFamily,
        causes: Iterable[Cause],
        *,
        gone: Iterable[InventedPerson] = (),
    ) -> None:
        """One family through a quarter; `gone` left its card for another and is told of elsewhere."""
        if self._tell is None:
            return
        if before.card != after.card:
            self._say(ChangeKind.MOVED, before.card, after.card, "", causes)
        self._columns(
            FAMILY_HEADERS, before.row(), after.row(), before.card, after.card, "", causes
        )
        were = {person.national_id: person for person in before.members}
        elsewhere = {person.national_id for person in gone}
        for person in after.members:
            self.person(were.pop(person.national_id, None), before.card, person, after.card, causes)
        for national_id in were:
            if national_id not in elsewhere:
                self._say(ChangeKind.LEFT, before.card, "", national_id, causes)

    def person(
        self,
        before: InventedPerson | None,
        card_before: str,
        after: InventedPerson,
        card_after: str,
        causes: Iterable[Cause],
    ) -> None:
        """One person who is there after the quarter."""
        if self._tell is None:
            return
        number = after.national_id
        if before is None:
            self._say(ChangeKind.ENTERED, "", card_after, number, causes)
            return
        if card_before != card_after:
            self._say(ChangeKind.MOVED, card_before, card_after, number, causes)
        rows = before.row(card_before), after.row(card_after)
        self._columns(PERSON_HEADERS, *rows, card_before, card_after, number, causes)

    def _columns(
        self,
        headers: tuple[str, ...],
        before: tuple[str, ...],
        after: tuple[str, ...],
        card_before: str,
        card_after: str,
        national_id: str,
        causes: Iterable[Cause],
    ) -> None:
        for header, old, new in zip(headers, before, after, strict=True):
            if old != new and header != _CARD:
                self._say(
                    ChangeKind.CHANGED,
                    card_before,
                    card_after,
                    national_id,
                    causes,
                    header,
                    old,
                    new,
                )

    def _say(
        self,
        kind: ChangeKind,
        card_before: str,
        card_after: str,
        national_id: str,
        causes: Iterable[Cause],
        column: str = "",
        before: str = "",
        after: str = "",
    ) -> None:
        if self._tell is not None:
            why = tuple(sorted(set(causes)))
            self._tell(
                Change(kind, card_before, card_after, national_id, why, column, before, after)
            )


FAMILY_HEADERS = tuple(field.header for field in FAMILY_FIELDS)
PERSON_HEADERS = tuple(field.header for field in PERSON_FIELDS)
_CARD = "nomor_kartu_keluarga"
