"""What a file is before anything is taken from it: readable, of which kind, encoding and delimiter."""

from __future__ import annotations

import hashlib
import io
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop_app.errors import Code, UserError
from desktop_app.extracts.csv_file import CsvRecords
from desktop_app.extracts.mapping import HeaderFound, find_header, guess_header
from desktop_app.extracts.records import Chunk
from desktop_app.extracts.reference import HeaderBook

SAMPLE = 256 << 10
_DIGEST_PIECE = 512 << 10
_DELIMITERS = "|;,\t"
_TITLES_AND_HEADER = 45
_FEW_BAD_BYTES = 3


@dataclass(frozen=True, slots=True)
class TextFound:
    """What a text file was found to be; `head` are its first records, the header the last."""

    encoding: str
    delimiter: str
    header: HeaderFound
    head: Chunk


def kind_of(path: Path) -> str:
    """``"csv"``, ``"xlsx"``, ``"xls"`` or ``"ods"``; raises `UserError` where a file is none of them."""
    with readable(path):
        # Asked before it is opened: opening a pipe waits until somebody writes into it.
        if not stat.S_ISREG(path.stat().st_mode):
            raise UserError(Code.EXTRACT_NOT_A_FILE, name=path.name)
        with path.open("rb") as file:
            start = file.read(4096)
    if not start:
        raise UserError(Code.EXTRACT_EMPTY, name=path.name)
    if start.startswith(b"PK\x03\x04"):
        return "ods" if b"opendocument" in start[:200] else "xlsx"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    if start.startswith((b"%PDF", b"\x00\x01\x00\x00Stand", b"Rar!", b"7z\xbc\xaf")):
        raise UserError(Code.EXTRACT_NOT_RECOGNISED, name=path.name)
    return "csv"


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Say of a file that cannot be read, or no longer, that it is so."""
    try:
        yield
    except OSError as error:
        raise UserError(Code.FILE_UNREADABLE, name=path.name) from error


def digest_of(path: Path) -> str:
    """A digest of the beginning, middle and end of a file: enough to notice that it was changed."""
    size = path.stat().st_size
    digest = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        for start in sorted({0, max(0, size // 2 - _DIGEST_PIECE), max(0, size - _DIGEST_PIECE)}):
            file.seek(start)
            digest.update(file.read(_DIGEST_PIECE))
    return digest.hexdigest()


def encoding_of(sample: bytes) -> str:
    """The encoding of a text by its first bytes.

    A few bytes that are no UTF-8 do not make a Windows file: they come through as odd bytes, and
    the cells that have them are flagged.
    """
    if sample.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    zeros = sample[:2000].count(0)
    if zeros > len(sample[:2000]) // 3:
        return "utf-16-le" if sample[1:2] == b"\x00" else "utf-16-be"
    text = sample.decode("utf-8", "surrogateescape")
    bad = len(re.findall("[\udc80-\udcff]", text[:-3]))
    good = sum(1 for char in text if char > "\x7f" and not "\udc80" <= char <= "\udcff")
    return "cp1252" if bad > max(_FEW_BAD_BYTES, good) else "utf-8"


def look_at_text(path: Path, headers: HeaderBook, *, guesses: bool = False) -> TextFound:
    """Encoding, delimiter and header of a text file; raises `UserError` if it has no known header.

    If it `guesses`, a record that looks like a header will do where none is known.
    """
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    encoding = encoding_of(sample)
    best: TextFound | None = None
    for delimiter in _DELIMITERS:
        head = CsvRecords(io.BytesIO(sample), encoding, delimiter).skip(_TITLES_AND_HEADER)
        header = find_header(head.records, headers)
        if header is None:
            continue
        if best is None or header.score > best.header.score:
            best = TextFound(encoding, delimiter, header, head)
    if best is None and guesses:
        for delimiter in _DELIMITERS:
            head = CsvRecords(io.BytesIO(sample), encoding, delimiter).skip(_TITLES_AND_HEADER)
            header = guess_header(head.records)
            if header is not None and (best is None or len(header.names) > len(best.header.names)):
                best = TextFound(encoding, delimiter, header, head)
    if best is None:
        raise UserError(Code.EXTRACT_NOT_RECOGNISED, name=path.name)
    return best
