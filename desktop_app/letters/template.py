"""Templates: the wording of each kind of letter, read from ``<kind>/template.toml``.

The file is strict: a key that nobody knows is a fault, not a silence, because a misspelt one would
otherwise print an incomplete letter a thousand times. See ``resources/letters/README.md``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from desktop_app.errors import Code, UserError
from desktop_app.letters.block_reader import Faulty, Keys, read_block
from desktop_app.letters.blocks import Address, Block
from desktop_app.letters.blocks import table_value as table_value

FORMAT = 1
FILE_NAME = "template.toml"

DRAWN_FIELDS = frozenset(
    {
        "number",
        "date",
        "place",
        "signatory_name",
        "signatory_position",
        "signatory_number",
        "signatory_rank",
    }
)
"""Fields that drawing fills itself; a template uses them without declaring them."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_KIND = re.compile(r"[a-z][a-z0-9-]*")


class Source(StrEnum):
    """Where the value of a field comes from."""

    PERSON = "person"
    FAMILY = "family"
    OFFICE = "office"
    RELEASE = "release"
    LIST = "list"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Wording:
    """A label in both languages."""

    id: str
    en: str

    def in_language(self, language: str) -> str:
        """English for ``en``, Indonesian for anything else."""
        return self.en if language == "en" else self.id


@dataclass(frozen=True, slots=True)
class TemplateField:
    """A place in the letter, and who fills it. `default` is what a typed field starts with.

    A field of the source `list` with `columns` is a table with a row for everybody on the list: each
    column is a fact about that person, or one of `typed_columns`, which the list itself says.
    A typed field is `merged_with` a fact about each person where the letter goes to many.
    """

    name: str
    label: Wording
    source: Source
    is_required: bool = False
    default: str = ""
    is_multiline: bool = False
    choices: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    typed_columns: tuple[str, ...] = ()
    merged_with: str = ""


class About(StrEnum):
    """Whom a letter is about."""

    FAMILY = "family"
    OFFICE = "office"  # nobody in particular, or everybody on a list


class Orientation(StrEnum):
    """How the sheet lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Typeface(StrEnum):
    """Sans has the widths of Arial, serif those of Times New Roman."""

    SANS = "sans"
    SERIF = "serif"


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """One kind of letter: what it is called, what it needs, and what it says.

    `source` is the text it was read from: an office keeps it with the letters it issued, so that
    `parse_template` gives the same template when the wording has long changed.
    """

    kind: str
    version: int
    title: str
    name: Wording
    classification: str
    typeface: Typeface
    orientation: Orientation
    about: About
    fields: tuple[TemplateField, ...]
    blocks: tuple[Block, ...]
    source: str = field(repr=False, compare=False)

    @property
    def lists(self) -> tuple[TemplateField, ...]:
        """The fields that are tables of the people on a list; empty where the letter takes no list."""
        return tuple(one for one in self.fields if one.columns)

    @property
    def is_merged(self) -> bool:
        """Whether the letter may go to many people, each with a copy of their own."""
        return self.about is About.FAMILY or any(one.merged_with for one in self.fields)

    @property
    def has_address(self) -> bool:
        """Whether it says to whom it goes, as the window of an envelope may show."""
        return any(isinstance(block, Address) for block in self.blocks)

    def missing(self, values: Mapping[str, str]) -> tuple[TemplateField, ...]:
        """The required fields that have no value."""
        return tuple(f for f in self.fields if f.is_required and not values.get(f.name, "").strip())

    def with_defaults(self, values: Mapping[str, str]) -> dict[str, str]:
        """`values` of this template's fields, the missing ones at their default; others dropped."""
        return {f.name: values.get(f.name, f.default) for f in self.fields}


def load_templates(folder: Path) -> Mapping[str, LetterTemplate]:
    """Every template below `folder`, by kind, in order of the folder names.

    Raises `UserError` (`LETTER_TEMPLATE_FAULTY` with the kind, the place and what is wrong).
    """
    return {path.parent.name: load_template(path) for path in sorted(folder.glob(f"*/{FILE_NAME}"))}


def load_template(path: Path) -> LetterTemplate:
    """The template in one file; its folder must bear the name of its kind."""
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            Code.LETTER_TEMPLATE_FAULTY, kind=path.parent.name, where=path.name, what="unreadable"
        ) from error
    return parse_template(source, kind=path.parent.name)


def parse_template(source: str, *, kind: str) -> LetterTemplate:
    """The template written in `source`; raises like `load_templates`."""
    where = FILE_NAME
    try:
        keys = Keys(tomllib.loads(source), where)
        template = _template(keys, source)
        if template.kind != kind:
            raise Faulty("kind", f"not {kind}")
    except tomllib.TOMLDecodeError as error:
        raise UserError(
            Code.LETTER_TEMPLATE_FAULTY, kind=kind, where=where, what=str(error)
        ) from error
    except Faulty as fault:
        raise UserError(
            Code.LETTER_TEMPLATE_FAULTY, kind=kind, where=fault.where, what=fault.what
        ) from fault
    return template


def _template(keys: Keys, source: str) -> LetterTemplate:
    if (form := keys.whole("format")) != FORMAT:
        raise Faulty("format", f"{form}, not {FORMAT}")
    kind = keys.text("kind")
    if not _KIND.fullmatch(kind):
        raise Faulty("kind", "only a-z, 0-9 and hyphens")
    version = keys.whole("version")
    title = keys.text("title")
    fields = tuple(_field(each) for each in keys.tables("fields"))
    names = [each.name for each in fields]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise Faulty("fields", f"{twice} twice")
    template = LetterTemplate(
        kind=kind,
        version=version,
        title=title,
        name=_wording(keys, "name"),
        classification=keys.text("classification"),
        typeface=keys.choice("typeface", Typeface, Typeface.SANS),
        orientation=keys.choice("orientation", Orientation, Orientation.PORTRAIT),
        about=keys.choice("about", About, About.FAMILY),
        fields=fields,
        blocks=tuple(read_block(each, title) for each in keys.tables("blocks")),
        source=source,
    )
    keys.done()
    return template


def _field(keys: Keys) -> TemplateField:
    name = keys.text("name")
    if not _NAME.fullmatch(name):
        raise Faulty(keys.where, "name: only a-z, 0-9 and _")
    if name in DRAWN_FIELDS:
        raise Faulty(keys.where, f"{name} is filled when the letter is drawn")
    made = TemplateField(
        name=name,
        label=_wording(keys, "label"),
        source=keys.choice("source", Source),
        is_required=keys.flag("required"),
        default=keys.text("default", ""),
        is_multiline=keys.flag("multiline"),
        choices=keys.texts("choices"),
        columns=keys.texts("columns"),
        typed_columns=keys.texts("typed_columns"),
        merged_with=keys.text("merge", ""),
    )
    if made.source is not Source.TYPED and made.merged_with:
        raise Faulty(keys.where, "merge: only with source typed")
    if made.source is not Source.LIST and (made.columns or made.typed_columns):
        raise Faulty(keys.where, "columns: only with source list")
    if stray := set(made.typed_columns) - set(made.columns):
        raise Faulty(keys.where, f"typed_columns: {min(stray)} is no column")
    keys.done()
    return made


def _wording(keys: Keys, key: str) -> Wording:
    inside = keys.table(key)
    wording = Wording(id=inside.text("id"), en=inside.text("en"))
    inside.done()
    return wording
