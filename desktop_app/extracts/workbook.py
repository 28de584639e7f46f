"""Reads records out of XLSX, XLS and ODS; the only door to calamine and openpyxl for extracts.

calamine is fast and holds a sheet in memory; an XLSX that would not fit is streamed through openpyxl,
which is slow and small. A file that unpacks to far more than any office could have is not opened at all.
"""

from __future__ import annotations

import math
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import python_calamine

from desktop_app.errors import Code, UserError
from desktop_app.extracts.csv_file import CHUNK
from desktop_app.extracts.records import Chunk

_BIGGEST = 3 << 30
_BIGGEST_IN_MEMORY = 500 << 20
_BOMB_FROM = 200 << 20
_BOMB_RATIO = 150
_EXACT = 1e15
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    NotImplementedError,
    RuntimeError,
    SyntaxError,  # what the XML reader raises
)
"""What the libraries let through of a file that is not what it should be."""
_BLOCK = 1 << 20
_HEAD = 45
"""The header stands within so many rows, and no row of data is narrower."""
_PLACE = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"')
_CELL_BYTES = 32
_MEMORY_PER_BYTE = 3
"""A sheet may take that much more memory than its text before it is streamed."""

Cell = Any
"""What the libraries give for a cell: str, int, float, bool, a date or time, or None."""


def check_size(path: Path) -> int:
    """How much an XLSX or ODS unpacks to; raises `UserError` if that is too much to be honest."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except _BROKEN as error:
        raise UserError(Code.EXTRACT_UNREADABLE, name=path.name) from error
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos) or 1
    if unpacked > _BIGGEST or (unpacked > _BOMB_FROM and unpacked > packed * _BOMB_RATIO):
        raise UserError(Code.EXTRACT_TOO_BIG, name=path.name, megabytes=unpacked >> 20)
    return unpacked


def needed_in_memory(path: Path) -> int:
    """About how many bytes the largest sheet of an XLSX takes, all its cells side by side.

    One cell far away from the others makes a sheet that is empty, but as large; one long text that
    many cells share is there once in the file, and many times in memory. Raises `UserError` where
    the texts alone, written out, are too much to be honest.
    """
    texts = _Texts()
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith("Strings.xml"):
                    texts.count(archive, name)
            sizes = [
                _sheet_size(archive, name)
                for name in archive.namelist()
                if "worksheets/" in name and name.endswith(".xml")
            ]
            packed = sum(info.compress_size for info in archive.infolist()) or 1
    except _BROKEN as error:
        raise UserError(Code.EXTRACT_UNREADABLE, name=path.name) from error
    written = sum(shared for _, shared in sizes) * texts.usual
    if written > _BOMB_FROM and written > packed * _BOMB_RATIO:
        raise UserError(Code.EXTRACT_TOO_BIG, name=path.name, megabytes=written >> 20)
    return max((cells * _CELL_BYTES + shared * texts.longest for cells, shared in sizes), default=0)


class _Texts:
    """How long the texts are that the cells of a workbook share."""

    def __init__(self) -> None:
        self.longest = self._bytes = self._number = 0

    @property
    def usual(self) -> int:
        """The usual length."""
        return self._bytes // max(1, self._number)

    def count(self, archive: zipfile.ZipFile, name: str) -> None:
        """Take in the texts of this part."""
        begun = 0
        with archive.open(name) as file:
            while block := file.read(_BLOCK):
                first, *others = block.split(b"</si>")
                self._bytes += len(block)
                self._number += len(others)
                self.longest = max(self.longest, begun + len(first), *map(len, others))
                begun = len(others[-1]) if others else begun + len(first)


def _sheet_size(archive: zipfile.ZipFile, name: str) -> tuple[int, int]:
    """How many cells a sheet has from its first to its last, and how many of them share a text."""
    rows = columns = shared = 0
    left = b""
    with archive.open(name) as file:
        while block := file.read(_BLOCK):
            shared += block.count(b't="s"')
            *ends, left = (left + block).split(b"</row>")
            for end in ends:
                # The last cell of a row says how far it reaches.
                found = _PLACE.match(end, end.rfind(b' r="'))
                if found:
                    rows = max(rows, int(found[2]))
                    columns = max(columns, _column_number(found[1]))
            left = left[-_BLOCK:]
    return rows * columns, shared


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class Workbook:
    """The sheets of one workbook as records of text.

    An XLSX that unpacks to more than `in_memory` bytes is streamed.
    """

    def __init__(self, path: Path, kind: str, *, in_memory: int = _BIGGEST_IN_MEMORY) -> None:
        self._path = path
        self._open: tuple[str, Any] | None = None
        self._streams = kind == "xlsx" and (
            check_size(path) > in_memory or needed_in_memory(path) > in_memory * _MEMORY_PER_BYTE
        )
        if kind == "ods":
            check_size(path)
        if self._streams:
            # It brings numpy along, which costs every start a third of a second and is seldom needed.
            import openpyxl

            with self._told():
                self._book: Any = openpyxl.load_workbook(path, read_only=True, data_only=True)
                self.sheets: tuple[str, ...] = tuple(self._book.sheetnames)
                self.hidden = frozenset(
                    page.title for page in self._book.worksheets if page.sheet_state != "visible"
                )
            return
        try:
            self._book = python_calamine.CalamineWorkbook.from_path(str(path))
        except python_calamine.PasswordError as error:
            raise UserError(Code.EXTRACT_LOCKED, name=path.name) from error
        except (python_calamine.CalamineError, *_BROKEN) as error:
            raise UserError(Code.EXTRACT_UNREADABLE, name=path.name) from error
        self.sheets = tuple(self._book.sheet_names)
        self.hidden = frozenset(
            page.name
            for page in self._book.sheets_metadata
            if page.visible is not python_calamine.SheetVisibleEnum.Visible
        )

    def close(self) -> None:
        """Let go of the file."""
        self._book.close()

    def records(self, sheet: str) -> Iterator[list[str]]:
        """Every row of `sheet` as text, blank rows included.

        Cells that are merged over several rows stand in each of them.
        """
        if self._streams:
            yield from self._streamed(sheet)
            return
        page = self._sheet(sheet)
        merged = _merged_over_rows(page)
        for at, row in enumerate(page.iter_rows()):
            record = [cell if type(cell) is str else cell_text(cell) for cell in row]
            if merged:
                _fill(record, merged, at)
            yield record

    def rows(self, sheet: str) -> int | None:
        """How many rows `sheet` has; None if that is only known after reading it."""
        if self._streams:
            return None
        end = self._sheet(sheet).end
        return 0 if end is None else int(end[0]) + 1

    def _streamed(self, name: str) -> Iterator[list[str]]:
        rows: Iterator[tuple[Cell, ...]] = iter(())
        with self._told():
            sheet = self._book[name]
            # What a sheet says of its own size may be wrong; rows beyond would be lost.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(values_only=True)
        width = number = 0
        while True:
            with self._told():
                row = next(rows, None)
            if row is None:
                return
            number += 1
            if number <= _HEAD:
                width = max(width, len(row))
            record = [cell if type(cell) is str else cell_text(cell) for cell in row]
            # Blank cells at the end of a row are not written down.
            yield record + [""] * (width - len(record))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say of a broken file that it is one."""
        try:
            yield
        except _BROKEN as error:
            raise UserError(Code.EXTRACT_UNREADABLE, name=self._path.name) from error

    def _sheet(self, name: str) -> Any:
        """The sheet in memory; the last one asked for is kept, because unpacking it is slow."""
        if self._open is None or self._open[0] != name:
            try:
                self._open = (name, self._book.get_sheet_by_name(name))
            except (python_calamine.CalamineError, *_BROKEN) as error:
                raise UserError(Code.EXTRACT_UNREADABLE, name=self._path.name) from error
        return self._open[1]


def _merged_over_rows(page: Any) -> list[list[Any]]:
    """For each cell that is merged downwards its first and last row, its column and its text."""
    ranges = page.merged_cell_ranges or ()
    below = [[top, bottom, left, ""] for (top, left), (bottom, _) in ranges if bottom > top]
    return sorted(below, reverse=True)


def _fill(record: list[str], merged: list[list[Any]], at: int) -> None:
    """Write into `record` what is merged into it from above; ranges that are past are taken off."""
    for index in range(len(merged) - 1, -1, -1):
        top, bottom, left, text = merged[index]
        if top > at:
            return
        if left >= len(record):
            continue
        if top == at:
            merged[index][3] = record[left]
        elif bottom >= at:
            record[left] = record[left] or text
        else:
            del merged[index]


def chunks_of(records: Iterator[list[str]], first_row: int, size: int = CHUNK) -> Iterator[Chunk]:
    """`records` in chunks; a spreadsheet has no lines, so a record's line is its row."""
    row = first_row
    while taken := list(islice(records, size)):
        rows = list(range(row, row + len(taken)))
        yield Chunk(
            records=taken,
            rows=rows,
            lines=rows,
            hashes=[hash(tuple(record)) if any(record) else 0 for record in taken],
        )
        row += len(taken)


def cell_text(cell: Cell) -> str:
    """A typed cell as the text a CSV would have; a number too long to be exact ends in a full stop."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Ya" if cell else "Tidak"
    if isinstance(cell, int):
        return f"{cell}." if cell >= _EXACT else str(cell)
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return ""
        if cell.is_integer():
            return f"{cell:.0f}." if abs(cell) >= _EXACT else str(int(cell))
        return repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell.days) if isinstance(cell, timedelta) else str(cell)
