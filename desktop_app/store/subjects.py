"""Whom a record is about, as the tables of records hold it, and the records about one family."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.family import FamilySheet
from desktop_app.domain.subject import Subject, SubjectKind
from desktop_app.store.connection import Connection, Row


def as_columns(subject: Subject, *, name: str = "name") -> dict[str, str | int | None]:
    """The columns of a subject; `name` is that of its name where a table has another."""
    return {
        "subject_kind": subject.kind.value,
        "person_id": int(subject.person_id) if subject.person_id else None,
        "family_id": int(subject.family_id) if subject.family_id else None,
        "national_id": subject.national_id,
        "family_card_no": subject.family_card_no,
        name: subject.name,
        "birth_date": subject.birth_date,
        "village": subject.village,
    }


def from_row(row: Row, *, name: str = "name") -> Subject:
    """Read what `as_columns` wrote."""
    return Subject(
        kind=SubjectKind(row["subject_kind"]),
        family_id=None if row["family_id"] is None else str(row["family_id"]),
        person_id=None if row["person_id"] is None else str(row["person_id"]),
        family_card_no=row["family_card_no"],
        national_id=row["national_id"],
        name=row[name],
        birth_date=row["birth_date"],
        village=row["village"],
    )


@dataclass(frozen=True, slots=True)
class Kin:
    """A family as records may name it: by our own ids, and by the numbers it and its members have."""

    family_id: str | None
    family_card_no: str | None
    person_ids: Sequence[str]
    national_ids: Sequence[str]


def kin_of(sheet: FamilySheet) -> Kin:
    """This family and its members of today."""
    return Kin(
        family_id=sheet.id,
        family_card_no=sheet.family_card_no,
        person_ids=[member.id for member in sheet.members],
        national_ids=[member.national_id for member in sheet.members if member.national_id],
    )


def rows_about(conn: Connection, line: str, table: str, kin: Kin) -> list[Row]:
    """Every row of a table of records about a family and its members, each once, in no order.

    `line` selects from `table`. Found by our own ids, and by the numbers of the snapshot: a card that
    was replaced, or an extract that numbers people anew, loses nothing.
    """
    found: dict[str, Row] = {}
    for column, values in (
        ("family_id", [int(kin.family_id)] if kin.family_id else []),
        ("family_card_no", [kin.family_card_no] if kin.family_card_no else []),
        ("person_id", [int(person_id) for person_id in kin.person_ids]),
        ("national_id", kin.national_ids),
    ):
        for value in values:
            for row in conn.execute(f"{line} WHERE {table}.{column} = ?", (value,)):
                found[row["id"]] = row
    return list(found.values())
