"""A page of rulers: how far a printer pulls the paper askew, and whether it shrinks what it prints."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

from desktop_app.domain.letter import MM, Paper
from desktop_app.letters.blocks import Align
from desktop_app.letters.fonts import Face, Faces
from desktop_app.letters.lines import LineBreaker
from desktop_app.letters.marks import Mark, Sheet, Stroke
from desktop_app.letters.pdf import draw_sheet_of_marks
from desktop_app.letters.template import Typeface

_HAIR = 0.35
_CROSS_MM = 20
_RULER_MM = 100
_LONG, _MIDDLE, _SHORT = 6.0, 4.5, 3.0
_SAID = (
    "Cetak halaman ini pada ukuran 100 %, tanpa “sesuaikan halaman”.",
    "1. Garis ukur harus tepat 100 mm. Bila lebih pendek, printer mengecilkan halaman.",
    "2. Ukur dengan penggaris jarak tiap garis 20 mm ke tepi kertas.",
    "3. Tepi kiri 18 mm berarti cetakan 2 mm terlalu ke kiri: isi “ke kanan” 2.",
    "4. Tepi atas 21,5 mm berarti cetakan 1,5 mm terlalu ke bawah: isi “ke bawah” -1,5.",
    "5. Simpan, lalu cetak halaman ini sekali lagi untuk memastikan.",
)


def draw_ruler(paper: Paper, dated: date) -> bytes:
    """The page for this sheet; nothing on it is about anybody."""
    out = io.BytesIO()
    words = LineBreaker(Faces(Typeface.SANS).measure, 11.0)
    marks = tuple(_marks(paper, words))
    draw_sheet_of_marks(Sheet(marks, has_head=False), paper, "Halaman ukur", dated, out)
    return out.getvalue()


def _marks(paper: Paper, words: LineBreaker) -> Iterator[Mark]:
    width, height = paper.points
    cross = _CROSS_MM * MM
    # Four lines at twenty millimetres from each edge.
    yield Stroke(cross, 0, cross, height, _HAIR)
    yield Stroke(width - cross, 0, width - cross, height, _HAIR)
    yield Stroke(0, cross, width, cross, _HAIR)
    yield Stroke(0, height - cross, width, height - cross, _HAIR)
    yield from _ticks(cross, 0, is_down=True, to_mm=_CROSS_MM)
    yield from _ticks(0, cross, is_down=False, to_mm=_CROSS_MM)
    left, top = 40 * MM, 60 * MM
    title = words.at(16.0)
    name = f"Halaman ukur {paper.code.upper()} ({paper.width_mm:g} × {paper.height_mm:g} mm)"
    yield title.plain(name.replace(".", ","), left, top, Face.BOLD)
    y = top + 12 * MM
    yield Stroke(left, y, left + _RULER_MM * MM, y, 0.8)
    yield from _ticks(left, y, is_down=False, to_mm=_RULER_MM)
    small = words.at(8.0)
    for at in range(0, _RULER_MM + 1, 10):
        label = str(at)
        yield small.plain(label, left + at * MM - small.width(label) / 2, y + 6 * MM)
    y += 16 * MM
    for text in _SAID:
        for line in words.lines([(False, text)], width - left - cross - 8 * MM):
            yield words.set(line, left, y, width, Align.LEFT)
            y += 16


def _ticks(x: float, y: float, *, is_down: bool, to_mm: int) -> Iterator[Mark]:
    """Millimetres along a line that begins here."""
    for at in range(to_mm + 1):
        long = _LONG if at % 10 == 0 else _MIDDLE if at % 5 == 0 else _SHORT
        if is_down:
            yield Stroke(x, y + at * MM, x + long, y + at * MM, _HAIR)
        else:
            yield Stroke(x + at * MM, y, x + at * MM, y + long, _HAIR)
