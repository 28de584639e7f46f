"""The boundary of a desa as an office was given it, and thinning it to what a drawing can show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise

Place = tuple[float, float]
"""Longitude and latitude in degrees (WGS84)."""

WEST, EAST, SOUTH, NORTH = 94.0, 142.0, -12.0, 7.0
"""Between these degrees lies Indonesia."""
_FINEST = 1e-5
"""About a metre: nothing that is drawn needs more."""
_STEPS = 3_000
"""Into so many steps the longer side of what is drawn is divided."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """The outlines of one desa; each ends where it begins, inner ones are holes."""

    village: str
    rings: tuple[tuple[Place, ...], ...]


@dataclass(frozen=True, slots=True)
class BoundaryCheck:
    """What a file of boundaries holds for this office.

    `matched_by` is the property that named the desa, ``code`` or ``name`` of it. `unmatched` are shapes of
    no desa that is known, as the file calls them; `elsewhere` counts those of desa outside the office.
    `joined` are desa with several shapes, which were put together; `missing` desa without any.
    `skipped` counts entries without an area. `points` were read, `kept` are left after thinning.
    """

    features: int
    matched_by: str
    boundaries: tuple[Boundary, ...]
    unmatched: tuple[str, ...]
    elsewhere: int
    joined: tuple[str, ...]
    missing: tuple[str, ...]
    skipped: int
    points: int

    @property
    def kept(self) -> int:
        """The points that are left after thinning."""
        return sum(len(ring) for one in self.boundaries for ring in one.rings)


@dataclass(frozen=True, slots=True)
class BoundarySource:
    """Where the boundaries in use came from."""

    name: str
    villages: int
    loaded_at: datetime
    loaded_by: str


def thinned(boundaries: Sequence[Boundary]) -> tuple[Boundary, ...]:
    """The same with the points that a drawing of all of them can tell apart.

    Every point goes to the nearest crossing of one grid, wherever it stands: neighbours that shared a
    border share it afterwards, without gaps. Outlines smaller than the grid go, but each desa keeps one.
    """
    points = [point for one in boundaries for ring in one.rings for point in ring]
    if not points:
        return ()
    across = max(x for x, _ in points) - min(x for x, _ in points)
    down = max(y for _, y in points) - min(y for _, y in points)
    step = max(_FINEST, max(across, down) / _STEPS)
    return tuple(Boundary(one.village, _thinned(one.rings, step)) for one in boundaries)


def ring_area(ring: Sequence[Place]) -> float:
    """The area within an outline, negative if it runs the other way round."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def _thinned(rings: Sequence[tuple[Place, ...]], step: float) -> tuple[tuple[Place, ...], ...]:
    snapped = [_straightened(_snapped(ring, step)) for ring in rings]
    large = tuple(ring for ring in snapped if len(ring) > 3)
    return large or (max(rings, key=lambda ring: abs(ring_area(ring))),)


def _snapped(ring: Iterable[Place], step: float) -> list[tuple[int, int, float, float]]:
    cells = ((round(x / step), round(y / step)) for x, y in ring)
    return [(x, y, round(x * step, 7), round(y * step, 7)) for (x, y), _ in groupby(cells)]


def _straightened(ring: list[tuple[int, int, float, float]]) -> tuple[Place, ...]:
    """Without the points that lie on a straight line between their neighbours."""
    kept: list[tuple[int, int, float, float]] = []
    for point in ring:
        while len(kept) > 1 and _is_between(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return tuple((x, y) for _, _, x, y in kept)


def _is_between(
    one: tuple[int, int, float, float],
    middle: tuple[int, int, float, float],
    other: tuple[int, int, float, float],
) -> bool:
    ax, ay = middle[0] - one[0], middle[1] - one[1]
    bx, by = other[0] - middle[0], other[1] - middle[1]
    return ax * by == ay * bx and ax * bx + ay * by > 0
