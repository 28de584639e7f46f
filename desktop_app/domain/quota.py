"""Pagu: how many recipients and how much money a programme may have in a region within a period.

Whoever answers for a region allots it: the hub to an office, a desa to itself for its own funds. The
later allotment of the same programme, period and region takes the place of the earlier one, in the
order of the hub. What has been given is a fact and is recorded whatever the quota says, with a
warning and a reason; what is only decided (SK) needs room in every quota it falls under.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.period import Period
from desktop_app.errors import Code, UserError

_PREFIX = "quota"
_LARGEST = 10**15
_MOST_RECIPIENTS = 10**8
_LONGEST_NOTE = 500
TAKING = frozenset(
    {InterventionStatus.DECREED, InterventionStatus.DISBURSED, InterventionStatus.RECEIVED}
)
"""States in which help takes from a quota."""


@dataclass(frozen=True, slots=True)
class QuotaDraft:
    """What a person typed; a ceiling that is None does not limit, both None lift the quota."""

    programme: str
    period: str
    region: str
    recipients: int | None = None
    rupiah: int | None = None
    note: str = ""

    def checked(self) -> Period:
        """The period it is for; raises `UserError` (`PERIOD_INVALID`, `QUOTA_INVALID`, `NOTE_TOO_LONG`)."""
        period = Period.parse(self.period)
        for ceiling, most, name in (
            (self.recipients, _MOST_RECIPIENTS, "recipients"),
            (self.rupiah, _LARGEST, "rupiah"),
        ):
            if ceiling is not None and not 0 <= ceiling <= most:
                raise UserError(Code.QUOTA_INVALID, field=name)
        if len(self.note) > _LONGEST_NOTE:
            raise UserError(Code.NOTE_TOO_LONG, most=_LONGEST_NOTE)
        return period


@dataclass(frozen=True, slots=True)
class Claim:
    """One record as quotas see it: what it would take, and whether it takes anything in its state."""

    programme: str
    period: Period
    village: str
    effect_key: str
    amount: int
    status: InterventionStatus

    @property
    def takes(self) -> bool:
        """True if it is decided, on its way or given."""
        return self.status in TAKING


@dataclass(frozen=True, slots=True)
class Quota:
    """The record that folding its ops gives: the latest allotment."""

    id: str
    programme: str
    period: str
    region: str
    recipients: int | None
    rupiah: int | None
    note: str
    allotted_by: str
    allotted_at: datetime

    @property
    def limits(self) -> bool:
        """False once it was lifted."""
        return self.recipients is not None or self.rupiah is not None

    def covers(self, claim: Claim) -> bool:
        """True if it lies within the programme, period and region of this quota."""
        return (
            claim.programme == self.programme
            and f"{claim.village}.".startswith(f"{self.region}.")
            and claim.period in Period.parse(self.period).parts
        )


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """A quota with what has been taken from it: the same help counted once."""

    quota: Quota
    recipients: int
    rupiah: int

    @property
    def recipients_left(self) -> int | None:
        """How many more recipients there is room for; below zero if there are too many."""
        most = self.quota.recipients
        return None if most is None else most - self.recipients

    @property
    def rupiah_left(self) -> int | None:
        """How much money is left; below zero if more was given than there was."""
        most = self.quota.rupiah
        return None if most is None else most - self.rupiah

    @property
    def is_over(self) -> bool:
        """True if more was taken than was allotted."""
        return min(self.recipients_left or 0, self.rupiah_left or 0) < 0

    def has_room(self, amount: int) -> bool:
        """True if one more recipient of this amount fits in."""
        recipients, rupiah = self.recipients_left, self.rupiah_left
        return (recipients is None or recipients >= 1) and (rupiah is None or rupiah >= amount)

    def with_one_more(self, amount: int) -> QuotaUse:
        """After one more recipient."""
        return QuotaUse(self.quota, self.recipients + 1, self.rupiah + amount)


def entity_of(programme: str, period: Period, region: str) -> str:
    """The id of the record: there is one quota of a programme in a period and a region."""
    return f"{_PREFIX}:{programme}|{period}|{region}"


def quota_from(entity: str, data: Mapping[str, Any], *, by: str, at: datetime) -> Quota:
    """The quota an op allots; raises `ValueError` if it does not name itself rightly."""
    draft = QuotaDraft(
        programme=data["programme"],
        period=data["period"],
        region=data["region"],
        recipients=data["recipients"],
        rupiah=data["rupiah"],
        note=data["note"],
    )
    try:
        period = draft.checked()
    except UserError as error:
        raise ValueError(error.code.value) from error
    if entity_of(draft.programme, period, draft.region) != entity:
        raise ValueError("another quota than it names")
    return Quota(
        id=entity,
        programme=draft.programme,
        period=str(period),
        region=draft.region,
        recipients=draft.recipients,
        rupiah=draft.rupiah,
        note=draft.note,
        allotted_by=by,
        allotted_at=at,
    )
