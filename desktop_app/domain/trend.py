"""Where the deciles of families went since the release before: counts behind the report of trends.

What the grades mean stands in `domain/comparison.py`; a higher decile is *up*: ranked as better off.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.comparison import ChangeKind, DecileMove


class Trend(StrEnum):
    """What became of a family from one release to the next."""

    SAME = "same"
    UP = "up"
    DOWN = "down"
    UP_SIGNIFICANT = "up_significant"
    DOWN_SIGNIFICANT = "down_significant"
    UP_EXTREME = "up_extreme"
    DOWN_EXTREME = "down_extreme"
    INCOMPLETE = "incomplete"
    """One of the two releases has not ranked it."""
    ENTERED = "entered"
    LEFT = "left"
    """It does not stand in the later release."""
    SPLIT = "split"
    """Its members stand on several cards now; it is also one of the others."""

    @property
    def is_here(self) -> bool:
        """True for what each family of the later release is exactly one of."""
        return self not in (Trend.LEFT, Trend.SPLIT)


MOVES = {
    Trend.SAME: (ChangeKind.DECILE_MOVED, DecileMove.SAME, 0),
    Trend.UP: (ChangeKind.DECILE_MOVED, DecileMove.SMALL, 1),
    Trend.DOWN: (ChangeKind.DECILE_MOVED, DecileMove.SMALL, -1),
    Trend.UP_SIGNIFICANT: (ChangeKind.DECILE_MOVED, DecileMove.SIGNIFICANT, 1),
    Trend.DOWN_SIGNIFICANT: (ChangeKind.DECILE_MOVED, DecileMove.SIGNIFICANT, -1),
    Trend.UP_EXTREME: (ChangeKind.DECILE_MOVED, DecileMove.EXTREME, 1),
    Trend.DOWN_EXTREME: (ChangeKind.DECILE_MOVED, DecileMove.EXTREME, -1),
    Trend.INCOMPLETE: (ChangeKind.DECILE_MOVED, DecileMove.INCOMPLETE, 0),
    Trend.ENTERED: (ChangeKind.ENTERED, None, 0),
    Trend.LEFT: (ChangeKind.LEFT, None, 0),
    Trend.SPLIT: (ChangeKind.SPLIT, None, 0),
}
"""Kind, grade and direction of each, as a comparison keeps them."""


@dataclass(frozen=True, slots=True)
class TrendTally:
    """How many families of one desa went this way: the desa of now, for those who left of then."""

    village: str
    trend: Trend
    families: int


@dataclass(frozen=True, slots=True)
class Passage:
    """How many families had one decile before and have one now; 0 is unranked.

    None before for those who entered, now for those who left. `is_known` is False where the earlier
    release is not here any more, so that nobody can say which decile those who left had.
    """

    before: int | None
    now: int | None
    families: int
    is_known: bool = True


NEW, ANY = -1, -2
"""Stand for the decile before of whoever entered, and for whatever decile it was."""


@dataclass(frozen=True, slots=True)
class Passed:
    """One family of the later release: its decile in both, 0 is unranked; None before if it entered."""

    family: int
    before: int | None
    now: int
