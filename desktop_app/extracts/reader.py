"""The two questions that actions ask of this room: what are these files, and what do they hold.

`look_at_extract` writes nothing and decides everything that is decided per file (kind, encoding,
delimiter, header, layout, mapping, region system, how each column writes its values); `read_extract`
follows those decisions to the letter, so that what a person agreed to in the preview is what is read.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from desktop_app.domain.extract import Batch, ExtractLook, FileLook
from desktop_app.errors import Code, UserError
from desktop_app.extracts.csv_file import CsvRecords
from desktop_app.extracts.looking import last_day_of, look_at_extract
from desktop_app.extracts.memory import Seen
from desktop_app.extracts.records import Chunk
from desktop_app.extracts.reference import ExtractReference
from desktop_app.extracts.rows import RowCleaner
from desktop_app.extracts.sniff import digest_of, readable
from desktop_app.extracts.workbook import Workbook, chunks_of
from desktop_app.progress import Progress

__all__ = ["look_at_extract", "read_extract"]


def read_extract(
    look: ExtractLook, reference: ExtractReference, progress: Progress
) -> Iterator[Batch]:
    """Clean rows and problems of all files, about two thousand at a time, in file order.

    Memory does not grow with the files. Raises `UserError` (`EXTRACT_CHANGED_WHILE_READ`) if a file
    is not the one that was looked at, or grows or shrinks meanwhile.
    """
    progress.begin("reading", look.rows)
    seen = Seen()
    for index, file in enumerate(look.files):
        cleaner = RowCleaner(file, index, reference, last_day_of(file, look.today), seen)
        batches = _batches_of(file, cleaner)
        while True:
            with readable(file.path):
                batch = next(batches, None)
            if batch is None:
                break
            yield batch
            progress.advance(batch.records)
        yield from cleaner.finish()


def chunks_in(file: FileLook) -> Iterator[Chunk]:
    """The records of a table that was looked at: first those down to its header, then the data.

    Raises `UserError` (`EXTRACT_CHANGED_WHILE_READ`) if it is not the file that was looked at, or grew
    or shrank meanwhile.
    """
    _require_unchanged(file)
    if file.kind == "csv":
        with file.path.open("rb") as stream:
            records = CsvRecords(stream, file.encoding, file.delimiter)
            yield records.skip(file.header_row)
            records.width = len(file.columns)
            yield from records.chunks()
            if records.bytes_read != file.size:
                raise UserError(Code.EXTRACT_CHANGED_WHILE_READ, name=file.name)
    else:
        book = Workbook(file.path, file.kind)
        try:
            rows = book.records(file.sheet)
            yield next(chunks_of(rows, 1, file.header_row))
            yield from chunks_of(rows, file.header_row + 1)
        finally:
            book.close()
    _require_unchanged(file)


def _batches_of(file: FileLook, cleaner: RowCleaner) -> Iterator[Batch]:
    chunks = chunks_in(file)
    yield cleaner.titles(next(chunks))
    yield from _cleaned(chunks, cleaner)


def _cleaned(chunks: Iterator[Chunk], cleaner: RowCleaner) -> Iterator[Batch]:
    while True:
        with _collector_at_rest():
            chunk = next(chunks, None)
            batches = cleaner.clean(chunk) if chunk is not None else []
        if chunk is None:
            return
        yield from batches


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No search for garbage cycles while thousands of lists are made that have none.

    It would find nothing and take a fifth of the time; it is resting for some milliseconds only.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _require_unchanged(file: FileLook) -> None:
    with readable(file.path):
        same = file.path.stat().st_size == file.size and digest_of(file.path) == file.digest
    if not same:
        raise UserError(Code.EXTRACT_CHANGED_WHILE_READ, name=file.name)
