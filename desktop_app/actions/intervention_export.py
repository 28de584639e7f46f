"""The list of interventions as a file that says who made it and why."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from desktop_app import files
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.intervention import AidFilter
from desktop_app.domain.report import ReportFormat, ReportNote
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.reports.files import written
from desktop_app.reports.interventions import INTERVENTION_LIST, tabulate_interventions
from desktop_app.store import audit, intervention_overview

log = logging.getLogger(__name__)


@needs(Right.EXPORT)
def export_interventions(
    office: Office,
    target: Path,
    *,
    purpose: str,
    statuses: Mapping[str, str],
    wanted: AidFilter | None = None,
) -> Done[int]:
    """Write a workbook of the wanted records, or of all, and count its rows.

    Cards show their last digits only; void records are left out unless they are what is wanted. `purpose` is written in the
    file with the office, the person and the time. Raises `UserError` (`REASON_MISSING`,
    `RELEASE_NONE`, `PERIOD_INVALID`) and `MachineError`.
    """
    if not purpose.strip():
        raise UserError(Code.REASON_MISSING, field="purpose")
    wanted = wanted or AidFilter()
    within = wanted.village or office.profile.region
    regions = office.reference.regions
    with office.read() as conn:
        release = office.release(conn)
        found = intervention_overview.newest(conn, wanted)
    lines = [one for one in found if wanted.is_void or not one.intervention.is_void]
    table = tabulate_interventions(lines, regions, statuses)
    note = ReportNote(
        office=office.profile.name,
        region=f"{within} {regions.name_of(within)}",
        release=release.label,
        reference_date=release.reference_date,
        made_by=office.account.full_name,
        made_at=office.now(),
        purpose=purpose.strip(),
    )
    files.write_whole(target, written(table, note, ReportFormat.XLSX))
    rows = len(table.rows) - 1
    with office.write() as tx:
        audit.note(
            tx,
            "interventions-exported",
            release.id,
            report=INTERVENTION_LIST.code,
            programme=wanted.programme,
            region=within,
            rows=rows,
            purpose=note.purpose,
        )
    log.info("interventions-exported rows=%d", rows)
    return Done(rows, frozenset({Topic.AUDIT}))
