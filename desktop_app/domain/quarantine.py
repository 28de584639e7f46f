"""Refused rows: kept whole, mended by hand, admitted, and taken out again.

An admitted row is a new row beside the refused one, which stays as it was; what was typed, by whom,
when and why stays with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.extract import Row
from desktop_app.domain.problem import ProblemKind, RowProblem


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did something to a refused row, when, and why; `by` is the name they log in with."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Admission:
    """A refused row that was mended and taken; `withdrawn` is set once it was taken out again.

    `mended` has the cells of each row that was made of the refused one.
    """

    id: str
    file: int
    row: int
    mended: tuple[tuple[str, ...], ...]
    family_ids: tuple[str, ...]
    person_ids: tuple[str, ...]
    admitted: Deed
    withdrawn: Deed | None

    @property
    def is_in(self) -> bool:
        """True while its rows stand in the release."""
        return self.withdrawn is None


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One refused row of a release with all that was ever made of it, the newest last."""

    problem: RowProblem
    file_name: str
    admissions: tuple[Admission, ...]

    @property
    def admission(self) -> Admission | None:
        """The one that stands in the release now."""
        return next((one for one in self.admissions if one.is_in), None)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the importer says of one mended row.

    `refused` is why it is still no row of data, else None; then the rows it gives are here: one
    family or one person, or both where the file has them in one line.
    """

    cells: tuple[str, ...]
    refused: ProblemKind | None
    problems: tuple[RowProblem, ...]
    families: tuple[Row, ...]
    persons: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a mended row would meet in its release: known before it is admitted.

    `has_family` is None for a row that is itself a family or names no card.
    """

    has_family: bool | None
    is_number_taken: bool
    is_card_taken: bool
    is_there_already: bool


@dataclass(frozen=True, slots=True)
class Opinion:
    """A mended row as it is judged, and what it would meet."""

    judged: Judged
    around: Surroundings


@dataclass(frozen=True, slots=True)
class Mending:
    """A refused row open on the table: the columns of its file, and its cells as far as they align.

    `cells` has one list of cells for each row that its raw text holds, each as long as `headers`.
    """

    refused: RefusedRow
    headers: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    opinions: tuple[Opinion, ...]
