"""Control totals of a release, desa by desa, beside the table of BPS when one is given."""

from __future__ import annotations

import csv
import io
import logging
from pathlib import Path

from desktop_app import files
from desktop_app.actions.giving_out import leaving, note_left
from desktop_app.actions.office import Office, needs
from desktop_app.domain.cell import harmless
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.giving_out import Errand, Holding
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.roles import Right
from desktop_app.domain.totals import DECILES, Bucket, ReleaseTotals, Unit, totals_of
from desktop_app.errors import Code, UserError
from desktop_app.extracts.control_totals import read_control_totals
from desktop_app.reports.files import csv_origin
from desktop_app.store import audit, controls, extracts, tallies

log = logging.getLogger(__name__)
COLUMNS = (
    *("village", "bps_code", "subdistrict_name", "village_name", "decile"),
    *("families", "persons", "bps", "difference"),
)


@needs(Right.READ)
def release_totals(office: Office, label: str, *, region: str = "") -> ReleaseTotals:
    """Families and persons of each desa and decile of a release, within the office's area.

    `region` names a part of it. Raises `UserError` (`RELEASE_UNKNOWN`, `REGION_UNKNOWN`).
    """
    within = office.reference.regions.parse(region) if region else office.profile.region
    release = _release(office, label)
    with office.read() as conn:
        control = controls.control_of(conn, release.id)
    return totals_of(
        tallies.decile_tallies_of(office.store, release.id),
        control,
        office.reference.regions,
        release,
        within,
    )


@needs(Right.IMPORT)
def keep_control_totals(office: Office, label: str, path: Path) -> Done[int]:
    """Keep the table of BPS beside a release; the number of desa in it.

    One that was there before gives way to it. Raises `UserError` (`RELEASE_UNKNOWN`,
    `CONTROL_FILE_UNKNOWN`, `CONTROL_CELL_UNCLEAR`).
    """
    release = _release(office, label)
    rows = read_control_totals(path, office.reference.extracts)
    with office.write() as tx:
        controls.keep(tx, release.id, path.name, rows)
        audit.note(tx, "control-totals-kept", release.id, rows=len(rows))
    log.info("control-totals-kept rows=%d", len(rows))
    return Done(len(rows), frozenset({Topic.RELEASES, Topic.AUDIT}))


@needs(Right.EXPORT)
def export_totals(
    office: Office, label: str, target: Path, *, errand: Errand, region: str = ""
) -> Done[int]:
    """Write the totals as CSV, a line for each desa and decile; the number of lines.

    The deciles that BPS counts together are lines of their own; the first line of the file says
    where it comes from. Raises `UserError` (what `leaving` raises) and `MachineError`.
    """
    totals = release_totals(office, label, region=region)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    written = 0
    for row in totals.rows:
        place = (row.village, row.bps_code, row.subdistrict_name, row.village_name)
        for decile in DECILES:
            bucket = bucket_of(decile)
            if bucket is None:
                counts = (row.families.get(decile, 0), row.persons.get(decile, 0))
                writer.writerow([*map(harmless, place), decile, *counts, "", ""])
                written += 1
        for bucket in Bucket:
            stated = row.control.get(bucket) if row.control is not None else None
            difference = row.difference(totals.unit, bucket)
            writer.writerow(
                [
                    *map(harmless, place),
                    bucket.value,
                    row.count(Unit.FAMILIES, bucket),
                    row.count(Unit.PERSONS, bucket),
                    "" if stated is None else stated,
                    "" if difference is None else difference,
                ]
            )
            written += 1
    note = leaving(
        office,
        errand,
        holds=Holding.COUNTS,
        rows=written,
        release=totals.release,
        region=region,
    )
    files.write_whole(target, (csv_origin(note) + text.getvalue()).encode("utf-8"))
    with office.write() as tx:
        note_left(
            tx,
            "totals-exported",
            totals.release.id,
            note,
            holds=Holding.COUNTS,
            rows=written,
            columns=len(COLUMNS),
        )
    return Done(written, frozenset({Topic.AUDIT}))


def bucket_of(decile: int | None) -> Bucket | None:
    """The column of BPS that counts this decile alone; None for those it counts together."""
    return next((bucket for bucket in Bucket if bucket.deciles == (decile,)), None)


def _release(office: Office, label: str) -> ReleaseLine:
    with office.read() as conn:
        found = extracts.release_with(conn, label=label)
    if found is None:
        raise UserError(Code.RELEASE_UNKNOWN, label=label)
    return found
