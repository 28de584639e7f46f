"""R6: what each agency meant to give, decided and gave, programme by programme, with sums of its own.

The owner is the one the catalogue names, so that BAZNAS's five programmes stand together in one block.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.domain.aid_sum import AidSum
from desktop_app.domain.programme import FundSource
from desktop_app.domain.report import (
    AskPart,
    Cell,
    ReportColumn,
    ReportKind,
    ReportTable,
    RowLevel,
)
from desktop_app.language import mark, tr
from desktop_app.reports.measures import Share, cells, columns_of, summed, tabulate_lines

BY_OWNER = ReportKind(
    "R6",
    mark("Programmes by agency"),
    mark(
        "What was allotted, decreed and given of each programme, by the agency that owns it, with the rupiah"
        " of each quarter. The same help is counted once."
    ),
    frozenset({AskPart.PROGRAMME, AskPart.PERIOD, AskPart.AGENCY, AskPart.FUNDS}),
)
FUNDS = {
    FundSource.APBN.value: mark("State budget (APBN)"),
    FundSource.APBD_PROVINCE.value: mark("Province budget (APBD)"),
    FundSource.APBD_REGENCY.value: mark("Kabupaten budget (APBD)"),
    FundSource.VILLAGE_FUND.value: mark("Village fund (Dana Desa)"),
    FundSource.ZIS.value: mark("Zakat and alms (ZIS)"),
    FundSource.CSR.value: mark("Companies (CSR)"),
}
_MEASURES = (
    ReportColumn("target", mark("Allotted")),
    ReportColumn("decreed", mark("Decreed")),
    ReportColumn("given", mark("Disbursed")),
    ReportColumn("target_rupiah", mark("Allotted in rupiah")),
    ReportColumn("decreed_rupiah", mark("Decreed in rupiah")),
    ReportColumn("given_rupiah", mark("Given in rupiah")),
    Share.of("realised", mark("Realised"), "given_rupiah", "decreed_rupiah"),
    ReportColumn("quarter_1", mark("Quarter 1")),
    ReportColumn("quarter_2", mark("Quarter 2")),
    ReportColumn("quarter_3", mark("Quarter 3")),
    ReportColumn("quarter_4", mark("Quarter 4")),
)


@dataclass(frozen=True, slots=True)
class OwnedProgramme:
    """A programme of the catalogue: whose it is and what it is called."""

    code: str
    owner: str
    name: str


@dataclass(frozen=True, slots=True)
class Allotted:
    """What quotas allot to a programme; 0 where none does."""

    recipients: int = 0
    rupiah: int = 0


def tabulate_by_owner(
    sums: Sequence[AidSum],
    programmes: Sequence[OwnedProgramme],
    allotted: Mapping[str, Allotted],
) -> ReportTable:
    """One row a programme that has anything, each owner summed below its programmes."""
    known = {one.code: one for one in programmes}
    codes = {one.programme for one in sums} | allotted.keys()
    others = [OwnedProgramme(code, "", code) for code in sorted(codes - known.keys())]
    listed = [one for one in (*programmes, *others) if one.code in codes]
    rows: list[tuple[Cell, ...]] = []
    levels: list[RowLevel] = []
    everything = list[dict[str, int]]()
    for owner in dict.fromkeys(one.owner for one in listed):
        own = [one for one in listed if one.owner == owner]
        counted = [
            _numbers(
                [some for some in sums if some.programme == one.code],
                allotted.get(one.code, Allotted()),
            )
            for one in own
        ]
        for one, numbers in zip(own, counted, strict=True):
            rows.append((one.code, owner, one.name, *cells(_MEASURES, numbers)))
            levels.append(RowLevel.PLAIN)
        rows.append(("", owner, "", *cells(_MEASURES, summed(counted, _MEASURES))))
        levels.append(RowLevel.GROUP)
        everything += counted
    rows.append(("", "", "", *cells(_MEASURES, summed(everything, _MEASURES))))
    levels.append(RowLevel.TOTAL)
    head = (
        ReportColumn("programme", mark("Code"), is_number=False),
        ReportColumn("owner", mark("Agency"), is_number=False),
        ReportColumn("name", mark("Programme"), is_number=False),
    )
    return ReportTable(BY_OWNER, (*head, *columns_of(_MEASURES)), tuple(rows), tuple(levels))


def tabulate_by_funds(sums: Sequence[AidSum]) -> ReportTable:
    """The same by who pays, without what was allotted: a quota names no source."""
    measures = (*_MEASURES[1:3], *_MEASURES[4:])
    order = [*FUNDS, *sorted({one.funds for one in sums} - FUNDS.keys())]
    present = [funds for funds in order if any(one.funds == funds for one in sums)]
    return tabulate_lines(
        BY_OWNER,
        (
            ReportColumn("funds", mark("Code"), is_number=False),
            ReportColumn("source", mark("Source of funds"), is_number=False),
        ),
        measures,
        (
            (
                (funds, tr(FUNDS[funds]) if funds in FUNDS else funds),
                _numbers([one for one in sums if one.funds == funds], Allotted()),
            )
            for funds in present
        ),
        title=mark("By source of funds"),
    )


def _numbers(sums: Sequence[AidSum], allotted: Allotted) -> dict[str, int]:
    return {
        "target": allotted.recipients,
        "target_rupiah": allotted.rupiah,
        "decreed": sum(one.decreed for one in sums),
        "given": sum(one.given for one in sums),
        "decreed_rupiah": sum(one.decreed_rupiah for one in sums),
        "given_rupiah": sum(one.given_rupiah for one in sums),
        **{
            f"quarter_{n}": sum(one.given_rupiah for one in sums if one.quarter == n)
            for n in range(1, 5)
        },
    }
