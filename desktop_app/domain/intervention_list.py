"""Many records at once: what a list asks for, what is found for each of its rows, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.aid_rule import AidWarning
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.errors import UserError


class RowState(StrEnum):
    """What is found for one row, the gravest first."""

    NOT_FOUND = "not-found"  # nobody in the release, or more than one
    INVALID = "invalid"  # what it says cannot be recorded
    BLOCKED = "blocked"  # a rule refuses it
    ALREADY = "already"  # the same help is recorded, or stands further up in the list
    OUTSIDER = "outsider"  # not in DTSEN, but named well enough to be recorded if somebody says so
    WARNED = "warned"  # a rule asks for a reason
    OUT_OF_DECILE = "out-of-decile"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class ListedAid:
    """One row of a list; it has either a draft or the error that kept it from being one.

    The draft's reason is this row's own. One that is given for the whole list never covers
    `RowState.ALREADY`: a list that is recorded a second time must not pay a second time.
    """

    row: int
    draft: InterventionDraft | None = None
    error: UserError | None = None


@dataclass(frozen=True, slots=True)
class RowPreview:
    """What recording one row would say; `name`, `village` and `decile` only where somebody is found."""

    row: int
    state: RowState
    name: str = ""
    village: str = ""
    decile: int | None = None
    amount: int | None = None
    warnings: tuple[AidWarning, ...] = ()
    error: UserError | None = None


@dataclass(frozen=True, slots=True)
class RowRecorded:
    """A row that became a record."""

    row: int
    intervention_id: str
    warnings: tuple[AidWarning, ...]


@dataclass(frozen=True, slots=True)
class RowRefused:
    """A row that did not."""

    row: int
    error: UserError


@dataclass(frozen=True, slots=True)
class ListOutcome:
    """What became of a list, under which id it can be found again (empty if nothing was recorded).

    `left` rows were not reached, because somebody stopped it.
    """

    list_id: str
    recorded: tuple[RowRecorded, ...]
    refused: tuple[RowRefused, ...]
    left: int = 0
