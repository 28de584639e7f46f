"""Which records are no data at all, and which are too broken to be aligned."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from desktop_app.domain.problem import ProblemKind as Kind
from desktop_app.extracts.cells import plain
from desktop_app.extracts.reference import folded_header

_TOTAL = re.compile(
    r"(?:SUB ?-?TOTAL|GRAND TOTAL|TOTAL|JUMLAH|JML|REKAP(?:ITULASI)?)\b.*", re.IGNORECASE
)
_NOTE = re.compile(
    r"(?:\*|SUMBER|CATATAN|KETERANGAN|KET\b|NB\b|DICETAK|TANGGAL CETAK|MENGETAHUI|DIBUAT|HALAMAN|PAGE\b).*",
    re.IGNORECASE,
)
_COLUMN_NUMBER = re.compile(r"\(?\d{1,3}\)?")
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER_LIKE = re.compile(r"\d{8,}")
_IDENTITY = re.compile(r"\d{15,}")


class Sifter:
    """Knows the header of one file; asked only about records that look odd."""

    def __init__(self, headers: Sequence[str], name_at: int | None = None) -> None:
        self._name_at = name_at
        self._headers = [folded_header(name) for name in headers]
        # Blank columns at the end of the header are no columns: rows may leave them out.
        self._least = len(headers)
        while self._least > 1 and not self._headers[self._least - 1]:
            self._least -= 1

    def not_data(self, record: Sequence[str]) -> Kind | None:
        """Why a record is no row of data; None if it may be one."""
        filled = [text for cell in record if (text := plain(cell)[0])]
        if not filled:
            return Kind.BLANK_ROW
        if self._is_header(record):
            return Kind.HEADER_REPEATED
        if any(_IDENTITY.search(cell) for cell in filled):
            return None
        if any(_TOTAL.fullmatch(cell) for cell in filled[:3]):
            return Kind.TOTAL_ROW
        if any(_NUMBER_LIKE.search(cell) for cell in filled):
            return None
        if _NOTE.fullmatch(filled[0]) and len(filled) <= 3:
            return Kind.NOTE_ROW
        if len(filled) > 2 and all(_COLUMN_NUMBER.fullmatch(cell) for cell in filled):
            numbers = [int(cell.strip("()")) for cell in filled]
            return Kind.NOTE_ROW if numbers == list(range(1, len(numbers) + 1)) else None
        # One cell of words, and not where names stand: a line of text.
        alone = len(filled) == 1 and _LETTER.search(filled[0])
        return Kind.NOTE_ROW if alone and not self._is_name_only(record) else None

    def aligned(self, record: list[str]) -> list[str] | Kind:
        """A record of another width brought to the right one, or why it cannot be."""
        width = len(self._headers)
        if len(record) > width:
            return Kind.ROW_TOO_LONG if any(map(str.strip, record[width:])) else record[:width]
        if len(record) >= self._least:
            return record + [""] * (width - len(record))
        return Kind.ROW_TOO_SHORT

    def _is_name_only(self, record: Sequence[str]) -> bool:
        at = self._name_at
        return at is not None and len(record) == len(self._headers) and bool(record[at].strip())

    def _is_header(self, record: Sequence[str]) -> bool:
        names = [folded_header(cell) for cell in record]
        same = sum(
            1 for mine, name in zip(self._headers, names, strict=False) if name and mine == name
        )
        filled = sum(1 for name in names if name)
        return same >= 2 and same * 10 >= filled * 7


def as_text(record: Sequence[str], delimiter: str) -> str:
    """A whole record in one line, for keeping aside; read with the delimiter it is the same record."""
    if not any(record):
        return (delimiter or "|").join(record)
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter or "|", lineterminator="").writerow(record)
    return text.getvalue()
