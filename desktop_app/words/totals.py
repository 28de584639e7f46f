"""Control totals in words: columns, differences, and what they come to."""

from __future__ import annotations

from desktop_app.domain.totals import Bucket, ReleaseTotals, TotalsRow, Unit
from desktop_app.language import mark, tr, trn
from desktop_app.words.format import number

_UNITS = {Unit.FAMILIES: mark("families"), Unit.PERSONS: mark("people")}
_MOST_NAMED = 5


BUCKETS = {
    **{bucket: "D" + bucket.value.replace("-", "–") for bucket in Bucket},
    Bucket.UNRANKED: mark("None yet"),
    Bucket.TOTAL: mark("Total"),
}
"""The heads of the columns, marked."""


def bucket_words(bucket: Bucket) -> str:
    """``D1``, ``D7–10``, ``Belum``, ``Jumlah``."""
    return tr(BUCKETS[bucket])


def unit_words(unit: Unit) -> str:
    """Whether families or people are counted."""
    return tr(_UNITS[unit])


def difference_words(difference: int | None) -> str:
    """``+12``, ``−3``; nothing where there is none or nothing to compare with."""
    if not difference:
        return ""
    return f"{'+' if difference > 0 else '−'}{number(abs(difference))}"


def village_of(row: TotalsRow) -> str:
    """``Langkap``, or that the release does not say which desa it is."""
    return row.village_name or row.bps_code or tr("Desa unknown")


def totals_sentences(totals: ReleaseTotals) -> list[str]:
    """What the table comes to: the sum, what BPS counted, and the desa that only one side has."""
    families = totals.total(Unit.FAMILIES, Bucket.TOTAL)
    persons = totals.total(Unit.PERSONS, Bucket.TOTAL)
    sentences = [
        tr("{families} and {people} in {desa}.").format(
            families=trn("{n} family", "{n} families", families).format(n=number(families)),
            people=trn("{n} person", "{n} people", persons).format(n=number(persons)),
            desa=trn("{n} desa", "{n} desa", _here(totals)).format(n=number(_here(totals))),
        )
    ]
    if totals.control is None:
        return sentences
    stated = totals.stated(Bucket.TOTAL)
    if stated is not None:
        sentences.append(
            tr("“{name}” counts {stated} {unit}; the release has {counted}.").format(
                name=totals.control.name,
                stated=number(stated),
                unit=unit_words(totals.unit),
                counted=number(totals.total(totals.unit, Bucket.TOTAL)),
            )
        )
    differing = len(totals.differing)
    sentences.append(
        trn("{n} desa differs.", "{n} desa differ.", differing).format(n=number(differing))
        if differing
        else tr("Every desa is as BPS counted it.")
    )
    if totals.missing_in_release:
        sentences.append(
            tr("Not in the release: {names}.").format(names=_names(totals.missing_in_release))
        )
    if totals.missing_in_file:
        sentences.append(
            tr("Not in the table of BPS: {names}.").format(names=_names(totals.missing_in_file))
        )
    return sentences


def _here(totals: ReleaseTotals) -> int:
    return sum(row.is_in_release for row in totals.rows)


def _names(rows: tuple[TotalsRow, ...]) -> str:
    named = ", ".join(map(village_of, rows[:_MOST_NAMED]))
    more = len(rows) - _MOST_NAMED
    return tr("{names} and {n} more").format(names=named, n=number(more)) if more > 0 else named
