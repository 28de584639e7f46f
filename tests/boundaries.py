"""Invented boundaries: no map of anywhere, but desa that share their borders to the last point."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from math import ceil, cos, sin, sqrt
from pathlib import Path
from typing import Any

from desktop_app.domain.region import Village

_STEPS = 24
_WEST, _SOUTH = 109.6, -7.02


def a_collection(villages: Sequence[Village], *, side: float = 0.02) -> dict[str, Any]:
    """A FeatureCollection with one crooked shape for each of these desa, in rows."""
    across = ceil(sqrt(len(villages)) * 1.3)
    features = []
    for at, village in enumerate(villages):
        features.append(
            {
                "type": "Feature",
                "properties": {
                    "OBJECTID": at + 1,
                    "KDEPUM": village.code,
                    "WADMKD": village.local_name,
                    "WADMKC": village.subdistrict_name,
                },
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [_outline(at % across, at // across, side)],
                },
            }
        )
    return {"type": "FeatureCollection", "features": features}


def write_collection(path: Path, collection: object) -> Path:
    """The collection as a file."""
    path.write_text(json.dumps(collection), encoding="utf-8")
    return path


def _outline(column: int, row: int, side: float) -> list[list[float]]:
    corners = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    points = []
    for (x1, y1), (x2, y2) in pairwise(corners):
        for step in range(_STEPS):
            part = step / _STEPS
            x, y = column + x1 + (x2 - x1) * part, row + y1 + (y2 - y1) * part
            points.append(_bent(round(x, 9), round(y, 9), side))
    return [*points, points[0]]


def _bent(x: float, y: float, side: float) -> list[float]:
    """Where a point of the even grid lies: the same for all who share it."""
    dx = 0.16 * sin(3.1 * y + 1.3 * x) + 0.05 * sin(11 * y + 2 * x)
    dy = 0.14 * cos(2.7 * x + 1.1 * y) + 0.05 * cos(13 * x - y)
    return [_WEST + (x + dx) * side, _SOUTH + (y + dy) * side * 0.8]
