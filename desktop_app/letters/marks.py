"""What is on a page, in points; and how marks gather into bands and bands into pages.

Inside a band `y` counts down from its top edge, on a page down from the top of the sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
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


Mark = Words | Stroke | Picture | Squares


@dataclass(frozen=True, slots=True)
class Band:
    """A strip across the page that is never cut.

    `keeps_next`: stays with the band that follows. White space (`is_gap`) is dropped at the top of
    a page. A row of a table names the band that must stand above it on a new page.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    keeps_next: bool = False
    is_gap: bool = False
    header: Band | None = field(default=None, repr=False)

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
    pages: list[list[Band]] = [[]]
    room = first
    for group in _groups(bands):
        height = total_height(group)
        if height > room and pages[-1]:
            pages.append([])
            room = others
        for band in group:
            if band.height > room and not band.is_gap and pages[-1]:
                pages.append([])
                room = others
            if not pages[-1]:
                if band.is_gap:
                    continue
                if band.header is not None:
                    pages[-1].append(band.header)
                    room -= band.header.height
            pages[-1].append(band)
            room -= band.height
    return pages


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
