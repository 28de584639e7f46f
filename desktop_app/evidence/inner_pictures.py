"""What photographs inside a PDF say about themselves, left out without decoding them.

A scanner's app puts the phone's JPEG into the PDF as it is: place, time and telephone with it.
"""

from __future__ import annotations

import struct

_START, _END, _SCAN, _FILL = 0xD8, 0xD9, 0xDA, 0xFF
_COMMENT = 0xFE
_NOTES = range(0xE0, 0xF0)
_NEEDED = (0xE0, 0xEE)
"""JFIF and Adobe: without them the colours are read another way."""
_LONGEST_NEEDED = 16
_WITHOUT_LENGTH = (0x01, *range(0xD0, 0xD8))
_JP2 = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_TELLING_BOXES = (b"uuid", b"xml ", b"uinf", b"url ")


def silent_jpeg(data: bytes) -> bytes:
    """The JPEG without notes, comments, and whatever follows its end.

    Raises `ValueError` for what is no whole JPEG.
    """
    if data[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    kept, at = bytearray(b"\xff\xd8"), 2
    while True:
        marker, at = _marker(data, at)
        if marker == _END:
            return bytes(kept + b"\xff\xd9")
        if marker in _WITHOUT_LENGTH:
            kept += bytes((0xFF, marker))
            continue
        if at + 2 > len(data):
            raise ValueError("cut short")
        after = at + int.from_bytes(data[at : at + 2], "big")
        if after > len(data) or after < at + 2:
            raise ValueError("cut short")
        if marker != _COMMENT and (
            marker not in _NOTES or _is_needed(marker, data[at + 2 : after])
        ):
            kept += bytes((0xFF, marker)) + data[at:after]
        at = after
        if marker == _SCAN:
            at = _end_of_scan(data, at)
            kept += data[after:at]
            if at == len(data):
                return bytes(kept + b"\xff\xd9")  # nothing but its end is missing


def silent_jpeg2000(data: bytes) -> bytes:
    """The JPEG 2000 without the boxes that tell; a bare codestream as it is."""
    if not data.startswith(_JP2):
        return data
    kept, at = bytearray(), 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        if size == 1 and at + 16 <= len(data):
            size = struct.unpack_from(">Q", data, at + 8)[0]
        size = size or len(data) - at
        if size < 8:
            raise ValueError("a box without an end")
        if kind not in _TELLING_BOXES:
            kept += data[at : at + size]
        at += size
    return bytes(kept)


def _marker(data: bytes, at: int) -> tuple[int, int]:
    while at + 1 < len(data) and data[at] == _FILL and data[at + 1] == _FILL:
        at += 1
    if at + 1 >= len(data) or data[at] != _FILL:
        raise ValueError("cut short")
    return data[at + 1], at + 2


def _is_needed(marker: int, body: bytes) -> bool:
    return marker in _NEEDED and body[:5] in (b"JFIF\0", b"Adobe") and len(body) <= _LONGEST_NEEDED


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker stands that is neither a filled-in byte nor a restart, or the data ends."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2
