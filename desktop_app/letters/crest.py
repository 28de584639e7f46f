"""The crest: a picture file turned into plain pixels on white."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.errors import Code, UserError
from desktop_app.pictures import Limits, PictureRefused, flat_picture

MOST_KIB = 512
"""How large the file of a crest may be."""

_MOST_PIXELS = 700
"""Along the longer side: 600 dots per inch and more at the size it is printed."""
_LIMITS = Limits(jpeg_dots=10**8, other_dots=4 * 10**7)


@dataclass(frozen=True, slots=True)
class Crest:
    """Red, green and blue bytes, row by row."""

    width: int
    height: int
    pixels: bytes

    @property
    def ratio(self) -> float:
        """Width over height."""
        return self.width / self.height


def read_crest(data: bytes) -> Crest:
    """The crest in a PNG or JPEG file; what is transparent becomes white, what is huge smaller.

    Raises `UserError` (`CREST_UNREADABLE`).
    """
    try:
        flat = flat_picture(data, formats=("PNG", "JPEG"), edge=_MOST_PIXELS, limits=_LIMITS)
    except PictureRefused as error:
        raise UserError(Code.CREST_UNREADABLE, most_kib=MOST_KIB) from error
    return Crest(*flat.size, flat.colours())
