"""How a letter comes about: what an office chose, the facts the program knows, and the page they give."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from desktop_app.actions.letter_templates import template_in
from desktop_app.actions.letter_values import list_values, office_values, values_for
from desktop_app.actions.letter_verification import code_of
from desktop_app.actions.number_book import require_book
from desktop_app.actions.office import Office
from desktop_app.actions.settings import letterhead_of, read_identity
from desktop_app.domain.letter import Capacity, Letterhead, Margins, Paper, Signatory
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
from desktop_app.domain.subject import partition_of
from desktop_app.errors import Code, UserError
from desktop_app.letters.compose import LetterToDraw
from desktop_app.letters.pdf import draw_letters
from desktop_app.letters.template import About, LetterTemplate, TemplateField, parse_template
from desktop_app.store import audit, letters, officials, ops, people
from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction

_NUMBER_LINE = "." * 30


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One of the people on the list of a letter; `typed` is what only the list itself says.

    Of somebody who is not in DTSEN (`family_id` None) it says everything.
    """

    family_id: str | None
    person_id: str | None = None
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """What somebody chose and typed for one letter.

    `family_id` is None for a letter that is about nobody in particular; for one of the office that
    goes to many it is whose copy this is. `rows` are the people on its list, where its template has
    one.

    `typed` are the fields of the template that the program cannot fill. `number` is empty for the
    next one of the book, or what was taken from the paper book (``12``, ``12a``). `official_id` is
    who signs; None for whoever may sign on that day. With `is_for_window` the address stands where
    the window of a folded letter's envelope is.
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
    is_for_window: bool = False


@dataclass(frozen=True, slots=True)
class IssuedFile:
    """A letter that was issued, and its page.

    A reprint is never redrawn: its `pages` are 0, nobody counted them.
    """

    line: RegisterLine
    pdf: bytes = field(repr=False)
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """A letter as it would be drawn, with its place in the number book."""

    to_draw: LetterToDraw
    place: LetterNumber
    village: str
    person_id: str | None

    @property
    def missing(self) -> tuple[TemplateField, ...]:
        """The required fields that are still empty."""
        return self.to_draw.template.missing(self.to_draw.values)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pages of one letter or of many."""

    pdf: bytes = field(repr=False)
    pages: int


def made_in(
    office: Office,
    conn: Connection,
    draft: LetterDraft,
    *,
    register: Connection | None = None,
    template: LetterTemplate | None = None,
) -> Made:
    """The letter as it stands, from an open view; `register` is where numbers are drawn, if elsewhere.

    `template` is a wording that is only tried.
    Raises `UserError` (`LETTER_KIND_UNKNOWN`, `SUBJECT_MISSING`, `SUBJECT_UNKNOWN`,
    `SIGNATORY_MISSING`, `LETTER_NUMBER_INVALID`, …).
    """
    template = template or template_in(office, conn, draft.kind)
    release = office.release(conn)
    identity = read_identity(conn)
    facts = _facts(office, conn, release, identity, template, draft)
    place = _place(office, register or conn, draft, template, identity)
    number = NumberPattern.parse(identity.pattern).format(
        place, dated=draft.dated, code=template.classification, unit=identity.unit
    )
    code = code_of(office, conn, kind=draft.kind, number=number, dated=draft.dated)
    known = {**facts.values, "verification_code": code}
    to_draw = LetterToDraw(
        template=template,
        values=template.with_defaults({**known, **draft.typed}),
        letterhead=letterhead_of(office, identity),
        signatory=_signatory(conn, draft),
        number=number,
        place=identity.place,
        dated=draft.dated,
        paper=draft.paper,
        margins=identity.margins,
        is_for_window=draft.is_for_window,
    )
    return Made(to_draw, place, facts.village, facts.person_id)


def issue_in(office: Office, tx: Transaction, conn: Connection, draft: LetterDraft) -> IssuedFile:
    """Number a letter, write it into the register and keep its page.

    `conn` reads the release, which a transaction does not see. Raises `UserError` like
    `letters.issue_letter` and has written nothing then.
    """
    require_book(office, tx.conn)
    made = made_in(office, conn, draft, register=tx.conn)
    if made.missing:
        raise UserError(Code.LETTER_FIELD_MISSING, field=made.missing[0].name)
    letter = made.to_draw
    region = office.profile.region
    if letters.is_taken(tx.conn, region, made.place):
        raise UserError(Code.LETTER_NUMBER_TAKEN, field="number", number=letter.number)
    drawn = draw([letter])
    line = RegisterLine(
        id=office.new_id(),
        kind=draft.kind,
        template_version=letter.template.version,
        series=made.place.series,
        year=made.place.year,
        sequence=made.place.number,
        sub_number=made.place.sub_number,
        number=letter.number,
        dated=draft.dated,
        about=letter.template.title,
        family_id=draft.family_id,
        person_id=made.person_id,
        village=made.village,
        signatory=letter.signatory.name,
        issued_by=office.account.id,
        issued_at=tx.at,
        office=region,
    )
    ops.record(
        tx,
        OpDraft(
            type=OpType.LETTER_ISSUED,
            entity=line.id,
            partition=partition_of(made.village or region),
            base=office.release(tx.conn).label,
            data=line.as_data(),
        ),
    )
    crest = letter.letterhead.crest
    letters.keep_page(
        tx,
        line.id,
        name=_about_whom(letter),
        content=_content(letter),
        pdf=drawn.pdf,
    )
    if crest is not None:
        letters.keep_crest(tx, _digest(crest), crest)
    audit.note(tx, "letter-issued", line.id, kind=line.kind)
    return IssuedFile(line, drawn.pdf, drawn.pages)


def draw(letters_to_draw: Iterable[LetterToDraw]) -> Drawn:
    """Letters as one PDF in memory."""
    out = io.BytesIO()
    pages = draw_letters(letters_to_draw, out)
    return Drawn(out.getvalue(), pages)


def without_number(letter: LetterToDraw) -> LetterToDraw:
    """The same as a draft: a line for its number, and no code that would call it genuine."""
    values = {**letter.values, "verification_code": ""}
    return replace(letter, number=_NUMBER_LINE, values=values)


def letter_again(conn: Connection, line: RegisterLine) -> LetterToDraw:
    """What an issued letter was drawn from, to draw it together with others.

    Raises `UserError` (`LETTER_UNKNOWN`) for a letter whose page is not kept here.
    """
    kept = letters.content_of(conn, line.id)
    if kept is None:
        raise UserError(Code.LETTER_UNKNOWN)
    held = json.loads(kept)
    digest = held.get("crest")
    return LetterToDraw(
        template=parse_template(held["template"], kind=line.kind),
        values=held["values"],
        letterhead=Letterhead(
            tuple(held["authorities"]),
            held["address"],
            held["contact"],
            letters.crest_of(conn, digest) if digest else None,
        ),
        signatory=_signatory_from(held["signatory"]),
        number=line.number,
        place=held["place"],
        dated=line.dated,
        paper=Paper.of(held["paper"]),
        margins=Margins(*held["margins"]) if "margins" in held else Margins(),
        is_for_window=bool(held.get("window", False)),
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
        (
            _family_facts(office, conn, release, identity, row.family_id, row.person_id).values
            if row.family_id is not None
            else {}
        )
        | {name: text for name, text in row.typed.items() if text}
        for row in draft.rows
    ]
    region = office.profile.region
    village = region if office.reference.regions.village_by_code(region) else ""
    facts = office_values(office.reference, office.profile, identity, release, village)
    values = {**facts, **list_values(template.lists, rows)}
    if draft.family_id is None:
        return _Facts(values, village)
    addressee = _family_facts(office, conn, release, identity, draft.family_id, draft.person_id)
    # A family of which no member could be read still has a head whom its own row names.
    own = {"name": addressee.values.get("head_name", ""), **addressee.values}
    merged = {
        field.name: own[field.merged_with]
        for field in template.fields
        if own.get(field.merged_with)
    }
    return _Facts({**values, **merged}, addressee.village, addressee.person_id)


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
    office: Office,
    conn: Connection,
    draft: LetterDraft,
    template: LetterTemplate,
    identity: Identity,
) -> LetterNumber:
    series = series_of(identity.series, kind=draft.kind, code=template.classification)
    year = draft.dated.year
    if draft.number.strip():
        return numbered_by_hand(draft.number, series=series, year=year)
    last = letters.last_sequence(conn, office.profile.region, series, year)
    return LetterNumber(series, year, last + 1)


def _signatory(conn: Connection, draft: LetterDraft) -> Signatory:
    for official in officials.officials_of(conn):
        if draft.official_id in (None, official.id) and official.signs_on(draft.dated):
            return official.signatory
    raise UserError(Code.SIGNATORY_MISSING, field="official_id")


def _about_whom(letter: LetterToDraw) -> str:
    """The name by which the register finds the letter: of whom it is about, else to whom it goes."""
    fields = ["name", *(one.name for one in letter.template.fields if one.merged_with == "name")]
    return next((text for one in fields if (text := letter.values.get(one, ""))), "")


def _content(letter: LetterToDraw) -> str:
    """Everything the page was drawn from, so that it can be drawn again with others or on other paper."""
    signatory, head, margins = letter.signatory, letter.letterhead, letter.margins
    return json.dumps(
        {
            "template": letter.template.source,
            "values": dict(letter.values),
            "authorities": head.authorities,
            "address": head.address,
            "contact": head.contact,
            "crest": _digest(head.crest) if head.crest else None,
            "place": letter.place,
            "paper": letter.paper.code,
            "margins": [margins.left, margins.right, margins.top, margins.bottom],
            "window": letter.is_for_window,
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


def _signatory_from(held: Mapping[str, Any]) -> Signatory:
    return Signatory(**{**held, "capacity": Capacity[held["capacity"]]})


def _digest(crest: bytes) -> str:
    return hashlib.sha256(crest).hexdigest()
