"""For whom letters are written: people who were found, records of help, a list that was recorded, a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop_app.actions.families import named_in
from desktop_app.actions.office import Office, needs
from desktop_app.actions.search_list import Everybody, people_at
from desktop_app.actions.table_file import WHO_COLUMNS, TableRow, read_table
from desktop_app.domain.identity import masked
from desktop_app.domain.intervention import Intervention
from desktop_app.domain.letter_run import Listed
from desktop_app.domain.person import Whom
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import interventions, people
from desktop_app.store.connection import Connection

LETTER_COLUMNS = {
    **WHO_COLUMNS,
    "number": "number",
    "nomor": "number",
    "dated": "dated",
    "tanggal": "dated",
}
"""Headings with a meaning of their own; any other names a field of the letter."""


@needs(Right.READ)
def letters_for_file(
    office: Office, path: Path, *, from_row: int = 0, progress: Progress
) -> list[Listed]:
    """The rows of a CSV file or a workbook; what is wrong with one stands at it.

    Raises `UserError` for a file that is no list.
    """
    rows = [row for row in read_table(path, LETTER_COLUMNS) if row.row >= from_row]
    progress.begin("reading", total=len(rows))
    listed = []
    with office.read() as conn:
        label = office.release(conn).label
        for row in rows:
            try:
                listed.append(_of_row(conn, label, row))
            except UserError as error:
                listed.append(Listed(row.row, error=error))
            progress.advance()
    return listed


@needs(Right.READ)
def letters_for_people(office: Office, found: Sequence[Whom], progress: Progress) -> list[Listed]:
    """A row for each of these people, or for the head where a family as a whole is named."""
    progress.begin("reading", total=len(found))
    listed = []
    with office.read() as conn:
        label = office.release(conn).label
        for row, line in enumerate(found, start=1):
            listed.append(_living(conn, label, Listed(row, line.family_id, line.person_id)))
            progress.advance()
    return listed


@needs(Right.READ)
def letters_for_found(
    office: Office, found: Everybody, places: Sequence[range], progress: Progress
) -> list[Listed]:
    """The same for the people who stand at these places of a list that was found."""
    with office.read() as conn:
        chosen = people_at(conn, found, places, progress)
    return letters_for_people(office, chosen, progress)


@needs(Right.READ)
def letters_for_aid(
    office: Office, intervention_ids: Sequence[str], progress: Progress
) -> list[Listed]:
    """A row for the recipient of each of these records, with its amount and what was noted."""
    progress.begin("reading", total=len(intervention_ids))
    listed = []
    with office.read() as conn:
        label = office.release(conn).label
        for row, intervention_id in enumerate(intervention_ids, start=1):
            record = interventions.intervention_of(conn, intervention_id)
            if record is not None and not record.is_void:
                listed.append(_of_record(office, conn, label, row, record))
            progress.advance()
    return listed


@needs(Right.READ)
def letters_for_list(office: Office, list_id: str, progress: Progress) -> list[Listed]:
    """The same for a list that was recorded in one go; raises `UserError` (`LIST_UNKNOWN`)."""
    with office.read() as conn:
        ids = interventions.ids_of_list(conn, list_id)
    if not ids:
        raise UserError(Code.LIST_UNKNOWN)
    return letters_for_aid(office, ids, progress)


def _of_row(conn: Connection, label: str, row: TableRow) -> Listed:
    person, family = row.cell("nik") or row.cell("person"), row.cell("family")
    if not (person or family):
        raise UserError(Code.SUBJECT_MISSING)
    named = named_in(conn, person or family, is_person=bool(person))
    typed = {
        name: text
        for name, text in row.cells.items()
        if text and name not in LETTER_COLUMNS.values()
    }
    listed = Listed(
        row.row,
        named.family_id,
        named.person_id,
        typed=typed,
        number=row.cell("number"),
        dated=_day(row.cell("dated")),
    )
    return _living(conn, label, listed)


def _of_record(
    office: Office, conn: Connection, label: str, row: int, record: Intervention
) -> Listed:
    subject = record.subject
    village = office.reference.regions.village_by_code(subject.village)
    number = subject.national_id or subject.family_card_no or ""
    told = {
        "name": subject.name,
        "masked_id": masked(number) if number else "",
        "village": village.local_name if village else "",
        "amount": str(record.amount) if record.amount else record.quantity,
        "remarks": record.note,
    }
    listed = Listed(
        row,
        subject.family_id,
        subject.person_id,
        name=subject.name,
        village=subject.village,
        recorded=_filled(told),
    )
    if subject.family_id is None:
        return listed
    # Who is in the release is written as the release has them.
    known = {name: text for name, text in told.items() if name in ("amount", "remarks")}
    found = _living(conn, label, replace(listed, recorded=_filled(known)))
    return listed if found.error is not None else found


def _living(conn: Connection, label: str, listed: Listed) -> Listed:
    """The row with the name and the place that the release has; with the error if it has nobody."""
    sheet = people.family_sheet(conn, listed.family_id, label) if listed.family_id else None
    if sheet is None:
        return replace(listed, error=UserError(Code.SUBJECT_UNKNOWN))
    person = next((one for one in sheet.members if one.id == listed.person_id), sheet.head)
    return replace(
        listed,
        name=person.name if person else sheet.head_name,
        village=sheet.village,
        rt=(person.text("id_rt") or "") if person else "",
        rw=(person.text("id_rw") or "") if person else "",
    )


def _filled(told: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in told.items() if text}


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError(Code.DATE_INVALID, field="dated") from error
