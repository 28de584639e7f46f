"""Control totals: how many families and people a release has, beside what BPS counted.

BPS hands out one table for a kabupaten: a row for each desa, and its families by decile, where 7 to 10
are one column. Whether it counts families or people it does not say; the nearer of the two is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop_app.domain.region import RegionTable, folded_region_name
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.report import DecileTally

DECILES: tuple[int | None, ...] = (*range(1, 11), None)
"""Every decile, and None for "belum berdesil"."""


class Bucket(StrEnum):
    """A column of the table of BPS."""

    D1 = "1"
    D2 = "2"
    D3 = "3"
    D4 = "4"
    D1_4 = "1-4"
    D5 = "5"
    D6 = "6"
    D7_10 = "7-10"
    UNRANKED = "null"
    TOTAL = "total"

    @property
    def deciles(self) -> tuple[int | None, ...]:
        """The deciles it counts together."""
        return _DECILES[self]


_DECILES: dict[Bucket, tuple[int | None, ...]] = {
    **{Bucket(str(decile)): (decile,) for decile in (1, 2, 3, 4, 5, 6)},
    Bucket.D1_4: (1, 2, 3, 4),
    Bucket.D7_10: (7, 8, 9, 10),
    Bucket.UNRANKED: (None,),
    Bucket.TOTAL: DECILES,
}


class Unit(StrEnum):
    """What is counted."""

    FAMILIES = "families"
    PERSONS = "persons"


@dataclass(frozen=True, slots=True)
class ControlRow:
    """One desa in the table of BPS; `village` is empty where the program knows no such desa.

    `counts` has the columns that the file has; None stands for an empty cell.
    """

    village: str
    bps_code: str
    subdistrict_name: str
    village_name: str
    counts: Mapping[Bucket, int | None]


@dataclass(frozen=True, slots=True)
class ControlFile:
    """The table of BPS that is kept beside a release."""

    name: str
    kept_by: str
    kept_at: datetime
    rows: tuple[ControlRow, ...]


@dataclass(frozen=True, slots=True)
class TotalsRow:
    """One desa; `families` and `persons` by decile. `control` is None where the file does not have it."""

    village: str
    bps_code: str
    subdistrict_name: str
    village_name: str
    families: Mapping[int | None, int]
    persons: Mapping[int | None, int]
    control: Mapping[Bucket, int | None] | None

    @property
    def is_in_release(self) -> bool:
        """True if the release has anybody there."""
        return any(self.families.values()) or any(self.persons.values())

    def count(self, unit: Unit, bucket: Bucket) -> int:
        """How many the release has."""
        counted = self.families if unit is Unit.FAMILIES else self.persons
        return sum(counted.get(decile, 0) for decile in bucket.deciles)

    def difference(self, unit: Unit, bucket: Bucket) -> int | None:
        """How many more the release has than BPS counted; None where BPS says nothing."""
        stated = self.control.get(bucket) if self.control is not None else None
        return None if stated is None else self.count(unit, bucket) - stated

    def differs(self, unit: Unit) -> bool:
        """True if one of its columns is not as BPS counted, or the desa is on one side only."""
        if self.control is None or not self.is_in_release:
            return True
        return any(self.difference(unit, bucket) for bucket in Bucket)


@dataclass(frozen=True, slots=True)
class ReleaseTotals:
    """The desa of one region in one release, by code; `unit` is what BPS seems to have counted.

    `elsewhere` are families that lie outside the region.
    """

    release: ReleaseLine
    region: str
    rows: tuple[TotalsRow, ...]
    unit: Unit
    control: ControlFile | None
    elsewhere: int

    @property
    def differing(self) -> tuple[TotalsRow, ...]:
        """The desa that are not as BPS counted; empty without a table of BPS."""
        if self.control is None:
            return ()
        return tuple(row for row in self.rows if row.differs(self.unit))

    @property
    def missing_in_release(self) -> tuple[TotalsRow, ...]:
        """The desa that only BPS has."""
        return tuple(row for row in self.rows if not row.is_in_release)

    @property
    def missing_in_file(self) -> tuple[TotalsRow, ...]:
        """The desa that BPS does not have, if there is a table of BPS."""
        if self.control is None:
            return ()
        return tuple(row for row in self.rows if row.control is None)

    def total(self, unit: Unit, bucket: Bucket) -> int:
        """How many the release has in the region."""
        return sum(row.count(unit, bucket) for row in self.rows)

    def stated(self, bucket: Bucket) -> int | None:
        """How many BPS counted in the region; None if it says nothing about any desa."""
        told = [row.control[bucket] for row in self.rows if row.control and bucket in row.control]
        known = [count for count in told if count is not None]
        return sum(known) if known else None


def totals_of(
    tallies: Iterable[DecileTally],
    control: ControlFile | None,
    regions: RegionTable,
    release: ReleaseLine,
    region: str,
) -> ReleaseTotals:
    """Bring the counts of a release and the table of BPS together, desa by desa.

    A desa that nobody knows is a row of its own, last; it counts wherever one looks.
    """
    families: dict[str, dict[int | None, int]] = {}
    persons: dict[str, dict[int | None, int]] = {}
    elsewhere = 0
    for tally in tallies:
        if tally.village and not _is_within(tally.village, region):
            elsewhere += tally.families
            continue
        for counts, count in ((families, tally.families), (persons, tally.persons)):
            of_village = counts.setdefault(tally.village, {})
            of_village[tally.decile] = of_village.get(tally.decile, 0) + count
    stated = _by_village(control.rows if control else (), region, regions)
    made = [
        _row(village, families.get(village, {}), persons.get(village, {}), told, regions)
        for village in sorted(families.keys() | persons.keys() | stated.keys(), key=_last_if_empty)
        for told in (stated.get(village) or [None])
    ]
    rows = [row for row in made if row.is_in_release or row.control is not None]
    return ReleaseTotals(
        release=release,
        region=region,
        rows=tuple(rows),
        unit=_nearer(rows),
        control=control,
        elsewhere=elsewhere,
    )


def _by_village(
    rows: Sequence[ControlRow], region: str, regions: RegionTable
) -> dict[str, list[ControlRow | None]]:
    """The rows of each desa made one; those that no desa is known for stay apart."""
    found: dict[str, list[ControlRow | None]] = {}
    for row in rows:
        if not (_is_within(row.village, region) if row.village else _may_be(row, region, regions)):
            continue
        before = found.get(row.village)
        if row.village and before and before[0] is not None:
            found[row.village] = [_added(before[0], row)]
        else:
            found.setdefault(row.village, []).append(row)
    if "" in found:
        # The families whose desa nobody knows are on no row of BPS.
        found[""].insert(0, None)
    return found


def _may_be(stranger: ControlRow, region: str, regions: RegionTable) -> bool:
    """True if a desa that nobody knows may lie in the region, by its code or its kecamatan."""
    if region == regions.regency:
        return True
    return any(
        stranger.bps_code.startswith(village.subdistrict_bps_code)
        if stranger.bps_code
        else folded_region_name(stranger.subdistrict_name)
        == folded_region_name(village.subdistrict_name)
        for village in regions.villages_within(region)
        if village.code != region
    )


def _added(one: ControlRow, other: ControlRow) -> ControlRow:
    counts: dict[Bucket, int | None] = dict(one.counts)
    for bucket, count in other.counts.items():
        before = counts.get(bucket)
        counts[bucket] = before if count is None else count + (before or 0)
    return ControlRow(one.village, one.bps_code, one.subdistrict_name, one.village_name, counts)


def _row(
    village: str,
    families: Mapping[int | None, int],
    persons: Mapping[int | None, int],
    told: ControlRow | None,
    regions: RegionTable,
) -> TotalsRow:
    known = regions.village_by_code(village) if village else None
    is_stranger = told is not None and not village
    return TotalsRow(
        village=village,
        bps_code=known.bps_code if known else told.bps_code if told else "",
        subdistrict_name=(
            known.subdistrict_name if known else told.subdistrict_name if told else ""
        ),
        village_name=known.local_name if known else told.village_name if told else "",
        families={} if is_stranger else families,
        persons={} if is_stranger else persons,
        control=told.counts if told else None,
    )


def _nearer(rows: Sequence[TotalsRow]) -> Unit:
    """Whether the table of BPS lies nearer to the families or to the people of the same desa."""
    apart = dict.fromkeys(Unit, 0)
    for row in rows:
        if row.is_in_release:
            for unit in Unit:
                apart[unit] += abs(row.difference(unit, Bucket.TOTAL) or 0)
    return Unit.PERSONS if apart[Unit.PERSONS] < apart[Unit.FAMILIES] else Unit.FAMILIES


def _is_within(village: str, region: str) -> bool:
    return village == region or village.startswith(f"{region}.")


def _last_if_empty(village: str) -> tuple[bool, str]:
    return not village, village
