"""A PDF put together again from its pages, without anything that acts, links, tells or hides."""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from desktop_app.domain.evidence import EvidenceLimits
from desktop_app.errors import Code, UserError
from desktop_app.evidence.inner_pictures import silent_jpeg, silent_jpeg2000

if TYPE_CHECKING:
    # Loaded when a PDF is cleaned, not with the program.
    from pypdf import PageObject, PdfWriter

_OF_A_PAGE = (
    "/Contents",
    "/CropBox",
    "/Group",
    "/MediaBox",
    "/Parent",
    "/Resources",
    "/Rotate",
    "/Type",
)
"""All that a page needs to look as it does."""
_NEVER = frozenset(
    {
        *("/A", "/AA", "/Action", "/JS", "/JavaScript", "/Launch", "/Next", "/OpenAction", "/URI"),
        *("/AF", "/EF", "/EmbeddedFiles", "/F", "/FDecodeParms", "/FFilter", "/Filespec", "/RF"),
        *("/Info", "/LastModified", "/Measure", "/Metadata", "/OPI", "/PieceInfo", "/PtData"),
        *("/Alternates", "/Annots", "/Dest", "/OC", "/P", "/Parent", "/Properties", "/Thumb"),
        *("/StructParent", "/StructParents", "/StructTreeRoot"),
    }
)
"""What may hang on anything that is drawn: actions, other files, notes, other pictures and pages."""
_INVISIBLE = 0b100010
"""Flags of a note on a page that is hidden or not for the screen."""
_WITHOUT_LOOKS = ("/Link", "/Popup")
_LARGEST_PICTURE = 100 * 1024**2


def clean_paper(data: bytes, limits: EvidenceLimits) -> bytes:
    """The PDF as it is kept; the same file always gives the same bytes.

    Raises `UserError` (`EVIDENCE_LOCKED`, `EVIDENCE_TOO_MANY_PAGES`, `EVIDENCE_TOO_BIG`,
    `EVIDENCE_UNREADABLE`).
    """
    # It says what it finds odd, in the words of the file; those are no words for a log.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    try:
        made = _put_together(data, limits)
    except UserError:
        raise
    except Exception as error:  # whatever the library does with a hostile file, it means one thing
        raise UserError(Code.EVIDENCE_UNREADABLE) from error
    if len(made) > limits.pdf_bytes:
        raise UserError(Code.EVIDENCE_TOO_BIG, most_mb=limits.pdf_bytes // 1024**2)
    return made


def _put_together(data: bytes, limits: EvidenceLimits) -> bytes:
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise UserError(Code.EVIDENCE_LOCKED)
    count = len(reader.pages)
    if not count:
        raise UserError(Code.EVIDENCE_UNREADABLE)
    if count > limits.pdf_pages:
        raise UserError(Code.EVIDENCE_TOO_MANY_PAGES, most=limits.pdf_pages)
    writer, seen = PdfWriter(), set[int]()
    for page in reader.pages:
        marks = _draw_notes(page)
        for key in list(page):
            if key not in _OF_A_PAGE:
                del page[key]
        _silence([page.get("/Resources"), page.get("/Group"), page.get("/Contents")], seen)
        kept = writer.add_page(page)
        if marks:
            _draw_after(writer, kept, marks)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _silence(things: list[Any], seen: set[int]) -> None:
    """Take out of everything that hangs on these what `_NEVER` names."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

    while things:
        thing = things.pop()
        if isinstance(thing, IndirectObject):
            thing = thing.get_object()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, DictionaryObject):
            for key in _NEVER & thing.keys():
                del thing[key]
            if isinstance(thing, StreamObject):
                _silence_picture(thing)
            things.extend(thing.raw_get(key) for key in thing)
        elif isinstance(thing, ArrayObject):
            things.extend(list(thing))


def _silence_picture(stream: Any) -> None:
    """Let a photograph say nothing about itself, whatever it is wrapped in."""
    from pypdf.generic import ArrayObject, NameObject

    named = stream.get("/Filter")
    names = list(named) if isinstance(named, ArrayObject) else [named]
    silent = _SILENT.get(str(names[-1]))
    if silent is None:
        return
    data = stream._data
    for name in names[:-1]:
        data = _unwrapped(str(name), data)
    stream._data = silent(data)
    stream[NameObject("/Filter")] = NameObject(str(names[-1]))
    if isinstance(stream.get("/DecodeParms"), ArrayObject):
        del stream["/DecodeParms"]


def _unwrapped(name: str, data: bytes) -> bytes:
    from pypdf.filters import ASCII85Decode, ASCIIHexDecode

    if name in ("/FlateDecode", "/Fl"):
        decoder = zlib.decompressobj()
        plain = decoder.decompress(data, _LARGEST_PICTURE)
        if decoder.unconsumed_tail:
            raise ValueError("a picture without an end")
        return plain
    if name in ("/ASCII85Decode", "/A85"):
        return ASCII85Decode.decode(data)
    if name in ("/ASCIIHexDecode", "/AHx"):
        decoded = ASCIIHexDecode.decode(data)
        return decoded if isinstance(decoded, bytes) else decoded.encode("latin-1")
    raise ValueError("a picture wrapped in another way")


_SILENT: Mapping[str, Callable[[bytes], bytes]] = {
    "/DCTDecode": silent_jpeg,
    "/DCT": silent_jpeg,
    "/JPXDecode": silent_jpeg2000,
}


def _draw_notes(page: PageObject) -> str:
    """Let stamps, signatures and filled-in fields be part of the page: what is seen stays.

    Puts what they draw among the resources, and gives what to draw after the page itself.
    """
    from pypdf.generic import DictionaryObject, NameObject

    drawn: dict[str, Any] = {}
    marks = []
    for note in _listed(page.get("/Annots")):
        found = _looks_of(note)
        if found is None:
            continue
        look, matrix = found
        name = f"/Note{len(drawn)}"
        drawn[name] = look
        marks.append(f"q {' '.join(f'{one:.5f}' for one in matrix)} cm {name} Do Q\n")
    if not drawn:
        return ""
    # Other pages may share what is changed here.
    resources = DictionaryObject(_direct(page.get("/Resources")) or {})
    pictures = DictionaryObject(_direct(resources.get("/XObject")) or {})
    for name, look in drawn.items():
        pictures[NameObject(name)] = look
    resources[NameObject("/XObject")] = pictures
    page[NameObject("/Resources")] = resources
    return "".join(marks)


def _draw_after(writer: PdfWriter, page: PageObject, marks: str) -> None:
    from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject

    before, after = DecodedStreamObject(), DecodedStreamObject()
    before.set_data(b"q\n")
    after.set_data(b"\nQ\n" + marks.encode("ascii"))
    own = page.raw_get("/Contents") if "/Contents" in page else ArrayObject()
    contents = own.get_object()
    middle = list(contents) if isinstance(contents, ArrayObject) else [own]
    whole = [writer._add_object(before), *middle, writer._add_object(after)]
    page[NameObject("/Contents")] = ArrayObject(whole)


def _looks_of(note: Any) -> tuple[Any, tuple[float, ...]] | None:
    """What a note on a page draws, and where to (ISO 32000-1, 12.5.5); None if it shows nothing."""
    from pypdf.generic import NameObject, StreamObject

    if note.get("/Subtype") in _WITHOUT_LOOKS or int(note.get("/F", 0)) & _INVISIBLE:
        return None
    look = _direct((_direct(note.get("/AP")) or {}).get("/N"))
    if look is not None and not isinstance(look, StreamObject):
        look = _direct(look.get(note.get("/AS", "/Off")))
    if not isinstance(look, StreamObject):
        return None
    x0, y0, x1, y1 = _numbers(look["/BBox"])
    a, b, c, d, e, f = _numbers(look.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    across = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    upward = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    wide, high = max(across) - min(across), max(upward) - min(upward)
    if not wide or not high:
        return None
    rx0, ry0, rx1, ry1 = _numbers(note["/Rect"])
    wider, higher = abs(rx1 - rx0) / wide, abs(ry1 - ry0) / high
    look[NameObject("/Type")] = NameObject("/XObject")
    look[NameObject("/Subtype")] = NameObject("/Form")
    left = min(rx0, rx1) - min(across) * wider
    bottom = min(ry0, ry1) - min(upward) * higher
    return look, (wider, 0.0, 0.0, higher, left, bottom)


def _numbers(values: Any) -> list[float]:
    return [float(one) for one in values]


def _direct(value: Any) -> Any:
    return None if value is None else value.get_object()


def _listed(notes: Any) -> list[Any]:
    return [one.get_object() for one in _direct(notes) or ()]
