"""From the tables of a template file to blocks; every surprise is a `Faulty` with its place."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from desktop_app.letters.blocks import (
    Address,
    Align,
    Block,
    Column,
    Copies,
    Coupons,
    Heading,
    Identity,
    ItemMark,
    Items,
    Note,
    PageBreak,
    Paragraph,
    Receipt,
    Reference,
    Row,
    Signatures,
    Slot,
    SlotRow,
    Space,
    Table,
    Text,
    Title,
    VerificationCode,
)

_NO_LEAST = 0.0
Choice = TypeVar("Choice", bound=StrEnum)


class Faulty(Exception):
    """Something in a template is not as it must be; never leaves this room."""

    def __init__(self, where: str, what: str) -> None:
        self.where = where
        self.what = what
        super().__init__(where, what)


class Keys:
    """One table of a file, read key by key; `done` complains about keys that nobody asked for."""

    def __init__(self, table: Mapping[str, Any], where: str) -> None:
        self.where = where
        self._table = dict(table)

    def text(self, key: str, default: str | None = None) -> str:
        """A string; required unless there is a `default`."""
        value = self._take(key, default)
        if not isinstance(value, str):
            raise Faulty(self.where, f"{key}: text expected")
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number; required unless there is a `default`."""
        value = self._take(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise Faulty(self.where, f"{key}: whole number expected")
        return value

    def measure(self, key: str, default: float | None = None) -> float:
        """A positive number."""
        value = self._take(key, default)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or (value <= 0 and value != default):
            raise Faulty(self.where, f"{key}: number above 0 expected")
        return float(value)

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false; false if not there."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise Faulty(self.where, f"{key}: true or false expected")
        return value

    def choice(self, key: str, choices: type[Choice], default: Choice | None = None) -> Choice:
        """One of the words of an enumeration."""
        word = self.text(key, default.value if default else None)
        try:
            return choices(word)
        except ValueError as error:
            raise Faulty(self.where, f"{key}: {word}, not {', '.join(choices)}") from error

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; empty if not there."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise Faulty(self.where, f"{key}: list of texts expected")
        return tuple(value)

    def tables(self, key: str) -> tuple[Keys, ...]:
        """A list of tables; empty if not there."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise Faulty(self.where, f"{key}: list of tables expected")
        return tuple(Keys(each, f"{key} {at}") for at, each in enumerate(value, 1))

    def table(self, key: str) -> Keys:
        """A table; required."""
        found = self.table_or_none(key)
        if found is None:
            raise Faulty(self.where, f"{key}: missing")
        return found

    def table_or_none(self, key: str) -> Keys | None:
        """A table, or None if not there."""
        value = self._table.pop(key, None)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise Faulty(self.where, f"{key}: table expected")
        return Keys(value, f"{self.where} {key}")

    def done(self) -> None:
        """Nothing may be left."""
        if self._table:
            raise Faulty(self.where, f"{next(iter(self._table))}: not known")

    def _take(self, key: str, default: object) -> Any:
        value = self._table.pop(key, default)
        if value is None:
            raise Faulty(self.where, f"{key}: missing")
        return value


def read_block(keys: Keys, title: str) -> Block:
    """The block in one table; `title` is the template's own, for a title without words."""
    word = keys.text("block")
    block = _block(word, keys, title)
    keys.done()
    return block


def _block(word: str, keys: Keys, title: str) -> Block:
    match word:
        case "title":
            return Title(_text(keys.text("text", title), keys.where), keys.flag("number", True))
        case "reference":
            return Reference(_rows(keys))
        case "address":
            return Address(_lines(keys, "lines"))
        case "paragraph":
            return Paragraph(
                text=_text(keys.text("text"), keys.where),
                align=keys.choice("align", Align, Align.JUSTIFY),
                is_indented=keys.flag("indent", True),
                when=keys.text("when", ""),
            )
        case "heading":
            return Heading(_text(keys.text("text"), keys.where), keys.text("when", ""))
        case "identity":
            return Identity(_rows(keys), keys.text("when", ""))
        case "table":
            columns = tuple(_column(each) for each in keys.tables("columns"))
            if not columns:
                raise Faulty(keys.where, "columns: missing")
            return Table(
                columns,
                keys.text("rows"),
                keys.flag("numbered"),
                keys.measure("row_mm", _NO_LEAST),
                keys.whole("least_rows", 0),
            )
        case "receipt":
            return _receipt(keys)
        case "signatures":
            return Signatures(tuple(_slot_row(each) for each in keys.tables("rows")))
        case "copies":
            return Copies(_lines(keys, "lines"))
        case "note":
            return Note(_text(keys.text("text"), keys.where), keys.text("when", ""))
        case "code":
            return VerificationCode(keys.text("field"))
        case "items":
            return Items(
                lines=_lines(keys, "lines"),
                mark=keys.choice("mark", ItemMark, ItemMark.NUMBER),
                label=keys.text("label", ""),
                field=keys.text("more", ""),
            )
        case "coupons":
            title_of_each = _text(keys.text("text", title), keys.where)
            return Coupons(keys.text("rows"), title_of_each, _lines(keys, "lines"))
        case "page":
            return PageBreak()
        case "space":
            return Space(keys.measure("mm"))
    raise Faulty(keys.where, f"block: {word} is not known")


def _text(written: str, where: str) -> Text:
    """Understood text; braces or stars that mean nothing are a mistake, not a text."""
    text = Text.parse(" ".join(written.split()))
    for stray in ("{{", "}}"):
        if any(stray in run.text for run in text.runs if not run.is_field):
            raise Faulty(where, f"{stray}: no field")
    if written.count("**") % 2:
        raise Faulty(where, "**: not closed")
    if "" in text.fields:
        raise Faulty(where, "{{}}: no field")
    return text


def _rows(keys: Keys) -> tuple[Row, ...]:
    rows = []
    for each in keys.tables("rows"):
        rows.append(
            Row(each.text("label"), _text(each.text("value"), each.where), each.flag("if_filled"))
        )
        each.done()
    return tuple(rows)


def _lines(keys: Keys, key: str) -> tuple[Text, ...]:
    return tuple(_text(line, keys.where) for line in keys.texts(key))


def _column(keys: Keys) -> Column:
    column = Column(
        keys.text("heading"), keys.measure("width", 1), keys.choice("align", Align, Align.LEFT)
    )
    keys.done()
    return column


def _receipt(keys: Keys) -> Receipt:
    columns = tuple(_column(each) for each in keys.tables("columns"))
    amount = keys.whole("sum")
    if not columns:
        raise Faulty(keys.where, "columns: missing")
    # What the sum is called stands in the columns before it.
    if amount != 0 and not 1 < amount <= len(columns):
        raise Faulty(keys.where, f"sum: {amount}, not 0 or 2 to {len(columns)}")
    return Receipt(columns, keys.text("rows"), amount, _column(keys.table("signature")))


def _slot_row(keys: Keys) -> SlotRow:
    left, centre, right = (keys.table_or_none(where) for where in ("left", "centre", "right"))
    keys.done()
    if centre and (left or right):
        raise Faulty(keys.where, "centre stands alone")
    return SlotRow(*(_slot(each) if each else None for each in (left, centre, right)))


def _slot(keys: Keys) -> Slot:
    slot = Slot(
        heading=_lines(keys, "heading"),
        name=_text(keys.text("name", ""), keys.where),
        footing=_lines(keys, "footing"),
        is_signatory=keys.flag("signatory"),
        has_place=keys.flag("place"),
        has_register=keys.flag("register"),
    )
    keys.done()
    return slot
