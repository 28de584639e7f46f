"""Reports in words: their groups, what stands in a cell, and whether nobody was lost in counting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.report import HIDDEN, Cell, Control, ReportColumn, ReportKind, RowLevel
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


_ELSEWHERE = {
    "R6": mark("These are records of help: they are listed under Interventions."),
    "R9": mark("These are proposals: they are listed under Proposals."),
    "R14": mark("These are rows of the files: they are listed with the problems of the release."),
    "R16": mark("These are letters: they are listed in the register, under Letters."),
    "R17": mark("These are deeds: they are listed in the log of deeds, in the settings."),
}
_ROWS_OF_HELP = mark("These are records of help: they are listed under Interventions.")
_OUTSIDE = mark(
    "Whoever does not stand in DTSEN has no family to be listed: their help is under Interventions."
)
_LEFT = mark("Whoever left stands in no family of now: they are listed under what changed.")
_STAYED = mark("Who stayed in a decile is listed in the second table, from that decile to itself.")
_HOMELESS = mark("Among them are people of no family, who cannot be listed by one.")
_UNLISTED = {
    "not_in_dtsen": _OUTSIDE,
    "recipients": _OUTSIDE,
    "outside": _OUTSIDE,
    "records": _ROWS_OF_HELP,
    "houses": _ROWS_OF_HELP,
    "left": _LEFT,
    "gone": _LEFT,
    "all": _LEFT,
    "split": _LEFT,
    "same": _STAYED,
    "persons_not_ranked": _HOMELESS,
    "persons_all": _HOMELESS,
}
"""Why the numbers of a column stand for nobody who could be listed, by its code; marked."""


def no_list_words(kind: ReportKind, column: ReportColumn, cell: Cell) -> str:
    """Why a number cannot be opened."""
    if cell == HIDDEN:
        return tr("Small numbers are hidden from outsiders.")
    if column.is_share:
        return tr("A share has no list: open the two numbers it is made of.")
    if column.is_listed:
        return (
            tr("Nobody stands behind it.")
            if not cell
            else tr("Those of no known desa are listed with the total.")
        )
    if column.code.startswith("from_"):
        return tr(_ROWS_OF_HELP)
    said = _UNLISTED.get(column.code) or _ELSEWHERE.get(kind.code)
    return tr(said) if said else tr("This number has no list of its own.")


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
