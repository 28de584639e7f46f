"""What happens to an intervention after it was recorded: corrections of its content, steps of its state.

Each is one op, and names the entries before it that its author had seen. Entries that nothing
replaces hold; where there are several, people wrote without knowing of each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from desktop_app.domain.intervention_status import InterventionStatus, furthest
from desktop_app.errors import Code, UserError

_OLDEST = date(2000, 1, 1)
_LARGEST = 10**12
_LONGEST_NOTE = 2_000
_LONGEST_SIGNER = 100


@dataclass(frozen=True, slots=True)
class Content:
    """What was given and when: the part of a record that may be corrected."""

    amount: int | None
    quantity: str
    given_on: date
    note: str

    def check(self, *, today: date) -> None:
        """Raises `UserError` with the code of the first fault."""
        if self.given_on > today:
            raise UserError(Code.DATE_IN_FUTURE, field="given_on")
        if self.given_on < _OLDEST:
            raise UserError(Code.DATE_TOO_OLD, field="given_on", oldest=_OLDEST.isoformat())
        if self.amount is not None and not 0 <= self.amount <= _LARGEST:
            raise UserError(Code.AMOUNT_INVALID, field="amount")
        if len(self.note) > _LONGEST_NOTE:
            raise UserError(Code.NOTE_TOO_LONG, most=_LONGEST_NOTE)

    def as_data(self) -> dict[str, Any]:
        """The form it has inside an op."""
        return {
            "amount": self.amount,
            "quantity": self.quantity,
            "given_on": self.given_on.isoformat(),
            "note": self.note,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Content:
        """Read what `as_data` wrote."""
        return cls(
            amount=data["amount"],
            quantity=data["quantity"],
            given_on=date.fromisoformat(data["given_on"]),
            note=data["note"],
        )


@dataclass(frozen=True, slots=True)
class Signer:
    """Who took it and signed in the recipient's place; `relation` says in which capacity."""

    name: str
    relation: str

    def check(self) -> None:
        """Raises `UserError` (`SIGNER_INCOMPLETE`, `NOTE_TOO_LONG`)."""
        if not (self.name.strip() and self.relation.strip()):
            raise UserError(Code.SIGNER_INCOMPLETE, field="signer")
        if max(len(self.name), len(self.relation)) > _LONGEST_SIGNER:
            raise UserError(Code.NOTE_TOO_LONG, most=_LONGEST_SIGNER)

    def as_data(self) -> dict[str, str]:
        """The form it has inside an op."""
        return {"name": self.name.strip(), "relation": self.relation.strip()}

    @classmethod
    def from_data(cls, data: Mapping[str, Any] | None) -> Signer | None:
        """Read what `as_data` wrote; None for nobody."""
        return cls(str(data["name"]), str(data["relation"])) if data else None


@dataclass(frozen=True, slots=True)
class Correction:
    """One op that wrote the content anew; `after` names the corrections it replaces."""

    op: str
    after: tuple[str, ...]
    content: Content
    reason: str
    by: str
    at: datetime

    def as_data(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "op": self.op,
            "after": list(self.after),
            **self.content.as_data(),
            "reason": self.reason,
            "by": self.by,
            "at": self.at.isoformat(timespec="seconds"),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Correction:
        """Read what `as_data` wrote."""
        return cls(
            op=data["op"],
            after=tuple(data["after"]),
            content=Content.from_data(data),
            reason=data["reason"],
            by=data["by"],
            at=datetime.fromisoformat(data["at"]),
        )


@dataclass(frozen=True, slots=True)
class StatusStep:
    """One op that took the record from `start` to `to` on a day; `after` names the steps it follows.

    `is_undo` marks one that takes the last step that still stands back: both stay in the history.
    """

    op: str
    after: tuple[str, ...]
    start: InterventionStatus
    to: InterventionStatus
    on: date
    by: str
    at: datetime
    note: str = ""
    signer: Signer | None = None
    is_undo: bool = False

    def is_of_one_deed_with(self, other: StatusStep) -> bool:
        """True if one person took both at one moment: two steps of which nobody saw the state between."""
        return (self.by, self.at, self.on) == (other.by, other.at, other.on)

    def as_data(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "op": self.op,
            "after": list(self.after),
            "from": self.start.value,
            "to": self.to.value,
            "on": self.on.isoformat(),
            "by": self.by,
            "at": self.at.isoformat(timespec="seconds"),
            "note": self.note,
            "signer": self.signer.as_data() if self.signer else None,
            "is_undo": self.is_undo,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> StatusStep:
        """Read what `as_data` wrote."""
        return cls(
            op=data["op"],
            after=tuple(data["after"]),
            start=InterventionStatus(data["from"]),
            to=InterventionStatus(data["to"]),
            on=date.fromisoformat(data["on"]),
            by=data["by"],
            at=datetime.fromisoformat(data["at"]),
            note=data["note"],
            signer=Signer.from_data(data["signer"]),
            is_undo=data["is_undo"],
        )


@dataclass(frozen=True, slots=True)
class ToldApart:
    """One op that said that the record is not the same help as `other`, though both bore `effect_key`."""

    op: str
    other: str
    effect_key: str
    reason: str
    by: str
    at: datetime

    def as_data(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "op": self.op,
            "other": self.other,
            "effect_key": self.effect_key,
            "reason": self.reason,
            "by": self.by,
            "at": self.at.isoformat(timespec="seconds"),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any] | None) -> ToldApart | None:
        """Read what `as_data` wrote; None where nobody said so."""
        if not data:
            return None
        return cls(**{**data, "at": datetime.fromisoformat(data["at"])})


Entry = TypeVar("Entry", Correction, StatusStep)


def newest_of(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Those that nothing replaces; more than one where people did not know of each other."""
    replaced = {op for one in entries for op in one.after}
    return tuple(one for one in entries if one.op not in replaced)


def standing_step(steps: Sequence[StatusStep]) -> StatusStep | None:
    """The step that brought a record where it is: the last that was not taken back.

    None where nothing stands any more, or where people disagree. Who decided between several states
    ends the chain: what came before them is not one chain that could be taken back.
    """
    newest = newest_of(steps)
    return _standing(steps, newest[0]) if len(newest) == 1 else None


def taken_back(steps: Sequence[StatusStep]) -> frozenset[str]:
    """The ops of the steps that a later one took back."""
    before = {one.op: one for one in steps}
    undone = (
        _standing(steps, before.get(one.after[0])) for one in steps if one.is_undo and one.after
    )
    return frozenset(one.op for one in undone if one is not None)


def _standing(steps: Sequence[StatusStep], step: StatusStep | None) -> StatusStep | None:
    """The step that stands once all up to `step` were taken."""
    known = {one.op: one for one in steps}
    owed = 0
    while step is not None:
        if step.is_undo:
            owed += 1
        elif owed:
            owed -= 1
        else:
            return step
        step = known.get(step.after[0]) if len(step.after) == 1 else None
    return None


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Each after those it replaces; by their authors' clocks where nobody knew of the other."""
    left, done = sorted(entries, key=lambda one: (one.at, one.op)), list[Entry]()
    while left:
        told = {one.op for one in done}
        # What it replaces may be known to nobody here; then only the clock is left.
        ready = next((one for one in left if told.issuperset(one.after)), left[0])
        left.remove(ready)
        done.append(ready)
    return done


def status_after(
    first: InterventionStatus, steps: Sequence[StatusStep]
) -> frozenset[InterventionStatus]:
    """Where these steps lead."""
    return frozenset(one.to for one in newest_of(steps)) or frozenset({first})


def ways_from(states: frozenset[InterventionStatus]) -> tuple[InterventionStatus, ...]:
    """Where one may go: on from the state that holds, and to either side of a dispute."""
    sides = sorted(states) if len(states) > 1 else []
    return tuple(dict.fromkeys([*sides, *furthest(states).ways]))


def replaced_by(entries: Sequence[Entry], seen: Collection[str]) -> tuple[str, ...]:
    """Which of these somebody's entry replaces who had seen these ops."""
    known = [one for one in entries if one.op in seen]
    return tuple(one.op for one in newest_of(known))
