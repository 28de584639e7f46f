"""What an office looks at in the morning: what needs attention today, and four numbers.

Every duty is counted by the room that knows it; here is decided which of them is one, since when it is
pressing, and in which order they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop_app.domain.deed import Deed
from desktop_app.domain.office_settings import Official
from desktop_app.domain.release import ReleaseLine

OLD_RELEASE_DAYS = 120
"""A quarter and a month: by then the next release should have come."""
OLD_HUB_DAYS = 30
_UNSENT_DAYS = 7
_UNDELIVERED_DAYS = 14
_TERM_DAYS = 30
_ENOUGH_FREE = 2 * 1024**3


class Duty(StrEnum):
    """One kind of thing that waits for a person; the order is that of the list."""

    NO_KEYS = "no-keys"  # at a hub
    NO_RELEASE = "no-release"
    LOW_DISK = "low-disk"
    PROPOSALS_OVERDUE = "proposals-overdue"
    CUTOFF_NEAR = "cutoff-near"
    AID_DISPUTED = "aid-disputed"
    AID_UNDELIVERED = "aid-undelivered"
    UNSENT = "unsent"
    REVIEWS = "reviews"
    MATCHES = "matches"
    REFUSED_ROWS = "refused-rows"
    NO_OFFICIAL = "no-official"
    TERM_ENDS = "term-ends"
    OLD_RELEASE = "old-release"
    HUB_SILENT = "hub-silent"
    NO_HUB = "no-hub"
    NO_KEY_PAPER = "no-key-paper"  # at a hub


@dataclass(frozen=True, slots=True)
class DueLine:
    """One duty: how many, since how many days or in how many, and whether it is pressing.

    `name` tells of which release or official; `subject` is the id of what the button leads to.
    """

    duty: Duty
    count: int = 1
    days: int = 0
    name: str = ""
    subject: str = ""
    is_pressing: bool = False


@dataclass(frozen=True, slots=True)
class Cutoff:
    """One day until which proposals are to be sent, and how many are meant for it and not sent."""

    on: date
    unsent: int


@dataclass(frozen=True, slots=True)
class RecentFamily:
    """A family that this person opened lately; `family_id` in the release in use."""

    family_id: str
    head_name: str
    village: str
    decile: int | None


@dataclass(frozen=True, slots=True)
class Waits:
    """What was counted: how many wait where, and since when."""

    unsent: int = 0
    unsent_since: date | None = None
    overdue: int = 0
    undelivered: int = 0
    undelivered_since: date | None = None
    disputed: int = 0
    matches: int = 0
    free_bytes: int = _ENOUGH_FREE
    hub_since: date | None = None
    """The last package of the hub, or the day it took this office in; None without a hub."""
    has_keys: bool = True
    has_key_paper: bool = True
    """At a hub: whether its keys were made, and whether the paper with the main key was checked."""


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the first page but for what has to be reviewed, which takes longer to find.

    `helped` counts the families that something was given to this year; `poorest` those of deciles 1 to 4.
    """

    today: date
    is_hub: bool
    is_demo: bool
    release: ReleaseLine | None
    waits: Waits
    cutoffs: tuple[Cutoff, ...]
    near_days: int
    officials: tuple[Official, ...]
    poorest: int
    helped: int
    families: tuple[RecentFamily, ...]
    deeds: tuple[Deed, ...]

    def due(self, *, reviews: int) -> tuple[DueLine, ...]:
        """What needs attention today, in order; `reviews` wait to be looked at again."""
        found = {line.duty: line for line in self._found(reviews)}
        return tuple(found[duty] for duty in Duty if duty in found)

    def _found(self, reviews: int) -> Iterator[DueLine]:
        waits, today = self.waits, self.today
        if waits.free_bytes < _ENOUGH_FREE:
            yield DueLine(Duty.LOW_DISK, waits.free_bytes, is_pressing=True)
        if waits.overdue:
            yield DueLine(Duty.PROPOSALS_OVERDUE, waits.overdue, is_pressing=True)
        soonest = self.cutoffs[0] if self.cutoffs else None
        if soonest is not None and soonest.unsent:
            left = (soonest.on - today).days
            if left <= self.near_days:
                yield DueLine(Duty.CUTOFF_NEAR, soonest.unsent, left, is_pressing=True)
        if waits.disputed:
            yield DueLine(Duty.AID_DISPUTED, waits.disputed)
        if waits.undelivered and waits.undelivered_since is not None:
            age = (today - waits.undelivered_since).days
            yield DueLine(Duty.AID_UNDELIVERED, waits.undelivered, age)
        if waits.unsent and waits.unsent_since is not None and not self.is_hub:
            age = (today - waits.unsent_since).days
            yield DueLine(Duty.UNSENT, waits.unsent, age, is_pressing=age >= _UNSENT_DAYS)
        if reviews:
            yield DueLine(Duty.REVIEWS, reviews)
        if waits.matches:
            yield DueLine(Duty.MATCHES, waits.matches)
        if self.is_hub:
            yield from self._of_keys()
        else:
            yield from self._of_officials()
            yield from self._of_hub()
        yield from self._of_release()

    def _of_release(self) -> Iterator[DueLine]:
        line = self.release
        if line is None:
            yield DueLine(Duty.NO_RELEASE)
            return
        age = (self.today - line.reference_date).days
        if line.counts.refused:
            yield DueLine(Duty.REFUSED_ROWS, line.counts.refused, name=line.label, subject=line.id)
        if age > OLD_RELEASE_DAYS:
            yield DueLine(
                Duty.OLD_RELEASE, days=age, name=line.label, subject=line.id, is_pressing=True
            )

    def _of_officials(self) -> Iterator[DueLine]:
        if not any(one.signs_on(self.today) for one in self.officials):
            yield DueLine(Duty.NO_OFFICIAL)
        for one in ending(self.officials, self.today):
            assert one.valid_until is not None
            left = (one.valid_until - self.today).days
            yield DueLine(Duty.TERM_ENDS, days=left, name=one.signatory.name)
            return  # the others follow once this one is seen to

    def _of_keys(self) -> Iterator[DueLine]:
        if not self.waits.has_keys:
            yield DueLine(Duty.NO_KEYS, is_pressing=True)
        elif not self.waits.has_key_paper:
            yield DueLine(Duty.NO_KEY_PAPER)

    def _of_hub(self) -> Iterator[DueLine]:
        since = self.waits.hub_since
        if since is None:
            yield DueLine(Duty.NO_HUB)
        elif (self.today - since).days > OLD_HUB_DAYS:
            yield DueLine(Duty.HUB_SILENT, days=(self.today - since).days)


def ending(officials: Sequence[Official], today: date) -> list[Official]:
    """Who signs today but soon no more, and whose office nobody holds after them; the soonest first."""
    soon = today + timedelta(days=_TERM_DAYS)
    found = [
        one
        for one in officials
        if one.signs_on(today)
        and one.valid_until is not None
        and one.valid_until <= soon
        and not any(
            other.signatory.position == one.signatory.position
            and other.signs_on(one.valid_until + timedelta(days=1))
            for other in officials
        )
    ]
    return sorted(found, key=lambda one: one.valid_until or today)


def undelivered_before(today: date) -> date:
    """Help that has stood decreed or on its way since before this day should have come by now."""
    return today - timedelta(days=_UNDELIVERED_DAYS)
