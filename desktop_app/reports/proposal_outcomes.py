"""The part of R8 that is about proposals: what became of those of the release before."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.domain.proposal import ProposalKind
from desktop_app.domain.proposal_outcome import Outcome
from desktop_app.domain.report import ReportColumn, ReportTable
from desktop_app.language import mark, tr
from desktop_app.reports.measures import tabulate_lines, zeros
from desktop_app.reports.proposal_progress import KINDS
from desktop_app.reports.trends import TRENDS

_ALL = "handed_in"
_COLUMNS = (
    ReportColumn(_ALL, mark("Handed in")),
    ReportColumn(Outcome.ABSORBED.value, mark("Absorbed")),
    ReportColumn(Outcome.SEEN.value, mark("Closed as seen")),
    ReportColumn(Outcome.OPEN.value, mark("Still open")),
    ReportColumn(Outcome.CONTRADICTED.value, mark("Contradicted")),
    ReportColumn(Outcome.GONE.value, mark("Not in the release")),
    ReportColumn(Outcome.REJECTED.value, mark("Rejected")),
    ReportColumn(Outcome.WITHDRAWN.value, mark("Withdrawn")),
)


def tabulate_outcomes(
    outcomes: Iterable[tuple[ProposalKind, Outcome]], earlier: str
) -> ReportTable:
    """By what was proposed; `earlier` is the label of the release under which they were opened."""
    counted = {kind: zeros(_COLUMNS) for kind in KINDS}
    for kind, outcome in outcomes:
        counted[kind][_ALL] += 1
        counted[kind][outcome.value] += 1
    return tabulate_lines(
        TRENDS,
        (
            ReportColumn("kind", mark("Code"), is_number=False),
            ReportColumn("kind_name", earlier, is_number=False),
        ),
        _COLUMNS,
        (
            ((kind.value, tr(KINDS[kind])), numbers)
            for kind, numbers in counted.items()
            if numbers[_ALL]
        ),
        title=mark("Proposals before"),
        sums=((_ALL, tuple(outcome.value for outcome in Outcome)),),
    )
