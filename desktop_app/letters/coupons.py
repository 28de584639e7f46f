"""Cards that are cut out and brought along: eight on a sheet, each with a QR that names nobody."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.letter import MM
from desktop_app.letters.blocks import LINE_END, Coupons, table_rows
from desktop_app.letters.fonts import Face
from desktop_app.letters.lines import Span
from desktop_app.letters.marks import Band, Mark, Squares, Stroke
from desktop_app.letters.qr import QUIET_ZONE, qr_runs
from desktop_app.letters.setting import Setting

_BESIDE = 2
_HEIGHT = 58 * MM
_INSIDE = 3 * MM
_QR = 22 * MM
_HAIR = 0.4
_DASH = 3.0
_TITLE, _NAME, _SMALL = 9.5, 12.0, 8.5
_SMALLEST = 6.5
_MOST_LINES = 2


def coupon_bands(setting: Setting, block: Coupons) -> list[Band]:
    """Rows of cards; a card is never torn."""
    rows = table_rows(setting.values.get(block.field, ""))
    width = setting.width / _BESIDE
    bands = []
    for start in range(0, len(rows), _BESIDE):
        pair = rows[start : start + _BESIDE]
        marks: list[Mark] = []
        for at, row in enumerate(pair):
            x = setting.left + at * width
            marks += _edges(x, width)
            marks += _card(setting, block, [*row, "", "", ""], x, width)
        bands.append(Band(_HEIGHT, tuple(marks)))
    return bands


def _card(
    setting: Setting, block: Coupons, row: Sequence[str], x: float, width: float
) -> list[Mark]:
    number, name, about = row[:3]
    inner, left = width - 2 * _INSIDE, x + _INSIDE
    marks: list[Mark] = []
    y = _INSIDE
    title = [(True, text) for _, text in block.title.filled(setting.values)]
    for largest, spans in (
        (_TITLE, title),
        (_NAME, [(True, name)]),
        (_SMALL, [(False, about.replace(LINE_END, ", "))]),
    ):
        size = _fitting(setting, spans, inner, largest)
        small = setting.smaller(setting.size - size)
        for line in small.words.lines(spans, inner):
            y += size * 1.2
            marks += small.marks(line, left, inner, y=y)
        y += 2.0
    marks += _code(setting, number, left)
    beside = left + _QR + 2 * MM
    small = setting.smaller(setting.size - _SMALL)
    y = _HEIGHT - _INSIDE - _QR
    for text in block.lines:
        for line in small.words.lines(text.filled(setting.values), inner - _QR - 2 * MM):
            y += _SMALL * 1.2
            marks += small.marks(line, beside, inner, y=y)
    large = setting.smaller(setting.size - _NAME)
    tag = f"No. {number}"
    end = x + width - _INSIDE - large.words.width(tag, Face.BOLD)
    marks.append(large.words.plain(tag, end, _HEIGHT - _INSIDE, Face.BOLD))
    return marks


def _fitting(setting: Setting, spans: Sequence[Span], width: float, size: float) -> float:
    """The largest size down to the smallest at which a text takes no more lines than it should."""
    while size > _SMALLEST and len(setting.words.at(size).lines(spans, width)) > _MOST_LINES:
        size -= 0.5
    return size


def _code(setting: Setting, number: str, x: float) -> list[Mark]:
    runs, modules = qr_runs(f"{setting.values.get('number', '')}#{number}")
    module = _QR / (modules + 2 * QUIET_ZONE)
    corner = module * QUIET_ZONE
    return [Squares(x, _HEIGHT - _INSIDE - _QR + corner, module, runs)]


def _edges(x: float, width: float) -> list[Mark]:
    """A dashed frame: where the scissors go."""
    marks: list[Mark] = []
    for at in range(int(width / _DASH / 2)):
        start = x + at * 2 * _DASH
        marks += [Stroke(start, y, start + _DASH, y, _HAIR) for y in (0, _HEIGHT)]
    for at in range(int(_HEIGHT / _DASH / 2)):
        start = at * 2 * _DASH
        marks += [Stroke(edge, start, edge, start + _DASH, _HAIR) for edge in (x, x + width)]
    return marks
