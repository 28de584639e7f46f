"""The record of processing (ROPA) of the office, drawn from its log of deeds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from desktop_app import files
from desktop_app.actions.audit import commonest, moments_of, note_exported
from desktop_app.actions.giving_out import leaving
from desktop_app.actions.office import Office, needs
from desktop_app.domain.audit_deed import AuditLine
from desktop_app.domain.changes import Done
from desktop_app.domain.giving_out import Errand, Holding
from desktop_app.domain.processing import Activity, ActivityWords, ProcessingLine, activity_of
from desktop_app.domain.report import ReportFormat
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.reports.audit import tabulate_processing
from desktop_app.reports.files import written
from desktop_app.store import audit
from desktop_app.store.audit import AuditFilter

RECORD_DAYS = 365
"""How far back the record looks unless somebody says otherwise."""


@needs(Right.AUDIT)
def processing_record(office: Office, since: date, until: date) -> list[ProcessingLine]:
    """What was processed from one day to another, both counted, by activity.

    Only what was really done has a line. Raises `UserError` (`DATE_INVALID`).
    """
    if until < since:
        raise UserError(Code.DATE_INVALID, field="until")
    begins, ends = moments_of(since, until)
    found: dict[Activity, list[AuditLine]] = {}
    with office.read() as conn:
        for line in audit.lines_of(conn, AuditFilter(since=begins, until=ends), newest=None):
            activity = activity_of(line.deed)
            if activity is not None:
                found.setdefault(activity, []).append(line)
    return [_gathered(activity, found[activity]) for activity in Activity if activity in found]


@needs(Right.AUDIT)
def export_processing(
    office: Office,
    target: Path,
    since: date,
    until: date,
    *,
    errand: Errand,
    words: Mapping[Activity, ActivityWords],
) -> Done[int]:
    """Write the record as a workbook, and count its lines; `words` says what stands about each activity.

    Raises `UserError` (`DATE_INVALID`, what `leaving` raises) and `MachineError`.
    """
    lines = processing_record(office, since, until)
    note = leaving(office, errand, holds=Holding.COUNTS, rows=len(lines))
    table = tabulate_processing(lines, words)
    files.write_whole(target, written(table, note, ReportFormat.XLSX))
    with office.write() as tx:
        return note_exported(
            tx, note, rows=len(lines), columns=len(table.columns), kind="processing"
        )


def _gathered(activity: Activity, lines: list[AuditLine]) -> ProcessingLine:
    purposes, recipients = Counter[str](), Counter[str]()
    for line in lines:
        purposes.update(line.purposes)
        if recipient := str(line.facts.get("recipient", "")):
            recipients[recipient] += 1
    return ProcessingLine(
        activity=activity,
        times=len(lines),
        people=len({line.user_id for line in lines}),
        rows=sum(line.count_of("rows") for line in lines),
        first_at=min(line.at for line in lines),
        last_at=max(line.at for line in lines),
        purposes=commonest(purposes),
        recipients=commonest(recipients),
    )
