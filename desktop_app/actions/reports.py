"""Reports: looked at on the screen, or written to a file that says who made it and why."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app import files
from desktop_app.actions.giving_out import leaving, note_left
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.giving_out import Errand, Holding
from desktop_app.domain.region import RegionLevel, level_of
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.report import (
    Cell,
    Control,
    DecileTally,
    ReportAsk,
    ReportFormat,
    ReportKind,
    ReportTable,
)
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.language import mark
from desktop_app.reports.decile_profile import DECILE_PROFILE, tabulate_decile_profile
from desktop_app.reports.files import written
from desktop_app.store import tallies

log = logging.getLogger(__name__)
_KINDS = (DECILE_PROFILE,)
_ALL = ReportAsk()


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


@needs(Right.READ)
def report_kinds(office: Office) -> tuple[ReportKind, ...]:
    """Every report this program can make, by code."""
    return _KINDS


@needs(Right.READ)
def view_report(office: Office, code: str, ask: ReportAsk = _ALL) -> ReportView:
    """The report over the release in use.

    Holds sums only, nobody's name or number. Raises `UserError` (`REPORT_UNKNOWN`, `RELEASE_NONE`,
    `REGION_UNKNOWN`).
    """
    _kind(code)
    within = office.reference.regions.parse(ask.region) if ask.region else office.profile.region
    with office.read() as conn:
        release = office.release(conn)
        counted = tallies.decile_tallies(conn)
    inside = [one for one in counted if _lies_in(one.village, within)]
    table = tabulate_decile_profile(inside, office.reference.regions)
    outside = [one for one in counted if not _lies_in(one.village, within)]
    return ReportView(table, release, within, _controls(table, outside, release), ask)


@needs(Right.EXPORT)
def make_report(
    office: Office,
    code: str,
    form: ReportFormat,
    target: Path,
    *,
    errand: Errand,
    ask: ReportAsk = _ALL,
) -> Done[ReportMade]:
    """Write the report to `target`, whole or not at all; its making is in the audit.

    The errand is printed in the file. Raises `UserError` (what `view_report` and `leaving` raise)
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
    files.write_whole(target, written(view.table, note, form))
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


def _kind(code: str) -> ReportKind:
    for kind in _KINDS:
        if kind.code == code.strip().upper():
            return kind
    raise UserError(Code.REPORT_UNKNOWN, report=code.strip()[:20])


def _lies_in(village: str, region: str) -> bool:
    """True if a village belongs to a region; one that nobody knows belongs to the whole kabupaten."""
    if not village:
        return level_of(region) is RegionLevel.REGENCY
    return village == region or village.startswith(f"{region}.")


def _controls(
    table: ReportTable, outside: Sequence[DecileTally], release: ReleaseLine
) -> tuple[Control, ...]:
    """What the import counted beside what the table and the rest of the release come to."""
    families = table.total("families_all") + sum(one.families for one in outside)
    persons = table.total("persons_all") + sum(one.persons for one in outside)
    return (
        Control("families", mark("Families"), release.families, families),
        Control("persons", mark("People"), release.persons, persons),
    )
