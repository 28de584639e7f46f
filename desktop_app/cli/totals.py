"""``extract totals``: families and persons per desa and decile, beside the table of BPS."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app.actions.totals import export_totals, keep_control_totals, release_totals
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.errands import add_errand, errand_of
from desktop_app.cli.output import Answer, paragraphs, table
from desktop_app.domain.totals import DECILES, Bucket, ReleaseTotals, TotalsRow, Unit
from desktop_app.language import tr
from desktop_app.words.format import number
from desktop_app.words.totals import (
    bucket_words,
    difference_words,
    totals_sentences,
    village_of,
)

_SHOWN = tuple(bucket for bucket in Bucket if bucket is not Bucket.D1_4)


def add_totals(verbs: Commands) -> None:
    """Add the command to those about releases."""
    totals = verbs.add(
        "totals", tr("Families and persons of a release per desa and decile."), _totals
    )
    totals.add_argument("label", metavar=tr("LABEL"), help=tr("What the release is called."))
    totals.add_argument(
        "--village", default="", metavar=tr("CODE"), help=tr("Only this desa or kecamatan.")
    )
    totals.add_argument(
        "--against",
        type=Path,
        metavar="kodewil_desil.xlsx",
        help=tr("The table of BPS to compare with; it is kept with the release."),
    )
    totals.add_argument(
        "--out", type=Path, metavar="FILE.csv", help=tr("Write every count to this file.")
    )
    add_errand(totals)


def _totals(call: Call) -> Answer:
    office = call.office()
    if call.against is not None:
        keep_control_totals(office, call.label, call.against)
    totals = release_totals(office, call.label, region=call.village)
    data = _data(totals)
    if call.out is None:
        return Answer(data, _text(totals))
    lines = export_totals(
        office, call.label, call.out, errand=errand_of(call), region=call.village
    ).value
    return Answer(
        data | {"file": call.out, "lines": lines},
        tr("The totals were written to {file}.").format(file=call.out),
    )


def _data(totals: ReleaseTotals) -> dict[str, Any]:
    control = totals.control
    return {
        "release": totals.release.label,
        "region": totals.region,
        "families": totals.total(Unit.FAMILIES, Bucket.TOTAL),
        "persons": totals.total(Unit.PERSONS, Bucket.TOTAL),
        "elsewhere": totals.elsewhere,
        "against": control.name if control else None,
        "against_counts": totals.unit.value if control else None,
        "against_total": totals.stated(Bucket.TOTAL),
        "differing": len(totals.differing),
        "missing_in_release": [village_of(row) for row in totals.missing_in_release],
        "missing_in_file": [village_of(row) for row in totals.missing_in_file],
        "rows": [_row_data(row, totals) for row in totals.rows],
    }


def _row_data(row: TotalsRow, totals: ReleaseTotals) -> dict[str, Any]:
    control = row.control
    return {
        "village": row.village,
        "bps_code": row.bps_code,
        "subdistrict_name": row.subdistrict_name,
        "village_name": row.village_name,
        "families": {_key(decile): row.families.get(decile, 0) for decile in DECILES},
        "persons": {_key(decile): row.persons.get(decile, 0) for decile in DECILES},
        "bps": None if control is None else {bucket.value: n for bucket, n in control.items()},
        "difference": None
        if control is None
        else {
            bucket.value: found
            for bucket in Bucket
            if (found := row.difference(totals.unit, bucket)) is not None
        },
    }


def _key(decile: int | None) -> str:
    return "null" if decile is None else str(decile)


def _text(totals: ReleaseTotals) -> str:
    if not totals.rows:
        return tr("The release has nobody in this area.")
    unit = totals.unit
    headings = [tr("Desa"), *map(bucket_words, _SHOWN), tr("Persons")]
    rows = [
        (
            village_of(row),
            *(_cell(row, unit, bucket) for bucket in _SHOWN),
            number(row.count(Unit.PERSONS, Bucket.TOTAL)),
        )
        for row in totals.rows
    ]
    right: Sequence[int] = range(1, len(headings))
    return paragraphs(table(headings, rows, right=right), "\n".join(totals_sentences(totals)))


def _cell(row: TotalsRow, unit: Unit, bucket: Bucket) -> str:
    difference = row.difference(unit, bucket)
    counted = number(row.count(unit, bucket))
    return f"{counted} ({difference_words(difference)})" if difference else counted
