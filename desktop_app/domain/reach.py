"""Who is reached by help and who is missed: families by desa, decile and how many programmes reach them.

A programme reaches a family by a record of it that was decreed or given (`InterventionStatus.is_granted`)
and is not void, for the family or any of its members. The decile of a family it reaches is the one that
was frozen into the newest of these records; that of every other family is its decile in the release.
So every family of the release is counted once, and the reached and the missed of any deciles add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

UNRANKED = 0
"""Stands for "belum berdesil"."""
MOST_DECILE = 10


@dataclass(frozen=True, slots=True)
class ReachTally:
    """How many families of one desa have one decile and are reached by so many programmes.

    `village` is a code with dots, empty where the release names no known desa.
    """

    village: str
    decile: int
    programmes: int
    families: int


@dataclass(frozen=True, slots=True)
class StrayTally:
    """How many families and people of one desa are reached though they do not stand in the release."""

    village: str
    recipients: int


@dataclass(frozen=True, slots=True)
class Slice:
    """Which families a number stands for: those of these deciles, reached by so many programmes.

    `fewest` and `most` bound the programmes, None for no bound; of the programmes `codes` each reaches them,
    which a tally cannot tell. Where `is_by_release` the decile of the release is meant for everybody,
    whatever was frozen.
    """

    deciles: frozenset[int]
    fewest: int = 0
    most: int | None = None
    is_by_release: bool = False
    codes: frozenset[str] = frozenset()

    def holds(self, tally: ReachTally) -> bool:
        """True if these families belong to it."""
        return (
            tally.decile in self.deciles
            and self.fewest <= tally.programmes
            and (self.most is None or tally.programmes <= self.most)
        )

    def count(self, tallies: Iterable[ReachTally]) -> int:
        """The families of it."""
        return sum(one.families for one in tallies if self.holds(one))


def pairs_of(sets: Mapping[str, int]) -> dict[tuple[str, str], int]:
    """How many families two programmes both reach, of a programme with itself how many it reaches.

    `sets` say of each set of programmes, its codes with commas between, how many families it reaches.
    """
    found = Counter[tuple[str, str]]()
    for codes, families in sets.items():
        for one, other in product(codes.split(","), repeat=2):
            found[one, other] += families
    return dict(found)


def deciles(low: int, high: int) -> frozenset[int]:
    """These deciles, both included."""
    return frozenset(range(low, high + 1))


EVERYBODY = deciles(UNRANKED, MOST_DECILE)
