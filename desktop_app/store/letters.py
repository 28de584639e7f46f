"""The register of letters and the pages that were printed; register lines are written by `ops` alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from desktop_app.domain.letter_number import LetterNumber
from desktop_app.domain.register import RegisterLine
from desktop_app.store.connection import Connection, Row
from desktop_app.store.store import Transaction


def line_of(conn: Connection, letter_id: str) -> RegisterLine | None:
    """The register line with this id."""
    row = conn.execute("SELECT * FROM letter WHERE id = ?", (letter_id,)).fetchone()
    return None if row is None else _line(row)


def line_with_number(conn: Connection, number: str) -> RegisterLine | None:
    """The newest letter with this printed number."""
    row = conn.execute(
        "SELECT * FROM letter WHERE number = ? ORDER BY issued_at DESC LIMIT 1", (number,)
    ).fetchone()
    return None if row is None else _line(row)


def last_sequence(conn: Connection, series: str, year: int) -> int:
    """The highest number drawn in this book; 0 for a new one."""
    row = conn.execute(
        "SELECT coalesce(max(sequence), 0) AS last FROM letter WHERE series = ? AND year = ?",
        (series, year),
    ).fetchone()
    return int(row["last"])


def is_taken(conn: Connection, place: LetterNumber) -> bool:
    """True if this place in the number book is used; a cancelled letter keeps its own."""
    row = conn.execute(
        "SELECT 1 FROM letter WHERE series = ? AND year = ? AND sequence = ? AND sub_number = ?",
        (place.series, place.year, place.number, place.sub_number),
    ).fetchone()
    return row is not None


def register(
    conn: Connection,
    *,
    family_id: str | None = None,
    person_ids: Sequence[str] = (),
    limit: int = 500,
) -> list[RegisterLine]:
    """The newest lines first; of one family if given, with those of its members.

    Letters that were written while the members stood on another card come with the members.
    """
    if family_id is None:
        rows = conn.execute(
            "SELECT * FROM letter ORDER BY issued_at DESC, sequence DESC LIMIT ?", (limit,)
        ).fetchall()
    else:
        found: dict[str, Row] = {}
        for column, value in (
            ("family_id", family_id),
            *(("person_id", person_id) for person_id in person_ids),
        ):
            for row in conn.execute(f"SELECT * FROM letter WHERE {column} = ?", (int(value),)):
                found[row["id"]] = row
        rows = sorted(
            found.values(), key=lambda row: (row["issued_at"], row["sequence"]), reverse=True
        )[:limit]
    return [_line(row) for row in rows]


def keep_page(tx: Transaction, letter_id: str, content: str, pdf: bytes) -> None:
    """Keep what was printed: the values (JSON) and the page itself."""
    tx.conn.execute(
        "INSERT INTO letter_page (letter_id, content, pdf) VALUES (?, ?, ?)",
        (letter_id, content, pdf),
    )


def page_of(conn: Connection, letter_id: str) -> bytes | None:
    """The page as it was printed; None for a letter of another device."""
    row = conn.execute("SELECT pdf FROM letter_page WHERE letter_id = ?", (letter_id,)).fetchone()
    return None if row is None else bytes(row["pdf"])


def as_row(line: RegisterLine) -> dict[str, Any]:
    """A line as the table holds it."""
    return {
        "id": line.id,
        "kind": line.kind,
        "template_version": line.template_version,
        "series": line.series,
        "year": line.year,
        "sequence": line.sequence,
        "sub_number": line.sub_number,
        "number": line.number,
        "dated": line.dated.isoformat(),
        "about": line.about,
        "person_id": int(line.person_id) if line.person_id else None,
        "family_id": int(line.family_id) if line.family_id else None,
        "village": line.village,
        "signatory": line.signatory,
        "issued_by": line.issued_by,
        "issued_at": line.issued_at.isoformat(timespec="seconds"),
    }


def _line(row: Row) -> RegisterLine:
    return RegisterLine(
        id=row["id"],
        kind=row["kind"],
        template_version=row["template_version"],
        series=row["series"],
        year=row["year"],
        sequence=row["sequence"],
        sub_number=row["sub_number"],
        number=row["number"],
        dated=date.fromisoformat(row["dated"]),
        about=row["about"],
        family_id=str(row["family_id"]) if row["family_id"] is not None else None,
        person_id=str(row["person_id"]) if row["person_id"] is not None else None,
        village=row["village"],
        signatory=row["signatory"],
        issued_by=row["issued_by"],
        issued_at=datetime.fromisoformat(row["issued_at"]),
    )
