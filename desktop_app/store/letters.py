"""The register of letters and the pages that were printed; register lines are written by `ops` alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from desktop_app.domain.letter_number import LetterNumber
from desktop_app.domain.number_book import ReservedNumbers, reserved_from
from desktop_app.domain.register import (
    LetterState,
    LetterStep,
    RegisterEntry,
    RegisterFilter,
    RegisterLine,
)
from desktop_app.store.connection import Connection, Row
from desktop_app.store.store import Transaction
from desktop_app.store.text_filter import as_pattern, holds_text

_OF_OFFICE = "office IN ('', :office)"
"""Of one's own book; letters of before this was written down are taken for one's own."""


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


def last_sequence(conn: Connection, office: str, series: str, year: int) -> int:
    """The highest number drawn or reserved in this book of an office; 0 for a new one.

    Letters of other offices that came with the exchange count in their own books.
    """
    row = conn.execute(
        "SELECT max("
        "(SELECT coalesce(max(sequence), 0) FROM letter"
        f" WHERE series = :series AND year = :year AND {_OF_OFFICE}),"
        "(SELECT coalesce(max(last), 0) FROM letter_reserved"
        f" WHERE series = :series AND year = :year AND {_OF_OFFICE})) AS last",
        {"series": series, "year": year, "office": office},
    ).fetchone()
    return int(row["last"])


def is_taken(conn: Connection, office: str, place: LetterNumber) -> bool:
    """True if this place in the number book is used; a cancelled letter keeps its own."""
    row = conn.execute(
        "SELECT 1 FROM letter WHERE series = :series AND year = :year AND sequence = :sequence"
        f" AND sub_number = :sub_number AND {_OF_OFFICE}",
        {
            "series": place.series,
            "year": place.year,
            "sequence": place.number,
            "sub_number": place.sub_number,
            "office": office,
        },
    ).fetchone()
    return row is not None


def reserved_of(conn: Connection, reserved_id: str) -> ReservedNumbers | None:
    """The numbers kept under this id."""
    row = conn.execute("SELECT * FROM letter_reserved WHERE id = ?", (reserved_id,)).fetchone()
    if row is None:
        return None
    return reserved_from(
        row["id"], row, by=row["reserved_by"], at=datetime.fromisoformat(row["reserved_at"])
    )


def as_reserved_row(reserved: ReservedNumbers) -> dict[str, Any]:
    """Kept numbers as the table holds them."""
    return {
        "id": reserved.id,
        **reserved.as_data(),
        "reserved_by": reserved.by,
        "reserved_at": reserved.at.isoformat(timespec="seconds"),
    }


_STATES = {
    LetterState.MADE: "printed_at IS NULL AND handed_over_at IS NULL AND cancelled_at IS NULL",
    LetterState.PRINTED: "printed_at IS NOT NULL AND handed_over_at IS NULL AND cancelled_at IS NULL",
    LetterState.HANDED_OVER: "handed_over_at IS NOT NULL AND cancelled_at IS NULL",
    LetterState.CANCELLED: "cancelled_at IS NOT NULL",
}
_IS_DOUBLE = (
    "EXISTS (SELECT 1 FROM letter AS other WHERE other.series = letter.series"
    " AND other.year = letter.year AND other.sequence = letter.sequence"
    " AND other.sub_number = letter.sub_number AND other.office = letter.office"
    " AND other.id <> letter.id)"
)


def entries(conn: Connection, wanted: RegisterFilter, *, limit: int) -> list[RegisterEntry]:
    """What a filter keeps, the newest first.

    One device never draws a number twice; a copy of its database can, and both are marked then.
    """
    said = ["1 = 1"]
    values: dict[str, Any] = {"limit": limit}
    if wanted.text.strip():
        values["text"] = as_pattern(wanted.text)
        said.append(holds_text("number", "about", "signatory", "coalesce(letter_name.name, '')"))
    for name, value, test in (
        ("kind", wanted.kind, "kind = :kind"),
        ("since", wanted.since.isoformat() if wanted.since else "", "dated >= :since"),
        ("until", wanted.until.isoformat() if wanted.until else "", "dated <= :until"),
    ):
        if value:
            values[name] = value
            said.append(test)
    if wanted.state is not None:
        said.append(_STATES[wanted.state])
    if wanted.is_double:
        said.append(_IS_DOUBLE)
    rows = conn.execute(
        f"SELECT letter.*, letter_name.name AS own_name, {_IS_DOUBLE} AS is_double FROM letter"
        " LEFT JOIN letter_name ON letter_name.letter_id = letter.id"
        f" WHERE {' AND '.join(said)} ORDER BY issued_at DESC, sequence DESC LIMIT :limit",
        values,
    )
    return [
        RegisterEntry(
            _line(row), row["own_name"] or "", row["own_name"] is not None, bool(row["is_double"])
        )
        for row in rows
    ]


def of_family(
    conn: Connection, family_id: str, person_ids: Sequence[str] = ()
) -> list[RegisterLine]:
    """The letters about a family and its members, the newest first.

    Letters that were written while the members stood on another card come with the members.
    """
    found: dict[str, Row] = {}
    for column, value in (
        ("family_id", family_id),
        *(("person_id", person_id) for person_id in person_ids),
    ):
        for row in conn.execute(f"SELECT * FROM letter WHERE {column} = ?", (int(value),)):
            found[row["id"]] = row
    rows = sorted(found.values(), key=lambda row: (row["issued_at"], row["sequence"]), reverse=True)
    return [_line(row) for row in rows]


def own_lines(conn: Connection, office: str) -> list[RegisterLine]:
    """Every letter of this office's own books, the newest first."""
    rows = conn.execute(
        f"SELECT * FROM letter WHERE {_OF_OFFICE} ORDER BY issued_at DESC", {"office": office}
    )
    return [_line(row) for row in rows]


def keep_page(tx: Transaction, letter_id: str, *, name: str, content: str, pdf: bytes) -> None:
    """Keep what was printed: about whom, the values (JSON) and the page itself."""
    tx.conn.execute(
        "INSERT INTO letter_page (letter_id, content, pdf) VALUES (?, ?, ?)",
        (letter_id, content, pdf),
    )
    tx.conn.execute("INSERT INTO letter_name (letter_id, name) VALUES (?, ?)", (letter_id, name))


def content_of(conn: Connection, letter_id: str) -> str | None:
    """The values a letter was drawn from (JSON); None for a letter of another device."""
    row = conn.execute(
        "SELECT content FROM letter_page WHERE letter_id = ?", (letter_id,)
    ).fetchone()
    return None if row is None else str(row["content"])


def keep_crest(tx: Transaction, digest: str, picture: bytes) -> None:
    """Keep the crest that letters bear, once."""
    tx.conn.execute(
        "INSERT INTO letter_crest (digest, picture) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING",
        (digest, picture),
    )


def crest_of(conn: Connection, digest: str) -> bytes | None:
    """A crest that letters bore."""
    row = conn.execute("SELECT picture FROM letter_crest WHERE digest = ?", (digest,)).fetchone()
    return None if row is None else bytes(row["picture"])


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
        "office": line.office,
        **_step_row("printed", line.printed),
        **_step_row("handed_over", line.handed_over),
        **_step_row("cancelled", line.cancelled),
    }


def _step_row(name: str, step: LetterStep | None) -> dict[str, str | None]:
    return {
        f"{name}_by": step.by if step else None,
        f"{name}_at": step.at.isoformat(timespec="seconds") if step else None,
        f"{name}_note": step.note if step else None,
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
        office=row["office"],
        printed=_step(row, "printed"),
        handed_over=_step(row, "handed_over"),
        cancelled=_step(row, "cancelled"),
    )


def _step(row: Row, name: str) -> LetterStep | None:
    at = row[f"{name}_at"]
    if at is None:
        return None
    return LetterStep(row[f"{name}_by"], datetime.fromisoformat(at), row[f"{name}_note"])
