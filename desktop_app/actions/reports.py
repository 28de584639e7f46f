"""Reports: looked at on the screen, or written to a file that says who made it and why."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
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
from desktop_app.progress import Progress
from desktop_app.reports.files import written
from desktop_app.reports.hiding import hidden
from desktop_app.reports.reach import MAP, MAPPED
from desktop_app.store import audit, behind
from desktop_app.store.connection import stoppable

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
    """A made report: its bytes, the serial that stands in them, and where it was written if it was."""

    path: Path | None
    kind: ReportKind
    rows: int
    totals: dict[str, Cell]
    release_label: str
    serial: str = ""
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class BookletMade:
    """A made booklet as a report is: the codes of those in it, and of those that could not be made here."""

    path: Path | None
    codes: tuple[str, ...]
    left_out: tuple[str, ...]
    pages: int
    serial: str = ""
    data: bytes = field(default=b"", repr=False)


@needs(Right.READ)
def report_kinds(office: Office) -> tuple[ReportKind, ...]:
    """Every report this program can make, by code."""
    return tuple(report.kind for report in REPORTS)


@needs(Right.READ)
def view_report(
    office: Office, code: str, ask: ReportAsk = _ALL, *, progress: Progress | None = None
) -> ReportView:
    """The report over the release in use.

    Holds sums only, nobody's name or number. Can be stopped in the middle of a count. Raises `UserError`
    (`REPORT_UNKNOWN`, `RELEASE_NONE`, `REGION_UNKNOWN`).
    """
    report = _report(code)
    with _counting(office, ask, progress) as counting:
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
    progress: Progress | None = None,
) -> list[BehindLine]:
    """Whom a number of a report stands for: `count` of them from the place `start` on.

    `row` is the first cell of its row, empty for the total. The order is that of desa and file. Empty
    for a number that stands for nobody who could be listed. Numbers are whole: masking is the screen's
    duty. Every page is told to the audit, by column, place and count only. Raises what `view_report` does.
    """
    with _counting(office, ask, progress) as counting:
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
    target: Path | None,
    *,
    errand: Errand,
    ask: ReportAsk = _ALL,
    paper: Paper = Paper.F4,
    progress: Progress | None = None,
) -> Done[ReportMade]:
    """Make the report with all its tables, and write it to `target`, whole or not at all; it is in the audit.

    Without a target it is made to be printed. The errand stands in it; `paper` is what a PDF is drawn for. Raises `UserError` (what `view_report` and `leaving` raise)
    and `MachineError`.
    """
    view = view_report(office, code, ask, progress=progress)
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
    if target is not None:
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
            serial=note.serial,
            data=data,
        ),
        frozenset({Topic.AUDIT}),
    )


@needs(Right.READ)
def preview_report(
    office: Office,
    code: str,
    ask: ReportAsk = _ALL,
    *,
    paper: Paper = Paper.F4,
    progress: Progress | None = None,
) -> bytes:
    """The report as `make_report` prints it, to be looked at: without a serial, a purpose and a recipient."""
    view = view_report(office, code, ask, progress=progress)
    unsaid = "." * 20
    note = leaving(
        office,
        Errand(unsaid, unsaid),
        holds=Holding.COUNTS,
        rows=len(view.table.rows),
        release=view.release,
        region=view.region,
        controls=view.controls,
    )
    shown = ReportToDraw((view.table, *view.more), replace(note, serial=tr("preview")))
    return drawn(office, [shown], paper=paper, progress=progress)[0]


@needs(Right.EXPORT)
def make_booklet(
    office: Office,
    codes: Sequence[str],
    target: Path | None,
    *,
    errand: Errand,
    ask: ReportAsk = _ALL,
    paper: Paper = Paper.F4,
    progress: Progress | None = None,
) -> Done[BookletMade]:
    """Make several reports one PDF with a cover and contents; written whole or not at all, also when it is stopped.

    Without a target it is made to be printed. Without codes it is every report. Those that cannot be made here (nothing to compare with, no right
    to them) are left out and named. Raises `UserError` (`REPORT_NONE` if nothing is left, and what
    `make_report` raises).
    """
    reports = [_report(code) for code in codes] or list(REPORTS)
    progress = progress or Progress()
    progress.begin("counting-reports", total=len(reports))
    views, left_out = [], []
    for report in reports:
        try:
            views.append(view_report(office, report.kind.code, ask, progress=progress.hushed()))
        except UserError as error:
            if error.code not in _NOT_HERE:
                raise
            left_out.append(report.kind.code)
        progress.advance()
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
        progress=progress,
    )
    progress.begin("finishing", stoppable=False)
    if target is not None:
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
    booklet = BookletMade(target, made, tuple(left_out), pages, note.serial, data)
    return Done(booklet, frozenset({Topic.AUDIT}))


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
    if report.of_row is not None:
        found = report.of_row(counting, row, column, start, count)
        if found is not None:
            return found
    if report.behind is None:
        return []
    return report.behind(at_row(counting, row), column, start, count)


def _report(code: str) -> Report:
    for report in REPORTS:
        if report.kind.code == code.strip().upper():
            return report
    raise UserError(Code.REPORT_UNKNOWN, report=code.strip()[:20])


@contextmanager
def _counting(
    office: Office, ask: ReportAsk, progress: Progress | None = None
) -> Iterator[Counting]:
    """One view of the database for all that belongs to a report; the region of the ask filled in."""
    progress = progress or Progress()
    progress.advance(0)
    within = office.reference.regions.parse(ask.region) if ask.region else office.profile.region
    if not 1 <= ask.cutoff <= MOST_DECILE:
        raise UserError(Code.CHOICE_UNKNOWN, field="cutoff")
    if ask.period:
        Period.parse(ask.period)
    with office.read() as conn, stoppable(conn, progress):
        release = office.release(conn)
        if ask.programme:
            catalogue_in(office, conn).versions_of(ask.programme)
        yield Counting(office, conn, release, replace(ask, region=within), progress)
