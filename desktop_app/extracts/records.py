"""What the two doors (CSV and workbook) hand on: records of text cells, and where they stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import overload


class WholeRecords(Sequence[list[str]]):
    """Records that all have the same number of cells, held as columns; a record is made when asked for."""

    def __init__(self, columns: list[list[str]]) -> None:
        self.columns = columns

    def __len__(self) -> int:
        return len(self.columns[0])

    @overload
    def __getitem__(self, at: int) -> list[str]: ...
    @overload
    def __getitem__(self, at: slice) -> list[list[str]]: ...
    def __getitem__(self, at: int | slice) -> list[str] | list[list[str]]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        return [column[at] for column in self.columns]


def widths_of(records: Sequence[list[str]]) -> set[int]:
    """The numbers of cells that records have."""
    return {len(records.columns)} if isinstance(records, WholeRecords) else set(map(len, records))


@dataclass(slots=True)
class Chunk:
    """Some records in file order.

    `rows` and `lines` say where each record stood: as a spreadsheet counts, and physically. Both
    count from 1. `swallowed` are indexes of records that an unclosed quote has spoilt; each has one
    cell, the raw text. `hashes` has one number for each record, equal for equal records.
    """

    records: list[list[str]] | WholeRecords = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    swallowed: set[int] = field(default_factory=set)
    hashes: list[int] = field(default_factory=list)
