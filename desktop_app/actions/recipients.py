"""Who receives help, and what the release and the office know of them, as far as rules look at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.actions.families import subject_of_family, subject_of_member
from desktop_app.actions.office import Office
from desktop_app.domain.aid_rule import Presence
from desktop_app.domain.family import FamilySheet
from desktop_app.domain.ground_check import Finding
from desktop_app.domain.indication import IndicationRules
from desktop_app.domain.intervention import InterventionDraft, InterventionLine
from desktop_app.domain.outsider import Outsider
from desktop_app.domain.person import PersonSheet
from desktop_app.domain.presence import presence_said
from desktop_app.domain.programme import Ask, ProgrammeVersion
from desktop_app.domain.proposal import ProposalKind, ProposalState
from desktop_app.domain.recipient_ask import unmet_asks
from desktop_app.domain.subject import Subject, SubjectKind
from desktop_app.errors import Code, UserError
from desktop_app.store import ground_checks, interventions, people, proposals
from desktop_app.store.connection import Connection
from desktop_app.store.subjects import Kin, kin_of

_PROPOSED = {ProposalKind.DEATH: Presence.DEAD, ProposalKind.MOVED: Presence.MOVED}
_FOUND = {
    Finding.MOVED: Presence.MOVED,
    Finding.ABROAD: Presence.MOVED,
    Finding.DEAD: Presence.DEAD,
    Finding.NOT_FOUND: Presence.NOT_FOUND,
}


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a record names; `sheet` is None for whoever stands in no release."""

    subject: Subject
    sheet: FamilySheet | None

    def received(self, conn: Connection) -> list[InterventionLine]:
        """Every record of the family and its members, or of this outsider."""
        sheet = self.sheet
        if sheet is None:
            return interventions.of_outsider(conn, self.subject)
        return interventions.of_family(conn, kin_of(sheet))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a recipient; nothing of an outsider."""

    decile: int | None = None
    job_status: int | None = None
    unmet: tuple[Ask, ...] = ()
    presence: Presence = Presence.PRESENT


def recipient_in(
    office: Office, conn: Connection, draft: InterventionDraft, label: str
) -> Recipient:
    """Whom a draft names in the release `label`, for actions that ask for their own right.

    Raises `UserError` (`SUBJECT_UNKNOWN`, and what `outsider_in` raises).
    """
    if draft.outsider is not None:
        return Recipient(outsider_in(office, conn, draft.outsider), None)
    sheet = _sheet_of(conn, draft, label)
    if draft.person_id is not None:
        return Recipient(subject_of_member(sheet, draft.person_id, sheet.village), sheet)
    return Recipient(subject_of_family(sheet, sheet.village), sheet)


def outsider_in(office: Office, conn: Connection, outsider: Outsider) -> Subject:
    """Whom an outsider names, for actions that ask for their own right.

    Raises `UserError` as `Outsider.checked` does, and `OUTSIDER_IN_RELEASE` for a number that stands in
    the release in use: that family is to be chosen, so that its decile and its aid are seen.
    """
    subject = outsider.checked(office.reference.regions, office.profile.region)
    if subject.national_id and people.bearers_of(conn, subject.national_id):
        raise UserError(Code.OUTSIDER_IN_RELEASE, field="national_id")
    if subject.family_card_no and people.family_with_card(conn, subject.family_card_no):
        raise UserError(Code.OUTSIDER_IN_RELEASE, field="family_card_no")
    return subject


def family_key(subject: Subject) -> str:
    """The family of a recipient; somebody whom no release knows stands for themselves."""
    return subject.id if subject.is_outsider else f"family:{subject.family_id}"


def known_of(
    conn: Connection,
    recipient: Recipient,
    version: ProgrammeVersion,
    day: date,
    limits: IndicationRules,
) -> Known:
    """What the release says of a recipient on `day`, and whether the office knows them gone."""
    sheet, subject = recipient.sheet, recipient.subject
    if sheet is None:
        return Known()
    member = next((one for one in sheet.members if one.id == subject.person_id), None)
    job_status = member.values["main_job_status"] if member else None
    person = member if subject.kind is SubjectKind.PERSON and version.wants_person else None
    return Known(
        decile=sheet.deciles.national,
        job_status=None if job_status is None else int(job_status),
        unmet=unmet_asks(version, sheet, person, day, limits),
        presence=_presence(conn, sheet, member, subject),
    )


def _sheet_of(conn: Connection, draft: InterventionDraft, label: str) -> FamilySheet:
    family_id = draft.family_id
    if family_id is None and draft.person_id is not None:
        person = people.person_sheet(conn, draft.person_id)
        family_id = person.family_id if person else None
    sheet = people.family_sheet(conn, family_id, label) if family_id else None
    if sheet is None:
        raise UserError(Code.SUBJECT_UNKNOWN)
    return sheet


def _presence(
    conn: Connection, sheet: FamilySheet, member: PersonSheet | None, subject: Subject
) -> Presence:
    """Whether somebody said that the recipient is gone: the release, a surveyor, or a proposal."""
    kin = kin_of(sheet)
    is_person = subject.kind is SubjectKind.PERSON
    row = member.extra if member is not None and is_person else sheet.extra
    for presence in (
        presence_said(row),
        _found_at_the_door(conn, kin),
        _proposed(conn, kin, subject, is_all=is_person or len(sheet.members) == 1),
    ):
        if presence is not Presence.PRESENT:
            return presence
    return Presence.PRESENT


def _found_at_the_door(conn: Connection, kin: Kin) -> Presence:
    """What the last ground check that stands has found."""
    for line in ground_checks.of_family(conn, kin):
        if not line.check.is_void:
            return _FOUND.get(line.check.content.finding, Presence.PRESENT)
    return Presence.PRESENT


def _proposed(conn: Connection, kin: Kin, subject: Subject, *, is_all: bool) -> Presence:
    """Whether a death or a move was proposed and not turned down; a member's is not their family's."""
    for line in proposals.of_family(conn, kin):
        proposal = line.proposal
        if proposal.state in (ProposalState.REJECTED, ProposalState.WITHDRAWN):
            continue
        is_of_recipient = proposal.subject.kind is SubjectKind.FAMILY or (
            is_all and proposal.subject.person_id == subject.person_id
        )
        if is_of_recipient and proposal.kind in _PROPOSED:
            return _PROPOSED[proposal.kind]
    return Presence.PRESENT
