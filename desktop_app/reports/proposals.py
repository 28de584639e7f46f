"""The list of proposals as a table: one row each, without what they say about anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_app.domain.dates import day_of
from desktop_app.domain.identity import masked
from desktop_app.domain.proposal import Proposal, ProposalLine
from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import Cell, ReportColumn, ReportKind, ReportTable, RowLevel
from desktop_app.language import mark

PROPOSAL_LIST = ReportKind(
    "U1",
    mark("Proposals"),
    mark(
        "Proposals, corrections and objections of this office with how far each has come. What they "
        "say about a family or a person stands in the program only."
    ),
)

_COLUMNS = (
    ReportColumn("village_code", mark("Code"), is_number=False),
    ReportColumn("subdistrict", mark("Kecamatan"), is_number=False),
    ReportColumn("village", mark("Desa/kelurahan"), is_number=False),
    ReportColumn("kind", mark("Proposal"), is_number=False),
    ReportColumn("name", mark("About"), is_number=False),
    ReportColumn("family_card_no", "KK", is_number=False),
    ReportColumn("national_id", "NIK", is_number=False),
    ReportColumn("state", mark("State"), is_number=False),
    ReportColumn("since", mark("Since"), is_number=False),
    ReportColumn("reason", mark("Reason"), is_number=False),
    ReportColumn("opened_on", mark("Opened on"), is_number=False),
    ReportColumn("opened_by", mark("Opened by"), is_number=False),
)


def tabulate_proposals(
    lines: Sequence[ProposalLine], regions: RegionTable, names: Mapping[str, str]
) -> ReportTable:
    """The table of these proposals; `names` are the words for the codes of kinds and states."""
    rows = tuple(_row(line, line.proposal, regions, names) for line in lines)
    return ReportTable(PROPOSAL_LIST, _COLUMNS, rows, tuple(RowLevel.VILLAGE for _ in rows))


def _row(
    line: ProposalLine, proposal: Proposal, regions: RegionTable, names: Mapping[str, str]
) -> tuple[Cell, ...]:
    subject = proposal.subject
    village = regions.village_by_code(subject.village) if subject.village else None
    last = proposal.steps[-1] if proposal.steps else None
    return (
        subject.village,
        regions.name_of(village.subdistrict_code) if village else "",
        regions.name_of(subject.village) if village else subject.village,
        names.get(proposal.kind.value, proposal.kind.value),
        subject.name,
        masked(subject.family_card_no or ""),
        masked(subject.national_id or ""),
        names.get(proposal.state.value, proposal.state.value),
        proposal.last_day.isoformat(),
        last.reason if last else "",
        day_of(proposal.recorded_at).isoformat(),
        line.recorded_by_name,
    )
