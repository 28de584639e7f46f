"""A map that leaves the office: one number of a report by desa, on paper by itself."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from desktop_app import files
from desktop_app.actions.giving_out import leaving, note_left
from desktop_app.actions.map_paper import paper_map
from desktop_app.actions.office import Office, needs
from desktop_app.actions.report_paper import ReportToDraw, drawn
from desktop_app.actions.reports import ReportView, view_report
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.giving_out import Errand, Holding
from desktop_app.domain.letter import Paper
from desktop_app.domain.report import ReportAsk, ReportFormat
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError

log = logging.getLogger(__name__)
_ALL = ReportAsk()


@dataclass(frozen=True, slots=True)
class MapMade:
    """A written map: of which report and number, whether within boundaries, and how many desa have a number."""

    path: Path
    report: str
    column: str
    has_boundaries: bool
    villages: int
    pages: int


@needs(Right.READ)
def numbers_on_map(office: Office, code: str, column: str, ask: ReportAsk = _ALL) -> ReportView:
    """A report that a map can show this number of.

    Raises `UserError` (`REPORT_NO_MAP` for a report or number that is not by desa, and what `view_report` raises).
    """
    view = view_report(office, code, ask)
    numbers = {one.code for one in view.table.columns if one.is_number}
    if not view.table.is_by_village or column not in numbers:
        raise UserError(Code.REPORT_NO_MAP, report=view.table.kind.code, column=column[:40])
    return view


@needs(Right.EXPORT)
def make_map(
    office: Office,
    code: str,
    column: str,
    target: Path,
    *,
    errand: Errand,
    ask: ReportAsk = _ALL,
    paper: Paper = Paper.F4,
) -> Done[MapMade]:
    """Write the map of one number of a report as a PDF, whole or not at all; its making is in the audit.

    It has figures of desa only, no point and nobody's home. Raises `UserError` (`REPORT_NO_MAP` for a
    report or number that is not by desa, and what `make_report` raises) and `MachineError`.
    """
    view = numbers_on_map(office, code, column, ask)
    note = leaving(
        office,
        errand,
        holds=Holding.COUNTS,
        rows=len(view.table.rows),
        release=view.release,
        region=view.region,
        controls=view.controls,
    )
    with office.read() as conn:
        drawn_map = paper_map(office, conn, view.table, column, view.region)
    report = ReportToDraw((view.table,), note, (drawn_map,), has_tables=False)
    data, pages = drawn(office, [report], paper=paper)
    files.write_whole(target, data)
    with office.write() as tx:
        note_left(
            tx,
            "report-made",
            view.release.id,
            note,
            holds=Holding.COUNTS,
            rows=len(view.table.rows),
            columns=1,
            report=view.table.kind.code,
            format=ReportFormat.PDF.value,
            region=view.region,
        )
    log.info("map-made report=%s column=%s", view.table.kind.code, column)
    made = MapMade(
        target,
        view.table.kind.code,
        column,
        not drawn_map.plan.is_tiles,
        len(drawn_map.figures),
        pages,
    )
    return Done(made, frozenset({Topic.AUDIT}))
