"""What waits for a decision because two people did not know of each other, and deciding it at the hub.

A decision is an op like any other: it has seen both sides, so it replaces both, and it travels to the
offices with the next answers. An office looks at its conflicts and decides none: somebody else would
decide the same one otherwise at the same time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from desktop_app.actions.intervention_steps import write_move
from desktop_app.actions.interventions import standing, write_about, write_void
from desktop_app.actions.office import Office, needs
from desktop_app.actions.office_names import OfficeName, offices_by_device
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.conflict import Conflict, Voice, conflicts_in, double_of
from desktop_app.domain.intervention import Intervention, InterventionLine
from desktop_app.domain.intervention_history import Content, newest_of
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.op import OpType
from desktop_app.domain.roles import OfficeKind, Right
from desktop_app.errors import Code, UserError
from desktop_app.store import audit, conflicts, interventions, ops
from desktop_app.store.connection import Connection
from desktop_app.store.intervention_overview import user_names
from desktop_app.store.store import Transaction

log = logging.getLogger(__name__)

_TOPICS = frozenset({Topic.INTERVENTIONS, Topic.PACKAGES})


@needs(Right.READ)
def conflicts_of(office: Office) -> list[Conflict]:
    """Every record that waits for a decision, the one in conflict longest first.

    At a hub those of which another says that the same help was given stand among them.
    """
    with office.read() as conn:
        offices = offices_by_device(office, conn)
        found = [
            conflict
            for line in interventions.lines_of(conn, conflicts.disputed_ids(conn))
            for conflict in conflicts_in(line, _voices(conn, line.intervention, offices))
        ]
        if office.profile.kind is OfficeKind.HUB:
            found += [
                _double(conn, interventions.lines_of(conn, ids), offices)
                for ids in conflicts.doubles(conn)
            ]
    return sorted(found, key=lambda one: (one.since, one.line.intervention.id, one.kind))


def conflicts_about(
    office: Office, conn: Connection, line: InterventionLine
) -> tuple[Conflict, ...]:
    """What has to be decided about one record, with who wrote each side."""
    if not line.intervention.is_disputed:
        return ()
    offices = offices_by_device(office, conn)
    return conflicts_in(line, _voices(conn, line.intervention, offices))


@needs(Right.HUB_DECIDE)
def settle_content(
    office: Office, intervention_id: str, content: Content, reason: str
) -> Done[Content]:
    """Decide that this one of the disputed contents holds.

    Raises `UserError` (`REASON_MISSING`, `CONFLICT_OVER` if it is not disputed any more, and as
    `void_intervention` does).
    """
    _require(reason)
    with office.write() as tx:
        record = standing(tx, intervention_id)
        if len(record.contents) < 2 or content not in record.contents:
            raise UserError(Code.CONFLICT_OVER)
        data = {**content.as_data(), "reason": reason.strip()}
        op_id = write_about(office, tx, record, OpType.INTERVENTION_CORRECTED, data)
        audit.note(tx, "conflict-decided", intervention_id, op=op_id)
    log.info("conflict-decided kind=content")
    return Done(content, _TOPICS)


@needs(Right.HUB_DECIDE)
def settle_state(
    office: Office, intervention_id: str, status: InterventionStatus, reason: str
) -> Done[InterventionStatus]:
    """Decide that the record stands in this one of its disputed states, since the day that side says.

    It can be left again by another step only. Raises `UserError` as `settle_content` does.
    """
    _require(reason)
    with office.write() as tx:
        record = standing(tx, intervention_id)
        if len(record.statuses) < 2 or status not in record.statuses:
            raise UserError(Code.CONFLICT_OVER)
        # It stands there since the day that side says, be it before the other's.
        on = max(step.on for step in newest_of(record.steps) if step.to is status)
        op_id = write_move(office, tx, record, status, on=on, note=reason)
        audit.note(tx, "conflict-decided", intervention_id, op=op_id)
    log.info("conflict-decided kind=state")
    return Done(status, _TOPICS)


@needs(Right.HUB_DECIDE)
def settle_double(office: Office, kept_id: str, other_ids: Sequence[str], reason: str) -> Done[str]:
    """Decide which record of the same help stays; the others are marked as entered in error, for good.

    Raises `UserError` (`REASON_MISSING`, `CONFLICT_OVER` if they are not several records of the same help
    any more, and as `void_intervention` does).
    """
    _require(reason)
    with office.write() as tx:
        _, *others = _of_one_help(tx, [kept_id, *other_ids])
        for other in others:
            write_void(office, tx, other.id, reason)
        audit.note(tx, "conflict-decided", kept_id)
    log.info("conflict-decided kind=double")
    return Done(kept_id, _TOPICS)


@needs(Right.HUB_DECIDE)
def tell_apart(office: Office, record_ids: Sequence[str], reason: str) -> Done[None]:
    """Decide that these records are right beside each other: each is a help of its own and counted.

    It holds for good, whatever is put right in them later; only another effect key would make the question
    anew. A further record of the same help is a suspected double again. Raises as `settle_double` does.
    """
    _require(reason)
    with office.write() as tx:
        # The one that is counted keeps the key, so what comes later is held against it.
        first, *others = _of_one_help(tx, sorted(record_ids))
        for other in others:
            data = {
                "effect_key": other.effect_key,
                "other": first.id,
                "reason": reason.strip(),
            }
            op_id = write_about(office, tx, other, OpType.INTERVENTION_TOLD_APART, data)
            audit.note(tx, "conflict-decided", other.id, op=op_id)
    log.info("conflict-decided kind=apart")
    return Done(None, _TOPICS)


@needs(Right.HUB_DECIDE)
def reopen_content(
    office: Office, intervention_id: str, contents: Sequence[Content], reason: str
) -> Done[None]:
    """Take a decision between contents back: all of these stand beside each other again.

    Each is written anew by somebody who has seen the decision and not the others. Raises `UserError`
    (`REASON_MISSING`, `CONFLICT_GONE_ON` if what was decided does not hold any more, and as
    `void_intervention` does).
    """
    _require(reason)
    with office.write() as tx:
        record = standing(tx, intervention_id)
        if len(record.contents) != 1 or record.content not in contents:
            raise UserError(Code.CONFLICT_GONE_ON)
        seen = ops.ids_of(tx.conn, intervention_id)
        for content in contents:
            data = {**content.as_data(), "reason": reason.strip()}
            write_about(office, tx, record, OpType.INTERVENTION_CORRECTED, data, seen=seen)
        audit.note(tx, "conflict-reopened", intervention_id)
    log.info("conflict-reopened")
    return Done(None, _TOPICS)


def _of_one_help(tx: Transaction, ids: Sequence[str]) -> list[Intervention]:
    """The records with these ids, in this order; raises `CONFLICT_OVER` unless they are one help more than once."""
    records = [standing(tx, one) for one in ids]
    keys = {record.effect_key for record in records}
    if len(set(ids)) < max(len(ids), 2) or len(keys) > 1:
        raise UserError(Code.CONFLICT_OVER)
    return records


def _require(reason: str) -> None:
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")


def _double(
    conn: Connection, lines: Sequence[InterventionLine], offices: Mapping[str, OfficeName]
) -> Conflict:
    names = user_names(conn, {line.intervention.recorded_by for line in lines})

    def voice(record_id: str, by: str, at: datetime) -> Voice:
        first = ops.first_of(conn, record_id)
        wrote = offices.get(first.device, OfficeName()) if first else OfficeName()
        return Voice(names.get(by, ""), wrote.name, wrote.region, at)

    return double_of(lines, voice)


def _voices(
    conn: Connection, record: Intervention, offices: Mapping[str, OfficeName]
) -> Callable[[str, str, datetime], Voice]:
    writers = conflicts.writers_of(conn, record.id)
    authors = {one.by for one in record.corrections} | {one.by for one in record.steps}
    names = user_names(conn, authors)

    def voice(op_id: str, by: str, at: datetime) -> Voice:
        wrote = offices.get(writers.get(op_id, ""), OfficeName())
        return Voice(names.get(by, ""), wrote.name, wrote.region, at)

    return voice
