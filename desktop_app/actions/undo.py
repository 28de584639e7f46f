"""Taking one of the last deeds back: one door for every kind, each by the ops it has anyway."""

from __future__ import annotations

import logging
from dataclasses import replace

from desktop_app.actions.conflicts import reopen_content
from desktop_app.actions.deeds import MOST, content_before, contents_before, noted_deeds
from desktop_app.actions.ground_checks import void_ground_checks
from desktop_app.actions.intervention_lists import void_interventions
from desktop_app.actions.intervention_steps import write_uncorrected, write_undo
from desktop_app.actions.local_facts import put_back_corrected, void_local_fact
from desktop_app.actions.office import Office, needs
from desktop_app.actions.proposals import step_proposal
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.deed import Deed, DeedKind, Hindrance
from desktop_app.domain.proposal import ProposalState
from desktop_app.domain.roles import Right
from desktop_app.errors import Cancelled, Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import audit, deeds, interventions, reviews
from desktop_app.store.deeds import NotedDeed

log = logging.getLogger(__name__)

_BATCH = 100


@needs(Right.RECORD)
def undo_deed(office: Office, deed_id: str, reason: str, progress: Progress) -> Done[Deed]:
    """Take one of the last deeds back; gives it as it stands then, `count` saying how many were.

    `reason` is kept with what was taken back. Nothing is deleted: it is a deed of its own, and
    travels as one. Of many deeds that were done in one go each batch is kept for good once it is
    written. Raises `UserError` (`REASON_MISSING`, `DEED_UNKNOWN` for one that is not among the last,
    `DEED_STAYS` with the hindrance, and what taking back such a record raises).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    with office.read() as conn:
        last = noted_deeds(office, conn, MOST)
        found = next((one for one in last if one[0].id == deed_id), None)
        if found is None:
            raise UserError(Code.DEED_UNKNOWN)
        deed, noted = found
        subjects = deeds.subjects_of(conn, noted)
    if deed.hindrance is not None:
        raise UserError(Code.DEED_STAYS, hindrance=deed.hindrance.value)
    count, topics = 1, frozenset({Topic.INTERVENTIONS})
    match deed.kind:
        case DeedKind.INTERVENTION:
            count = void_interventions(office, subjects, reason, progress).value
        case DeedKind.AID_STEP:
            count = _undo_steps(office, subjects, noted, reason, progress)
        case DeedKind.AID_CORRECTION:
            _undo_correction(office, noted, reason)
        case DeedKind.FACT:
            topics = void_local_fact(office, noted.subject, reason).topics
        case DeedKind.FACT_CORRECTION:
            with office.write() as tx:
                put_back_corrected(office, tx, noted.subject, reason)
            topics = frozenset({Topic.LOCAL_FACTS})
        case DeedKind.PROPOSAL:
            end, today = ProposalState.WITHDRAWN, office.today()
            topics = step_proposal(office, noted.subject, end, on=today, reason=reason).topics
        case DeedKind.GROUND_CHECK:
            count = void_ground_checks(office, subjects, reason, progress).value
            topics = frozenset({Topic.GROUND_CHECKS})
        case DeedKind.REVIEW:
            _untick(office, noted)
            topics = frozenset({Topic.REVIEWS})
        case DeedKind.DECISION:
            topics = _undo_decision(office, noted, reason)
        case DeedKind.PROPOSAL_STEP | DeedKind.LETTER:
            raise AssertionError("such a deed always has a hindrance")
    log.info("deed-undone kind=%s count=%d", deed.kind.value, count)
    undone = replace(deed, count=count, hindrance=Hindrance.DONE_ALREADY)
    return Done(undone, topics | {Topic.AUDIT})


def _undo_steps(
    office: Office, ids: list[str], noted: NotedDeed, reason: str, progress: Progress
) -> int:
    """Take the step back with every record that still stands where it led to; how many did."""
    undone = 0
    try:
        progress.begin("recording", total=len(ids))
        for start in range(0, len(ids), _BATCH):
            with office.write() as tx:
                for one in ids[start : start + _BATCH]:
                    record = interventions.intervention_of(tx.conn, one)
                    last = record.undoable if record and not record.is_void else None
                    if last is not None and last.to == noted.facts["to"]:
                        write_undo(office, tx, one, note=reason)
                        undone += 1
            progress.advance(len(ids[start : start + _BATCH]))
    except Cancelled:
        log.info("undoing-stopped undone=%d", undone)
    return undone


def _undo_correction(office: Office, noted: NotedDeed, reason: str) -> None:
    with office.write() as tx:
        record = interventions.intervention_of(tx.conn, noted.subject)
        before = content_before(record, noted) if record else None
        if before is None:
            raise UserError(Code.DEED_STAYS, hindrance=Hindrance.GONE_ON.value)
        write_uncorrected(office, tx, noted.subject, before, reason)


def _undo_decision(office: Office, noted: NotedDeed, reason: str) -> frozenset[Topic]:
    with office.read() as conn:
        record = interventions.intervention_of(conn, noted.subject)
    sides = contents_before(record, noted) if record else ()
    return reopen_content(office, noted.subject, sides, reason).topics


def _untick(office: Office, noted: NotedDeed) -> None:
    with office.write() as tx:
        release = str(noted.facts["release"])
        if reviews.untick(tx, noted.subject, release):
            audit.note(tx, "work-review-undone", noted.subject, release=release)
