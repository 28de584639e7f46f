"""The crest: a picture file turned into plain pixels on white. The only door to Pillow."""

from __future__ import annotations

import io
from dataclasses import dataclass

from desktop_app.errors import Code, UserError

MOST_KIB = 512
"""How large the file of a crest may be."""

_MOST_PIXELS = 700
"""Along the longer side: 600 dots per inch and more at the size it is printed."""


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
    # Loaded when a crest is drawn: it would be half of what letters add to the start of the program.
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if max(picture.size) > 20 * _MOST_PIXELS:
                raise UserError(Code.CREST_UNREADABLE, most_kib=MOST_KIB)
            picture.draft("RGB", (_MOST_PIXELS, _MOST_PIXELS))
            colours = picture.convert("RGBA")
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ) as error:
        raise UserError(Code.CREST_UNREADABLE, most_kib=MOST_KIB) from error
    colours.thumbnail((_MOST_PIXELS, _MOST_PIXELS))
    paper = Image.new("RGBA", colours.size, "white")
    flat = Image.alpha_composite(paper, colours).convert("RGB")
    return Crest(flat.width, flat.height, flat.tobytes())
