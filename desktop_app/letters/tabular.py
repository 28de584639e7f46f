"""Tables of a report on paper that lies on its side: headings on every page, sums carried, the source below.

A table that is wider than the sheet goes on in further parts, each with its first columns again. Sums
run from page to page only in columns whose rows add up to their total, and in which nothing is hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from desktop_app.domain.letter import MM, Letterhead, Margins, Paper, Signatory
from desktop_app.domain.money import grouped
from desktop_app.letters.blocks import Align
from desktop_app.letters.fonts import Face
from desktop_app.letters.lines import LineBreaker, Measure
from desktop_app.letters.marks import Band, Mark, Sheet, Stroke, Tally, paginate, total_height
from desktop_app.letters.setting import Setting, kept_together
from desktop_app.letters.tables import CELL, Cell, table_row
from desktop_app.letters.tabular_bars import TabularBars, bar_bands
from desktop_app.letters.tabular_cover import TabularCover, cover_marks
from desktop_app.letters.tabular_map import TabularMap, map_bands

EDGES = Margins(left=14.0, right=12.0, top=10.0, bottom=14.0)
_SIZES = (9.5, 9.0, 8.5, 8.0, 7.5)
_RUNNING = 22.0
_FOOT = 7.5
_HAIR = 0.5
_AFTER_LABEL = 4 * MM
_NAMES_AT_MOST = 150.0
_NOBODY = Signatory(name="", position="")


@dataclass(frozen=True, slots=True)
class TabularColumn:
    """A column: words stand on the left, numbers on the right."""

    heading: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class TabularRow:
    """A row as it is printed; `counts` are its numbers by column, None where one must not be added up."""

    cells: tuple[str, ...]
    counts: tuple[int | None, ...]
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class TabularTable:
    """One table; `title` stands above it, and `carried` says of each column whether its sums are carried."""

    title: str
    columns: tuple[TabularColumn, ...]
    rows: tuple[TabularRow, ...]
    carried: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class TabularWords:
    """The words that stand on the pages besides what they report; `page` has ``{page}`` and ``{pages}``."""

    page: str
    of_page: str
    carried: str
    contents: str


@dataclass(frozen=True, slots=True)
class TabularPaper:
    """One report: a title, lines below it, what it means, its tables, and what there is to say at the end.

    Maps stand before the tables, each on a page of its own, bars behind the first table.
    """

    title: str
    lines: tuple[str, ...]
    about: str
    tables: tuple[TabularTable, ...]
    notes: tuple[tuple[str, str], ...]
    maps: tuple[TabularMap, ...] = ()
    bars: TabularBars | None = None


@dataclass(frozen=True, slots=True)
class TabularFile:
    """All that is drawn into one file; `origin` stands at the foot of every page."""

    title: str
    dated: date
    letterhead: Letterhead
    origin: str
    words: TabularWords
    papers: tuple[TabularPaper, ...]
    cover: TabularCover | None = None
    paper: Paper = Paper.F4

    @property
    def points(self) -> tuple[float, float]:
        """Width and height of the sheet as it lies, in points."""
        width, height = self.paper.points
        return height, width


def tabular_sheets(file: TabularFile, measure: Measure, head_height: float) -> list[Sheet]:
    """All pages, with `head_height` points left free on the first one of each paper and on the cover."""
    made = [_Pages(file, paper, measure, head_height).sheets() for paper in file.papers]
    before: list[Sheet] = []
    if file.cover is not None:
        first = list(accumulate((len(sheets) for sheets in made), initial=2))
        contents = list(zip((paper.title for paper in file.papers), first, strict=False))
        marks = cover_marks(
            file.cover,
            file.words.contents,
            contents,
            _setting(file, measure, 11.0),
            EDGES.top * MM + head_height,
        )
        before = [Sheet(marks, has_head=True)]
    sheets = [*before, *(sheet for sheets in made for sheet in sheets)]
    return [
        replace(sheet, marks=(*sheet.marks, *_foot(file, measure, at, len(sheets))))
        for at, sheet in enumerate(sheets, start=1)
    ]


class _Pages:
    """One paper at the sizes at which it fits."""

    def __init__(
        self, file: TabularFile, paper: TabularPaper, measure: Measure, head_height: float
    ) -> None:
        self._file = file
        self._paper = paper
        self._measure = measure
        self._head_height = head_height
        self._normal = _setting(file, measure, 10.0)

    def sheets(self) -> list[Sheet]:
        """The pages, without the line at their foot."""
        height = self._file.points[1]
        inner = height - (EDGES.top + EDGES.bottom) * MM
        opening, tables, ending = self._opening(), self._tables(), self._ending()
        # A map alone leaves room for what there is to say, so that all of it is one page.
        below = 0.0 if tables else total_height(ending)
        room = inner - self._head_height - total_height(opening) - below
        maps = self._maps(room, inner - _RUNNING - below)
        bands = [*opening, *maps, *tables, *ending]
        pages = paginate(bands, inner - self._head_height, inner - _RUNNING)
        sheets = []
        for at, page in enumerate(pages):
            y = EDGES.top * MM + (_RUNNING if at else self._head_height)
            marks = list(self._running_head()) if at else []
            for band in page:
                marks += [mark.moved(y) for mark in band.marks]
                y += band.height
            sheets.append(Sheet(tuple(marks), has_head=not at))
        return sheets

    def _opening(self) -> list[Band]:
        large, normal, paper = self._normal.smaller(-3), self._normal, self._paper
        bands = large.bands([(True, paper.title.upper())], align=Align.CENTRE)
        for line in paper.lines:
            bands += normal.bands([(False, line)], align=Align.CENTRE)
        bands.append(normal.gap(0.4))
        bands += normal.smaller(0.5).bands([(False, paper.about)])
        return [*(band.kept() for band in bands), normal.gap(0.6)]

    def _maps(self, first: float, others: float) -> list[Band]:
        bands: list[Band] = []
        for at, one in enumerate(self._paper.maps):
            made = map_bands(one, self._normal, (others if at else first) - self._normal.step)
            bands += [replace(made[0], starts_page=bool(at)), *made[1:]]
        return bands

    def _tables(self) -> list[Band]:
        bands: list[Band] = []
        for number, table in enumerate(self._paper.tables):
            if number == 1 and self._paper.bars is not None:
                bands += self._bars(self._paper.bars)
            for at, part in enumerate(_parts(self._file, table, self._measure)):
                title = table.title if not at else ""
                if title:
                    bands += [
                        band.kept() for band in self._normal.smaller(-1).bands([(True, title)])
                    ]
                bands += [*part.bands(), self._normal.gap(0.8)]
        if len(self._paper.tables) == 1 and self._paper.bars is not None:
            bands += self._bars(self._paper.bars)
        if self._paper.maps and bands:
            bands[0] = replace(bands[0], starts_page=True)
        return bands

    def _bars(self, picture: TabularBars) -> list[Band]:
        return [*bar_bands(picture, self._normal), self._normal.gap(0.8)]

    def _ending(self) -> list[Band]:
        small = self._normal.smaller(1.0)
        bands: list[Band] = []
        labels = [small.words.width(label, Face.BOLD) for label, _ in self._paper.notes]
        indent = max(labels, default=0.0) + _AFTER_LABEL
        for label, text in self._paper.notes:
            right = small.bands([(False, text)], x=small.left + indent, width=small.width - indent)
            name = small.words.plain(label, small.left, small.baseline(), Face.BOLD)
            bands += [replace(right[0], marks=(name, *right[0].marks)), *right[1:]]
        return kept_together(bands)

    def _running_head(self) -> tuple[Mark, ...]:
        small = self._normal.smaller(1.0)
        y = EDGES.top * MM + 9
        text = " · ".join((self._paper.title, *self._paper.lines[:1]))
        line = small.words.lines([(False, text)], small.width)[0]
        return (
            small.words.set(line, small.left, y, small.width, Align.LEFT),
            Stroke(small.left, y + 4, small.right, y + 4, _HAIR),
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """Some columns of a table, at one size and with their edges."""

    setting: Setting
    edges: list[float]
    table: TabularTable
    places: tuple[int, ...]
    words: TabularWords

    def bands(self) -> list[Band]:
        columns = [self.table.columns[at] for at in self.places]
        titles: list[Cell] = [([(True, one.heading)], Align.CENTRE) for one in columns]
        heading = table_row(self.setting, self.edges, titles, has_top=True)[0]
        sums = self._running_sums()
        carries = any(self.table.carried[at] for at in self.places)
        # The total stays with the row above it: a sum alone on a page proves nothing.
        last = len(self.table.rows) - 2
        foot = self._sum(self.words.of_page, sums[0]).height
        bands = [heading.kept()]
        for at, row in enumerate(self.table.rows):
            made = self._row(row, self._headed(heading, sums[at]) if carries else heading)
            if carries and at <= last:
                tally = Tally(at, at + 1, self._foot_of(sums), foot, at == 0, at == last)
                made[-1] = replace(made[-1], tally=tally)
            if at == last:
                made[-1] = made[-1].kept()
            bands += made
        return bands

    def _foot_of(self, sums: list[tuple[int, ...]]) -> Callable[[int, int], Band]:
        """What stands below the last of so many rows of a page, when so many were printed in all."""

        def foot(rows: int, upto: int) -> Band:
            return self._sum(self.words.of_page, _difference(sums[upto], sums[upto - rows]))

        return foot

    def _row(self, row: TabularRow, header: Band) -> list[Band]:
        cells: list[Cell] = [
            (
                [(row.is_sum, row.cells[at])],
                Align.RIGHT if self.table.columns[at].is_number else Align.LEFT,
            )
            for at in self.places
        ]
        return table_row(self.setting, self.edges, cells, header=header)

    def _running_sums(self) -> list[tuple[int, ...]]:
        """What the rows above each row add up to, by column; sums are not added again."""
        sums = [(0,) * len(self.table.columns)]
        for row in self.table.rows:
            counts = ((0 if row.is_sum else count or 0) for count in row.counts)
            sums.append(tuple(map(sum, zip(sums[-1], counts, strict=True))))
        return sums

    def _headed(self, heading: Band, so_far: tuple[int, ...]) -> Band:
        if not any(so_far):
            return heading
        carried = self._sum(self.words.carried, so_far)
        moved = tuple(mark.moved(heading.height) for mark in carried.marks)
        return Band(heading.height + carried.height, (*heading.marks, *moved))

    def _sum(self, label: str, counts: tuple[int, ...]) -> Band:
        texts = []
        labelled = False
        for at in self.places:
            column = self.table.columns[at]
            if column.is_number:
                texts.append(grouped(counts[at]) if self.table.carried[at] else "")
            else:
                texts.append("" if labelled else label)
                labelled = True
        cells: list[Cell] = [
            (
                [(False, text)],
                Align.RIGHT if self.table.columns[at].is_number else Align.LEFT,
            )
            for at, text in zip(self.places, texts, strict=True)
        ]
        return table_row(self.setting, self.edges, cells)[0]


def _parts(file: TabularFile, table: TabularTable, measure: Measure) -> list[_Part]:
    """The table at the largest size at which it fits on the sheet, else in parts at the smallest."""
    every = tuple(range(len(table.columns)))
    for size in _SIZES:
        setting = _setting(file, measure, size)
        widths = _widths(setting, table)
        if sum(widths) <= setting.width:
            return [_part(setting, widths, table, every, file.words)]
    # The setting is the smallest now.
    words = tuple(at for at in every if not table.columns[at].is_number)
    kept = sum(widths[at] for at in words)
    parts: list[list[int]] = [[]]
    room = setting.width - kept
    for at in every:
        if at in words:
            continue
        if parts[-1] and sum(widths[one] for one in (*parts[-1], at)) > room:
            parts.append([])
        parts[-1].append(at)
    return [_part(setting, widths, table, (*words, *numbers), file.words) for numbers in parts]


def _part(
    setting: Setting,
    widths: Sequence[float],
    table: TabularTable,
    places: tuple[int, ...],
    words: TabularWords,
) -> _Part:
    """What is left of the width goes to all columns alike, so that a part fills the sheet."""
    own = [widths[at] for at in places]
    free = max(0.0, setting.width - sum(own)) / len(own)
    edges = list(accumulate((one + free for one in own), initial=setting.left))
    return _Part(setting, edges, table, places, words)


def _widths(setting: Setting, table: TabularTable) -> list[float]:
    """As wide as each column needs: its longest word, and for numbers their longest sum."""
    widths = []
    for at, column in enumerate(table.columns):
        words = setting.words
        needed = max((words.width(word, Face.BOLD) for word in column.heading.split()), default=0.0)
        cells = {row.cells[at] for row in table.rows}
        longest = max((words.width(cell, Face.BOLD) for cell in cells), default=0.0)
        if not column.is_number:
            longest = min(longest, _NAMES_AT_MOST)
        widths.append(max(needed, longest) + 2 * CELL + _HAIR)
    return widths


def _foot(file: TabularFile, measure: Measure, page: int, pages: int) -> tuple[Mark, ...]:
    small = LineBreaker(measure, _FOOT)
    width, height = file.points
    left, right = EDGES.left * MM, width - EDGES.right * MM
    y = height - EDGES.bottom * MM + 16
    where = file.words.page.format(page=page, pages=pages)
    line = small.lines([(False, file.origin)], right - left - small.width(where) - 12)[0]
    return (
        Stroke(left, y - 10, right, y - 10, _HAIR),
        small.set(line, left, y, right - left, Align.LEFT),
        small.plain(where, right - small.width(where), y),
    )


def _setting(file: TabularFile, measure: Measure, size: float) -> Setting:
    return Setting(
        values={},
        signatory=_NOBODY,
        words=LineBreaker(measure, size),
        leading=1.25,
        left=EDGES.left * MM,
        right=file.points[0] - EDGES.right * MM,
    )


def _difference(more: tuple[int, ...], less: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(one - other for one, other in zip(more, less, strict=True))
