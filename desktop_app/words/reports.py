"""Reports in words: their groups, what stands in a cell, and whether nobody was lost in counting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.report import Cell, Control, ReportColumn, ReportKind, RowLevel
from desktop_app.language import mark, tr
from desktop_app.words.format import date_long, number, percent

_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (mark("Targets and coverage"), ("R1", "R2", "R3", "R4", "R5", "R7", "R15")),
    (mark("Agencies and funds"), ("R6",)),
    (mark("Work lists"), ("R10", "R11", "R12", "R13", "R14")),
    (mark("Quarters and proposals"), ("R8", "R9")),
    (mark("This office"), ("R16", "R17")),
)
_OTHERS = mark("Others")
UNITS = {"families": mark("Families"), "persons": mark("People")}
"""What a column counts, by the beginning of its code; marked."""


def grouped_kinds(kinds: Iterable[ReportKind]) -> list[tuple[str, list[ReportKind]]]:
    """The reports under the headings of their groups, in the order of reading; no empty group."""
    left = {kind.code: kind for kind in kinds}
    groups = [
        (tr(heading), [left.pop(code) for code in codes if code in left])
        for heading, codes in _GROUPS
    ]
    groups.append((tr(_OTHERS), list(left.values())))
    return [(heading, inside) for heading, inside in groups if inside]


def cell_words(cell: Cell, column: ReportColumn) -> str:
    """``1.034``, ``43,2%``, ``<5``; a dash where there is nothing to divide by."""
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    if column.is_share:
        return percent(cell, decimals=1)
    return number(cell, decimals=0 if isinstance(cell, int) else 1)


def label_words(cell: Cell, level: RowLevel, *, of: str, is_first: bool) -> str:
    """What stands in a column of words: a sum says of what, a desa without a name that it has none.

    `of` is what a sum of some rows is the sum of; the sum of all says so in the first column.
    """
    said = str(cell or "")
    match level:
        case RowLevel.TOTAL:
            return tr("Total") if is_first else said
        case RowLevel.SUBDISTRICT | RowLevel.GROUP:
            return said or tr("Total of {name}").format(name=of or tr("Not known"))
        case RowLevel.VILLAGE:
            return said or tr("Not known")
    return said


def source_words(release: ReleaseLine, region: str) -> str:
    """Where the numbers come from, and about which region they are."""
    return tr("{region} · release {label}, as of {date}").format(
        region=region, label=release.label, date=date_long(release.reference_date)
    )


def controls_words(controls: Sequence[Control]) -> str:
    """Whether the report comes to what it must come to, with the numbers."""
    wrong = [one for one in controls if not one.agrees]
    if not wrong:
        told = ", ".join(f"{tr(one.heading)} {number(one.found)}" for one in controls)
        return tr("Control totals agree: {told}").format(told=told)
    said = tr("{heading}: {expected} in the release, {found} counted")
    told = "; ".join(
        said.format(heading=tr(one.heading), expected=number(one.expected), found=number(one.found))
        for one in wrong
    )
    return tr("Control totals do not agree. {told}").format(told=told)
