"""What changed since last quarter."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from desktop_app.actions.office import Office, needs
from desktop_app.domain.cell import harmless
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.comparison import Change, Comparison
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.files import machine_error
from desktop_app.progress import Progress
from desktop_app.store import audit, comparison, extracts
from desktop_app.store.connection import Connection


class _Writer(Protocol):
    def writerow(self, row: Iterable[str], /) -> object: ...


COLUMNS = ("entity", "change", "key", "old_key", "field", "old", "new")
_HEADERS = {
    "family": {field.name: field.header for field in FAMILY_FIELDS},
    "person": {field.name: field.header for field in PERSON_FIELDS},
}


@needs(Right.READ)
def compare_releases(
    office: Office, from_label: str, to_label: str, progress: Progress
) -> Comparison:
    """How many families and people came, went and changed between two releases.

    Raises `UserError` (`RELEASE_UNKNOWN`).
    """
    earlier, later = _both(office, from_label, to_label)
    progress.begin("comparing")
    with comparison.side_by_side(office.store, earlier=earlier.id, later=later.id) as conn:
        return comparison.tally(comparison.changes(conn, progress), conn, from_label, to_label)


@needs(Right.EXPORT)
def export_changes(
    office: Office, from_label: str, to_label: str, target: Path, progress: Progress
) -> Done[Comparison]:
    """Write every change between two releases as CSV, one line a changed field, and count them.

    The fields are named as in the DTSEN files. NIK and card stand whole: the list is made to be
    worked with, and its making is in the audit. Cells that a spreadsheet would take for a formula
    are made harmless. Raises `UserError` (`RELEASE_UNKNOWN`).
    """
    earlier, later = _both(office, from_label, to_label)
    progress.begin("comparing")
    part = target.with_name(target.name + ".part")
    try:
        with (
            comparison.side_by_side(office.store, earlier=earlier.id, later=later.id) as conn,
            part.open("w", encoding="utf-8", newline="") as file,
        ):
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            found = comparison.tally(
                _written(comparison.changes(conn, progress), writer), conn, from_label, to_label
            )
        part.replace(target)
    except OSError as error:
        raise machine_error(error, name=target.name) from error
    finally:
        part.unlink(missing_ok=True)
    with office.write() as tx:
        audit.note(tx, "changes-exported", later.id, earlier=earlier.id)
    return Done(found, frozenset({Topic.AUDIT}))


def _written(found: Iterator[Change], writer: _Writer) -> Iterator[Change]:
    for change in found:
        header = _HEADERS[change.entity].get(change.field, "")
        cells = (change.key, change.old_key, header, change.old, change.new)
        writer.writerow((change.entity, change.change.value, *map(harmless, cells)))
        yield change


def _both(office: Office, from_label: str, to_label: str) -> tuple[ReleaseLine, ReleaseLine]:
    with office.read() as conn:
        return _release(conn, from_label), _release(conn, to_label)


def _release(conn: Connection, label: str) -> ReleaseLine:
    found = extracts.release_with(conn, label=label)
    if found is None:
        raise UserError(Code.RELEASE_UNKNOWN, label=label)
    return found
