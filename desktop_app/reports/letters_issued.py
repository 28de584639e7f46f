"""R16: letters issued, by desa, by kind and by month.

How long somebody waited for a letter is not told: nobody writes down the day of asking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from desktop_app.domain.region import RegionTable
from desktop_app.domain.register import LetterTally
from desktop_app.domain.report import AskPart, ReportColumn, ReportKind, ReportTable
from desktop_app.language import mark
from desktop_app.reports.by_region import tabulate_by_region
from desktop_app.reports.measures import tabulate_lines, zeros

LETTERS_ISSUED = ReportKind(
    "R16",
    mark("Letters issued"),
    mark(
        "Letters of the register by the desa they are about, by kind and by the month of their date, those"
        " of other devices included once they have come by package. How long somebody waited is not told:"
        " nobody writes down the day of asking."
    ),
    frozenset({AskPart.PERIOD}),
)
_ALL = ReportColumn("letters", mark("All letters"))
_HANDED_OVER = ReportColumn("handed_over", mark("Of these handed over"))
_CANCELLED = ReportColumn("cancelled", mark("Of these cancelled"))
_LAST = (_ALL, _HANDED_OVER, _CANCELLED)


def tabulate_letters(
    tallies: Sequence[LetterTally], names: Mapping[str, str], regions: RegionTable
) -> ReportTable:
    """The table by desa; `names` are the words of the kinds, in the order in which they stand."""
    measures = _measures(tallies, names)
    counted = _counted(tallies, measures, lambda one: one.village)
    return tabulate_by_region(LETTERS_ISSUED, measures, counted, regions, sums=_sums(measures))


def tabulate_by_month(tallies: Sequence[LetterTally], names: Mapping[str, str]) -> ReportTable:
    """The same by month."""
    measures = _measures(tallies, names)
    counted = _counted(tallies, measures, lambda one: one.month)
    return tabulate_lines(
        LETTERS_ISSUED,
        (ReportColumn("month", mark("Month"), is_number=False),),
        measures,
        (((month,), counted[month]) for month in sorted(counted)),
        title=mark("By month"),
        sums=_sums(measures),
    )


def _measures(tallies: Iterable[LetterTally], names: Mapping[str, str]) -> tuple[ReportColumn, ...]:
    found = {one.kind for one in tallies}
    order = [kind for kind in names if kind in found] + sorted(found - names.keys())
    return (*(ReportColumn(f"kind_{kind}", names.get(kind, kind)) for kind in order), *_LAST)


def _counted(
    tallies: Iterable[LetterTally],
    measures: Sequence[ReportColumn],
    key: Callable[[LetterTally], str],
) -> dict[str, dict[str, int]]:
    counted: dict[str, dict[str, int]] = {}
    for one in tallies:
        row = counted.setdefault(key(one), zeros(measures))
        row[f"kind_{one.kind}"] += one.letters
        row[_ALL.code] += one.letters
        row[_HANDED_OVER.code] += one.handed_over
        row[_CANCELLED.code] += one.cancelled
    return counted


def _sums(measures: Sequence[ReportColumn]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    kinds = tuple(one.code for one in measures[: -len(_LAST)])
    return ((_ALL.code, kinds),) if kinds else ()
