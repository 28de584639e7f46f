"""The list of interventions as a table: one row a record that counts, with their sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_app.domain.identity import masked
from desktop_app.domain.intervention import InterventionLine
from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import Cell, ReportColumn, ReportKind, ReportTable, RowLevel
from desktop_app.language import mark, tr

INTERVENTION_LIST = ReportKind(
    "I1",
    mark("Interventions recorded"),
    mark(
        "Every intervention of this office that was not entered in error. What is given is what has "
        "been disbursed or received; the same help is counted once, however often it was recorded."
    ),
)

_COLUMNS = (
    ReportColumn("village_code", mark("Code"), is_number=False),
    ReportColumn("subdistrict", mark("Kecamatan"), is_number=False),
    ReportColumn("village", mark("Desa/kelurahan"), is_number=False),
    ReportColumn("given_on", mark("Date"), is_number=False),
    ReportColumn("recipient", mark("Recipient"), is_number=False),
    ReportColumn("family_card_no", "KK", is_number=False),
    ReportColumn("programme", mark("Programme"), is_number=False),
    ReportColumn("period", mark("Period"), is_number=False),
    ReportColumn("status", mark("Status"), is_number=False),
    ReportColumn("status_on", mark("In this state since"), is_number=False),
    ReportColumn("signer", mark("Signed for the recipient"), is_number=False),
    ReportColumn("remark", mark("Remark"), is_number=False),
    ReportColumn("agency", mark("Given by"), is_number=False),
    ReportColumn("quantity", mark("Goods"), is_number=False),
    ReportColumn("decile", mark("Decile"), is_number=False),
    ReportColumn("amount", mark("Amount in rupiah")),
    ReportColumn("given", mark("Given in rupiah")),
)


def tabulate_interventions(
    lines: Sequence[InterventionLine], regions: RegionTable, statuses: Mapping[str, str]
) -> ReportTable:
    """The table of these records; `statuses` are the words for each status."""
    rows = [_row(one, regions, statuses) for one in lines]
    sums = [
        sum((one.intervention.amount or 0) for one in lines),
        sum(one.given for one in lines),
    ]
    blank = ("",) * (len(_COLUMNS) - len(sums))
    levels = (*(RowLevel.VILLAGE for _ in rows), RowLevel.TOTAL)
    return ReportTable(INTERVENTION_LIST, _COLUMNS, (*rows, (*blank, *sums)), levels)


def _row(
    line: InterventionLine, regions: RegionTable, statuses: Mapping[str, str]
) -> tuple[Cell, ...]:
    record = line.intervention
    subject = record.subject
    village = regions.village_by_code(subject.village) if subject.village else None
    return (
        subject.village,
        regions.name_of(village.subdistrict_code) if village else "",
        regions.name_of(subject.village) if village else subject.village,
        record.given_on.isoformat(),
        subject.name,
        masked(subject.family_card_no or ""),
        record.programme,
        record.period,
        statuses.get(record.status.value, record.status.value),
        record.status_on.isoformat(),
        f"{record.signer.name} ({record.signer.relation})" if record.signer else "",
        _remark(line),
        record.agency,
        record.quantity,
        str(record.decile or ""),
        record.amount or 0,
        line.given,
    )


def _remark(line: InterventionLine) -> str:
    if line.intervention.is_void:
        return tr("Marked as entered in error")
    if line.intervention.is_disputed:
        return tr("Two values")
    return tr("Counted already") if line.is_double else ""
