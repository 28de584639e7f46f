"""A list as it stands on the screen, as a workbook that says who took it along and why."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop_app import files
from desktop_app.actions.giving_out import leaving, note_left
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.giving_out import Errand, Holding
from desktop_app.domain.report import (
    ReportColumn,
    ReportFormat,
    ReportKind,
    ReportTable,
    RowLevel,
)
from desktop_app.domain.roles import Right
from desktop_app.reports.files import written

log = logging.getLogger(__name__)

_OWN_LISTS = frozenset(
    {
        "accounts", "audit", "backups", "catalogue-settings", "delivery", "family-aid",
        "family-letters", "family-notes", "family-proposals", "hub-offices", "interventions",
        "matches", "officials", "packages", "prelists", "programmes", "proposals", "quotas",
        "recorded-lists", "register", "releases", "totals",
    }
)  # fmt: skip
"""Lists of what the office recorded or set itself; every other one shows rows of the release in use."""

_WHOLE_NUMBER = re.compile(r"\d{16}")
"""A NIK or the number of a family card."""


@needs(Right.EXPORT)
def export_list(
    office: Office,
    target: Path,
    *,
    listed: str,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    errand: Errand,
    filtered: str = "",
) -> Done[int]:
    """Write what a list shows to a workbook, and count its rows.

    Numbers that are hidden on the screen stay so. `listed` is the code of the list for the audit,
    the errand stands in the file with the office, the person, the time, a serial, and with `filtered`:
    the words that the rows were filtered for. Raises
    `UserError` (what `leaving` raises) and `MachineError`.
    """
    table = ReportTable(
        ReportKind(listed, title, ""),
        tuple(
            ReportColumn(f"column-{at}", heading, is_number=False)
            for at, heading in enumerate(headings)
        ),
        tuple(tuple(row) for row in rows),
        tuple(RowLevel.PLAIN for _ in rows),
    )
    # A list may show numbers that somebody has just revealed.
    holds = Holding.WHOLE if any(map(_has_whole_number, rows)) else Holding.NAMES
    rows_of = () if listed in _OWN_LISTS else None
    note = leaving(office, errand, holds=holds, rows=len(rows), rows_of=rows_of)
    note = replace(note, filtered=filtered)
    files.write_whole(target, written(table, note, ReportFormat.XLSX))
    with office.write() as tx:
        note_left(
            tx,
            "list-exported",
            "",
            note,
            holds=holds,
            rows=len(rows),
            columns=len(headings),
            listed=listed,
        )
    log.info("list-exported list=%s rows=%d", listed, len(rows))
    return Done(len(rows), frozenset({Topic.AUDIT}))


def _has_whole_number(row: Sequence[str]) -> bool:
    return any(_WHOLE_NUMBER.search(re.sub(r"[ .]", "", cell)) for cell in row)
