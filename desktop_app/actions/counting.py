"""What a report is counted in, and what counting gives; the reports themselves stand in `report_counts`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from desktop_app.actions.office import Office
from desktop_app.domain.region import RegionLevel, level_of
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.report import Behind, Control, ReportAsk, ReportKind, ReportTable
from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction

_IN_CODE = "."
"""Stands in every code of a region, and in no other key."""


@dataclass(frozen=True, slots=True)
class Counting:
    """What a report counts in: one view of the database, and what it was asked.

    The region of `ask` is always given. `row` is the key of the row that a list is about where rows are
    no regions, empty for the total.
    """

    office: Office
    conn: Connection
    release: ReleaseLine
    ask: ReportAsk
    row: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted report: its first table, any others, and the numbers that must come out.

    `keep` keeps what took long to count for the next time, if there is anything new.
    """

    table: ReportTable
    more: tuple[ReportTable, ...] = ()
    controls: tuple[Control, ...] = ()
    keep: Callable[[Transaction], None] | None = None


ListBehind = Callable[[Counting, str, int, "int | None"], Sequence[Behind]]
"""Whom the numbers of a column stand for within the region of the ask: from a place on, so many or all."""


@dataclass(frozen=True, slots=True)
class Report:
    """How one report is counted, and listed where its numbers stand for somebody."""

    kind: ReportKind
    count: Callable[[Counting], Counted]
    behind: ListBehind | None = None


def at_row(counting: Counting, row: str) -> Counting:
    """The same within the region that a row is about, or for its key; all of it for the total."""
    if _IN_CODE in row:
        return replace(counting, ask=replace(counting.ask, region=row))
    return replace(counting, row=row)


def lies_in(village: str, region: str) -> bool:
    """True if a village belongs to a region; one that nobody knows belongs to the whole kabupaten."""
    if not village:
        return level_of(region) in (RegionLevel.PROVINCE, RegionLevel.REGENCY)
    return village == region or village.startswith(f"{region}.")
