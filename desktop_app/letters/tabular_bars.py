"""The picture of a table on paper: a name, a bar and its number, one a line, readable in black and white."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.letters.fonts import Face
from desktop_app.letters.marks import Area, Band, Mark
from desktop_app.letters.setting import Setting

_HIGH = 0.62
"""Of a line: how high a bar is."""
_FILLED, _EMPTY = 0.45, 1.0
_MOST_NAME = 190.0
_AFTER = 6.0
_LEAST = 0.8


@dataclass(frozen=True, slots=True)
class TabularBar:
    """One bar; `part` is how much of the whole scale it fills, from 0 to 1."""

    name: str
    part: float
    words: str


@dataclass(frozen=True, slots=True)
class TabularBars:
    """A picture; where `is_share` each bar stands in an outline of the whole."""

    title: str
    bars: tuple[TabularBar, ...]
    is_share: bool = False


def bar_bands(picture: TabularBars, setting: Setting) -> list[Band]:
    """The title, and a band for each bar."""
    small = setting.smaller(1.0)
    names = min(max(small.words.width(bar.name) for bar in picture.bars), _MOST_NAME)
    words = max(small.words.width(bar.words) for bar in picture.bars)
    x = small.left + names + _AFTER
    room = small.right - x - words - _AFTER
    bands = [band.kept() for band in setting.smaller(-1).bands([(True, picture.title)])]
    for bar in picture.bars:
        line = small.words.lines([(False, bar.name)], names + 1)[0]
        y, high = small.step * (1 - _HIGH) / 2, small.step * _HIGH
        width = max(_LEAST, room * bar.part) if bar.part > 0 else 0.0
        marks: list[Mark] = [small.words.plain(_said(line.pieces), small.left, small.baseline())]
        end = x + (room if picture.is_share else width)
        if picture.is_share:
            marks.append(_bar(x, y, room, high, _EMPTY))
        if width:
            marks.append(_bar(x, y, width, high, _FILLED))
        marks.append(small.words.plain(bar.words, end + _AFTER, small.baseline()))
        bands.append(Band(small.step, tuple(marks)))
    return bands


def _said(pieces: tuple[tuple[Face, str], ...]) -> str:
    return "".join(text for _, text in pieces)


def _bar(x: float, y: float, width: float, height: float, shade: float) -> Area:
    ring = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
    return Area((ring,), shade)
