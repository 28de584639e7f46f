"""The words of the inventor, read from `resources/demo/`: names, places and work as weighted draws."""

from __future__ import annotations

import math
import tomllib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from desktop_app.paths import RESOURCES

T = TypeVar("T")
Rnd = Callable[[], float]
"""A number from 0 up to, but not including, 1; deterministic because its generator was seeded."""

FOLDER = RESOURCES / "demo"
TIERS = (-1.0, 0.0, 1.0)
"""Badly off, in between, well off: jobs are drawn from one lot for each."""

_FORBIDDEN = frozenset('"|\n\r\t')


class Lot(Generic[T]):
    """Draws one of its values by their weights.

    A table of a thousand slots makes a draw one multiplication; shares under a thousandth get one slot.
    """

    __slots__ = ("_slots", "values")
    SIZE = 1000

    def __init__(self, weighted: Iterable[tuple[T, float]]) -> None:
        pairs = [(value, weight) for value, weight in weighted if weight > 0]
        total = sum(weight for _, weight in pairs)
        slots: list[T] = []
        for value, weight in pairs:
            slots.extend([value] * max(1, round(self.SIZE * weight / total)))
        self._slots = slots
        self.values: tuple[T, ...] = tuple(value for value, _ in pairs)

    def draw(self, rnd: Rnd) -> T:
        """One value by chance."""
        return self._slots[int(rnd() * len(self._slots))]

    def at(self, share: float) -> T:
        """The value found `share` of the way along, in the order given; ends are safe."""
        place = int(share * len(self._slots))
        return self._slots[min(max(place, 0), len(self._slots) - 1)]


@dataclass(frozen=True, slots=True)
class NameStyle:
    """How one generation of one sex is named."""

    shares: tuple[float, float]  # up to the first: one word; up to the second: two; else three
    one: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]
    third: tuple[str, ...]
    prefixes: tuple[str, ...]
    prefix_share: float
    servants: tuple[str, ...]  # what follows ABDUL
    servant_share: float


@dataclass(frozen=True, slots=True)
class Job:
    """One way to earn a living."""

    occupation: str
    industry: str
    statuses: tuple[str, ...]
    welfare: float
    diploma: int


@dataclass(frozen=True, slots=True)
class Schooling:
    """One rank of schooling: primary is 1, a master's degree the highest."""

    levels: Lot[str]
    title: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A kind of land: what people live from, and how well."""

    name: str
    welfare: float
    size: float
    men: tuple[Lot[Job], ...]  # one lot for each of TIERS
    women: tuple[Lot[Job], ...]
    addresses: Lot[str]


@dataclass(frozen=True, slots=True)
class DemoWords:
    """Everything the inventor says; read once and handed in."""

    province: str
    regency: str
    hamlets: tuple[str, ...]
    streets: tuple[str, ...]
    elsewhere: tuple[str, ...]
    zones: Mapping[str, Zone]  # by subdistrict
    other_zone: Zone
    style_years: tuple[int, ...]
    men: tuple[NameStyle, ...]
    women: tuple[NameStyle, ...]
    pilgrim: tuple[str, str]
    degrees: Mapping[int, tuple[str, ...]]
    attained_years: tuple[int, ...]
    attained: tuple[Lot[int], ...]  # -1 never at school, 0 primary not finished, else the rank
    schooling: tuple[Schooling, ...]
    titles: Mapping[str, str]  # what civil registration calls a finished level
    not_working: Mapping[str, str]
    no_schooling: Mapping[str, str]

    @classmethod
    def from_folder(cls, folder: Path = FOLDER) -> DemoWords:
        """Read `names.toml`, `places.toml` and `work.toml`.

        Raises `ValueError` for a word that would spoil a file of quoted columns.
        """
        names, places, work = (
            tomllib.loads((folder / name).read_text(encoding="utf-8"))
            for name in ("names.toml", "places.toml", "work.toml")
        )
        zones = {name: _zone(name, entry, places, work) for name, entry in places["zones"].items()}
        generations = names["generation"]
        schooling = tuple(
            Schooling(Lot(entry["levels"].items()), _safe(entry["title"]))
            for entry in work["schooling"]
        )
        return cls(
            province=_safe(places["province"]),
            regency=_safe(places["regency"]),
            hamlets=_words(places["hamlets"]),
            streets=tuple(map(_safe, places["streets"])),
            elsewhere=_words(places["elsewhere"]["districts"]),
            zones={
                code: zones[name]
                for name, entry in places["zones"].items()
                for code in entry["subdistricts"]
            },
            other_zone=zones["lowland"],
            style_years=tuple(entry["until"] for entry in generations),
            men=tuple(_style(entry, "men", names) for entry in generations),
            women=tuple(_style(entry, "women", names) for entry in generations),
            pilgrim=(names["titles"]["men"], names["titles"]["women"]),
            degrees={
                int(rank): tuple(titles) for rank, titles in names["titles"]["degrees"].items()
            },
            attained_years=tuple(entry["until"] for entry in work["attained"]),
            attained=tuple(
                Lot(zip(range(-1, 7), entry["shares"], strict=True)) for entry in work["attained"]
            ),
            schooling=schooling,
            titles={level: rank.title for rank in schooling for level in rank.levels.values},
            not_working=work["not_working"],
            no_schooling=work["no_schooling"],
        )

    def zone_of(self, subdistrict_code: str) -> Zone:
        """The kind of land of a kecamatan."""
        return self.zones.get(subdistrict_code, self.other_zone)

    def style_for(self, birth_year: int, is_woman: bool) -> NameStyle:
        """How somebody born in that year is named."""
        styles = self.women if is_woman else self.men
        return styles[bisect_left(self.style_years, birth_year)]

    def attained_by(self, birth_year: int) -> Lot[int]:
        """How far people born in that year got at school."""
        return self.attained[bisect_left(self.attained_years, birth_year)]


def _style(generation: Mapping[str, Any], sex: str, names: Mapping[str, Any]) -> NameStyle:
    own = generation[sex]
    one, two, _ = generation["shares"]
    return NameStyle(
        shares=(one / 100, (one + two) / 100),
        one=_words(own["one"]),
        first=_words(own["first"]),
        second=_words(own["second"]),
        third=_words(own["third"]),
        prefixes=tuple(map(_safe, names["prefixes"][sex])),
        prefix_share=generation["prefix_percent"] / 100,
        servants=_words(names["prefixes"]["abdul"]),
        servant_share=generation["abdul_percent"] / 100 if sex == "men" else 0.0,
    )


def _zone(
    name: str, entry: Mapping[str, Any], places: Mapping[str, Any], work: Mapping[str, Any]
) -> Zone:
    kind = "town" if name == "town" else "village"
    return Zone(
        name=name,
        welfare=entry["welfare"],
        size=entry["size"],
        men=_jobs(name, "men", work),
        women=_jobs(name, "women", work),
        addresses=Lot((_safe(one["text"]), one[kind]) for one in places["address"]),
    )


def _jobs(zone: str, sex: str, work: Mapping[str, Any]) -> tuple[Lot[Job], ...]:
    """One lot for each tier: the better off people are, the better paid their jobs."""
    jobs = [
        (
            Job(
                occupation=_safe(entry["occupation"]),
                industry=str(entry["industry"]),
                statuses=tuple(map(str, entry["status"])),
                welfare=entry["welfare"],
                diploma=entry.get("diploma", 0),
            ),
            entry[sex] * entry.get("zones", {}).get(zone, 1.0),
        )
        for entry in work["job"]
    ]
    return tuple(
        Lot((job, weight * math.exp(1.3 * job.welfare * tier)) for job, weight in jobs)
        for tier in TIERS
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(map(_safe, text.split()))


def _safe(word: str) -> str:
    if _FORBIDDEN.intersection(word):
        raise ValueError(f"this word would spoil a file of quoted columns: {word!r}")
    return word
