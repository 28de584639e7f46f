"""Runs of letters: what was asked for, and what became of each row, so that a run goes on after anything."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from desktop_app.domain.letter_run import Listed, RunLine, RunRow
from desktop_app.errors import Code, UserError
from desktop_app.store.connection import Connection, Row
from desktop_app.store.store import Transaction

_LINE = (
    "SELECT id, kind, begun_by, begun_at, count(place) AS total, count(letter_id) AS issued,"
    " coalesce(sum(letter_id IS NULL AND error IS NOT NULL), 0) AS refused"
    " FROM letter_run LEFT JOIN letter_run_row ON run_id = id"
)


def begin(
    tx: Transaction, run_id: str, kind: str, content: Mapping[str, Any], rows: Sequence[Listed]
) -> None:
    """Keep what is to be written; `content` is what all letters have in common."""
    tx.conn.execute(
        "INSERT INTO letter_run (id, kind, content, begun_by, begun_at) VALUES (?, ?, ?, ?, ?)",
        (
            run_id,
            kind,
            json.dumps(content, ensure_ascii=False),
            tx.author.user_id,
            tx.at.isoformat(timespec="seconds"),
        ),
    )
    tx.conn.executemany(
        "INSERT INTO letter_run_row (run_id, place, source_row, name, content, error)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (run_id, place, one.row, one.name, _content(one), _error_text(one.error))
            for place, one in enumerate(rows, start=1)
        ],
    )


def line_of(conn: Connection, run_id: str) -> RunLine | None:
    """The run with this id."""
    row = conn.execute(f"{_LINE} WHERE id = ? GROUP BY id", (run_id,)).fetchone()
    return None if row is None else _line(row)


def lines(conn: Connection, *, limit: int) -> list[RunLine]:
    """The newest runs first."""
    rows = conn.execute(f"{_LINE} GROUP BY id ORDER BY begun_at DESC, id DESC LIMIT ?", (limit,))
    return [_line(row) for row in rows]


def content_of(conn: Connection, run_id: str) -> Mapping[str, Any]:
    """What all letters of a run have in common."""
    row = conn.execute("SELECT content FROM letter_run WHERE id = ?", (run_id,)).fetchone()
    found: Mapping[str, Any] = json.loads(row["content"])
    return found


def rows_of(conn: Connection, run_id: str) -> list[RunRow]:
    """Every row in its order."""
    rows = conn.execute(
        "SELECT letter_run_row.*, letter.number AS letter_number FROM letter_run_row"
        " LEFT JOIN letter ON letter.id = letter_id WHERE run_id = ? ORDER BY place",
        (run_id,),
    )
    return [_row(row) for row in rows]


def note_issued(tx: Transaction, run_id: str, place: int, letter_id: str) -> None:
    """This row became a letter."""
    tx.conn.execute(
        "UPDATE letter_run_row SET letter_id = ?, error = NULL WHERE run_id = ? AND place = ?",
        (letter_id, run_id, place),
    )


def note_refused(tx: Transaction, run_id: str, place: int, error: UserError) -> None:
    """This row did not."""
    tx.conn.execute(
        "UPDATE letter_run_row SET error = ? WHERE run_id = ? AND place = ?",
        (_error_text(error), run_id, place),
    )


def _content(one: Listed) -> str:
    return json.dumps(
        {
            "family_id": one.family_id,
            "person_id": one.person_id,
            "village": one.village,
            "rt": one.rt,
            "rw": one.rw,
            "typed": dict(one.typed),
            "recorded": dict(one.recorded),
            "number": one.number,
            "dated": one.dated.isoformat() if one.dated else None,
        },
        ensure_ascii=False,
    )


def _error_text(error: UserError | None) -> str | None:
    if error is None:
        return None
    return json.dumps({"code": error.code.value, "facts": dict(error.facts)}, ensure_ascii=False)


def _row(row: Row) -> RunRow:
    held = json.loads(row["content"])
    error = json.loads(row["error"]) if row["error"] else None
    listed = Listed(
        row=row["source_row"],
        family_id=held["family_id"],
        person_id=held["person_id"],
        name=row["name"],
        village=held["village"],
        rt=held["rt"],
        rw=held["rw"],
        typed=held["typed"],
        recorded=held["recorded"],
        number=held["number"],
        dated=date.fromisoformat(held["dated"]) if held["dated"] else None,
        error=UserError(Code(error["code"]), **error["facts"]) if error else None,
    )
    return RunRow(row["place"], listed, row["letter_id"], row["letter_number"] or "")


def _line(row: Row) -> RunLine:
    return RunLine(
        id=row["id"],
        kind=row["kind"],
        begun_by=row["begun_by"],
        begun_at=datetime.fromisoformat(row["begun_at"]),
        rows=row["total"],
        issued=row["issued"],
        refused=row["refused"],
    )
