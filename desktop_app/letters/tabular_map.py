"""A map on paper: every desa in its class of grey and hatching, its number where there is room, the legend beside.

Made for black and white: classes differ in grey and in hatching, and what a tile stands for is written in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.domain.map_plan import MapPlan, MapShape, Ring
from desktop_app.domain.value_class import LegendLine
from desktop_app.letters.blocks import Align
from desktop_app.letters.fonts import Face
from desktop_app.letters.lines import LineBreaker
from desktop_app.letters.marks import Area, Band, Mark
from desktop_app.letters.setting import Setting

_LEGEND = 150.0
_LEAST_HIGH = 120.0
_SHADES = (1.0, 0.92, 0.8, 0.67, 0.55)
_HATCHES = (0.0, 0.0, 9.0, 5.5, 3.2)
_UNKNOWN_HATCH = -6.0
"""Hatched the other way: hidden, or nothing to say."""
_SIZES = (11.0, 9.5, 8.5, 7.5, 6.5, 5.5)
_SWATCH = 16.0


@dataclass(frozen=True, slots=True)
class TabularMap:
    """One number of every desa; `steps` and `figures` are by desa, without one it has no number."""

    title: str
    plan: MapPlan
    steps: Mapping[str, int]
    figures: Mapping[str, str]
    legend: tuple[LegendLine, ...]
    notes: tuple[str, ...] = ()


def map_bands(map_: TabularMap, setting: Setting, room: float) -> list[Band]:
    """The map with its title and legend in so much height; a page of its own if there is less than it needs."""
    title = [band.kept() for band in setting.smaller(-1).bands([(True, map_.title)])]
    height = max(_LEAST_HIGH, room - sum(band.height for band in title) - 6)
    return [*title, Band(height, (*_shapes(map_, setting, height), *_legend(map_, setting)))]


def _shapes(map_: TabularMap, setting: Setting, height: float) -> list[Mark]:
    plan = map_.plan
    width = setting.width - _LEGEND - 12
    scale = min(width / plan.width, height / plan.height)
    left = setting.left + (width - plan.width * scale) / 2
    marks: list[Mark] = []
    for heading in plan.headings:
        words = _fitting(
            setting, (heading.name,), heading.width * scale, heading.height * scale, Face.BOLD
        )
        if words is not None:
            y = (heading.y + heading.height) * scale - 3
            marks.append(words.plain(heading.name, left + heading.x * scale, y, Face.BOLD))
    labels: list[Mark] = []
    for shape in plan.shapes:
        rings = tuple(tuple((left + x * scale, y * scale) for x, y in ring) for ring in shape.rings)
        step = map_.steps.get(shape.village)
        marks.append(_filled(rings, step, is_tile=plan.is_tiles))
        labels += _label(map_, shape, setting, rings, (left, scale))
    return [*marks, *labels]


def _filled(rings: tuple[Ring, ...], step: int | None, *, is_tile: bool = False) -> Area:
    if step is None:
        return Area(rings, 1.0, _UNKNOWN_HATCH)
    # In a tile the number stands where hatching would be in its way.
    return Area(rings, _SHADES[step], 0.0 if is_tile else _HATCHES[step])


def _label(
    map_: TabularMap,
    shape: MapShape,
    setting: Setting,
    rings: tuple[Ring, ...],
    place: tuple[float, float],
) -> list[Mark]:
    """The name and the number, as large as they fit; of a small desa the number alone, or nothing."""
    left, scale = place
    x, y = left + shape.middle[0] * scale, shape.middle[1] * scale
    figure = map_.figures.get(shape.village, "")
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    # Within a boundary most of the hatching must stay to be seen.
    across, down = (0.94, 0.94) if map_.plan.is_tiles else (0.6, 0.42)
    wide, high = (max(xs) - min(xs)) * across, (max(ys) - min(ys)) * down
    for lines in shape.labels(figure):
        words = _fitting(setting, lines, wide, high)
        if words is not None:
            return _written(lines, words, x, y, has_ground=not map_.plan.is_tiles)
    return []


def _fitting(
    setting: Setting, lines: tuple[str, ...], width: float, height: float, face: Face = Face.REGULAR
) -> LineBreaker | None:
    """The largest size at which these lines fit."""
    for size in _SIZES:
        words = setting.words.at(size)
        is_narrow = max(words.width(line, face) for line in lines) + 2 <= width
        if is_narrow and len(lines) * size * 1.15 <= height:
            return words
    return None


def _written(
    lines: tuple[str, ...], words: LineBreaker, x: float, y: float, *, has_ground: bool
) -> list[Mark]:
    step = words.size * 1.15
    top = y - step * len(lines) / 2
    marks: list[Mark] = []
    if has_ground:
        wide = max(words.width(line) for line in lines) / 2 + 1.5
        marks.append(Area((_box(x - wide, top, 2 * wide, step * len(lines)),), 1.0, edge=0.0))
    for at, line in enumerate(lines):
        baseline = top + at * step + words.size * 0.92
        marks.append(words.plain(line, x - words.width(line) / 2, baseline))
    return marks


def _legend(map_: TabularMap, setting: Setting) -> list[Mark]:
    small = setting.smaller(1.0)
    left = setting.right - _LEGEND
    marks: list[Mark] = []
    y = 4.0
    for line in map_.legend:
        swatch = (_box(left, y, _SWATCH * 1.5, _SWATCH),)
        marks.append(_filled(swatch, line.step, is_tile=map_.plan.is_tiles))
        said = small.words.lines([(False, line.words)], _LEGEND - 2 * _SWATCH)
        for at, words in enumerate(said):
            baseline = y + small.size * 1.1 + at * small.step
            marks.append(small.words.set(words, left + 2 * _SWATCH, baseline, _LEGEND, Align.LEFT))
        y += max(_SWATCH, len(said) * small.step) + 5
    y += 6
    for note in map_.notes:
        for words in small.words.lines([(False, note)], _LEGEND):
            marks.append(small.words.set(words, left, y + small.size, _LEGEND, Align.LEFT))
            y += small.step
        y += 4
    return marks


def _box(x: float, y: float, width: float, height: float) -> Ring:
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
