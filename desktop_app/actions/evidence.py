"""Pictures and papers that show what a record says: attached, looked at, withdrawn, handed out.

Bytes are written before the op that speaks of them, in two steps that a crash may part: then a file
is left that nobody speaks of, and nothing is half attached. What is given in a form whose record does
not exist yet is held: its bytes are kept at once, under the form's place, so that neither a crash nor
closing the form by mistake loses them.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app import files
from desktop_app.actions.evidence_cleaning import EvidenceFile as EvidenceFile
from desktop_app.actions.evidence_cleaning import cleaned
from desktop_app.actions.giving_out import require_export
from desktop_app.actions.office import Office, needs
from desktop_app.actions.sheets import new_serial
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.evidence import (
    Attachment,
    Evidence,
    EvidenceContent,
    EvidenceLine,
    HeldEvidence,
    may_hold,
)
from desktop_app.domain.giving_out import Errand, Holding
from desktop_app.domain.op import Op, OpDraft, OpType
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, MachineError, UserError
from desktop_app.store import attachments, audit, evidence, ops
from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction

log = logging.getLogger(__name__)

_TOPICS = frozenset({Topic.EVIDENCE})


@dataclass(frozen=True, slots=True)
class OpenedEvidence:
    """A piece of evidence with its bytes."""

    evidence: Evidence
    data: bytes = field(repr=False)


@needs(Right.RECORD)
def attach_evidence(
    office: Office, record_id: str, given: Sequence[EvidenceFile]
) -> Done[list[str]]:
    """Attach these files to a record, all or none; the ids, in order.

    A file that is attached to it already is not attached again. Raises `UserError`
    (`EVIDENCE_RECORD_UNKNOWN`, `EVIDENCE_KIND_UNKNOWN`, `EVIDENCE_TOO_MANY`, and for a file that cannot
    be used what `cleaned` raises, with its name).
    """
    with office.read() as conn:
        _require_room(office, conn, record_id, len(given))
    taken = _taken_in(office, given)
    with office.write() as tx:
        # Inside the transaction, so that nobody sweeps away what nobody speaks of yet.
        attachments.keep(office.store, [one.attachment for one in taken])
        ids = _attach(office, tx, record_id, [one.content for one in taken])
    log.info("evidence-attached files=%d", len(ids))
    return Done(ids, _TOPICS)


@needs(Right.RECORD)
def withdraw_evidence(office: Office, evidence_id: str, reason: str) -> Done[None]:
    """Take a piece of evidence back; it and its bytes stay, and it is shown with a line through it.

    Raises `UserError` (`EVIDENCE_UNKNOWN`, `EVIDENCE_WITHDRAWN_ALREADY`, `REASON_MISSING`,
    `RECORD_NEEDS_NEWER_PROGRAM`).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    with office.write() as tx:
        record = _known(tx.conn, evidence_id)
        if record.is_withdrawn:
            raise UserError(Code.EVIDENCE_WITHDRAWN_ALREADY)
        if ops.is_locked(tx.conn, evidence_id):
            raise UserError(Code.RECORD_NEEDS_NEWER_PROGRAM)
        ops.record(
            tx,
            OpDraft(
                type=OpType.EVIDENCE_WITHDRAWN,
                entity=evidence_id,
                partition=_first(tx.conn, evidence_id).partition,
                base=record.release_label,
                data={"reason": reason.strip()},
                seen=ops.ids_of(tx.conn, evidence_id),
            ),
        )
        audit.note(tx, "evidence-withdrawn", evidence_id)
    return Done(None, _TOPICS)


@needs(Right.READ)
def evidence_of_record(office: Office, record_id: str) -> list[EvidenceLine]:
    """What is attached to a record, withdrawn or not; small pictures of what is not sensitive."""
    rules = office.reference.evidence
    with office.read() as conn:
        small = attachments.thumbnails_of(office.store, evidence.digests_of_record(conn, record_id))
        lines = evidence.of_record(conn, record_id, small)
    return [
        EvidenceLine(line.evidence, line.recorded_by_name, line.is_confirmed, line.is_here)
        if rules.is_sensitive(line.evidence.content.kind)
        else line
        for line in lines
    ]


@needs(Right.READ)
def count_evidence(office: Office) -> dict[str, int]:
    """How many pieces of evidence hold, for each record that has any."""
    with office.read() as conn:
        return evidence.counts_of(conn)


@needs(Right.READ)
def open_evidence(office: Office, evidence_id: str) -> OpenedEvidence:
    """A piece of evidence to look at; who looked is written to the audit, by id.

    A sensitive one asks for the right to see whole numbers. Raises `UserError` (`EVIDENCE_UNKNOWN`,
    `EVIDENCE_ELSEWHERE`, `RIGHT_MISSING`) and `MachineError` (`EVIDENCE_DAMAGED`).
    """
    opened = _opened(office, evidence_id)
    with office.write() as tx:
        audit.note(tx, "evidence-opened", evidence_id, kind=opened.evidence.content.kind)
    return opened


@needs(Right.EXPORT)
def export_evidence(
    office: Office, evidence_id: str, target: Path, *, errand: Errand
) -> Done[OpenedEvidence]:
    """Write a piece of evidence to a file in clear, on purpose: who and what for is in the audit first.

    The file itself stays as it was kept and bears no line of origin. Raises what `open_evidence`
    raises, `REASON_MISSING`, `RECIPIENT_MISSING`, `EXPORT_OVER_CAP`, and `MachineError` for the target.
    """
    errand = errand.checked()
    require_export(office, Holding.WHOLE, 1)
    opened = _opened(office, evidence_id)
    with office.write() as tx:
        kind = opened.evidence.content.kind
        audit.note(
            tx,
            "evidence-exported",
            evidence_id,
            kind=kind,
            purpose=errand.purpose,
            recipient=errand.recipient,
            serial=new_serial(office),
        )
    files.write_whole(target, opened.data)
    return Done(opened, frozenset({Topic.AUDIT}))


# --- Files of a form that is not saved yet


@needs(Right.RECORD)
def hold_evidence(
    office: Office, place: str, given: Sequence[EvidenceFile]
) -> Done[list[HeldEvidence]]:
    """Keep these files for the record that a form will save; everything the form holds now.

    `place` names the form and whom it is about, such as ``objection:family:12``: files come back in
    the same place only, for the same person. Raises what `attach_evidence` raises.
    """
    with office.read() as conn:
        held = evidence.digests_held(conn, place, office.account.id)
        if len(held) + len(given) > office.reference.evidence.limits.per_record:
            raise UserError(
                Code.EVIDENCE_TOO_MANY, most=office.reference.evidence.limits.per_record
            )
    taken = _taken_in(office, given)
    with office.write() as tx:
        attachments.keep(office.store, [one.attachment for one in taken])
        for one in taken:
            if one.content.digest not in held:
                held.append(one.content.digest)
                evidence.hold(tx, place, HeldEvidence(office.new_id(), one.content))
    return Done(_held(office, place), _TOPICS)


@needs(Right.RECORD)
def held_evidence(office: Office, place: str) -> list[HeldEvidence]:
    """What this person has given in a form of this place and not saved."""
    return _held(office, place)


@needs(Right.RECORD)
def let_go_of_evidence(office: Office, place: str, *held_ids: str) -> Done[list[HeldEvidence]]:
    """Take files out of a form again, or all when it is thrown away; what it holds now."""
    with office.write() as tx:
        evidence.let_go(tx, held_ids)
    return Done(_held(office, place), _TOPICS)


@needs(Right.RECORD)
def attach_held_evidence(office: Office, place: str, record_id: str) -> Done[list[str]]:
    """Attach what a form holds to the record it has just saved, and let go of it; the ids.

    Raises `UserError` (`EVIDENCE_RECORD_UNKNOWN`, `EVIDENCE_TOO_MANY`).
    """
    with office.write() as tx:
        held = evidence.held_in(tx.conn, place, office.account.id, {})
        _require_room(office, tx.conn, record_id, len(held))
        ids = _attach(office, tx, record_id, [one.content for one in held])
        evidence.let_go(tx, [one.id for one in held])
    return Done(ids, _TOPICS)


# --- Files that nobody speaks of


@needs(Right.SETTINGS)
def unused_attachments(office: Office) -> list[attachments.Stored]:
    """The kept files that neither evidence nor a form speaks of: a crash or a form leaves them."""
    with office.read() as conn:
        wanted = evidence.wanted_digests(conn)
    return [one for one in attachments.everything(office.store) if one.digest not in wanted]


@needs(Right.SETTINGS)
def remove_unused_attachments(office: Office) -> Done[int]:
    """Remove the files that nobody speaks of, for good; how many."""
    # Inside a write, so that nobody attaches one of them meanwhile.
    with office.write() as tx:
        wanted = evidence.wanted_digests(tx.conn)
        unused = {one.digest for one in attachments.everything(office.store)} - wanted
        if unused:
            attachments.remove(office.store, unused)
            audit.note(tx, "unused-attachments-removed", files=len(unused))
    return Done(len(unused), _TOPICS)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A file that was cleaned and is not kept yet."""

    attachment: Attachment
    content: EvidenceContent


def _taken_in(office: Office, given: Sequence[EvidenceFile]) -> list[_Taken]:
    rules = office.reference.evidence
    notes = [rules.checked(one.kind, one.note) for one in given]
    return [
        _Taken(one, EvidenceContent(one.digest, one.media, len(one.data), asked.kind, note))
        for one, asked, note in zip(cleaned(given, rules.limits), given, notes, strict=True)
    ]


def _attach(
    office: Office, tx: Transaction, record_id: str, contents: Sequence[EvidenceContent]
) -> list[str]:
    first = _holder(tx.conn, record_id)
    standing = evidence.standing_digests(tx.conn, record_id)
    ids = []
    for content in contents:
        if content.digest in standing:
            continue
        standing.add(content.digest)
        evidence_id = office.new_id()
        ops.record(
            tx,
            OpDraft(
                type=OpType.EVIDENCE_ATTACHED,
                entity=evidence_id,
                partition=first.partition,
                base=first.base,
                data={"to": record_id, **content.as_data()},
            ),
        )
        audit.note(tx, "evidence-attached", evidence_id, kind=content.kind)
        ids.append(evidence_id)
    return ids


def _require_room(office: Office, conn: Connection, record_id: str, more: int) -> None:
    _holder(conn, record_id)
    most = office.reference.evidence.limits.per_record
    if len(evidence.standing_digests(conn, record_id)) + more > most:
        raise UserError(Code.EVIDENCE_TOO_MANY, most=most)


def _holder(conn: Connection, record_id: str) -> Op:
    """The first op of a record that evidence may be attached to."""
    first = ops.first_of(conn, record_id)
    if first is None or not may_hold(first.type):
        raise UserError(Code.EVIDENCE_RECORD_UNKNOWN)
    return first


def _first(conn: Connection, entity: str) -> Op:
    first = ops.first_of(conn, entity)
    if first is None:
        raise UserError(Code.EVIDENCE_UNKNOWN)
    return first


def _known(conn: Connection, evidence_id: str) -> Evidence:
    record = evidence.evidence_of(conn, evidence_id)
    if record is None:
        raise UserError(Code.EVIDENCE_UNKNOWN)
    return record


def _opened(office: Office, evidence_id: str) -> OpenedEvidence:
    with office.read() as conn:
        record = _known(conn, evidence_id)
    if office.reference.evidence.is_sensitive(record.content.kind):
        office.require(Right.REVEAL)
    found = attachments.attachment_of(office.store, record.content.digest)
    if found is None:
        raise UserError(Code.EVIDENCE_ELSEWHERE)
    if attachments.digest_of(found.data) != found.digest:
        raise MachineError(Code.EVIDENCE_DAMAGED, digest=found.digest[:12])
    return OpenedEvidence(record, found.data)


def _held(office: Office, place: str) -> list[HeldEvidence]:
    with office.read() as conn:
        small = attachments.thumbnails_of(
            office.store, evidence.digests_held(conn, place, office.account.id)
        )
        return evidence.held_in(conn, place, office.account.id, small)
