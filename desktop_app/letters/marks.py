"""What is on a page, in points; and how marks gather into bands and bands into pages.

Inside a band `y` counts down from its top edge, on a page down from the top of the sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from desktop_app.letters.fonts import Face


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text from `x` on the baseline `y`; each space is wider by `gap`."""

    x: float
    y: float
    size: float
    pieces: tuple[tuple[Face, str], ...]
    gap: float = 0.0

    def moved(self, dy: float) -> Words:
        """The same, lower by `dy`."""
        return Words(self.x, self.y + dy, self.size, self.pieces, self.gap)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float

    def moved(self, dy: float) -> Stroke:
        """The same, lower by `dy`."""
        return Stroke(self.x1, self.y1 + dy, self.x2, self.y2 + dy, self.thickness)


@dataclass(frozen=True, slots=True)
class Picture:
    """The crest, in a box whose upper left corner is (x, y)."""

    x: float
    y: float
    width: float
    height: float

    def moved(self, dy: float) -> Picture:
        """The same, lower by `dy`."""
        return replace(self, y=self.y + dy)


@dataclass(frozen=True, slots=True)
class Squares:
    """A QR: runs of dark modules as (row, first column, how many)."""

    x: float
    y: float
    module: float
    runs: tuple[tuple[int, int, int], ...]

    def moved(self, dy: float) -> Squares:
        """The same, lower by `dy`."""
        return replace(self, y=self.y + dy)


@dataclass(frozen=True, slots=True)
class Area:
    """What lies within outlines, inner ones being holes: `shade` from 0 (black) to 1 (white).

    `hatch` is the distance between slanting lines on it, below 0 slanting the other way, 0 for none.
    """

    rings: tuple[tuple[tuple[float, float], ...], ...]
    shade: float
    hatch: float = 0.0
    edge: float = 0.5

    def moved(self, dy: float) -> Area:
        """The same, lower by `dy`."""
        return replace(
            self, rings=tuple(tuple((x, y + dy) for x, y in ring) for ring in self.rings)
        )


Mark = Words | Stroke | Picture | Squares | Area


@dataclass(frozen=True, slots=True)
class Tally:
    """A sum that runs along the rows of a table: before a row and with it.

    Where the page turns after a row, and after the last one of a table that began on an earlier page,
    `foot` gives the band that says what this page adds up to and what all pages so far do.
    """

    before: int
    after: int
    foot: Callable[[int, int], Band] = field(repr=False, compare=False)
    foot_height: float
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A strip across the page that is never cut.

    `keeps_next`: stays with the band that follows. White space (`is_gap`) is dropped at the top of
    a page, and one that `starts_page` begins a new one. A row of a table names the band that must stand above it on a new page, and may have a
    `tally` with what must stand below it.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    keeps_next: bool = False
    is_gap: bool = False
    header: Band | None = field(default=None, repr=False)
    tally: Tally | None = field(default=None, repr=False)
    starts_page: bool = False

    def kept(self) -> Band:
        """The same, staying with the next."""
        return replace(self, keeps_next=True)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One finished page; `has_head` where the letterhead stands on it."""

    marks: tuple[Mark, ...]
    has_head: bool


def total_height(bands: Sequence[Band]) -> float:
    """How high the bands are together, without white space at the end."""
    heights = [band.height for band in bands]
    at = len(bands)
    while at and bands[at - 1].is_gap:
        at -= 1
    return sum(heights[:at])


def paginate(bands: Sequence[Band], first: float, others: float) -> list[list[Band]]:
    """Spread bands over pages with `first` points of room on the first and `others` on the rest.

    Bands that keep together move together, unless they are higher than a page.
    """
    pages = _Pages(first, others)
    for group in _groups(bands):
        if group[0].starts_page:
            pages.turn()
        if total_height(group) + _foot_height(group) > pages.room:
            pages.turn()
        for band in group:
            if band.height + _foot_height([band]) > pages.room and not band.is_gap:
                pages.turn()
            pages.put(band)
    return pages.done


class _Pages:
    """The pages that are full, and the one that is being filled."""

    def __init__(self, first: float, others: float) -> None:
        self.done: list[list[Band]] = [[]]
        self.room = first
        self._others = others
        self._first: Tally | None = None  # of the rows on this page
        self._last: Tally | None = None

    def turn(self) -> None:
        """Begin a new page unless this one is still empty."""
        if not self.done[-1]:
            return
        if self._last is not None and not self._last.is_last:
            self._put_foot(self._last)
        self.done.append([])
        self.room = self._others
        self._first = self._last = None

    def put(self, band: Band) -> None:
        """Add a band to this page, below its header if it is the first."""
        if not self.done[-1]:
            if band.is_gap:
                return
            if band.header is not None:
                self._add(band.header)
        self._add(band)
        if band.tally is not None:
            # A table that begins on this page has nothing to do with one that ended on it.
            if self._first is None or band.tally.is_first:
                self._first = band.tally
            self._last = band.tally
            if band.tally.is_last and not self._first.is_first:
                self._put_foot(band.tally)

    def _put_foot(self, last: Tally) -> None:
        before = self._first.before if self._first is not None else 0
        self._add(last.foot(last.after - before, last.after))

    def _add(self, band: Band) -> None:
        self.done[-1].append(band)
        self.room -= band.height


def _foot_height(bands: Sequence[Band]) -> float:
    """The room that must be left below these bands."""
    return next((one.tally.foot_height for one in reversed(bands) if one.tally), 0.0)


def _groups(bands: Sequence[Band]) -> list[list[Band]]:
    groups: list[list[Band]] = []
    joins = False
    for band in bands:
        if joins and groups:
            groups[-1].append(band)
        else:
            groups.append([band])
        joins = band.keeps_next
    return groups
