"""Draws letters as PDF at exact size, one as bytes or many into one file."""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from desktop_app.domain.letter import USUAL_MARGINS, Letterhead, Margins, Paper, Signatory
from desktop_app.letters.compose import LetterToDraw, sheets_of
from desktop_app.letters.crest import Crest, read_crest
from desktop_app.letters.fonts import Faces, Font
from desktop_app.letters.head import head_marks
from desktop_app.letters.lines import LineBreaker
from desktop_app.letters.marks import Area, Picture, Sheet, Squares, Stroke, Words
from desktop_app.letters.pdf_file import About, PdfFile
from desktop_app.letters.tabular import EDGES, TabularFile, tabular_sheets
from desktop_app.letters.template import LetterTemplate, Typeface
from desktop_app.paths import RESOURCES

_ANY_SIZE = 12.0
_HATCH_LINE = 0.35


def draw_letter(
    template: LetterTemplate,
    values: Mapping[str, str],
    *,
    letterhead: Letterhead,
    signatory: Signatory,
    number: str,
    place: str,
    dated: date,
    paper: Paper = Paper.F4,
    margins: Margins = USUAL_MARGINS,
) -> bytes:
    """One letter as a PDF; equal arguments give equal bytes.

    Never refuses a value: what is empty is printed as a dotted line, what is long takes the room it
    needs. Whether a letter may be issued without it is for `LetterTemplate.missing` to say.
    """
    out = io.BytesIO()
    letter = LetterToDraw(
        template, values, letterhead, signatory, number, place, dated, paper, margins
    )
    draw_letters([letter], out)
    return out.getvalue()


def draw_letters(letters: Iterable[LetterToDraw], writer: BinaryIO) -> int:
    """Many letters into one PDF, in their order; how many pages it has.

    Each letter is written before the next is asked for, so memory does not grow with their number.
    An error raised by `letters` leaves a file without an end: write beside and rename.
    The first letter gives the file its title and date.
    """
    pdf = PdfFile(writer)
    ink = _Ink(pdf)
    about: About | None = None
    for letter in letters:
        about = about or About(letter.template.name.id, letter.dated)
        ink.draw(letter)
    if about is None:
        raise ValueError("no letters")
    ink.finish()
    pdf.finish(about, (RESOURCES / "letters" / "srgb.icc").read_bytes())
    return pdf.page_count


def draw_sheet_of_marks(
    sheet: Sheet, paper: Paper, title: str, dated: date, writer: BinaryIO
) -> None:
    """One page that is no letter, upright on its paper."""
    pdf = PdfFile(writer)
    ink = _Ink(pdf)
    ink.draw_sheet(sheet, Typeface.SANS, paper.points)
    ink.finish()
    pdf.finish(About(title, dated), (RESOURCES / "letters" / "srgb.icc").read_bytes())


def draw_tabular(file: TabularFile, writer: BinaryIO) -> int:
    """The tables of a report, or of a booklet of them, into one PDF; how many pages it has."""
    pdf = PdfFile(writer)
    ink = _Ink(pdf)
    ink.draw_tabular(file)
    ink.finish()
    pdf.finish(About(file.title, file.dated), (RESOURCES / "letters" / "srgb.icc").read_bytes())
    return pdf.page_count


@dataclass(frozen=True, slots=True)
class _Head:
    """A letterhead drawn once in a file and shown on every first page."""

    name: str
    height: float


class _Ink:
    """What the letters of one file share: fonts, heads and crests."""

    def __init__(self, pdf: PdfFile) -> None:
        self._pdf = pdf
        self._fonts: dict[Typeface, Faces] = {}
        self._words: dict[Typeface, LineBreaker] = {}
        self._heads: dict[tuple[Letterhead, Typeface, tuple[float, float], Margins], _Head] = {}
        self._crests: dict[bytes, tuple[str, Crest]] = {}
        self._objects: dict[str, int] = {}

    def draw(self, letter: LetterToDraw) -> None:
        """Write the pages of one letter."""
        typeface = letter.template.typeface
        head = self._head(letter.letterhead, typeface, letter.points, letter.margins)
        sheets = sheets_of(letter, self._set(typeface), head.height)
        self._write(sheets, typeface, letter.points, head)

    def draw_tabular(self, file: TabularFile) -> None:
        """Write the pages of tables."""
        typeface = Typeface.SANS
        head = self._head(file.letterhead, typeface, file.points, EDGES)
        sheets = tabular_sheets(file, self._faces(typeface).measure, head.height)
        self._write(sheets, typeface, file.points, head)

    def _write(
        self,
        sheets: Iterable[Sheet],
        typeface: Typeface,
        points: tuple[float, float],
        head: _Head,
    ) -> None:
        width, height = points
        for sheet in sheets:
            content = self._content(sheet, typeface, height)
            if sheet.has_head:
                content = f"/{head.name} Do\n{content}"
            self._pdf.page(width, height, content.encode("ascii"))

    def draw_sheet(self, sheet: Sheet, typeface: Typeface, points: tuple[float, float]) -> None:
        """Write one page of marks."""
        self._pdf.page(*points, self._content(sheet, typeface, points[1]).encode("ascii"))

    def finish(self) -> None:
        """Write fonts and the table of what pages refer to."""
        fonts = []
        for font in (font for faces in self._fonts.values() for font in faces.values()):
            if font.is_used:
                number = self._pdf.reserve()
                font.embed(self._pdf, number)
                fonts.append(f"/{font.name} {number} 0 R")
        shown = " ".join(f"/{name} {number} 0 R" for name, number in self._objects.items())
        self._pdf.put(
            self._pdf.resources, f"<< /Font << {' '.join(fonts)} >> /XObject << {shown} >> >>"
        )

    def _faces(self, typeface: Typeface) -> Faces:
        if typeface not in self._fonts:
            self._fonts[typeface] = Faces(typeface)
        return self._fonts[typeface]

    def _set(self, typeface: Typeface) -> LineBreaker:
        if typeface not in self._words:
            self._words[typeface] = LineBreaker(self._faces(typeface).measure, _ANY_SIZE)
        return self._words[typeface]

    def _head(
        self,
        letterhead: Letterhead,
        typeface: Typeface,
        points: tuple[float, float],
        margins: Margins,
    ) -> _Head:
        """The head for this sheet, drawn when it is first needed."""
        key = (letterhead, typeface, points, margins)
        if key in self._heads:
            return self._heads[key]
        crest = self._crest(letterhead.crest) if letterhead.crest else None
        width, height = points
        marks, used = head_marks(
            letterhead,
            crest[1].ratio if crest else 0.0,
            measure=self._faces(typeface).measure,
            sheet_width=width,
            margins=margins,
        )
        content = self._content(Sheet(marks, has_head=False), typeface, height, crest)
        name = f"H{len(self._heads) + 1}"
        self._objects[name] = self._pdf.reserve()
        self._pdf.stream(
            self._objects[name],
            f"/Type /XObject /Subtype /Form /BBox [0 0 {width:.3f} {height:.3f}] "
            f"/Resources {self._pdf.resources} 0 R",
            content.encode("ascii"),
        )
        self._heads[key] = _Head(name, used)
        return self._heads[key]

    def _crest(self, data: bytes) -> tuple[str, Crest]:
        key = hashlib.sha256(data).digest()
        if key not in self._crests:
            crest = read_crest(data)
            name = f"C{len(self._crests) + 1}"
            self._objects[name] = self._pdf.reserve()
            self._pdf.stream(
                self._objects[name],
                f"/Type /XObject /Subtype /Image /Width {crest.width} /Height {crest.height} "
                "/ColorSpace /DeviceRGB /BitsPerComponent 8",
                crest.pixels,
            )
            self._crests[key] = (name, crest)
        return self._crests[key]

    def _content(
        self,
        sheet: Sheet,
        typeface: Typeface,
        height: float,
        crest: tuple[str, Crest] | None = None,
    ) -> str:
        """What draws a sheet; PDF counts upwards from the lower edge."""
        faces = self._faces(typeface)
        drawn: list[str] = []
        text: list[str] = []
        current = ""
        for mark in sheet.marks:
            match mark:
                case Words():
                    text.append(f"1 0 0 1 {mark.x:.2f} {height - mark.y:.2f} Tm")
                    for face, piece in mark.pieces:
                        font = faces[face]
                        wanted = f"/{font.name} {mark.size:g} Tf"
                        if wanted != current:
                            text.append(wanted)
                            current = wanted
                        text.append(_shown(font, piece, mark))
                case Stroke():
                    drawn.append(
                        f"{mark.thickness:.2f} w {mark.x1:.2f} {height - mark.y1:.2f} m "
                        f"{mark.x2:.2f} {height - mark.y2:.2f} l S"
                    )
                case Squares():
                    drawn += _squares(mark, height)
                case Area():
                    drawn += _area(mark, height)
                case Picture() if crest:
                    drawn.append(
                        f"q {mark.width:.2f} 0 0 {mark.height:.2f} {mark.x:.2f} "
                        f"{height - mark.y - mark.height:.2f} cm /{crest[0]} Do Q"
                    )
        return "\n".join([*drawn, "BT", *text, "ET"] if text else drawn)


def _shown(font: Font, piece: str, mark: Words) -> str:
    if not mark.gap or " " not in piece:
        return f"<{font.encode(piece)}> Tj"
    wider = f"{-mark.gap / mark.size * 1000:.0f}"
    words = piece.split(" ")
    parts = [f"<{font.encode(word + ' ')}>{wider}" for word in words[:-1]]
    last = f"<{font.encode(words[-1])}>" if words[-1] else ""
    return f"[{''.join(parts)}{last}] TJ"


def _squares(mark: Squares, height: float) -> list[str]:
    """One path of rectangles in module units."""
    path = [f"{first} {-row - 1} {count} 1 re" for row, first, count in mark.runs]
    where = f"{mark.module:.4f} 0 0 {mark.module:.4f} {mark.x:.2f} {height - mark.y:.2f} cm"
    return [f"q {where}", *path, "f Q"]


def _area(mark: Area, height: float) -> list[str]:
    """Filled by the even-odd rule, hatched within itself, then its edge."""
    path = " ".join(
        " ".join(f"{x:.2f} {height - y:.2f} {'l' if at else 'm'}" for at, (x, y) in enumerate(ring))
        + " h"
        for ring in mark.rings
    )
    drawn = [f"q {mark.shade:g} g {path} f* Q"]
    if mark.hatch:
        drawn.append(f"q {path} W* n {_HATCH_LINE} w {' '.join(_hatches(mark, height))} S Q")
    if mark.edge:
        drawn.append(f"{mark.edge:.2f} w {path} S")
    return drawn


def _hatches(mark: Area, height: float) -> list[str]:
    """Slanting lines across the box around it."""
    xs = [x for ring in mark.rings for x, _ in ring]
    ys = [height - y for ring in mark.rings for _, y in ring]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    tall, step = high - low, abs(mark.hatch)
    # Counted from the corner of the page, so that neighbours of one class look like one.
    start = math.floor((left - tall) / step) * step
    lines = []
    while start < right + tall:
        ends = (low, high) if mark.hatch > 0 else (high, low)
        lines.append(f"{start:.2f} {ends[0]:.2f} m {start + tall:.2f} {ends[1]:.2f} l")
        start += step
    return lines
