"""What is embedded is what was measured."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest

from desktop_app.errors import Code, MachineError
from desktop_app.letters.fonts import Face, Font
from desktop_app.letters.pdf_file import PdfFile
from desktop_app.letters.template import Typeface
from desktop_app.paths import RESOURCES

FONTS = RESOURCES / "fonts"


def advances_of(font: bytes) -> list[int]:
    """The advance of every glyph in a TrueType file, from its tables hhea and hmtx."""
    tables = {
        font[at : at + 4]: struct.unpack(">II", font[at + 8 : at + 16])
        for at in range(12, 12 + 16 * struct.unpack(">H", font[4:6])[0], 16)
    }
    count = struct.unpack(">H", font[tables[b"hhea"][0] + 34 :][:2])[0]
    start = tables[b"hmtx"][0]
    return [struct.unpack(">H", font[start + 4 * at :][:2])[0] for at in range(count)]


def test_glyphs_are_numbered_as_they_lie_in_the_embedded_font(tmp_path: Path) -> None:
    font = Font(FONTS, Typeface.SANS, Face.REGULAR)
    text = "Wi l\u00a0m.Šé"  # blank and no-break blank share a glyph; é is made of two
    codes = font.encode(text)
    out = io.BytesIO()
    pdf = PdfFile(out)
    number = pdf.reserve()
    font.embed(pdf, number)
    program = font._file.makeSubset(font._subset)
    advances = advances_of(program)
    for at, char in enumerate(text):
        glyph = int(codes[4 * at : 4 * at + 4], 16)
        assert advances[glyph] * 1000 / 2048 == pytest.approx(font.width(char), abs=1)


def test_sans_is_as_wide_as_arial_and_serif_as_times() -> None:
    sans = Font(FONTS, Typeface.SANS, Face.REGULAR)
    serif = Font(FONTS, Typeface.SERIF, Face.REGULAR)
    assert [round(sans.width(char)) for char in "a i0W"] == [556, 278, 222, 556, 944]
    assert [round(serif.width(char)) for char in "a i0W"] == [444, 250, 278, 500, 944]


def test_every_cut_is_shipped_with_its_licence() -> None:
    names = {path.name for path in FONTS.iterdir()}
    for family in ("LiberationSans", "LiberationSerif"):
        for cut in ("Regular", "Bold", "Italic", "BoldItalic"):
            assert f"{family}-{cut}.ttf" in names
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_a_missing_font_is_the_machine_s_trouble(tmp_path: Path) -> None:
    with pytest.raises(MachineError) as caught:
        Font(tmp_path, Typeface.SANS, Face.BOLD)
    assert caught.value.code is Code.FONT_MISSING
