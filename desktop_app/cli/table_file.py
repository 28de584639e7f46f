"""Lists that somebody made for us: a CSV file whose first line names its columns.

Any of the usual delimiters and both encodings that spreadsheets write are taken. Headings are compared
without case, blanks and underscores, and may be Indonesian or English.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop_app.errors import Code, UserError
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
    """The rows of a CSV file, its columns under the names that `names` gives their headings.

    A heading that `names` does not know keeps its own name. Blank rows are passed over. Raises
    `MachineError` (a file that cannot be opened) and `UserError` (`EXTRACT_EMPTY`).
    """
    lines = _lines(path)
    if not lines:
        raise UserError(Code.EXTRACT_EMPTY, name=path.name)
    headings = [names.get(_plain(heading), heading.strip()) for heading in lines[0]]
    return [
        TableRow(
            row,
            {name: cell.strip() for name, cell in zip(headings, line, strict=False) if name},
        )
        for row, line in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in line)
    ]


def _lines(path: Path) -> list[list[str]]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise machine_error(error, name=path.name) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What a spreadsheet on Windows saves as plain "CSV"; every byte has a meaning there.
        text = raw.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UserError(Code.FILE_UNREADABLE, name=path.name) from error


def _plain(heading: str) -> str:
    return "".join(letter for letter in heading.casefold() if letter.isalnum())
