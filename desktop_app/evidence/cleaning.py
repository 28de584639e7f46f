"""Any file given as evidence: what it is by its content, and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop_app.domain.evidence import EvidenceLimits, Media
from desktop_app.errors import Code, UserError
from desktop_app.evidence.paper import clean_paper
from desktop_app.evidence.photo import clean_photo

_PDF_WITHIN = 1024
"""A PDF may begin after so many other bytes, and Acrobat still opens it."""
_BOX = slice(4, 8)
_BRANDS = slice(8, 64)
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_PICTURES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"RIFF",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"GIF87a",
    b"GIF89a",
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is kept of a file."""

    media: Media
    data: bytes = field(repr=False)
    thumbnail: bytes = field(repr=False, default=b"")


def clean(data: bytes, limits: EvidenceLimits) -> Cleaned:
    """The file as it may be kept; its name says nothing, its content everything.

    Raises `UserError` (`EVIDENCE_EMPTY`, `EVIDENCE_HEIC`, `EVIDENCE_OF_OTHER_KIND`,
    `EVIDENCE_TOO_BIG`, and what `clean_photo` and `clean_paper` raise).
    """
    if not data:
        raise UserError(Code.EVIDENCE_EMPTY)
    if data.startswith(_PICTURES):
        _require_at_most(limits.picture_bytes, data)
        picture, thumbnail = clean_photo(data, limits)
        return Cleaned(Media.JPEG, picture, thumbnail)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        _require_at_most(limits.pdf_bytes, data)
        return Cleaned(Media.PDF, clean_paper(data, limits))
    if data[_BOX] == b"ftyp" and any(brand in data[_BRANDS] for brand in _HEIC):
        raise UserError(Code.EVIDENCE_HEIC)
    raise UserError(Code.EVIDENCE_OF_OTHER_KIND)


def _require_at_most(most: int, data: bytes) -> None:
    if len(data) > most:
        raise UserError(Code.EVIDENCE_TOO_BIG, most_mb=most // 1024**2)
