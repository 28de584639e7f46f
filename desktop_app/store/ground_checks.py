"""Reading results of ground checks; they are written by `ops` alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from desktop_app.domain.ground_check import GroundCheck, GroundCheckContent, GroundCheckLine
from desktop_app.store.connection import Connection, Row
from desktop_app.store.subjects import Kin, as_columns, from_row, rows_about

_LINE = (
    "SELECT ground_check.*, user.full_name AS recorded_by_name,"
    " (SELECT is_confirmed FROM op WHERE op.entity = ground_check.id ORDER BY position DESC LIMIT 1) AS confirmed"
    " FROM ground_check LEFT JOIN user ON user.id = ground_check.recorded_by"
)
_NEWEST = " ORDER BY ground_check.checked_on DESC, ground_check.recorded_at DESC, ground_check.id"


def check_of(conn: Connection, check_id: str) -> GroundCheck | None:
    """The record with this id."""
    row = conn.execute("SELECT * FROM ground_check WHERE id = ?", (check_id,)).fetchone()
    return None if row is None else _check(row)


def newest(
    conn: Connection, *, village: str = "", finding: str = "", limit: int = -1
) -> list[GroundCheckLine]:
    """Results, the newest day first; within a desa or kecamatan, or of one finding, if asked for."""
    rows = conn.execute(
        f"{_LINE} WHERE (? = '' OR village = ? OR village LIKE ? || '.%') AND (? = '' OR finding = ?)"
        f"{_NEWEST} LIMIT ?",
        (village, village, village, finding, finding, limit),
    )
    return [_line(row) for row in rows]


def count_by_finding(conn: Connection, village: str = "") -> dict[str, int]:
    """How many results hold, by finding."""
    rows = conn.execute(
        "SELECT finding, count(*) AS n FROM ground_check WHERE voided_at IS NULL"
        " AND (? = '' OR village = ? OR village LIKE ? || '.%') GROUP BY finding",
        (village, village, village),
    )
    return {row["finding"]: int(row["n"]) for row in rows}


def of_family(conn: Connection, kin: Kin) -> list[GroundCheckLine]:
    """Every result of a family, the newest first, by our ids and by its numbers; also what was taken back."""
    found = rows_about(conn, _LINE, "ground_check", kin)
    rows = sorted(
        found,
        key=lambda row: (row["checked_on"], row["recorded_at"], row["id"]),
        reverse=True,
    )
    return [_line(row) for row in rows]


def standing_for(conn: Connection, prelist: str, number: int) -> GroundCheck | None:
    """The result that holds for one number of a printed list."""
    row = conn.execute(
        "SELECT * FROM ground_check WHERE prelist = ? AND number = ? AND voided_at IS NULL"
        " AND prelist <> '' ORDER BY recorded_at DESC LIMIT 1",
        (prelist, number),
    ).fetchone()
    return None if row is None else _check(row)


def has_same(conn: Connection, family_id: str | None, content: GroundCheckContent) -> bool:
    """True if this family has a result of that day, surveyor and finding."""
    row = conn.execute(
        "SELECT 1 FROM ground_check WHERE family_id = ? AND checked_on = ? AND surveyor = ?"
        " AND finding = ? AND voided_at IS NULL LIMIT 1",
        (
            None if family_id is None else int(family_id),
            content.checked_on.isoformat(),
            content.surveyor,
            content.finding.value,
        ),
    ).fetchone()
    return row is not None


def as_row(check: GroundCheck) -> dict[str, Any]:
    """A record as the table holds it."""
    return {
        "id": check.id,
        **as_columns(check.subject),
        **check.content.as_data(),
        "prelist": check.prelist,
        "number": check.number,
        "release_label": check.release_label,
        "recorded_by": check.recorded_by,
        "recorded_at": check.recorded_at.isoformat(timespec="seconds"),
        "void_reason": check.void_reason,
        "voided_by": check.voided_by,
        "voided_at": check.voided_at.isoformat(timespec="seconds") if check.voided_at else None,
    }


def _line(row: Row) -> GroundCheckLine:
    return GroundCheckLine(_check(row), row["recorded_by_name"] or "", bool(row["confirmed"]))


def _check(row: Row) -> GroundCheck:
    return GroundCheck(
        id=row["id"],
        subject=from_row(row),
        content=GroundCheckContent.from_data(dict(row)),
        prelist=row["prelist"],
        number=int(row["number"]),
        release_label=row["release_label"],
        recorded_by=row["recorded_by"],
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        void_reason=row["void_reason"],
        voided_by=row["voided_by"],
        voided_at=datetime.fromisoformat(row["voided_at"]) if row["voided_at"] else None,
    )
