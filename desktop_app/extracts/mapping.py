"""Which row is the header, what shape the file has, and what each column is taken for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.extract import ColumnLook, Entity
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS, Field
from desktop_app.extracts.cells import plain
from desktop_app.extracts.reference import ExtractReference, HeaderBook, Layout, folded_header

_HEADER_WITHIN = 40
_PLENTY = 4
_CANONICAL, _ALIAS = 100, 80

# Facts that stand in a family file and a member file alike say nothing about the shape.
_SHARED = frozenset({"family_card_no", "premium_aid_national", "premium_aid_regional"})
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


def choose_layout(
    names: Sequence[str], reference: ExtractReference, wanted: str | None
) -> Layout | None:
    """The layout asked for by name, else the first that fits the headers."""
    if wanted is not None:
        return reference.layout(wanted)
    folded = [known_header(name, reference.headers) for name in names]
    present = set(folded)
    for entity in Entity:
        for field, aliases in reference.headers.names_of(entity).items():
            if not present.isdisjoint(aliases):
                present.add(f"{entity.value}.{field}")
    found = frozenset(present)
    return next((layout for layout in reference.layouts if layout.fits(found)), None)


def columns_of(names: Sequence[str], layout: Layout, headers: HeaderBook) -> list[ColumnLook]:
    """What each column of the file is taken for, in file order.

    The layout's own word comes first, then the DTSEN names, then the aliases in the order of their
    list. A column is one fact, but for the family card, which a wide file has once for both.
    """
    folded = [known_header(name, headers) for name in names]
    taken: dict[int, tuple[Entity | None, str, int]] = {}
    used: set[tuple[Entity, str]] = set()

    def take(at: int, entity: Entity, field: str, confidence: int) -> None:
        if at not in taken and (entity, field) not in used:
            taken[at] = (entity, field, confidence)
            used.add((entity, field))

    for at, name in enumerate(folded):
        word = layout.columns.get(name, "")
        if word == "extra":
            taken[at] = (None, "", _CANONICAL)
        elif "." in word:
            entity_name, _, field = word.partition(".")
            take(at, Entity(entity_name), field, _CANONICAL)
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


def _entities(layout: Layout) -> tuple[Entity, ...]:
    return (Entity.PERSON, Entity.FAMILY) if layout.is_wide else (layout.entity,)


def _is_for_the_other(entity: Entity, field: str, layout: Layout) -> bool:
    """In a wide file the shared facts are written once, and are the person's."""
    return layout.is_wide and entity is Entity.FAMILY and field in _SHARED


def is_recognised(columns: Sequence[ColumnLook]) -> bool:
    """True if the file says whom it is about: a card, a person's number or a name."""
    fields = {column.field for column in columns}
    return bool(fields & {"family_card_no", "national_id", "name"})
