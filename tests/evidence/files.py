"""Real files as a phone, a scanner or somebody with bad intentions makes them; invented pictures only."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

SECRETS = (b"SAMSUNG-9000", b"6 deg 58", b"TELLTALE", b"HIDDEN-ICC", b"THUMB-NAIL", b"TRAILER")
"""What must never come through."""
_GPS = 0x8825


def a_picture(wide: int = 640, high: int = 480, seed: int = 1) -> Image.Image:
    """Coloured fields with a mark in the upper left corner, so that turning it is seen."""
    picture = Image.new("RGB", (wide, high), (60 + seed % 100, 120, 90))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, wide // 4, high // 4), fill=(200, 30, 30))
    for at in range(8):
        draw.line((0, at * high // 8, wide, seed * at), fill=(20 * at, 200, 255 - 20 * at), width=3)
    return picture


def as_bytes(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """The picture as a file."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def a_photo(wide: int = 640, high: int = 480, *, orientation: int = 1, seed: int = 1) -> bytes:
    """A JPEG as a phone writes it: EXIF with GPS and a thumbnail, XMP, a profile, a comment, a tail."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SAMSUNG-9000"
    exif[0x9286] = "TELLTALE of the user"
    place = exif.get_ifd(_GPS)
    place[1], place[2], place[3], place[4] = "S", (6.0, 58.0, 16.0), "E", (109.0, 39.0, 48.0)
    place[29] = "6 deg 58"
    data = as_bytes(
        a_picture(wide, high, seed),
        exif=exif,
        icc_profile=b"HIDDEN-ICC" + bytes(200),
        comment=b"TELLTALE comment",
    )
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>TELLTALE</x:xmpmeta>"
    photoshop = b"Photoshop 3.0\0THUMB-NAIL" + as_bytes(a_picture(32, 24))
    notes = b"".join(
        bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body
        for marker, body in ((0xE1, xmp), (0xED, photoshop), (0xE9, b"TELLTALE nine"))
    )
    return data[:2] + notes + data[2:] + b"TRAILER" * 5


def a_scan(kind: str = "PNG") -> bytes:
    """A page with text, as a flat-bed scanner saves it."""
    page = Image.new("L", (1654, 2339), 250)
    draw = ImageDraw.Draw(page)
    for line in range(60):
        draw.text((120, 100 + 36 * line), "BERITA ACARA PERCOBAAN " * 5, fill=20)
    return as_bytes(page, kind)


def a_bomb() -> bytes:
    """A PNG of 50,000 by 50,000 dots in a few kilobytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = kind + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(10**6), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def a_moving_picture(kind: str = "GIF") -> bytes:
    """Three pictures one after the other."""
    others = [a_picture(60, 40, seed) for seed in (40, 80)]
    return as_bytes(a_picture(60, 40), kind, save_all=True, append_images=others, duration=100)


def a_pdf(pages: int = 1, *, with_photo: bool = False) -> bytes:
    """A PDF as an office writes it, with a name in its metadata."""
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0)
    canvas.setAuthor("TELLTALE author")
    for page in range(pages):
        canvas.drawString(100, 700, f"Halaman percobaan {page + 1}")
        if with_photo:
            from reportlab.lib.utils import ImageReader

            canvas.drawImage(ImageReader(io.BytesIO(a_photo())), 100, 300, 200, 150)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def a_pdf_that_acts() -> bytes:
    """One with programs, another file in it, a link, a stamp that is seen and one that is not."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf(with_photo=True))))
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert('TELLTALE')"),
        }
    )
    writer.add_attachment("TELLTALE.exe", b"MZ TELLTALE")
    page = writer.pages[0]
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): _launch()})
    stamp = DecodedStreamObject()
    stamp.set_data(b"1 0 0 rg 0 0 50 50 re f")
    stamp[NameObject("/Subtype")] = NameObject("/Form")
    stamp[NameObject("/BBox")] = ArrayObject([NumberObject(one) for one in (0, 0, 50, 50)])
    stamp[NameObject("/Metadata")] = writer._add_object(_told())
    looks = writer._add_object(stamp)
    notes = [
        _note("/Stamp", (300, 600, 400, 700), looks, flags=4),
        _note("/Stamp", (10, 10, 110, 110), looks, flags=2),
        DictionaryObject(
            {
                NameObject("/Subtype"): NameObject("/Link"),
                NameObject("/Rect"): _numbers((0, 0, 50, 50)),
                NameObject("/A"): DictionaryObject(
                    {NameObject("/URI"): TextStringObject("http://TELLTALE.example")}
                ),
            }
        ),
    ]
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(one) for one in notes])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def a_locked_pdf() -> bytes:
    """One that asks for a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf())))
    writer.encrypt("rahasia", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def a_pdf_bomb() -> bytes:
    """One whose table of objects would fill the memory once it is unpacked."""
    body = zlib.compress(bytes(300 * 1024**2), 9)
    head = b"<< /Type /XRef /Size 9 /W [1 4 2] /Root 1 0 R /Filter /FlateDecode /Length %d >>"
    start = b"%PDF-1.7\n"
    whole = (
        start + b"2 0 obj\n" + head % len(body) + b"\nstream\n" + body + b"\nendstream\nendobj\n"
    )
    return whole + b"startxref\n%d\n%%%%EOF\n" % len(start)


HEIC = struct.pack(">I", 24) + b"ftypheic\0\0\0\0mif1heic" + bytes(100)

HOSTILE: dict[str, Callable[[], bytes]] = {
    "zero bytes": lambda: b"",
    "only a beginning": lambda: b"\xff\xd8\xff",
    "a photograph cut short": lambda: a_photo()[:4000],
    "a scan cut short": lambda: a_scan()[:9000],
    "a bomb": a_bomb,
    "a moving GIF": a_moving_picture,
    "a moving WebP": lambda: a_moving_picture("WEBP"),
    "a TIFF of pages": lambda: a_moving_picture("TIFF"),
    "iPhone's own": lambda: HEIC,
    "a program": lambda: b"MZ" + bytes(500),
    "a page of the web": lambda: b"<html><script>alert(1)</script></html>",
    "a workbook": lambda: b"PK\x03\x04" + bytes(500),
    "a drawing that may run": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "a sound": lambda: b"RIFF" + struct.pack("<I", 100) + b"WAVEfmt " + bytes(92),
    "a locked PDF": a_locked_pdf,
    "a PDF cut short": lambda: a_pdf()[:300],
    "a PDF without pages": lambda: b"%PDF-1.4\n%%EOF\n",
    "a PDF bomb": a_pdf_bomb,
    "a PDF of very many pages": lambda: a_pdf(101),
}


def _note(kind: str, rect: tuple[int, ...], looks: object, *, flags: int) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): _numbers(rect),
            NameObject("/F"): NumberObject(flags),
            NameObject("/Contents"): TextStringObject("TELLTALE note"),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): looks}),
        }
    )


def _numbers(values: tuple[int, ...]) -> ArrayObject:
    return ArrayObject([NumberObject(one) for one in values])


def _launch() -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/S"): NameObject("/Launch"),
            NameObject("/F"): TextStringObject("TELLTALE.exe"),
        }
    )


def _told() -> DecodedStreamObject:
    told = DecodedStreamObject()
    told.set_data(b"<x:xmpmeta>TELLTALE</x:xmpmeta>")
    return told
