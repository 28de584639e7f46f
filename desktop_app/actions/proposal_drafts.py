"""What somebody typed into a proposal, brought beside the extract: whom it is about, what it corrects,
and whom it may have been opened for before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from desktop_app.actions.families import subject_of_family, subject_of_member
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS, Field, FieldKind
from desktop_app.domain.identity import digits_of
from desktop_app.domain.name_match import NameMatch
from desktop_app.domain.names import fold
from desktop_app.domain.proposal import (
    Correction,
    Proposal,
    ProposalContent,
    ProposalKind,
    ProposedMember,
)
from desktop_app.domain.proposal_kind import About, KindRule
from desktop_app.domain.proposal_question import Input
from desktop_app.domain.proposal_slip import day_of
from desktop_app.domain.subject import Subject, SubjectKind
from desktop_app.errors import Code, UserError
from desktop_app.store import people, proposals
from desktop_app.store.connection import Connection

_PARTS_OF_KECAMATAN = 3
_FIELDS = {
    SubjectKind.FAMILY: {one.name: one for one in FAMILY_FIELDS},
    SubjectKind.PERSON: {one.name: one for one in PERSON_FIELDS},
}


@dataclass(frozen=True, slots=True)
class ProposalDraft:
    """What a person typed; may be wrong and incomplete.

    `corrections` gives new values by the names of fields; `contents` what the kind asks for besides.
    """

    kind: ProposalKind
    family_id: str | None = None
    person_id: str | None = None
    contents: Mapping[str, str] = field(default_factory=dict)
    corrections: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    members: tuple[ProposedMember, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The form in which it is kept while somebody types it."""
        return {
            "kind": self.kind.value,
            "family_id": self.family_id,
            "person_id": self.person_id,
            "contents": dict(self.contents),
            "corrections": dict(self.corrections),
            "evidence": list(self.evidence),
            "members": [one.as_data() for one in self.members],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> ProposalDraft:
        """Read what `as_data` wrote."""
        return cls(
            kind=ProposalKind(data["kind"]),
            family_id=data["family_id"],
            person_id=data["person_id"],
            contents=dict(data["contents"]),
            corrections=dict(data["corrections"]),
            evidence=tuple(data["evidence"]),
            members=tuple(ProposedMember.from_data(one) for one in data["members"]),
        )

    @classmethod
    def of(cls, proposal: Proposal) -> ProposalDraft:
        """A proposal as it can be typed anew."""
        subject, content = proposal.subject, proposal.content
        return cls(
            kind=proposal.kind,
            family_id=subject.family_id,
            person_id=subject.person_id,
            contents=dict(content.contents),
            corrections={
                one.field: "" if one.new is None else str(one.new) for one in content.corrections
            },
            evidence=content.evidence,
            members=content.members,
        )


class Likeness(StrEnum):
    """In what a proposal resembles something that is there already."""

    PROPOSED = "proposed"  # same NIK or family, same kind, still open
    IN_EXTRACT = "in-extract"  # a new family's NIK or card stands in the release
    NAME_PROPOSED = "name-proposed"  # like name, same birth date, same desa, still open
    NAME_IN_EXTRACT = "name-in-extract"  # like name, same birth date, same kecamatan


@dataclass(frozen=True, slots=True)
class ProposalWarning:
    """Something alike: `id` is of a proposal, or ``family:…`` of the extract."""

    likeness: Likeness
    id: str


def subject_of(
    office: Office, conn: Connection, draft: ProposalDraft, rule: KindRule, label: str
) -> tuple[Subject, Mapping[str, str | int | None]]:
    """Whom it is about, and what the extract says of them; nothing of a family that is in none."""
    if rule.about is About.NOBODY_YET:
        return _newcomer(office, draft.contents), {}
    if draft.family_id is None:
        raise UserError(Code.SUBJECT_MISSING)
    sheet = people.family_sheet(conn, draft.family_id, label)
    if sheet is None:
        raise UserError(Code.SUBJECT_UNKNOWN)
    if draft.person_id is not None:
        subject = subject_of_member(sheet, draft.person_id, sheet.village)
        member = next(one for one in sheet.members if one.id == draft.person_id)
        return subject, member.values
    if rule.about is About.PERSON:
        raise UserError(Code.PROPOSAL_WANTS_PERSON, field="person_id")
    return subject_of_family(sheet, sheet.village), sheet.values


def content_of(
    codes: CodeBook,
    rule: KindRule,
    draft: ProposalDraft,
    subject: Subject,
    values: Mapping[str, str | int | None],
) -> ProposalContent:
    """What it says, tidied, with the extract's values beside the new ones.

    Raises `UserError` (`CORRECTION_INVALID`, `NOTE_TOO_LONG`).
    """
    contents = tidied(rule, draft.contents)
    corrections = tuple(
        _correction(codes, _FIELDS[subject.kind], values, name, typed, contents.get("reason", ""))
        for name, typed in draft.corrections.items()
    )
    members = tuple(_member(one) for one in draft.members)
    content = ProposalContent(contents, corrections, draft.evidence, members)
    content.check_lengths()
    return content


def tidied(rule: KindRule, contents: Mapping[str, str]) -> dict[str, str]:
    """The answers without blanks around them: days as ISO dates, numbers as digits.

    What cannot be read so stays as it was typed: nobody loses a draft over it.
    """
    inputs = {one.name: one.input for one in rule.questions}
    made = {}
    for name, typed in contents.items():
        text = typed.strip()
        if inputs.get(name) is Input.DAY:
            text = _iso(text)
        elif name in inputs and inputs[name].is_number:
            text = digits_of(text) or text
        if text:
            made[name] = text
    return made


def _iso(text: str) -> str:
    day = day_of(text)
    return text if day is None else day.isoformat()


def _member(typed: ProposedMember) -> ProposedMember:
    return ProposedMember(
        name=" ".join(typed.name.upper().split()),
        national_id=digits_of(typed.national_id),
        birth_date=_iso(typed.birth_date.strip()),
        sex=typed.sex,
        relation=typed.relation,
    )


def warnings_for(
    office: Office, kind: ProposalKind, subject: Subject, *, except_id: str
) -> tuple[ProposalWarning, ...]:
    """What this may have been proposed as before; each once."""
    found: dict[str, Likeness] = {}
    match = NameMatch(fold(subject.name).split(), office.reference.spelling)
    is_newcomer = kind is ProposalKind.NEW_FAMILY

    def is_open(one: Proposal) -> bool:
        return one.id != except_id and one.kind is kind and not one.state.is_final

    with office.read() as conn:
        if subject.national_id:
            for one in filter(is_open, proposals.with_national_id(conn, subject.national_id)):
                if one.subject.kind is subject.kind:
                    found.setdefault(one.id, Likeness.PROPOSED)
            if is_newcomer:
                for _, family_id in people.bearers_of(conn, subject.national_id):
                    if family_id is not None:
                        found.setdefault(f"family:{family_id}", Likeness.IN_EXTRACT)
        if subject.birth_date:
            for one in filter(
                is_open, proposals.born_on(conn, subject.birth_date, subject.village)
            ):
                if match.judge(fold(one.subject.name)):
                    found.setdefault(one.id, Likeness.NAME_PROPOSED)
    if is_newcomer and subject.birth_date and subject.name:
        nearby = ".".join(subject.village.split(".")[:_PARTS_OF_KECAMATAN])
        for line in find_people(office, Search(subject.name, village=nearby), is_typing=True):
            if line.birth_date == subject.birth_date and line.family_id:
                found.setdefault(f"family:{line.family_id}", Likeness.NAME_IN_EXTRACT)
    return tuple(ProposalWarning(likeness, own_id) for own_id, likeness in found.items())


def _newcomer(office: Office, contents: Mapping[str, str]) -> Subject:
    village = contents.get("village", "").strip()
    born = day_of(contents.get("birth_date", ""))
    return Subject(
        kind=SubjectKind.FAMILY,
        family_id=None,
        person_id=None,
        family_card_no=digits_of(contents.get("family_card_no", "")) or None,
        national_id=digits_of(contents.get("national_id", "")) or None,
        name=" ".join(contents.get("name", "").upper().split()),
        birth_date=born.isoformat() if born else None,
        village=office.reference.regions.parse(village) if village else office.profile.region,
    )


def _correction(
    codes: CodeBook,
    fields: Mapping[str, Field],
    values: Mapping[str, str | int | None],
    name: str,
    typed: str,
    reason: str,
) -> Correction:
    known = fields.get(name)
    # A decile is what the ministry reckons from the facts; nobody proposes one.
    if known is None or known.kind is FieldKind.DECILE or name not in values:
        raise UserError(Code.CORRECTION_INVALID, field=name)
    try:
        new = _value(codes, known, typed.strip())
    except ValueError as error:
        raise UserError(Code.CORRECTION_INVALID, field=name) from error
    if new == values[name]:
        raise UserError(Code.CORRECTION_INVALID, field=name)
    return Correction(name, values[name], new, reason)


def _value(codes: CodeBook, known: Field, typed: str) -> str | int | None:
    """What somebody typed, as the extract writes it; raises `ValueError`."""
    if not typed:
        return None
    match known.kind:
        case FieldKind.CODE | FieldKind.YES_NO:
            code = int(typed) if typed.isdecimal() else codes.code_of(known.codes, typed)
            if code is None or not codes.knows(known.codes, code):
                raise ValueError("no such code")
            return code
        case FieldKind.INTEGER:
            return int(typed)
        case FieldKind.DATE:
            return date.fromisoformat(typed).isoformat()
        case FieldKind.NUMBER_ID:
            return digits_of(typed)
        case _:
            return typed
