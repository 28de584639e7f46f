"""The answer to a question as a table: its first grouping in rows, its second in columns, every margin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.domain.question import (
    ALL,
    MISSING,
    AskTally,
    MeasureKind,
    Order,
    Question,
)
from desktop_app.domain.question_field import FIELD_NAMED, PLACE, SUBDISTRICT, AskField
from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import Cell, ReportColumn, ReportKind, ReportTable, RowLevel
from desktop_app.language import mark, tr
from desktop_app.reports.by_region import PLACE as PLACE_COLUMNS
from desktop_app.reports.by_region import subdistrict_of

FAMILIES, PEOPLE = mark("Families"), mark("People")
_COUNTED = {"families": FAMILIES, "persons": PEOPLE}
_RECKONED = {MeasureKind.SUM: ("sum", mark("Sum")), MeasureKind.MEAN: ("mean", mark("Mean"))}

KeyWords = Callable[[AskField, str], str]
"""What a group is called."""


@dataclass(frozen=True, slots=True)
class _Table:
    """What the rows of one answer share."""

    question: Question
    tallies: Mapping[tuple[str, str], AskTally]
    keys: tuple[str, ...]
    """Of the columns, `ALL` last."""

    def cells(self, row: str) -> list[Cell]:
        """The numbers of a row."""
        return self.summed([row])

    def summed(self, rows: Sequence[str]) -> list[Cell]:
        """The numbers of several rows together, none of whom stands in two of them."""
        found = [
            [self.tallies.get((row, key), AskTally(row, key, 0)) for row in rows]
            for key in self.keys
        ]
        units = [sum(one.units for one in some) for some in found]
        totals = [sum(one.total for one in some) for some in found]
        match self.question.measure.kind:
            case MeasureKind.SUM:
                return [*totals, *units]
            case MeasureKind.MEAN:
                pairs = zip(totals, units, strict=True)
                return [*(round(total / n, 1) if n else None for total, n in pairs), *units]
        return list(units)


def tabulate_question(
    kind: ReportKind,
    question: Question,
    tallies: Iterable[AskTally],
    regions: RegionTable,
    words: KeyWords,
    *,
    region: str,
) -> ReportTable:
    """The table of an answer; `region` is the name of what it was asked of."""
    by_place = {(one.row, one.column): one for one in tallies}
    columns, keys = _columns(question, by_place, words)
    table = _Table(question, by_place, keys)
    first = FIELD_NAMED[question.groups[0]] if question.groups else None
    rows = _in_order(question, first, by_place)
    prefix = columns[-1].code.partition("_")[0]
    parts = tuple(f"{prefix}_{key}" for key in keys if key != ALL)
    sums = ((f"{prefix}_{ALL}", parts),) if parts else ()
    head: tuple[ReportColumn, ...]
    if first is not None and first.name == PLACE.name:
        head, lines = PLACE_COLUMNS, _by_desa(question, table, rows, regions)
    else:
        head = (
            ReportColumn("group", mark("Code"), is_number=False),
            ReportColumn("name", first.label if first else mark("Region"), is_number=False),
        )
        lines = [
            ((row, words(first, row) if first else region), table.cells(row), RowLevel.PLAIN)
            for row in rows
        ]
    # Counted anew where somebody may stand in several rows: a sum would count them twice.
    lines.append((("",) * len(head), table.cells(ALL), RowLevel.TOTAL))
    return ReportTable(
        kind,
        (*head, *columns),
        tuple((*named, *cells) for named, cells, _ in lines),
        tuple(level for *_, level in lines),
        sums=sums,
    )


_Line = tuple[tuple[str, ...], list[Cell], RowLevel]


def _by_desa(
    question: Question, table: _Table, rows: Sequence[str], regions: RegionTable
) -> list[_Line]:
    """A line for each desa, and below those of a kecamatan their sum unless the largest come first."""
    lines: list[_Line] = []
    inside: dict[str, list[str]] = {}
    for row in rows:
        inside.setdefault(subdistrict_of("" if row == MISSING else row, regions), []).append(row)
    if question.order is Order.MOST:
        where = {row: subdistrict for subdistrict, some in inside.items() for row in some}
        return [
            (_named(row, where[row], regions), table.cells(row), RowLevel.VILLAGE) for row in rows
        ]
    for subdistrict in sorted(inside, key=lambda code: (not code, code)):
        for row in inside[subdistrict]:
            lines.append((_named(row, subdistrict, regions), table.cells(row), RowLevel.VILLAGE))
        if subdistrict:
            name = (subdistrict, regions.name_of(subdistrict), "")
            lines.append((name, table.summed(inside[subdistrict]), RowLevel.SUBDISTRICT))
    return lines


def _named(row: str, subdistrict: str, regions: RegionTable) -> tuple[str, ...]:
    if subdistrict:
        return row, regions.name_of(subdistrict), regions.name_of(row)
    return row, "", tr("Not known") if row == MISSING else row


def _columns(
    question: Question, tallies: Mapping[tuple[str, str], AskTally], words: KeyWords
) -> tuple[list[ReportColumn], tuple[str, ...]]:
    """The columns of numbers, and the groups they stand for."""
    second = FIELD_NAMED[question.groups[1]] if len(question.groups) > 1 else None
    found = {column for _, column in tallies} - {ALL}
    keys = (*sorted(found, key=_by_number), ALL) if second else (ALL,)
    counts = "persons" if question.lists_people else "families"
    reckoned = _RECKONED.get(question.measure.kind)
    columns = []
    for code, said in (reckoned or ("", ""), (counts, _COUNTED[counts])):
        if not code:
            continue
        for key in keys:
            heading = said
            if second:
                group = tr("All") if key == ALL else words(second, key)
                heading = f"{tr(said)}: {group}" if reckoned else group
            counted_by = "" if code == counts else f"{counts}_{key}"
            columns.append(
                ReportColumn(
                    f"{code}_{key}", heading, is_listed=not counted_by, counted_by=counted_by
                )
            )
    return columns, keys


def _in_order(
    question: Question,
    first: AskField | None,
    tallies: Mapping[tuple[str, str], AskTally],
) -> list[str]:
    if first is None:
        return [ALL]
    rows = [row for row, column in tallies if column == ALL and row != ALL]
    if first.name in (PLACE.name, SUBDISTRICT.name):
        rows.sort(key=lambda row: (row == MISSING, row))
    else:
        rows.sort(key=_by_number)
    if question.order is Order.MOST:
        rows.sort(key=lambda row: -_weight(question, tallies[row, ALL]))
    return rows


def _weight(question: Question, tally: AskTally) -> float:
    match question.measure.kind:
        case MeasureKind.SUM:
            return tally.total
        case MeasureKind.MEAN:
            return tally.total / tally.units if tally.units else 0
    return tally.units


def _by_number(key: str) -> tuple[bool, int]:
    """Numbers in their order, what is not known last."""
    return key == MISSING, int(key) if key != MISSING else 0
