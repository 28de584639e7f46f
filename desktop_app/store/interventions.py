"""Reading interventions; they are written by `ops` alone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from desktop_app.domain.asnaf import Asnaf
from desktop_app.domain.intervention import (
    AidTotals,
    Intervention,
    InterventionLine,
    InterventionStatus,
)
from desktop_app.domain.subject import Subject, SubjectKind
from desktop_app.store.connection import Connection, Row
from desktop_app.store.subjects import as_columns, from_row

_LINE = (
    "SELECT intervention.*, user.full_name AS recorded_by_name,"
    " (SELECT is_confirmed FROM op WHERE op.entity = intervention.id ORDER BY position DESC LIMIT 1) AS confirmed"
    " FROM intervention LEFT JOIN user ON user.id = intervention.recorded_by"
)
_NEWEST = " ORDER BY intervention.recorded_at DESC, intervention.id DESC"


def intervention_of(conn: Connection, intervention_id: str) -> Intervention | None:
    """The record with this id."""
    row = conn.execute("SELECT * FROM intervention WHERE id = ?", (intervention_id,)).fetchone()
    return None if row is None else _intervention(row)


def of_family(
    conn: Connection,
    *,
    family_id: str | None,
    family_card_no: str | None,
    person_ids: list[str],
    national_ids: list[str],
) -> list[InterventionLine]:
    """Every record of a family and of its members, newest first.

    Found by our own ids, and by the numbers of the snapshot: an office that has changed from an
    extract of its own to the hub's numbers people anew.
    """
    found: dict[str, Row] = {}
    for column, values in (
        ("family_id", [int(family_id)] if family_id else []),
        ("family_card_no", [family_card_no] if family_card_no else []),
        ("person_id", [int(person_id) for person_id in person_ids]),
        ("national_id", national_ids),
    ):
        for value in values:
            for row in conn.execute(f"{_LINE} WHERE intervention.{column} = ?", (value,)):
                found[row["id"]] = row
    rows = sorted(found.values(), key=lambda row: (row["recorded_at"], row["id"]), reverse=True)
    return [_line(row) for row in rows]


def of_outsider(conn: Connection, subject: Subject) -> list[InterventionLine]:
    """Every record of somebody whom no release knows: by their numbers, else by name and village."""
    number = ""
    for column, value in (
        ("national_id", subject.national_id),
        ("family_card_no", subject.family_card_no),
    ):
        if value:
            number = f"intervention.{column} = ?"
            rows = conn.execute(f"{_LINE} WHERE {number}{_NEWEST}", (value,))
            break
    else:
        rows = conn.execute(
            f"{_LINE} WHERE intervention.subject_kind = ? AND intervention.village = ?"
            f" AND intervention.family_id IS NULL AND intervention.person_id IS NULL{_NEWEST}",
            (subject.kind.value, subject.village),
        )
    lines = [_line(row) for row in rows]
    return [one for one in lines if number or one.intervention.subject.id == subject.id]


def programmes_of(
    conn: Connection, *, family_ids: set[int], person_ids: set[int]
) -> dict[tuple[SubjectKind, int], dict[str, str]]:
    """What these families and people received: for each the programmes with their last period."""
    found: dict[tuple[SubjectKind, int], dict[str, str]] = {}
    rows = conn.execute(
        "SELECT family_id, person_id, programme, max(period) AS period FROM intervention"
        " WHERE voided_at IS NULL GROUP BY family_id, person_id, programme ORDER BY programme"
    )
    for row in rows:
        for kind, own_id, wanted in (
            (SubjectKind.FAMILY, row["family_id"], family_ids),
            (SubjectKind.PERSON, row["person_id"], person_ids),
        ):
            if own_id in wanted:
                of_one = found.setdefault((kind, own_id), {})
                programme, period = row["programme"], row["period"]
                of_one[programme] = max(period, of_one.get(programme, ""))
    return found


def newest(
    conn: Connection, *, programme: str = "", village: str = "", limit: int = 500
) -> list[InterventionLine]:
    """The newest records, of one programme or within one region if given."""
    where, values = _within(programme, village)
    sql = f"{_LINE} WHERE {where}{_NEWEST} LIMIT ?"
    return [_line(row) for row in conn.execute(sql, (*values, limit))]


def totals(conn: Connection, *, programme: str = "", village: str = "") -> AidTotals:
    """What the records of one programme or region add up to; of all, if none is given."""
    where, values = _within(programme, village)
    row = conn.execute(
        "SELECT count(*) AS listed, sum(voided_at IS NULL) AS records,"
        " count(DISTINCT CASE WHEN voided_at IS NULL AND subject_kind IN ('family', 'person')"
        " THEN coalesce(family_id, family_card_no, national_id, name || village) END) AS families,"
        " sum(CASE WHEN voided_at IS NULL AND status IN (?, ?) THEN amount END) AS rupiah"
        f" FROM intervention WHERE {where}",
        (InterventionStatus.DISBURSED.value, InterventionStatus.RECEIVED.value, *values),
    ).fetchone()
    return AidTotals(
        listed=int(row["listed"]),
        records=int(row["records"] or 0),
        families=int(row["families"]),
        rupiah=int(row["rupiah"] or 0),
    )


def count(conn: Connection) -> int:
    """How many records there are that are not void."""
    return int(
        conn.execute("SELECT count(*) FROM intervention WHERE voided_at IS NULL").fetchone()[0]
    )


def has_effect(conn: Connection, effect_key: str) -> bool:
    """True if a record that is not void has this key: the same help was recorded."""
    sql = "SELECT 1 FROM intervention WHERE effect_key = ? AND voided_at IS NULL LIMIT 1"
    return conn.execute(sql, (effect_key,)).fetchone() is not None


def as_row(record: Intervention) -> dict[str, Any]:
    """A record as the table holds it."""
    return {
        "id": record.id,
        **as_columns(record.subject),
        "programme": record.programme,
        "programme_version": record.programme_version,
        "period": record.period,
        "amount": record.amount,
        "quantity": record.quantity,
        "given_on": record.given_on.isoformat(),
        "funds": record.funds,
        "agency": record.agency,
        "status": record.status.value,
        "note": record.note,
        "reason": record.reason,
        "warnings": json.dumps(record.warnings),
        "effect_key": record.effect_key,
        "decile": record.decile,
        "release_label": record.release_label,
        "recorded_by": record.recorded_by,
        "recorded_at": record.recorded_at.isoformat(timespec="seconds"),
        "void_reason": record.void_reason,
        "voided_by": record.voided_by,
        "voided_at": record.voided_at.isoformat(timespec="seconds") if record.voided_at else None,
        "responsible": record.subject.responsible,
        "asnaf": record.asnaf.value if record.asnaf else "",
    }


def _within(programme: str, village: str) -> tuple[str, list[str | int]]:
    where, values = ["1 = 1"], list[str | int]()
    if programme:
        where.append("intervention.programme = ?")
        values.append(programme)
    if village:
        where.append("(intervention.village = ? OR intervention.village LIKE ? || '.%')")
        values += [village, village]
    return " AND ".join(where), values


def _line(row: Row) -> InterventionLine:
    return InterventionLine(
        _intervention(row), row["recorded_by_name"] or "", bool(row["confirmed"])
    )


def _intervention(row: Row) -> Intervention:
    return Intervention(
        id=row["id"],
        subject=replace(from_row(row), responsible=row["responsible"]),
        programme=row["programme"],
        programme_version=row["programme_version"],
        period=row["period"],
        amount=row["amount"],
        quantity=row["quantity"],
        given_on=date.fromisoformat(row["given_on"]),
        funds=row["funds"],
        agency=row["agency"],
        status=InterventionStatus(row["status"]),
        note=row["note"],
        reason=row["reason"],
        warnings=tuple(json.loads(row["warnings"])),
        effect_key=row["effect_key"],
        decile=row["decile"],
        release_label=row["release_label"],
        recorded_by=row["recorded_by"],
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        void_reason=row["void_reason"],
        voided_by=row["voided_by"],
        voided_at=datetime.fromisoformat(row["voided_at"]) if row["voided_at"] else None,
        asnaf=Asnaf(row["asnaf"]) if row["asnaf"] else None,
    )
