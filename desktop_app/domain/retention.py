"""How long an office keeps what, and what is never erased.

Only what lies on this device alone has a time of keeping. What was recorded (help, proposals, notes,
letters in the register) travels as ops: it is at the hub and in other offices too, where nothing that
is done here erases it, so that it is not erased here either; a record entered in error is voided. The
log of deeds is never erased.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop_app.errors import Code, UserError

_DAYS_OF_A_QUARTER = 91
_DAYS_OF_A_YEAR = 365


class Kept(StrEnum):
    """One class of data that may be erased when its time is over."""

    RELEASES = "releases"  # older extracts, slim ones too
    DRAFTS = "drafts"  # forms nobody finished, with the files given in them
    LISTS = "lists"  # matched lists of others
    PAGES = "letter-pages"  # letters as printed; the register stays
    COPIES = (
        "upgrade-copies"  # of the database before an upgrade of the program, or when it was damaged
    )


class Unit(StrEnum):
    """In what a time of keeping is counted."""

    DAYS = "days"
    QUARTERS = "quarters"
    YEARS = "years"

    @property
    def days(self) -> int:
        """About how long one of them is."""
        return {
            Unit.DAYS: 1,
            Unit.QUARTERS: _DAYS_OF_A_QUARTER,
            Unit.YEARS: _DAYS_OF_A_YEAR,
        }[self]


@dataclass(frozen=True, slots=True)
class KeepRule:
    """The time that holds unless an office sets another; None is for ever."""

    unit: Unit
    usual: int | None
    least: int
    most: int

    def checked(self, keep: int | None) -> int | None:
        """The same number; raises `UserError` (`KEEPING_INVALID`) for one that is too small or large."""
        if keep is not None and not self.least <= keep <= self.most:
            raise UserError(Code.KEEPING_INVALID, least=self.least, most=self.most)
        return keep


RULES: dict[Kept, KeepRule] = {
    Kept.RELEASES: KeepRule(Unit.QUARTERS, 8, 1, 40),
    Kept.DRAFTS: KeepRule(Unit.DAYS, 90, 7, 730),
    Kept.LISTS: KeepRule(Unit.DAYS, 365, 1, 3650),
    # Letters are archive: the retention schedule (JRA) decides, not the program.
    Kept.PAGES: KeepRule(Unit.YEARS, None, 2, 100),
    Kept.COPIES: KeepRule(Unit.DAYS, 30, 1, 730),
}
"""What may be erased, and when it usually is due."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long one class is kept here; `keep` is None for ever."""

    kind: Kept
    rule: KeepRule
    keep: int | None

    def before(self, today: date) -> date | None:
        """What is older than this day is due; None if nothing ever is."""
        if self.keep is None:
            return None
        return today - timedelta(days=self.keep * self.rule.unit.days)


@dataclass(frozen=True, slots=True)
class Due:
    """What of one class is over its time: how many, how old the oldest is, and what it is called.

    `names` are those of releases and of lists, for a person to see what goes; empty for the others.
    """

    kind: Kept
    count: int
    oldest: date
    bytes: int = 0
    names: tuple[str, ...] = ()
