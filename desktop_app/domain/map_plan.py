"""Where each desa lies on a map: within its boundary where the office has them, else as a tile.

A plan is in units of its own; whoever draws it fits `width` and `height` into the room there is. `y` counts
down, as on a screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, radians
from typing import TypeVar

from desktop_app.domain.boundary import Boundary, ring_area
from desktop_app.domain.region import RegionTable, Village

Point = tuple[float, float]
Ring = tuple[Point, ...]
_T = TypeVar("_T")
_HEADING = 0.45
"""How high the name of a kecamatan is, in tiles."""
_GAP = 0.25
_INSET = 0.03
_MOST_ACROSS = 16
_SHORT = 5


@dataclass(frozen=True, slots=True)
class MapShape:
    """One desa: its outlines, of which inner ones are holes, and the place where something can be written.

    `short` is an abbreviation that no other desa of its kecamatan has. Without a name only the number is
    written in it.
    """

    village: str
    name: str
    short: str
    rings: tuple[Ring, ...]
    middle: Point

    def labels(self, figure: str) -> tuple[tuple[str, ...], ...]:
        """What can be written in it, from the fullest to the number alone."""
        if not self.name:
            return ((figure,),)
        words = self.name.split()
        broken = ((*words, figure),) if len(words) > 1 else ()
        return (self.name, figure), *broken, (self.short, figure), (figure,)


@dataclass(frozen=True, slots=True)
class MapHeading:
    """The name of a kecamatan above its tiles."""

    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Projection:
    """From longitude and latitude to the plan; true in both directions for an area as small as a kabupaten."""

    west: float
    north: float
    squeeze: float

    def __call__(self, longitude: float, latitude: float) -> Point:
        return (longitude - self.west) * self.squeeze, self.north - latitude


@dataclass(frozen=True, slots=True)
class MapPlan:
    """Everything that lies on a map. `missing` are the desa that have no boundary while others do."""

    width: float
    height: float
    shapes: tuple[MapShape, ...]
    headings: tuple[MapHeading, ...] = ()
    is_tiles: bool = False
    missing: tuple[str, ...] = ()
    place: Projection | None = None


def plan_of(
    villages: Sequence[Village],
    boundaries: Mapping[str, Boundary],
    regions: RegionTable,
    *,
    aspect: float,
) -> MapPlan:
    """The map of these desa: their boundaries if there is any, else tiles that fill a room of this aspect."""
    found = [boundaries[one.code] for one in villages if one.code in boundaries]
    if not found:
        return tile_plan(villages, regions, aspect=aspect)
    points = [point for one in found for ring in one.rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    place = Projection(west, north, cos(radians((south + north) / 2)))
    shorts = _shorts(villages)
    shapes = []
    for village in villages:
        boundary = boundaries.get(village.code)
        if boundary is None:
            continue
        rings = tuple(tuple(place(x, y) for x, y in ring) for ring in boundary.rings)
        shapes.append(
            MapShape(
                village.code, village.local_name, shorts[village.code], rings, _middle_of(rings)
            )
        )
    return MapPlan(
        max(place(east, south)[0], 1e-9),
        max(place(east, south)[1], 1e-9),
        tuple(shapes),
        missing=tuple(one.code for one in villages if one.code not in boundaries),
        place=place,
    )


def tile_plan(villages: Sequence[Village], regions: RegionTable, *, aspect: float) -> MapPlan:
    """One square a desa, in blocks by kecamatan, each block under its name; by code, as on every list."""
    blocks: dict[str, list[Village]] = {}
    for village in sorted(villages, key=lambda one: one.code):
        blocks.setdefault(village.subdistrict_code, []).append(village)
    across, beside = _best_grid([len(block) for block in blocks.values()], aspect)
    shorts = _shorts(villages)
    shapes: list[MapShape] = []
    headings: list[MapHeading] = []
    top = 0.0
    for shelf in _shelves(list(blocks.items()), beside):
        for at, (code, block) in enumerate(shelf):
            left = at * (across + _GAP)
            headings.append(MapHeading(regions.name_of(code), left, top, across, _HEADING))
            for number, village in enumerate(block):
                x, y = left + number % across, top + _HEADING + number // across
                shapes.append(
                    MapShape(
                        village.code,
                        village.local_name,
                        shorts[village.code],
                        (_square(x, y),),
                        (x + 0.5, y + 0.5),
                    )
                )
        top += _HEADING + max(ceil(len(block) / across) for _, block in shelf) + _GAP
    width = min(beside, len(blocks)) * (across + _GAP) - _GAP
    return MapPlan(width, top - _GAP, tuple(shapes), tuple(headings), is_tiles=True)


def abbreviated(names: Iterable[str]) -> list[str]:
    """Short forms of these names, no two alike: ``Pdwn`` for Podowono, ``PeKid`` for Petungkriyono Kidul."""
    taken: set[str] = set()
    short = []
    for name in names:
        one = next(form for form in _forms(name) if form.casefold() not in taken)
        taken.add(one.casefold())
        short.append(one)
    return short


def _shorts(villages: Sequence[Village]) -> dict[str, str]:
    shorts: dict[str, str] = {}
    for subdistrict in dict.fromkeys(one.subdistrict_code for one in villages):
        block = [one for one in villages if one.subdistrict_code == subdistrict]
        names = abbreviated(one.local_name for one in block)
        shorts.update(zip((one.code for one in block), names, strict=True))
    return shorts


def _forms(name: str) -> Iterable[str]:
    """Short forms of a name from the plainest to one that is surely free."""
    words = ["".join(filter(str.isalnum, word)) for word in name.split()]
    words = [word for word in words if word] or ["?"]
    if len(words) > 1:
        yield (words[0][:2] + words[-1][:3])[:_SHORT]
        yield (words[0][:3] + words[-1][:2])[:_SHORT]
    whole = "".join(words)
    yield whole[:_SHORT]
    yield whole[0] + "".join(letter for letter in whole[1:] if letter.lower() not in "aeiou")[:4]
    yield from (whole[: _SHORT - 1] + letter for letter in whole[_SHORT:])
    yield from (f"{whole[: _SHORT - len(str(at))]}{at}" for at in range(2, 1_000))


def _best_grid(sizes: Sequence[int], aspect: float) -> tuple[int, int]:
    """How many tiles a block and how many blocks a shelf are across, so that tiles come out largest."""
    best, chosen = 0.0, (1, 1)
    for beside in range(1, len(sizes) + 1):
        for across in range(1, min(_MOST_ACROSS, max(sizes, default=1)) + 1):
            width = beside * (across + _GAP) - _GAP
            height = sum(
                _HEADING + max(ceil(size / across) for size in shelf) + _GAP
                for shelf in _shelves(sizes, beside)
            )
            size = min(aspect / width, 1 / height)
            if size > best * 1.001:
                best, chosen = size, (across, beside)
    return chosen


def _shelves(blocks: Sequence[_T], beside: int) -> list[Sequence[_T]]:
    return [blocks[at : at + beside] for at in range(0, len(blocks), beside)]


def _square(x: float, y: float) -> Ring:
    low, high = _INSET, 1 - _INSET
    return (
        (x + low, y + low),
        (x + high, y + low),
        (x + high, y + high),
        (x + low, y + high),
        (x + low, y + low),
    )


def _middle_of(rings: Sequence[Ring]) -> Point:
    """A place inside the largest outline: the middle of its longest stretch at the height of its centre."""
    largest = max(rings, key=lambda ring: abs(ring_area(ring)))
    heights = [y for _, y in largest]
    low, high = min(heights), max(heights)
    best = (0.0, largest[0])
    for part in (0.5, 0.4, 0.6, 0.3, 0.7):
        # Beside a corner's own height, so that no corner lies on the line.
        y = low + (high - low) * (part + 1e-4)
        stretch = max(_stretches(rings, y), default=None)
        if stretch is not None and stretch[0] > best[0] * 1.15:
            best = (stretch[0], ((stretch[1] + stretch[2]) / 2, y))
    return best[1]


def _stretches(rings: Sequence[Ring], y: float) -> Iterable[tuple[float, float, float]]:
    crossed = sorted(
        x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for ring in rings
        for (x1, y1), (x2, y2) in pairwise(ring)
        if (y1 > y) != (y2 > y)
    )
    for left, right in zip(crossed[::2], crossed[1::2], strict=False):
        yield right - left, left, right
