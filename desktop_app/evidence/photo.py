"""A photograph or a scan as a JPEG of bounded size that holds nothing but what is seen."""

from __future__ import annotations

from desktop_app.domain.evidence import EvidenceLimits
from desktop_app.errors import Code, UserError
from desktop_app.pictures import FlatPicture, Limits, PictureRefused, Refusal, flat_picture

_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF")
_QUALITIES = (85, 75, 65, 55)
_SHRINK = 0.8
_LEAST_EDGE = 640
_THUMBNAIL_EDGE, _THUMBNAIL_QUALITY = 192, 70
_CODES = {
    Refusal.UNREADABLE: Code.EVIDENCE_UNREADABLE,
    Refusal.SEVERAL: Code.EVIDENCE_SEVERAL_PICTURES,
}


def clean_photo(data: bytes, limits: EvidenceLimits) -> tuple[bytes, bytes]:
    """The picture as it is kept, and a small one for lists.

    Raises `UserError` (`EVIDENCE_UNREADABLE`, `EVIDENCE_TOO_MANY_DOTS`,
    `EVIDENCE_SEVERAL_PICTURES`).
    """
    dots = Limits(jpeg_dots=limits.jpeg_dots, other_dots=limits.picture_dots)
    try:
        flat = flat_picture(data, formats=_FORMATS, edge=limits.kept_edge, limits=dots)
    except PictureRefused as error:
        if error.why is Refusal.TOO_MANY_DOTS:
            most = limits.jpeg_dots if data.startswith(b"\xff\xd8") else limits.picture_dots
            raise UserError(Code.EVIDENCE_TOO_MANY_DOTS, most=most // 10**6) from error
        raise UserError(_CODES[error.why]) from error
    small = flat.smaller(_THUMBNAIL_EDGE).as_jpeg(_THUMBNAIL_QUALITY)
    return _within(flat, limits.kept_bytes), small


def _within(flat: FlatPicture, most_bytes: int) -> bytes:
    """As good as fits: first a little coarser, then with fewer dots, which letters bear better."""
    while True:
        for quality in _QUALITIES:
            made = flat.as_jpeg(quality)
            if len(made) <= most_bytes:
                return made
        edge = int(max(flat.size) * _SHRINK)
        if edge < _LEAST_EDGE:
            return made
        flat = flat.smaller(edge)
