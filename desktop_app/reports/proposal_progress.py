"""R9: proposals and objections, how far they have come, how long they have waited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from desktop_app.domain.proposal import ProposalKind
from desktop_app.domain.proposal_tally import ProposalTally, Stage
from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import (
    AskPart,
    Cell,
    ReportColumn,
    ReportKind,
    ReportTable,
    RowLevel,
)
from desktop_app.language import mark, tr
from desktop_app.reports.by_region import tabulate_by_region
from desktop_app.reports.measures import (
    Share,
    cells,
    columns_of,
    summed,
    tabulate_lines,
    zeros,
)

PROPOSAL_PROGRESS = ReportKind(
    "R9",
    mark("Proposals and objections"),
    mark(
        "What was handed in and what became of it: waiting until Dinsos has verified it, verified, approved"
        " (endorsed or sent), seen in a later release, rejected, withdrawn. The age counts from the day of"
        " handing in until today, for what is still open. Drafts do not count."
    ),
    frozenset({AskPart.PERIOD}),
)
_NAMES = {
    Stage.WAITING: mark("Waiting"),
    Stage.VERIFIED: mark("Verified by Dinsos"),
    Stage.APPROVED: mark("Approved, not seen yet"),
    Stage.SEEN: mark("Seen in a release"),
    Stage.REJECTED: mark("Rejected"),
    Stage.WITHDRAWN: mark("Withdrawn"),
}
KINDS = {
    ProposalKind.NEW_FAMILY: mark("New family"),
    ProposalKind.UPDATE_FACTS: mark("Update of facts"),
    ProposalKind.MEMBER_CHANGE: mark("Change of members"),
    ProposalKind.DEATH: mark("Death"),
    ProposalKind.MOVED: mark("Move"),
    ProposalKind.PROGRAM_PROPOSAL: mark("Proposal for aid"),
    ProposalKind.EXCLUSION: mark("Proposal to remove"),
    ProposalKind.OBJECTION: mark("Objection"),
    ProposalKind.REACTIVATION: mark("Reactivation of PBI-JK"),
}
_COUNTS: tuple[ReportColumn | Share, ...] = (
    ReportColumn("handed_in", mark("Handed in")),
    *(ReportColumn(stage.value, name) for stage, name in _NAMES.items()),
    ReportColumn("approved_ever", mark("Approved altogether")),
    Share.of("seen_share", mark("Of these seen"), Stage.SEEN.value, "approved_ever"),
    ReportColumn("over_soon", mark("Open for more than 30 days")),
    ReportColumn("over_late", mark("Open for more than 90 days")),
)
_SUMS = (
    ("handed_in", tuple(stage.value for stage in Stage)),
    ("approved_ever", (Stage.APPROVED.value, Stage.SEEN.value)),
)


def tabulate_proposal_progress(
    tallies: Sequence[ProposalTally], regions: RegionTable
) -> ReportTable:
    """The table by desa."""
    counted = _grouped(tallies, lambda one: one.village)
    return tabulate_by_region(PROPOSAL_PROGRESS, _COUNTS, counted, regions, sums=_SUMS)


def tabulate_by_kind(tallies: Sequence[ProposalTally]) -> ReportTable:
    """The same by what is proposed, with the ages of what is open."""
    counted = _grouped(tallies, lambda one: one.kind.value)
    rows = [
        (kind.value, tr(name), *cells(_COUNTS, counted[kind.value]), *_ages(tallies, kind.value))
        for kind, name in KINDS.items()
        if kind.value in counted
    ]
    total = ("", "", *cells(_COUNTS, summed(list(counted.values()), _COUNTS)), *_ages(tallies, ""))
    return ReportTable(
        PROPOSAL_PROGRESS,
        (
            ReportColumn("kind", mark("Code"), is_number=False),
            ReportColumn("kind_name", mark("Proposal"), is_number=False),
            *columns_of(_COUNTS),
            ReportColumn("mean_age", mark("Mean age in days")),
            ReportColumn("oldest", mark("Oldest in days")),
        ),
        (*rows, total),
        (*(RowLevel.PLAIN for _ in rows), RowLevel.TOTAL),
        title=mark("By what is proposed"),
        sums=_SUMS,
    )


def tabulate_by_release(tallies: Sequence[ProposalTally], order: Sequence[str]) -> ReportTable:
    """What became of the proposals that were opened under each release; `order` are the labels."""
    counted = _grouped(tallies, lambda one: one.release)
    labels = [label for label in order if label in counted]
    labels += sorted(counted.keys() - set(labels))
    return tabulate_lines(
        PROPOSAL_PROGRESS,
        (ReportColumn("release", mark("Release"), is_number=False),),
        _COUNTS,
        (((label,), counted[label]) for label in labels),
        title=mark("By the release under which they were opened"),
        sums=_SUMS,
    )


def _grouped(
    tallies: Iterable[ProposalTally], key: Callable[[ProposalTally], str]
) -> dict[str, dict[str, int]]:
    counted: dict[str, dict[str, int]] = {}
    for one in tallies:
        row = counted.setdefault(key(one), zeros(_COUNTS))
        row["handed_in"] += one.proposals
        row[one.stage.value] += one.proposals
        if one.stage in (Stage.APPROVED, Stage.SEEN):
            row["approved_ever"] += one.proposals
        if one.stage.is_open:
            row["over_soon"] += one.over_soon
            row["over_late"] += one.over_late
    return counted


def _ages(tallies: Iterable[ProposalTally], kind: str) -> tuple[Cell, Cell]:
    """The mean and the highest age of what is open of a kind, of all without one."""
    open_ones = [one for one in tallies if one.stage.is_open and kind in ("", one.kind.value)]
    count = sum(one.proposals for one in open_ones)
    if not count:
        return None, None
    mean = sum(one.days for one in open_ones) / count
    return round(mean), max(one.oldest for one in open_ones)
