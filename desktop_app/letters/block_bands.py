"""What each block looks like, as bands from the top down."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.letter import MM
from desktop_app.letters.blocks import (
    DOTS,
    Align,
    Block,
    Copies,
    Heading,
    Identity,
    Note,
    Paragraph,
    Reference,
    Row,
    Text,
    Title,
    VerificationCode,
)
from desktop_app.letters.fonts import Face
from desktop_app.letters.marks import Band, Mark, Squares, Stroke
from desktop_app.letters.qr import QUIET_ZONE, qr_runs
from desktop_app.letters.setting import Setting, kept_together

_INDENT = 12.5 * MM
_LABEL_AT_MOST = 0.42  # of the column
_AFTER_LABEL = 2 * MM
_AFTER_COLON = 4 * MM
_HAIR = 0.5
_QR = 20 * MM
_REFERENCE_SHARE = 0.56


def label_width(setting: Setting, blocks: Sequence[Block]) -> float:
    """Wide enough for the labels of every identity block, so that all colons stand in one line."""
    labels = [row.label for block in blocks if isinstance(block, Identity) for row in block.rows]
    widest = max((setting.words.width(label) for label in labels), default=0.0)
    return min(widest, setting.width * _LABEL_AT_MOST) + _AFTER_LABEL


def title_bands(setting: Setting, title: Title) -> list[Band]:
    """Centred, bold, underlined, in capitals; the number below it."""
    large = setting.smaller(-2)
    spans = [(True, text.upper()) for _, text in title.text.filled(setting.values)]
    bands = large.bands(spans, align=Align.CENTRE, is_underlined=True)
    if title.has_number:
        number = setting.values.get("number", "").strip() or DOTS
        bands += setting.bands([(False, f"Nomor: {number}")], align=Align.CENTRE)
    return [setting.gap(0.5), *kept_together(bands), setting.gap(0.9)]


def reference_bands(setting: Setting, block: Reference) -> list[Band]:
    """Labels on the left; place and date in the first line on the right."""
    widest = max((setting.words.width(row.label) for row in block.rows), default=0.0)
    right = setting.left + setting.width * _REFERENCE_SHARE
    bands = _rows(setting, block.rows, setting.left, right, widest + _AFTER_LABEL)
    where = f"{setting.values.get('place', '')}, {setting.values.get('date', '')}"
    placed = setting.bands(
        [(False, where)], x=right, width=setting.right - right, align=Align.RIGHT
    )
    return [setting.gap(0.4), *_beside(bands, placed), setting.gap(0.8)]


def line_bands(setting: Setting, lines: Sequence[Text], *, x: float | None = None) -> list[Band]:
    """Texts under each other."""
    x = setting.left if x is None else x
    width = setting.right - x
    return [
        band
        for text in lines
        for band in setting.bands(text.filled(setting.values), x=x, width=width)
    ]


def paragraph_bands(setting: Setting, block: Paragraph) -> list[Band]:
    """Running text, as a rule justified with an indented first line."""
    indent = _INDENT if block.is_indented else 0.0
    bands = setting.bands(block.text.filled(setting.values), align=block.align, indent=indent)
    return [*bands, setting.gap(0.35)]


def heading_bands(setting: Setting, block: Heading) -> list[Band]:
    """Bold, with white above it, tied to the lines below."""
    bands = setting.bands([(True, text) for _, text in block.text.filled(setting.values)])
    return [setting.gap(0.35), *(band.kept() for band in bands)]


def identity_bands(setting: Setting, block: Identity, label: float) -> list[Band]:
    """Labels, colons, values; a dotted line where a value is empty."""
    rows = _rows(setting, block.rows, setting.left + _INDENT, setting.right, label)
    return [*rows, setting.gap(0.35)] if rows else []


def copies_bands(setting: Setting, block: Copies) -> list[Band]:
    """*Tembusan*, numbered."""
    small = setting.smaller(1)
    bands = small.bands([(False, "Tembusan:")])
    indent = small.words.width("99. ")
    for at, text in enumerate(block.lines, 1):
        lines = line_bands(small, (text,), x=small.left + indent)
        number = small.words.plain(f"{at}.", small.left, small.baseline())
        bands += [Band(lines[0].height, (number, *lines[0].marks)), *lines[1:]]
    return [setting.gap(0.8), *kept_together(bands)]


def note_bands(setting: Setting, block: Note) -> list[Band]:
    """Small print below a short line."""
    small = setting.smaller(min(3.0, setting.size - 8.5))
    bands = small.bands(block.text.filled(setting.values), align=Align.JUSTIFY)
    line = Band(4.0, (Stroke(setting.left, 1, setting.left + 40 * MM, 1, _HAIR),))
    return [setting.gap(0.6), *kept_together([line, *bands])]


def code_bands(setting: Setting, block: VerificationCode) -> list[Band]:
    """The QR with, beside it, what of it is typed: all after the last star."""
    text = setting.values.get(block.field, "").strip()
    if not text:
        return []
    runs, modules = qr_runs(text)
    module = _QR / (modules + 2 * QUIET_ZONE)
    small = setting.smaller(3)
    at = setting.left + _QR + 2 * MM
    said = [
        small.words.plain("Kode verifikasi", at, _QR / 2 - 3),
        small.words.plain(text.rpartition("*")[2], at, _QR / 2 + small.step - 3, Face.BOLD),
    ]
    corner = module * QUIET_ZONE
    marks: tuple[Mark, ...] = (Squares(setting.left + corner, corner, module, runs), *said)
    return [setting.gap(0.5), Band(_QR, marks)]


def signature_bound(bands: Sequence[Band]) -> list[Band]:
    """Ties the last lines to what follows: a signature never stands alone on a sheet."""
    at, lines = len(bands), 0
    while at and lines < 2:
        at -= 1
        lines += not bands[at].is_gap
    return [*bands[:at], *(band.kept() for band in bands[at:])]


def _rows(
    setting: Setting, rows: Sequence[Row], left: float, right: float, label: float
) -> list[Band]:
    colon = left + label
    x = colon + _AFTER_COLON
    width = right - x
    bands: list[Band] = []
    for row in rows:
        is_empty = not any(setting.is_filled(name) for name in row.value.fields)
        if is_empty and row.if_filled and row.value.fields:
            continue
        if is_empty and len(row.value.runs) == 1 and row.value.fields:
            dots = int(width // setting.words.width("."))
            values = setting.bands([(False, "." * dots)], x=x, width=width)
        else:
            values = setting.bands(row.value.filled(setting.values), x=x, width=width)
        labels = setting.bands([(False, row.label)], x=left, width=label)
        point = setting.words.plain(":", colon, setting.baseline())
        labels[0] = Band(labels[0].height, (*labels[0].marks, point))
        bands += kept_together(_beside(labels, values))
    return bands


def _beside(left: Sequence[Band], right: Sequence[Band]) -> list[Band]:
    """Two runs of equally high bands, next to each other."""
    bands = []
    for at in range(max(len(left), len(right))):
        both = [side[at] for side in (left, right) if at < len(side)]
        marks = tuple(mark for band in both for mark in band.marks)
        bands.append(Band(both[0].height, marks))
    return bands
