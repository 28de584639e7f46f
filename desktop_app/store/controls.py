"""What BPS counted, kept beside the release it is for."""

from __future__ import annotations

from datetime import datetime

from desktop_app.domain.totals import Bucket, ControlFile, ControlRow
from desktop_app.store.connection import Connection, Row
from desktop_app.store.store import Transaction

_COLUMNS = {
    Bucket.D1: "d1",
    Bucket.D2: "d2",
    Bucket.D3: "d3",
    Bucket.D4: "d4",
    Bucket.D1_4: "d1_4",
    Bucket.D5: "d5",
    Bucket.D6: "d6",
    Bucket.D7_10: "d7_10",
    Bucket.UNRANKED: "unranked",
    Bucket.TOTAL: "total",
}
_ADD = (
    "INSERT INTO control_total (release_id, position, village, bps_code, subdistrict_name, village_name,"
    f" {', '.join(_COLUMNS.values())}) VALUES ({', '.join('?' * (6 + len(_COLUMNS)))})"
)


def keep(tx: Transaction, release_id: str, name: str, rows: tuple[ControlRow, ...]) -> None:
    """Keep the table of BPS for a release; one that was there gives way to it."""
    for table in ("control_total", "control_file"):
        tx.conn.execute(f"DELETE FROM {table} WHERE release_id = ?", (release_id,))
    tx.conn.execute(
        "INSERT INTO control_file (release_id, name, kept_by, kept_at) VALUES (?, ?, ?, ?)",
        (release_id, name, tx.author.user_id, tx.at.isoformat(timespec="seconds")),
    )
    tx.conn.executemany(
        _ADD,
        [
            (
                *(release_id, position, row.village, row.bps_code, row.subdistrict_name),
                row.village_name,
                *(row.counts.get(bucket) for bucket in _COLUMNS),
            )
            for position, row in enumerate(rows)
        ],
    )


def control_of(conn: Connection, release_id: str) -> ControlFile | None:
    """The table of BPS that is kept for a release, or None."""
    file = conn.execute(
        "SELECT control_file.name, control_file.kept_at,"
        " coalesce(user.full_name, control_file.kept_by) AS kept_by FROM control_file"
        " LEFT JOIN user ON user.id = control_file.kept_by WHERE release_id = ?",
        (release_id,),
    ).fetchone()
    if file is None:
        return None
    rows = conn.execute(
        "SELECT * FROM control_total WHERE release_id = ? ORDER BY position", (release_id,)
    )
    return ControlFile(
        name=file["name"],
        kept_by=file["kept_by"],
        kept_at=datetime.fromisoformat(file["kept_at"]),
        rows=tuple(map(_row, rows)),
    )


def _row(row: Row) -> ControlRow:
    return ControlRow(
        village=row["village"],
        bps_code=row["bps_code"],
        subdistrict_name=row["subdistrict_name"],
        village_name=row["village_name"],
        counts={bucket: row[column] for bucket, column in _COLUMNS.items()},
    )
