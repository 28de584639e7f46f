"""R2, R3, R4, R5 and R7: who is reached, who is missed, who is reached though not meant, who several times.

All of them read the same tallies (`domain/reach.py`), and every column of families is one `Slice` of
them: the number and the list behind it have one definition. The cut-off is administrative; these are
no estimates from a survey, as the evaluations of BPS by a cut of 40 % are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.reach import (
    EVERYBODY,
    MOST_DECILE,
    UNRANKED,
    ReachTally,
    Slice,
    StrayTally,
    deciles,
)
from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import (
    AskPart,
    Cell,
    ReportAsk,
    ReportColumn,
    ReportKind,
    ReportTable,
    RowLevel,
)
from desktop_app.language import mark, tr
from desktop_app.reports.by_region import PLACE, subdistrict_of, tabulate_by_region
from desktop_app.reports.measures import Share, cells, columns_of, rests_of, summed, tabulate_lines

_OF_AID = frozenset({AskPart.PROGRAMME, AskPart.PERIOD, AskPart.AGENCY, AskPart.FUNDS})
_OF_REACH = _OF_AID | {AskPart.CUTOFF}

COVERAGE = ReportKind(
    "R2",
    mark("Coverage"),
    mark(
        "Of the families who should be reached, how many have help that was decreed or given. The decile"
        " is that of the day of the help; each family is counted once. An administrative count, no estimate."
    ),
    _OF_REACH,
)
MISSED = ReportKind(
    "R3",
    mark("Missed families"),
    mark(
        "Of the families who should be reached, how many have none of this help (exclusion error). Those of"
        " deciles 1 and 2 with nothing are named first. An administrative count, no estimate."
    ),
    _OF_REACH,
)
NOT_MEANT = ReportKind(
    "R4",
    mark("Recipients outside the deciles"),
    mark(
        "Of all recipients, how many were above the cut-off on the day of the help, had no decile, or do not"
        " stand in DTSEN (inclusion error). An administrative count, no estimate."
    ),
    _OF_REACH,
)
OVERLAP = ReportKind(
    "R5",
    mark("Families with several programmes"),
    mark(
        "How many families no programme reaches, one, two, three or more; and which programmes reach the"
        " same families. Several may be lawful: what a rule forbids stands in the last table."
    ),
    _OF_AID - {AskPart.PROGRAMME},
)
RANKING = ReportKind(
    "R7",
    mark("Desa by coverage"),
    mark(
        "The desa in order of their coverage, the lowest first: families who should be reached, reached,"
        " and those of deciles 1 and 2 with nothing. A desa may lawfully have few or many of them."
    ),
    _OF_REACH,
)
MAP = ReportKind(
    "R15",
    mark("Map of the desa"),
    mark(
        "Every desa by one number: families of deciles 1 and 2, those who should be reached, coverage, those"
        " of deciles 1 and 2 with nothing, families reached above the cut-off, and families with several"
        " programmes. The stronger the shade the more; the legend says from where to where. An administrative count, no estimate."
    ),
    _OF_REACH,
)
MAPPED = ("coverage", "poorest_missed")
"""The numbers whose maps stand on the paper of `MAP`."""
REACH_KINDS = (COVERAGE, MISSED, NOT_MEANT, OVERLAP, RANKING, MAP)

_STRAYS = "not_in_dtsen"
_OF_DECILE = {code: f"decile_{code}" for code in ("families", "reached", "missed")}
_LOKUS, _OTHERS = "lokus", "others"


@dataclass(frozen=True, slots=True)
class Reach:
    """What the store counted: families of the release, and recipients who do not stand in it."""

    families: Sequence[ReachTally]
    strays: Sequence[StrayTally]


def slices_of(kind: ReportKind, ask: ReportAsk) -> dict[str, Slice]:
    """Which families the columns of a report stand for, by column code."""
    target = deciles(1, ask.cutoff)
    match kind.code:
        case COVERAGE.code:
            return {"target": Slice(target), "reached": Slice(target, fewest=1)}
        case MISSED.code:
            return {
                "target": Slice(target),
                "missed": Slice(target, most=0),
                "poorest": Slice(deciles(1, 2)),
                "poorest_missed": Slice(deciles(1, 2), most=0),
            }
        case NOT_MEANT.code:
            return {
                "meant": Slice(target, fewest=1),
                "above": Slice(deciles(ask.cutoff + 1, MOST_DECILE), fewest=1),
                "not_ranked": Slice(frozenset({UNRANKED}), fewest=1),
            }
        case OVERLAP.code:
            return {
                **{f"programmes_{n}": Slice(EVERYBODY, fewest=n, most=n) for n in range(4)},
                "programmes_4": Slice(EVERYBODY, fewest=4),
                "families": Slice(EVERYBODY),
            }
        case RANKING.code:
            return {
                "families": Slice(EVERYBODY),
                "target": Slice(target),
                "reached": Slice(target, fewest=1),
                "poorest_missed": Slice(deciles(1, 2), most=0),
            }
        case MAP.code:
            return {
                "poorest": Slice(deciles(1, 2)),
                "target": Slice(target),
                "reached": Slice(target, fewest=1),
                "poorest_missed": Slice(deciles(1, 2), most=0),
                "above": Slice(deciles(ask.cutoff + 1, MOST_DECILE), fewest=1),
                "several": Slice(EVERYBODY, fewest=2),
            }
    return {}


def slice_of_decile(row: str, column: str) -> Slice | None:
    """Which families a number of `tabulate_by_decile` stands for; None for a column of another table."""
    only = EVERYBODY if not row else frozenset({int(row) if row.isdecimal() else UNRANKED})
    slices = {
        _OF_DECILE["families"]: Slice(only),
        _OF_DECILE["reached"]: Slice(only, fewest=1),
        _OF_DECILE["missed"]: Slice(only, most=0),
    }
    return slices.get(column)


def _families(code: str, heading: str) -> ReportColumn:
    return ReportColumn(code, heading, is_listed=True)


_TARGET = _families("target", mark("Should be reached"))
_REACHED = _families("reached", mark("Reached"))
_POOREST = _families("poorest", mark("Families D1–2"))
_POOREST_MISSED = _families("poorest_missed", mark("D1–2 with nothing"))
_ABOVE = _families("above", mark("Above the cut-off"))

_MEASURES: dict[str, tuple[ReportColumn | Share, ...]] = {
    COVERAGE.code: (
        _TARGET,
        _REACHED,
        Share.of("coverage", mark("Coverage"), "reached", "target"),
    ),
    MISSED.code: (
        _TARGET,
        _families("missed", mark("Missed")),
        Share.of("missed_share", mark("Share missed"), "missed", "target"),
        _POOREST,
        _POOREST_MISSED,
        Share.of("poorest_share", mark("Share of D1–2"), "poorest_missed", "poorest"),
    ),
    NOT_MEANT.code: (
        ReportColumn("recipients", mark("Recipients")),
        _families("meant", mark("Within the cut-off")),
        _ABOVE,
        _families("not_ranked", mark("Without a decile")),
        ReportColumn(_STRAYS, mark("Not in DTSEN")),
        ReportColumn("outside", mark("Outside altogether")),
        Share.of("outside_share", mark("Share outside"), "outside", "recipients"),
    ),
    OVERLAP.code: (
        _families("programmes_0", mark("No programme")),
        _families("programmes_1", mark("One")),
        _families("programmes_2", mark("Two")),
        _families("programmes_3", mark("Three")),
        _families("programmes_4", mark("Four or more")),
        _families("families", mark("All families")),
    ),
    RANKING.code: (
        _families("families", mark("All families")),
        _TARGET,
        Share.of("target_share", mark("Share of all"), "target", "families"),
        _REACHED,
        Share.of("coverage", mark("Coverage"), "reached", "target"),
        _POOREST_MISSED,
    ),
    MAP.code: (
        _POOREST,
        _TARGET,
        _REACHED,
        Share.of("coverage", mark("Coverage"), "reached", "target"),
        _POOREST_MISSED,
        _ABOVE,
        _families("several", mark("Several programmes")),
    ),
}
_SUMS = {
    NOT_MEANT.code: (
        ("recipients", ("meant", "outside")),
        ("outside", ("above", "not_ranked", _STRAYS)),
    ),
    OVERLAP.code: (("families", tuple(f"programmes_{n}" for n in range(5))),),
}
_RESTS = {
    MISSED.code: (("target", ("poorest",)), ("missed", ("poorest_missed",))),
    RANKING.code: (("target", ("reached", "poorest_missed")),),
    MAP.code: (
        ("target", ("poorest",)),
        ("poorest", ("poorest_missed",)),
        ("target", ("reached", "poorest_missed")),
    ),
}
"""What these reports leave over besides what their shares do, for a cut-off that takes in deciles 1 and 2."""


def tabulate_reach(
    kind: ReportKind,
    ask: ReportAsk,
    reach: Reach,
    regions: RegionTable,
    focus: frozenset[str] = frozenset(),
) -> ReportTable:
    """The table of one of `REACH_KINDS`, by desa; the order of the desa marks those of `focus`."""
    counted = _counted(kind, ask, reach)
    if kind is RANKING:
        return _ranking(counted, regions, focus, _rests(kind, ask))
    return tabulate_by_region(
        kind,
        _MEASURES[kind.code],
        counted,
        regions,
        sums=_SUMS.get(kind.code, ()),
        rests=_rests(kind, ask),
    )


def _rests(kind: ReportKind, ask: ReportAsk) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return _RESTS.get(kind.code, ()) if deciles(1, ask.cutoff) >= deciles(1, 2) else ()


def tabulate_by_subdistrict(
    ask: ReportAsk, families: Sequence[ReachTally], regions: RegionTable
) -> ReportTable:
    """For the order of the desa: the same numbers by kecamatan, each above its total."""
    counted = _counted(RANKING, ask, Reach(families, ()))
    table = tabulate_by_region(RANKING, _MEASURES[RANKING.code], counted, regions)
    kept = [
        (row, level)
        for row, level in zip(table.rows, table.levels, strict=True)
        if level is not RowLevel.VILLAGE or not subdistrict_of(str(row[0]), regions)
    ]
    return replace(
        table,
        rows=tuple(row for row, _ in kept),
        levels=tuple(level for _, level in kept),
        title=mark("By kecamatan"),
    )


def tabulate_by_decile(kind: ReportKind, families: Sequence[ReachTally]) -> ReportTable:
    """For coverage and missed families: the same by decile, the unranked last."""
    every, reached, missed = _OF_DECILE.values()
    measures = (
        _families(every, mark("All families")),
        _families(reached, mark("Reached")),
        _families(missed, mark("Missed")),
        Share.of("decile_coverage", mark("Coverage"), reached, every),
    )
    order = (*range(1, MOST_DECILE + 1), UNRANKED)
    counted = [
        {
            every: Slice(only).count(families),
            reached: Slice(only, fewest=1).count(families),
            missed: Slice(only, most=0).count(families),
        }
        for only in (frozenset({decile}) for decile in order)
    ]
    return tabulate_lines(
        kind,
        (ReportColumn("decile", mark("Decile"), is_number=False),),
        measures,
        (
            ((str(decile) if decile else "-",), numbers)
            for decile, numbers in zip(order, counted, strict=True)
        ),
        title=mark("By decile"),
        sums=((every, (reached, missed)),),
    )


def _counted(kind: ReportKind, ask: ReportAsk, reach: Reach) -> dict[str, dict[str, int]]:
    slices = slices_of(kind, ask)
    counted: dict[str, dict[str, int]] = {}
    for tally in reach.families:
        of_village = counted.setdefault(tally.village, dict.fromkeys(slices, 0))
        for code, wanted in slices.items():
            if wanted.holds(tally):
                of_village[code] += tally.families
    if kind is NOT_MEANT:
        _add_strays(counted, slices, reach.strays)
    return counted


def _add_strays(
    counted: dict[str, dict[str, int]], slices: Iterable[str], strays: Iterable[StrayTally]
) -> None:
    by_village = {one.village: one.recipients for one in strays}
    for village in by_village:
        counted.setdefault(village, dict.fromkeys(slices, 0))
    for village, numbers in counted.items():
        numbers[_STRAYS] = by_village.get(village, 0)
        numbers["outside"] = numbers["above"] + numbers["not_ranked"] + numbers[_STRAYS]
        numbers["recipients"] = numbers["meant"] + numbers["outside"]


def tabulate_by_focus(
    ask: ReportAsk, families: Sequence[ReachTally], focus: frozenset[str]
) -> ReportTable:
    """For the order of the desa: the desa lokus beside all others."""
    counted = _counted(RANKING, ask, Reach(families, ()))
    measures = _MEASURES[RANKING.code]
    parts = (
        (_LOKUS, mark("Desa lokus"), [one for code, one in counted.items() if code in focus]),
        (_OTHERS, mark("Other desa"), [one for code, one in counted.items() if code not in focus]),
    )
    return tabulate_lines(
        RANKING,
        (
            ReportColumn(_LOKUS, mark("Code"), is_number=False),
            ReportColumn("name", mark("Desa"), is_number=False),
        ),
        measures,
        (((code, tr(name)), summed(inside, measures)) for code, name, inside in parts),
        title=mark("Desa lokus and others"),
    )


def _ranking(
    counted: Mapping[str, Mapping[str, int]],
    regions: RegionTable,
    focus: frozenset[str],
    rests: tuple[tuple[str, tuple[str, ...]], ...],
) -> ReportTable:
    """The desa in order of coverage; those where nobody should be reached come last."""
    measures = _MEASURES[RANKING.code]

    def place(code: str) -> tuple[bool, float, int, str]:
        numbers = counted[code]
        target = numbers["target"]
        share = numbers["reached"] / target if target else 0.0
        return not target, share, -numbers["poorest_missed"], code

    rows: list[tuple[Cell, ...]] = []
    for rank, code in enumerate(sorted(counted, key=place), start=1):
        subdistrict = subdistrict_of(code, regions)
        rows.append(
            (
                code,
                regions.name_of(subdistrict) if subdistrict else "",
                regions.name_of(code) if subdistrict else code,
                str(rank),
                *((tr("lokus") if code in focus else "–",) if focus else ()),
                *cells(measures, counted[code]),
            )
        )
    total = summed(list(counted.values()), measures)
    marked = (ReportColumn(_LOKUS, mark("Lokus"), is_number=False),) if focus else ()
    blank = ("",) * (len(PLACE) + 1 + len(marked))
    rows.append((*blank, *cells(measures, total)))
    return ReportTable(
        RANKING,
        (
            *PLACE,
            ReportColumn("rank", mark("Rank"), is_number=False),
            *marked,
            *columns_of(measures),
        ),
        tuple(rows),
        (*(RowLevel.VILLAGE for _ in rows[1:]), RowLevel.TOTAL),
        rests=(*rests_of(measures), *rests),
    )
