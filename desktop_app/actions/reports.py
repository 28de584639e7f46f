"""Reports: looked at on the screen, or written to a file that says who made it and why."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app import files
from desktop_app.actions.counting import Counted, Counting, Report, at_row
from desktop_app.actions.giving_out import leaving, note_left
from desktop_app.actions.map_paper import is_mappable, paper_map
from desktop_app.actions.office import Office, needs
from desktop_app.actions.programmes import catalogue_in
from desktop_app.actions.report_counts import REPORTS
from desktop_app.actions.report_paper import ReportToDraw, drawn
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.giving_out import Errand, Holding
from desktop_app.domain.letter import Paper
from desktop_app.domain.period import Period
from desktop_app.domain.reach import MOST_DECILE
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.report import (
    Behind,
    BehindLine,
    Cell,
    Control,
    ReportAsk,
    ReportFormat,
    ReportKind,
    ReportNote,
    ReportTable,
)
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.language import tr
from desktop_app.letters.tabular_map import TabularMap
from desktop_app.reports.files import written
from desktop_app.reports.hiding import hidden
from desktop_app.reports.reach import MAP, MAPPED
from desktop_app.store import audit, behind

log = logging.getLogger(__name__)
PAGE = 100
"""Families or people on one page of a list."""
_ALL = ReportAsk()
_NOT_HERE = (Code.REPORT_NEEDS_EARLIER, Code.RIGHT_MISSING)


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as a page shows it, with the release it was made from.

    `more` are the other tables of the same report. `region` is the one it is about.
    """

    table: ReportTable
    release: ReleaseLine
    region: str
    controls: tuple[Control, ...]
    ask: ReportAsk
    more: tuple[ReportTable, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportMade:
    """A written report."""

    path: Path
    kind: ReportKind
    rows: int
    totals: dict[str, Cell]
    release_label: str


@dataclass(frozen=True, slots=True)
class BookletMade:
    """A written booklet: the codes of the reports in it, and of those that could not be made here."""

    path: Path
    codes: tuple[str, ...]
    left_out: tuple[str, ...]
    pages: int


@needs(Right.READ)
def report_kinds(office: Office) -> tuple[ReportKind, ...]:
    """Every report this program can make, by code."""
    return tuple(report.kind for report in REPORTS)


@needs(Right.READ)
def view_report(office: Office, code: str, ask: ReportAsk = _ALL) -> ReportView:
    """The report over the release in use.

    Holds sums only, nobody's name or number. Raises `UserError` (`REPORT_UNKNOWN`, `RELEASE_NONE`,
    `REGION_UNKNOWN`).
    """
    report = _report(code)
    with _counting(office, ask) as counting:
        counted = report.count(counting)
    _keep(office, counted)
    table, more = counted.table, counted.more
    if ask.is_for_outsiders:
        # What is hidden in one table could come out of another: outsiders get the first one alone.
        table, more = hidden(table), ()
    return ReportView(table, counting.release, counting.ask.region, counted.controls, ask, more)


@needs(Right.READ)
def lines_behind(
    office: Office,
    code: str,
    ask: ReportAsk,
    row: str,
    column: str,
    *,
    start: int = 0,
    count: int = PAGE,
) -> list[BehindLine]:
    """Whom a number of the first table stands for: `count` of them from the place `start` on.

    `row` is the first cell of its row, empty for the total. The order is that of desa and file. Empty
    for a number that stands for nobody who could be listed. Numbers are whole: masking is the screen's
    duty. Every page is told to the audit, by column, place and count only. Raises what `view_report` does.
    """
    with _counting(office, ask) as counting:
        found = _behind(_report(code), counting, row, column, start, count)
        lines = behind.lines_of(counting.conn, found)
    with office.write() as tx:
        audit.note(
            tx,
            "searched",
            kind="report",
            report=code,
            column=column,
            start=start,
            found=len(lines),
        )
    return lines


@needs(Right.READ)
def families_behind(
    office: Office, code: str, ask: ReportAsk, row: str, column: str
) -> tuple[str, ...]:
    """The ids of all families that a number stands for, or of those whose members it does, each once."""
    with _counting(office, ask) as counting:
        found = _behind(_report(code), counting, row, column, 0, None)
    return tuple(dict.fromkeys(str(one.family_id) for one in found))


@needs(Right.EXPORT)
def make_report(
    office: Office,
    code: str,
    form: ReportFormat,
    target: Path,
    *,
    errand: Errand,
    ask: ReportAsk = _ALL,
    paper: Paper = Paper.F4,
) -> Done[ReportMade]:
    """Write the report with all its tables to `target`, whole or not at all; its making is in the audit.

    The errand is printed in the file; `paper` is what a PDF is drawn for. Raises `UserError` (what `view_report` and `leaving` raise)
    and `MachineError`.
    """
    view = view_report(office, code, ask)
    note = leaving(
        office,
        errand,
        holds=Holding.COUNTS,
        rows=len(view.table.rows),
        release=view.release,
        region=view.region,
        controls=view.controls,
    )
    if form is ReportFormat.PDF:
        data, _ = drawn(office, [_to_draw(office, view, note)], paper=paper)
    else:
        data = written(view.table, note, form, view.more, with_chart=True)
    files.write_whole(target, data)
    with office.write() as tx:
        note_left(
            tx,
            "report-made",
            view.release.id,
            note,
            holds=Holding.COUNTS,
            rows=len(view.table.rows),
            columns=len(view.table.columns),
            report=code,
            format=form.value,
            region=view.region,
        )
    log.info("report-made report=%s format=%s rows=%d", code, form.value, len(view.table.rows))
    return Done(
        ReportMade(
            path=target,
            kind=view.table.kind,
            rows=len(view.table.rows),
            totals=view.table.totals,
            release_label=view.release.label,
        ),
        frozenset({Topic.AUDIT}),
    )


@needs(Right.EXPORT)
def make_booklet(
    office: Office,
    codes: Sequence[str],
    target: Path,
    *,
    errand: Errand,
    ask: ReportAsk = _ALL,
    paper: Paper = Paper.F4,
) -> Done[BookletMade]:
    """Write several reports as one PDF with a cover and contents, whole or not at all.

    Without codes it is every report. Those that cannot be made here (nothing to compare with, no right
    to them) are left out and named. Raises `UserError` (`REPORT_NONE` if nothing is left, and what
    `make_report` raises).
    """
    reports = [_report(code) for code in codes] or list(REPORTS)
    views, left_out = [], []
    for report in reports:
        try:
            views.append(view_report(office, report.kind.code, ask))
        except UserError as error:
            if error.code not in _NOT_HERE:
                raise
            left_out.append(report.kind.code)
    if not views:
        raise UserError(Code.REPORT_NONE)
    rows = sum(len(view.table.rows) for view in views)
    note = leaving(
        office,
        errand,
        holds=Holding.COUNTS,
        rows=rows,
        release=views[0].release,
        region=views[0].region,
    )
    data, pages = drawn(
        office,
        [_to_draw(office, view, replace(note, controls=view.controls)) for view in views],
        paper=paper,
        title=tr("Reports for the coordination meeting"),
    )
    files.write_whole(target, data)
    made = tuple(view.table.kind.code for view in views)
    with office.write() as tx:
        note_left(
            tx,
            "report-made",
            views[0].release.id,
            note,
            holds=Holding.COUNTS,
            rows=rows,
            columns=sum(len(view.table.columns) for view in views),
            report=" ".join(made),
            format=ReportFormat.PDF.value,
            region=views[0].region,
        )
    log.info("booklet-made reports=%d pages=%d", len(made), pages)
    return Done(BookletMade(target, made, tuple(left_out), pages), frozenset({Topic.AUDIT}))


def _to_draw(office: Office, view: ReportView, note: ReportNote) -> ReportToDraw:
    """The report as it goes on paper: that of the map with those maps that a meeting asks for first."""
    maps: tuple[TabularMap, ...] = ()
    if view.table.kind is MAP and is_mappable(view.table, view.region, office.reference.regions):
        with office.read() as conn:
            maps = tuple(
                paper_map(office, conn, view.table, column, view.region) for column in MAPPED
            )
    return ReportToDraw((view.table, *view.more), note, maps)


def _keep(office: Office, counted: Counted) -> None:
    """Keep what took long to count; nothing in an office that may only be looked at."""
    if counted.keep is not None and not office.is_in_rescue:
        with office.write() as tx:
            counted.keep(tx)


def _behind(
    report: Report, counting: Counting, row: str, column: str, start: int, count: int | None
) -> Sequence[Behind]:
    if report.behind is None:
        return []
    return report.behind(at_row(counting, row), column, start, count)


def _report(code: str) -> Report:
    for report in REPORTS:
        if report.kind.code == code.strip().upper():
            return report
    raise UserError(Code.REPORT_UNKNOWN, report=code.strip()[:20])


@contextmanager
def _counting(office: Office, ask: ReportAsk) -> Iterator[Counting]:
    """One view of the database for all that belongs to a report; the region of the ask filled in."""
    within = office.reference.regions.parse(ask.region) if ask.region else office.profile.region
    if not 1 <= ask.cutoff <= MOST_DECILE:
        raise UserError(Code.CHOICE_UNKNOWN, field="cutoff")
    if ask.period:
        Period.parse(ask.period)
    with office.read() as conn:
        release = office.release(conn)
        if ask.programme:
            catalogue_in(office, conn).versions_of(ask.programme)
        yield Counting(office, conn, release, replace(ask, region=within))
