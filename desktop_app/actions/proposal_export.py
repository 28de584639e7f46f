"""The list of proposals as a file that says who made it and why."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from pathlib import Path

from desktop_app import files
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.report import ReportFormat, ReportNote
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.reports.files import written
from desktop_app.reports.proposals import PROPOSAL_LIST, tabulate_proposals
from desktop_app.store import audit, proposals

log = logging.getLogger(__name__)


@needs(Right.EXPORT)
def export_proposals(
    office: Office,
    target: Path,
    *,
    purpose: str,
    names: Mapping[str, str],
    ids: Collection[str] | None = None,
) -> Done[int]:
    """Write a workbook of these proposals, or of all, and count its rows.

    Numbers show their last digits only, and what a proposal says is left out. `names` are the words
    for kinds and states; `purpose` is written in the file with the office, the person and the time.
    Raises `UserError` (`REASON_MISSING`, `RELEASE_NONE`) and `MachineError`.
    """
    if not purpose.strip():
        raise UserError(Code.REASON_MISSING, field="purpose")
    regions, region = office.reference.regions, office.profile.region
    with office.read() as conn:
        release = office.release(conn)
        lines = proposals.newest(conn)
    wanted = [line for line in lines if ids is None or line.proposal.id in ids]
    table = tabulate_proposals(wanted, regions, names)
    note = ReportNote(
        office=office.profile.name,
        region=f"{region} {regions.name_of(region)}",
        release=release.label,
        reference_date=release.reference_date,
        made_by=office.account.full_name,
        made_at=office.now(),
        purpose=purpose.strip(),
    )
    files.write_whole(target, written(table, note, ReportFormat.XLSX))
    with office.write() as tx:
        audit.note(
            tx,
            "proposals-exported",
            release.id,
            report=PROPOSAL_LIST.code,
            rows=len(wanted),
            purpose=note.purpose,
        )
    log.info("proposals-exported rows=%d", len(wanted))
    return Done(len(wanted), frozenset({Topic.AUDIT}))
