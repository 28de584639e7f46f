"""A word in a box at the upper right of every page: SALINAN on a letter printed once more, DRAF on a draft.

The stored page stays as it was, byte for byte; the mark is added behind it, as PDF allows.
"""

from __future__ import annotations

import re

from desktop_app.domain.letter import MM, USUAL_MARGINS
from desktop_app.letters.fonts import Face, Font
from desktop_app.letters.pdf_file import PdfUpdate
from desktop_app.letters.template import Typeface
from desktop_app.paths import RESOURCES

COPY, DRAFT = "SALINAN", "DRAF"
_SIZE, _PADDING, _HEIGHT = 10.0, 6.0, 15.0
_TOP = 8 * MM
_NAME = "Mark"
_BOX = re.compile(r"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]")
_CONTENTS = re.compile(r"/Contents ([0-9]+) 0 R")
_RESOURCES = re.compile(r"/Resources ([0-9]+) 0 R")


def marked_with(pdf: bytes, word: str) -> bytes:
    """A letter of ours with this word on every page; it begins with the same bytes."""
    update = PdfUpdate(pdf)
    font = Font(RESOURCES / "fonts", Typeface.SANS, Face.BOLD)
    code = font.encode(word)
    marks: dict[tuple[str, str], int] = {}
    shared: set[int] = set()
    font_number = update.reserve()
    for number, body in update.bodies("<< /Type /Page ").items():
        box, contents, resources = (
            pattern.search(body) for pattern in (_BOX, _CONTENTS, _RESOURCES)
        )
        assert box is not None  # every page of ours has all three
        assert contents is not None
        assert resources is not None
        size = (box[1], box[2])
        if size not in marks:
            marks[size] = update.reserve()
        shared.add(int(resources[1]))
        shown = update.reserve()
        update.stream(shown, "", f"/{_NAME}{list(marks).index(size)} Do".encode("ascii"))
        update.put(number, body.replace(contents[0], f"/Contents [{contents[1]} 0 R {shown} 0 R]"))
    for (width, height), mark in marks.items():
        update.stream(
            mark,
            f"/Type /XObject /Subtype /Form /BBox [0 0 {width} {height}] "
            f"/Resources << /Font << /F {font_number} 0 R >> >>",
            _drawing(font.width(word), code, float(width), float(height)).encode("ascii"),
        )
    names = " ".join(f"/{_NAME}{at} {mark} 0 R" for at, mark in enumerate(marks.values()))
    for number, body in update.bodies("<< /Font ").items():
        if number in shared:
            update.put(number, body.replace("/XObject <<", f"/XObject << {names}"))
    font.embed(update, font_number)
    return update.finish()


def _drawing(word_width: float, code: str, width: float, height: float) -> str:
    inside = word_width * _SIZE / 1000
    wide = inside + 2 * _PADDING
    left, bottom = width - USUAL_MARGINS.right * MM - wide, height - _TOP - _HEIGHT
    return (
        f"0.5 w {left:.2f} {bottom:.2f} {wide:.2f} {_HEIGHT:.2f} re S\n"
        f"BT /F {_SIZE:g} Tf 1 0 0 1 {left + _PADDING:.2f} {bottom + 4:.2f} Tm <{code}> Tj ET"
    )
