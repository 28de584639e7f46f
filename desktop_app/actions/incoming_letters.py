"""Letters that came to this office: written down, given to whoever deals with them, found again."""

from __future__ import annotations

import logging

from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.incoming_letter import IncomingDraft, IncomingLetter
from desktop_app.domain.op import OpDraft, OpType
from desktop_app.domain.register import RegisterFilter
from desktop_app.domain.roles import Right
from desktop_app.domain.subject import partition_of
from desktop_app.errors import Code, UserError
from desktop_app.store import audit, incoming_letters, ops
from desktop_app.store.store import Transaction

log = logging.getLogger(__name__)

SHOWN = 2_000


@needs(Right.READ)
def letters_received(
    office: Office, wanted: RegisterFilter, *, limit: int = SHOWN
) -> list[IncomingLetter]:
    """The letters with a text and within the days of a filter, the newest first."""
    with office.read() as conn:
        return incoming_letters.letters_of(conn, office.profile.region, wanted, limit=limit)


@needs(Right.PRINT)
def record_incoming(
    office: Office, draft: IncomingDraft, letter_id: str = ""
) -> Done[IncomingLetter]:
    """Write down a letter that came, or write one anew (its disposition, as a rule).

    Raises `UserError` (`LETTER_FIELD_MISSING`, `NOTE_TOO_LONG`, `DATE_IN_FUTURE`, `LETTER_UNKNOWN`,
    `LETTER_VOID_ALREADY`).
    """
    draft.check(office.today())
    region = office.profile.region
    with office.write() as tx:
        if letter_id:
            _standing(office, tx, letter_id)
        entity = letter_id or office.new_id()
        ops.record(
            tx,
            OpDraft(
                type=OpType.INCOMING_LETTER_RECORDED,
                entity=entity,
                partition=partition_of(region),
                base="",
                data=draft.as_data(region),
                seen=ops.ids_of(tx.conn, entity),
            ),
        )
        audit.note(tx, "letter-received", entity)
        made = incoming_letters.letter_of(tx.conn, entity)
    assert made is not None  # it was written just now
    log.info("letter-received")
    return Done(made, frozenset({Topic.LETTERS}))


@needs(Right.PRINT)
def void_incoming(office: Office, letter_id: str, reason: str) -> Done[None]:
    """Take a letter back that was written down in error; it stays readable in its place.

    Raises `UserError` (`REASON_MISSING`, `LETTER_UNKNOWN`, `LETTER_VOID_ALREADY`).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    with office.write() as tx:
        _standing(office, tx, letter_id)
        ops.record(
            tx,
            OpDraft(
                type=OpType.INCOMING_LETTER_VOIDED,
                entity=letter_id,
                partition=partition_of(office.profile.region),
                base="",
                data={"reason": reason.strip()},
                seen=ops.ids_of(tx.conn, letter_id),
            ),
        )
        audit.note(tx, "letter-received-voided", letter_id)
    log.info("letter-received-voided")
    return Done(None, frozenset({Topic.LETTERS}))


def _standing(office: Office, tx: Transaction, letter_id: str) -> None:
    known = incoming_letters.letter_of(tx.conn, letter_id)
    if known is None or known.office != office.profile.region:
        raise UserError(Code.LETTER_UNKNOWN)
    if known.is_void:
        raise UserError(Code.LETTER_VOID_ALREADY)
