"""What happens to a record of help later: its next state, a step taken back, an amount put right."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.actions.interventions import standing, together, write_about, write_void
from desktop_app.actions.office import Office, needs
from desktop_app.actions.quotas import Gauge
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.intervention import Intervention, InterventionLine
from desktop_app.domain.intervention_history import Content, Signer
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.op import OpType
from desktop_app.domain.period import Period
from desktop_app.domain.quota import Claim
from desktop_app.domain.roles import Right
from desktop_app.errors import Cancelled, Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import audit, interventions
from desktop_app.store.store import Transaction

log = logging.getLogger(__name__)

_TOPICS = frozenset({Topic.INTERVENTIONS})
_BATCH = 100


@dataclass(frozen=True, slots=True)
class StepRefused:
    """A record that did not take the step, or could not be marked, and why."""

    intervention_id: str
    error: UserError


@dataclass(frozen=True, slots=True)
class StepsTaken:
    """What stepping or marking many gave; `left` were not reached because somebody stopped it."""

    stepped: int
    refused: tuple[StepRefused, ...]
    left: int = 0


@needs(Right.READ)
def intervention_line(office: Office, intervention_id: str) -> InterventionLine:
    """One record with its history; raises `UserError` (`INTERVENTION_UNKNOWN`)."""
    with office.read() as conn:
        line = interventions.line_of(conn, intervention_id)
    if line is None:
        raise UserError(Code.INTERVENTION_UNKNOWN)
    return line


@needs(Right.RECORD)
def step_intervention(
    office: Office,
    intervention_id: str,
    to: InterventionStatus,
    *,
    on: date,
    note: str = "",
    signer: Signer | None = None,
) -> Done[InterventionStatus]:
    """Take one step; the state it is in afterwards.

    `signer` is who took it in the recipient's place. Raises `UserError` (`INTERVENTION_UNKNOWN`,
    `INTERVENTION_VOID_ALREADY`, `INTERVENTION_STEP_REFUSED`, `CONFLICT_IS_FOR_HUB` for one of two
    disputed states, `QUOTA_EXCEEDED` for a decree, `DATE_IN_FUTURE`, `DATE_TOO_OLD` before its last step, `NOTE_TOO_LONG`, `SIGNER_INCOMPLETE`,
    `RECORD_NEEDS_NEWER_PROGRAM`).
    """
    with office.write() as tx:
        write_step(office, tx, intervention_id, to, on=on, note=note, signer=signer)
    log.info("intervention-stepped to=%s", to.value)
    return Done(to, _TOPICS)


@needs(Right.RECORD)
def step_interventions(
    office: Office,
    intervention_ids: Sequence[str],
    to: InterventionStatus,
    *,
    on: date,
    progress: Progress,
    note: str = "",
) -> Done[StepsTaken]:
    """Take the same step with many; what cannot take it stays as it is and is told.

    Each batch is kept for good once it is written: when somebody stops the work, the answer says
    how far it came.
    """
    batch_id = office.new_id()

    def write(tx: Transaction, one: str) -> None:
        write_step(office, tx, one, to, on=on, note=note, batch_id=batch_id)

    return _each(office, intervention_ids, write, progress)


@needs(Right.RECORD)
def void_each(
    office: Office, intervention_ids: Sequence[str], reason: str, progress: Progress
) -> Done[StepsTaken]:
    """Mark many as entered in error; what cannot be marked stays as it is and is told.

    Raises `UserError` (`REASON_MISSING`). It can be stopped as `step_interventions` can.
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")

    def write(tx: Transaction, one: str) -> None:
        write_void(office, tx, one, reason)

    return _each(office, intervention_ids, write, progress)


@needs(Right.RECORD)
def undo_step(office: Office, intervention_id: str, note: str = "") -> Done[InterventionStatus]:
    """Take the last step back; the state it is in again. Both stay in its history.

    Raises `UserError` (`INTERVENTION_NOTHING_TO_UNDO` and as `step_intervention` does).
    """
    with office.write() as tx:
        back_to = write_undo(office, tx, intervention_id, note=note)
    log.info("intervention-step-undone")
    return Done(back_to, _TOPICS)


@needs(Right.RECORD)
def correct_intervention(
    office: Office, intervention_id: str, content: Content, reason: str
) -> Done[Content]:
    """Put right what was given and when; it is counted with the new content, once.

    Raises `UserError` (`REASON_MISSING`, `CONTENT_UNCHANGED`, `CONFLICT_IS_FOR_HUB` while contents
    that were written without knowing of each other wait for the hub, the faults of the content
    itself, and as `void_intervention` does).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    content.check(today=office.today())
    with office.write() as tx:
        record = standing(tx, intervention_id)
        _leave_to_hub(office, is_disputed=len(record.contents) > 1)
        if record.contents == (content,):
            raise UserError(Code.CONTENT_UNCHANGED)
        data = {**content.as_data(), "reason": reason.strip()}
        op_id = write_about(office, tx, record, OpType.INTERVENTION_CORRECTED, data)
        audit.note(tx, "intervention-corrected", intervention_id, op=op_id)
    log.info("intervention-corrected")
    return Done(content, _TOPICS)


def _each(
    office: Office,
    ids: Sequence[str],
    write: Callable[[Transaction, str], None],
    progress: Progress,
) -> Done[StepsTaken]:
    refused = list[StepRefused]()
    done = stepped = 0
    try:
        progress.begin("recording", total=len(ids))
        while done < len(ids):
            batch = ids[done : done + _BATCH]
            with office.write() as tx:
                for one in batch:
                    try:
                        write(tx, one)
                        stepped += 1
                    except UserError as error:
                        refused.append(StepRefused(one, error))
            done += len(batch)
            progress.advance(len(batch))
    except Cancelled:
        log.info("work-on-many-stopped done=%d left=%d", stepped, len(ids) - done)
    taken = StepsTaken(stepped, tuple(refused), left=len(ids) - done)
    return Done(taken, _TOPICS if stepped else frozenset())


def write_step(
    office: Office,
    tx: Transaction,
    intervention_id: str,
    to: InterventionStatus,
    *,
    on: date,
    note: str = "",
    signer: Signer | None = None,
    batch_id: str = "",
) -> None:
    """Write one step of a record; raises what `step_intervention` does.

    `batch_id` is the same for all that are stepped in one go.
    """
    record = standing(tx, intervention_id)
    if to not in record.ways:
        choices = ", ".join(way.value for way in record.ways) or "-"
        raise UserError(Code.INTERVENTION_STEP_REFUSED, choices=choices)
    # Going on to a later state is a new fact; taking one of the two sides is a decision.
    _leave_to_hub(office, is_disputed=len(record.statuses) > 1 and to in record.statuses)
    Content(None, "", on, note).check(today=office.today())
    if on < record.status_on:
        raise UserError(Code.DATE_TOO_OLD, field="on", oldest=record.status_on.isoformat())
    if signer is not None:
        signer.check()
    if to is InterventionStatus.DECREED and _is_over_quota(tx, record, to):
        raise UserError(Code.QUOTA_EXCEEDED)
    op_id = write_move(office, tx, record, to, on=on, note=note, signer=signer)
    audit.note(tx, "intervention-stepped", record.id, to=to.value, op=op_id, **together(batch_id))


def _is_over_quota(tx: Transaction, record: Intervention, to: InterventionStatus) -> bool:
    claim = Claim(
        programme=record.programme,
        period=Period.parse(record.period),
        village=record.subject.village,
        effect_key=record.effect_key,
        amount=record.amount or 0,
        status=to,
    )
    return bool(Gauge(tx.conn).warnings(claim))


def write_undo(
    office: Office, tx: Transaction, intervention_id: str, *, note: str = ""
) -> InterventionStatus:
    """Write that the last step is taken back; raises what `undo_step` does."""
    record = standing(tx, intervention_id)
    last = record.undoable
    if last is None:
        raise UserError(Code.INTERVENTION_NOTHING_TO_UNDO)
    write_move(office, tx, record, last.start, on=last.on, note=note, is_undo=True)
    audit.note(tx, "intervention-step-undone", record.id, to=last.start.value)
    return last.start


def write_uncorrected(
    office: Office, tx: Transaction, intervention_id: str, content: Content, reason: str
) -> None:
    """Write that a correction is taken back: `content`, which stood before it, stands again."""
    record = standing(tx, intervention_id)
    data = {**content.as_data(), "reason": reason.strip()}
    write_about(office, tx, record, OpType.INTERVENTION_CORRECTED, data)
    audit.note(tx, "intervention-correction-undone", intervention_id)


def _leave_to_hub(office: Office, *, is_disputed: bool) -> None:
    if is_disputed and not office.account.has(Right.HUB_DECIDE):
        raise UserError(Code.CONFLICT_IS_FOR_HUB)


def write_move(
    office: Office,
    tx: Transaction,
    record: Intervention,
    to: InterventionStatus,
    *,
    on: date,
    note: str,
    signer: Signer | None = None,
    is_undo: bool = False,
) -> str:
    """Write that a record goes to a state on a day, whether or not it may; the op's id."""
    data = {
        "from": record.status.value,
        "to": to.value,
        "on": on.isoformat(),
        "note": note.strip(),
        "signer": signer.as_data() if signer else None,
        "is_undo": is_undo,
    }
    return write_about(office, tx, record, OpType.INTERVENTION_STEPPED, data)
