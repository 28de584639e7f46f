"""What changed between two releases, for people and for their work.

A person or family is the same in both releases if it bears the same id; ids are carried over by NIK
and card when a release is loaded. Decile moves are graded as practitioners do: no move, small (up to
3), significant (4 to 6), extreme (7 and more).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_SMALL, _SIGNIFICANT = 3, 6


class ChangeKind(StrEnum):
    """What happened to one family or person; the values of the changes CSV."""

    ENTERED = "entered"
    LEFT = "left"
    CHANGED = "changed"
    MOVED_FAMILY = "moved_family"


class DecileMove(StrEnum):
    """How far a family's national decile went."""

    SAME = "same"
    SMALL = "small"
    SIGNIFICANT = "significant"
    EXTREME = "extreme"
    INCOMPLETE = "incomplete"


def decile_move(old: int | None, new: int | None) -> DecileMove:
    """The grade of a move; incomplete where one of the two releases did not rank the family."""
    if old is None and new is None:
        return DecileMove.SAME
    if old is None or new is None:
        return DecileMove.INCOMPLETE
    distance = abs(new - old)
    if distance == 0:
        return DecileMove.SAME
    if distance <= _SMALL:
        return DecileMove.SMALL
    return DecileMove.SIGNIFICANT if distance <= _SIGNIFICANT else DecileMove.EXTREME


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the changes list: one changed field, or one family or person that came or went.

    `key` is the NIK or family card now, `old_key` before; `id` our own. Values are those stored,
    codes as codes; empty for nothing.
    """

    entity: str
    change: ChangeKind
    id: str
    key: str
    old_key: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many came, went and changed; `moved` are people who stand on another card now."""

    entered: int = 0
    left: int = 0
    changed: int = 0
    moved: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two releases side by side."""

    from_label: str
    to_label: str
    families: Counts
    persons: Counts
    decile_moves: dict[DecileMove, int]
