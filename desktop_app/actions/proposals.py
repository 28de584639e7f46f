"""Proposals, corrections and objections: opened, rewritten while they are drafts, taken step by step."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.actions.office import Office, needs
from desktop_app.actions.proposal_calendar import calendar_in
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
    Step,
)
from desktop_app.domain.proposal_kind import KindRule, WorkList, is_on
from desktop_app.domain.proposal_right import right_to_step, ways_with
from desktop_app.domain.proposal_slip import Slip, day_of, slips_of
from desktop_app.domain.proposal_verdict import Verdict, judge
from desktop_app.domain.roles import RIGHTS, Right
from desktop_app.domain.subject import Subject, SubjectKind, partition_of
from desktop_app.errors import Code, UserError
from desktop_app.store import audit, comparison, extracts, ops, proposals, settings
from desktop_app.store.connection import Connection
from desktop_app.store.release_rows import seen_in_release
from desktop_app.store.store import Transaction

log = logging.getLogger(__name__)

_TOPICS = frozenset({Topic.PROPOSALS})


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
    """One proposal with what it lacks and what the release in use says to it.

    `names` are of whoever took a step, by the id of their account. `verdict` is None before the first
    import. `ways` are those that whoever asks may take. `warnings` and `slips` are only of a draft:
    later nobody can change it any more.
    """

    line: ProposalLine
    lacks: tuple[str, ...]
    verdict: Verdict | None
    ways: tuple[ProposalState, ...]
    names: Mapping[str, str]
    warnings: tuple[ProposalWarning, ...] = ()
    slips: tuple[Slip, ...] = ()

    @property
    def standings(self) -> tuple[Standing, ...]:
        """How each correction stands, one by one; empty before the first import."""
        return tuple(one.standing for one in self.verdict.facts) if self.verdict else ()


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

    Beside the right to record, some steps need one of their own: see `proposal_right`. `release` names the release in which a proposal was seen; the one in use if not given. Raises
    `UserError` (`RIGHT_MISSING`, `PROPOSAL_UNKNOWN`, `PROPOSAL_STEP_REFUSED`, `PROPOSAL_INCOMPLETE`, `REASON_MISSING`,
    `DATE_IN_FUTURE`, `DATE_TOO_OLD` before its last step, `NOTE_TOO_LONG`,
    `RECORD_NEEDS_NEWER_PROGRAM`).
    """
    if on > office.today():
        raise UserError(Code.DATE_IN_FUTURE, field="on")
    if to is ProposalState.SEEN and not release:
        with office.read() as conn:
            release = office.release(conn).label
    with office.write() as tx:
        write_step(office, tx, proposal_id, Step(to, on, office.account.id, reason, release))
    log.info("proposal-stepped to=%s", to.value)
    return Done(to, _TOPICS)


def write_step(
    office: Office, tx: Transaction, proposal_id: str, step: Step, *, batch: str = ""
) -> None:
    """Write one step with its audit line, for actions that take one or many; raises as `step_proposal`.

    `batch` names those that are taken in one go.
    """
    proposal, to = _standing(tx, proposal_id), step.to
    if to not in proposal.ways:
        choices = ", ".join(way.value for way in proposal.ways) or "-"
        raise UserError(Code.PROPOSAL_STEP_REFUSED, choices=choices)
    office.require(right_to_step(proposal, to))
    if to.wants_reason and not step.reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    if step.on < proposal.last_day:
        raise UserError(Code.DATE_TOO_OLD, field="on", oldest=proposal.last_day.isoformat())
    lacks = _lacks(office, proposal)
    if to is ProposalState.SUBMITTED and lacks:
        raise UserError(Code.PROPOSAL_INCOMPLETE, missing=", ".join(lacks))
    said = {
        "from": proposal.state.value,
        "to": to.value,
        "on": step.on.isoformat(),
        "reason": step.reason.strip(),
        "release": step.release,
    }
    seen = ops.ids_of(tx.conn, proposal_id)
    ops.record(tx, _op(office, proposal, OpType.PROPOSAL_STEPPED, said, seen=seen))
    of_many = {"batch": batch} if batch else {}
    audit.note(tx, "proposal-stepped", proposal_id, to=to.value, **of_many)


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
        verdict = None
        if office.store.extract_in_use is not None:
            cards = cards_since(office, conn, line.proposal.release_label)
            (seen,) = seen_in_release(conn, [line.proposal], cards)
            verdict = judge(line.proposal, seen, office.reference.release_signs)
    proposal = line.proposal
    ways = ways_with(proposal, RIGHTS[office.account.role])
    facts = ProposalFacts(line, _lacks(office, proposal), verdict, ways, names)
    if proposal.state is not ProposalState.DRAFT:
        return facts
    rule = office.reference.proposals.kinds[proposal.kind]
    return replace(
        facts,
        warnings=warnings_for(office, proposal.kind, proposal.subject, except_id=proposal.id),
        slips=_slips(office, rule, proposal.content, proposal.subject),
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


def cards_since(office: Office, conn: Connection, label: str) -> dict[str, str]:
    """The families that came under another card since a release, by their ids then and now.

    As far as releases were compared; since the oldest one that is here if the label is not known.
    """
    releases = extracts.releases_of(conn)
    labels = [line.label for line in releases]
    later = releases[: labels.index(label)] if label in labels else releases
    cards: dict[str, str] = {}
    for line in reversed(later):
        path = office.store.changes_file(line.id)
        if comparison.sides_of(office.store, path) is None:
            continue
        with comparison.opened(office.store, path) as changes:
            renewed = comparison.cards_after(changes)
        cards = {old: renewed.get(new, new) for old, new in cards.items()} | renewed
    return cards
