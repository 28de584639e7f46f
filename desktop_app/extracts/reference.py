"""What the reader knows before it sees a file: regions, code books, headers and layouts, all data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.extract import Entity
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS, Field, FieldKind
from desktop_app.domain.region import RegionTable

_NOT_HEADER = re.compile(r"[^a-z0-9]+")
PLAIN_BOOK = "dtsen"


def folded_header(text: str) -> str:
    """A header for comparing: lower case, one underscore for all that is no letter or digit."""
    return _NOT_HEADER.sub("_", text.lower()).strip("_")


@dataclass(frozen=True, slots=True)
class Layout:
    """One shape of file that is known by name."""

    name: str
    titles: Mapping[str, str]
    rank: int
    entity: Entity
    is_wide: bool
    book: str
    has: tuple[str, ...]
    any: tuple[str, ...]
    lacks: tuple[str, ...]
    columns: Mapping[str, str]

    @classmethod
    def from_toml(cls, text: str) -> Layout:
        """Read one file of `resources/mappings/layouts`."""
        table = tomllib.loads(text)
        return cls(
            name=table["name"],
            titles=table["title"],
            rank=table["rank"],
            entity=Entity(table["entity"]),
            is_wide=table.get("wide", False),
            book=table.get("book", PLAIN_BOOK),
            has=tuple(table.get("has", ())),
            any=tuple(table.get("any", ())),
            lacks=tuple(table.get("lacks", ())),
            columns=table.get("columns", {}),
        )

    def fits(self, names: frozenset[str]) -> bool:
        """True if a file with these headers (and the fields they may be) has this shape."""
        return (
            names.issuperset(self.has)
            and names.isdisjoint(self.lacks)
            and (not self.any or not names.isdisjoint(self.any))
        )


@dataclass(frozen=True, slots=True)
class HeaderBook:
    """Under which names the fields arrive; every name is folded."""

    family: Mapping[str, tuple[str, ...]]
    person: Mapping[str, tuple[str, ...]]
    extra: Mapping[str, Field]
    registry_codes: Mapping[str, frozenset[str]]
    known: frozenset[str]

    @classmethod
    def from_toml(cls, text: str) -> HeaderBook:
        """Read `resources/mappings/headers.toml`; the DTSEN names come from the catalogue."""
        table = tomllib.loads(text)
        family = _names_of(FAMILY_FIELDS, table["family"])
        person = _names_of(PERSON_FIELDS, table["person"])
        extra = {name: _extra_field(name, entry) for name, entry in table["extra"].items()}
        return cls(
            family=family,
            person=person,
            extra=extra,
            registry_codes={
                name: frozenset(headers) for name, headers in table["registry_codes"].items()
            },
            known=frozenset(
                [
                    *extra,
                    *(name for names in (*family.values(), *person.values()) for name in names),
                ]
            ),
        )

    def names_of(self, entity: Entity) -> Mapping[str, tuple[str, ...]]:
        """For each field of `entity` its names, the DTSEN name first."""
        return self.family if entity is Entity.FAMILY else self.person


def _names_of(
    fields: tuple[Field, ...], aliases: Mapping[str, list[str]]
) -> dict[str, tuple[str, ...]]:
    return {field.name: (field.header, *aliases.get(field.name, ())) for field in fields}


def _extra_field(name: str, entry: Mapping[str, Any]) -> Field:
    kind = entry["kind"]
    if kind == "name":
        return Field("extra_name", name)
    kinds = {known.value: known for known in FieldKind}
    codes = entry.get("codes", "yes_no" if kind == "yes-no" else "")
    return Field(name, name, kinds[kind], codes)


@dataclass(frozen=True, slots=True)
class ExtractReference:
    """Everything the extracts room needs to know, read once; immutable."""

    regions: RegionTable
    books: Mapping[str, CodeBook]
    headers: HeaderBook
    layouts: tuple[Layout, ...] = field(default=())

    @property
    def code_book(self) -> CodeBook:
        """The book whose codes the program keeps."""
        return self.books[PLAIN_BOOK]

    def layout(self, name: str) -> Layout | None:
        """The layout of this name, or None."""
        return next((layout for layout in self.layouts if layout.name == name), None)

    def with_layout(self, text: str) -> ExtractReference:
        """The same, and a layout that an office has saved; it goes before those of the program."""
        layout = replace(Layout.from_toml(text), rank=0)
        others = [known for known in self.layouts if known.name != layout.name]
        return replace(self, layouts=(layout, *others))


def load_reference(resources: Path) -> ExtractReference:
    """Read regions, code books, headers and layouts from the resources folder."""
    mappings = resources / "mappings"
    dtsen = CodeBook.from_toml(_text(mappings / "codebooks" / f"{PLAIN_BOOK}.toml"))
    books = {dtsen.name: dtsen}
    for path in sorted((mappings / "codebooks").glob("*.toml")):
        if path.stem != PLAIN_BOOK:
            book = CodeBook.from_toml(_text(path), base=dtsen)
            books[book.name] = book
    layouts = [Layout.from_toml(_text(path)) for path in (mappings / "layouts").glob("*.toml")]
    return ExtractReference(
        regions=RegionTable.from_csv(_text(resources / "reference" / "regions.csv")),
        books=books,
        headers=HeaderBook.from_toml(_text(mappings / "headers.toml")),
        layouts=tuple(sorted(layouts, key=lambda layout: layout.rank)),
    )


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
