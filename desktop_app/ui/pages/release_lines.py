"""The columns of the list of releases."""

from __future__ import annotations

from desktop_app.domain.dates import day_of
from desktop_app.domain.release import ReleaseLine
from desktop_app.language import mark, tr, trn
from desktop_app.ui.models.table import Column
from desktop_app.words.format import date_short, number


def _kept(line: ReleaseLine) -> str:
    if line.is_current:
        return tr("in use")
    return tr("slim") if line.is_slim else tr("kept")


RELEASE_COLUMNS: tuple[Column[ReleaseLine], ...] = (
    Column(
        "label",
        mark("Release"),
        lambda line: line.label,
        width=190,
        below=_kept,
        tip=lambda line: line.label,
    ),
    Column(
        "reference_date",
        mark("Reference date"),
        lambda line: date_short(line.reference_date),
        width=170,
        sort=lambda line: line.reference_date,
        below=lambda line: tr("received {date}").format(date=date_short(day_of(line.received_at))),
    ),
    Column(
        "families",
        mark("Families"),
        lambda line: number(line.families),
        width=120,
        is_number=True,
        sort=lambda line: line.families,
        below=lambda line: trn("{n} person", "{n} people", line.persons).format(
            n=number(line.persons)
        ),
    ),
    Column(
        "flagged",
        mark("Flagged"),
        lambda line: number(line.counts.flagged),
        width=110,
        is_number=True,
        sort=lambda line: line.counts.flagged,
        below=lambda line: tr("{n} refused").format(n=number(line.counts.refused)),
    ),
)
