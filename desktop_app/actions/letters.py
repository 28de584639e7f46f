"""Letters: what they need, how they will look, and issuing them with a number."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop_app import files
from desktop_app.actions.letter_values import list_values, office_values, values_for
from desktop_app.actions.office import Office, needs
from desktop_app.actions.settings import letterhead_of, read_identity
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.letter import Letterhead, Paper, Signatory
from desktop_app.domain.letter_number import (
    LetterNumber,
    NumberPattern,
    numbered_by_hand,
    series_of,
)
from desktop_app.domain.office_settings import Identity
from desktop_app.domain.op import OpDraft, OpType
from desktop_app.domain.register import RegisterLine
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.roles import Right
from desktop_app.domain.subject import partition_of
from desktop_app.errors import Code, UserError
from desktop_app.letters.compose import LetterToDraw
from desktop_app.letters.pdf import draw_letters
from desktop_app.letters.template import About as About
from desktop_app.letters.template import LetterTemplate as LetterTemplate
from desktop_app.letters.template import TemplateField as TemplateField
from desktop_app.store import audit, letters, officials, ops, people
from desktop_app.store.connection import Connection

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One of the people on the list of a letter; `typed` is what only the list itself says."""

    family_id: str
    person_id: str | None = None
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """What somebody chose and typed for one letter.

    `family_id` is None for a letter that is about nobody in particular; `rows` are the people on its
    list, where its template has one.

    `typed` are the fields of the template that the program cannot fill. `number` is empty for the
    next one of the book, or what was taken from the paper book (``12``, ``12a``). `official_id` is
    who signs; None for whoever may sign on that day.
    """

    kind: str
    family_id: str | None
    dated: date
    person_id: str | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    official_id: str | None = None
    number: str = ""
    paper: Paper = Paper.F4
    rows: Sequence[LetterRow] = ()


@dataclass(frozen=True, slots=True)
class LetterPreview:
    """A letter as it would be printed; nothing was numbered or written.

    `values` are what every field of the template would print; `missing` the required ones that are
    still empty.
    """

    pdf: bytes
    number: str
    values: Mapping[str, str]
    missing: tuple[TemplateField, ...]


@dataclass(frozen=True, slots=True)
class IssuedFile:
    """A letter that was issued, and its page.

    A reprint is never redrawn: its `pages` are 0, nobody counted them, and its `to_draw` is None.
    """

    line: RegisterLine
    pdf: bytes = field(repr=False)
    pages: int = 0
    to_draw: LetterToDraw | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class _Made:
    """Everything a page is drawn from."""

    template: LetterTemplate
    values: Mapping[str, str]
    letterhead: Letterhead
    signatory: Signatory
    identity: Identity
    place: LetterNumber
    number: str
    village: str
    person_id: str | None


@needs(Right.READ)
def letter_kinds(office: Office) -> tuple[LetterTemplate, ...]:
    """Every kind of letter with its fields, in order of their codes."""
    return tuple(office.reference.letters.values())


@needs(Right.PRINT)
def preview_letter(office: Office, draft: LetterDraft) -> LetterPreview:
    """How a letter would look, fields that are still empty as dotted lines."""
    with office.read() as conn:
        made = _made(office, conn, draft)
    return LetterPreview(
        pdf=_drawn([_to_draw(made, draft)]).pdf,
        number=made.number,
        values=made.values,
        missing=made.template.missing(made.values),
    )


@needs(Right.PRINT)
def issue_letter(office: Office, draft: LetterDraft) -> Done[IssuedFile]:
    """Give a letter its number, write it into the register and keep the page.

    Number, op, register line, page and audit line stand or fall together. Raises `UserError`
    (`LETTER_FIELD_MISSING`, `LETTER_NUMBER_TAKEN`, `SIGNATORY_MISSING`, …).
    """
    with office.write() as tx:
        # The extract is attached to readers only; what the letter quotes cannot change meanwhile.
        with office.read() as conn:
            made = _made(office, conn, draft, register=tx.conn)
        missing = made.template.missing(made.values)
        if missing:
            raise UserError(Code.LETTER_FIELD_MISSING, field=missing[0].name)
        if letters.is_taken(tx.conn, made.place):
            raise UserError(Code.LETTER_NUMBER_TAKEN, field="number", number=made.number)
        letter = _to_draw(made, draft)
        drawn = _drawn([letter])
        line = RegisterLine(
            id=office.new_id(),
            kind=draft.kind,
            template_version=made.template.version,
            series=made.place.series,
            year=made.place.year,
            sequence=made.place.number,
            sub_number=made.place.sub_number,
            number=made.number,
            dated=draft.dated,
            about=made.template.title,
            family_id=draft.family_id,
            person_id=made.person_id,
            village=made.village,
            signatory=made.signatory.name,
            issued_by=office.account.id,
            issued_at=tx.at,
        )
        ops.record(
            tx,
            OpDraft(
                type=OpType.LETTER_ISSUED,
                entity=line.id,
                partition=partition_of(made.village or office.profile.region),
                base=_release_label(office, tx.conn),
                data=line.as_data(),
            ),
        )
        letters.keep_page(tx, line.id, _content(made, draft), drawn.pdf)
        audit.note(tx, "letter-issued", line.id, kind=line.kind)
    log.info("letter-issued kind=%s", line.kind)
    return Done(IssuedFile(line, drawn.pdf, drawn.pages, letter), frozenset({Topic.LETTERS}))


@needs(Right.PRINT)
def print_together(office: Office, issued: Sequence[IssuedFile], target: Path) -> int:
    """Write letters that were issued just now into one PDF, in their order; the number of its pages.

    Raises `MachineError`; the letters keep their numbers then, and can be reprinted one by one.
    """
    together = _drawn([one.to_draw for one in issued if one.to_draw is not None])
    files.write_whole(target, together.pdf)
    log.info("letters-printed-together letters=%d pages=%d", len(issued), together.pages)
    return together.pages


@needs(Right.PRINT)
def reprint_letter(office: Office, letter_id: str, reason: str) -> Done[IssuedFile]:
    """The page of an issued letter, byte for byte as it was; the reason is written down.

    Raises `UserError` (`LETTER_UNKNOWN`, also for a letter of another device; `REASON_MISSING`).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    with office.write() as tx:
        line = letters.line_of(tx.conn, letter_id) or letters.line_with_number(tx.conn, letter_id)
        pdf = letters.page_of(tx.conn, line.id) if line else None
        if line is None or pdf is None:
            raise UserError(Code.LETTER_UNKNOWN)
        audit.note(tx, "letter-reprinted", line.id, reason=reason.strip())
    return Done(IssuedFile(line, pdf), frozenset({Topic.AUDIT}))


@needs(Right.READ)
def letter_register(office: Office, *, limit: int = 500) -> list[RegisterLine]:
    """The newest letters first."""
    with office.read() as conn:
        return letters.register(conn, limit=limit)


def _made(
    office: Office, conn: Connection, draft: LetterDraft, *, register: Connection | None = None
) -> _Made:
    template = office.reference.letters.get(draft.kind)
    if template is None:
        raise UserError(Code.LETTER_KIND_UNKNOWN, field="kind")
    release = office.release(conn)
    identity = read_identity(conn)
    facts = _facts(office, conn, release, identity, template, draft)
    values = template.with_defaults({**facts.values, **draft.typed})
    place = _place(register or conn, draft, template, identity)
    pattern = NumberPattern.parse(identity.pattern)
    return _Made(
        template=template,
        values=values,
        letterhead=letterhead_of(office, identity),
        signatory=_signatory(conn, draft),
        identity=identity,
        place=place,
        number=pattern.format(
            place, dated=draft.dated, code=template.classification, unit=identity.unit
        ),
        village=facts.village,
        person_id=facts.person_id,
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the program knows for one letter, and whom it is about."""

    values: dict[str, str]
    village: str
    person_id: str | None = None


def _facts(
    office: Office,
    conn: Connection,
    release: ReleaseLine,
    identity: Identity,
    template: LetterTemplate,
    draft: LetterDraft,
) -> _Facts:
    if template.about is About.FAMILY:
        if draft.family_id is None:
            raise UserError(Code.SUBJECT_MISSING)
        return _family_facts(office, conn, release, identity, draft.family_id, draft.person_id)
    rows = [
        _family_facts(office, conn, release, identity, row.family_id, row.person_id).values
        | {name: text for name, text in row.typed.items() if text}
        for row in draft.rows
    ]
    region = office.profile.region
    village = region if office.reference.regions.village_by_code(region) else ""
    facts = office_values(office.reference, office.profile, identity, release, village)
    return _Facts({**facts, **list_values(template.lists, rows)}, village)


def _family_facts(
    office: Office,
    conn: Connection,
    release: ReleaseLine,
    identity: Identity,
    family_id: str,
    person_id: str | None,
) -> _Facts:
    sheet = people.family_sheet(conn, family_id, release.label)
    if sheet is None:
        raise UserError(Code.SUBJECT_UNKNOWN)
    member = next((one for one in sheet.members if one.id == person_id), sheet.head)
    values = values_for(office.reference, office.profile, identity, release, sheet, member)
    return _Facts(values, sheet.village, member.id if member else None)


def _place(
    conn: Connection, draft: LetterDraft, template: LetterTemplate, identity: Identity
) -> LetterNumber:
    series = series_of(identity.series, kind=draft.kind, code=template.classification)
    year = draft.dated.year
    if draft.number.strip():
        return numbered_by_hand(draft.number, series=series, year=year)
    return LetterNumber(series, year, letters.last_sequence(conn, series, year) + 1)


def _signatory(conn: Connection, draft: LetterDraft) -> Signatory:
    for official in officials.officials_of(conn):
        if draft.official_id in (None, official.id) and official.signs_on(draft.dated):
            return official.signatory
    raise UserError(Code.SIGNATORY_MISSING, field="official_id")


@dataclass(frozen=True, slots=True)
class _Drawn:
    pdf: bytes
    pages: int


def _drawn(letters_to_draw: Sequence[LetterToDraw]) -> _Drawn:
    out = io.BytesIO()
    pages = draw_letters(letters_to_draw, out)
    return _Drawn(out.getvalue(), pages)


def _to_draw(made: _Made, draft: LetterDraft) -> LetterToDraw:
    return LetterToDraw(
        template=made.template,
        values=made.values,
        letterhead=made.letterhead,
        signatory=made.signatory,
        number=made.number,
        place=made.identity.place,
        dated=draft.dated,
        paper=draft.paper,
    )


def _content(made: _Made, draft: LetterDraft) -> str:
    """Everything the page was drawn from, so that it can be drawn again in other words or on other paper."""
    signatory = made.signatory
    return json.dumps(
        {
            "template": made.template.source,
            "values": dict(made.values),
            "authorities": made.letterhead.authorities,
            "address": made.letterhead.address,
            "contact": made.letterhead.contact,
            "place": made.identity.place,
            "paper": draft.paper.code,
            "signatory": {
                "name": signatory.name,
                "position": signatory.position,
                "number": signatory.number,
                "number_label": signatory.number_label,
                "rank": signatory.rank,
                "capacity": signatory.capacity.name,
                "superior": signatory.superior,
                "deputy": signatory.deputy,
            },
        },
        ensure_ascii=False,
    )


def _release_label(office: Office, conn: Connection) -> str:
    return office.release(conn).label
