"""Other people's GeoJSON into boundaries of desa, or one named problem; nothing in between.

Which property names the desa is found by trying all of them: codes of Kemendagri or of BPS, decided once
for the whole file, with the names as witness where codes do not say it; then names, within a kecamatan if
the file has it. A shape that fits no desa is told and left out.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from desktop_app.domain.boundary import (
    EAST,
    NORTH,
    SOUTH,
    WEST,
    Boundary,
    BoundaryCheck,
    Place,
    thinned,
)
from desktop_app.domain.region import RegionTable, Village, folded_region_name
from desktop_app.errors import Code, UserError
from desktop_app.files import machine_error

LARGEST = 64 * 1024 * 1024
MOST_FEATURES = 5_000
MOST_POINTS = 2_000_000
_MOST_PROPERTIES = 60
_LONGEST_LABEL = 60
_MOST_TOLD = 200
_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")

_Properties = Mapping[str, str]
_Rings = tuple[tuple[Place, ...], ...]


@dataclass(frozen=True, slots=True)
class _Feature:
    properties: _Properties
    rings: _Rings

    @property
    def label(self) -> str:
        """What to call it where nobody knows it: its words, cut short."""
        words = [value for value in self.properties.values() if value]
        return " · ".join(words[:3])[:_LONGEST_LABEL] or "–"


def read_boundaries(path: Path, regions: RegionTable, region: str) -> BoundaryCheck:
    """What the file holds for the desa of a region, thinned for drawing.

    Raises `UserError`: `BOUNDARIES_FAULTY`, `BOUNDARY_FAULTY` of one shape, `BOUNDARIES_TOO_LARGE`,
    `BOUNDARIES_NOT_IN_INDONESIA`, `BOUNDARIES_MATCH_NOBODY`; and `MachineError`.
    """
    document = _document(path)
    features, skipped = _features(document, path.name)
    villages, matched_by = _matched(features, regions)
    inside = {one.code for one in regions.villages_within(region)}
    found: dict[str, list[_Rings]] = {}
    unmatched, elsewhere = list[str](), 0
    for feature, village in zip(features, villages, strict=True):
        if village is None:
            unmatched.append(feature.label)
        elif village.code in inside:
            found.setdefault(village.code, []).append(feature.rings)
        else:
            elsewhere += 1
    if not found:
        raise UserError(
            Code.BOUNDARIES_MATCH_NOBODY, name=path.name, shapes=len(features), elsewhere=elsewhere
        )
    whole = [
        Boundary(code, tuple(ring for rings in found[code] for ring in rings))
        for code in sorted(found)
    ]
    return BoundaryCheck(
        features=len(features),
        matched_by=matched_by,
        boundaries=thinned(whole),
        unmatched=tuple(unmatched[:_MOST_TOLD]),
        elsewhere=elsewhere,
        joined=tuple(code for code in sorted(found) if len(found[code]) > 1),
        missing=tuple(sorted(inside - found.keys())),
        skipped=skipped,
        points=sum(len(ring) for one in features for ring in one.rings),
    )


# The file


def _document(path: Path) -> Any:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise machine_error(error, name=path.name) from error
    if len(raw) > LARGEST:
        raise UserError(Code.BOUNDARIES_TOO_LARGE, name=path.name, most=LARGEST >> 20, what="MB")
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise _faulty(path.name, "utf-8") from error
    except (ValueError, RecursionError) as error:
        # Cut in the middle, no JSON at all, numbers without end, or brackets within brackets.
        raise _faulty(path.name, "json") from error


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(word)


def _features(document: Any, name: str) -> tuple[list[_Feature], int]:
    """Every shape with an area, and how many entries have none."""
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise _faulty(name, "FeatureCollection")
    _check_system(document.get("crs"), name)
    listed = document.get("features")
    if not isinstance(listed, list) or not listed:
        raise _faulty(name, "features")
    if len(listed) > MOST_FEATURES:
        raise UserError(Code.BOUNDARIES_TOO_LARGE, name=name, most=MOST_FEATURES, what="features")
    features, skipped, points = list[_Feature](), 0, 0
    for at, one in enumerate(listed, start=1):
        if not isinstance(one, dict) or one.get("type") != "Feature":
            raise _faulty(name, "Feature", at)
        geometry = one.get("geometry")
        if geometry is None:
            skipped += 1
            continue
        rings = _rings(geometry, name, at)
        points += sum(map(len, rings))
        if points > MOST_POINTS:
            raise UserError(Code.BOUNDARIES_TOO_LARGE, name=name, most=MOST_POINTS, what="points")
        features.append(_Feature(_properties(one.get("properties")), rings))
    if not features:
        raise _faulty(name, "geometry")
    return features, skipped


def _check_system(crs: Any, name: str) -> None:
    """Refuse a file that says it counts in something else than degrees (an old way of saying it)."""
    if crs is None:
        return
    said = crs.get("properties", {}) if isinstance(crs, dict) else {}
    system = str(said.get("name", "")) if isinstance(said, dict) else ""
    if not system.upper().endswith(_WGS84):
        raise _faulty(name, "WGS84")


def _properties(given: Any) -> dict[str, str]:
    """Words and whole numbers by name; a code may have been written as a number."""
    if not isinstance(given, dict):
        return {}
    kept: dict[str, str] = {}
    for key, value in list(given.items())[:_MOST_PROPERTIES]:
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
            value = int(value)
        if isinstance(value, str | int) and not isinstance(value, bool):
            kept[str(key)[:_LONGEST_LABEL]] = " ".join(str(value)[:_MOST_TOLD].split())
    return kept


def _rings(geometry: Any, name: str, at: int) -> _Rings:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _faulty(name, "Polygon", at)
    parts = geometry.get("coordinates")
    polygons = [parts] if kind == "Polygon" else parts
    if not isinstance(polygons, list) or not polygons:
        raise _faulty(name, "coordinates", at)
    rings = []
    for polygon in polygons:
        if not isinstance(polygon, list) or not polygon:
            raise _faulty(name, "coordinates", at)
        rings += [_ring(ring, name, at) for ring in polygon]
    return tuple(rings)


def _ring(given: Any, name: str, at: int) -> tuple[Place, ...]:
    if not isinstance(given, list) or len(given) < 3:
        raise _faulty(name, "coordinates", at)
    if len(given) > MOST_POINTS:
        raise UserError(Code.BOUNDARIES_TOO_LARGE, name=name, most=MOST_POINTS, what="points")
    ring = [_place(one, name, at) for one in given]
    if ring[0] != ring[-1]:
        ring.append(ring[0])  # what it means is plain: an outline ends where it begins
    if len(set(ring)) < 3:
        raise _faulty(name, "coordinates", at)
    return tuple(ring)


def _place(given: Any, name: str, at: int) -> Place:
    is_pair = isinstance(given, list) and 2 <= len(given) <= 4
    if not is_pair or not all(type(one) in (int, float) for one in given[:2]):
        raise _faulty(name, "coordinates", at)
    try:
        x, y = float(given[0]), float(given[1])
    except OverflowError as error:
        raise _faulty(name, "coordinates", at) from error
    if not (math.isfinite(x) and math.isfinite(y)):
        raise _faulty(name, "coordinates", at)
    if not (WEST <= x <= EAST and SOUTH <= y <= NORTH):
        raise UserError(Code.BOUNDARIES_NOT_IN_INDONESIA, name=name, at=at)
    return x, y


def _faulty(name: str, what: str, at: int = 0) -> UserError:
    if at:
        return UserError(Code.BOUNDARY_FAULTY, name=name, what=what, at=at)
    return UserError(Code.BOUNDARIES_FAULTY, name=name, what=what)


# Whose it is


def _matched(
    features: Sequence[_Feature], regions: RegionTable
) -> tuple[list[Village | None], str]:
    """The desa of each shape, and the property that said it."""
    keys = list(dict.fromkeys(key for one in features for key in one.properties))
    name_key = _best(keys, lambda key: _named(features, key, regions))
    ways: list[tuple[int, int, str, list[Village | None]]] = []
    for key in keys:
        for find in (_by_code, _by_bps):
            found = [find(one.properties.get(key, ""), regions) for one in features]
            count = len({village.code for village in found if village is not None})
            witness = sum(
                village is not None and village.answers_to(one.properties.get(name_key, ""))
                for one, village in zip(features, found, strict=True)
            )
            ways.append((witness, count, key, found))
    best = max(ways, key=lambda way: way[:2], default=(0, 0, "", [None] * len(features)))
    _, count, key, villages = best
    if not count:
        key, villages = name_key, [None] * len(features)
    subdistrict_key = _best(keys, lambda key: _subdistricts(features, key, regions))
    completed = [
        village or _by_name(one.properties, name_key, subdistrict_key, regions)
        for one, village in zip(features, villages, strict=True)
    ]
    return completed, key


def _best(keys: Iterable[str], count: Callable[[str], int]) -> str:
    """The property that says most of what is looked for; empty if none says enough to be that."""
    best = max(((count(key), key) for key in keys), key=lambda pair: pair[0], default=(0, ""))
    return best[1] if best[0] else ""


def _named(features: Sequence[_Feature], key: str, regions: RegionTable) -> int:
    known = {alias for village in regions.villages for alias in village.aliases}
    said = {folded_region_name(one.properties.get(key, "")) for one in features}
    return len(said & known)


def _subdistricts(features: Sequence[_Feature], key: str, regions: RegionTable) -> int:
    known = {folded_region_name(name) for name in regions.subdistricts.values()}
    said = Counter(folded_region_name(one.properties.get(key, "")) for one in features)
    return sum(count for name, count in said.items() if name in known)


def _by_code(text: str, regions: RegionTable) -> Village | None:
    return regions.village_by_code(text) if text else None


def _by_bps(text: str, regions: RegionTable) -> Village | None:
    return regions.village_by_bps(text) if text else None


def _by_name(
    properties: _Properties, name_key: str, subdistrict_key: str, regions: RegionTable
) -> Village | None:
    """The one desa that is called so; None where two are, unless the kecamatan tells which."""
    name = properties.get(name_key, "")
    if not folded_region_name(name):
        return None
    found = [village for village in regions.villages if village.answers_to(name)]
    within = folded_region_name(properties.get(subdistrict_key, ""))
    if within and len(found) > 1:
        found = [one for one in found if folded_region_name(one.subdistrict_name) == within]
    return found[0] if len(found) == 1 else None
