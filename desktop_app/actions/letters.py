"""Letters: what they need, how they will look, issuing them with a number, and their pages again."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.actions.letter_making import IssuedFile as IssuedFile
from desktop_app.actions.letter_making import LetterDraft as LetterDraft
from desktop_app.actions.letter_making import LetterRow as LetterRow
from desktop_app.actions.letter_making import draw, issue_in, letter_again, made_in, without_number
from desktop_app.actions.letter_templates import templates_in
from desktop_app.actions.number_book import held_elsewhere
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.number_book import device_code
from desktop_app.domain.register import LetterState, RegisterLine
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.letters.copy_mark import COPY, DRAFT, marked_with
from desktop_app.letters.plain_text import plain_receipt
from desktop_app.letters.template import About as About
from desktop_app.letters.template import LetterTemplate as LetterTemplate
from desktop_app.letters.template import TemplateField as TemplateField
from desktop_app.store import audit, letters
from desktop_app.store.connection import Connection

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LetterPreview:
    """A letter as it would be printed; nothing was numbered or written.

    `values` are what every field of the template would print; `missing` the required ones that are
    still empty. `held_by` is the computer that holds the number book, if it is another one: then this
    is a draft that says so and bears no number.
    """

    pdf: bytes
    number: str
    values: Mapping[str, str]
    missing: tuple[TemplateField, ...]
    held_by: str = ""


@needs(Right.READ)
def letter_kinds(office: Office) -> tuple[LetterTemplate, ...]:
    """Every kind of letter with its fields as this office words it, in order of their codes."""
    with office.read() as conn:
        return tuple(templates_in(office, conn).values())


@needs(Right.PRINT)
def preview_letter(office: Office, draft: LetterDraft) -> LetterPreview:
    """How a letter would look, fields that are still empty as dotted lines."""
    with office.read() as conn:
        made = made_in(office, conn, draft)
        holder = held_elsewhere(office, conn)
    letter = made.to_draw
    if not holder:
        return LetterPreview(draw([letter]).pdf, letter.number, letter.values, made.missing)
    letter = without_number(letter)
    pdf = marked_with(draw([letter]).pdf, DRAFT)
    return LetterPreview(pdf, "", letter.values, made.missing, device_code(holder))


@needs(Right.PRINT)
def issue_letter(office: Office, draft: LetterDraft) -> Done[IssuedFile]:
    """Give a letter its number, write it into the register and keep the page.

    Number, op, register line, page and audit line stand or fall together. Raises `UserError`
    (`LETTER_FIELD_MISSING`, `LETTER_NUMBER_TAKEN`, `SIGNATORY_MISSING`, …).
    """
    # The extract is attached to readers only; what the letter quotes cannot change meanwhile.
    with office.write() as tx, office.read() as conn:
        issued = issue_in(office, tx, conn, draft)
    log.info("letter-issued kind=%s", issued.line.kind)
    return Done(issued, frozenset({Topic.LETTERS}))


@needs(Right.PRINT)
def open_letter(office: Office, letter_id: str) -> IssuedFile:
    """The page of a letter that nobody has printed yet, to be printed for the first time.

    Raises `UserError` (`REASON_MISSING` for one that was printed or cancelled: it is a reprint then,
    and `LETTER_UNKNOWN` as `reprint_letter` does).
    """
    with office.read() as conn:
        line, pdf = _page(conn, letter_id)
    if line.state is not LetterState.MADE:
        raise UserError(Code.REASON_MISSING, field="reason")
    return IssuedFile(line, pdf)


@needs(Right.PRINT)
def reprint_letter(
    office: Office, letter_id: str, reason: str, *, is_copy: bool = False
) -> Done[IssuedFile]:
    """The page of an issued letter, byte for byte as it was; the reason is written down.

    With `is_copy` every page bears SALINAN besides. Raises `UserError` (`LETTER_UNKNOWN`, also for a
    letter of another device; `REASON_MISSING`).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    with office.write() as tx:
        line, pdf = _page(tx.conn, letter_id)
        audit.note(tx, "letter-reprinted", line.id, reason=reason.strip(), copy=int(is_copy))
    return Done(
        IssuedFile(line, marked_with(pdf, COPY) if is_copy else pdf), frozenset({Topic.AUDIT})
    )


@needs(Right.PRINT)
def plain_letter(office: Office, letter_id: str) -> str:
    """An issued list to be signed as plain text, for a dot-matrix printer.

    Raises `UserError` (`LETTER_UNKNOWN`, also for a letter that has no such list).
    """
    with office.read() as conn:
        line, _ = _page(conn, letter_id)
        text = plain_receipt(letter_again(conn, line))
    if text is None:
        raise UserError(Code.LETTER_UNKNOWN)
    return text


def _page(conn: Connection, letter_id: str) -> tuple[RegisterLine, bytes]:
    line = letters.line_of(conn, letter_id) or letters.line_with_number(conn, letter_id)
    pdf = letters.page_of(conn, line.id) if line else None
    if line is None or pdf is None:
        raise UserError(Code.LETTER_UNKNOWN)
    return line, pdf
