"""The list of proposals as a file that says who made it and why."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from pathlib import Path

from desktop_app import files
from desktop_app.actions.giving_out import leaving, note_left
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.giving_out import Errand, Holding
from desktop_app.domain.report import ReportFormat
from desktop_app.domain.roles import Right
from desktop_app.reports.files import written
from desktop_app.reports.proposals import PROPOSAL_LIST, tabulate_proposals
from desktop_app.store import proposals

log = logging.getLogger(__name__)


@needs(Right.EXPORT)
def export_proposals(
    office: Office,
    target: Path,
    *,
    errand: Errand,
    names: Mapping[str, str],
    ids: Collection[str] | None = None,
) -> Done[int]:
    """Write a workbook of these proposals, or of all, and count its rows.

    Numbers show their last digits only, and what a proposal says is left out. `names` are the words
    for kinds and states; the errand is written in the file with the office, the person, the time and
    a serial. Raises `UserError` (`RELEASE_NONE`, what `leaving` raises) and `MachineError`.
    """
    with office.read() as conn:
        release = office.release(conn)
        lines = proposals.newest(conn)
    wanted = [line for line in lines if ids is None or line.proposal.id in ids]
    table = tabulate_proposals(wanted, office.reference.regions, names)
    note = leaving(
        office, errand, holds=Holding.NAMES, rows=len(wanted), release=release, rows_of=()
    )
    files.write_whole(target, written(table, note, ReportFormat.XLSX))
    with office.write() as tx:
        note_left(
            tx,
            "proposals-exported",
            release.id,
            note,
            holds=Holding.NAMES,
            rows=len(wanted),
            columns=len(table.columns),
            report=PROPOSAL_LIST.code,
        )
    log.info("proposals-exported rows=%d", len(wanted))
    return Done(len(wanted), frozenset({Topic.AUDIT}))
