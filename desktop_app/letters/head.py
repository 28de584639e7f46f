"""The letterhead: crest on the left, authorities centred, address, and a double rule."""

from __future__ import annotations

from desktop_app.domain.letter import MM, Letterhead, Margins
from desktop_app.letters.blocks import Align
from desktop_app.letters.lines import LineBreaker, Measure
from desktop_app.letters.marks import Mark, Picture, Stroke

_SIZES = (14.0, 16.0)  # of the authorities above, and of the office itself
_SMALLEST = 10.0
_SMALL_PRINT = 10.0
_LEADING = 1.18
_CREST = 24 * MM
_CREST_SPACE = 3 * MM
_AFTER_RULE = 10.0


def head_marks(
    letterhead: Letterhead,
    crest_ratio: float,
    *,
    measure: Measure,
    sheet_width: float,
    margins: Margins,
) -> tuple[tuple[Mark, ...], float]:
    """The head's marks from the top of the sheet, and how much room it takes below the margin.

    `crest_ratio` is the crest's width over its height, 0 if there is none.
    """
    left, top = margins.left * MM, margins.top * MM
    right = sheet_width - margins.right * MM
    marks: list[Mark] = []
    indent = _CREST + _CREST_SPACE if crest_ratio else 0.0
    x, width = left + indent, right - left - indent
    y = top
    for at, text in enumerate(letterhead.authorities):
        is_office = at == len(letterhead.authorities) - 1
        breaker = _fitting(measure, text, width, _SIZES[is_office])
        for line in breaker.lines([(True, text)], width):
            marks.append(breaker.set(line, x, y + breaker.size, width, Align.CENTRE))
            y += breaker.size * _LEADING
    y += 2
    small = LineBreaker(measure, _SMALL_PRINT)
    for text in (letterhead.address, letterhead.contact):
        for line in small.lines([(False, text)], width) if text.strip() else ():
            marks.append(small.set(line, x, y + small.size, width, Align.CENTRE))
            y += small.size * _LEADING
    if crest_ratio:
        wide, high = min(_CREST, _CREST * crest_ratio), min(_CREST, _CREST / crest_ratio)
        y = max(y, top + high)
        middle = top + (y - top) / 2
        marks.append(Picture(left + (_CREST - wide) / 2, middle - high / 2, wide, high))
    y += 5
    marks += [Stroke(left, y, right, y, 2.25), Stroke(left, y + 2.75, right, y + 2.75, 0.75)]
    return tuple(marks), y + _AFTER_RULE - top


def _fitting(measure: Measure, text: str, width: float, size: float) -> LineBreaker:
    """The largest size, down to `_SMALLEST`, at which `text` stays on one line."""
    breaker = LineBreaker(measure, size)
    while size > _SMALLEST and len(breaker.lines([(True, text)], width)) > 1:
        size -= 0.5
        breaker = LineBreaker(measure, size)
    return breaker
