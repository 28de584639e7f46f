"""Drawn pictures that stand for evidence: a house and a slip of paper, plain fields of colour, nobody's."""

from __future__ import annotations

import random
import struct

_Colour = tuple[int, int, int]
_INK: _Colour = (60, 60, 70)


class Canvas:
    """Fields of colour on a ground; `as_bmp` gives the file."""

    def __init__(self, wide: int, high: int, ground: _Colour) -> None:
        self._wide, self._high = wide, high
        self._rows = [bytearray(_bgr(ground) * wide) for _ in range(high)]

    def field(self, left: int, top: int, wide: int, high: int, colour: _Colour) -> None:
        """A rectangle; what lies outside is cut off."""
        left, right = max(0, left), min(self._wide, left + wide)
        if right > left:
            for row in self._rows[max(0, top) : top + high]:
                row[left * 3 : right * 3] = _bgr(colour) * (right - left)

    def gable(self, left: int, top: int, wide: int, high: int, colour: _Colour) -> None:
        """A triangle that stands on its side."""
        for down in range(high):
            half = wide * down // high // 2
            self.field(left + wide // 2 - half, top + down, 2 * half, 1, colour)

    def as_bmp(self) -> bytes:
        """A picture that every program reads and that needs no library to write."""
        pad = bytes(-self._wide * 3 % 4)
        body = b"".join(bytes(row) + pad for row in reversed(self._rows))
        head = struct.pack("<2sIHHI", b"BM", 54 + len(body), 0, 0, 54)
        about = (40, self._wide, self._high, 1, 24, 0, len(body), 2835, 2835, 0, 0)
        return head + struct.pack("<IiiHHIIiiII", *about) + body


def draw_house(seed: int) -> bytes:
    """A house from the front."""
    chance = random.Random(seed)
    wall: _Colour = (200 + chance.randrange(40), 180 + chance.randrange(40), 150)
    canvas = Canvas(960, 720, (176, 208, 232))
    canvas.field(0, 520, 960, 200, (122, 146, 84))
    canvas.field(210, 300, 540, 280, wall)
    canvas.gable(150, 130, 660, 172, (150, 76, 54))
    canvas.field(430, 400, 110, 180, (104, 72, 48))
    for left in (260, 600):
        canvas.field(left, 380, 110, 90, (90, 110, 120))
        canvas.field(left + 52, 380, 6, 90, wall)
    for at in range(6):
        canvas.field(210 + chance.randrange(500), 320 + at * 38, 40, 5, (150, 130, 110))
    return canvas.as_bmp()


def draw_receipt(seed: int) -> bytes:
    """A slip of paper with lines where words would be, and a stamp."""
    chance = random.Random(seed)
    canvas = Canvas(720, 960, (226, 224, 216))
    canvas.field(60, 60, 600, 840, (252, 251, 246))
    canvas.field(180, 110, 360, 26, _INK)
    for line in range(14):
        canvas.field(110, 190 + line * 38, 300 + chance.randrange(180), 9, _INK)
    canvas.field(430, 740, 150, 90, (120, 110, 190))
    canvas.field(440, 750, 130, 70, (252, 251, 246))
    canvas.field(470, 780, 70, 10, (120, 110, 190))
    return canvas.as_bmp()


def _bgr(colour: _Colour) -> bytes:
    red, green, blue = colour
    return bytes((blue, green, red))
