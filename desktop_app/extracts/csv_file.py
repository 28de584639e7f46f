"""Reads records out of a text file, whatever its quotes do; memory does not grow with the file.

Problem: one unclosed quote makes a CSV reader swallow every line up to the next quote, and nobody
notices. Choice: lines are read in chunks and given to the C reader with a sentinel behind them; if
each line gave one record and the sentinel came back alone, the chunk is sound, and that is the
normal, fast way. Otherwise the chunk is read line by line: a record that spans lines is taken if it
has the right width, none of its cells holds a whole row and none of its lines begins a record itself;
else its first line is set aside as *swallowed* and reading goes on at the next line.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from desktop_app.extracts.records import Chunk, WholeRecords

CHUNK = 2_000
_BLOCK = 1 << 20
_LONGEST_LINE = 8 << 20
_LONGEST_SPAN = 60
_LONGEST_HEADER = 6
_SENTINEL = "\x00end-of-chunk\x00"
_WHOLE_ROW_FROM = 3

# A cell as long as the longest line is never too long for the reader; Python's limit is 128 KiB.
_FIELD_LIMIT = 2 * _LONGEST_LINE


class LineSource:
    """The decoded lines of a file without their ends, some at a time.

    Bytes that the encoding does not know come through as lone surrogates, so that the cell they
    stand in can be named and flagged.
    """

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
        self._decoder = codecs.getincrementaldecoder(encoding)(errors)
        self._file = file
        self._left = ""
        self._waiting: list[str] = []
        self._ended = False
        self._line_end = "\n"
        self.bytes_read = 0

    def take(self, wanted: int) -> list[str]:
        """The next `wanted` lines; fewer only at the end of the file."""
        while len(self._waiting) < wanted and not self._ended:
            self._read_block()
        taken = self._waiting[:wanted]
        del self._waiting[:wanted]
        return taken

    def give_back(self, lines: list[str]) -> None:
        """Put lines that were taken, but not used, in front again."""
        self._waiting[:0] = lines

    @property
    def waiting_characters(self) -> int:
        """How much was read, but not taken yet."""
        return sum(map(len, self._waiting)) + len(self._waiting) + len(self._left)

    def _read_block(self) -> None:
        block = self._file.read(_BLOCK)
        if not self.bytes_read and b"\n" not in block and b"\x00\n" not in block and b"\r" in block:
            self._line_end = "\r"
        self.bytes_read += len(block)
        text = self._left + self._decoder.decode(block, final=not block)
        if not block:
            self._ended = True
            # A last line without an end is a line; nothing after the last end is none.
            self._waiting.extend([text] if text else [])
            self._left = ""
            return
        lines = text.split(self._line_end)
        self._left = lines.pop()
        if len(self._left) > _LONGEST_LINE:
            lines.append(self._left)
            self._left = ""
        self._waiting.extend(lines)


class CsvRecords:
    """Chunks of records of one text file.

    `width` is how many cells a whole record has; 0 as long as the header is not known.
    """

    def __init__(self, file: BinaryIO, encoding: str, delimiter: str, width: int = 0) -> None:
        csv.field_size_limit(_FIELD_LIMIT)
        self._source = LineSource(file, encoding)
        self._delimiter = delimiter
        mark = re.escape(delimiter)
        self._closed_elsewhere = re.compile(rf'(?:^|{mark})"((?:[^"]|"")*+)"(?=[^{mark}\r\n])')
        self.width = width
        self._row = 1
        self._line = 1

    @property
    def bytes_read(self) -> int:
        """How far into the file reading has come."""
        return self._source.bytes_read

    @property
    def bytes_used(self) -> int:
        """About how many bytes the records handed out so far took."""
        return self._source.bytes_read - self._source.waiting_characters

    def skip(self, records: int) -> Chunk:
        """The first `records` records, read line by line: titles above the data, and its header."""
        chunk = Chunk()
        lines: list[str] = []
        at = 0
        while len(chunk.records) < records:
            if at + _LONGEST_SPAN > len(lines):
                lines.extend(self._source.take(_LONGEST_SPAN))
            if at >= len(lines):
                break
            at += self._one(chunk, lines, at)
        self._source.give_back(lines[at:])
        return chunk

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        """All remaining records, about `size` at a time."""
        while lines := self._source.take(size):
            records = self._all_quoted(lines) or self._sound(lines)
            if records is None:
                yield self._line_by_line(lines, size)
                continue
            first_row, first_line = self._row, self._line
            self._row += len(lines)
            self._line += len(lines)
            yield Chunk(
                records=records,
                rows=list(range(first_row, self._row)),
                lines=list(range(first_line, self._line)),
                hashes=list(map(hash, lines)),
            )

    def _all_quoted(self, lines: list[str]) -> WholeRecords | None:
        """The records, if every cell stands in quotes and no quote is anywhere else.

        That is how DTSEN writes its files. Then nothing needs to be parsed: a mark between quotes is
        a mark, and a cell of its own behind each line shows that all lines are of one width.
        """
        text, width = "\n".join(lines), self.width
        if not width or text.count('"') != 2 * width * len(lines):
            return None
        if not (text.startswith('"') and text.endswith('"')):
            return None
        mark = f'"{self._delimiter}"'
        cells = text[1:-1].replace('"\n"', f"{mark}\n{mark}").split(mark)
        step = width + 1
        if len(cells) != step * len(lines) - 1:
            return None
        if cells[width::step].count("\n") != len(lines) - 1:
            return None
        return WholeRecords([cells[at::step] for at in range(width)])

    def _sound(self, lines: list[str]) -> list[list[str]] | None:
        try:
            records = self._parse([*lines, _SENTINEL])
        except csv.Error:
            return None
        if len(records) != len(lines) + 1 or records[-1] != [_SENTINEL]:
            return None
        records.pop()
        return records

    def _parse(self, lines: list[str]) -> list[list[str]]:
        # Strict: letters behind a closing quote may mean that it closed another cell's.
        return list(csv.reader(lines, delimiter=self._delimiter, strict=True))

    def _line_by_line(self, lines: list[str], size: int) -> Chunk:
        chunk = Chunk()
        at = 0
        while at < len(lines) and at < size:
            if at + _LONGEST_SPAN > len(lines):
                lines.extend(self._source.take(_LONGEST_SPAN))
            at += self._one(chunk, lines, at)
        self._source.give_back(lines[at:])
        return chunk

    def _one(self, chunk: Chunk, lines: list[str], at: int) -> int:
        """Read the record that begins at `lines[at]` into `chunk`; how many lines it took."""
        span, record = _spanning(lines[at : at + _LONGEST_SPAN], self._delimiter)
        if record is not None and self._is_one_record(record, lines, at, span):
            self._note(chunk, record, span, hash("\n".join(lines[at : at + span])))
            return span
        chunk.swallowed.add(len(chunk.records))
        self._note(chunk, [lines[at].rstrip("\r")], 1, 0)
        return 1

    def _is_one_record(self, record: list[str], lines: list[str], at: int, span: int) -> bool:
        """True unless a quote was closed by one that belongs to another cell or another row."""
        if span == 1:
            quoted = self._closed_elsewhere.findall(lines[at])
            return not any(self._delimiter in cell for cell in quoted)
        if not self.width:
            return span <= _LONGEST_HEADER
        if len(record) != self.width:
            return False
        if self.width < _WHOLE_ROW_FROM:
            return True
        if any("\n" in cell and cell.count(self._delimiter) >= self.width - 1 for cell in record):
            return False
        return not any(self._is_whole(lines, later) for later in range(at + 1, at + span))

    def _is_whole(self, lines: list[str], at: int) -> bool:
        _, record = _spanning(lines[at : at + _LONGEST_SPAN], self._delimiter)
        return record is not None and len(record) == self.width

    def _note(self, chunk: Chunk, record: list[str], span: int, number: int) -> None:
        assert isinstance(chunk.records, list)  # only a chunk that is read whole is not one
        chunk.records.append(record)
        chunk.rows.append(self._row)
        chunk.lines.append(self._line)
        chunk.hashes.append(number)
        self._row += 1
        self._line += span


def _spanning(lines: list[str], delimiter: str) -> tuple[int, list[str] | None]:
    """The record that begins at the first of `lines` and how many of them it needs.

    None if it is still open after the last.
    """
    used = 0

    def fed() -> Iterator[str]:
        nonlocal used
        for line in lines:
            used += 1
            # The reader needs the line ends inside a quoted cell; a stray \r elsewhere it refuses.
            yield line.rstrip("\r").replace("\r", "\x0b") + "\n"
        used += 1
        yield _SENTINEL

    try:
        record = next(csv.reader(fed(), delimiter=delimiter))
    except csv.Error:
        return 1, None
    return (used, record) if used <= len(lines) else (len(lines), None)


def open_plain(path: Path) -> BinaryIO:
    """Open a file for reading bytes; its readability was checked when it was sniffed."""
    return path.open("rb")
