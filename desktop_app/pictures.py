"""Pictures that come from outside, decoded within limits and laid flat: the only door to Pillow.

Nothing of the file but its colours comes through: no metadata, no colour profile, no second picture,
nothing that was hung on behind. A hostile file may make the decoder fail in any way; every failure is
a `PictureRefused`, except one that ends the process, so pictures of strangers are decoded in a helper.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Loaded when a picture is decoded: it would be half of what letters add to the program's start.
    from PIL import Image

_ORIENTATION = 0x0112
_DEEP = ("I", "F")
"""Modes with more than eight bits to the colour begin so."""


class Refusal(StrEnum):
    """Why a picture was not taken."""

    UNREADABLE = "unreadable"  # not of these formats, cut short, or faulty
    TOO_MANY_DOTS = "too-many-dots"
    SEVERAL = "several"  # animated, or of several pages


class PictureRefused(Exception):
    """The picture cannot be used; `why` says why."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Limits:
    """How many dots a JPEG and any other picture may have; a JPEG is made smaller while it is read."""

    jpeg_dots: int
    other_dots: int


class FlatPicture:
    """Grey or red, green and blue, on white, turned as it is meant to be seen."""

    def __init__(self, image: Image.Image) -> None:
        self._image = image

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self._image.size

    def colours(self) -> bytes:
        """Red, green and blue bytes, row by row."""
        return self._image.convert("RGB").tobytes()

    def smaller(self, edge: int) -> FlatPicture:
        """The picture with its longer edge at most this long."""
        image = self._image.copy()
        image.thumbnail((edge, edge))
        return FlatPicture(image)

    def as_jpeg(self, quality: int) -> bytes:
        """A JPEG that holds these dots and nothing else."""
        file = io.BytesIO()
        self._image.save(file, "JPEG", quality=quality, optimize=True, exif=b"", icc_profile=None)
        return file.getvalue()


def flat_picture(data: bytes, *, formats: Sequence[str], edge: int, limits: Limits) -> FlatPicture:
    """The one picture in `data`, its longer edge at most `edge`; raises `PictureRefused`."""
    from PIL import Image

    with warnings.catch_warnings():
        # The number of dots is judged here, against limits of our own.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=tuple(formats)) as picture:
                return _flat(picture, edge, limits)
        except Image.DecompressionBombError as error:
            raise PictureRefused(Refusal.TOO_MANY_DOTS) from error
        except PictureRefused:
            raise
        except (
            Exception
        ) as error:  # whatever a decoder does with a hostile file, it means one thing
            raise PictureRefused(Refusal.UNREADABLE) from error


def _flat(picture: Image.Image, edge: int, limits: Limits) -> FlatPicture:
    # What phones call a JPEG may be two: the second one is for the brightness of screens.
    is_jpeg = picture.format in ("JPEG", "MPO")
    wide, high = picture.size
    if wide * high > (limits.jpeg_dots if is_jpeg else limits.other_dots):
        raise PictureRefused(Refusal.TOO_MANY_DOTS)
    if not is_jpeg and getattr(picture, "n_frames", 1) > 1:
        raise PictureRefused(Refusal.SEVERAL)
    turned = _turned(picture)
    if is_jpeg:
        longest = max(wide, high)
        picture.draft(picture.mode, (edge * wide // longest, edge * high // longest))
    picture.load()
    flat = _on_white(picture, edge)
    return FlatPicture(flat if turned is None else flat.transpose(turned))


def _turned(picture: Image.Image) -> Image.Transpose | None:
    """How to turn it, as the camera wrote down; a note that cannot be read is none."""
    from PIL.Image import Transpose

    try:
        value = picture.getexif().get(_ORIENTATION)
    except Exception:  # noqa: BLE001  # the picture may be sound where what is said about it is not
        return None
    ways = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return ways.get(value) if isinstance(value, int) else None


def _on_white(picture: Image.Image, edge: int) -> Image.Image:
    from PIL import Image

    image = picture
    if image.mode.startswith(_DEEP):
        image = _eight_bits(image)
    elif image.mode == "1":
        image = image.convert("L")
    elif image.mode in ("LA", "La", "PA", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode not in ("L", "RGB", "RGBA"):
        image = image.convert("RGB")
    if max(image.size) > edge:
        image.thumbnail((edge, edge), reducing_gap=2.0)
    if image.mode == "RGBA":
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image).convert("RGB")
    # A new picture, so that nothing the file said about itself hangs on to it.
    return Image.frombytes(image.mode, image.size, image.tobytes())


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey with eight bits, as bright as it was: brightest is white."""
    deep = image.convert("F")
    low, high = deep.getextrema()
    if not isinstance(low, float) or not isinstance(high, float):
        raise PictureRefused(Refusal.UNREADABLE)
    top = 65535.0 if image.mode.startswith("I;16") else max(high, 1.0)
    return deep.point(lambda value: value * (255.0 / top) + 0.0).convert("L")
