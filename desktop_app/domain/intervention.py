"""One programme's event for a family, a person, a group or an institution, as a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop_app.domain.asnaf import Asnaf
from desktop_app.domain.outsider import Outsider
from desktop_app.domain.period import Period
from desktop_app.domain.programme import FundSource
from desktop_app.domain.subject import Subject
from desktop_app.errors import Code, UserError

_OLDEST = date(2000, 1, 1)
_LARGEST = 10**12
_LONGEST_NOTE = 2_000


class InterventionStatus(StrEnum):
    """How far help has come: SP2D, penyaluran and pencairan in the words of the offices."""

    PROPOSED = "proposed"  # diusulkan
    DECREED = "decreed"  # ditetapkan (SK)
    DISBURSED = "disbursed"  # disalurkan
    RECEIVED = "received"  # diterima
    FAILED = "failed"  # gagal salur
    ENDED = "ended"  # berhenti, graduasi
    REJECTED = "rejected"  # ditolak


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
    outsider: Outsider | None = None
    asnaf: Asnaf | None = None

    def checked(self, *, today: date) -> Period:
        """The period it is for, if nothing about the draft itself is wrong.

        Raises `UserError` with the code of the first fault.
        """
        if self.family_id is None and self.person_id is None and self.outsider is None:
            raise UserError(Code.SUBJECT_MISSING)
        period = Period.parse(self.period)
        if self.given_on > today:
            raise UserError(Code.DATE_IN_FUTURE, field="given_on")
        if self.given_on < _OLDEST:
            raise UserError(Code.DATE_TOO_OLD, field="given_on", oldest=_OLDEST.isoformat())
        if self.amount is not None and not 0 <= self.amount <= _LARGEST:
            raise UserError(Code.AMOUNT_INVALID, field="amount")
        if len(self.note) > _LONGEST_NOTE or len(self.reason) > _LONGEST_NOTE:
            raise UserError(Code.NOTE_TOO_LONG, most=_LONGEST_NOTE)
        return period


@dataclass(frozen=True, slots=True)
class Intervention:
    """The record that folding its ops gives.

    `decile` is the national one of the family in the release of that day, frozen: coverage and error
    are counted by it, not by today's.
    """

    id: str
    subject: Subject
    programme: str
    programme_version: str
    period: str
    amount: int | None
    quantity: str
    given_on: date
    funds: str
    agency: str
    status: InterventionStatus
    note: str
    reason: str
    warnings: tuple[str, ...]
    effect_key: str
    decile: int | None
    release_label: str
    recorded_by: str
    recorded_at: datetime
    void_reason: str | None = None
    voided_by: str | None = None
    voided_at: datetime | None = None
    asnaf: Asnaf | None = None

    @property
    def is_void(self) -> bool:
        """True if somebody marked it as entered in error; it stays readable."""
        return self.voided_at is not None


@dataclass(frozen=True, slots=True)
class InterventionLine:
    """A record in a list, with what the list needs to say about its state of travel."""

    intervention: Intervention
    recorded_by_name: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class AidTotals:
    """What a list of records adds up to; void ones are in `listed` and nowhere else.

    `families` counts each family once. `rupiah` is what has been disbursed or received.
    """

    listed: int
    records: int
    families: int
    rupiah: int
