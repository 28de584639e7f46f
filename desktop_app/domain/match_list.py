"""A list of somebody else's that was matched: its columns, its rows, and what people decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from desktop_app.domain.extract import FileLook
from desktop_app.domain.matching import AskedRow, Candidate, MatchOutcome
from desktop_app.domain.problem import ProblemKind


class ListFact(StrEnum):
    """What a column of a list can say about a person, for matching."""

    NATIONAL_ID = "nik"
    FAMILY_CARD_NO = "kk"
    NAME = "name"
    BIRTH_DATE = "born"
    SEX = "sex"
    VILLAGE = "village"
    VILLAGE_CODE = "village-code"
    SUBDISTRICT = "subdistrict"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list; `fact` is None for one that is only kept."""

    header: str
    fact: ListFact | None


@dataclass(frozen=True, slots=True)
class ListLook:
    """What a list was found to be; nothing was matched yet.

    `columns` are those of all its sheets, each header once; `sample` has the first rows of the first
    sheet as they stand, aligned with the columns of that sheet, which come first.
    """

    path: Path
    files: tuple[FileLook, ...]
    columns: tuple[ListColumn, ...]
    sample: tuple[tuple[str, ...], ...]
    rows: int

    @property
    def name(self) -> str:
        """The last part of the path, as people know the file."""
        return self.path.name

    @property
    def facts(self) -> frozenset[ListFact]:
        """What the list says about people."""
        return frozenset(column.fact for column in self.columns if column.fact is not None)

    @property
    def says_whom(self) -> bool:
        """True if it has names or NIKs: without either nobody can be looked for."""
        return bool(self.facts & {ListFact.NATIONAL_ID, ListFact.NAME})


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list, with its cells as they stand, aligned with `ListLook.columns`.

    `row` counts as a spreadsheet does, on `sheet` if there are several. `asked.row` is its place in
    the whole list, from 1. `fault` says why its NIK, or the row itself, cannot be read.
    """

    sheet: str
    row: int
    cells: tuple[str, ...]
    asked: AskedRow
    fault: ProblemKind | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a row: a candidate by rank from 1, or None for nobody."""

    rank: int | None
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MatchLine:
    """A row of a matched list with its answer; `twice` is an earlier row found to be the same person."""

    row: ListRow
    outcome: MatchOutcome
    candidates: tuple[Candidate, ...]
    decision: Decision | None = None
    twice: int | None = None

    @property
    def person(self) -> Candidate | None:
        """Who the row stands for: whom a person chose, else who was found without a doubt."""
        if self.decision is not None:
            rank = self.decision.rank
            return None if rank is None else self.candidates[rank - 1]
        return self.candidates[0] if self.outcome.is_found else None

    @property
    def waits(self) -> bool:
        """True if a person has to decide."""
        return self.outcome is MatchOutcome.DOUBTFUL and self.decision is None


@dataclass(frozen=True, slots=True)
class MatchCounts:
    """How many rows ended how; the four outcomes add up to `rows`.

    `chosen` and `refused` are doubtful rows that people decided, `twice` rows of a person who stands
    in an earlier one, `unreadable` rows whose NIK could not be read.
    """

    rows: int = 0
    found_by_number: int = 0
    found_by_name: int = 0
    doubtful: int = 0
    not_found: int = 0
    chosen: int = 0
    refused: int = 0
    twice: int = 0
    unreadable: int = 0

    @property
    def found(self) -> int:
        """Rows found without a doubt."""
        return self.found_by_number + self.found_by_name

    @property
    def waiting(self) -> int:
        """Doubtful rows that nobody decided yet."""
        return self.doubtful - self.chosen - self.refused


@dataclass(frozen=True, slots=True)
class MatchedList:
    """A matched list as it is kept; the answers are those of one release."""

    id: str
    name: str
    columns: tuple[ListColumn, ...]
    release_id: str
    release_label: str
    reference_date: date
    made_by_name: str
    made_at: datetime
    counts: MatchCounts


class MatchFilter(StrEnum):
    """Which rows of a matched list are looked at."""

    ALL = "all"
    WAITING = "waiting"
    FOUND_BY_NUMBER = "found-by-nik"
    FOUND_BY_NAME = "found-by-name"
    DOUBTFUL = "doubtful"
    NOT_FOUND = "not-found"
    TWICE = "twice"
