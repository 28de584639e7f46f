"""What the two doors (CSV and workbook) hand on: records of text cells, and where they stood."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Chunk:
    """Some records in file order.

    `rows` and `lines` say where each record stood: as a spreadsheet counts, and physically. Both
    count from 1. `swallowed` are indexes of records that an unclosed quote has spoilt; each has one
    cell, the raw text. `hashes` has one number for each record, equal for equal records.
    """

    records: list[list[str]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    swallowed: set[int] = field(default_factory=set)
    hashes: list[int] = field(default_factory=list)
