"""A delivery day: who is to get the help of one programme and stage or period, who came, and who did not.

The list is numbered over everything of that programme and period, also what came to its recipient on
another day: a number that was printed once stays the same for the next day of the same delivery.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from desktop_app.domain.intervention import Intervention
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.names import fold
from desktop_app.domain.person import MatchReason

SERIAL_LETTERS = 8
"""Of a record's id, as a coupon bears it; never a personal number."""

DELIVERABLE = frozenset(
    {
        InterventionStatus.DECREED,
        InterventionStatus.DISBURSED,
        InterventionStatus.RECEIVED,
        InterventionStatus.FAILED,
    }
)
"""The states of what stands on a delivery list."""


@dataclass(frozen=True, slots=True)
class DeliveryScope:
    """What is delivered where: one programme and period or stage, in a village, a hamlet or from one list."""

    programme: str
    period: str
    village: str = ""
    hamlet: str = ""
    list_id: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryStage:
    """A programme and period, or stage of it, with something to deliver, and where."""

    programme: str
    period: str
    listed: int
    waiting: int
    villages: tuple[str, ...]
    list_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """Where a recipient lives by the release in use; empty where it does not say."""

    hamlet: str = ""
    rt: str = ""
    rw: str = ""
    address: str = field(default="", repr=False)


class DeliveryState(StrEnum):
    """How one line of the list stands on a day."""

    WAITING = "waiting"
    RECEIVED = "received"
    FAILED = "failed"
    OTHER_DAY = "other-day"  # received, but not on this day


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One recipient on the list.

    `state` is how it stands on the day of the list. `numbers` are the NIKs of the family and its
    card, `amount` whole rupiah, 0 for goods; `own_number` is the recipient's own NIK or, for a family, its card. `by` names who brought it
    where it is.
    """

    number: int
    on: date
    record: Intervention = field(repr=False)
    home: Home
    own_number: str = field(repr=False)
    numbers: frozenset[str] = field(repr=False)
    by: str = ""
    state: DeliveryState = field(init=False)
    amount: int = field(init=False)
    has_stand_in: bool = field(init=False)

    def __post_init__(self) -> None:
        # Kept, because a list of thousands is added up again after every tick.
        object.__setattr__(self, "state", _state_on(self.on, self.record))
        object.__setattr__(self, "amount", self.record.amount or 0)
        object.__setattr__(self, "has_stand_in", self.record.signer is not None)

    @property
    def serial(self) -> str:
        """What a coupon bears."""
        return self.record.id[-SERIAL_LETTERS:].upper()

    @property
    def reason(self) -> str:
        """Why it could not be delivered, now or on the last try; empty if it never failed."""
        step = self.record.undoable
        is_failure = step is not None and step.to is InterventionStatus.FAILED
        return step.note if step is not None and is_failure else ""


@dataclass(frozen=True, slots=True)
class DeliveryTotals:
    """What the lines of the day add up to; `rupiah` is what was handed over on it."""

    listed: int = 0
    received: int = 0
    waiting: int = 0
    failed: int = 0
    stand_ins: int = 0
    rupiah: int = 0
    rupiah_listed: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """The whole list in its order; `hamlets` are those that may narrow it."""

    scope: DeliveryScope
    on: date
    lines: tuple[DeliveryLine, ...]
    hamlets: tuple[str, ...] = ()

    @property
    def of_day(self) -> tuple[DeliveryLine, ...]:
        """The lines without those that were received on another day."""
        return tuple(one for one in self.lines if one.state is not DeliveryState.OTHER_DAY)

    @property
    def totals(self) -> DeliveryTotals:
        """What the lines of the day add up to."""
        return totals_of(self.of_day)

    def after(self, record: Intervention, by: str) -> Delivery:
        """The same list after something happened to one of its records."""
        lines = [
            replace(one, record=record, by=by) if one.record.id == record.id else one
            for one in self.lines
        ]
        return replace(self, lines=tuple(lines))

    def line_of(self, record_id: str) -> DeliveryLine | None:
        """The line of one record."""
        return next((one for one in self.lines if one.record.id == record_id), None)


@dataclass(frozen=True, slots=True)
class Found:
    """Which lines answer to what was typed, the nearest first.

    `is_sure` if it is one line and nothing was guessed: then it may be ticked at once.
    """

    lines: tuple[DeliveryLine, ...] = ()
    is_sure: bool = False
    reason: MatchReason | None = None


def totals_of(lines: Iterable[DeliveryLine]) -> DeliveryTotals:
    """What some lines add up to."""
    listed = received = failed = stand_ins = rupiah = rupiah_listed = 0
    for one in lines:
        listed += 1
        rupiah_listed += one.amount
        if one.state is DeliveryState.RECEIVED:
            received += 1
            rupiah += one.amount
            stand_ins += one.has_stand_in
        elif one.state is DeliveryState.FAILED:
            failed += 1
    return DeliveryTotals(
        listed=listed,
        received=received,
        waiting=listed - received - failed,
        failed=failed,
        stand_ins=stand_ins,
        rupiah=rupiah,
        rupiah_listed=rupiah_listed,
    )


def _state_on(day: date, record: Intervention) -> DeliveryState:
    status, is_today = record.status, record.status_on == day
    if status is InterventionStatus.RECEIVED:
        return DeliveryState.RECEIVED if is_today else DeliveryState.OTHER_DAY
    if status is InterventionStatus.FAILED and is_today:
        return DeliveryState.FAILED
    return DeliveryState.WAITING


def place_on_list(record: Intervention, home: Home) -> tuple[str, str, str, str, str]:
    """By what a list is ordered: desa, RW, RT, name, and the id where all are the same."""
    name = fold(record.subject.name)
    return (record.subject.village, home.rw, home.rt, name, record.id)
