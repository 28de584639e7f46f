"""The page of one family: what the extract says, and what this office did."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import pairwise

from desktop_app.actions.office import Office, needs
from desktop_app.actions.programmes import limits_in
from desktop_app.domain.family import DecilePoint, FamilySheet, SharedNumber
from desktop_app.domain.ground_check import GroundCheckLine
from desktop_app.domain.identity import digits_of, is_sixteen_digits
from desktop_app.domain.indication import Indication, indications_of
from desktop_app.domain.intervention import InterventionLine
from desktop_app.domain.local_fact import LocalFactLine
from desktop_app.domain.proposal import ProposalLine
from desktop_app.domain.quarantine import Admission
from desktop_app.domain.register import RegisterLine
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.roles import Right
from desktop_app.domain.subject import Subject, SubjectKind
from desktop_app.errors import Code, UserError
from desktop_app.store import (
    audit,
    comparison,
    doubles,
    evidence,
    extracts,
    ground_checks,
    interventions,
    letters,
    local_facts,
    people,
    proposals,
    quarantine,
)
from desktop_app.store.connection import Connection, connect, translated
from desktop_app.store.subjects import kin_of

SAME_LOOK = timedelta(minutes=10)
"""How long one person who comes back to a family is still looking at it; the time after which an
office that nobody touches is locked."""
_OPENED = "family-opened"


@dataclass(frozen=True, slots=True)
class NowAt:
    """A family of the release in use in which members of an earlier one stand now."""

    family_id: str
    head_name: str
    members: int


@dataclass(frozen=True, slots=True)
class FamilyPageFacts:
    """A family with everything the office knows about it; `history` goes from old to new.

    `is_current` is False for a family that is not in the release in use: then it is shown as the
    last release had it, for looking only, and `now_at` says where its members stand now.
    `indications` are as of the reference date, of which PKH counts `most_components`.
    `shared_numbers` say where else a number of the family stands, though it should not.
    `evidence` says how much is attached, by the id of the record.
    `mended_by_hand` are the admissions that gave a row of the family or of one of its members.
    """

    sheet: FamilySheet
    release: ReleaseLine
    history: tuple[DecilePoint, ...]
    interventions: tuple[InterventionLine, ...]
    letters: tuple[RegisterLine, ...]
    local_facts: tuple[LocalFactLine, ...] = ()
    proposals: tuple[ProposalLine, ...] = ()
    ground_checks: tuple[GroundCheckLine, ...] = ()
    evidence: Mapping[str, int] = field(default_factory=dict)
    indications: tuple[Indication, ...] = ()
    most_components: int = 0
    shared_numbers: tuple[SharedNumber, ...] = ()
    mended_by_hand: tuple[Admission, ...] = ()
    is_current: bool = True
    now_at: tuple[NowAt, ...] = ()


@needs(Right.READ)
def family_of(office: Office, key: str) -> FamilyPageFacts:
    """One family by its id, its card or the NIK of a member; from the last release that has it.

    Raises `UserError` (`SUBJECT_UNKNOWN`). Opening is written to the audit, by id; reading the page
    again within `SAME_LOOK`, as it does whenever something changed, is the same look.
    """
    facts = facts_of(office, key)
    _note_opening(office, f"family:{facts.sheet.id}")
    return facts


def facts_of(office: Office, key: str) -> FamilyPageFacts:
    """What `family_of` gives, for actions that ask for their own right and write their own line."""
    with office.read() as conn:
        release = office.release(conn)
        releases = extracts.releases_of(conn)
        facts = _facts(office, conn, key, release, releases)
    facts = facts or _gone(office, key, releases)
    if facts is None:
        raise UserError(Code.SUBJECT_UNKNOWN)
    return facts


@needs(Right.REVEAL)
def reveal_family(office: Office, family_id: str, reason: str) -> None:
    """Write down that somebody saw the whole numbers of a family, and why.

    Raises `UserError` (`REASON_MISSING`).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    with office.write() as tx:
        audit.note(tx, "family-revealed", f"family:{family_id}", reason=reason.strip())


@needs(Right.REVEAL)
def reveal_list(office: Office, listed: str, count: int, reason: str) -> None:
    """Write down that somebody saw the whole numbers of a list of `count` people, and why.

    `listed` is a code such as ``search``. Raises `UserError` (`REASON_MISSING`).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    with office.write() as tx:
        audit.note(tx, "list-revealed", listed=listed, count=count, reason=reason.strip())


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a number or an id names; `person_id` None where it names the family as such."""

    family_id: str
    person_id: str | None


@needs(Right.READ)
def named_by(office: Office, key: str, *, is_person: bool = False) -> Named:
    """The family of a card or an id, or the person of a NIK; with `is_person` an id is a person's.

    Raises `UserError` (`SUBJECT_UNKNOWN`, and `SUBJECT_AMBIGUOUS` for a NIK that two people bear).
    """
    with office.read() as conn:
        office.release(conn)
        return named_in(conn, key, is_person=is_person)


def named_in(conn: Connection, key: str, *, is_person: bool = False) -> Named:
    """What `named_by` gives, for actions that name many."""
    digits = digits_of(key)
    if is_sixteen_digits(digits):
        family_id = None if is_person else people.family_with_card(conn, digits)
        if family_id is not None:
            return Named(family_id, None)
        bearers = people.bearers_of(conn, digits)
        if len(bearers) > 1:
            raise UserError(Code.SUBJECT_AMBIGUOUS, people=len(bearers))
        for person_id, family_of_person in bearers:
            if family_of_person is not None:
                return Named(family_of_person, person_id)
    elif people.is_id(key) and is_person:
        person = people.person_sheet(conn, key)
        if person is not None and person.family_id is not None:
            return Named(person.family_id, person.id)
    elif people.is_id(key) and people.has_family(conn, key):
        return Named(key, None)
    raise UserError(Code.SUBJECT_UNKNOWN)


def subject_of_family(sheet: FamilySheet, village: str) -> Subject:
    """The family as a record names it, through its head."""
    head = sheet.head
    return Subject(
        kind=SubjectKind.FAMILY,
        family_id=sheet.id,
        person_id=head.id if head else None,
        family_card_no=sheet.family_card_no,
        national_id=head.national_id if head else None,
        name=sheet.head_name,
        birth_date=head.text("birth_date") if head else None,
        village=village,
    )


def subject_of_member(sheet: FamilySheet, person_id: str, village: str) -> Subject:
    """One member as a record names them; raises `UserError` (`SUBJECT_UNKNOWN`)."""
    member = next((one for one in sheet.members if one.id == person_id), None)
    if member is None:
        raise UserError(Code.SUBJECT_UNKNOWN)
    return Subject(
        kind=SubjectKind.PERSON,
        family_id=sheet.id,
        person_id=member.id,
        family_card_no=member.family_card_no,
        national_id=member.national_id,
        name=member.name,
        birth_date=member.text("birth_date"),
        village=village,
    )


def _note_opening(office: Office, subject: str) -> None:
    now, by = office.now(), office.account.id
    with office.read() as conn:
        if audit.has_noted_since(conn, _OPENED, subject, by=by, since=now - SAME_LOOK, until=now):
            return
    office.note_look(_OPENED, subject)


def _facts(
    office: Office, conn: Connection, key: str, release: ReleaseLine, releases: list[ReleaseLine]
) -> FamilyPageFacts | None:
    """The family as the attached extract has it; None if it does not."""
    family_id = _family_id(conn, key)
    sheet = people.family_sheet(conn, family_id, release.label) if family_id else None
    if sheet is None:
        return None
    limits = limits_in(office, conn)
    kin = kin_of(sheet)
    person_ids = [member.id for member in sheet.members]
    return FamilyPageFacts(
        sheet=sheet,
        release=release,
        history=_history(office, sheet, release, releases),
        interventions=tuple(interventions.of_family(conn, kin)),
        letters=tuple(letters.of_family(conn, sheet.id, person_ids)),
        local_facts=tuple(local_facts.of_family(conn, kin)),
        proposals=tuple(proposals.of_family(conn, kin)),
        ground_checks=tuple(ground_checks.of_family(conn, kin)),
        evidence=evidence.counts_of(conn),
        indications=indications_of(sheet, release.reference_date, limits),
        most_components=limits.most_components,
        shared_numbers=tuple(
            doubles.shared_numbers(conn, sheet.id, sheet.family_card_no, sheet.members)
        ),
        mended_by_hand=tuple(quarantine.admissions_of(conn, {sheet.id, *person_ids})),
    )


def _gone(office: Office, key: str, releases: list[ReleaseLine]) -> FamilyPageFacts | None:
    """A family that is not in the release in use, from the newest one that has it."""
    for line in releases:
        path = office.store.extract_file(line.id)
        if line.is_current or line.is_light or line.is_slim or not path.is_file():
            continue
        with office.store.read_beside(extract=path) as conn:
            facts = _facts(office, conn, key, line, releases)
        if facts is not None:
            with office.read() as conn:
                standing = people.families_of_persons(
                    conn, [member.id for member in facts.sheet.members]
                )
                now_at = tuple(
                    NowAt(family_id, people.head_name_of(conn, family_id), count)
                    for family_id, count in standing.items()
                )
            return replace(facts, is_current=False, now_at=now_at)
    return None


def _family_id(conn: Connection, key: str) -> str | None:
    digits = digits_of(key)
    if is_sixteen_digits(digits):
        found = people.family_with_card(conn, digits) or people.family_of_national_id(conn, digits)
        if found:
            return found
    return key if people.is_id(key) else None


def _history(
    office: Office, sheet: FamilySheet, shown: ReleaseLine, releases: list[ReleaseLine]
) -> tuple[DecilePoint, ...]:
    """The national decile by release, from old to new.

    Before its card was replaced a family stood under another one, with another id: the history
    goes on there, as far as the kept comparisons know.
    """
    at = releases.index(shown)
    # Releases later than the one that is shown come first and do not have the family.
    ids = dict.fromkeys((line.id for line in releases[: at + 1]), sheet.id)
    family_id = sheet.id
    for later, earlier in pairwise(releases[at:]):
        path = office.store.changes_file(later.id)
        if comparison.sides_of(office.store, path) is not None:
            with comparison.opened(office.store, path) as conn:
                family_id = comparison.card_before(conn, family_id) or family_id
        ids[earlier.id] = family_id
    points = []
    for line in reversed(releases):
        path = office.store.extract_file(line.id)
        if line.id == shown.id:
            points.append(_point_now(sheet, line))
        elif path.is_file():
            with closing(connect(path, office.store.key, read_only=True)) as other, translated():
                points.append(people.family_in(other, ids[line.id], line))
    return tuple(points)


def _point_now(sheet: FamilySheet, release: ReleaseLine) -> DecilePoint:
    counted = sheet.values["member_count"]
    return DecilePoint(
        release.label,
        release.reference_date.isoformat(),
        sheet.deciles.national,
        is_present=True,
        village=sheet.village,
        members=len(sheet.members) or (None if counted is None else int(counted)),
        head_name=sheet.head_name,
    )
