"""What changed since last quarter.

The comparison of a release with the one before it (by reference date) is made once, kept beside the
release, and read from then on; it still answers when the earlier release has been slimmed or
dropped. A light release names nobody and is passed over. Two releases that do not follow one another
are compared for the asking.
"""

from __future__ import annotations

import csv
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop_app.actions.giving_out import leaving, note_left, require_export
from desktop_app.actions.office import Office, needs
from desktop_app.domain.cell import harmless
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.comparison import (
    ChangeCount,
    ChangeLine,
    ChangeWish,
    ComparedSides,
    Comparison,
)
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS
from desktop_app.domain.giving_out import Errand, Holding
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.report import ReportNote
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, MachineError, UserError
from desktop_app.files import machine_error
from desktop_app.progress import Progress
from desktop_app.reports.files import csv_origin
from desktop_app.store import comparing, comparison, extracts, renumbering, taken_releases
from desktop_app.store.connection import Connection

log = logging.getLogger(__name__)
COLUMNS = ("entity", "change", "key", "old_key", "field", "old", "new")
LISTED_COLUMNS = (*COLUMNS, "name", "village", "old_village")
_STRIDE = 5_000
_HOLDS = Holding.SENSITIVE
_HEADERS = {
    "family": {field.name: field.header for field in FAMILY_FIELDS},
    "person": {field.name: field.header for field in PERSON_FIELDS},
}


class _Writer(Protocol):
    def writerow(self, row: Iterable[str], /) -> object: ...


@dataclass(frozen=True, slots=True)
class WhatChanged:
    """What is known about the changes of one release.

    `sides` is None while the comparison has not been made, or where there is no `earlier` release.
    """

    release: ReleaseLine
    earlier: ReleaseLine | None
    sides: ComparedSides | None
    counts: tuple[ChangeCount, ...] = ()
    is_earlier_here: bool = False


@needs(Right.READ)
def what_changed(office: Office, release_id: str, village: str = "") -> WhatChanged:
    """How many changes of each sort a release brought, within one desa or kecamatan if named.

    Without an id it is the release in use. Raises `UserError` (`RELEASE_UNKNOWN`, `RELEASE_NONE`).
    """
    with office.read() as conn:
        lines = extracts.releases_of(conn)
        release = _with_id(lines, release_id) if release_id else office.release(conn)
    earlier = _before(lines, release)
    sides = _kept_sides(office, lines, release)
    if sides is None:
        return WhatChanged(release, earlier, None)
    with comparison.opened(office.store, office.store.changes_file(release.id)) as conn:
        counts = comparison.counts_of(conn, village)
    is_here = any(line.id == sides.earlier.id for line in lines)
    return WhatChanged(release, earlier, sides, tuple(counts), is_here)


def kept_sides_in(
    office: Office, conn: Connection, release: ReleaseLine
) -> tuple[ComparedSides | None, bool]:
    """Which releases the kept comparison of a release is of, and whether the earlier one is still here."""
    lines = extracts.releases_of(conn)
    sides = _kept_sides(office, lines, release)
    return sides, sides is not None and any(line.id == sides.earlier.id for line in lines)


@needs(Right.READ)
def changes_of(
    office: Office, release_id: str, wish: ChangeWish, *, limit: int = 500, after: int = 0
) -> list[ChangeLine]:
    """Some of the changes that a release brought; empty while the comparison has not been made."""
    path = office.store.changes_file(release_id)
    if comparison.sides_of(office.store, path) is None:
        return []
    with comparison.opened(office.store, path) as conn:
        return comparison.page_of(conn, wish, limit=limit, after=after)


@needs(Right.READ)
def keep_comparison(
    office: Office, release_id: str, progress: Progress
) -> Done[ComparedSides | None]:
    """Compare a release with the one before it, and keep what was found; nothing if that was done.

    None where no earlier release is here. A release that was brought in between two others is
    compared with both. It can be stopped, and is then made the next time. Raises `UserError`
    (`RELEASE_UNKNOWN`) and `MachineError` (`EXTRACT_FILE_MISSING`).
    """
    lines = _releases(office)
    release = _with_id(lines, release_id)
    after = [line for line in lines if _before(lines, line) == release]
    for later in (release, *after):
        earlier = _before(lines, later)
        if earlier is not None and _kept_sides(office, lines, later) is None:
            _number_alike(office, earlier, later)
            _make(office, earlier, later, office.store.changes_file(later.id), progress)
    return Done(_kept_sides(office, lines, release), frozenset({Topic.RELEASES}))


def _number_alike(office: Office, earlier: ReleaseLine, later: ReleaseLine) -> None:
    """Where an office has gone over from releases of its own to the hub's, the former get the hub's ids."""
    with office.read() as conn:
        is_hubs_already, is_hubs_now = (
            taken_releases.is_of_hub(conn, one.id) for one in (earlier, later)
        )
    if is_hubs_already or not is_hubs_now or earlier.is_current:
        return
    renumbered = renumbering.take_ids(office.store, earlier.id, later.id)
    log.info("release-renumbered count=%d", renumbered)


@needs(Right.READ)
def compare_releases(
    office: Office, from_label: str, to_label: str, progress: Progress
) -> Comparison:
    """How many families and people came, went and changed between two releases.

    Raises `UserError` (`RELEASE_UNKNOWN`).
    """
    with _compared(office, from_label, to_label, progress) as (conn, _):
        return comparison.comparison_of(conn)


@needs(Right.EXPORT)
def export_changes(
    office: Office,
    from_label: str,
    to_label: str,
    target: Path,
    progress: Progress,
    *,
    errand: Errand,
) -> Done[Comparison]:
    """Write every change between two releases as CSV, one line a changed field, and count them.

    The fields are named as in the DTSEN files. NIK and card stand whole: the list is made to be
    worked with, and its making is in the audit. Cells that a spreadsheet would take for a formula
    are made harmless; the first line says where the file comes from. Raises `UserError`
    (`RELEASE_UNKNOWN`, what `leaving` raises).
    """
    with _compared(office, from_label, to_label, progress) as (conn, sides):
        progress.begin("writing-list")
        note = _leaving(office, errand, sides)
        cells = map(_cells, comparison.csv_rows(conn))
        rows = _write(office, target, note, COLUMNS, cells, progress)
        found = comparison.comparison_of(conn)
    with office.write() as tx:
        note_left(
            tx, "changes-exported", sides.later.id, note, holds=_HOLDS, rows=rows,
            columns=len(COLUMNS), earlier=sides.earlier.id,
        )  # fmt: skip
    return Done(found, frozenset({Topic.AUDIT}))


@needs(Right.EXPORT)
def export_listed_changes(
    office: Office,
    release_id: str,
    wish: ChangeWish,
    target: Path,
    progress: Progress,
    *,
    errand: Errand,
) -> Done[int]:
    """Write what a list of changes shows as CSV, with name and desa beside; gives the number of lines.

    As `export_changes` otherwise. Raises `UserError` (`RELEASE_UNKNOWN`).
    """
    lines = _releases(office)
    release = _with_id(lines, release_id)
    sides = _kept_sides(office, lines, release)
    if sides is None:
        raise UserError(Code.RELEASE_UNKNOWN, label=release.label)
    progress.begin("writing-list")
    note = _leaving(office, errand, sides)
    with comparison.opened(office.store, office.store.changes_file(release_id)) as conn:
        rows = (
            (*_cells(one), harmless(line.name), line.village, line.old_village)
            for line in comparison.lines_of(conn, wish)
            for one in comparison.csv_rows_of_line(line, wish.field)
        )
        written = _write(office, target, note, LISTED_COLUMNS, rows, progress)
    with office.write() as tx:
        note_left(
            tx, "changes-exported", release_id, note, holds=_HOLDS, rows=written,
            columns=len(LISTED_COLUMNS), earlier=sides.earlier.id,
            listed=wish.kind.value, field=wish.field, village=wish.village,
        )  # fmt: skip
    return Done(written, frozenset({Topic.AUDIT}))


def _kept_sides(
    office: Office, lines: list[ReleaseLine], later: ReleaseLine
) -> ComparedSides | None:
    """Which releases the kept comparison of `later` is of; None if it has to be made (again).

    It stays right when the earlier one is dropped, and is wrong when another one has come between.
    """
    sides = comparison.sides_of(office.store, office.store.changes_file(later.id))
    earlier = _before(lines, later)
    if sides is None or (earlier is not None and sides.earlier.id == earlier.id):
        return sides
    is_dropped = all(line.id != sides.earlier.id for line in lines)
    came_between = earlier is not None and earlier.reference_date > sides.earlier.reference_date
    return sides if is_dropped and not came_between else None


@contextmanager
def _compared(
    office: Office, from_label: str, to_label: str, progress: Progress
) -> Iterator[tuple[Connection, ComparedSides]]:
    """The comparison of two releases: the kept one, or one that lives as long as it is read."""
    lines = _releases(office)
    later = _with_label(lines, to_label)
    path = office.store.changes_file(later.id)
    kept = _kept_sides(office, lines, later)
    is_kept = kept is not None and kept.earlier.label == from_label
    if not is_kept:
        earlier = _with_label(lines, from_label)
        is_kept = kept is None and earlier == _before(lines, later)
        if not is_kept:
            path = path.with_name(f"{later.id}.between.db")
        _make(office, earlier, later, path, progress)
    try:
        with comparison.opened(office.store, path) as conn:
            sides = comparison.sides_of(office.store, path)
            assert sides is not None  # it was made by this very program, or found by it
            yield conn, sides
    finally:
        if not is_kept:
            path.unlink(missing_ok=True)


def _make(
    office: Office, earlier: ReleaseLine, later: ReleaseLine, path: Path, progress: Progress
) -> None:
    for line in (earlier, later):
        if not office.store.extract_file(line.id).is_file():
            raise MachineError(Code.EXTRACT_FILE_MISSING, release=line.label)
    comparing.make(office.store, earlier=earlier, later=later, path=path, progress=progress)
    log.info("releases-compared bytes=%d", path.stat().st_size)


def _write(
    office: Office,
    target: Path,
    note: ReportNote,
    columns: tuple[str, ...],
    rows: Iterable[Iterable[str]],
    progress: Progress,
) -> int:
    """Write the rows beside the target and count them; it takes its place if they may leave."""
    part = target.with_name(target.name + ".part")
    written = 0
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            file.write(csv_origin(note))
            writer: _Writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            for row in rows:
                writer.writerow(row)
                written += 1
                if written % _STRIDE == 0:
                    progress.advance(_STRIDE)
        require_export(office, _HOLDS, written)
        part.replace(target)
    except OSError as error:
        raise machine_error(error, name=target.name) from error
    finally:
        part.unlink(missing_ok=True)
    return written


def _leaving(office: Office, errand: Errand, sides: ComparedSides) -> ReportNote:
    """The note of the file; old and new values stand in it, so that both releases are asked."""
    earlier, later = ((side.label, side.reference_date) for side in (sides.earlier, sides.later))
    return leaving(office, errand, holds=_HOLDS, rows=1, source=later, rows_of=[earlier, later])


def _cells(row: comparison.CsvRow) -> tuple[str, ...]:
    entity, change, key, old_key, field, old, new = row
    return (
        entity, change, harmless(key), harmless(old_key), _HEADERS[entity].get(field, ""),
        harmless(old), harmless(new),
    )  # fmt: skip


def _releases(office: Office) -> list[ReleaseLine]:
    with office.read() as conn:
        return extracts.releases_of(conn)


def _before(lines: list[ReleaseLine], later: ReleaseLine) -> ReleaseLine | None:
    """The release before this one by reference date, of those that name people; the newest come first."""
    if later.is_light:
        return None
    older = lines[lines.index(later) + 1 :]
    return next((line for line in older if not line.is_light), None)


def _with_id(lines: list[ReleaseLine], release_id: str) -> ReleaseLine:
    return _one(lines, lambda line: line.id == release_id, "")


def _with_label(lines: list[ReleaseLine], label: str) -> ReleaseLine:
    return _one(lines, lambda line: line.label == label, label)


def _one(
    lines: list[ReleaseLine], is_meant: Callable[[ReleaseLine], bool], label: str
) -> ReleaseLine:
    found = next((line for line in lines if is_meant(line)), None)
    if found is None:
        raise UserError(Code.RELEASE_UNKNOWN, label=label)
    return found
