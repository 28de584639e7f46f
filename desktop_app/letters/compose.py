"""From a letter to sheets of marks.

A letter, and each part that begins a new sheet, is set at 12 points with open lines. If it does not fit on one sheet the lines move closer
and the size goes down by half points to 10. If that is not enough it runs over two sheets, and
then at 12 points again: readers refuse small print, and nothing is won by it any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.domain.dates import long_date
from desktop_app.domain.letter import MM, USUAL_MARGINS, Letterhead, Margins, Paper, Signatory
from desktop_app.letters.block_bands import (
    code_bands,
    copies_bands,
    heading_bands,
    identity_bands,
    label_width,
    line_bands,
    note_bands,
    paragraph_bands,
    reference_bands,
    signature_bound,
    title_bands,
)
from desktop_app.letters.blocks import (
    Address,
    Align,
    Block,
    Copies,
    Coupons,
    Heading,
    Identity,
    Items,
    Note,
    PageBreak,
    Paragraph,
    Receipt,
    Reference,
    Signatures,
    Space,
    Table,
    Title,
    VerificationCode,
)
from desktop_app.letters.coupons import coupon_bands
from desktop_app.letters.items import items_bands
from desktop_app.letters.lines import LineBreaker
from desktop_app.letters.marks import Band, Mark, Sheet, Stroke, paginate, total_height
from desktop_app.letters.receipt import receipt_bands
from desktop_app.letters.setting import Setting
from desktop_app.letters.signing import signature_bands
from desktop_app.letters.tables import table_bands
from desktop_app.letters.template import LetterTemplate, Orientation

STEPS = (
    (12.0, 1.45),
    (12.0, 1.35),
    (12.0, 1.25),
    (12.0, 1.15),
    (11.5, 1.15),
    (11.0, 1.15),
    (10.5, 1.15),
    (10.0, 1.15),
)
"""Font size and line distance, tried in this order until the letter fits on one sheet."""

_RUN_OVER = (12.0, 1.25)
_RUNNING_HEAD = 28.0
_FINE = 9.0
_HAIR = 0.5
_WINDOW_TOP, _WINDOW_HEIGHT, _WINDOW_WIDTH = 50.0, 32.0, 80.0
"""Millimetres from the upper edge of the sheet: the window of a DL envelope, the sheet folded in three."""


@dataclass(frozen=True, slots=True)
class LetterToDraw:
    """One letter, complete."""

    template: LetterTemplate
    values: Mapping[str, str]
    letterhead: Letterhead
    signatory: Signatory
    number: str
    place: str
    dated: date
    paper: Paper = Paper.F4
    margins: Margins = USUAL_MARGINS
    is_for_window: bool = False

    @property
    def points(self) -> tuple[float, float]:
        """Width and height of the sheet as it lies, in points."""
        width, height = self.paper.points
        is_wide = self.template.orientation is Orientation.LANDSCAPE
        return (height, width) if is_wide else (width, height)


def sheets_of(letter: LetterToDraw, words: LineBreaker, head_height: float) -> list[Sheet]:
    """The pages of a letter, with `head_height` points left free for the letterhead.

    `words` sets text in the letter's typeface, at whatever size it comes.
    """
    height = letter.points[1]
    edges = letter.margins
    inner = height - (edges.top + edges.bottom) * MM
    values = all_values(letter)
    pages: list[list[Band]] = []
    for size, leading in STEPS:
        bands = _bands(letter, _setting(letter, values, words.at(size), leading), head_height)
        parts = _parts(bands)
        if total_height(parts[0]) <= inner - head_height and all(
            total_height(part) <= inner - _RUNNING_HEAD for part in parts[1:]
        ):
            pages = parts
            break
    else:
        bands = _bands(
            letter, _setting(letter, values, words.at(_RUN_OVER[0]), _RUN_OVER[1]), head_height
        )
        pages = paginate(bands, inner - head_height, inner - _RUNNING_HEAD)
    sheets = []
    for at, page in enumerate(pages):
        y = edges.top * MM + (_RUNNING_HEAD if at else head_height)
        marks = list(_running_head(letter, words.at(_FINE), at + 1, len(pages))) if at else []
        for band in page:
            marks += [mark.moved(y) for mark in band.marks]
            y += band.height
        sheets.append(Sheet(tuple(marks), has_head=not at))
    return sheets


def _setting(
    letter: LetterToDraw, values: Mapping[str, str], words: LineBreaker, leading: float
) -> Setting:
    return Setting(
        values=values,
        signatory=letter.signatory,
        words=words,
        leading=leading,
        left=letter.margins.left * MM,
        right=letter.points[0] - letter.margins.right * MM,
    )


def all_values(letter: LetterToDraw) -> Mapping[str, str]:
    """Its values, and what drawing fills in itself."""
    return {
        **letter.values,
        "number": letter.number,
        "date": long_date(letter.dated),
        "place": letter.place,
        "signatory_name": letter.signatory.name,
        "signatory_position": letter.signatory.position_in_capacity,
        "signatory_number": letter.signatory.number,
        "signatory_rank": letter.signatory.rank,
    }


def _bands(letter: LetterToDraw, setting: Setting, head_height: float) -> list[Band]:
    blocks = letter.template.blocks
    bands: list[Band] = []
    address = next((block for block in blocks if isinstance(block, Address)), None)
    if letter.is_for_window and address is not None:
        bands += _in_window(setting, address, letter.margins.top * MM + head_height)
        blocks = tuple(block for block in blocks if block is not address)
    label = label_width(setting, blocks)
    is_new_page = False
    for block in blocks:
        if isinstance(block, PageBreak):
            is_new_page = True
            continue
        if isinstance(block, Signatures):
            bands = signature_bound(bands)
        made = _block_bands(setting, block, label)
        if is_new_page and (first := next((one for one in made if not one.is_gap), None)):
            made = made[made.index(first) :]
            made[0] = replace(first, starts_page=True)
            is_new_page = False
        bands += made
    return bands


def _in_window(setting: Setting, block: Address, used: float) -> list[Band]:
    """The address below the head, where the window of a DL envelope shows it, and room down to its end."""
    above = max(0.0, _WINDOW_TOP * MM - used)
    narrow = replace(setting, right=min(setting.right, setting.left + _WINDOW_WIDTH * MM))
    lines = line_bands(narrow, block.lines)
    room = (_WINDOW_TOP + _WINDOW_HEIGHT) * MM - max(used, _WINDOW_TOP * MM)
    below = max(0.0, room - total_height(lines))
    return [Band(above), *lines, Band(below), setting.gap(0.7)]


def _block_bands(setting: Setting, block: Block, label: float) -> list[Band]:
    match block:
        case Paragraph(when=when) | Heading(when=when) | Identity(when=when) | Note(when=when) if (
            when
        ):
            if not setting.is_filled(when):
                return []
    match block:
        case Title():
            return title_bands(setting, block)
        case Reference():
            return reference_bands(setting, block)
        case Address():
            return [*line_bands(setting, block.lines), setting.gap(0.7)]
        case Paragraph():
            return paragraph_bands(setting, block)
        case Heading():
            return heading_bands(setting, block)
        case Identity():
            return identity_bands(setting, block, label)
        case Table():
            return table_bands(setting, block)
        case Receipt():
            return receipt_bands(setting, block)
        case Signatures():
            return signature_bands(setting, block)
        case Copies():
            return copies_bands(setting, block)
        case Note():
            return note_bands(setting, block)
        case VerificationCode():
            return code_bands(setting, block)
        case Items():
            return items_bands(setting, block)
        case Coupons():
            return coupon_bands(setting, block)
        case PageBreak():
            return []
        case Space():
            return [Band(block.height_mm * MM, is_gap=True)]


def _parts(bands: Sequence[Band]) -> list[list[Band]]:
    """What stands between the breaks that the template wants; a break leaves nothing behind."""
    parts: list[list[Band]] = [[]]
    for band in bands:
        if band.starts_page and parts[-1]:
            parts.append([])
        if parts[-1] or not band.is_gap or len(parts) == 1:
            parts[-1].append(band)
    return parts


def _running_head(
    letter: LetterToDraw, small: LineBreaker, page: int, pages: int
) -> tuple[Mark, ...]:
    left, top = letter.margins.left * MM, letter.margins.top * MM
    right = letter.points[0] - letter.margins.right * MM
    where = f"Halaman {page} dari {pages}"
    # What bears no number is told apart by its title.
    said = f"Nomor: {letter.number}" if letter.number else letter.template.title
    number = small.lines([(False, said)], (right - left) * 0.7)[0]
    return (
        small.set(number, left, top + 9, right - left, Align.LEFT),
        small.plain(where, right - small.width(where), top + 9),
        Stroke(left, top + 13, right, top + 13, _HAIR),
    )
