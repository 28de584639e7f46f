"""Reading proposals; they are written by `ops` alone."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from desktop_app.domain.proposal import (
    Proposal,
    ProposalContent,
    ProposalKind,
    ProposalLine,
    ProposalState,
    Step,
)
from desktop_app.store.connection import Connection, Row
from desktop_app.store.subjects import Kin, as_columns, from_row, rows_about

_LINE = (
    "SELECT proposal.*, user.full_name AS recorded_by_name,"
    " (SELECT is_confirmed FROM op WHERE op.entity = proposal.id ORDER BY position DESC LIMIT 1) AS confirmed"
    " FROM proposal LEFT JOIN user ON user.id = proposal.recorded_by"
)
_NEWEST = " ORDER BY proposal.recorded_at DESC, proposal.id DESC"


def proposal_of(conn: Connection, proposal_id: str) -> Proposal | None:
    """The record with this id."""
    row = conn.execute("SELECT * FROM proposal WHERE id = ?", (proposal_id,)).fetchone()
    return None if row is None else _proposal(row)


def line_of(conn: Connection, proposal_id: str) -> ProposalLine | None:
    """The record with this id, as a list shows it."""
    row = conn.execute(f"{_LINE} WHERE proposal.id = ?", (proposal_id,)).fetchone()
    return None if row is None else _line(row)


def newest(conn: Connection) -> list[ProposalLine]:
    """Every proposal, the newest first."""
    return [_line(row) for row in conn.execute(_LINE + _NEWEST)]


def unsent(conn: Connection) -> list[ProposalLine]:
    """Every proposal that somebody has still to do something about before it is sent."""
    beyond = [one.value for one in ProposalState if one.is_final or one is ProposalState.SENT]
    marks = ", ".join("?" for _ in beyond)
    rows = conn.execute(f"{_LINE} WHERE proposal.state NOT IN ({marks})", tuple(beyond))
    return [_line(row) for row in rows]


def of_kind(conn: Connection, kind: ProposalKind) -> list[Proposal]:
    """Every proposal of a kind, the oldest first."""
    rows = conn.execute(
        "SELECT * FROM proposal WHERE kind = ? ORDER BY recorded_at, id", (kind.value,)
    )
    return [_proposal(row) for row in rows]


def with_national_id(conn: Connection, national_id: str) -> list[Proposal]:
    """Proposals about this NIK."""
    rows = conn.execute("SELECT * FROM proposal WHERE national_id = ?", (national_id,))
    return [_proposal(row) for row in rows]


def born_on(conn: Connection, birth_date: str, village: str) -> list[Proposal]:
    """Proposals about people born on a day, in one desa."""
    rows = conn.execute(
        "SELECT * FROM proposal WHERE birth_date = ? AND village = ?", (birth_date, village)
    )
    return [_proposal(row) for row in rows]


def of_family(conn: Connection, kin: Kin) -> list[ProposalLine]:
    """Every proposal about a family and its members, newest first, by our ids and by their numbers."""
    found = rows_about(conn, _LINE, "proposal", kin)
    rows = sorted(found, key=lambda row: (row["recorded_at"], row["id"]), reverse=True)
    return [_line(row) for row in rows]


def as_row(proposal: Proposal) -> dict[str, Any]:
    """A record as the table holds it."""
    return {
        "id": proposal.id,
        "kind": proposal.kind.value,
        **as_columns(proposal.subject),
        "content": json.dumps(proposal.content.as_data(), ensure_ascii=False),
        "needs_subdistrict": int(proposal.needs_subdistrict),
        "state": proposal.state.value,
        "steps": json.dumps([step.as_data() for step in proposal.steps], ensure_ascii=False),
        "release_label": proposal.release_label,
        "recorded_by": proposal.recorded_by,
        "recorded_at": proposal.recorded_at.isoformat(timespec="seconds"),
    }


def _line(row: Row) -> ProposalLine:
    return ProposalLine(_proposal(row), row["recorded_by_name"] or "", bool(row["confirmed"]))


def _proposal(row: Row) -> Proposal:
    return Proposal(
        id=row["id"],
        kind=ProposalKind(row["kind"]),
        subject=from_row(row),
        content=ProposalContent.from_data(json.loads(row["content"])),
        needs_subdistrict=bool(row["needs_subdistrict"]),
        release_label=row["release_label"],
        recorded_by=row["recorded_by"],
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        state=ProposalState(row["state"]),
        steps=tuple(Step.from_data(step) for step in json.loads(row["steps"])),
    )
