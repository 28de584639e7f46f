"""What a letter consists of: a closed set of blocks, and text with places for values in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

_MARKUP = re.compile(r"\*\*|\{\{\s*([A-Za-z0-9_]*)\s*\}\}")
_BREAKS = re.compile(r"[\t\r\n]+")

LINE_END = "\u2028"
"""Ends a line inside a cell."""

DOTS = "." * 36
"""Printed where a value is empty, to be filled in by pen."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, or with `is_field` the name of the field whose value goes here."""

    text: str
    is_bold: bool = False
    is_field: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """What a template says in one place. Only the template's own ``**`` and ``{{ }}`` mean anything."""

    runs: tuple[Run, ...]

    @classmethod
    def parse(cls, written: str) -> Text:
        """Understand ``**bold**`` and ``{{field}}``; everything else stands for itself."""
        runs, is_bold, at = [], False, 0
        for found in _MARKUP.finditer(written):
            runs.append(Run(written[at : found.start()], is_bold))
            if found[1] is None:
                is_bold = not is_bold
            else:
                runs.append(Run(found[1], is_bold, is_field=True))
            at = found.end()
        runs.append(Run(written[at:], is_bold))
        return cls(tuple(run for run in runs if run.text or run.is_field))

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields used here, in order."""
        return tuple(run.text for run in self.runs if run.is_field)

    def filled(self, values: Mapping[str, str], *, gap: str = DOTS) -> tuple[tuple[bool, str], ...]:
        """Stretches as (is bold, text), fields replaced by their value or by `gap` where empty."""
        return tuple(
            (run.is_bold, (values.get(run.text, "").strip() or gap) if run.is_field else run.text)
            for run in self.runs
        )

    def plain(self, values: Mapping[str, str], *, gap: str = "") -> str:
        """All stretches as one line."""
        return "".join(text for _, text in self.filled(values, gap=gap))


class Align(StrEnum):
    """Where the lines of a paragraph or a cell end."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Title:
    """The letter's title, centred, bold and underlined, with its number below."""

    text: Text
    has_number: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its value, with the colon between them in one line with its neighbours.

    With `if_filled` the row is left out where none of its fields has a value; otherwise a dotted
    line waits for a pen.
    """

    label: str
    value: Text
    if_filled: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """*Nomor, Sifat, Lampiran, Hal* on the left, place and date on the right."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Address:
    """*Yth. … di …*"""

    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: Text
    align: Align
    is_indented: bool
    when: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The bold line above a part, which never stands last on a sheet."""

    text: Text
    when: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Labels and values under each other, with aligned colons."""

    rows: tuple[Row, ...]
    when: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `width` is its share of the whole."""

    heading: str
    width: float
    align: Align


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose rows are the value of `field` (see `table_value`); left out when empty.

    With `is_numbered` the first column counts the rows. Rows are at least `row_mm` high, where a pen
    is to find room in them, and empty ones are added until there are `least_rows`.
    """

    columns: tuple[Column, ...]
    field: str
    is_numbered: bool
    row_mm: float = 0.0
    least_rows: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """A list to be signed (tanda terima): a ruled table whose last column is for the signatures.

    The value of `field` holds the rows (see `table_value`): a cell for each of the `columns`, the
    number of the row first, and one more that stands small below the place to sign. Odd numbers sign
    at the left, even ones at the right, so that a hand has the height of two rows. `amount` counts from
    1 the column whose whole rupiah add up, page by page and in all; 0 for none. Left out when empty.
    """

    columns: tuple[Column, ...]
    field: str
    amount: int
    signature: Column


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to sign.

    The office's own signatory (`is_signatory`), or somebody named by the template, with lines
    above, a name (a dotted line in brackets where it is empty) and lines below. `has_place`
    puts place and date on top; `has_register` adds, below the first line, two dotted lines for the
    number and date under which somebody else registers the letter.
    """

    heading: tuple[Text, ...]
    name: Text
    footing: tuple[Text, ...]
    is_signatory: bool
    has_place: bool
    has_register: bool


@dataclass(frozen=True, slots=True)
class SlotRow:
    """Places to sign beside each other; never torn apart."""

    left: Slot | None
    centre: Slot | None
    right: Slot | None

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Those that are there."""
        return tuple(slot for slot in (self.left, self.centre, self.right) if slot)


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signs where."""

    rows: tuple[SlotRow, ...]


@dataclass(frozen=True, slots=True)
class Copies:
    """*Tembusan*: who else gets the letter."""

    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Small print."""

    text: Text
    when: str


@dataclass(frozen=True, slots=True)
class VerificationCode:
    """A QR and the short code below it; left out while `field` is empty. Never a personal number."""

    field: str


class ItemMark(StrEnum):
    """What stands before each item."""

    NUMBER = "number"  # 1. 2. 3.
    LETTER = "letter"  # a. b. c.
    BOX = "box"  # to be ticked by pen
    DASH = "dash"  # –
    ORDER = "order"  # KESATU, KEDUA, KETIGA


@dataclass(frozen=True, slots=True)
class Items:
    """Texts under each other, each with its mark: considerations, decisions, boxes to tick.

    `label` (*Menimbang*) stands once at the left with a colon. `field` may hold more items, one a line,
    which follow `lines`.
    """

    lines: tuple[Text, ...]
    mark: ItemMark
    label: str
    field: str


@dataclass(frozen=True, slots=True)
class Coupons:
    """Cards to cut out, two beside each other: texts, and a QR of the letter's number with the row's.

    The value of `field` holds the people (see `table_value`): the number of the row, the name that stands
    large, and what stands small below it. `lines` are the same on each. A personal number never enters
    the QR. Left out when empty.
    """

    field: str
    title: Text
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new sheet: an attachment, a list of those who were there."""


@dataclass(frozen=True, slots=True)
class Space:
    """White space."""

    height_mm: float


Block = (
    Title
    | Reference
    | Address
    | Paragraph
    | Heading
    | Identity
    | Table
    | Receipt
    | Signatures
    | Copies
    | Note
    | VerificationCode
    | Items
    | Coupons
    | PageBreak
    | Space
)


def texts_of(block: Block) -> Iterator[Text]:
    """Every text of a block."""
    match block:
        case Title(text=text) | Paragraph(text=text) | Heading(text=text) | Note(text=text):
            yield text
        case Reference(rows=rows) | Identity(rows=rows):
            yield from (row.value for row in rows)
        case Address(lines=lines) | Copies(lines=lines) | Items(lines=lines):
            yield from lines
        case Coupons(title=title, lines=lines):
            yield from (title, *lines)
        case Signatures(rows=rows):
            for slot in (slot for row in rows for slot in row.slots):
                yield from (*slot.heading, slot.name, *slot.footing)


def fields_of(block: Block) -> tuple[str, ...]:
    """Every field a block uses, in order, as often as it uses it."""
    names = [name for text in texts_of(block) for name in text.fields]
    match block:
        case (
            Table(field=field)
            | Receipt(field=field)
            | Coupons(field=field)
            | VerificationCode(field=field)
        ):
            names.append(field)
        case Items(field=field) if field:
            names.append(field)
        case Paragraph(when=when) | Heading(when=when) | Identity(when=when) | Note(when=when) if (
            when
        ):
            names.append(when)
    return tuple(names)


def cell_of(*lines: str) -> str:
    """A cell of a `Receipt` that has several lines; empty ones are left out."""
    return LINE_END.join(line for line in lines if line)


def table_value(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells as the one plain text that a table's field holds."""
    return "\n".join("\t".join(_BREAKS.sub(" ", cell) for cell in row) for row in rows)


def table_rows(value: str) -> tuple[tuple[str, ...], ...]:
    """The rows of cells in the value of a table's field."""
    return tuple(tuple(line.split("\t")) for line in value.split("\n") if line.strip())
