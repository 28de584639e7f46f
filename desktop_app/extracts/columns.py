"""One column of a file at work: its judge, its memory, and where its values go."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.extract import ColumnLook, Entity, FileLook, Value
from desktop_app.domain.field import Field, FieldKind
from desktop_app.domain.problem import ProblemKind as Kind
from desktop_app.extracts.cells import (
    INDENTED,
    PADDED,
    Judge,
    Judged,
    Memo,
    name_judge,
    plain,
    text_judge,
    unpadded,
)
from desktop_app.extracts.codes import code_judge
from desktop_app.extracts.dates import date_judge
from desktop_app.extracts.mapping import FIELDS, known_header
from desktop_app.extracts.numbers import (
    GOOD_NUMBER,
    customer_judge,
    decile_judge,
    integer_judge,
    number_judge,
    region_code_judge,
    rt_rw_judge,
)
from desktop_app.extracts.reference import ExtractReference
from desktop_app.extracts.style import NAME_FIELDS, REGISTRY, STRANGE, TEXT

_SPELLING = "="
_NUMBERS = frozenset({"national_id", "family_card_no"})


class Column:
    """The cells of one column on their way to values; `at` is its place in the file.

    Numbers are different on every row, so remembering them is of no use: the good ones pass by.
    """

    __slots__ = ("_is_good", "_translated", "at", "entity", "field", "header", "memo")

    def __init__(
        self,
        at: int,
        header: str,
        entity: Entity | None,
        field: str,
        judge: Judge,
        translated: frozenset[int] = frozenset(),
    ) -> None:
        self.at = at
        self.header = header
        self.entity = entity
        self.field = field
        self.memo = Memo(judge)
        self._translated = translated
        self._is_good = GOOD_NUMBER.fullmatch if field in _NUMBERS else None

    def values_of(self, cells: Sequence[str]) -> list[Value]:
        """The value of each cell."""
        if self._is_good is not None:
            good, memo = self._is_good, self.memo
            return [cell if good(cell) else memo[cell] for cell in cells]
        return list(map(self.memo.__getitem__, cells))

    def odd_rows(self, cells: Sequence[str]) -> list[int]:
        """The indexes of the cells that have problems; asked after `values_of`."""
        odd = self.memo.odd
        if not odd or odd.keys().isdisjoint(cells):
            return []
        return [index for index, cell in enumerate(cells) if cell in odd]

    def translated_rows(self, cells: Sequence[str], values: Sequence[Value]) -> list[int]:
        """The indexes of the cells whose code the source numbers otherwise than the program."""
        if not self._translated or self._translated.isdisjoint(values):
            return []
        return [
            index
            for index, (cell, value) in enumerate(zip(cells, values, strict=True))
            if value in self._translated and cell != str(value)
        ]


def columns_at_work(look: FileLook, reference: ExtractReference, today: date) -> list[Column]:
    """A `Column` for each column of the file, in file order."""
    book = reference.books[look.book]
    keys: set[str] = set()
    columns = []
    for at, column in enumerate(look.columns):
        field = field_of(column, reference)
        judge = _unpadding(_judge_of(column, field, book, look, today), column)
        header = column.header
        if not column.field:
            header = _free_key(column.header.strip() or f"kolom_{at + 1}", keys)
            judge = _as_fragment(header, judge)
        columns.append(
            Column(at, header, column.entity, column.field, judge, _translated(field, book))
            if column.field
            else Column(at, header, column.entity, column.field, judge)
        )
    return columns


def _translated(field: Field | None, book: CodeBook) -> frozenset[int]:
    """The codes of the program that the source writes with other numbers."""
    codes = book.lists.get(field.codes) if field is not None else None
    return frozenset(codes.translation.values()) if codes is not None else frozenset()


def field_of(column: ColumnLook, reference: ExtractReference) -> Field | None:
    """The field of a column, with the civil registry's code list where its style says so."""
    if column.entity is None:
        return reference.headers.extra.get(known_header(column.header, reference.headers))
    field = FIELDS[column.entity][column.field]
    if REGISTRY in style_tokens(column.style):
        return Field(field.name, field.header, field.kind, f"dukcapil_{field.codes}", field.access)
    return field


def style_tokens(style: str) -> frozenset[str]:
    """The style of a column without the spellings it uses."""
    return frozenset(token for token in style.split("|") if token and token[0] != _SPELLING)


def style_text(tokens: frozenset[str], spellings: Sequence[str] = ()) -> str:
    """A style as `ColumnLook` keeps it."""
    return "|".join([*sorted(tokens), *(_SPELLING + spelling for spelling in spellings)])


def _judge_of(
    column: ColumnLook, field: Field | None, book: CodeBook, look: FileLook, today: date
) -> Judge:
    style = style_tokens(column.style)
    strange = (look.delimiter or ",") if STRANGE in style else ""
    if column.field in ("village_name", "id_village_name"):
        style |= {"blanks"}  # how a village is spelled is judged with its code
    if field is None or TEXT in style:
        return text_judge(strange=strange, style=style)
    if field.name == "pln_customer_no":
        return customer_judge(style=style)
    if field.name in NAME_FIELDS:
        return name_judge(strange=strange, style=style)
    match field.kind:
        case FieldKind.NUMBER_ID:
            return number_judge(
                typed=look.kind != "csv", card=field.name == "family_card_no", style=style
            )
        case FieldKind.CODE | FieldKind.YES_NO:
            common = tuple(
                token[1:] for token in column.style.split("|") if token.startswith(_SPELLING)
            )
            return code_judge(book, field.codes, style=style, common=common)
        case FieldKind.INTEGER:
            return integer_judge(style=style)
        case FieldKind.DECILE:
            return decile_judge(style=style)
        case FieldKind.DATE:
            return date_judge(today, style=style)
        case FieldKind.REGION_CODE:
            return region_code_judge(style=style)
        case FieldKind.RT_RW:
            return rt_rw_judge(style=style)
        case FieldKind.TEXT:
            return text_judge(strange=strange, style=style)


def _unpadding(judge: Judge, column: ColumnLook) -> Judge:
    """The judge of a column whose cells are filled up with blanks."""
    style = style_tokens(column.style)
    if style.isdisjoint((PADDED, INDENTED)):
        return judge
    return lambda raw: judge(unpadded(raw, style))


def _as_fragment(header: str, judge: Judge) -> Judge:
    """The judge of a column without a field: its value is a piece of the JSON object *extra*.

    The text is kept as it stood but for what was mended; codes are not turned into others.
    """
    key = json.dumps(header, ensure_ascii=False)

    def fragment(raw: str) -> Judged:
        value, kinds = judge(raw)
        text = value if isinstance(value, str) else plain(raw)[0]
        if not text or (value is None and not kinds) or Kind.NULL_WORD in kinds:
            return None, kinds
        if Kind.CODE_AS_DECIMAL in kinds:
            text = text.replace(",", ".").partition(".")[0]
        return f"{key}: {json.dumps(text, ensure_ascii=False)}", kinds

    return fragment


def _free_key(header: str, keys: set[str]) -> str:
    key, number = header, 2
    while key in keys:
        key, number = f"{header}_{number}", number + 1
    keys.add(key)
    return key
