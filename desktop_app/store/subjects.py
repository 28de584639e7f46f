"""Whom a record is about, as the tables of records hold it."""

from __future__ import annotations

from desktop_app.domain.subject import Subject, SubjectKind
from desktop_app.store.connection import Row


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
