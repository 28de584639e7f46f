"""Opening other people's files and drawing a sample of their rows, before anything is judged."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, product
from pathlib import Path

from desktop_app.domain.extract import TableKey
from desktop_app.errors import Code, UserError
from desktop_app.extracts.csv_file import CHUNK, CsvRecords
from desktop_app.extracts.mapping import HeaderFound, find_header, guess_header
from desktop_app.extracts.records import Chunk
from desktop_app.extracts.reference import HeaderBook
from desktop_app.extracts.sniff import (
    TextFound,
    digest_of,
    files_in,
    kind_of,
    look_at_text,
    readable,
)
from desktop_app.extracts.workbook import Workbook, chunks_of
from desktop_app.progress import Progress

SAMPLED = 12_000
_COUNTED = 48 << 20
"""Up to this size a text file's records are counted; a larger one's are estimated."""
_SPREAD = 8
_SPREAD_PIECE = 192 << 10
_HEAD = 45
_Finder = Callable[[Sequence[Sequence[str]]], HeaderFound | None]


@dataclass(frozen=True, slots=True)
class TableSample:
    """One table of a file with the records that were read to get to know it.

    `sample` are its first records, `spread` some from all over a large file, whose rows are not known.
    """

    path: Path
    kind: str
    encoding: str
    delimiter: str
    sheet: str
    header: HeaderFound
    header_line: int
    rows: int
    is_exact: bool
    size: int
    digest: str
    sample: tuple[Chunk, ...]
    spread: tuple[Chunk, ...] = ()

    @property
    def key(self) -> TableKey:
        """Which table it is."""
        return self.path, self.sheet


@dataclass(frozen=True, slots=True)
class ExtractSample:
    """The tables of the files of one release, in the order of the files."""

    tables: tuple[TableSample, ...]


def sample_extract(
    paths: Sequence[Path],
    headers: HeaderBook,
    *,
    guesses: bool = False,
    progress: Progress | None = None,
) -> ExtractSample:
    """Draw a sample from every table that has a header; nothing is written.

    A folder stands for the tables in it. If it `guesses`, a file without any header that the program knows may have one that looks like it,
    for a person to say what it means. Raises `UserError` for a file that cannot be read or has none.
    """
    if not paths:
        raise UserError(Code.EXTRACT_EMPTY, name="")
    files: list[Path] = []
    for path in paths:
        with readable(path):
            files += files_in(path)
    if progress is not None:
        progress.begin("looking", len(files))
    tables: list[TableSample] = []
    for path in files:
        with readable(path):
            found = _tables_of(path, headers, guesses=guesses)
        if not found:
            raise UserError(Code.EXTRACT_NOT_RECOGNISED, name=path.name)
        tables += found
        if progress is not None:
            progress.advance()
    return ExtractSample(tuple(tables))


def _tables_of(path: Path, headers: HeaderBook, *, guesses: bool) -> list[TableSample]:
    kind = kind_of(path)
    if kind == "csv":
        return [_csv_table(path, look_at_text(path, headers, guesses=guesses))]
    book = Workbook(path, kind)
    finders: list[_Finder] = [partial(find_header, headers=headers)]
    finders += [guess_header] if guesses else []
    try:
        # A hidden sheet is an old copy or a list of words, unless there is nothing else.
        for find, is_hidden in product(finders, (False, True)):
            sheets = [sheet for sheet in book.sheets if (sheet in book.hidden) is is_hidden]
            tables = [_sheet_table(path, kind, book, sheet, find) for sheet in sheets]
            if found := [table for table in tables if table is not None]:
                return found
        return []
    finally:
        book.close()


def _csv_table(path: Path, text: TextFound) -> TableSample:
    size = path.stat().st_size
    with path.open("rb") as stream:
        records = CsvRecords(stream, text.encoding, text.delimiter)
        records.skip(text.header.row)
        records.width = len(text.header.names)
        chunks = records.chunks()
        sample, is_exact = _first(chunks)
        count = sum(len(chunk.records) for chunk in sample)
        rows = count if is_exact else round(size / max(1, records.bytes_used) * count)
        if not is_exact and size <= _COUNTED:
            rows = count + sum(len(chunk.records) for chunk in chunks)
    if not count:
        raise UserError(Code.EXTRACT_EMPTY, name=path.name)
    spread = [] if is_exact else _spread(path, text.encoding, text.delimiter, records.width, size)
    return TableSample(
        path=path,
        kind="csv",
        encoding=text.encoding,
        delimiter=text.delimiter,
        sheet="",
        header=text.header,
        header_line=text.head.lines[text.header.row - 1],
        rows=rows,
        is_exact=is_exact or size <= _COUNTED,
        size=size,
        digest=digest_of(path),
        sample=tuple(sample),
        spread=tuple(spread),
    )


def _sheet_table(
    path: Path, kind: str, book: Workbook, sheet: str, find: _Finder
) -> TableSample | None:
    records = book.records(sheet)
    head = next(chunks_of(records, 1, _HEAD), None)
    header = find(head.records) if head is not None else None
    if head is None or header is None:
        return None
    after = Chunk(head.records[header.row :], head.rows[header.row :], head.lines[header.row :])
    after.hashes = head.hashes[header.row :]
    first = [after] if after.records else []
    sample, is_whole = _first(chain(first, chunks_of(records, len(head.records) + 1)))
    count = sum(len(chunk.records) for chunk in sample)
    if not count:
        return None
    total = book.rows(sheet)
    return TableSample(
        path=path,
        kind=kind,
        encoding="",
        delimiter="",
        sheet=sheet,
        header=header,
        header_line=header.row,
        rows=count if is_whole else (total - header.row if total is not None else count),
        is_exact=is_whole or total is not None,
        size=path.stat().st_size,
        digest=digest_of(path),
        sample=tuple(sample),
    )


def _first(chunks: Iterable[Chunk]) -> tuple[list[Chunk], bool]:
    """The first chunks, up to `SAMPLED` records, and whether they were all."""
    sample: list[Chunk] = []
    count = 0
    for chunk in chunks:
        sample.append(chunk)
        count += len(chunk.records)
        if count >= SAMPLED:
            return sample, False
    return sample, True


def _spread(path: Path, encoding: str, delimiter: str, width: int, size: int) -> list[Chunk]:
    """Records from places all over a large file; where they stand in it is not known."""
    chunks: list[Chunk] = []
    with path.open("rb") as stream:
        for part in range(1, _SPREAD + 1):
            stream.seek((part * size // (_SPREAD + 1)) & ~1)
            piece = stream.read(_SPREAD_PIECE)
            # The first and the last line are most likely cut.
            lines = piece.split(b"\n")[1:-1]
            if encoding.startswith("utf-16") or not lines:
                continue
            records = CsvRecords(io.BytesIO(b"\n".join(lines)), encoding, delimiter, width)
            chunks.extend(records.chunks(CHUNK))
    return chunks
