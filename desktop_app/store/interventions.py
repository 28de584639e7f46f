"""Reading interventions; they are written by `ops` alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from desktop_app.domain.asnaf import Asnaf
from desktop_app.domain.intervention import Intervention, InterventionLine, own_key
from desktop_app.domain.intervention_history import (
    Content,
    Correction,
    Signer,
    StatusStep,
    ToldApart,
)
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.subject import Subject, SubjectKind
from desktop_app.store.connection import Connection, Row
from desktop_app.store.subjects import Kin, as_columns, from_row, rows_about

IS_DOUBLE = (
    "(intervention.is_given AND intervention.voided_at IS NULL AND EXISTS ("
    "SELECT 1 FROM intervention AS other WHERE other.effect_key = intervention.effect_key"
    " AND other.id < intervention.id AND other.is_given AND other.voided_at IS NULL))"
)
"""Of records with one effect key the help is counted once, with the record of the smallest id."""

_LINE = (
    f"SELECT intervention.*, user.full_name AS recorded_by_name, {IS_DOUBLE} AS is_double,"
    " (SELECT is_confirmed FROM op WHERE op.entity = intervention.id ORDER BY position DESC LIMIT 1) AS confirmed"
    " FROM intervention LEFT JOIN user ON user.id = intervention.recorded_by"
)
_NEWEST = " ORDER BY intervention.recorded_at DESC, intervention.id DESC"
_NOTHING = tuple(one.value for one in InterventionStatus if one.came_to_nothing)


def intervention_of(conn: Connection, intervention_id: str) -> Intervention | None:
    """The record with this id."""
    row = conn.execute("SELECT * FROM intervention WHERE id = ?", (intervention_id,)).fetchone()
    return None if row is None else record_from(row)


def of_family(conn: Connection, kin: Kin) -> list[InterventionLine]:
    """Every record of a family and of its members, newest first.

    An office that has changed from an extract of its own to the hub's numbers people anew.
    """
    found = rows_about(conn, _LINE, "intervention", kin)
    rows = sorted(found, key=lambda row: (row["recorded_at"], row["id"]), reverse=True)
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


def line_of(conn: Connection, intervention_id: str) -> InterventionLine | None:
    """The record with this id, as a list shows it."""
    row = conn.execute(f"{_LINE} WHERE intervention.id = ?", (intervention_id,)).fetchone()
    return None if row is None else _line(row)


def lines_of(conn: Connection, ids: Sequence[str]) -> list[InterventionLine]:
    """The records with these ids as a list shows them, in this order."""
    rows = conn.execute(
        f"{_LINE} WHERE intervention.id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
    )
    found = {row["id"]: _line(row) for row in rows}
    return [found[one] for one in ids if one in found]


def counted_instead(conn: Connection, record: Intervention) -> InterventionLine | None:
    """The record that counts for the help of this one, if it does not itself."""
    row = conn.execute(
        f"{_LINE} WHERE intervention.effect_key = ? AND intervention.id < ? AND intervention.is_given"
        " AND intervention.voided_at IS NULL ORDER BY intervention.id LIMIT 1",
        (record.effect_key, record.id),
    ).fetchone()
    return None if row is None else _line(row)


def ids_of_list(conn: Connection, list_id: str) -> list[str]:
    """The records of one list that are not void."""
    rows = conn.execute(
        "SELECT id FROM intervention WHERE list_id = ? AND list_id <> '' AND voided_at IS NULL ORDER BY id",
        (list_id,),
    )
    return [row["id"] for row in rows]


def count_in_state(conn: Connection, ids: Sequence[str], status: str) -> int:
    """How many of these records stand in a state and are not void."""
    row = conn.execute(
        "SELECT count(*) FROM intervention JOIN json_each(?) AS wanted ON intervention.id = wanted.value"
        " WHERE status = ? AND voided_at IS NULL",
        (json.dumps(list(ids)), status),
    ).fetchone()
    return int(row[0])


def count(conn: Connection) -> int:
    """How many records there are that are not void."""
    return int(
        conn.execute("SELECT count(*) FROM intervention WHERE voided_at IS NULL").fetchone()[0]
    )


def has_effect(conn: Connection, effect_key: str) -> bool:
    """True if a record that is not void and did not come to nothing has this key: it is the same help.

    One that was told apart under this key counts too: whoever records it once more is to know of it.
    """
    sql = (
        "SELECT 1 FROM intervention WHERE (effect_key = ? OR effect_key BETWEEN ? AND ?)"
        f" AND voided_at IS NULL AND status NOT IN ({', '.join('?' for _ in _NOTHING)}) LIMIT 1"
    )
    told_apart = own_key(effect_key, ""), own_key(effect_key, "\x7f")
    return conn.execute(sql, (effect_key, *told_apart, *_NOTHING)).fetchone() is not None


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
        "history": _history(record),
        "status_on": record.status_on.isoformat(),
        "is_given": int(record.is_given),
        "is_disputed": int(record.is_disputed),
        "list_id": record.list_id,
        "signer": json.dumps(record.first_signer.as_data()) if record.first_signer else "",
        "responsible": record.subject.responsible,
        "asnaf": record.asnaf.value if record.asnaf else "",
    }


def _history(record: Intervention) -> str:
    """What happened after it was recorded; empty if nothing did."""
    if not record.corrections and not record.steps and record.told_apart is None:
        return ""
    return json.dumps(
        {
            "recorded": record.recorded.as_data(),
            "first_status": record.first_status.value,
            "corrections": [one.as_data() for one in record.corrections],
            "steps": [one.as_data() for one in record.steps],
            "told_apart": record.told_apart.as_data() if record.told_apart else None,
        },
        ensure_ascii=False,
    )


def _line(row: Row) -> InterventionLine:
    return InterventionLine(
        record_from(row),
        row["recorded_by_name"] or "",
        bool(row["confirmed"]),
        bool(row["is_double"]),
    )


def record_from(row: Row) -> Intervention:
    """The record of a row with all columns of the table."""
    history = json.loads(row["history"]) if row["history"] else {}
    return Intervention(
        id=row["id"],
        subject=replace(from_row(row), responsible=row["responsible"]),
        programme=row["programme"],
        programme_version=row["programme_version"],
        period=row["period"],
        recorded=Content.from_data(history["recorded"] if history else _content(row)),
        funds=row["funds"],
        agency=row["agency"],
        first_status=InterventionStatus(history["first_status"] if history else row["status"]),
        reason=row["reason"],
        warnings=tuple(json.loads(row["warnings"])),
        effect_key=row["effect_key"],
        decile=row["decile"],
        release_label=row["release_label"],
        recorded_by=row["recorded_by"],
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        first_signer=Signer.from_data(json.loads(row["signer"]) if row["signer"] else None),
        list_id=row["list_id"],
        corrections=tuple(Correction.from_data(one) for one in history.get("corrections", ())),
        steps=tuple(StatusStep.from_data(one) for one in history.get("steps", ())),
        void_reason=row["void_reason"],
        voided_by=row["voided_by"],
        voided_at=datetime.fromisoformat(row["voided_at"]) if row["voided_at"] else None,
        asnaf=Asnaf(row["asnaf"]) if row["asnaf"] else None,
        told_apart=ToldApart.from_data(history.get("told_apart")),
    )


def _content(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("amount", "quantity", "given_on", "note")}
