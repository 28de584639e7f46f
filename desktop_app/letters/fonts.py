"""The shipped fonts: how wide words are, and the part of a font that a document embeds.

The only door to reportlab, whose reader and cutter of TrueType files is used. A document numbers
the glyphs in the order in which they are first printed, so equal pages give equal font files.
"""

from __future__ import annotations

import functools
import hashlib
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.errors import Code, MachineError
from desktop_app.letters.arabic import plain
from desktop_app.letters.pdf_file import PdfObjects
from desktop_app.letters.template import Typeface
from desktop_app.paths import RESOURCES

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFontFile

_CACHED_WORDS = 5_000


class Face(StrEnum):
    """Which cut of the typeface; Arabic script has one of its own for all typefaces."""

    REGULAR = "Regular"
    BOLD = "Bold"
    ARABIC = "Arabic"


_ARABIC = "Amiri-Regular"
_FAMILIES = {Typeface.SANS: "LiberationSans", Typeface.SERIF: "LiberationSerif"}


@functools.cache
def _read_font(path: Path) -> TTFontFile:
    """A font file, read once; it never changes while the program runs."""
    # Costs 0.2 s of start-up that a person who prints nothing should not pay.
    from reportlab.pdfbase.ttfonts import TTFError, TTFontFile

    try:
        return TTFontFile(str(path))
    except (TTFError, OSError) as error:
        raise MachineError(Code.FONT_MISSING, name=path.name) from error


class Faces(dict[Face, "Font"]):
    """The faces of one typeface in one document, each read when it is first needed."""

    def __init__(self, typeface: Typeface) -> None:
        super().__init__()
        self._typeface = typeface

    def __missing__(self, face: Face) -> Font:
        font = self[face] = Font(RESOURCES / "fonts", self._typeface, face)
        return font

    def measure(self, face: Face, text: str) -> float:
        """How wide a text is in one of them."""
        return self[face].width(text)


class Font:
    """One face in one document: measures words, numbers glyphs, and is embedded at the end."""

    def __init__(self, folder: Path, typeface: Typeface, face: Face) -> None:
        is_arabic = face is Face.ARABIC
        self.name = _ARABIC if is_arabic else f"{_FAMILIES[typeface]}-{face.value}"
        self._file = _read_font(folder / f"{self.name}.ttf")
        self._widths: dict[str, float] = {}
        self._codes: dict[str, str] = {}
        self._subset: list[int] = []
        self._new_glyphs: dict[int, int] = {0: 0}
        self._hex: dict[str, str] = {}

    @property
    def is_used(self) -> bool:
        """True once something was printed with it."""
        return bool(self._subset)

    def width(self, text: str) -> float:
        """The width of `text` in thousandths of the font size."""
        width = self._widths.get(text)
        if width is None:
            if len(self._widths) > _CACHED_WORDS:
                self._widths.clear()
            widths, other = self._file.charWidths, self._file.defaultWidth
            width = float(sum(widths.get(ord(char), other) for char in text))
            self._widths[text] = width
        return width

    def encode(self, text: str) -> str:
        """`text` as the hexadecimal glyph numbers of this document."""
        code = self._codes.get(text)
        if code is None:
            if len(self._codes) > _CACHED_WORDS:
                self._codes.clear()
            code = "".join([self._hex.get(char) or self._number(char) for char in text])
            self._codes[text] = code
        return code

    def _number(self, char: str) -> str:
        # Must number as TTFontFile.makeSubset does: by first use, two characters of one shape alike.
        self._subset.append(ord(char))
        glyph = self._file.charToGlyph.get(ord(char), 0)
        self._hex[char] = f"{self._new_glyphs.setdefault(glyph, len(self._new_glyphs)):04X}"
        return self._hex[char]

    def embed(self, pdf: PdfObjects, number: int) -> None:
        """Write the font as object `number`, with only the glyphs that were printed."""
        file = self._file
        data = file.makeSubset(self._subset)
        tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])
        name = f"{tag}+{self.name}"
        scale = 1000 / file.unitsPerEm
        program = pdf.reserve()
        pdf.stream(program, f"/Length1 {len(data)}", data)
        box = " ".join(str(round(edge)) for edge in file.bbox)
        descriptor = pdf.add(
            f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{box}] "
            f"/ItalicAngle {file.italicAngle:g} /Ascent {file.ascent:.0f} /Descent {file.descent:.0f} "
            f"/CapHeight {file.capHeight:.0f} /StemV {file.stemV:.0f} /FontFile2 {program} 0 R >>"
        )
        advances = " ".join(
            f"{round(file.hmetrics[glyph][0] * scale)}" for glyph in self._new_glyphs
        )
        descendant = pdf.add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDToGIDMap /Identity "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/FontDescriptor {descriptor} 0 R /DW 1000 /W [0 [{advances}]] >>"
        )
        to_unicode = pdf.reserve()
        pdf.stream(to_unicode, "", self._to_unicode().encode("ascii"))
        pdf.put(
            number,
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
            f"/DescendantFonts [{descendant} 0 R] /ToUnicode {to_unicode} 0 R >>",
        )

    def _to_unicode(self) -> str:
        """The map by which text is searched and copied out of the PDF."""
        chars: dict[str, str] = {}
        for char, code in self._hex.items():
            chars.setdefault(code, char)
        entries = [
            f"<{code}> <{plain(char).encode('utf-16-be').hex().upper()}>"
            for code, char in chars.items()
        ]
        parts = [entries[at : at + 100] for at in range(0, len(entries), 100)]
        body = "\n".join(
            f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in parts
        )
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        )
