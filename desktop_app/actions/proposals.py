"""Proposals, corrections and objections: opened, rewritten while they are drafts, taken step by step."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.actions.office import Office, needs
from desktop_app.actions.proposal_drafts import (
    ProposalDraft,
    ProposalWarning,
    content_of,
    subject_of,
    warnings_for,
)
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.op import OpDraft, OpType
from desktop_app.domain.proposal import (
    Proposal,
    ProposalContent,
    ProposalKind,
    ProposalLine,
    ProposalState,
    Standing,
    standing_of,
)
from desktop_app.domain.proposal_kind import KindRule, WorkList, is_on
from desktop_app.domain.proposal_slip import Slip, day_of, slips_of
from desktop_app.domain.roles import Right
from desktop_app.domain.subject import Subject, SubjectKind, partition_of
from desktop_app.errors import Code, UserError
from desktop_app.store import audit, ops, people, proposals, settings
from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction

log = logging.getLogger(__name__)

_TOPICS = frozenset({Topic.PROPOSALS})
_SUBDISTRICT, _CUTOFF = "proposals.subdistrict-verifies", "proposals.cutoff-day"
_LATEST_CUTOFF = 28


@dataclass(frozen=True, slots=True)
class Opened:
    """What writing a draft gave: its id, what it still lacks, what it resembles, what looks mistyped."""

    proposal_id: str
    lacks: tuple[str, ...]
    warnings: tuple[ProposalWarning, ...]
    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class DraftChecked:
    """What is to be said about a draft while it is typed."""

    lacks: tuple[str, ...]
    warnings: tuple[ProposalWarning, ...]
    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """One proposal with what it lacks and how each correction stands in the release in use.

    `names` are of whoever took a step, by the id of their account. `standings` go with the corrections, one by one; empty before the first import. `warnings` are
    only of what is not handed in: later nobody can change it any more.
    """

    line: ProposalLine
    lacks: tuple[str, ...]
    standings: tuple[Standing, ...]
    names: Mapping[str, str]
    warnings: tuple[ProposalWarning, ...] = ()
    slips: tuple[Slip, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposalCalendar:
    """What the office has set: does the kecamatan verify, and until which day of the month to send."""

    subdistrict_verifies: bool
    cutoff_day: int


@needs(Right.RECORD)
def open_proposal(office: Office, draft: ProposalDraft) -> Done[Opened]:
    """Open a proposal as a draft, complete or not; duplicates are warned about and never block.

    Raises `UserError` (`SUBJECT_UNKNOWN`, `SUBJECT_MISSING`, `PROPOSAL_WANTS_PERSON`,
    `CORRECTION_INVALID`, `NOTE_TOO_LONG`).
    """
    return _write(office, draft, None)


@needs(Right.RECORD)
def revise_proposal(office: Office, proposal_id: str, draft: ProposalDraft) -> Done[Opened]:
    """Write a draft anew; its kind stays.

    Raises what `open_proposal` does and (`PROPOSAL_UNKNOWN`, `PROPOSAL_NOT_A_DRAFT`,
    `RECORD_NEEDS_NEWER_PROGRAM`).
    """
    return _write(office, draft, proposal_id)


@needs(Right.READ)
def check_proposal(office: Office, draft: ProposalDraft, except_id: str = "") -> DraftChecked:
    """What opening this draft would say, as somebody types; `except_id` is the one that is rewritten.

    Raises what `open_proposal` does.
    """
    rule = office.reference.proposals.kinds[draft.kind]
    subject, content, _ = _looked_at(office, rule, draft)
    return DraftChecked(
        rule.lacks(content, subject.kind),
        warnings_for(office, draft.kind, subject, except_id=except_id),
        _slips(office, rule, content, subject),
    )


@needs(Right.RECORD)
def step_proposal(
    office: Office,
    proposal_id: str,
    to: ProposalState,
    *,
    on: date,
    reason: str = "",
    release: str = "",
) -> Done[ProposalState]:
    """Take one step; the state it is in afterwards.

    `release` names the release in which a proposal was seen; the one in use if not given. Raises
    `UserError` (`PROPOSAL_UNKNOWN`, `PROPOSAL_STEP_REFUSED`, `PROPOSAL_INCOMPLETE`, `REASON_MISSING`,
    `DATE_IN_FUTURE`, `DATE_TOO_OLD` before its last step, `NOTE_TOO_LONG`,
    `RECORD_NEEDS_NEWER_PROGRAM`).
    """
    if on > office.today():
        raise UserError(Code.DATE_IN_FUTURE, field="on")
    if to is ProposalState.SEEN and not release:
        with office.read() as conn:
            release = office.release(conn).label
    with office.write() as tx:
        proposal = _standing(tx, proposal_id)
        if to not in proposal.ways:
            choices = ", ".join(way.value for way in proposal.ways) or "-"
            raise UserError(Code.PROPOSAL_STEP_REFUSED, choices=choices)
        if to.wants_reason and not reason.strip():
            raise UserError(Code.REASON_MISSING, field="reason")
        if on < proposal.last_day:
            raise UserError(Code.DATE_TOO_OLD, field="on", oldest=proposal.last_day.isoformat())
        lacks = _lacks(office, proposal)
        if to is ProposalState.SUBMITTED and lacks:
            raise UserError(Code.PROPOSAL_INCOMPLETE, missing=", ".join(lacks))
        ops.record(
            tx,
            _op(
                office,
                proposal,
                OpType.PROPOSAL_STEPPED,
                {
                    "from": proposal.state.value,
                    "to": to.value,
                    "on": on.isoformat(),
                    "reason": reason.strip(),
                    "release": release,
                },
                seen=ops.ids_of(tx.conn, proposal_id),
            ),
        )
        audit.note(tx, "proposal-stepped", proposal_id, to=to.value)
    log.info("proposal-stepped kind=%s to=%s", proposal.kind.value, to.value)
    return Done(to, _TOPICS)


@needs(Right.READ)
def proposals_of(
    office: Office, work: WorkList = WorkList.ALL, *, kind: ProposalKind | None = None
) -> list[ProposalLine]:
    """The proposals on one work list, the newest first."""
    rules = office.reference.proposals
    with office.read() as conn:
        cutoff_day = calendar_in(office, conn).cutoff_day
        lines = proposals.newest(conn)
    return [
        line
        for line in lines
        if kind in (None, line.proposal.kind)
        and is_on(
            work,
            line.proposal,
            user_id=office.account.id,
            today=office.today(),
            cutoff_day=cutoff_day,
            near_days=rules.near_days,
        )
    ]


@needs(Right.READ)
def open_proposal_page(office: Office, proposal_id: str) -> ProposalFacts:
    """One proposal beside the release in use; opening it is written to the audit, by id.

    Raises `UserError` (`PROPOSAL_UNKNOWN`).
    """
    facts = _facts(office, proposal_id)
    with office.write() as tx:
        audit.note(tx, "proposal-opened-to-read", proposal_id)
    return facts


@needs(Right.READ)
def glance_at_proposal(office: Office, proposal_id: str) -> ProposalFacts:
    """What `open_proposal_page` gives, beside a list that somebody works through: leaves no trace.

    Whoever shows it hides numbers until `reveal_proposal`.
    """
    return _facts(office, proposal_id)


@needs(Right.REVEAL)
def reveal_proposal(office: Office, proposal_id: str, reason: str) -> None:
    """Write down that somebody saw the whole numbers of a proposal, and why.

    Raises `UserError` (`REASON_MISSING`).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    with office.write() as tx:
        audit.note(tx, "proposal-revealed", proposal_id, reason=reason.strip())


@needs(Right.READ)
def proposal_calendar(office: Office) -> ProposalCalendar:
    """What this office has set about proposals."""
    with office.read() as conn:
        return calendar_in(office, conn)


@needs(Right.SETTINGS)
def set_proposal_calendar(
    office: Office, *, subdistrict_verifies: bool | None = None, cutoff_day: int | None = None
) -> Done[ProposalCalendar]:
    """Change what is given; proposals that are open keep the way they were opened with.

    Raises `UserError` (`CHOICE_UNKNOWN`) for a day that not every month has.
    """
    if cutoff_day is not None and not 1 <= cutoff_day <= _LATEST_CUTOFF:
        raise UserError(Code.CHOICE_UNKNOWN, field="cutoff_day", choices=f"1-{_LATEST_CUTOFF}")
    with office.write() as tx:
        if subdistrict_verifies is not None:
            settings.put(tx, _SUBDISTRICT, subdistrict_verifies)
        if cutoff_day is not None:
            settings.put(tx, _CUTOFF, cutoff_day)
        calendar = calendar_in(office, tx.conn)
        audit.note(
            tx,
            "proposal-calendar-set",
            subdistrict=calendar.subdistrict_verifies,
            cutoff=calendar.cutoff_day,
        )
    return Done(calendar, frozenset({Topic.PROPOSALS, Topic.SETTINGS}))


def _write(office: Office, draft: ProposalDraft, revises: str | None) -> Done[Opened]:
    rule = office.reference.proposals.kinds[draft.kind]
    subject, content, release_label = _looked_at(office, rule, draft)
    proposal_id = revises or office.new_id()
    warnings = warnings_for(office, draft.kind, subject, except_id=proposal_id)
    said = {"subject": subject.as_data(), **content.as_data()}
    with office.write() as tx:
        if revises is None:
            village = subject.village or office.profile.region
            ops.record(
                tx,
                OpDraft(
                    type=OpType.PROPOSAL_OPENED,
                    entity=proposal_id,
                    partition=partition_of(village),
                    base=release_label,
                    data={
                        "kind": draft.kind.value,
                        "needs_subdistrict": calendar_in(office, tx.conn).subdistrict_verifies,
                        **said,
                    },
                ),
            )
        else:
            proposal = _standing(tx, revises)
            if proposal.state is not ProposalState.DRAFT or proposal.kind is not draft.kind:
                raise UserError(Code.PROPOSAL_NOT_A_DRAFT)
            seen = ops.ids_of(tx.conn, revises)
            ops.record(tx, _op(office, proposal, OpType.PROPOSAL_REVISED, said, seen=seen))
        deed = "proposal-opened" if revises is None else "proposal-revised"
        audit.note(tx, deed, proposal_id, kind=draft.kind.value)
    log.info("proposal-written kind=%s warnings=%d", draft.kind.value, len(warnings))
    lacks, slips = rule.lacks(content, subject.kind), _slips(office, rule, content, subject)
    return Done(Opened(proposal_id, lacks, warnings, slips), _TOPICS)


def _facts(office: Office, proposal_id: str) -> ProposalFacts:
    with office.read() as conn:
        line = proposals.line_of(conn, proposal_id)
        if line is None:
            raise UserError(Code.PROPOSAL_UNKNOWN)
        names = {one.id: one.full_name for one in settings.accounts_of(conn)}
        proposal = line.proposal
        standings: tuple[Standing, ...] = ()
        if proposal.content.corrections and office.store.extract_in_use is not None:
            values = _values_now(conn, proposal)
            standings = tuple(standing_of(one, values) for one in proposal.content.corrections)
    lacks = _lacks(office, proposal)
    if proposal.state is not ProposalState.DRAFT:
        return ProposalFacts(line, lacks, standings, names)
    rule = office.reference.proposals.kinds[proposal.kind]
    return ProposalFacts(
        line,
        lacks,
        standings,
        names,
        warnings_for(office, proposal.kind, proposal.subject, except_id=proposal.id),
        _slips(office, rule, proposal.content, proposal.subject),
    )


def _looked_at(
    office: Office, rule: KindRule, draft: ProposalDraft
) -> tuple[Subject, ProposalContent, str]:
    """Whom a draft is about, what it says, and beside which release it was looked at."""
    with office.read() as conn:
        release = office.release(conn)
        subject, values = subject_of(office, conn, draft, rule, release.label)
    return (
        subject,
        content_of(office.reference.codes, rule, draft, subject, values),
        release.label,
    )


def _lacks(office: Office, proposal: Proposal) -> tuple[str, ...]:
    rule = office.reference.proposals.kinds[proposal.kind]
    return rule.lacks(proposal.content, proposal.subject.kind)


def _slips(
    office: Office, rule: KindRule, content: ProposalContent, subject: Subject
) -> tuple[Slip, ...]:
    is_person = subject.kind is SubjectKind.PERSON
    born = day_of(subject.birth_date or "") if is_person else None
    asked = rule.asked(content.contents)
    return slips_of(asked, content, today=office.today(), born=born)


def _standing(tx: Transaction, proposal_id: str) -> Proposal:
    """The proposal, if it is there and this program understands all of it."""
    proposal = proposals.proposal_of(tx.conn, proposal_id)
    if proposal is None:
        raise UserError(Code.PROPOSAL_UNKNOWN)
    if ops.is_locked(tx.conn, proposal_id):
        raise UserError(Code.RECORD_NEEDS_NEWER_PROGRAM)
    return proposal


def _op(
    office: Office,
    proposal: Proposal,
    kind: OpType,
    data: Mapping[str, object],
    *,
    seen: tuple[str, ...],
) -> OpDraft:
    return OpDraft(
        type=kind,
        entity=proposal.id,
        partition=partition_of(proposal.subject.village or office.profile.region),
        base=proposal.release_label,
        data=data,
        seen=seen,
    )


def calendar_in(office: Office, conn: Connection) -> ProposalCalendar:
    """What `proposal_calendar` gives, for actions that ask for their own right."""
    return ProposalCalendar(
        subdistrict_verifies=bool(settings.get(conn, _SUBDISTRICT, False)),
        cutoff_day=int(settings.get(conn, _CUTOFF, office.reference.proposals.cutoff_day)),
    )


def _values_now(conn: Connection, proposal: Proposal) -> Mapping[str, str | int | None] | None:
    """What the release in use says about whom a proposal is about: by NIK or card, else by our id."""
    subject = proposal.subject
    if subject.kind is SubjectKind.PERSON:
        bearers = people.bearers_of(conn, subject.national_id) if subject.national_id else []
        person_id = bearers[0][0] if len(bearers) == 1 else subject.person_id
        person = people.person_sheet(conn, person_id) if person_id else None
        return person.values if person else None
    card = subject.family_card_no
    family_id = (people.family_with_card(conn, card) if card else None) or subject.family_id
    sheet = people.family_sheet(conn, family_id, "") if family_id else None
    return sheet.values if sheet else None
