"""The container of a PDF, written an object at a time: memory does not grow with the pages.

The shape is that of PDF/A-2b (PDF 1.7, embedded fonts, sRGB output intent, XMP metadata, no
encryption); `tests/letters/pdf_a.py` holds every document to it, no full validator has judged it yet. Nothing
depends on the clock or on chance.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO
from xml.sax.saxutils import escape

PRODUCER = "DTSEN Luring"
_PAGES_IN_A_NODE = 64
_UNWRITTEN = 0
_TRAILER = re.compile(rb"trailer\n<< /Size (?P<size>[0-9]+) (?P<keep>/Root .*?) >>\n")


@dataclass(frozen=True, slots=True)
class About:
    """What the file says about itself; nothing of a person belongs here."""

    title: str
    dated: date
    language: str = "id-ID"


class PdfObjects:
    """Objects written one after the other; `first` is the number of the first new one."""

    def __init__(self, out: BinaryIO, *, position: int = 0, first: int = 1) -> None:
        self._out = out
        self._position = position
        self._digest = hashlib.sha256()
        self._offsets = array("Q", [_UNWRITTEN] * first)  # by object number; 0 is never used

    def reserve(self) -> int:
        """The number of an object that will be written later."""
        self._offsets.append(_UNWRITTEN)
        return len(self._offsets) - 1

    def put(self, number: int, body: str) -> None:
        """Write a reserved object."""
        self._offsets[number] = self._position
        self._write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))

    def add(self, body: str) -> int:
        """Write an object; its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def stream(self, number: int, entries: str, data: bytes, *, is_compressed: bool = True) -> None:
        """Write a reserved object that is a stream; `entries` are those of its dictionary."""
        if is_compressed:
            data = zlib.compress(data, 6)
            entries += " /Filter /FlateDecode"
        self._offsets[number] = self._position
        head = f"{number} 0 obj\n<< {entries} /Length {len(data)} >>\nstream\n"
        self._write(head.encode("latin-1") + data + b"\nendstream\nendobj\n")

    def _write(self, data: bytes) -> None:
        self._digest.update(data)
        self._out.write(data)
        self._position += len(data)


class PdfFile(PdfObjects):
    """Writes to `out` from its start to `finish`; `out` need not be seekable."""

    def __init__(self, out: BinaryIO) -> None:
        super().__init__(out)
        self._nodes: list[int] = []
        self._node_pages: list[int] = []
        self._page_count = 0
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self._tree = self.reserve()
        self.resources = self.reserve()
        """The object that every page takes its fonts and pictures from; put it before `finish`."""

    @property
    def page_count(self) -> int:
        """Pages written so far."""
        return self._page_count

    def page(self, width: float, height: float, content: bytes) -> None:
        """Write a page with what `content` draws."""
        if len(self._node_pages) == _PAGES_IN_A_NODE:
            self._close_node()
        if not self._node_pages:
            self._nodes.append(self.reserve())
        drawing = self.reserve()
        self.stream(drawing, "", content)
        box = f"[0 0 {width:.3f} {height:.3f}]"
        self._node_pages.append(
            self.add(
                f"<< /Type /Page /Parent {self._nodes[-1]} 0 R /MediaBox {box} "
                f"/Resources {self.resources} 0 R /Contents {drawing} 0 R >>"
            )
        )
        self._page_count += 1

    def finish(self, about: About, profile: bytes) -> None:
        """Write page tree, metadata and the table of objects; `profile` is the sRGB ICC profile."""
        self._close_node()
        kids = " ".join(f"{node} 0 R" for node in self._nodes)
        self.put(self._tree, f"<< /Type /Pages /Count {self._page_count} /Kids [{kids}] >>")
        colours, metadata = self.reserve(), self.reserve()
        self.stream(colours, "/N 3", profile)
        self.stream(
            metadata, "/Type /Metadata /Subtype /XML", _xmp(about).encode(), is_compressed=False
        )
        catalogue = self.add(
            f"<< /Type /Catalog /Pages {self._tree} 0 R /Lang ({about.language}) "
            f"/Metadata {metadata} 0 R /ViewerPreferences << /DisplayDocTitle true /PrintScaling /None >> "
            "/OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) "
            f"/Info (sRGB IEC61966-2.1) /DestOutputProfile {colours} 0 R >>] >>"
        )
        stamp = f"(D:{about.dated:%Y%m%d}000000+07'00')"
        info = self.add(
            f"<< /Title {_text(about.title)} /Producer ({PRODUCER}) /CreationDate {stamp} /ModDate {stamp} >>"
        )
        start = self._position
        table = "".join(f"{offset:010d} 00000 n \n" for offset in self._offsets[1:])
        self._write(f"xref\n0 {len(self._offsets)}\n0000000000 65535 f \n{table}".encode("ascii"))
        identity = f"<{self._digest.hexdigest()[:32]}>"
        self._write(
            f"trailer\n<< /Size {len(self._offsets)} /Root {catalogue} 0 R /Info {info} 0 R "
            f"/ID [{identity} {identity}] >>\nstartxref\n{start}\n%%EOF\n".encode("ascii")
        )

    def _close_node(self) -> None:
        if self._node_pages:
            kids = " ".join(f"{page} 0 R" for page in self._node_pages)
            self.put(
                self._nodes[-1],
                f"<< /Type /Pages /Parent {self._tree} 0 R /Count {len(self._node_pages)} /Kids [{kids}] >>",
            )
            self._node_pages = []


class PdfUpdate(PdfObjects):
    """Changes a file that `PdfFile` wrote by adding to its end; what was there stays byte for byte."""

    def __init__(self, pdf: bytes) -> None:
        self._before = pdf
        self._added = io.BytesIO()
        start = int(pdf[pdf.rindex(b"startxref") :].split()[1])
        trailer = _TRAILER.search(pdf, start)
        assert trailer is not None  # a file of our own
        self._start, self._keep = start, trailer["keep"].decode("latin-1")
        size = int(trailer["size"])
        entries = pdf[start:].split(b"\n", size + 2)[2:-1]
        self._old = [int(entry[:10]) for entry in entries]
        super().__init__(self._added, position=len(pdf), first=size)

    def bodies(self, begins: str) -> Mapping[int, str]:
        """The dictionaries that begin so, by the numbers of their objects; streams are none of them."""
        found = {}
        for number, offset in enumerate(self._old):
            head = f"{number} 0 obj\n".encode()
            if self._before.startswith(head + begins.encode(), offset):
                end = self._before.index(b"\nendobj", offset)
                found[number] = self._before[offset + len(head) : end].decode("latin-1")
        return found

    def finish(self) -> bytes:
        """The whole file."""
        start = self._position
        written = [at for at, offset in enumerate(self._offsets) if offset != _UNWRITTEN]
        table = "".join(f"{at} 1\n{self._offsets[at]:010d} 00000 n \n" for at in written)
        self._write(
            f"xref\n{table}trailer\n<< /Size {len(self._offsets)} /Prev {self._start} {self._keep} >>"
            f"\nstartxref\n{start}\n%%EOF\n".encode("latin-1")
        )
        return self._before + self._added.getvalue()


def pages_in(pdf: bytes) -> int:
    """How many pages a file that `PdfFile` wrote has."""
    return len(PdfUpdate(pdf).bodies("<< /Type /Page "))


def _text(text: str) -> str:
    """A text string of PDF: UTF-16 in hexadecimal, so that nothing needs escaping."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def _xmp(about: About) -> str:
    stamp = f"{about.dated:%Y-%m-%d}T00:00:00+07:00"
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
        'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(about.title)}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:language><rdf:Bag><rdf:li>{about.language}</rdf:li></rdf:Bag></dc:language>"
        f"<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>"
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>"
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    )
