"""What these files are: everything that is decided once for a file, and what a sample of it shows."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path

from desktop_app.domain.extract import Entity, ExtractLook, FileLook, Row
from desktop_app.domain.problem import UNREADABLE_NUMBER, ProblemAction, RowProblem
from desktop_app.errors import Code, UserError
from desktop_app.extracts.cells import visible
from desktop_app.extracts.csv_file import CHUNK, CsvRecords
from desktop_app.extracts.mapping import (
    HeaderFound,
    choose_layout,
    columns_of,
    find_header,
    is_recognised,
)
from desktop_app.extracts.records import Chunk
from desktop_app.extracts.reference import ExtractReference, Layout
from desktop_app.extracts.rows import RowCleaner
from desktop_app.extracts.sifting import Sifter
from desktop_app.extracts.sniff import digest_of, files_in, kind_of, look_at_text
from desktop_app.extracts.styling import styled
from desktop_app.extracts.workbook import Workbook, chunks_of
from desktop_app.progress import Progress

SAMPLED = 12_000
_STYLED = 5_000
_COUNTED = 48 << 20
"""Up to this size a text file's records are counted; a larger one's are estimated."""
_SHOWN_PROBLEMS = 500
_SHOWN_ROWS = 20
_SPREAD = 8
_SPREAD_PIECE = 192 << 10
_UNREADABLE_LIMIT = 0.02
_HEAD = 45
_NUMBER_FIELDS = frozenset({"national_id", "family_card_no"})


@dataclass(frozen=True, slots=True)
class _Found:
    """One table of a file with the records that were read to get to know it."""

    look: FileLook
    sample: list[Chunk]
    spread: list[Chunk]


@dataclass(frozen=True, slots=True)
class _Findings:
    """What the sampled records of one table show."""

    look: FileLook
    problems: list[RowProblem]
    rows: dict[Entity, list[Row]]
    sampled: int
    unreadable_share: float


def look_at_extract(
    paths: Sequence[Path],
    reference: ExtractReference,
    *,
    mapping: str | None = None,
    today: date | None = None,
    progress: Progress | None = None,
) -> ExtractLook:
    """What the files are and what a sample of their rows shows; nothing is written.

    A folder stands for the tables in it. `mapping` is the name of a layout (``dtsen-wide``) or of a family of them (``dtsen-v3``). Without
    `today` a date counts as being in the future if it is later than the file itself.
    Raises `UserError` for a file that cannot be read or is not recognised.
    """
    if not paths:
        raise UserError(Code.EXTRACT_EMPTY, name="")
    if mapping is not None and not _layouts_named(mapping, reference):
        raise UserError(Code.MAPPING_UNKNOWN, mapping=mapping)
    files = list(chain.from_iterable(map(files_in, paths)))
    if progress is not None:
        progress.begin("looking", len(files))
    tables = []
    for path in files:
        tables += _tables_of(path, reference, mapping)
        if progress is not None:
            progress.advance()
    # Families first, so that members find theirs while they are loaded.
    tables.sort(key=lambda table: table.look.entity is not Entity.FAMILY)
    findings = [_findings_of(table, at, reference, today) for at, table in enumerate(tables)]
    return _looked(findings, today)


def last_day_of(file: FileLook, today: date | None) -> date:
    if today is not None:
        return today
    return datetime.fromtimestamp(file.path.stat().st_mtime, tz=UTC).date()


def _tables_of(path: Path, reference: ExtractReference, mapping: str | None) -> list[_Found]:
    kind = kind_of(path)
    if kind == "csv":
        return [_csv_table(path, reference, mapping)]
    book = Workbook(path, kind)
    try:
        # A hidden sheet is an old copy or a list of words, unless there is nothing else.
        for is_hidden in (False, True):
            sheets = [sheet for sheet in book.sheets if (sheet in book.hidden) is is_hidden]
            found = [_sheet_table(path, kind, book, sheet, reference, mapping) for sheet in sheets]
            if tables := [table for table in found if table is not None]:
                return tables
        raise UserError(Code.EXTRACT_NOT_RECOGNISED, name=path.name)
    finally:
        book.close()


def _csv_table(path: Path, reference: ExtractReference, mapping: str | None) -> _Found:
    text = look_at_text(path, reference.headers)
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
    look = _file_look(
        path,
        "csv",
        text.header,
        reference,
        mapping,
        encoding=text.encoding,
        delimiter=text.delimiter,
        header_line=text.head.lines[text.header.row - 1],
        rows=rows,
        is_exact=is_exact or size <= _COUNTED,
    )
    if look is None:
        raise UserError(Code.EXTRACT_NOT_RECOGNISED, name=path.name)
    return _styled(look, sample, spread, reference)


def _sheet_table(
    path: Path,
    kind: str,
    book: Workbook,
    sheet: str,
    reference: ExtractReference,
    mapping: str | None,
) -> _Found | None:
    records = book.records(sheet)
    head = next(chunks_of(records, 1, _HEAD), None)
    header = find_header(head.records, reference.headers) if head is not None else None
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
    rows = count if is_whole else (total - header.row if total is not None else count)
    look = _file_look(
        path,
        kind,
        header,
        reference,
        mapping,
        sheet=sheet,
        header_line=header.row,
        rows=rows,
        is_exact=is_whole or total is not None,
    )
    return _styled(look, sample, [], reference) if look is not None else None


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


def _file_look(
    path: Path,
    kind: str,
    header: HeaderFound,
    reference: ExtractReference,
    mapping: str | None,
    *,
    encoding: str = "",
    delimiter: str = "",
    sheet: str = "",
    header_line: int,
    rows: int,
    is_exact: bool,
) -> FileLook | None:
    """The look of one table, without styles and places; None if it says nothing about anybody."""
    layout = _layout_of(header.names, reference, mapping)
    columns = columns_of(header.names, layout, reference.headers) if layout else []
    if layout is None or not is_recognised(columns):
        return None
    return FileLook(
        path=path,
        kind=kind,
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        header_row=header.row,
        header_line=header_line,
        layout=layout.name,
        entity=layout.entity,
        is_wide=layout.is_wide,
        region_system=None,
        rows=rows,
        is_exact=is_exact,
        size=path.stat().st_size,
        digest=digest_of(path),
        columns=tuple(columns),
        sample=(),
    )


def _layouts_named(mapping: str, reference: ExtractReference) -> list[Layout]:
    return [
        layout
        for layout in reference.layouts
        if layout.name == mapping or layout.name.startswith(mapping + "-")
    ]


def _layout_of(
    names: Sequence[str], reference: ExtractReference, mapping: str | None
) -> Layout | None:
    if mapping is None:
        return choose_layout(names, reference, None)
    named = _layouts_named(mapping, reference)
    fitting = choose_layout(names, replace(reference, layouts=tuple(named)), None)
    return fitting or (named[0] if len(named) == 1 else None)


def _styled(
    look: FileLook, sample: list[Chunk], spread: list[Chunk], reference: ExtractReference
) -> _Found:
    """The table with its columns' styles, from the records that have their width or can be given it."""
    width = len(look.columns)
    sifter = Sifter([column.header for column in look.columns])
    head, elsewhere = (
        [
            record
            for chunk in chunks
            for found in chunk.records
            if isinstance(record := found if len(found) == width else sifter.aligned(found), list)
        ]
        for chunks in (sample, spread)
    )
    records = head[:_STYLED] + elsewhere[:: max(1, len(elsewhere) // _STYLED)]
    shown = tuple(tuple(map(visible, record)) for record in records[:_SHOWN_ROWS])
    return _Found(replace(styled(look, records, reference), sample=shown), sample, spread)


def _findings_of(
    table: _Found, index: int, reference: ExtractReference, today: date | None
) -> _Findings:
    """Clean the sampled records of one table; the records themselves are not kept."""
    last_day = last_day_of(table.look, today)
    cleaner = RowCleaner(table.look, index, reference, last_day)
    batches = [batch for chunk in table.sample for batch in cleaner.clean(chunk)]
    batches.extend(cleaner.finish())
    problems = [problem for batch in batches for problem in batch.problems]
    rows: dict[Entity, list[Row]] = {Entity.FAMILY: [], Entity.PERSON: []}
    for batch in batches:
        shown = rows[batch.entity]
        if len(shown) < _SHOWN_ROWS:
            shown.extend(batch.rows[: _SHOWN_ROWS - len(shown)])
    records = sum(batch.records for batch in batches)
    counted = list(problems)
    elsewhere = RowCleaner(table.look, index, reference, last_day)
    for chunk in table.spread:
        # The pieces do not know their rows: keep the numbers of two pieces apart.
        for batch in elsewhere.clean(chunk):
            counted.extend(
                replace(problem, row=-records - problem.row) for problem in batch.problems
            )
            records += batch.records
    return _Findings(
        look=table.look,
        problems=problems[:_SHOWN_PROBLEMS],
        rows=rows,
        sampled=records,
        unreadable_share=_unreadable_share(table.look, counted, records),
    )


def _looked(findings: Sequence[_Findings], today: date | None) -> ExtractLook:
    files = tuple(finding.look for finding in findings)
    systems = Counter(file.region_system for file in files if file.region_system)
    worst = max(finding.unreadable_share for finding in findings)
    problems = [problem for finding in findings for problem in finding.problems]
    shown = {
        entity: tuple(chain.from_iterable(finding.rows[entity] for finding in findings))
        for entity in Entity
    }
    return ExtractLook(
        files=files,
        mapping=_mapping_name(files),
        region_system=systems.most_common(1)[0][0] if systems else None,
        today=today,
        problems=tuple(problems[:_SHOWN_PROBLEMS]),
        sampled=sum(finding.sampled for finding in findings),
        unreadable_share=worst,
        stop=Code.EXTRACT_TOO_MANY_UNREADABLE_NUMBERS if worst > _UNREADABLE_LIMIT else None,
        families=shown[Entity.FAMILY][:_SHOWN_ROWS],
        persons=shown[Entity.PERSON][:_SHOWN_ROWS],
    )


def _unreadable_share(look: FileLook, problems: list[RowProblem], records: int) -> float:
    numbers = {column.header for column in look.columns if column.field in _NUMBER_FIELDS}
    unreadable = {
        problem.row
        for problem in problems
        if problem.kind in UNREADABLE_NUMBER and problem.column in numbers
    }
    apart = (ProblemAction.IGNORED, ProblemAction.REFUSED, ProblemAction.DUPLICATE)
    not_taken = {problem.row for problem in problems if problem.action in apart}
    taken = records - len(not_taken)
    return len(unreadable - not_taken) / taken if taken > 0 else 0.0


def _mapping_name(files: Sequence[FileLook]) -> str:
    """One name for the layouts of all files; ``dtsen-v3`` for its pair."""
    names = {file.layout for file in files}
    if len(names) == 1:
        return names.pop()
    stems = {name.removesuffix("-family").removesuffix("-person") for name in names}
    return "+".join(sorted(stems))
