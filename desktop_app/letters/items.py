"""Texts under each other, each with its mark: considerations, decisions, boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.letter import MM
from desktop_app.letters.blocks import Align, ItemMark, Items
from desktop_app.letters.lines import Span
from desktop_app.letters.marks import Band, Mark, Stroke
from desktop_app.letters.setting import Setting

_LABEL = 32 * MM
_BEFORE = 7 * MM
_AFTER_MARK = 1.5 * MM
_BEFORE_MARK = 4 * MM
_BOX = 3.4 * MM
_HAIR = 0.6
_ORDERS = (
    *("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA"),
    *("KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN", "KESEPULUH"),
)


def items_bands(setting: Setting, block: Items) -> list[Band]:
    """Every item on its own lines; nothing where there is no item."""
    texts: list[Sequence[Span]] = [text.filled(setting.values) for text in block.lines]
    more = setting.values.get(block.field, "") if block.field else ""
    texts += [[(False, line.strip())] for line in more.splitlines() if line.strip()]
    is_order = block.mark is ItemMark.ORDER
    left = setting.left + (_LABEL if block.label or is_order else _BEFORE)
    bands: list[Band] = []
    for at, spans in enumerate(texts):
        x = left + (0.0 if is_order else _width_of_marks(setting, len(texts)))
        lines = setting.bands(spans, x=x, width=setting.right - x, align=Align.JUSTIFY)
        marks = list(_marks(setting, block.mark, at, left))
        if block.label and not at:
            marks.append(setting.words.plain(block.label, setting.left, setting.baseline()))
            marks.append(setting.words.plain(":", left - _BEFORE_MARK, setting.baseline()))
        lines[0] = Band(lines[0].height, (*marks, *lines[0].marks), lines[0].keeps_next)
        bands += lines
    return [*bands, setting.gap(0.35)] if bands else []


def _width_of_marks(setting: Setting, count: int) -> float:
    return max(setting.words.width("9" * len(str(count)) + "."), _BOX) + 2 * _AFTER_MARK


def _marks(setting: Setting, mark: ItemMark, at: int, x: float) -> Sequence[Mark]:
    line = setting.baseline()
    match mark:
        case ItemMark.NUMBER:
            return (setting.words.plain(f"{at + 1}.", x, line),)
        case ItemMark.LETTER:
            return (setting.words.plain(f"{_letters(at)}.", x, line),)
        case ItemMark.DASH:
            return (setting.words.plain("–", x, line),)
        case ItemMark.ORDER:
            word = _ORDERS[at] if at < len(_ORDERS) else str(at + 1)
            return (
                setting.words.plain(word, setting.left, line),
                setting.words.plain(":", x - _BEFORE_MARK, line),
            )
        case ItemMark.BOX:
            top, low, right = line - _BOX + 0.8, line + 0.8, x + _BOX
            return (
                Stroke(x, top, right, top, _HAIR),
                Stroke(x, low, right, low, _HAIR),
                Stroke(x, top, x, low, _HAIR),
                Stroke(right, top, right, low, _HAIR),
            )


def _letters(at: int) -> str:
    """a … z, then aa."""
    return chr(ord("a") + at % 26) * (at // 26 + 1)
