"""What is wrong with the rows of a release, told in the few groups by which a desa can mend them.

Nobody writes down when a family was last updated, so that nothing can be said about stale rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.problem import UNREADABLE_NUMBER, ProblemAction, ProblemKind


class Flaw(StrEnum):
    """One group of the flags that an import leaves at a row; a row may have several."""

    NUMBER_UNUSABLE = "number_unusable"
    """A NIK or KK that is missing or cannot be one."""
    NUMBER_DOUBTFUL = "number_doubtful"
    """A NIK whose date or sex is another than the row's, or that is the number of the card."""
    REPEATED = "repeated"
    """A NIK or a card that stands there more than once."""
    ALONE = "alone"
    """A member without a family, a family without members."""
    HEAD = "head"
    """No head, two heads, or another number of members than the family says."""
    BIRTH_DATE = "birth_date"
    DECILE = "decile"
    """A decile that cannot be read; a family that has none is no flaw, and is counted by itself."""
    PLACE = "place"
    """A desa that is missing, unknown, or another than its name says."""
    OTHER = "other"


_KINDS = {
    Flaw.NUMBER_UNUSABLE: UNREADABLE_NUMBER
    | {ProblemKind.NUMBER_PRECISION_LOST, ProblemKind.NATIONAL_ID_IMPOSSIBLE},
    Flaw.NUMBER_DOUBTFUL: {
        ProblemKind.NATIONAL_ID_DATE_DIFFERS,
        ProblemKind.NATIONAL_ID_SEX_DIFFERS,
        ProblemKind.NATIONAL_ID_IS_FAMILY_CARD,
    },
    Flaw.REPEATED: {
        ProblemKind.NATIONAL_ID_IN_TWO_CARDS,
        ProblemKind.NATIONAL_ID_OF_TWO_PEOPLE,
        ProblemKind.FAMILY_CARD_REPEATED,
    },
    Flaw.ALONE: {ProblemKind.MEMBER_WITHOUT_FAMILY, ProblemKind.FAMILY_WITHOUT_MEMBERS},
    Flaw.HEAD: {
        ProblemKind.HEAD_MISSING,
        ProblemKind.TWO_HEADS,
        ProblemKind.MEMBER_COUNT_DIFFERS,
    },
    Flaw.BIRTH_DATE: {
        ProblemKind.DATE_IMPOSSIBLE,
        ProblemKind.DATE_AMBIGUOUS,
        ProblemKind.DATE_IN_FUTURE,
        ProblemKind.DATE_TOO_OLD,
        ProblemKind.DATE_MISSING,
    },
    Flaw.DECILE: {
        ProblemKind.DECILE_OUT_OF_RANGE,
        ProblemKind.DECILE_RANGE,
        ProblemKind.DECILE_UNREADABLE,
    },
    Flaw.PLACE: {
        ProblemKind.VILLAGE_CODE_MISSING,
        ProblemKind.VILLAGE_CODE_UNKNOWN,
        ProblemKind.VILLAGE_CODE_AGAINST_NAME,
    },
}
FLAW_OF: dict[ProblemKind, Flaw] = {
    kind: next((flaw for flaw, kinds in _KINDS.items() if kind in kinds), Flaw.OTHER)
    for kind in ProblemKind
    if kind.action is ProblemAction.FLAGGED
}
"""The group of every kind that flags a row."""


@dataclass(frozen=True, slots=True)
class FlawTally:
    """How many rows of one desa bear exactly these flags; `is_family` says of which kind the rows are.

    `unranked` counts those of them that are families without a decile.
    """

    village: str
    is_family: bool
    flaws: frozenset[Flaw]
    rows: int
    unranked: int
