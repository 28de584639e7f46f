"""What a file is before anything is taken from it: readable, of which kind, encoding and delimiter."""

from __future__ import annotations

import hashlib
import io
import re
import stat
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

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
_TABLES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"})
_BESIDE = ("~$", ".", "kode_dtsen", "readme", "baca")
_WHOLE = 16 << 20
_PIECES = 32


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


def files_in(path: Path) -> list[Path]:
    """The tables in a folder and the folders in it, by name; `path` itself if it is no folder.

    What programs leave beside them (lock files, thumbnails) is no table, nor is the code book that
    is handed out with an extract.
    Raises `UserError` (`EXTRACT_FOLDER_EMPTY`) for a folder without any.
    """
    if not path.is_dir():
        return [path]
    found = [
        file
        for file in sorted(path.rglob("*"))
        if file.suffix.lower() in _TABLES
        and not file.name.lower().startswith(_BESIDE)
        and file.is_file()
    ]
    if not found:
        raise UserError(Code.EXTRACT_FOLDER_EMPTY, name=path.name)
    return found


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
    """The encoding of a text by what is known of its bytes.

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
    text = sample.decode("utf-8", "surrogateescape")[:-3]
    odd = list(islice(_ODD_BYTE.finditer(text), _ODD_BYTES))
    if not odd:
        return "utf-8"
    sorts = Counter(map(_sort_of, odd))
    good = sum(1 for char in text if char > "\x7f" and not "\udc80" <= char <= "\udcff")
    if sorts["letter"] > _FEW_BAD_BYTES:
        fits = sorts["letter"] + sorts["mark"]
    else:
        # Nothing but typographic marks: they are odd in a name in either encoding.
        fits = 0 if sorts["letter"] else sorts["mark"]
    return "cp1252" if fits > max(good, sorts["odd"]) else "utf-8"


_ODD_BYTE = re.compile("(.?)([\udc80-\udcff])(?=(.?))", re.DOTALL)
_ODD_BYTES = 20_000
_MARKS = frozenset(
    "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u00a0\u00b0\u00b2\u00b3\u00b7\u00bd\u00b4"
)


def _sort_of(found: re.Match[str]) -> str:
    """What a byte that is no UTF-8 is to a Windows program among its neighbours.

    A small letter among capitals is not what somebody wrote.
    """
    before, byte, after = found.groups()
    char = bytes([ord(byte) & 0xFF]).decode("cp1252", "replace")
    if char in _MARKS:
        return "mark"
    letters = [near for near in (before, after) if near.isalpha()]
    if not char.isalpha() or not letters:
        return "odd"
    return "letter" if any(near.isupper() == char.isupper() for near in letters) else "odd"


def _sample_of(file: BinaryIO, size: int) -> bytes:
    """All of a file that is not very large, else whole lines from its beginning and all over it."""
    if size <= _WHOLE:
        return file.read()
    pieces = [file.read(SAMPLE)]
    for part in range(1, _PIECES):
        file.seek((part * size // _PIECES) & ~1)
        pieces.append(b"\n".join(file.read(SAMPLE).split(b"\n")[1:-1]))
    return b"\n".join(pieces)


def look_at_text(path: Path, headers: HeaderBook, *, guesses: bool = False) -> TextFound:
    """Encoding, delimiter and header of a text file; raises `UserError` if it has no known header.

    If it `guesses`, a record that looks like a header will do where none is known.
    """
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
        file.seek(0)
        encoding = encoding_of(_sample_of(file, path.stat().st_size))
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
