"""Letters that came to an office; they are written by `ops` alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from desktop_app.domain.incoming_letter import IncomingDraft, IncomingLetter
from desktop_app.domain.register import RegisterFilter
from desktop_app.store.connection import Connection, Row
from desktop_app.store.text_filter import as_pattern, holds_text


def letter_of(conn: Connection, letter_id: str) -> IncomingLetter | None:
    """The letter with this id."""
    row = conn.execute("SELECT * FROM incoming_letter WHERE id = ?", (letter_id,)).fetchone()
    return None if row is None else _letter(row)


def letters_of(
    conn: Connection, office: str, wanted: RegisterFilter, *, limit: int
) -> list[IncomingLetter]:
    """The letters of an office with a text and within days, the newest first."""
    found = holds_text("sender", "subject", "number", "disposition")
    rows = conn.execute(
        "SELECT * FROM incoming_letter WHERE office = :office"
        " AND received BETWEEN :since AND :until"
        f" AND {found}"
        " ORDER BY received DESC, recorded_at DESC, id DESC LIMIT :limit",
        {
            "office": office,
            "since": (wanted.since or date.min).isoformat(),
            "until": (wanted.until or date.max).isoformat(),
            "text": as_pattern(wanted.text),
            "limit": limit,
        },
    )
    return [_letter(row) for row in rows]


def as_row(letter: IncomingLetter) -> dict[str, Any]:
    """A record as the table holds it."""
    content = letter.content
    return {
        "id": letter.id,
        **content.as_data(letter.office),
        "recorded_by": letter.recorded_by,
        "recorded_at": letter.recorded_at.isoformat(timespec="seconds"),
        "void_reason": letter.void_reason,
        "voided_by": letter.voided_by,
        "voided_at": letter.voided_at.isoformat(timespec="seconds") if letter.voided_at else None,
    }


def _letter(row: Row) -> IncomingLetter:
    return IncomingLetter(
        id=row["id"],
        office=row["office"],
        content=IncomingDraft(
            received=date.fromisoformat(row["received"]),
            sender=row["sender"],
            subject=row["subject"],
            number=row["number"],
            dated=date.fromisoformat(row["dated"]) if row["dated"] else None,
            disposition=row["disposition"],
        ),
        recorded_by=row["recorded_by"],
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        void_reason=row["void_reason"],
        voided_by=row["voided_by"],
        voided_at=datetime.fromisoformat(row["voided_at"]) if row["voided_at"] else None,
    )
