"""The answers to many searches, as a file for another program that says where it comes from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app import files
from desktop_app.actions.giving_out import caps_in, leaving, note_left
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.giving_out import Errand, Holding
from desktop_app.domain.identity import masked
from desktop_app.domain.report import ReportNote
from desktop_app.domain.roles import RIGHTS, Right


@dataclass(frozen=True, slots=True)
class Answered:
    """One query with the numbers of whom it found."""

    id: str | int
    hits: tuple[str, ...]
    took_ms: float


@dataclass(frozen=True, slots=True)
class AnswersLeft:
    """What a file of answers holds, and what it says about itself."""

    note: ReportNote
    holds: Holding


@needs(Right.EXPORT)
def export_answers(
    office: Office, answers: Sequence[Answered], target: Path, *, errand: Errand
) -> Done[AnswersLeft]:
    """Write one line of JSON for each answer; its making is in the audit.

    Numbers stand whole where the role may take whole numbers along at all, masked otherwise. Each
    line bears the serial and the first one also says where the file comes from. Raises `UserError`
    (what `leaving` raises) and `MachineError`.
    """
    with office.read() as conn:
        most = caps_in(conn)[office.account.role].whole
    is_whole = most != 0 and Right.REVEAL in RIGHTS[office.account.role]
    holds = Holding.WHOLE if is_whole else Holding.NAMES
    rows = sum(len(one.hits) for one in answers)
    note = leaving(office, errand, holds=holds, rows=rows)
    lines = []
    for at, one in enumerate(answers):
        hits = list(one.hits) if is_whole else [masked(hit) for hit in one.hits]
        line: dict[str, object] = {
            "id": one.id,
            "hits": hits,
            "took_ms": one.took_ms,
            "serial": note.serial,
        }
        if at == 0:
            line["note"] = _said(note)
        lines.append(json.dumps(line, ensure_ascii=False) + "\n")
    files.write_whole(target, "".join(lines).encode("utf-8"))
    with office.write() as tx:
        note_left(
            tx,
            "list-exported",
            "",
            note,
            holds=holds,
            rows=rows,
            columns=1,
            listed="search-batch",
            queries=len(answers),
        )
    return Done(AnswersLeft(note, holds), frozenset({Topic.AUDIT}))


def _said(note: ReportNote) -> dict[str, str]:
    return {
        "office": note.office,
        "release": note.release,
        "reference_date": note.reference_date.isoformat(),
        "made_by": note.made_by,
        "made_at": note.made_at.isoformat(),
        "purpose": note.purpose,
        "recipient": note.recipient,
    }
