"""What the reader knows before it sees a file: regions, code books, headers and layouts, all data."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.extract import Entity, Shape
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS, Field, FieldKind
from desktop_app.domain.region import RegionSystem, RegionTable

_NOT_HEADER = re.compile(r"[^a-z0-9]+")
PLAIN_BOOK = "dtsen"


def folded_header(text: str) -> str:
    """A header for comparing: lower case, one underscore for all that is no letter or digit."""
    return _NOT_HEADER.sub("_", text.lower()).strip("_")


def header_keys(names: Sequence[str]) -> list[str]:
    """The folded headers; where one stands again it gets a number: ``kk``, ``kk#2``."""
    seen: Counter[str] = Counter()
    keys = []
    for name in map(folded_header, names):
        seen[name] += 1
        keys.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return keys


@dataclass(frozen=True, slots=True)
class Layout:
    """One shape of file that is known by name.

    `columns` fixes what headers mean, by their keys. `regions` is the system of its desa codes where
    nothing else decides. A layout that `is_whole` fits only a file without other columns that the
    program knows; one that `is_own` was saved by the office.
    """

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
    regions: RegionSystem | None = None
    is_whole: bool = False
    is_own: bool = False

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
            regions=RegionSystem(table["regions"]) if "regions" in table else None,
            is_whole=table.get("whole", False),
        )

    def fits(self, names: frozenset[str], known: frozenset[str]) -> bool:
        """True if a file with these headers (and the fields they may be) has this shape.

        `known` are the headers that the program knows.
        """
        return (
            names.issuperset(self.has)
            and names.isdisjoint(self.lacks)
            and (not self.any or not names.isdisjoint(self.any))
            and not (self.is_whole and (names & known) - self.columns.keys())
        )

    def share_in(self, names: frozenset[str]) -> float:
        """Which part of the headers it asks for stand in a file."""
        wanted = {*self.has, *self.any, *self.columns}
        return len(wanted & names) / len(wanted) if wanted else 0.0

    def called(self, name: str) -> Layout:
        """The same under another name."""
        return replace(self, name=name, titles={"id": name, "en": name})

    def shaped(self, shape: Shape) -> Layout:
        """The same for rows of another shape."""
        entity = Entity.FAMILY if shape is Shape.FAMILY else Entity.PERSON
        return replace(self, entity=entity, is_wide=shape is Shape.WIDE)


@dataclass(frozen=True, slots=True)
class HeaderBook:
    """Under which names the fields arrive; every name is folded."""

    family: Mapping[str, tuple[str, ...]]
    person: Mapping[str, tuple[str, ...]]
    extra: Mapping[str, Field]
    registry_codes: Mapping[str, frozenset[str]]
    control: Mapping[str, frozenset[str]]
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
            control={name: frozenset(headers) for name, headers in table["control"].items()},
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

    def with_layout(self, layout: Layout) -> ExtractReference:
        """The same, and a layout that an office has saved; it goes before those of the program.

        Of several the one that asks for most goes first. Its headers are known from then on.
        """
        own = replace(layout, rank=-len(layout.has), is_own=True)
        others = [one for one in self.layouts if one.name != layout.name]
        known = {key for key in (*own.has, *own.columns) if key and "." not in key}
        return replace(
            self,
            layouts=tuple(sorted((own, *others), key=lambda one: one.rank)),
            headers=replace(self.headers, known=self.headers.known | known),
        )


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
