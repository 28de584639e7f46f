"""How far one change of an office has come: from the draft on its own disk to what the hub made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop_app.domain.hub_log import Outcome
from desktop_app.domain.intervention import Intervention
from desktop_app.domain.intervention_history import Entry, newest_of


class ChangeState(StrEnum):
    """The stations of a change, in the order in which it comes past them; the last four are ends."""

    DRAFT = "draft"  # in no package yet
    PACKED = "packed"  # in a package that was written; whether it arrived nobody here knows
    RECEIVED = "received"  # the hub has it and has not judged it
    IN_FORCE = "in-force"
    CONFLICT = "conflict"
    NO_EFFECT = "no-effect"
    REFUSED = "refused"


class ChangeReason(StrEnum):
    """Why a change stands where it does; most need none."""

    NONE = ""
    NEWER = "newer"  # for a newer program: judged when the hub has it
    DECISION_WAITS = "decision-waits"
    DECIDED_FOR = "decided-for"
    DECIDED_AGAINST = "decided-against"
    HAPPENED_BEFORE = "happened-before"
    OUTSIDE = "outside"
    CLASHING = "clashing"


@dataclass(frozen=True, slots=True)
class OwnChange:
    """One change that was recorded on this computer.

    `about` is whom or what it names, empty where it names nobody; `family_id` that of the family, if it
    is one. `package` is the number of the last package that held it, `packed_at` when that was written.
    """

    op_id: str
    type: str
    record_id: str
    about: str
    place: str
    at: datetime
    by: str
    state: ChangeState
    reason: ChangeReason = ChangeReason.NONE
    package: int = 0
    packed_at: datetime | None = None
    family_id: str = ""


def state_at_hub(
    outcome: Outcome, op_id: str, record: Intervention | None
) -> tuple[ChangeState, ChangeReason]:
    """What became of a change that is in the hub's log, and why.

    `record` is what it belongs to as it stands now, for the kinds of record that can be disputed: both
    sides of a conflict are in it, also the one that came first and was taken without a word.
    """
    match outcome:
        case Outcome.OUTSIDE:
            return ChangeState.REFUSED, ChangeReason.OUTSIDE
        case Outcome.NEWER:
            return ChangeState.RECEIVED, ChangeReason.NEWER
        case Outcome.NO_EFFECT:
            return ChangeState.NO_EFFECT, ChangeReason.HAPPENED_BEFORE
    if record is None or record.is_void:
        return ChangeState.IN_FORCE, ChangeReason.NONE
    return (
        _fate(record.corrections, op_id, lambda one: one.content)
        or _fate(record.steps, op_id, lambda one: one.to)
        or (ChangeState.IN_FORCE, ChangeReason.NONE)
    )


def _fate(
    entries: tuple[Entry, ...], op_id: str, value: Callable[[Entry], object]
) -> tuple[ChangeState, ChangeReason] | None:
    """What became of one entry in a conflict; None if it is not here or never was in one."""
    mine = next((one for one in entries if one.op == op_id), None)
    if mine is None:
        return None
    standing = newest_of(entries)
    if mine in standing and len({value(one) for one in standing}) > 1:
        return ChangeState.CONFLICT, ChangeReason.DECISION_WAITS
    decision = next((one for one in entries if op_id in one.after and len(one.after) > 1), None)
    if decision is None:
        return None
    if value(decision) == value(mine):
        return ChangeState.IN_FORCE, ChangeReason.DECIDED_FOR
    return ChangeState.NO_EFFECT, ChangeReason.DECIDED_AGAINST
