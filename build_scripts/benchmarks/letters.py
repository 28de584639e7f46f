"""Drawing one-page letters by the thousand, beside the same page drawn by hand.

The letter has a head with a crest, an identity block, running text, a table, signatures and a QR, and each is
about somebody else. The peers are given what costs most: bare reportlab gets every line where our own setting
put it, with the names put in, so it breaks no text and measures nothing; fpdf2, if it is installed, the same.
Reportlab is tuned: Flate without ASCII85, the head as a form that is drawn once, the QR as one raw path.

Started with a name, a count and a file it draws and says what that took; so each has a process of its own.
"""

from __future__ import annotations

import importlib
import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from desktop_app.domain.letter import Letterhead, Paper, Signatory
from desktop_app.letters.compose import LetterToDraw, sheets_of
from desktop_app.letters.crest import read_crest
from desktop_app.letters.fonts import Face, Faces
from desktop_app.letters.head import head_marks
from desktop_app.letters.lines import LineBreaker
from desktop_app.letters.marks import Mark, Picture, Squares, Stroke, Words
from desktop_app.letters.pdf import draw_letters
from desktop_app.letters.qr import QUIET_ZONE, qr_runs
from desktop_app.letters.template import load_template, table_value
from desktop_app.paths import RESOURCES

PEERS = ("reportlab", "fpdf2")
_KIND = "keterangan-dtsen"
_DAY = date(2026, 11, 24)
_SIZE = Paper.F4.points
_QR_SIDE = 62.0
_NAMES = ("SLAMET", "SITI", "KARTO", "WAHYU", "NUR", "ABDUL", "MUNIR", "RETNO", "JOKO", "INDAH")


def main(arguments: list[str]) -> int:
    """Draw; the last line says what it took."""
    who, count, file = arguments[0], int(arguments[1]), Path(arguments[2])
    draw = _DRAWERS[who]
    draw(1, io.BytesIO())  # libraries and fonts are read, as in a program that has printed before
    began, busy = time.perf_counter(), time.process_time()
    with file.open("wb") as out:
        draw(count, out)
    taken = {"seconds": time.perf_counter() - began, "cpu_seconds": time.process_time() - busy}
    print(json.dumps({**taken, "bytes": file.stat().st_size, "letters": count}))
    return 0


def has_peer(name: str) -> bool:
    """Whether a peer is installed."""
    try:
        importlib.import_module({"fpdf2": "fpdf"}.get(name, name))
    except ImportError:
        return False
    return True


# --- the letters ------------------------------------------------------------------------------------


def _about(at: int) -> dict[str, str]:
    """Somebody invented, another one for every letter."""
    name = f"{_NAMES[at % 10]} {_NAMES[at // 10 % 10]} {_NAMES[at // 100 % 10]}"
    return {
        "name": name,
        "national_id": f"33261{at % 9}0101809{at % 1000:03d}",
        "number": f"400.9.14.1/{at + 1:04d}/08.1006/XI/2026",
        "code": f"{at * 7919:016X}",
    }


def _base() -> LetterToDraw:
    own = _about(0)
    rows = [(own["name"], own["national_id"], "Kepala keluarga", "1 Januari 1980", "46")]
    rows += [
        (f"ANGGOTA {at}", f"332610010180900{at}", "Anak", "2 Mei 2012", "14") for at in range(4)
    ]
    template = load_template(RESOURCES / "letters" / _KIND / "template.toml")
    values = {
        "national_id": own["national_id"],
        "name": own["name"],
        "birth_date": "1 Januari 1980",
        "sex": "Laki-laki",
        "address": "Dusun Krajan, RT 003/RW 002",
        "subdistrict_title": "Kecamatan Kedungwuni",
        "regency_title": "Kabupaten Pekalongan",
        "family_card_no": "3326100101809001",
        "head_name": own["name"],
        "member_count": "5",
        "decile_in_words": "2 (dua)",
        "members": table_value(rows),
        "release_label": "Triwulan III 2026",
        "reference_date": "30 September 2026",
        "purpose": "pendaftaran beasiswa",
        "validity": "90 (sembilan puluh) hari",
        "verification_code": own["code"],
    }
    return LetterToDraw(
        template,
        template.with_defaults(values),
        Letterhead(
            ("PEMERINTAH KABUPATEN PEKALONGAN", "KECAMATAN KEDUNGWUNI"),
            "Jalan Raya Kedungwuni Nomor 1",
            "Surel kecamatan@example.id",
            _crest(),
        ),
        Signatory("Drs. Wahyu Contoh, M.Si.", "Camat Kedungwuni", "196908171995031999"),
        own["number"],
        "Kedungwuni",
        _DAY,
    )


def _letters(count: int) -> Iterator[LetterToDraw]:
    base = _base()
    first = _about(0)
    for at in range(count):
        own = _about(at)
        values = {
            **base.values,
            "name": own["name"],
            "head_name": own["name"],
            "national_id": own["national_id"],
            "verification_code": own["code"],
            "members": base.values["members"].replace(first["name"], own["name"]),
        }
        yield replace(base, values=values, number=own["number"])


def _crest() -> bytes:
    picture = Image.new("RGB", (180, 220), "white")
    pen = ImageDraw.Draw(picture)
    pen.polygon([(10, 10), (170, 10), (150, 150), (90, 210), (30, 150)], outline="black", width=6)
    pen.ellipse([50, 40, 130, 120], fill=(30, 120, 60))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


# --- the same page, line by line --------------------------------------------------------------------


def _lines() -> tuple[list[Mark], list[Mark]]:
    """The marks of the head and of the page as our own setting puts them."""
    letter = _base()
    measure = Faces(letter.template.typeface).measure
    assert letter.letterhead.crest is not None
    head, height = head_marks(
        letter.letterhead,
        read_crest(letter.letterhead.crest).ratio,
        measure=measure,
        sheet_width=_SIZE[0],
        margins=letter.margins,
    )
    (sheet,) = sheets_of(letter, LineBreaker(measure, 12.0), height)
    return list(head), list(sheet.marks)


def _own(at: int) -> Callable[[str], str]:
    """Puts the one letter's person where the first one stands."""
    first, own = _about(0), _about(at)
    pairs = [(first[key], own[key]) for key in first]

    def say(text: str) -> str:
        for old, new in pairs:
            if old in text:
                text = text.replace(old, new)
        return text

    return say


def _ours(count: int, out: Any) -> None:
    assert draw_letters(_letters(count), out) == count


def _reportlab(count: int, out: Any) -> None:
    from reportlab import rl_config
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    rl_config.useA85 = 0
    names = {face: f"Liberation-{face.value}" for face in (Face.REGULAR, Face.BOLD)}
    for face, name in names.items():
        file = RESOURCES / "fonts" / f"LiberationSans-{face.value}.ttf"
        pdfmetrics.registerFont(TTFont(name, str(file)))
    head, marks = _lines()
    crest = ImageReader(io.BytesIO(_crest()))
    height = _SIZE[1]
    drawing: Any = importlib.import_module("reportlab.pdfgen.canvas")
    canvas: Any = drawing.Canvas(
        out, pagesize=_SIZE, pageCompression=1, initialFontName=names[Face.REGULAR]
    )

    def draw(some: list[Mark], say: Callable[[str], str], code: str) -> None:
        strokes = [one for one in some if isinstance(one, Stroke)]
        for thickness in {one.thickness for one in strokes}:
            canvas.setLineWidth(thickness)
            canvas.lines(
                [
                    (one.x1, height - one.y1, one.x2, height - one.y2)
                    for one in strokes
                    if one.thickness == thickness
                ]
            )
        text = canvas.beginText()
        for one in some:
            match one:
                case Words():
                    text.setTextOrigin(one.x, height - one.y)
                    for face, piece in one.pieces:
                        text.setFont(names[face], one.size)
                        text.textOut(say(piece))
                case Squares():
                    canvas._code.append(_path(code, one.x, height - one.y))
                case Picture():
                    canvas.drawImage(
                        crest, one.x, height - one.y - one.height, one.width, one.height
                    )
        canvas.drawText(text)

    canvas.beginForm("head", 0, 0, *_SIZE)
    draw(head, str, "")
    canvas.endForm()
    for at in range(count):
        canvas.doForm("head")
        draw(marks, _own(at), _about(at)["code"])
        canvas.showPage()
    canvas.save()


def _path(code: str, x: float, y: float) -> str:
    runs, modules = qr_runs(code)
    module = _QR_SIDE / (modules + 2 * QUIET_ZONE)
    path = " ".join(f"{first} {-row - 1} {wide} 1 re" for row, first, wide in runs)
    return f"q {module:.4f} 0 0 {module:.4f} {x:.2f} {y:.2f} cm {path} f Q"


def _fpdf2(count: int, out: Any) -> None:
    fpdf = importlib.import_module("fpdf")
    paper: Any = fpdf.FPDF(unit="pt", format=_SIZE)
    paper.set_auto_page_break(False)
    for face, style in ((Face.REGULAR, ""), (Face.BOLD, "B")):
        file = RESOURCES / "fonts" / f"LiberationSans-{face.value}.ttf"
        paper.add_font("Liberation", style, str(file))
    head, marks = _lines()
    crest = Image.open(io.BytesIO(_crest()))
    for at in range(count):
        paper.add_page()
        say = _own(at)
        for one in (*head, *marks):
            match one:
                case Words():
                    x = one.x
                    for face, piece in one.pieces:
                        paper.set_font("Liberation", "B" if face is Face.BOLD else "", one.size)
                        said = say(piece)
                        paper.text(x, one.y, said)
                        x += paper.get_string_width(said)
                case Stroke():
                    paper.set_line_width(one.thickness)
                    paper.line(one.x1, one.y1, one.x2, one.y2)
                case Squares():
                    paper._out(_path(_about(at)["code"], one.x, _SIZE[1] - one.y))
                case Picture():
                    paper.image(crest, one.x, one.y, one.width, one.height)
    out.write(bytes(paper.output()))


_DRAWERS: dict[str, Callable[[int, Any], None]] = {
    "ours": _ours,
    "reportlab": _reportlab,
    "fpdf2": _fpdf2,
}


def command(who: str, count: int, file: Path) -> list[str]:
    """Draws so many letters in a process of its own."""
    return [sys.executable, "-m", "build_scripts.benchmarks.letters", who, str(count), str(file)]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
