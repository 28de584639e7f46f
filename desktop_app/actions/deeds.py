"""The last deeds of whoever has the office open, as the audit tells them and as they stand now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from desktop_app.actions.office import Office, needs
from desktop_app.domain.deed import AT_ONCE, REMEMBERED, Deed, DeedKind, Hindrance, deed_id
from desktop_app.domain.intervention import Intervention
from desktop_app.domain.intervention_history import Content, newest_of, taken_back
from desktop_app.domain.local_fact import LocalFact
from desktop_app.domain.proposal import Proposal, ProposalState
from desktop_app.domain.roles import Right
from desktop_app.domain.subject import Subject, SubjectKind
from desktop_app.store import (
    deeds,
    ground_checks,
    interventions,
    letters,
    local_facts,
    ops,
    proposals,
    reviews,
)
from desktop_app.store.connection import Connection
from desktop_app.store.deeds import NotedDeed

MOST = 200
"""How many deeds back one may be taken back."""


@needs(Right.READ)
def last_deeds(office: Office, *, limit: int = 12) -> list[Deed]:
    """What this person did last on this computer, the newest first, and why one cannot be taken back."""
    with office.read() as conn:
        return [deed for deed, _ in noted_deeds(office, conn, limit)]


@needs(Right.READ)
def deed_to_undo(office: Office) -> Deed | None:
    """The last deed that was not taken back; None if it is too old to be taken back unseen.

    It may be one that cannot be taken back: nobody means the one before it then.
    """
    since = office.now() - AT_ONCE
    for deed in last_deeds(office, limit=MOST):
        if deed.at < since:
            break
        if not deed.is_undone:
            return deed
    return None


def noted_deeds(office: Office, conn: Connection, limit: int) -> list[tuple[Deed, NotedDeed]]:
    """The same with the lines of the audit, for the action that takes one back."""
    found = deeds.newest(
        conn, _AS_DEED, by=office.account.id, since=office.now() - REMEMBERED, limit=limit
    )
    made = ((_AS_DEED[noted.deed](conn, noted), noted) for noted in found)
    return [(deed, noted) for deed, noted in made if deed is not None]


def content_before(record: Intervention, noted: NotedDeed) -> Content | None:
    """What stood before a correction; None where it decided between several, or is not here."""
    mine = next((one for one in record.corrections if one.op == noted.facts.get("op")), None)
    if mine is None or len(mine.after) > 1:
        return None
    before = (one.content for one in record.corrections if one.op in mine.after)
    return next(before, record.recorded)


# Each of these makes a deed of what the audit says and of the record as it stands now; None where
# the record is not here any more, or another deed says the same.


def _of_recording(conn: Connection, noted: NotedDeed) -> Deed | None:
    record = interventions.intervention_of(conn, noted.subject)
    if record is None:
        return None
    if not noted.batch:
        hindrance = _hindrance(conn, record.id, is_gone=record.is_void)
        return _about(record.subject, noted, DeedKind.INTERVENTION, record.programme, hindrance)
    standing = len(interventions.ids_of_list(conn, noted.batch))
    return _of_batch(noted, DeedKind.INTERVENTION, record.programme, standing)


def _of_aid_step(conn: Connection, noted: NotedDeed) -> Deed | None:
    record = interventions.intervention_of(conn, noted.subject)
    if record is None:
        return None
    to = str(noted.facts["to"])
    if noted.batch:
        standing = interventions.count_in_state(conn, deeds.subjects_of(conn, noted), to)
        return _of_batch(noted, DeedKind.AID_STEP, to, standing)
    hindrance = _hindrance(conn, record.id, is_gone=record.is_void)
    own, last = noted.facts.get("op"), record.undoable
    if hindrance is None and (last is None or last.op != own):
        is_undone = own in taken_back(record.steps)
        hindrance = Hindrance.DONE_ALREADY if is_undone else Hindrance.GONE_ON
    return _about(record.subject, noted, DeedKind.AID_STEP, to, hindrance)


def _of_aid_correction(conn: Connection, noted: NotedDeed) -> Deed | None:
    record = interventions.intervention_of(conn, noted.subject)
    if record is None:
        return None
    hindrance = _hindrance(conn, record.id, is_gone=record.is_void)
    before = content_before(record, noted)
    stands = noted.facts.get("op") in {one.op for one in newest_of(record.corrections)}
    # Beside another content it waits for the hub: taking it back would decide in passing.
    is_alone = len(record.contents) == 1
    if hindrance is None and (before is None or not stands or not is_alone):
        is_undone = before is not None and record.contents == (before,)
        hindrance = Hindrance.DONE_ALREADY if is_undone else Hindrance.GONE_ON
    return _about(record.subject, noted, DeedKind.AID_CORRECTION, record.programme, hindrance)


def contents_before(record: Intervention, noted: NotedDeed) -> tuple[Content, ...]:
    """Between which contents a decision was taken; none where it was between states, or is not here."""
    mine = next((one for one in record.corrections if one.op == noted.facts.get("op")), None)
    if mine is None:
        return ()
    sides = (one.content for one in record.corrections if one.op in mine.after)
    return tuple(dict.fromkeys(sides))


def _of_decision(conn: Connection, noted: NotedDeed) -> Deed | None:
    record = interventions.intervention_of(conn, noted.subject)
    if record is None:
        return None
    sides = contents_before(record, noted)
    hindrance = _hindrance(conn, record.id, is_gone=set(sides) == set(record.contents) != set())
    if hindrance is None and not sides:
        # Only a decision between several records has no operation of its own: it is made of voidings.
        is_double = "op" not in noted.facts
        hindrance = Hindrance.FOR_GOOD if is_double else Hindrance.NEXT_STEP
    stands = noted.facts.get("op") in {one.op for one in newest_of(record.corrections)}
    stands = stands and len(record.contents) == 1 and not record.is_void
    if hindrance is None and not stands:
        hindrance = Hindrance.GONE_ON
    return _about(record.subject, noted, DeedKind.DECISION, record.programme, hindrance)


def _of_fact(conn: Connection, noted: NotedDeed) -> Deed | None:
    fact = local_facts.fact_of(conn, noted.subject)
    if fact is None:
        return None
    kind = DeedKind.FACT_CORRECTION if fact.corrects else DeedKind.FACT
    return _about(fact.subject, noted, kind, fact.kind.value, _of_fact_now(conn, fact))


def _of_fact_now(conn: Connection, fact: LocalFact) -> Hindrance | None:
    later = local_facts.correction_of(conn, fact.id)
    if later is not None:
        # Putting back what a correction replaced is a fact that says the same again.
        before = local_facts.fact_of(conn, fact.corrects)
        is_put_back = before is not None and before.content == later.content
        return Hindrance.DONE_ALREADY if is_put_back else Hindrance.GONE_ON
    return _hindrance(conn, fact.id, is_gone=fact.is_void)


def _of_opening(conn: Connection, noted: NotedDeed) -> Deed | None:
    proposal = proposals.proposal_of(conn, noted.subject)
    if proposal is None:
        return None
    hindrance = _hindrance(conn, proposal.id, is_gone=_was_withdrawn_as_draft(proposal))
    if hindrance is None and proposal.state is not ProposalState.DRAFT:
        hindrance = Hindrance.GONE_ON
    return _about(proposal.subject, noted, DeedKind.PROPOSAL, proposal.kind.value, hindrance)


def _of_proposal_step(conn: Connection, noted: NotedDeed) -> Deed | None:
    proposal = proposals.proposal_of(conn, noted.subject)
    if proposal is None or _was_withdrawn_as_draft(proposal):
        return None
    to = str(noted.facts["to"])
    if noted.batch:
        whole = _of_batch(noted, DeedKind.PROPOSAL_STEP, to, noted.total)
        return replace(whole, hindrance=Hindrance.ONLY_FORWARD)
    return _about(proposal.subject, noted, DeedKind.PROPOSAL_STEP, to, Hindrance.ONLY_FORWARD)


def _of_ground_check(conn: Connection, noted: NotedDeed) -> Deed | None:
    check = ground_checks.check_of(conn, noted.subject)
    if check is None:
        return None
    what = check.content.finding.value
    if not noted.batch:
        hindrance = _hindrance(conn, check.id, is_gone=check.is_void)
        return _about(check.subject, noted, DeedKind.GROUND_CHECK, what, hindrance)
    recorded = (ground_checks.check_of(conn, one) for one in deeds.subjects_of(conn, noted))
    standing = sum(one is not None and not one.is_void for one in recorded)
    return _of_batch(noted, DeedKind.GROUND_CHECK, what, standing)


def _was_withdrawn_as_draft(proposal: Proposal) -> bool:
    return proposal.state is ProposalState.WITHDRAWN and len(proposal.steps) == 1


def _of_letter(conn: Connection, noted: NotedDeed) -> Deed | None:
    line = letters.line_of(conn, noted.subject)
    if line is None:
        return None
    return Deed(
        id=deed_id(DeedKind.LETTER, line.id),
        kind=DeedKind.LETTER,
        at=noted.at,
        what=line.number,
        family_id=line.family_id,
        hindrance=Hindrance.NUMBERED,
    )


def _of_review(conn: Connection, noted: NotedDeed) -> Deed:
    kind, _, own_id = noted.subject.partition(":")
    is_ticked = reviews.is_ticked(conn, noted.subject, str(noted.facts["release"]))
    return Deed(
        id=deed_id(DeedKind.REVIEW, str(noted.last)),
        kind=DeedKind.REVIEW,
        at=noted.at,
        what=kind,
        family_id=own_id if kind == SubjectKind.FAMILY else None,
        hindrance=None if is_ticked else Hindrance.DONE_ALREADY,
    )


def _about(
    subject: Subject, noted: NotedDeed, kind: DeedKind, what: str, hindrance: Hindrance | None
) -> Deed:
    is_of_record = kind not in (
        DeedKind.AID_STEP,
        DeedKind.AID_CORRECTION,
        DeedKind.PROPOSAL_STEP,
        DeedKind.DECISION,
    )
    return Deed(
        id=deed_id(kind, noted.subject if is_of_record else str(noted.last)),
        kind=kind,
        at=noted.at,
        what=what,
        name=subject.name,
        family_id=subject.family_id,
        hindrance=hindrance,
    )


def _of_batch(noted: NotedDeed, kind: DeedKind, what: str, standing: int) -> Deed:
    return Deed(
        id=deed_id(kind, noted.batch),
        kind=kind,
        at=noted.at,
        what=what,
        count=standing,
        total=noted.total,
        hindrance=None if standing else Hindrance.DONE_ALREADY,
    )


def _hindrance(conn: Connection, entity: str, *, is_gone: bool) -> Hindrance | None:
    if is_gone:
        return Hindrance.DONE_ALREADY
    return Hindrance.NEEDS_NEWER if ops.is_locked(conn, entity) else None


_AS_DEED: Mapping[str, Callable[[Connection, NotedDeed], Deed | None]] = {
    "intervention-recorded": _of_recording,
    "intervention-stepped": _of_aid_step,
    "intervention-corrected": _of_aid_correction,
    "local-fact-recorded": _of_fact,
    "local-fact-corrected": _of_fact,
    "proposal-opened": _of_opening,
    "proposal-stepped": _of_proposal_step,
    "ground-check-recorded": _of_ground_check,
    "letter-issued": _of_letter,
    "work-reviewed": _of_review,
    "conflict-decided": _of_decision,
}
"""What the audit calls a deed that somebody may think of taking back."""
