"""The register of letters: finding them, how far each has come, and numbers that are kept for paper."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.actions.letter_templates import template_in
from desktop_app.actions.number_book import require_book
from desktop_app.actions.office import Office, needs
from desktop_app.actions.settings import read_identity
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.letter_number import SeriesRule, series_of
from desktop_app.domain.number_book import ReservedNumbers
from desktop_app.domain.op import OpDraft, OpType
from desktop_app.domain.register import LetterState, RegisterEntry, RegisterFilter, RegisterLine
from desktop_app.domain.roles import Right
from desktop_app.domain.subject import partition_of
from desktop_app.errors import Cancelled, Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import audit, letters, ops
from desktop_app.store.store import Transaction

log = logging.getLogger(__name__)

EVERY_LETTER = RegisterFilter()
SHOWN = 2_000
"""Letters that are shown at most; a filter finds older ones."""
_BATCH = 100
_MOST_RESERVED = 200
_NOTES = {
    LetterState.PRINTED: "letter-printed",
    LetterState.HANDED_OVER: "letter-handed-over",
    LetterState.CANCELLED: "letter-cancelled",
}


@dataclass(frozen=True, slots=True)
class LetterRefused:
    """A letter that could not take a step, and why."""

    letter_id: str
    error: UserError


@dataclass(frozen=True, slots=True)
class LettersStepped:
    """How many letters took a step; `left` were not reached, because somebody stopped it."""

    stepped: int
    refused: tuple[LetterRefused, ...] = ()
    left: int = 0


@needs(Right.READ)
def letter_register(
    office: Office, wanted: RegisterFilter = EVERY_LETTER, *, limit: int = SHOWN
) -> list[RegisterEntry]:
    """The letters that a filter keeps, the newest first."""
    with office.read() as conn:
        return letters.entries(conn, wanted, limit=limit)


@needs(Right.PRINT)
def step_letters(
    office: Office,
    letter_ids: Sequence[str],
    to: LetterState,
    note: str = "",
    *,
    progress: Progress,
) -> Done[LettersStepped]:
    """Say that letters were printed, handed over (`note`: to whom) or are cancelled (`note`: why).

    An id may also be a printed number. Those that came so far already stay as they are; each refusal
    concerns one letter. Raises `UserError` (`REASON_MISSING` for a cancellation without one).
    """
    if to is LetterState.CANCELLED and not note.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    stepped, refused, done = 0, list[LetterRefused](), 0
    try:
        progress.begin("recording", total=len(letter_ids))
        while done < len(letter_ids):
            batch = letter_ids[done : done + _BATCH]
            with office.write() as tx:
                for letter_id in batch:
                    try:
                        stepped += _step(office, tx, letter_id, to, note.strip())
                    except UserError as error:
                        refused.append(LetterRefused(letter_id, error))
            done += len(batch)
            progress.advance(len(batch))
    except Cancelled:
        log.info("letters-step-stopped stepped=%d", stepped)
    outcome = LettersStepped(stepped, tuple(refused), len(letter_ids) - done)
    return Done(outcome, frozenset({Topic.LETTERS} if stepped else ()))


@needs(Right.PRINT)
def reserve_numbers(office: Office, count: int, reason: str, *, kind: str = "") -> Done[range]:
    """Keep the next numbers for letters that are written by hand; they are not drawn by themselves.

    `kind` names the book where the office has several. Raises `UserError` (`REASON_MISSING`,
    `LETTER_NUMBER_INVALID` for a count that is none, `LETTER_KIND_UNKNOWN`,
    `NUMBER_BOOK_ELSEWHERE`).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    if not 0 < count <= _MOST_RESERVED:
        raise UserError(Code.LETTER_NUMBER_INVALID, field="count")
    with office.write() as tx:
        require_book(office, tx.conn)
        identity = read_identity(tx.conn)
        code = ""
        if kind or identity.series is not SeriesRule.ONE:
            code = template_in(office, tx.conn, kind).classification
        series = series_of(identity.series, kind=kind, code=code)
        year = office.today().year
        last = letters.last_sequence(tx.conn, office.profile.region, series, year)
        numbers = range(last + 1, last + count + 1)
        _reserve(office, tx, series, year, numbers, reason.strip())
        audit.note(
            tx, "letter-numbers-reserved", reason=reason.strip(), first=numbers[0], count=count
        )
    return Done(numbers, frozenset({Topic.LETTERS}))


def _reserve(
    office: Office, tx: Transaction, series: str, year: int, numbers: range, reason: str
) -> None:
    region = office.profile.region
    entity = office.new_id()
    kept = ReservedNumbers(
        entity, region, series, year, numbers[0], numbers[-1], reason, tx.author.user_id, tx.at
    )
    ops.record(
        tx,
        OpDraft(
            type=OpType.LETTER_NUMBERS_RESERVED,
            entity=entity,
            partition=partition_of(region),
            base="",
            data=kept.as_data(),
        ),
    )


def _step(office: Office, tx: Transaction, letter_id: str, to: LetterState, note: str) -> int:
    line = letters.line_of(tx.conn, letter_id) or letters.line_with_number(tx.conn, letter_id)
    if line is None or line.office not in ("", office.profile.region):
        raise UserError(Code.LETTER_UNKNOWN)
    if line.cancelled is not None and to is not LetterState.CANCELLED:
        raise UserError(Code.LETTER_CANCELLED)
    if _has_come(line, to):
        return 0
    region = office.profile.region
    first = ops.first_of(tx.conn, line.id)
    ops.record(
        tx,
        OpDraft(
            type=OpType.LETTER_STEPPED,
            entity=line.id,
            partition=partition_of(line.village or region),
            base=first.base if first else "",
            data={"to": to.value, "note": note},
            seen=ops.ids_of(tx.conn, line.id),
        ),
    )
    audit.note(tx, _NOTES[to], line.id, **({"reason": note} if note else {}))
    return 1


def _has_come(line: RegisterLine, to: LetterState) -> bool:
    return {
        LetterState.PRINTED: line.printed,
        LetterState.HANDED_OVER: line.handed_over,
        LetterState.CANCELLED: line.cancelled,
    }[to] is not None
