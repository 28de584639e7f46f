"""Notes about a family, whom to call, and where it lives: added, corrected, taken back."""

from __future__ import annotations

import logging
from datetime import date

from desktop_app.actions.families import subject_of_family
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.local_fact import FactContent, FactKind, LocalFact, LocalFactDraft
from desktop_app.domain.op import OpDraft, OpType
from desktop_app.domain.roles import Right
from desktop_app.domain.subject import Subject, partition_of
from desktop_app.errors import Code, UserError
from desktop_app.store import audit, local_facts, ops, people
from desktop_app.store.store import Transaction

log = logging.getLogger(__name__)

_TOPICS = frozenset({Topic.LOCAL_FACTS})
_CORRECTED = "corrected"


@needs(Right.RECORD)
def record_local_fact(office: Office, draft: LocalFactDraft) -> Done[str]:
    """Keep one local fact of a family of the release in use; its id.

    With `corrects` it takes the place of that one, which stays readable: both ops, both records and
    the audit line stand or fall together. Raises `UserError` with the first fault of the draft, and
    (`SUBJECT_UNKNOWN`, `FACT_UNKNOWN`, `FACT_VOID_ALREADY`, `RECORD_NEEDS_NEWER_PROGRAM`).
    """
    content = draft.checked(today=office.today())
    with office.read() as conn:
        release = office.release(conn)
        sheet = people.family_sheet(conn, draft.family_id, release.label)
    if sheet is None:
        raise UserError(Code.SUBJECT_UNKNOWN)
    subject = subject_of_family(sheet, sheet.village)
    with office.write() as tx:
        if draft.corrects:
            _void(office, tx, _standing(tx, draft.corrects), _CORRECTED)
        fact_id = _record(
            office,
            tx,
            kind=draft.kind,
            subject=subject,
            noted_on=draft.noted_on,
            content=content,
            corrects=draft.corrects,
            release_label=release.label,
        )
        deed = "local-fact-corrected" if draft.corrects else "local-fact-recorded"
        audit.note(tx, deed, fact_id, kind=draft.kind.value)
    log.info("local-fact-recorded kind=%s correction=%d", draft.kind.value, bool(draft.corrects))
    return Done(fact_id, _TOPICS)


@needs(Right.RECORD)
def void_local_fact(office: Office, fact_id: str, reason: str) -> Done[None]:
    """Take one local fact back; it stays readable.

    Raises `UserError` (`FACT_UNKNOWN`, `FACT_VOID_ALREADY`, `REASON_MISSING`,
    `RECORD_NEEDS_NEWER_PROGRAM`).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    with office.write() as tx:
        _void(office, tx, _standing(tx, fact_id), reason.strip())
        audit.note(tx, "local-fact-voided", fact_id)
    return Done(None, _TOPICS)


def put_back_corrected(office: Office, tx: Transaction, fact_id: str, reason: str) -> str:
    """Write anew what a correction took the place of, and take the correction back; the new fact's id.

    Raises what `void_local_fact` does, and (`FACT_UNKNOWN`) where the one before is not here.
    """
    fact = _standing(tx, fact_id)
    before = local_facts.fact_of(tx.conn, fact.corrects)
    if before is None:
        raise UserError(Code.FACT_UNKNOWN)
    _void(office, tx, fact, reason.strip())
    again = _record(
        office,
        tx,
        kind=before.kind,
        subject=before.subject,
        noted_on=before.noted_on,
        content=before.content,
        corrects=fact.id,
        release_label=before.release_label,
    )
    audit.note(tx, "local-fact-correction-undone", fact_id, kind=fact.kind.value)
    return again


def _record(
    office: Office,
    tx: Transaction,
    *,
    kind: FactKind,
    subject: Subject,
    noted_on: date,
    content: FactContent,
    corrects: str,
    release_label: str,
) -> str:
    fact_id = office.new_id()
    ops.record(
        tx,
        OpDraft(
            type=OpType.LOCAL_FACT_RECORDED,
            entity=fact_id,
            partition=partition_of(subject.village or office.profile.region),
            base=release_label,
            data={
                "kind": kind.value,
                "subject": subject.as_data(),
                "noted_on": noted_on.isoformat(),
                "corrects": corrects,
                **content.as_data(),
            },
        ),
    )
    return fact_id


def _standing(tx: Transaction, fact_id: str) -> LocalFact:
    """The fact that is to go, if it is there, holds, and this program understands all of it."""
    fact = local_facts.fact_of(tx.conn, fact_id)
    if fact is None:
        raise UserError(Code.FACT_UNKNOWN)
    if fact.is_void:
        raise UserError(Code.FACT_VOID_ALREADY)
    if ops.is_locked(tx.conn, fact_id):
        raise UserError(Code.RECORD_NEEDS_NEWER_PROGRAM)
    return fact


def _void(office: Office, tx: Transaction, fact: LocalFact, reason: str) -> None:
    ops.record(
        tx,
        OpDraft(
            type=OpType.LOCAL_FACT_VOIDED,
            entity=fact.id,
            partition=partition_of(fact.subject.village or office.profile.region),
            base=fact.release_label,
            data={"reason": reason},
            seen=ops.ids_of(tx.conn, fact.id),
        ),
    )
