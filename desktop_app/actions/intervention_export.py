"""The list of interventions as a file that says who made it and why."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from desktop_app import files
from desktop_app.actions.giving_out import leaving, note_left
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.giving_out import Errand, Holding
from desktop_app.domain.intervention import AidFilter
from desktop_app.domain.report import ReportFormat
from desktop_app.domain.roles import Right
from desktop_app.reports.files import written
from desktop_app.reports.interventions import INTERVENTION_LIST, tabulate_interventions
from desktop_app.store import intervention_overview

log = logging.getLogger(__name__)


@needs(Right.EXPORT)
def export_interventions(
    office: Office,
    target: Path,
    *,
    errand: Errand,
    statuses: Mapping[str, str],
    wanted: AidFilter | None = None,
) -> Done[int]:
    """Write a workbook of the wanted records, or of all, and count its rows.

    Cards show their last digits only; void records are left out unless they are what is wanted. The
    errand is written in the file with the office, the person, the time and a serial. Raises
    `UserError` (`RELEASE_NONE`, `PERIOD_INVALID`, what `leaving` raises) and `MachineError`.
    """
    wanted = wanted or AidFilter()
    within = wanted.village or office.profile.region
    regions = office.reference.regions
    with office.read() as conn:
        release = office.release(conn)
        found = intervention_overview.newest(conn, wanted)
    lines = [one for one in found if wanted.is_void or not one.intervention.is_void]
    table = tabulate_interventions(lines, regions, statuses)
    rows = len(table.rows) - 1
    note = leaving(
        office, errand, holds=Holding.NAMES, rows=rows, release=release, rows_of=(), region=within
    )
    files.write_whole(target, written(table, note, ReportFormat.XLSX))
    with office.write() as tx:
        note_left(
            tx,
            "interventions-exported",
            release.id,
            note,
            holds=Holding.NAMES,
            rows=rows,
            columns=len(table.columns),
            report=INTERVENTION_LIST.code,
            programme=wanted.programme,
            region=within,
        )
    log.info("interventions-exported rows=%d", rows)
    return Done(rows, frozenset({Topic.AUDIT}))
