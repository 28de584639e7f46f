"""The sorts of changes with how many there are of each: the left of the page of changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.comparison import (
    ChangeCount,
    ChangeKind,
    ChangeWish,
    DecileMove,
    Direction,
)
from desktop_app.domain.extract import Entity
from desktop_app.language import mark, tr
from desktop_app.ui.models.table import Column, Heading
from desktop_app.words.change_words import grade_words, kind_words
from desktop_app.words.fields import label_of
from desktop_app.words.format import number

_FAMILIES = (
    ChangeKind.ENTERED,
    ChangeKind.LEFT,
    ChangeKind.CARD_CHANGED,
    ChangeKind.SPLIT,
    ChangeKind.MERGED,
    ChangeKind.HEAD_CHANGED,
    ChangeKind.VILLAGE_MOVED,
)
_PERSONS = (
    ChangeKind.ENTERED,
    ChangeKind.LEFT,
    ChangeKind.MOVED_FAMILY,
    ChangeKind.NATIONAL_ID_CORRECTED,
    ChangeKind.DOUBTFUL,
)
_GRADES = (
    DecileMove.SAME,
    DecileMove.SMALL,
    DecileMove.SIGNIFICANT,
    DecileMove.EXTREME,
    DecileMove.INCOMPLETE,
)
_DIRECTED = (DecileMove.SMALL, DecileMove.SIGNIFICANT, DecileMove.EXTREME)


@dataclass(frozen=True, slots=True)
class SortRow:
    """One sort of change that can be chosen."""

    wish: ChangeWish
    text: str
    count: int
    up: int = 0
    down: int = 0

    @property
    def is_directed(self) -> bool:
        """Whether it is of deciles that went up or down."""
        return self.wish.grade in _DIRECTED

    @property
    def below(self) -> str:
        """How many of them went up and down; empty where none did."""
        if not (self.up or self.down):
            return ""
        return tr("{up} up · {down} down").format(up=number(self.up), down=number(self.down))

    def going(self, direction: Direction | None) -> int:
        """How many went that way; all without one."""
        if direction is None:
            return self.count
        return self.up if direction is Direction.UP else self.down


def sort_rows(counts: Iterable[ChangeCount]) -> list[SortRow | Heading]:
    """Every sort under its heading; fields only where something changed, the most frequent first."""
    known = {(one.entity, one.kind, one.grade, one.field): one for one in counts}

    def row(entity: Entity, kind: ChangeKind, grade: DecileMove | None = None) -> SortRow:
        found = known.get((entity, kind, grade, ""))
        text = kind_words(entity, kind) if grade is None else grade_words(grade)
        wish = ChangeWish(kind, entity, grade)
        if found is None:
            return SortRow(wish, text, 0)
        return SortRow(wish, text, found.count, found.up, found.down)

    rows: list[SortRow | Heading] = [Heading(tr("Families"))]
    rows += [row(Entity.FAMILY, kind) for kind in _FAMILIES]
    rows.append(Heading(tr("National decile")))
    rows += [row(Entity.FAMILY, ChangeKind.DECILE_MOVED, grade) for grade in _GRADES]
    rows.append(Heading(tr("People")))
    rows += [row(Entity.PERSON, kind) for kind in _PERSONS]
    for entity, heading in (
        (Entity.FAMILY, tr("Changed data of families")),
        (Entity.PERSON, tr("Changed data of people")),
    ):
        rows.append(Heading(heading))
        rows.append(row(entity, ChangeKind.CHANGED))
        fields = [one for one in known.values() if one.field and one.entity is entity and one.count]
        rows += [
            SortRow(
                ChangeWish(ChangeKind.CHANGED, entity, field=one.field),
                label_of(one.field),
                one.count,
            )
            for one in sorted(fields, key=lambda one: (-one.count, one.field))
        ]
    return rows


def changed_at_all(counts: Iterable[ChangeCount]) -> bool:
    """Whether there is any change; families that kept their decile are none."""
    return any(one.count and one.grade is not DecileMove.SAME for one in counts)


SORT_COLUMNS: tuple[Column[SortRow], ...] = (
    Column(
        "sort",
        mark("What changed"),
        lambda row: row.text,
        width=230,
        tone=lambda row: "text" if row.count else "muted",
        tip=lambda row: row.below or row.text,
    ),
    Column(
        "count",
        mark("Count"),
        lambda row: number(row.count),
        width=100,
        is_number=True,
        tone=lambda row: "text" if row.count else "muted",
        tip=lambda row: row.below,
    ),
)
