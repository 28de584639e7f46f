"""Results of ground checks: recorded one by one or from a file, taken back, and what may follow from them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop_app.actions.families import named_in, subject_of_family
from desktop_app.actions.office import Office, needs
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposals import Opened, open_proposal
from desktop_app.actions.table_file import WHO_COLUMNS, TableRow, read_table
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.dates import parse_date
from desktop_app.domain.ground_check import (
    Finding,
    GroundCheck,
    GroundCheckDraft,
    GroundCheckLine,
    PresenceList,
)
from desktop_app.domain.op import OpDraft, OpType
from desktop_app.domain.proposal import ProposalKind
from desktop_app.domain.roles import Right
from desktop_app.domain.subject import Subject, partition_of
from desktop_app.errors import Cancelled, Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import audit, ground_checks, ops, people, prelists
from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction

log = logging.getLogger(__name__)

COLUMNS = {
    **WHO_COLUMNS,
    "prelist": "prelist",
    "seri": "prelist",
    "nomorseri": "prelist",
    "number": "number",
    "nomor": "number",
    "no": "number",
    "code": "code",
    "kode": "code",
    "keberadaan": "code",
    "on": "on",
    "tanggal": "on",
    "surveyor": "surveyor",
    "petugas": "surveyor",
    "note": "note",
    "catatan": "note",
}
"""The headings a file of results may have, compared without case, blanks and underscores."""

_TOPICS = frozenset({Topic.GROUND_CHECKS})
_BATCH = 100
_CORRECTED = "corrected"
_PAPER = "ground-check"
"""The paper that goes with a proposal that follows from a result."""


@dataclass(frozen=True, slots=True)
class ListedResult:
    """One row of a file: a draft, or the error that kept it from being one; `row` as a spreadsheet counts."""

    row: int
    draft: GroundCheckDraft | None = None
    error: UserError | None = None


@dataclass(frozen=True, slots=True)
class ResultRefused:
    """A row that was not recorded, and why."""

    row: int
    error: UserError


@dataclass(frozen=True, slots=True)
class ResultsOutcome:
    """What became of a file; `left` rows were not reached, because somebody stopped it."""

    recorded: tuple[str, ...]
    refused: tuple[ResultRefused, ...]
    left: int = 0


@needs(Right.RECORD)
def record_ground_check(office: Office, draft: GroundCheckDraft) -> Done[str]:
    """Keep what was found at one family; the id of the record.

    A result for a number that has one already takes its place; the earlier one stays readable. Raises
    `UserError` with the first fault of the draft, and (`SUBJECT_MISSING`, `SUBJECT_UNKNOWN`,
    `PRELIST_UNKNOWN`, `NUMBER_NOT_ON_LIST`, `GROUND_CHECK_KNOWN_ALREADY`).
    """
    with office.write() as tx:
        check_id = _record(office, tx, draft)
    return Done(check_id, _TOPICS)


@needs(Right.RECORD)
def void_ground_check(office: Office, check_id: str, reason: str) -> Done[None]:
    """Take one result back; it stays readable.

    Raises `UserError` (`GROUND_CHECK_UNKNOWN`, `GROUND_CHECK_VOID_ALREADY`, `REASON_MISSING`,
    `RECORD_NEEDS_NEWER_PROGRAM`).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    with office.write() as tx:
        check = ground_checks.check_of(tx.conn, check_id)
        if check is None:
            raise UserError(Code.GROUND_CHECK_UNKNOWN)
        if check.is_void:
            raise UserError(Code.GROUND_CHECK_VOID_ALREADY)
        _void(office, tx, check, reason.strip())
    return Done(None, _TOPICS)


@needs(Right.RECORD)
def void_ground_checks(
    office: Office, check_ids: Sequence[str], reason: str, progress: Progress
) -> Done[int]:
    """Take results back, and say how many; those that are taken back already stay so.

    Raises `UserError` as `void_ground_check` does. Each batch is kept for good once it is written.
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    voided = 0
    try:
        progress.begin("recording", total=len(check_ids))
        for start in range(0, len(check_ids), _BATCH):
            with office.write() as tx:
                found = (
                    ground_checks.check_of(tx.conn, one)
                    for one in check_ids[start : start + _BATCH]
                )
                for check in [one for one in found if one is not None and not one.is_void]:
                    _void(office, tx, check, reason.strip())
                    voided += 1
            progress.advance(len(check_ids[start : start + _BATCH]))
    except Cancelled:
        log.info("results-stopped voided=%d", voided)
    return Done(voided, _TOPICS)


@needs(Right.READ)
def ground_checks_of(
    office: Office, *, village: str = "", finding: Finding | None = None, limit: int = -1
) -> list[GroundCheckLine]:
    """Results, the newest day first; `village` may be a desa or a kecamatan."""
    with office.read() as conn:
        return ground_checks.newest(
            conn, village=village, finding=finding.value if finding else "", limit=limit
        )


@needs(Right.READ)
def presence_lists(office: Office) -> tuple[PresenceList, ...]:
    """The lists of codes that a form may have, the usual one first."""
    rules = office.reference.ground_check
    return tuple(sorted(rules.lists.values(), key=lambda one: one.code != rules.default))


@needs(Right.READ)
def count_ground_checks(office: Office, village: str = "") -> dict[Finding, int]:
    """How many results hold, by finding; those with none are left out."""
    with office.read() as conn:
        counts = ground_checks.count_by_finding(conn, village)
    return {Finding(name): count for name, count in counts.items()}


@needs(Right.READ)
def results_in_file(
    office: Office, path: Path, common: GroundCheckDraft, progress: Progress
) -> list[ListedResult]:
    """The rows of a CSV file or a workbook; what a row leaves empty is taken from `common`.

    A row names its family by card, id or a member's NIK, or by its number on a printed list. Raises
    `UserError` for a file that is no list.
    """
    rows = read_table(path, COLUMNS)
    progress.begin("reading", total=len(rows))
    listed = []
    with office.read() as conn:
        office.release(conn)
        for row in rows:
            try:
                listed.append(ListedResult(row.row, _draft_of(conn, row, common)))
            except UserError as error:
                listed.append(ListedResult(row.row, error=error))
            progress.advance()
    return listed


@needs(Right.RECORD)
def record_ground_checks(
    office: Office, listed: Sequence[ListedResult], progress: Progress
) -> Done[ResultsOutcome]:
    """Record every row that can be; a fault stops that row only.

    Each batch is kept for good once it is written: when somebody stops the work, the answer says what
    was recorded until then.
    """
    recorded, refused, done = list[str](), list[ResultRefused](), 0
    batch_id = office.new_id()
    try:
        progress.begin("recording", total=len(listed))
        while done < len(listed):
            batch = listed[done : done + _BATCH]
            with office.write() as tx:
                for one in batch:
                    try:
                        if one.draft is None:
                            raise one.error or UserError(Code.SUBJECT_MISSING)
                        recorded.append(_record(office, tx, one.draft, batch=batch_id))
                    except UserError as error:
                        refused.append(ResultRefused(one.row, error))
            done += len(batch)
            progress.advance(len(batch))
    except Cancelled:
        log.info("results-stopped recorded=%d left=%d", len(recorded), len(listed) - done)
    log.info("results-recorded recorded=%d refused=%d", len(recorded), len(refused))
    outcome = ResultsOutcome(tuple(recorded), tuple(refused), left=len(listed) - done)
    return Done(outcome, _TOPICS if recorded else frozenset())


@needs(Right.RECORD)
def propose_from_check(office: Office, check_id: str) -> Done[Opened]:
    """Open the proposal that follows from a result as a draft, with what the surveyor saw in it.

    Raises `UserError` (`GROUND_CHECK_UNKNOWN`, `GROUND_CHECK_VOID_ALREADY`,
    `GROUND_CHECK_OFFERS_NOTHING`, and what `open_proposal` does).
    """
    with office.read() as conn:
        check = ground_checks.check_of(conn, check_id)
    if check is None:
        raise UserError(Code.GROUND_CHECK_UNKNOWN)
    if check.is_void:
        raise UserError(Code.GROUND_CHECK_VOID_ALREADY)
    return open_proposal(office, draft_from_check(office, check))


def draft_from_check(office: Office, check: GroundCheck) -> ProposalDraft:
    """The draft that a result offers; raises `UserError` (`GROUND_CHECK_OFFERS_NOTHING`)."""
    content, subject = check.content, check.subject
    kind = office.reference.ground_check.offers.get(content.finding)
    if kind is None:
        raise UserError(Code.GROUND_CHECK_OFFERS_NOTHING)
    contents = {"reason": content.note}
    if kind is ProposalKind.EXCLUSION:
        contents["reason_code"] = content.finding.value
    return ProposalDraft(
        kind=kind,
        family_id=subject.family_id,
        # A form that says "dead" of a family means its head.
        person_id=subject.person_id if kind is ProposalKind.DEATH else None,
        contents=contents,
        evidence=(_PAPER, *((f"{check.prelist}/{check.number}",) if check.prelist else ())),
    )


def _record(office: Office, tx: Transaction, draft: GroundCheckDraft, *, batch: str = "") -> str:
    """Write one result with its audit line; nothing of it is written where something is wrong with it."""
    content = draft.checked(office.reference.ground_check, today=office.today())
    subject, label, serial = _subject(office, draft)
    earlier = ground_checks.standing_for(tx.conn, serial, draft.number)
    if earlier is None or earlier.content == content:
        if ground_checks.has_same(tx.conn, subject.family_id, content):
            raise UserError(Code.GROUND_CHECK_KNOWN_ALREADY)
    else:
        _void(office, tx, earlier, _CORRECTED)
    check_id = office.new_id()
    ops.record(
        tx,
        OpDraft(
            type=OpType.GROUND_CHECK_RECORDED,
            entity=check_id,
            partition=partition_of(subject.village or office.profile.region),
            base=label,
            data={
                "subject": subject.as_data(),
                **content.as_data(),
                "prelist": serial,
                "number": draft.number if serial else 0,
            },
        ),
    )
    of_many = {"batch": batch} if batch else {}
    audit.note(tx, "ground-check-recorded", check_id, finding=content.finding.value, **of_many)
    log.info("ground-check-recorded finding=%s", content.finding.value)
    return check_id


def _subject(office: Office, draft: GroundCheckDraft) -> tuple[Subject, str, str]:
    """The family as it stands now, or as it stood on the list if it has left; the release; the serial."""
    with office.read() as conn:
        label = office.release(conn).label
        family_id, serial, listed = draft.family_id, "", None
        if draft.prelist.strip():
            found = prelists.prelist_with(conn, draft.prelist)
            if found is None:
                raise UserError(Code.PRELIST_UNKNOWN, field="prelist")
            entry = prelists.entry_of(conn, found.serial, draft.number)
            if entry is None:
                raise UserError(Code.NUMBER_NOT_ON_LIST, field="number", most=found.families)
            serial, listed, family_id = found.serial, entry.subject, entry.subject.family_id
        if family_id is None:
            raise UserError(Code.SUBJECT_MISSING, field="family")
        sheet = people.family_sheet(conn, family_id, label)
    if sheet is not None:
        return subject_of_family(sheet, sheet.village), label, serial
    if listed is None:
        raise UserError(Code.SUBJECT_UNKNOWN, field="family")
    return listed, label, serial


def _void(office: Office, tx: Transaction, check: GroundCheck, reason: str) -> None:
    if ops.is_locked(tx.conn, check.id):
        raise UserError(Code.RECORD_NEEDS_NEWER_PROGRAM)
    ops.record(
        tx,
        OpDraft(
            type=OpType.GROUND_CHECK_VOIDED,
            entity=check.id,
            partition=partition_of(check.subject.village or office.profile.region),
            base=check.release_label,
            data={"reason": reason},
            seen=ops.ids_of(tx.conn, check.id),
        ),
    )
    audit.note(tx, "ground-check-voided", check.id)


def _draft_of(conn: Connection, row: TableRow, common: GroundCheckDraft) -> GroundCheckDraft:
    who = row.cell("family") or row.cell("person") or row.cell("nik")
    number, code = row.cell("number"), row.cell("code")
    if not code.isdecimal():
        raise UserError(Code.CHOICE_UNKNOWN, field="code", choices="1-9")
    draft = replace(
        common,
        code=int(code),
        surveyor=row.cell("surveyor") or common.surveyor,
        checked_on=_day(row.cell("on"), common.checked_on),
        note=row.cell("note") or common.note,
    )
    if who:
        # A family that is named goes before its number, which may be of no list at all.
        is_person = not row.cell("family")
        family_id = named_in(conn, who, is_person=is_person).family_id
        return replace(draft, family_id=family_id, prelist="")
    if not number.isdecimal():
        raise UserError(Code.SUBJECT_MISSING, field="family")
    return replace(draft, prelist=row.cell("prelist") or common.prelist, number=int(number))


def _day(text: str, otherwise: date) -> date:
    return parse_date(text) if text else otherwise
