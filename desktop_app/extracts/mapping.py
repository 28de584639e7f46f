"""Which row is the header, what shape the file has, and what each column is taken for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.extract import EXTRA, SHARED, ColumnLook, Entity
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS, Field
from desktop_app.errors import Code, UserError
from desktop_app.extracts.cells import plain
from desktop_app.extracts.reference import (
    ExtractReference,
    HeaderBook,
    Layout,
    folded_header,
    header_keys,
)

_HEADER_WITHIN = 40
_PLENTY = 4
_LEAST_GUESSED = 2
_WORD = re.compile(r"(?=.*[a-z])(?!.*\d{6}).{1,60}")
_CANONICAL, _ALIAS = 100, 80
FIELDS: dict[Entity, dict[str, Field]] = {
    Entity.FAMILY: {field.name: field for field in FAMILY_FIELDS},
    Entity.PERSON: {field.name: field for field in PERSON_FIELDS},
}


@dataclass(frozen=True, slots=True)
class HeaderFound:
    """The header row among the first records; `row` counts from 1."""

    row: int
    names: tuple[str, ...]
    score: int


def find_header(records: Sequence[Sequence[str]], headers: HeaderBook) -> HeaderFound | None:
    """The first record that names the most known columns, if it names enough of them."""
    best: HeaderFound | None = None
    for at, record in enumerate(records[:_HEADER_WITHIN]):
        names = [known_header(cell, headers) for cell in record]
        score = len(headers.known.intersection(names))
        filled = sum(1 for name in names if name)
        # A row of data may hold a word or two that is also a header ("DINAS" is not, "KK" may be).
        if not score or score < min(2, filled) or (score < _PLENTY and score * 4 < filled):
            continue
        if best is None or score > best.score:
            best = HeaderFound(at + 1, tuple(plain(cell)[0] for cell in record), score)
    return best


def known_header(text: str, headers: HeaderBook) -> str:
    """A folded header; what stands in brackets behind it is left out if it is known without."""
    folded = folded_header(text)
    if folded in headers.known or "(" not in text:
        return folded
    short = folded_header(text.partition("(")[0])
    return short if short in headers.known else folded


def guess_header(records: Sequence[Sequence[str]]) -> HeaderFound | None:
    """The first record that looks like a header though none of its names is known.

    As wide as most records, with different words in every cell and no long number.
    """
    widths = Counter(len(_filled(record)) for record in records)
    width = max(widths, key=widths.__getitem__, default=0)
    if width < _LEAST_GUESSED:
        return None
    for at, record in enumerate(records[:_HEADER_WITHIN]):
        cells = _filled(record)
        words = {folded_header(cell) for cell in cells}
        if len(cells) == len(words) == width and all(map(_WORD.fullmatch, words)):
            return HeaderFound(at + 1, tuple(plain(cell)[0] for cell in record), 0)
    return None


def _filled(record: Sequence[str]) -> Sequence[str]:
    """A record without the empty cells at its end."""
    end = len(record)
    while end and not record[end - 1].strip():
        end -= 1
    return record[:end]


def choose_layout(
    names: Sequence[str], reference: ExtractReference, among: Sequence[Layout] | None = None
) -> Layout | None:
    """The first layout that fits the headers; of all of them if `among` does not name some."""
    found = headers_found(names, reference.headers)
    known = reference.headers.known
    layouts = reference.layouts if among is None else among
    return next((layout for layout in layouts if layout.fits(found, known)), None)


def headers_found(names: Sequence[str], headers: HeaderBook) -> frozenset[str]:
    """The keys of the headers, and the fields that they may be: ``person.national_id``."""
    present = set(header_keys(names))
    short = {known_header(name, headers) for name in names}
    for entity in Entity:
        for field, aliases in headers.names_of(entity).items():
            if not (present | short).isdisjoint(aliases):
                present.add(f"{entity.value}.{field}")
    return frozenset(present)


def split_word(word: str, layout: Layout) -> tuple[Entity | None, str] | None:
    """The entity and the field of a word, both empty for `EXTRA`; None if no column can be it."""
    if word == EXTRA:
        return None, ""
    entity_name, _, field = word.partition(".")
    for entity in _entities(layout):
        if entity.value == entity_name and field in FIELDS[entity]:
            return None if _is_for_the_other(entity, field, layout) else (entity, field)
    return None


def columns_of(names: Sequence[str], layout: Layout, headers: HeaderBook) -> list[ColumnLook]:
    """What each column of the file is taken for, in file order.

    The layout's own word comes first, then the DTSEN names, then the aliases in the order of their
    list. A column is one fact, but for the family card, which a wide file has once for both.
    """
    keys = header_keys(names)
    folded = [
        key if key in headers.known else known_header(name, headers)
        for key, name in zip(keys, names, strict=True)
    ]
    taken: dict[int, tuple[Entity | None, str, int]] = {}
    used: set[tuple[Entity, str]] = set()

    def take(at: int, entity: Entity, field: str, confidence: int) -> None:
        if at not in taken and (entity, field) not in used:
            taken[at] = (entity, field, confidence)
            used.add((entity, field))

    for at, name in enumerate(keys):
        fixed = split_word(layout.columns.get(name, ""), layout)
        if fixed is None:
            continue
        if fixed[0] is None:
            taken[at] = (None, "", _CANONICAL)
        else:
            take(at, fixed[0], fixed[1], _CANONICAL)
    for rank in (0, 1):
        for entity in _entities(layout):
            for field, aliases in headers.names_of(entity).items():
                if _is_for_the_other(entity, field, layout):
                    continue
                for alias in aliases[:1] if rank == 0 else aliases[1:]:
                    if alias in folded:
                        take(
                            folded.index(alias), entity, field, _CANONICAL if rank == 0 else _ALIAS
                        )
    return [
        ColumnLook(header=name, entity=entity, field=field, confidence=confidence)
        for name, (entity, field, confidence) in (
            (name, taken.get(at, (None, "", 0))) for at, name in enumerate(names)
        )
    ]


def with_words(
    columns: Sequence[ColumnLook], words: Sequence[tuple[int, str]], layout: Layout
) -> list[ColumnLook]:
    """The columns, some of them taken for what a person says.

    Raises `UserError`: `MAPPING_WORD_UNKNOWN` for a fact that rows of this shape do not have,
    `MAPPING_FACT_TWICE` where two columns would be one fact.
    """
    changed = list(columns)
    for at, word in words:
        fixed = split_word(word, layout)
        if fixed is None or not 0 <= at < len(changed):
            header = changed[at].header if 0 <= at < len(changed) else str(at)
            raise UserError(Code.MAPPING_WORD_UNKNOWN, column=header)
        entity, field = fixed
        changed[at] = ColumnLook(changed[at].header, entity, field, _CANONICAL)
    first: dict[str, ColumnLook] = {}
    for column in changed:
        if column.field and first.setdefault(column.word, column) is not column:
            other = first[column.word].header
            raise UserError(Code.MAPPING_FACT_TWICE, column=column.header, other=other)
    return changed


def _entities(layout: Layout) -> tuple[Entity, ...]:
    return (Entity.PERSON, Entity.FAMILY) if layout.is_wide else (layout.entity,)


def _is_for_the_other(entity: Entity, field: str, layout: Layout) -> bool:
    """In a wide file the shared facts are written once, and are the person's."""
    return layout.is_wide and entity is Entity.FAMILY and field in SHARED
