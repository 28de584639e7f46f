"""*Cetak data saya*: everything that is held about one person, on paper, for that person.

Whoever prints it says how they made sure who is asking; that and a serial are in the audit.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from desktop_app.actions.families import FamilyPageFacts, facts_of, named_in
from desktop_app.actions.office import Office, needs
from desktop_app.actions.programmes import catalogue_of
from desktop_app.actions.sheets import DrawnSheet, draw_sheet, new_serial
from desktop_app.actions.subject_values import SubjectHolding, SubjectWords, subject_values
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.giving_out import Holding
from desktop_app.domain.identity import digits_of, is_sixteen_digits
from desktop_app.domain.person import PersonSheet
from desktop_app.domain.register import RegisterLine
from desktop_app.domain.roles import Right
from desktop_app.domain.subject import Subject, SubjectKind
from desktop_app.errors import Code, UserError
from desktop_app.store import (
    audit,
    evidence,
    ground_checks,
    interventions,
    letters,
    local_facts,
    matches,
    proposals,
    settings,
)
from desktop_app.store.connection import Connection
from desktop_app.store.subjects import Kin

log = logging.getLogger(__name__)


@needs(Right.PRINT)
def preview_subject_sheet(
    office: Office, key: str, words: SubjectWords, *, family_key: str = ""
) -> DrawnSheet:
    """The sheet as it would be printed, with everything personal as dots; nothing is written.

    `key` is a NIK, an id of a person, or the id of a record of help for somebody whom no release knows; with
    `family_key` the person is looked for in that family. Raises `UserError` (`SUBJECT_UNKNOWN`,
    `SUBJECT_AMBIGUOUS`).
    """
    return _drawn(office, _held(office, key, family_key), words, checked="", serial="")


@needs(Right.PRINT)
def print_subject_sheet(
    office: Office, key: str, checked: str, words: SubjectWords, *, family_key: str = ""
) -> Done[DrawnSheet]:
    """Everything held about one person, to be handed to them; asks for the right to reveal too.

    `checked` says how their identity was made sure of; it is printed and kept in the audit. Raises
    `UserError` (`REASON_MISSING`, `RIGHT_MISSING`, `PASSPHRASE_AGAIN`, `SUBJECT_UNKNOWN`,
    `SUBJECT_AMBIGUOUS`).
    """
    checked = " ".join(checked.split())
    if not checked:
        raise UserError(Code.REASON_MISSING, field="reason")
    office.require(Right.REVEAL)
    office.require_proof(holds=Holding.SENSITIVE.value, rows=1)
    held = _held(office, key, family_key)
    serial = new_serial(office)
    paper = _drawn(office, held, words, checked=checked, serial=serial)
    with office.write() as tx:
        audit.note(tx, "subject-sheet-printed", _subject(held), reason=checked, serial=serial)
    log.info("subject-sheet-printed pages=%d", paper.pages)
    return Done(paper, frozenset({Topic.AUDIT}))


def _drawn(
    office: Office, held: SubjectHolding, words: SubjectWords, *, checked: str, serial: str
) -> DrawnSheet:
    values = subject_values(
        office.reference,
        catalogue_of(office),
        office.profile,
        held,
        words,
        is_whole=bool(serial),
    )
    template = office.reference.subject_sheet
    return draw_sheet(office, template, values, purpose=checked, serial=serial)


@dataclass(frozen=True, slots=True)
class _Whom:
    """Who is asked for: as a release has them, or as a record names somebody whom none has."""

    facts: FamilyPageFacts | None
    member: PersonSheet | None
    outsider: Subject | None
    national_id: str

    @property
    def person_id(self) -> str:
        return self.member.id if self.member else ""

    @property
    def kin(self) -> Kin:
        numbers = [self.national_id] if self.national_id else []
        if self.facts is None:
            return Kin(None, None, [], numbers)
        sheet = self.facts.sheet
        return Kin(sheet.id, sheet.family_card_no, [self.person_id], numbers)

    def is_in(self, subject: Subject) -> bool:
        """True for the family as such and for this person: what is about another member is theirs."""
        return (
            subject.kind is SubjectKind.FAMILY
            or (self.person_id != "" and subject.person_id == self.person_id)
            or (self.national_id != "" and subject.national_id == self.national_id)
        )


def _whom(office: Office, key: str, family_key: str) -> _Whom:
    facts, member = _in_a_release(office, key, family_key)
    if member is not None:
        return _Whom(facts, member, None, member.national_id or "")
    outsider = _outsider(office, key)
    number = (outsider.national_id or "") if outsider else digits_of(key)
    return _Whom(None, None, outsider, number)


def _held(office: Office, key: str, family_key: str) -> SubjectHolding:
    whom = _whom(office, key, family_key)
    facts, member, kin = whom.facts, whom.member, whom.kin
    with office.read() as conn:
        helped = (
            interventions.of_outsider(conn, whom.outsider)
            if whom.outsider
            else [
                one
                for one in interventions.of_family(conn, kin)
                if whom.is_in(one.intervention.subject)
            ]
        )
        proposed = [
            one for one in proposals.of_family(conn, kin) if whom.is_in(one.proposal.subject)
        ]
        noted = [one for one in local_facts.of_family(conn, kin) if whom.is_in(one.fact.subject)]
        checked = [
            one for one in ground_checks.of_family(conn, kin) if whom.is_in(one.check.subject)
        ]
        named = [
            *(one.intervention.subject for one in helped),
            *(one.proposal.subject for one in proposed),
            *(one.fact.subject for one in noted),
            *(one.check.subject for one in checked),
        ]
        if member is None and not named:
            raise UserError(Code.SUBJECT_UNKNOWN)
        ids = _ids(whom, named)
        written = _letters(conn, ids)
        records = {
            *(one.intervention.id for one in helped),
            *(one.proposal.id for one in proposed),
            *(one.fact.id for one in noted),
            *(one.check.id for one in checked),
            *(one.id for one in written),
        }
        return SubjectHolding(
            name=member.name if member else named[0].name,
            national_id=whom.national_id,
            village=facts.sheet.village if facts is not None else named[0].village,
            facts=facts,
            member=member,
            interventions=helped,
            proposals=proposed,
            local_facts=noted,
            ground_checks=checked,
            letters=written,
            evidence=evidence.counts_of(conn),
            lists=matches.lists_with(conn, whom.person_id, whom.national_id),
            seen=audit.lines_about(conn, records | ids),
            roles={one.id: one.role.value for one in settings.accounts_of(conn)},
        )


def _ids(whom: _Whom, named: Sequence[Subject]) -> set[str]:
    """The ids of the person and their families, as the log has them; a record remembers them too."""
    found = {f"person:{whom.person_id}"} if whom.person_id else set()
    if whom.facts is not None:
        found.add(f"family:{whom.facts.sheet.id}")
    for subject in named:
        if subject.family_id:
            found.add(f"family:{subject.family_id}")
        if subject.person_id and whom.national_id and subject.national_id == whom.national_id:
            found.add(f"person:{subject.person_id}")
    return found


def _letters(conn: Connection, ids: Collection[str]) -> list[RegisterLine]:
    """The letters about the families as such and about the person."""
    persons = [one.removeprefix("person:") for one in ids if one.startswith("person:")]
    found: dict[str, RegisterLine] = {}
    for family in (one.removeprefix("family:") for one in ids if one.startswith("family:")):
        for line in letters.of_family(conn, family_id=family, person_ids=persons):
            if line.person_id is None or line.person_id in persons:
                found[line.id] = line
    return sorted(found.values(), key=lambda line: line.issued_at, reverse=True)


def _in_a_release(
    office: Office, key: str, family_key: str
) -> tuple[FamilyPageFacts | None, PersonSheet | None]:
    """The person and their family as the last release has them; nothing where none does."""
    digits = digits_of(key)
    is_number = is_sixteen_digits(digits)
    try:
        if not family_key:
            with office.read() as conn:
                office.release(conn)
                family_key = _family_key(conn, key, digits if is_number else "")
        facts = facts_of(office, family_key)
    except UserError as error:
        if error.code in (Code.SUBJECT_UNKNOWN, Code.RELEASE_NONE):
            return None, None
        raise
    found = [
        one
        for one in facts.sheet.members
        if (one.national_id == digits if is_number else one.id == key)
    ]
    if not found:
        raise UserError(Code.SUBJECT_UNKNOWN)
    return facts, found[0]


def _outsider(office: Office, key: str) -> Subject | None:
    """Whom a record of help names that stands in no release; None for every other key."""
    with office.read() as conn:
        record = interventions.intervention_of(conn, key)
    if record is None:
        if is_sixteen_digits(digits_of(key)):
            return None
        raise UserError(Code.SUBJECT_UNKNOWN)
    if not record.subject.is_outsider or not record.subject.kind.is_household:
        raise UserError(Code.SUBJECT_UNKNOWN)
    return record.subject


def _family_key(conn: Connection, key: str, digits: str) -> str:
    """The family of a person of the release in use; a NIK that it does not have is looked for in others."""
    try:
        return named_in(conn, key, is_person=True).family_id
    except UserError as error:
        if error.code is Code.SUBJECT_UNKNOWN and digits:
            return digits
        raise


def _subject(held: SubjectHolding) -> str:
    if held.member is not None:
        return f"person:{held.member.id}"
    return held.interventions[0].intervention.id if held.interventions else ""
