"""What crosses the wall between other people's files and the store: a look, then batches of rows.

A batch holds its rows as columns of plain values: a kabupaten has more than a million people, they
are cleaned, sent to another process and stored column by column, and building an object for each
would cost more than all of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from desktop_app.domain.field import FAMILY_NAMES, PERSON_NAMES
from desktop_app.domain.problem import RowProblem
from desktop_app.domain.region import RegionEvidence, RegionSystem
from desktop_app.errors import Code


class Entity(StrEnum):
    """What a row is about."""

    FAMILY = "family"
    PERSON = "person"


class Shape(StrEnum):
    """What the rows of a file are: in a wide one each person's row repeats the family's facts."""

    FAMILY = "family"
    PERSON = "person"
    WIDE = "wide"


EXTRA = "extra"
"""The word for a column that is kept as it stands, under its own header."""

IDENTIFYING = frozenset({"family_card_no", "national_id", "name"})
"""The facts that say whom a row is about; a file without any of them says nothing about anybody."""

SHARED = frozenset({"family_card_no", "premium_aid_national", "premium_aid_regional"})
"""Facts that a family and a person both have; in a wide file they are written once, the person's."""

Value = str | int | None
"""One stored fact; None for nothing, never an empty text."""

Row = tuple[Value, ...]
"""One clean row, aligned with `FAMILY_ROW` or `PERSON_ROW`."""

LineShift = tuple[int, int, int]
"""A file, a row of it, and how many lines further down than rows it and those after it stand: cells
with line breaks make the lines of a text run ahead of its rows."""

Columns = Sequence[Sequence[Value]]
"""The same facts of many rows side by side, each as long as the others; none at all for no row."""

_HEAD = ("file", "row", "village", "raw", "extra")
FAMILY_ROW: tuple[str, ...] = (*_HEAD, *FAMILY_NAMES)
PERSON_ROW: tuple[str, ...] = (*_HEAD, *PERSON_NAMES)
"""`file` is an index into `ExtractLook.files`; `row` counts as a spreadsheet does; `village` is the
Kemendagri code with dots or None; `raw` is a JSON object of the cells whose text cannot be told from
the stored value, `extra` one of the columns the catalogue does not know; both None when empty."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some clean rows of one entity, and the problems met while reading them.

    `columns` are aligned with `FAMILY_ROW` or `PERSON_ROW`. `records` counts what was read for this
    batch, refused and ignored records included, so that the sum over all batches is the number of
    records of the files. `shifts` say where lines and rows come to differ by another number.
    """

    entity: Entity
    columns: Columns
    problems: list[RowProblem]
    records: int
    shifts: tuple[LineShift, ...] = ()

    @property
    def rows(self) -> list[Row]:
        """The columns as rows."""
        return list(zip(*self.columns, strict=True))


def columns_of_rows(rows: Iterable[Row]) -> Columns:
    """Rows as columns."""
    return list(zip(*rows, strict=True))


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """What one column of a file was taken for.

    `field` is empty where the catalogue has no such fact; then the column is kept as *extra*.
    `confidence` is 100 for a name of the layout, less for an alias, 0 where nothing was found.
    `style` says how the column writes its values: ``"code"``, ``"label"``, ``"dmy"``, ``"upper"``…
    """

    header: str
    entity: Entity | None
    field: str
    confidence: int
    style: str = ""

    @property
    def word(self) -> str:
        """What it was taken for in one word: ``family.roof_type``, or `EXTRA`."""
        return f"{self.entity.value}.{self.field}" if self.entity and self.field else EXTRA


@dataclass(frozen=True, slots=True)
class TableChoices:
    """What a person decided about one table; what is empty is left to the program.

    `words` gives the words of columns by their place: ``family.roof_type``, or `EXTRA`.
    """

    layout: str = ""
    shape: Shape | None = None
    book: str = ""
    region_system: RegionSystem | None = None
    words: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FileLook:
    """What one file was found to be; nothing was taken from it yet.

    `header_row` counts from 1, and so does `header_line`, the physical line. `rows` is exact where
    `is_exact`, else an estimate. `digest` is of its beginning, middle and end: enough to notice
    a file that changed. `sample` has the first rows as they stand, aligned with `columns`. `book`
    names the code book, `regions` says what speaks for `region_system`. `is_profile` is True where
    `layout` is one that the office has saved; `choices` are a person's, on top of it.
    """

    path: Path
    kind: str  # "csv", "xlsx", "xls", "ods"
    encoding: str
    delimiter: str
    sheet: str
    header_row: int
    header_line: int
    layout: str
    entity: Entity
    is_wide: bool
    region_system: RegionSystem | None
    rows: int
    is_exact: bool
    size: int
    digest: str
    columns: tuple[ColumnLook, ...]
    sample: tuple[tuple[str, ...], ...]
    book: str = "dtsen"
    regions: RegionEvidence | None = None
    is_profile: bool = False
    choices: TableChoices = TableChoices()

    @property
    def name(self) -> str:
        """The last part of the path, as people know the file."""
        return self.path.name

    @property
    def shape(self) -> Shape:
        """What its rows are."""
        return Shape.WIDE if self.is_wide else Shape(self.entity.value)

    @property
    def names_somebody(self) -> bool:
        """True if it says whom its rows are about: a card, a person's number or a name."""
        return any(column.field in IDENTIFYING for column in self.columns)

    @property
    def gives_families(self) -> bool:
        """True if families come out of its rows; people without a card make none."""
        has_card = any(column.field == "family_card_no" for column in self.columns)
        return self.entity is Entity.FAMILY or (self.is_wide and has_card)


TableKey = tuple[Path, str]
"""A table among the files of a release: its file, and its sheet if there are several."""


_NAMING = frozenset({"name", "head_name"})


@dataclass(frozen=True, slots=True)
class ExtractLook:
    """What a set of files was found to be, and what a sample of their rows shows.

    `today` is the day after which a date is in the future, if somebody said it.
    `unreadable_share` is the part of the sampled rows whose NIK or KK cannot be read, from 0 to 1;
    `stop` is the reason why the import should not go on without a person's word, or None.
    """

    files: tuple[FileLook, ...]
    mapping: str
    region_system: RegionSystem | None
    today: date | None
    problems: tuple[RowProblem, ...]
    sampled: int
    unreadable_share: float
    stop: Code | None
    families: tuple[Row, ...]
    persons: tuple[Row, ...]

    @property
    def is_light(self) -> bool:
        """True where no file names anybody: a list of numbers and deciles, as SIKS-NG gives it."""
        return not any(column.field in _NAMING for file in self.files for column in file.columns)

    @property
    def gives_families(self) -> bool:
        """False where people would be taken without their families, their deciles and addresses."""
        return any(file.gives_families for file in self.files)

    @property
    def rows(self) -> int:
        """How many records the files hold, as far as is known."""
        return sum(file.rows for file in self.files)
