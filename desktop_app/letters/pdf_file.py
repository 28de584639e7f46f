"""The container of a PDF, written an object at a time: memory does not grow with the pages.

The shape is that of PDF/A-2b (PDF 1.7, embedded fonts, sRGB output intent, XMP metadata, no
encryption); no validator has judged it yet. Nothing depends on the clock or on chance.
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO
from xml.sax.saxutils import escape

PRODUCER = "DTSEN Luring"
_PAGES_IN_A_NODE = 64
_UNWRITTEN = 0


@dataclass(frozen=True, slots=True)
class About:
    """What the file says about itself; nothing of a person belongs here."""

    title: str
    dated: date
    language: str = "id-ID"


class PdfFile:
    """Writes to `out` from its start to `finish`; `out` need not be seekable."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._position = 0
        self._digest = hashlib.sha256()
        self._offsets = array("Q", [_UNWRITTEN])  # by object number; 0 is never used
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

    def _write(self, data: bytes) -> None:
        self._digest.update(data)
        self._out.write(data)
        self._position += len(data)


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
