"""Lists of people that somebody else made: an OPD, BAZNAS, a school, a round of distribution.

They are read by the same doors and cleaned by the same judges as an extract, but nothing is left out:
a row that stands twice, or that says nothing that can be used, stays a row of the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from desktop_app.domain.extract import (
    EXTRA,
    PERSON_ROW,
    Entity,
    FileLook,
    Shape,
    TableChoices,
    Value,
)
from desktop_app.domain.match_list import ListColumn, ListFact, ListLook, ListRow
from desktop_app.domain.matching import AskedRow
from desktop_app.domain.names import fold
from desktop_app.domain.problem import UNREADABLE_NUMBER, ProblemAction, ProblemKind
from desktop_app.domain.region import RegionTable, folded_region_name
from desktop_app.errors import Code, UserError
from desktop_app.extracts.cells import visible
from desktop_app.extracts.looking import look_at_sample
from desktop_app.extracts.reader import chunks_in
from desktop_app.extracts.records import Chunk
from desktop_app.extracts.reference import ExtractReference, folded_header
from desktop_app.extracts.rows import RowCleaner
from desktop_app.extracts.sampling import sample_extract
from desktop_app.extracts.sniff import readable
from desktop_app.progress import Progress

_WORDS = {
    ListFact.NATIONAL_ID: "person.national_id",
    ListFact.FAMILY_CARD_NO: "person.family_card_no",
    ListFact.NAME: "person.name",
    ListFact.BIRTH_DATE: "person.birth_date",
    ListFact.SEX: "person.sex",
    ListFact.VILLAGE: "family.village_name",
    ListFact.VILLAGE_CODE: "family.village_code",
    ListFact.SUBDISTRICT: "family.subdistrict_name",
}
_FACTS = {word: fact for fact, word in _WORDS.items()}
_HEAD = "family.head_name"
_BIRTH_WITH_PLACE = frozenset(
    {
        "ttl",
        "tempat_tanggal_lahir",
        "tempat_tgl_lahir",
        "tempat_dan_tanggal_lahir",
        "tmpt_tgl_lahir",
    }
)
_PLACE_BEFORE = re.compile(r"[^0-9]+,\s*(?=[0-9])")
_AT = {
    name: PERSON_ROW.index(name)
    for name in ("row", "village", "national_id", "family_card_no", "name", "birth_date", "sex")
}
_UNREADABLE = (UNREADABLE_NUMBER | {ProblemKind.NUMBER_PRECISION_LOST}) - {
    ProblemKind.NUMBER_MISSING,
    ProblemKind.NUMBER_ZERO,
}
"""What is said of a row whose NIK is lost; that it never had one is no fault of the row."""


def look_at_list(
    path: Path,
    reference: ExtractReference,
    *,
    chosen: Mapping[str, ListFact | None] | None = None,
    today: date,
) -> ListLook:
    """What a list is and what its columns were found to be; `chosen` says otherwise, by header.

    Raises `UserError` for a file that cannot be read or has no header, and for two columns that were
    chosen to be one fact (`MAPPING_FACT_TWICE`).
    """
    sample = sample_extract([path], reference.headers, guesses=True)
    choices = {table.key: TableChoices(shape=Shape.WIDE) for table in sample.tables}
    found = look_at_sample(sample, reference, choices=choices, today=today)
    choices = {
        (file.path, file.sheet): TableChoices(shape=Shape.WIDE, words=_words_of(file, chosen or {}))
        for file in found.files
    }
    look = look_at_sample(sample, reference, choices=choices, today=today)
    # In the order of the workbook, not in that of an import.
    order = [table.sheet for table in sample.tables]
    files = tuple(sorted(look.files, key=lambda file: order.index(file.sheet)))
    columns: dict[str, ListColumn] = {}
    for file in files:
        for header, word in zip(_headers(file), (one.word for one in file.columns), strict=True):
            fact = _FACTS.get(word)
            if header not in columns or columns[header].fact is None:
                columns[header] = ListColumn(header, fact)
    return ListLook(
        path=path,
        files=files,
        columns=tuple(columns.values()),
        sample=files[0].sample,
        rows=sum(file.rows for file in files),
    )


def read_list(
    look: ListLook, reference: ExtractReference, progress: Progress, *, today: date, place: str = ""
) -> Iterator[ListRow]:
    """Every row of a list, in its order; `place` is where those live who say nothing of it.

    Raises `UserError` (`EXTRACT_CHANGED_WHILE_READ`) if the file is not the one that was looked at.
    """
    progress.begin("reading", look.rows)
    positions = count(1)
    at = {column.header: index for index, column in enumerate(look.columns)}
    for file in look.files:
        reader = _SheetReader(file, reference, today, place)
        order = [at[header] for header in _headers(file)]
        chunks = chunks_in(file)
        with readable(file.path):
            next(chunks)
        while True:
            with readable(file.path):
                chunk = next(chunks, None)
            if chunk is None:
                break
            for row, record, asked, fault in reader.read(chunk):
                cells = [""] * len(look.columns)
                for index, cell in zip(order, record, strict=False):
                    cells[index] = visible(cell)
                yield ListRow(
                    file.sheet, row, tuple(cells), replace(asked, row=next(positions)), fault
                )
            progress.advance(len(chunk.records))


class _SheetReader:
    """Cleans the records of one sheet."""

    def __init__(
        self, file: FileLook, reference: ExtractReference, today: date, place: str
    ) -> None:
        self._cleaner = RowCleaner(file, 0, reference, today)
        self._place = place
        self._regions = reference.regions
        self._number = _column(file, ListFact.NATIONAL_ID)
        self._birth = _column(file, ListFact.BIRTH_DATE)
        self._subdistrict = _column(file, ListFact.SUBDISTRICT)
        self._headers = [column.header for column in file.columns]

    def read(self, chunk: Chunk) -> Iterator[tuple[int, list[str], AskedRow, ProblemKind | None]]:
        """The rows of a chunk with their cells, what they say and why they cannot be read."""
        records = [list(record) for record in chunk.records]
        if self._birth is not None:
            for record in chunk.records:
                if self._birth < len(record):
                    record[self._birth] = _PLACE_BEFORE.sub("", record[self._birth], count=1)
        # A row that stands twice in a list is two rows of it.
        chunk.hashes = [0] * len(chunk.records)
        people: dict[int, tuple[Value, ...]] = {}
        faults: dict[int, ProblemKind] = {}
        ignored: set[int] = set()
        number = self._headers[self._number] if self._number is not None else None
        for batch in self._cleaner.clean(chunk):
            if batch.entity is Entity.PERSON:
                people.update({int(row[_AT["row"]] or 0): row for row in batch.rows})
            for problem in batch.problems:
                if problem.action is ProblemAction.IGNORED:
                    ignored.add(problem.row)
                elif problem.action is ProblemAction.REFUSED or (
                    problem.column == number and problem.kind in _UNREADABLE
                ):
                    faults[problem.row] = problem.kind
        for at, (row, record) in enumerate(zip(chunk.rows, records, strict=True)):
            if row not in ignored:
                person = people.get(row)
                asked = self._asked(person, chunk.records[at]) if person else AskedRow(0)
                yield row, record, asked, faults.get(row)

    def _asked(self, person: tuple[Value, ...], record: list[str]) -> AskedRow:
        def text(name: str) -> str:
            value = person[_AT[name]]
            return "" if value is None else str(value)

        name = text("name")
        return AskedRow(
            row=0,
            national_id=text("national_id"),
            family_card_no=text("family_card_no"),
            name=name,
            folded=fold(name) if name else "",
            birth_date=text("birth_date"),
            sex=text("sex"),
            place=text("village") or self._subdistrict_of(record) or self._place,
        )

    def _subdistrict_of(self, record: list[str]) -> str:
        at = self._subdistrict
        if at is None or at >= len(record) or not record[at].strip():
            return ""
        return _subdistrict_named(record[at], self._regions)


def _subdistrict_named(name: str, regions: RegionTable) -> str:
    wanted = folded_region_name(name)
    return next(
        (
            code
            for code, known in regions.subdistricts.items()
            if folded_region_name(known) == wanted
        ),
        "",
    )


def _column(file: FileLook, fact: ListFact) -> int | None:
    word = _WORDS[fact]
    return next((at for at, column in enumerate(file.columns) if column.word == word), None)


def _headers(file: FileLook) -> list[str]:
    """The headers of a sheet, each once: one without a name, or a second of a name, gets a number."""
    headers: list[str] = []
    for at, column in enumerate(file.columns, start=1):
        header = column.header.strip() or f"kolom {at}"
        headers.append(header if header not in headers else f"{header} ({at})")
    return headers


def _words_of(file: FileLook, chosen: Mapping[str, ListFact | None]) -> tuple[tuple[int, str], ...]:
    """What the columns are: as chosen, else as found, with what only lists write recognised, too."""
    headers = _headers(file)
    words = [column.word for column in file.columns]
    said = {at: chosen[header] for at, header in enumerate(headers) if header in chosen}
    facts = [fact for fact in said.values() if fact is not None]
    for fact in facts:
        if facts.count(fact) > 1:
            first, second = [headers[at] for at, one in said.items() if one is fact][:2]
            raise UserError(Code.MAPPING_FACT_TWICE, column=second, other=first)
    for at, word in enumerate(words):
        if at in said:
            wanted = said[at]
            words[at] = EXTRA if wanted is None else _WORDS[wanted]
        elif _FACTS.get(word) in facts:
            words[at] = EXTRA
    free = [at for at in range(len(words)) if at not in said]
    # A list of families names their heads, and means them.
    _take(words, free, ListFact.NAME, lambda at: words[at] == _HEAD)
    _take(words, free, ListFact.FAMILY_CARD_NO, lambda at: words[at] == "family.family_card_no")
    _take(
        words, free, ListFact.BIRTH_DATE, lambda at: folded_header(headers[at]) in _BIRTH_WITH_PLACE
    )
    return tuple(enumerate(words))


def _take(words: list[str], free: list[int], fact: ListFact, fits: Callable[[int], bool]) -> None:
    """Let the first free column that fits be a fact which no other column is."""
    if _WORDS[fact] in words:
        return
    found = next((at for at in free if fits(at)), None)
    if found is not None:
        words[found] = _WORDS[fact]
