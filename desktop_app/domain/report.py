"""What a report is before it is a file: counts that came from the store, a table, and its note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Cell = str | int
"""What stands in a table: words, or a real number."""


class ReportFormat(StrEnum):
    """In which form a report leaves the program."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


class RowLevel(StrEnum):
    """What a row of a table sums up."""

    PLAIN = "plain"
    """A line of a list, which sums up nothing."""
    VILLAGE = "village"
    SUBDISTRICT = "subdistrict"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class DecileTally:
    """How many families and persons of one village have one decile.

    `village` is a Kemendagri code with dots, empty where the release names no known village;
    `decile` is the national one, None for "belum berdesil".
    """

    village: str
    decile: int | None
    families: int
    persons: int


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report that can be made; `title` and `about` are English sentences for `tr`."""

    code: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column: `code` for programs, `heading` an English sentence for `tr`."""

    code: str
    heading: str
    is_number: bool = True


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A finished table; `levels` says of each row what it sums up, and the last row is the total."""

    kind: ReportKind
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    levels: tuple[RowLevel, ...]

    @property
    def totals(self) -> dict[str, int]:
        """The last row's numbers by column code."""
        if not self.rows:
            return {}
        pairs = zip(self.columns, self.rows[-1], strict=True)
        return {column.code: int(cell) for column, cell in pairs if column.is_number}


@dataclass(frozen=True, slots=True)
class Control:
    """A number that must come out, and the one that did."""

    code: str
    heading: str
    expected: int
    found: int

    @property
    def agrees(self) -> bool:
        """True if nobody was lost on the way."""
        return self.expected == self.found


@dataclass(frozen=True, slots=True)
class ReportNote:
    """What a reader must know beside the table: where it comes from, who made it, why and for whom.

    `serial` also stands in the audit.
    """

    office: str
    region: str
    release: str
    reference_date: date
    made_by: str
    made_at: datetime
    purpose: str
    recipient: str
    serial: str
    controls: tuple[Control, ...] = ()
