"""One programme's event for a family, a person, a group or an institution, as a record."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from desktop_app.domain.asnaf import Asnaf
from desktop_app.domain.intervention_history import (
    Content,
    Correction,
    Signer,
    StatusStep,
    ToldApart,
    newest_of,
    replaced_by,
    standing_step,
    status_after,
    ways_from,
)
from desktop_app.domain.intervention_status import InterventionStatus, furthest
from desktop_app.domain.outsider import Outsider
from desktop_app.domain.period import Period
from desktop_app.domain.programme import FundSource
from desktop_app.domain.subject import Subject
from desktop_app.errors import Code, UserError

_LONGEST_REASON = 2_000
ADDED_LATER: Final = MappingProxyType({"added-later": True})
"""Marks a field that older releases do not know: a record in which it is empty keeps its digest."""


def own_key(effect_key: str, record_id: str) -> str:
    """The effect key of a record that was told apart from others with `effect_key`."""
    return f"{effect_key}#{record_id}"


@dataclass(frozen=True, slots=True)
class InterventionDraft:
    """What a person typed; may be wrong. Amounts are whole rupiah.

    `family_id` names the family, `person_id` the member where help is for one person, `outsider` whoever
    stands in no release. `reason` says why it is recorded in spite of warnings.
    """

    programme: str
    period: str
    given_on: date
    family_id: str | None = None
    person_id: str | None = None
    amount: int | None = None
    quantity: str = ""
    funds: FundSource | None = None
    agency: str = ""
    status: InterventionStatus = InterventionStatus.RECEIVED
    note: str = ""
    reason: str = ""
    signer: Signer | None = None
    outsider: Outsider | None = None
    asnaf: Asnaf | None = None

    def checked(self, *, today: date) -> Period:
        """The period it is for, if nothing about the draft itself is wrong.

        Raises `UserError` with the code of the first fault.
        """
        if self.family_id is None and self.person_id is None and self.outsider is None:
            raise UserError(Code.SUBJECT_MISSING)
        period = Period.parse(self.period)
        self.content.check(today=today)
        if len(self.reason) > _LONGEST_REASON:
            raise UserError(Code.NOTE_TOO_LONG, most=_LONGEST_REASON)
        if self.signer is not None:
            self.signer.check()
        return period

    @property
    def content(self) -> Content:
        """What of it may be corrected later."""
        return Content(self.amount, self.quantity.strip(), self.given_on, self.note.strip())


@dataclass(frozen=True, slots=True)
class Intervention:
    """The record that folding its ops gives.

    `recorded` and `first_status` are what it began with; `corrections` and `steps` stand in the order of
    their ops' ids, so that the record is the same in whatever order they came. Of what people wrote
    without knowing of each other nothing is lost: `is_disputed` says so, the correction with the smallest
    id and the state that is furthest hold until somebody decides.

    `decile` is the national one of the family in the release of that day, frozen: coverage and error
    are counted by it, not by today's. `list_id` names the list it was recorded with, empty for none.

    Records with one `effect_key` are one help, counted once. One that was told apart has a key of its own.
    """

    id: str
    subject: Subject
    programme: str
    programme_version: str
    period: str
    recorded: Content
    funds: str
    agency: str
    first_status: InterventionStatus
    reason: str
    warnings: tuple[str, ...]
    effect_key: str
    decile: int | None
    release_label: str
    recorded_by: str
    recorded_at: datetime
    first_signer: Signer | None = None
    list_id: str = ""
    corrections: tuple[Correction, ...] = ()
    steps: tuple[StatusStep, ...] = ()
    void_reason: str | None = None
    voided_by: str | None = None
    voided_at: datetime | None = None
    asnaf: Asnaf | None = None
    told_apart: ToldApart | None = field(default=None, metadata=ADDED_LATER)

    @property
    def is_void(self) -> bool:
        """True if somebody marked it as entered in error; it stays readable."""
        return self.voided_at is not None

    @property
    def contents(self) -> tuple[Content, ...]:
        """What stands now: one content, or several that were written without knowing of each other."""
        standing = {one.content: None for one in newest_of(self.corrections)}
        return tuple(standing) or (self.recorded,)

    @property
    def content(self) -> Content:
        """What it is counted with."""
        return self.contents[0]

    @property
    def amount(self) -> int | None:
        """Whole rupiah, as last corrected."""
        return self.content.amount

    @property
    def quantity(self) -> str:
        """Goods, as last corrected."""
        return self.content.quantity

    @property
    def given_on(self) -> date:
        """The day it is recorded for, as last corrected."""
        return self.content.given_on

    @property
    def note(self) -> str:
        """The note, as last corrected."""
        return self.content.note

    @property
    def statuses(self) -> frozenset[InterventionStatus]:
        """Where it stands now: one state, or several that were given without knowing of each other."""
        return status_after(self.first_status, self.steps)

    @property
    def status(self) -> InterventionStatus:
        """The state that holds."""
        return furthest(self.statuses)

    @property
    def status_on(self) -> date:
        """Since which day it is in that state; again that of before, where later steps were taken back."""
        standing = standing_step(self.steps)
        if standing is not None:
            return standing.on
        return max(
            (one.on for one in newest_of(self.steps) if one.to is self.status and not one.is_undo),
            default=self.given_on,
        )

    @property
    def is_disputed(self) -> bool:
        """True while somebody has to decide between two contents or two states."""
        return len(self.contents) > 1 or len(self.statuses) > 1

    @property
    def ways(self) -> tuple[InterventionStatus, ...]:
        """Where it may go now; of a dispute about the state, also to either side of it."""
        return ways_from(self.statuses)

    @property
    def undoable(self) -> StatusStep | None:
        """The step that may be taken back: the last that stands, if nobody disputes it."""
        return standing_step(self.steps)

    @property
    def is_given(self) -> bool:
        """True if it has reached the recipient or is on the way, though it may have ended since."""
        if self.status is not InterventionStatus.ENDED:
            return self.status.is_given
        return any(one.start.is_given for one in newest_of(self.steps))

    @property
    def signer(self) -> Signer | None:
        """Who signed in the recipient's place, if anybody did."""
        standing = standing_step(self.steps)
        last = newest_of(self.steps) if standing is None else (standing,)
        received = [one for one in last if one.to is InterventionStatus.RECEIVED]
        return received[0].signer if received else self.first_signer

    def apart(self, told: ToldApart) -> Intervention:
        """After somebody said that it is a help of its own; nothing changes if it bears another key by now."""
        if self.effect_key != told.effect_key:
            return self
        return replace(self, effect_key=own_key(told.effect_key, self.id), told_apart=told)

    def corrected(self, seen: Collection[str], correction: Correction) -> Intervention:
        """After a correction by somebody who had seen these ops."""
        after = replaced_by(self.corrections, seen)
        every = (*self.corrections, replace(correction, after=after))
        return replace(self, corrections=tuple(sorted(every, key=_by_op)))

    def stepped(self, seen: Collection[str], step: StatusStep) -> Intervention:
        """After a step by somebody who had seen these ops; raises `ValueError` if it skips a state."""
        known = [one for one in self.steps if one.op in seen]
        before = status_after(self.first_status, known)
        if step.start is not furthest(before):
            raise ValueError("not the state it was in")
        if step.is_undo:
            standing = standing_step(known)
            if standing is None or standing.start is not step.to:
                raise ValueError("not the step before it")
        elif step.to not in ways_from(before):
            raise ValueError("a state was skipped")
        every = (*self.steps, replace(step, after=replaced_by(self.steps, seen)))
        return replace(self, steps=tuple(sorted(every, key=_by_op)))


def _by_op(entry: Correction | StatusStep) -> str:
    return entry.op


@dataclass(frozen=True, slots=True)
class InterventionLine:
    """A record in a list, with what the list needs to say about its state of travel.

    `is_double` marks one whose help is counted by another record already: it is the same help by its
    effect key, and adds nothing to what was given.
    """

    intervention: Intervention
    recorded_by_name: str
    is_confirmed: bool
    is_double: bool = False

    @property
    def given(self) -> int:
        """The rupiah it adds to what was given."""
        record = self.intervention
        if record.is_void or self.is_double or not record.is_given:
            return 0
        return record.amount or 0


@dataclass(frozen=True, slots=True)
class AidFilter:
    """Which records a list shows; nothing given for all.

    `period` takes everything within it: a year has its quarters and months. The days are those of
    the state a record is in. Void records are in no state; `is_void` keeps them only. `needs_decision`
    keeps the disputed and those suspected to be double. `text` is part of a name, or of a number.
    """

    programme: str = ""
    village: str = ""
    statuses: frozenset[InterventionStatus] = frozenset()
    period: str = ""
    since: date | None = None
    until: date | None = None
    list_id: str = ""
    needs_decision: bool = False
    is_void: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class AidList:
    """A list of records that were recorded together."""

    id: str
    recorded_by_name: str
    recorded_at: datetime
    programmes: tuple[str, ...]
    records: int
    void: int


@dataclass(frozen=True, slots=True)
class AidTotals:
    """What a list of records adds up to; void ones are in `listed` and nowhere else.

    `families` counts each family once. `rupiah` is what has reached people or is on the way to them,
    the same help counted once. `doubles` are given too, and not counted again; `disputed` wait for a
    decision.
    """

    listed: int
    records: int
    families: int
    rupiah: int
    doubles: int = 0
    disputed: int = 0
