"""A list as it stands on the screen, as a workbook that says who took it along and why."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from desktop_app import files
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.report import (
    ReportColumn,
    ReportFormat,
    ReportKind,
    ReportNote,
    ReportTable,
    RowLevel,
)
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.reports.files import written
from desktop_app.store import audit, extracts

log = logging.getLogger(__name__)


@needs(Right.EXPORT)
def export_list(
    office: Office,
    target: Path,
    *,
    listed: str,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    purpose: str,
) -> Done[int]:
    """Write what a list shows to a workbook, and count its rows.

    Numbers that are hidden on the screen stay so. `listed` is the code of the list for the audit,
    `purpose` stands in the file with the office, the person and the time. Raises `UserError`
    (`REASON_MISSING`) and `MachineError`.
    """
    if not purpose.strip():
        raise UserError(Code.REASON_MISSING, field="purpose")
    with office.read() as conn:
        release = extracts.current_release(conn)
    region = office.profile.region
    table = ReportTable(
        ReportKind(listed, title, ""),
        tuple(
            ReportColumn(f"column-{at}", heading, is_number=False)
            for at, heading in enumerate(headings)
        ),
        tuple(tuple(row) for row in rows),
        tuple(RowLevel.PLAIN for _ in rows),
    )
    note = ReportNote(
        office=office.profile.name,
        region=f"{region} {office.reference.regions.name_of(region)}",
        release=release.label if release else "-",
        reference_date=release.reference_date if release else office.today(),
        made_by=office.account.full_name,
        made_at=office.now(),
        purpose=purpose.strip(),
    )
    files.write_whole(target, written(table, note, ReportFormat.XLSX))
    with office.write() as tx:
        audit.note(tx, "list-exported", listed=listed, rows=len(rows), purpose=note.purpose)
    log.info("list-exported list=%s rows=%d", listed, len(rows))
    return Done(len(rows), frozenset({Topic.AUDIT}))
