"""A release cut to what one office may see: what it is of, under which hand-over, and how much is in it.

The counts are the control totals: the office counts what it has read, desa by desa and decile by
decile, before anybody sees a row of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.release import ReleaseFile
from desktop_app.domain.report import DecileTally


@dataclass(frozen=True, slots=True)
class Handover:
    """The hand-over record (BAST) that goes with a package: of the data to us, and from us to an office.

    `number` and `kind` are of the one by which the kabupaten itself received the data.
    """

    number: str
    kind: str
    from_name: str
    from_region: str
    to_name: str
    to_region: str


@dataclass(frozen=True, slots=True)
class ReleaseCut:
    """What a release package says of itself.

    `release_id` is the hub's, `revision` grows with every row that was admitted at the hub or taken
    out again. `tallies` count the villages of this office and nothing else.
    """

    release_id: str
    revision: int
    label: str
    reference_date: date
    layout: str
    region_system: str
    is_light: bool
    files: tuple[ReleaseFile, ...]
    handover: Handover
    tallies: tuple[DecileTally, ...]

    @property
    def families(self) -> int:
        """How many families are in it."""
        return sum(tally.families for tally in self.tallies)

    @property
    def persons(self) -> int:
        """How many persons are in it."""
        return sum(tally.persons for tally in self.tallies)

    @property
    def villages(self) -> tuple[str, ...]:
        """The desa of which it holds anybody."""
        return tuple(sorted({tally.village for tally in self.tallies}))

    @property
    def by_decile(self) -> Mapping[int | None, tuple[int, int]]:
        """Families and persons of each national decile, unranked ones under None."""
        found: dict[int | None, tuple[int, int]] = {}
        for tally in self.tallies:
            families, persons = found.get(tally.decile, (0, 0))
            found[tally.decile] = families + tally.families, persons + tally.persons
        return dict(sorted(found.items(), key=lambda one: one[0] or 99))


def tallies_within(
    tallies: Iterable[DecileTally], partitions: Collection[str]
) -> tuple[DecileTally, ...]:
    """The counts of those villages that an office reads."""
    return tuple(tally for tally in tallies if tally.village in partitions)
