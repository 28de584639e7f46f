"""Reading local facts; they are written by `ops` alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from desktop_app.domain.local_fact import FactContent, FactKind, LocalFact, LocalFactLine
from desktop_app.store.aid_within import in_region
from desktop_app.store.connection import Connection, Row
from desktop_app.store.subjects import Kin, as_columns, from_row, rows_about

_LINE = (
    "SELECT local_fact.*, user.full_name AS recorded_by_name,"
    " (SELECT is_confirmed FROM op WHERE op.entity = local_fact.id ORDER BY position DESC LIMIT 1) AS confirmed,"
    " EXISTS (SELECT 1 FROM local_fact AS later WHERE later.corrects = local_fact.id AND later.corrects <> '') AS is_corrected"
    " FROM local_fact LEFT JOIN user ON user.id = local_fact.recorded_by"
)


def fact_of(conn: Connection, fact_id: str) -> LocalFact | None:
    """The record with this id."""
    row = conn.execute("SELECT * FROM local_fact WHERE id = ?", (fact_id,)).fetchone()
    return None if row is None else _fact(row)


def correction_of(conn: Connection, fact_id: str) -> LocalFact | None:
    """The one that took its place; of several the first."""
    row = conn.execute(
        "SELECT * FROM local_fact WHERE corrects = ? AND corrects <> '' ORDER BY recorded_at, id LIMIT 1",
        (fact_id,),
    ).fetchone()
    return None if row is None else _fact(row)


def of_family(conn: Connection, kin: Kin) -> list[LocalFactLine]:
    """Everything known about a family, the newest day first; also what was taken back.

    A card that was replaced, or an extract that numbers people anew, loses nothing: a fact also
    comes with the person who was head when it was written.
    """
    found = rows_about(conn, _LINE, "local_fact", kin)
    rows = sorted(
        found,
        key=lambda row: (row["noted_on"], row["recorded_at"], row["id"]),
        reverse=True,
    )
    return [
        LocalFactLine(
            _fact(row),
            row["recorded_by_name"] or "",
            bool(row["confirmed"]),
            bool(row["is_corrected"]),
        )
        for row in rows
    ]


def as_row(fact: LocalFact) -> dict[str, Any]:
    """A record as the table holds it."""
    return {
        "id": fact.id,
        "kind": fact.kind.value,
        **as_columns(fact.subject, name="subject_name"),
        "noted_on": fact.noted_on.isoformat(),
        **fact.content.as_data(),
        "corrects": fact.corrects,
        "release_label": fact.release_label,
        "recorded_by": fact.recorded_by,
        "recorded_at": fact.recorded_at.isoformat(timespec="seconds"),
        "void_reason": fact.void_reason,
        "voided_by": fact.voided_by,
        "voided_at": fact.voided_at.isoformat(timespec="seconds") if fact.voided_at else None,
    }


def _fact(row: Row) -> LocalFact:
    return LocalFact(
        id=row["id"],
        kind=FactKind(row["kind"]),
        subject=from_row(row, name="subject_name"),
        content=FactContent.from_data({name: row[name] for name in _CONTENT}),
        noted_on=date.fromisoformat(row["noted_on"]),
        corrects=row["corrects"],
        release_label=row["release_label"],
        recorded_by=row["recorded_by"],
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        void_reason=row["void_reason"],
        voided_by=row["voided_by"],
        voided_at=datetime.fromisoformat(row["voided_at"]) if row["voided_at"] else None,
    )


_CONTENT = ("text", "name", "phone", "rt", "rw", "latitude_e7", "longitude_e7")


def points_in(conn: Connection, region: str) -> list[tuple[float, float]]:
    """Longitude and latitude of the homes of a region, of each family the newest that stands."""
    rows = conn.execute(
        "SELECT longitude_e7, latitude_e7, max(noted_on) FROM local_fact"
        " WHERE latitude_e7 IS NOT NULL AND longitude_e7 IS NOT NULL AND void_reason IS NULL"
        f" AND {in_region(region, 'village').sql}"
        " GROUP BY coalesce(family_card_no, family_id, id) ORDER BY 1, 2",
        {"region": region},
    )
    return [(row[0] / 1e7, row[1] / 1e7) for row in rows]
