"""R8: where the deciles of families went since the release before."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import ReportColumn, ReportKind, ReportTable
from desktop_app.domain.trend import ANY, NEW, Passage, Trend, TrendTally
from desktop_app.language import mark, tr
from desktop_app.reports.by_region import tabulate_by_region
from desktop_app.reports.measures import tabulate_lines, zeros

TRENDS = ReportKind(
    "R8",
    mark("Trend since the release before"),
    mark(
        "How far the national decile of each family went since the release before: up or down by 1 to 3,"
        " significantly by 4 to 6, extremely by 7 or more. Up is ranked as better off. Deciles move"
        " without anything having changed in the desa; extreme moves are worth a look. Split families"
        " are counted once more, by how they moved."
    ),
)
_NAMES = {
    Trend.SAME: mark("Same"),
    Trend.UP: mark("Up 1–3"),
    Trend.DOWN: mark("Down 1–3"),
    Trend.UP_SIGNIFICANT: mark("Significantly up"),
    Trend.DOWN_SIGNIFICANT: mark("Significantly down"),
    Trend.UP_EXTREME: mark("Extremely up"),
    Trend.DOWN_EXTREME: mark("Extremely down"),
    Trend.INCOMPLETE: mark("Not ranked both times"),
    Trend.ENTERED: mark("New"),
    Trend.LEFT: mark("Gone"),
    Trend.SPLIT: mark("Split"),
}
_FAMILIES = "families"
_UNLISTED = frozenset({Trend.SAME, Trend.LEFT, Trend.SPLIT})
"""A comparison keeps who moved, not who stayed; whoever left stands in no family page of now."""
_COLUMNS = (
    ReportColumn(_FAMILIES, mark("Families now")),
    *(
        ReportColumn(trend.value, name, is_listed=trend not in _UNLISTED)
        for trend, name in _NAMES.items()
    ),
)
_DECILES = (*range(1, 11), 0)
_TO, _GONE, _ALL = "to_", "gone", "all"
_NEW_ROW, _UNKNOWN_ROW = "new", "?"
_BEFORE = {"": ANY, _NEW_ROW: NEW, **{str(decile): decile for decile in _DECILES}}
"""The decile before by the key of a row of the matrix."""
_PASSED = (
    *(ReportColumn(f"{_TO}{decile}", f"D{decile}", is_listed=True) for decile in _DECILES[:-1]),
    ReportColumn(f"{_TO}0", mark("Without a decile"), is_listed=True),
    ReportColumn(_GONE, mark("Gone")),
    ReportColumn(_ALL, mark("Families")),
)


def tabulate_trends(tallies: Iterable[TrendTally], regions: RegionTable) -> ReportTable:
    """The table by desa."""
    counted: dict[str, dict[str, int]] = {}
    for one in tallies:
        row = counted.setdefault(one.village, zeros(_COLUMNS))
        row[one.trend.value] += one.families
        row[_FAMILIES] += one.families if one.trend.is_here else 0
    return tabulate_by_region(
        TRENDS,
        _COLUMNS,
        counted,
        regions,
        sums=((_FAMILIES, tuple(trend.value for trend in Trend if trend.is_here)),),
    )


def trend_of(column: str) -> Trend | None:
    """What a column of families stands for; None for one that is no list."""
    trend = next((trend for trend in Trend if trend.value == column), None)
    return None if trend in _UNLISTED else trend


def passage_of(row: str, column: str) -> tuple[int, int] | None:
    """Which cell of the matrix a number is: the decile before, `NEW` or `ANY`, and the one now.

    None for a number that is none, or of families that nobody can list.
    """
    before = _BEFORE.get(row)
    now = next((decile for decile in _DECILES if column == f"{_TO}{decile}"), None)
    return None if before is None or now is None else (before, now)


def tabulate_passages(passages: Iterable[Passage], earlier: str) -> ReportTable:
    """The matrix: from each decile in the release `earlier` to each decile now, with who came and went."""
    order: dict[str, str] = {
        **{str(decile): f"D{decile}" for decile in _DECILES[:-1]},
        "0": tr("Without a decile"),
        _NEW_ROW: tr("New"),
        _UNKNOWN_ROW: tr("Decile before not known any more"),
    }
    counted = {key: zeros(_PASSED) for key in order}
    for one in passages:
        known = _NEW_ROW if one.before is None else str(one.before)
        key = known if one.is_known else _UNKNOWN_ROW
        column = _GONE if one.now is None else f"{_TO}{one.now}"
        counted[key][column] += one.families
        counted[key][_ALL] += one.families
    if not counted[_UNKNOWN_ROW][_ALL]:
        del counted[_UNKNOWN_ROW]
    return tabulate_lines(
        TRENDS,
        (
            ReportColumn("before", mark("Code"), is_number=False),
            ReportColumn("before_name", earlier, is_number=False),
        ),
        _PASSED,
        (((key, order[key]), numbers) for key, numbers in counted.items()),
        title=mark("Decile to decile"),
        sums=((_ALL, (*(f"{_TO}{decile}" for decile in _DECILES), _GONE)),),
    )
