"""Lists that somebody made for us: a CSV file or a workbook whose first line names its columns.

Any of the usual delimiters and encodings that spreadsheets write are taken, and of a workbook the first
sheet that is not hidden. Headings are compared without case, blanks and underscores, and may be
Indonesian or English.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop_app.errors import Code, UserError
from desktop_app.extracts.csv_file import CsvRecords
from desktop_app.extracts.sniff import encoding_of, kind_of, readable
from desktop_app.extracts.workbook import Workbook
from desktop_app.files import machine_error

WHO_COLUMNS = {
    "family": "family",
    "keluarga": "family",
    "kk": "family",
    "nokk": "family",
    "nomorkartukeluarga": "family",
    "person": "person",
    "orang": "person",
    "nik": "nik",
    "nomorindukkependudukan": "nik",
}
"""The headings that say whom a row is about, in every list we take."""

_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of a list; `row` counts as a spreadsheet does, the heading being 1."""

    row: int
    cells: Mapping[str, str]

    def cell(self, name: str) -> str:
        """What stands in a column, empty where there is no such column."""
        return self.cells.get(name, "")


def read_table(path: Path, names: Mapping[str, str]) -> list[TableRow]:
    """The rows of a list, its columns under the names that `names` gives their headings.

    A heading that `names` does not know keeps its own name. Blank rows are passed over. Raises
    `MachineError` (a file that cannot be opened) and `UserError` (`EXTRACT_EMPTY`).
    """
    try:
        path.stat()
    except OSError as error:
        raise machine_error(error, name=path.name) from error
    kind = kind_of(path)
    records = _text_records(path) if kind == "csv" else _sheet_records(path, kind)
    _, first = next(records, (1, list[str]()))
    if not any(first):
        raise UserError(Code.EXTRACT_EMPTY, name=path.name)
    headings = [names.get(_plain(heading), heading.strip()) for heading in first]
    return [
        TableRow(
            row,
            {name: cell.strip() for name, cell in zip(headings, record, strict=False) if name},
        )
        for row, record in records
        if any(cell.strip() for cell in record)
    ]


def _text_records(path: Path) -> Iterator[tuple[int, list[str]]]:
    with readable(path):
        raw = path.read_bytes()
    encoding = encoding_of(raw)
    first = raw.decode(encoding, errors="replace").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    for chunk in CsvRecords(io.BytesIO(raw), encoding, delimiter).chunks():
        yield from zip(chunk.rows, chunk.records, strict=True)


def _sheet_records(path: Path, kind: str) -> Iterator[tuple[int, list[str]]]:
    book = Workbook(path, kind)
    try:
        sheets = [sheet for sheet in book.sheets if sheet not in book.hidden]
        for sheet in (sheets or list(book.sheets))[:1]:
            yield from enumerate(book.records(sheet), start=1)
    finally:
        book.close()


def _plain(heading: str) -> str:
    return "".join(letter for letter in heading.casefold() if letter.isalnum())
