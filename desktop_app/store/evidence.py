"""Reading evidence, which `ops` alone writes; and the files that wait for a record to be saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from desktop_app.domain.evidence import (
    Evidence,
    EvidenceContent,
    EvidenceLine,
    HeldEvidence,
)
from desktop_app.store.connection import Connection, Row
from desktop_app.store.store import Transaction

_CONTENT = ("digest", "media", "bytes", "kind", "note")
_LINE = (
    "SELECT evidence.*, user.full_name AS recorded_by_name,"
    " (SELECT is_confirmed FROM op WHERE op.entity = evidence.id ORDER BY position DESC LIMIT 1) AS confirmed"
    " FROM evidence LEFT JOIN user ON user.id = evidence.recorded_by"
)


def evidence_of(conn: Connection, evidence_id: str) -> Evidence | None:
    """The record with this id."""
    row = conn.execute("SELECT * FROM evidence WHERE id = ?", (evidence_id,)).fetchone()
    return None if row is None else _evidence(row)


def of_record(
    conn: Connection, record_id: str, thumbnails: Mapping[str, bytes]
) -> list[EvidenceLine]:
    """What is attached to a record, the first one first; also what was withdrawn.

    `thumbnails` has an entry for every digest whose bytes are here.
    """
    rows = conn.execute(
        f"{_LINE} WHERE evidence.record_id = ? ORDER BY evidence.recorded_at, evidence.id",
        (record_id,),
    )
    return [
        EvidenceLine(
            _evidence(row),
            row["recorded_by_name"] or "",
            bool(row["confirmed"]),
            is_here=row["digest"] in thumbnails,
            thumbnail=thumbnails.get(row["digest"], b""),
        )
        for row in rows
    ]


def digests_of_record(conn: Connection, record_id: str) -> list[str]:
    """The hashes of what holds for a record, so that nothing is attached to it twice."""
    rows = conn.execute("SELECT digest FROM evidence WHERE record_id = ?", (record_id,))
    return [row["digest"] for row in rows]


def standing_digests(conn: Connection, record_id: str) -> set[str]:
    """The hashes of what is attached to a record and was not withdrawn."""
    rows = conn.execute(
        "SELECT digest FROM evidence WHERE record_id = ? AND withdrawn_at IS NULL", (record_id,)
    )
    return {row["digest"] for row in rows}


def counts_of(conn: Connection) -> dict[str, int]:
    """How many pieces of evidence hold, for each record that has any."""
    rows = conn.execute(
        "SELECT record_id, count(*) AS n FROM evidence WHERE withdrawn_at IS NULL GROUP BY record_id"
    )
    return {row["record_id"]: int(row["n"]) for row in rows}


def wanted_digests(conn: Connection) -> set[str]:
    """The hash of every file that evidence, withdrawn or not, or a form that is not saved speaks of."""
    rows = conn.execute("SELECT digest FROM evidence UNION SELECT digest FROM held_evidence")
    return {row["digest"] for row in rows}


def own_digests(conn: Connection) -> set[str]:
    """The hash of every file that this device took in: those must be here."""
    rows = conn.execute(
        "SELECT digest FROM evidence WHERE EXISTS"
        " (SELECT 1 FROM op WHERE op.entity = evidence.id AND op.is_own = 1 AND op.type = 'evidence.attached')"
        " UNION SELECT digest FROM held_evidence"
    )
    return {row["digest"] for row in rows}


def hold(tx: Transaction, place: str, held: HeldEvidence) -> None:
    """Keep a file for the record that the form of this place will save."""
    content = held.content.as_data()
    tx.conn.execute(
        "INSERT INTO held_evidence (id, place, held_by, held_at, digest, media, bytes, kind, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            held.id,
            place,
            tx.author.user_id,
            tx.at.isoformat(timespec="seconds"),
            *(content[name] for name in _CONTENT),
        ),
    )


def held_in(
    conn: Connection, place: str, user_id: str, thumbnails: Mapping[str, bytes]
) -> list[HeldEvidence]:
    """What one person has given in the form of this place and not saved, the first one first."""
    rows = conn.execute(
        "SELECT * FROM held_evidence WHERE place = ? AND held_by = ? ORDER BY held_at, id",
        (place, user_id),
    )
    return [
        HeldEvidence(row["id"], _content(row), thumbnails.get(row["digest"], b"")) for row in rows
    ]


def let_go(tx: Transaction, held_ids: Sequence[str]) -> None:
    """Forget files that were held: they are attached now, or not wanted."""
    tx.conn.executemany("DELETE FROM held_evidence WHERE id = ?", [(one,) for one in held_ids])


def digests_held(conn: Connection, place: str, user_id: str) -> list[str]:
    """The hashes of what `held_in` gives."""
    rows = conn.execute(
        "SELECT digest FROM held_evidence WHERE place = ? AND held_by = ?", (place, user_id)
    )
    return [row["digest"] for row in rows]


def as_row(record: Evidence) -> dict[str, Any]:
    """A record as the table holds it."""
    return {
        "id": record.id,
        "record_id": record.record_id,
        **record.content.as_data(),
        "release_label": record.release_label,
        "recorded_by": record.recorded_by,
        "recorded_at": record.recorded_at.isoformat(timespec="seconds"),
        "withdrawn_because": record.withdrawn_because,
        "withdrawn_by": record.withdrawn_by,
        "withdrawn_at": record.withdrawn_at.isoformat(timespec="seconds")
        if record.withdrawn_at
        else None,
    }


def _evidence(row: Row) -> Evidence:
    return Evidence(
        id=row["id"],
        record_id=row["record_id"],
        content=_content(row),
        release_label=row["release_label"],
        recorded_by=row["recorded_by"],
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        withdrawn_because=row["withdrawn_because"],
        withdrawn_by=row["withdrawn_by"],
        withdrawn_at=datetime.fromisoformat(row["withdrawn_at"]) if row["withdrawn_at"] else None,
    )


def _content(row: Row) -> EvidenceContent:
    return EvidenceContent.from_data({name: row[name] for name in _CONTENT})
