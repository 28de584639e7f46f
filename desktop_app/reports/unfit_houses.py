"""R11: unfit houses by desa, by who owns them and by decile, and the houses that were helped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.domain.gap import OWNED, HouseHelp, HouseTally
from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import AskPart, ReportAsk, ReportColumn, ReportKind, ReportTable
from desktop_app.language import mark, tr
from desktop_app.reports.by_region import tabulate_by_region
from desktop_app.reports.measures import Share, tabulate_lines, zeros

UNFIT_HOUSES = ReportKind(
    "R11",
    mark("Unfit houses still to be helped"),
    mark(
        "Families whose house lacks something: floor, wall, roof, room, sanitation or drinking water, as far"
        " as it is filled in. Still to be helped are those up to the cut-off who own the house and whom no"
        " programme for houses has reached. Indications, no verdict on any house."
    ),
    frozenset({AskPart.CUTOFF}),
)
OWNERSHIPS = (1, 2, 3, 4, 5)
"""The codes of `house_ownership`."""
_DECILES = (*range(1, 11), 0)
_TARGET = "unfit_target"
_MEASURES = (
    ReportColumn("families", mark("All families"), is_listed=True),
    ReportColumn("unfit", mark("Unfit houses"), is_listed=True),
    Share.of("unfit_share", mark("Share unfit"), "unfit", "families"),
    ReportColumn("unfit_above", mark("Above the cut-off or not ranked"), is_listed=True),
    ReportColumn(_TARGET, mark("Up to the cut-off"), is_listed=True),
    ReportColumn("not_owned", mark("Of these not owned"), is_listed=True),
    ReportColumn("owned_helped", mark("Owned, helped"), is_listed=True),
    ReportColumn("backlog", mark("Still to be helped"), is_listed=True),
)
_ANY, _OTHER = "d_any", "-"
_SUMS = (
    ("unfit", ("unfit_above", _TARGET)),
    (_TARGET, ("not_owned", "owned_helped", "backlog")),
)


@dataclass(frozen=True, slots=True)
class HouseSlice:
    """Which unfit houses a column stands for; None where it does not matter.

    `has_other_ownership` is for those whose ownership is none of `OWNERSHIPS`.
    """

    deciles: frozenset[int]
    is_owned: bool | None = None
    ownership: int | None = None
    has_other_ownership: bool = False
    is_helped: bool | None = None

    def holds(self, tally: HouseTally) -> bool:
        """True if these families belong to it."""
        return (
            tally.is_unfit
            and tally.decile in self.deciles
            and self.is_owned in (None, tally.ownership == OWNED)
            and self.is_helped in (None, tally.is_helped)
        )


def slices_of(ask: ReportAsk) -> dict[str, HouseSlice]:
    """Which houses the columns stand for, by column code."""
    target = frozenset(range(1, ask.cutoff + 1))
    everybody = frozenset(_DECILES)
    return {
        "unfit": HouseSlice(everybody),
        "unfit_above": HouseSlice(everybody - target),
        _TARGET: HouseSlice(target),
        "not_owned": HouseSlice(target, is_owned=False),
        "owned_helped": HouseSlice(target, is_owned=True, is_helped=True),
        "backlog": HouseSlice(target, is_owned=True, is_helped=False),
    }


def slice_of_ownership(row: str, column: str) -> HouseSlice | None:
    """Which houses a number of `tabulate_by_ownership` stands for; None for a column of another table."""
    columns = {f"d{decile}": frozenset({decile}) for decile in _DECILES}
    deciles = {**columns, _ANY: frozenset(_DECILES)}.get(column)
    if deciles is None:
        return None
    return HouseSlice(
        deciles,
        ownership=int(row) if row.isdecimal() else None,
        has_other_ownership=row == _OTHER,
    )


def tabulate_unfit_houses(
    tallies: Iterable[HouseTally], ask: ReportAsk, regions: RegionTable
) -> ReportTable:
    """The table by desa."""
    slices = slices_of(ask)
    counted: dict[str, dict[str, int]] = {}
    for one in tallies:
        row = counted.setdefault(one.village, zeros(_MEASURES))
        row["families"] += one.families
        for code, wanted in slices.items():
            row[code] += one.families if wanted.holds(one) else 0
    return tabulate_by_region(UNFIT_HOUSES, _MEASURES, counted, regions, sums=_SUMS)


def tabulate_by_ownership(tallies: Iterable[HouseTally], names: Mapping[int, str]) -> ReportTable:
    """Unfit houses by ownership and decile; `names` are the words of the codes."""
    measures = (
        *(ReportColumn(f"d{decile}", f"D{decile}", is_listed=True) for decile in _DECILES[:-1]),
        ReportColumn("d0", mark("Without a decile"), is_listed=True),
        ReportColumn(_ANY, mark("Unfit houses"), is_listed=True),
    )
    order = (*OWNERSHIPS, None)
    counted = {code: zeros(measures) for code in order}
    for one in tallies:
        if one.is_unfit:
            row = counted[one.ownership if one.ownership in counted else None]
            row[f"d{one.decile}"] += one.families
            row[_ANY] += one.families
    words = {
        code: (_OTHER, tr("Not known")) if code is None else (str(code), names.get(code, str(code)))
        for code in order
    }
    return tabulate_lines(
        UNFIT_HOUSES,
        (
            ReportColumn("ownership", mark("Code"), is_number=False),
            ReportColumn("ownership_name", mark("Ownership"), is_number=False),
        ),
        measures,
        ((words[code], counted[code]) for code in order),
        title=mark("Unfit houses by ownership and decile"),
        sums=((_ANY, tuple(f"d{decile}" for decile in _DECILES)),),
    )


def tabulate_helped(helps: Sequence[HouseHelp], sources: Mapping[str, str]) -> ReportTable:
    """Houses that were helped, by year and source of money; `sources` are their words by code."""
    order = {**sources, **{one.funds: one.funds for one in helps if one.funds not in sources}}
    measures = (
        *(ReportColumn(f"from_{code}", name) for code, name in order.items()),
        ReportColumn("houses", mark("Houses helped")),
    )
    years: dict[int, dict[str, int]] = {}
    for one in helps:
        row = years.setdefault(one.year, zeros(measures))
        row[f"from_{one.funds}"] += one.houses
        row["houses"] += one.houses
    return tabulate_lines(
        UNFIT_HOUSES,
        (ReportColumn("year", mark("Year"), is_number=False),),
        measures,
        (((str(year),), years[year]) for year in sorted(years)),
        title=mark("Houses helped, by year and source of money"),
        sums=(("houses", tuple(f"from_{code}" for code in order)),),
    )
