"""What ISO 19005-2 (level B) asks of a file, as far as files of this program can go against it.

No full validator: it reads the whole structure and every font, and says what is wrong in words.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator, Mapping
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

_HEADER = re.compile(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}\n")
_FORBIDDEN_KEYS = {
    "/AA": "an action of its own",
    "/OpenAction": "an action at opening",
    "/JS": "a script",
    "/JavaScript": "a script",
    "/AcroForm": "a form",
    "/EmbeddedFiles": "files inside",
    "/AF": "files inside",
    "/XFA": "a form",
    "/Annots": "annotations",
    "/TR": "a transfer function",
    "/Alternates": "another picture",
    "/OPI": "a picture outside",
    "/Ref": "a page outside",
    "/F": "a file outside",
    "/Encrypt": "encryption",
    "/Crypt": "encryption",
}
_DEVICE = {"/DeviceRGB", "/DeviceGray"}
_COLOUR_OPERATORS = {b"rg", b"RG", b"g", b"G"}
_OTHER_COLOURS = {b"k", b"K", b"cs", b"CS", b"sc", b"SC", b"scn", b"SCN", b"sh"}
_XMP = {
    "part": r"<pdfaid:part>(.*?)</pdfaid:part>",
    "conformance": r"<pdfaid:conformance>(.*?)</pdfaid:conformance>",
    "title": r'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">(.*?)</rdf:li>',
    "producer": r"<pdf:Producer>(.*?)</pdf:Producer>",
    "created": r"<xmp:CreateDate>(.*?)</xmp:CreateDate>",
    "modified": r"<xmp:ModifyDate>(.*?)</xmp:ModifyDate>",
}
PERSONAL = ("/Author", "/Subject", "/Keywords", "/Creator")


def faults_of(pdf: bytes) -> list[str]:
    """Everything that is not as PDF/A-2b asks; empty for a good file."""
    found: list[str] = []
    if not _HEADER.match(pdf):
        found.append("header: no binary comment after %PDF-1.n")
    if not pdf.rstrip(b"\n").endswith(b"%%EOF"):
        found.append("end: something stands after %%EOF")
    reader = PdfReader(io.BytesIO(pdf), strict=True)
    found += _trailer(reader)
    if reader.is_encrypted:
        return found
    found += _intent(reader)
    found += _metadata(reader)
    for one in _objects(reader):
        found += _object(one)
    for page in reader.pages:
        found += _drawing(page.get_contents(), reader)
    for font in _fonts(reader):
        found += _font(font)
    return sorted(set(found))


def told(pdf: bytes) -> str:
    """All that a file says about itself outside its pages."""
    reader = PdfReader(io.BytesIO(pdf))
    info = " ".join(str(value) for value in (reader.metadata or {}).values())
    return f"{info} {_xmp_of(reader)}"


def _trailer(reader: PdfReader) -> Iterator[str]:
    if "/Encrypt" in reader.trailer:
        yield "trailer: encryption"
    identity = reader.trailer.get("/ID")
    if not isinstance(identity, ArrayObject) or len(identity) != 2:
        yield "trailer: no ID"


def _intent(reader: PdfReader) -> Iterator[str]:
    intents = [one.get_object() for one in reader.root_object.get("/OutputIntents", ())]
    if len(intents) != 1 or intents[0].get("/S") != "/GTS_PDFA1":
        yield "intent: not one of PDF/A"
        return
    profile = intents[0].get("/DestOutputProfile")
    data = profile.get_object().get_data() if profile is not None else b""
    if data[36:40] != b"acsp" or data[16:20] != b"RGB " or len(data) != _u32(data, 0):
        yield "intent: no ICC profile of RGB"
    elif profile.get_object().get("/N") != 3 or data[8] > 4:
        yield "intent: a profile of another kind than it says"


def _metadata(reader: PdfReader) -> Iterator[str]:
    stream = reader.root_object.get("/Metadata")
    if stream is None:
        yield "metadata: none"
        return
    if "/Filter" in stream.get_object():
        yield "metadata: not readable without a filter"
    xmp = _xmp_of(reader)
    said = {
        key: (match[1] if (match := re.search(pattern, xmp)) else "")
        for key, pattern in _XMP.items()
    }
    if (said["part"], said["conformance"]) != ("2", "B"):
        yield "metadata: does not say 2B"
    if not xmp.startswith("<?xpacket begin=") or not xmp.endswith('<?xpacket end="w"?>'):
        yield "metadata: no packet"
    info: Mapping[str, Any] = reader.metadata or {}
    unescaped = said["title"].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if (info.get("/Title"), info.get("/Producer")) != (unescaped, said["producer"]):
        yield "metadata: title or producer differ from the information"
    for key, name in (("/CreationDate", "created"), ("/ModDate", "modified")):
        if _digits(str(info.get(key, ""))) != _digits(said[name]):
            yield "metadata: dates differ from the information"
    if not info.get("/Title") or not reader.root_object.get("/Lang"):
        yield "metadata: no title or no language"
    if any(key in info for key in PERSONAL):
        yield "metadata: says who or what about"


def _object(one: DictionaryObject) -> Iterator[str]:
    is_stream = isinstance(one, StreamObject)
    for key, what in _FORBIDDEN_KEYS.items():
        # /F means a file in the dictionary of a stream alone; elsewhere it is a name of a resource.
        if key in one and (key != "/F" or is_stream):
            yield f"object: {what}"
    if "LZWDecode" in str(one.get("/Filter", "")):
        yield "object: LZW"
    if one.get("/S") in {"/JavaScript", "/Launch", "/URI", "/GoToR", "/SubmitForm", "/Named"}:
        yield "object: an action"
    if one.get("/S") == "/Transparency":
        yield "object: a transparency group"
    if one.get("/Type") == "/ExtGState" and (
        one.get("/ca", 1) != 1
        or one.get("/CA", 1) != 1
        or one.get("/SMask", "/None") != "/None"
        or one.get("/BM", "/Normal") not in {"/Normal", "/Compatible"}
    ):
        yield "object: transparency without a blending space"
    if one.get("/Subtype") == "/Image":
        if "/SMask" in one:
            yield "picture: see-through without a blending space"
        if one.get("/Interpolate"):
            yield "picture: interpolated"
        if not one.get("/ImageMask") and one.get("/ColorSpace") not in _DEVICE:
            yield "picture: colours that the intent does not know"


def _drawing(content: ContentStream | None, reader: PdfReader) -> Iterator[str]:
    depth = deepest = 0
    for _, operator in content.operations if content is not None else ():
        depth += (operator == b"q") - (operator == b"Q")
        deepest = max(deepest, depth)
        if operator in _OTHER_COLOURS:
            yield "page: colours that the intent does not know"
        if operator in _COLOUR_OPERATORS and "/OutputIntents" not in reader.root_object:
            yield "page: colours without an intent"
    if depth or deepest > 28:
        yield "page: states that are not put back"


def _font(font: DictionaryObject) -> Iterator[str]:
    name = str(font.get("/BaseFont"))
    if font.get("/Subtype") != "/Type0":
        yield f"font {name}: simple, and not embedded"
        return
    if font.get("/Encoding") != "/Identity-H":
        yield f"font {name}: an encoding that is not embedded"
    if "/ToUnicode" not in font:
        yield f"font {name}: letters that cannot be read out"
    descendants: Any = font["/DescendantFonts"]
    below = descendants[0].get_object()
    if below.get("/CIDToGIDMap") != "/Identity":
        yield f"font {name}: glyphs that nothing maps"
    descriptor = below["/FontDescriptor"].get_object()
    if "/CIDSet" in descriptor:
        yield f"font {name}: a set of glyphs that has to be complete"
    embedded = descriptor.get("/FontFile2")
    if embedded is None:
        yield f"font {name}: not embedded"
        return
    yield from _widths(name, below, embedded.get_object().get_data())


def _widths(name: str, below: DictionaryObject, data: bytes) -> Iterator[str]:
    """The widths that the file says are those of the embedded font, to a thousandth of its size."""
    tables = {
        data[at : at + 4]: _u32(data, at + 8)
        for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
    }
    if not {b"glyf", b"loca", b"head", b"hhea", b"hmtx", b"maxp"} <= tables.keys():
        yield f"font {name}: tables are missing"
        return
    per_em = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    own = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    glyphs = struct.unpack_from(">H", data, tables[b"maxp"] + 4)[0]
    for glyph, said in _said_widths(below):
        at = tables[b"hmtx"] + 4 * min(glyph, own - 1)
        if glyph >= glyphs or abs(struct.unpack_from(">H", data, at)[0] * 1000 / per_em - said) > 1:
            yield f"font {name}: widths are not those of the font"
            return


def _said_widths(below: DictionaryObject) -> Iterator[tuple[int, float]]:
    parts = [one.get_object() for one in below.get("/W", ())]
    while parts:
        first, then = int(parts.pop(0)), parts.pop(0)
        if isinstance(then, ArrayObject):
            yield from ((first + at, float(width)) for at, width in enumerate(then))
        else:
            width = float(parts.pop(0))
            yield from ((glyph, width) for glyph in range(first, int(then) + 1))


def _fonts(reader: PdfReader) -> list[DictionaryObject]:
    """Whatever pages write with, each once."""
    found: dict[Any, DictionaryObject] = {}
    for page in reader.pages:
        resources: Any = page["/Resources"].get_object()
        for font in resources.get("/Font", DictionaryObject()).get_object().values():
            found[font.get_object().get("/BaseFont")] = font.get_object()
    return list(found.values())


def _objects(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary that can be reached, those inside others too."""
    waiting: list[Any] = [reader.trailer]
    seen = set[int]()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            yield one
            waiting += [one.raw_get(key) for key in one if key != NameObject("/Parent")]
        elif isinstance(one, ArrayObject):
            waiting += list(one)


def _xmp_of(reader: PdfReader) -> str:
    stream = reader.root_object.get("/Metadata")
    data: bytes = stream.get_object().get_data() if stream is not None else b""
    return data.decode()


def _digits(stamp: str) -> str:
    return re.sub(r"[^0-9]", "", stamp)


def _u32(data: bytes, at: int) -> int:
    return int(struct.unpack_from(">I", data, at)[0]) if len(data) >= at + 4 else -1
