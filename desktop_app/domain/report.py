"""What a report is before it is a file: counts that came from the store, a table, and its note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop_app.domain.question import Question

Cell = str | int | float | None
"""What stands in a table: words, a real number, or nothing where there is nothing to divide by.

A share is a fraction of one, whole rupiah and counts are whole.
"""
ASKED = "T0"
"""The code of the answer to a question that has no name."""
VILLAGE_KEY = "village_code"
"""The column of the codes of desa, where a table is by desa."""
HIDDEN = "<5"
"""What stands in place of a number that could point at somebody."""


class ReportFormat(StrEnum):
    """In which form a report leaves the program."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    PDF = "pdf"
    """Paper, drawn by the letters' own way; the others are written by `reports`."""


class RowLevel(StrEnum):
    """What a row of a table sums up."""

    PLAIN = "plain"
    """A line of a list, which sums up nothing."""
    VILLAGE = "village"
    SUBDISTRICT = "subdistrict"
    GROUP = "group"
    """The lines above it that belong together, such as the programmes of one owner."""
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


class AskPart(StrEnum):
    """What a report can be narrowed to besides a region."""

    PROGRAMME = "programme"
    PERIOD = "period"
    AGENCY = "agency"
    FUNDS = "funds"
    CUTOFF = "cutoff"


@dataclass(frozen=True, slots=True)
class ReportAsk:
    """What a report is asked about; nothing given for all of it.

    `region` is a code with dots, the office's own if empty. `programme` is a code of the catalogue.
    `period` (``2026``, ``2026-Q3``, ``2026-07``) takes every help for a part of it. `agency` is who
    gives it as the records write it, `funds` a `FundSource` value. Families up to the decile `cutoff`
    are those who should be reached: TKPK measures by 4, which is an administrative cut and no estimate
    of poverty. For outsiders numbers from 1 to 4 are hidden, and whatever would reveal them. `question`
    is what the report `ASKED` answers.
    """

    region: str = ""
    programme: str = ""
    period: str = ""
    agency: str = ""
    funds: str = ""
    cutoff: int = 4
    is_for_outsiders: bool = False
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report that can be made; `title` and `about` are English sentences for `tr`.

    `parts` is what it can be narrowed to; whatever else is asked does not change it.
    """

    code: str
    title: str
    about: str
    parts: frozenset[AskPart] = frozenset()


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column: `code` for programs, `heading` an English sentence for `tr`.

    `is_share` marks fractions of one, `is_listed` numbers of families or people who can be listed. `part`
    is the column that a share is the share of, `counted_by` the one that says of how many a sum or a mean
    is: hidden where that is.
    """

    code: str
    heading: str
    is_number: bool = True
    is_share: bool = False
    is_listed: bool = False
    counted_by: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A finished table; `levels` says of each row what it sums up, and the last may be the total.

    `title` stands above it where a report has several, an English sentence for `tr`. The first cell of
    a row is its key: a region's or a programme's code, empty for the total. `sums` names columns that
    are the sum of others: what is hidden in one must not come out of the others. `rests` names columns that
    count some of those that another counts: those left over stand nowhere, and are as easily reckoned.
    """

    kind: ReportKind
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    levels: tuple[RowLevel, ...]
    title: str = ""
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()
    rests: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def totals(self) -> dict[str, Cell]:
        """The numbers of the total by column code; none of a table that has no total."""
        if not self.rows or self.levels[-1] is not RowLevel.TOTAL:
            return {}
        pairs = zip(self.columns, self.rows[-1], strict=True)
        return {column.code: cell for column, cell in pairs if column.is_number}

    @property
    def is_by_village(self) -> bool:
        """Whether its rows are desa, so that a map can show its numbers."""
        return self.columns[0].code == VILLAGE_KEY and RowLevel.VILLAGE in self.levels

    def by_village(self, code: str) -> dict[str, Cell]:
        """What every known desa has in this column."""
        at = [column.code for column in self.columns].index(code)
        return {
            str(row[0]): row[at]
            for row, level in zip(self.rows, self.levels, strict=True)
            if level is RowLevel.VILLAGE and row[0]
        }

    def total(self, code: str) -> int:
        """The total's whole number in a column; 0 where there is none."""
        cell = self.totals.get(code)
        return cell if isinstance(cell, int) else 0


@dataclass(frozen=True, slots=True)
class Behind:
    """One of those whom a number stands for, by our ids: a family, or one of its members.

    `decile` is the one the family was counted with, 0 for none; `before` the one it had in the release
    before, where the number is about both.
    """

    family_id: int
    person_id: int | None
    decile: int
    before: int | None = None


@dataclass(frozen=True, slots=True)
class BehindLine:
    """One of those whom a number stands for: a family by its head, or one person.

    `decile` is the one it was counted with, `before` that of the release before (0 for none), where the
    number is about both. `programmes` are the codes of what has reached the family, `facts` what a question
    wants told of each, in words.
    """

    family_id: str
    person_id: str | None
    name: str
    family_card_no: str | None
    national_id: str | None
    village: str
    decile: int | None
    members: int
    programmes: tuple[str, ...]
    before: int | None = None
    facts: tuple[str, ...] = ()


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

    `serial` also stands in the audit. `filtered` is what a list was filtered for, empty if it is whole.
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
    filtered: str = ""
