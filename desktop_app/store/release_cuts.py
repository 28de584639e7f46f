"""At the hub: which release was given to which device, and in which package."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction


@dataclass(frozen=True, slots=True)
class CutLine:
    """What one device was given of one release.

    `serial` is of its certificate then, `revision` that of the release; a package cut by others is
    not what would be cut today.
    """

    release_id: str
    device_id: str
    package_id: str
    serial: str
    revision: int
    families: int
    persons: int
    file_name: str
    bytes: int
    cut_at: datetime


_COLUMNS = (
    "release_id", "device_id", "package_id", "serial", "revision", "families", "persons",
    "file_name", "bytes", "cut_at",
)  # fmt: skip
_PUT = (
    f"INSERT OR REPLACE INTO release_cut ({', '.join(_COLUMNS)})"
    f" VALUES ({', '.join('?' for _ in _COLUMNS)})"
)


def put(tx: Transaction, line: CutLine) -> None:
    """Write down a package that was given; one of the same release for the same device gives way."""
    values = {name: getattr(line, name) for name in _COLUMNS}
    values["cut_at"] = line.cut_at.isoformat(timespec="seconds")
    tx.conn.execute(_PUT, [values[name] for name in _COLUMNS])


def cuts_of(conn: Connection, release_id: str) -> dict[str, CutLine]:
    """What every device was given of a release, by device."""
    rows = conn.execute("SELECT * FROM release_cut WHERE release_id = ?", (release_id,))
    return {
        row["device_id"]: CutLine(
            release_id=row["release_id"],
            device_id=row["device_id"],
            package_id=row["package_id"],
            serial=row["serial"],
            revision=row["revision"],
            families=row["families"],
            persons=row["persons"],
            file_name=row["file_name"],
            bytes=row["bytes"],
            cut_at=datetime.fromisoformat(row["cut_at"]),
        )
        for row in rows
    }
