"""Where deciles went is what a plain look at both quarters says, over random offices."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.comparison import keep_comparison
from desktop_app.actions.office import Office
from desktop_app.domain.trend import Trend
from desktop_app.progress import Progress
from desktop_app.reports.trends import tabulate_passages, tabulate_trends, trend_of
from desktop_app.store import extracts, trends
from desktop_app.store.connection import Connection
from tests.builders import Family, a_family, a_release, living_in

KECAMATAN = "33.26.13"
DECILES = (None, None, *range(1, 11))


@dataclass
class World:
    """An office with two quarters, and the families of both by card."""

    office: Office
    before: dict[str, Family]
    now: dict[str, Family]
    code_of: dict[str, str]
    ids: dict[str, str]


@pytest.fixture(params=[1, 2])
def world(request: pytest.FixtureRequest, office: Office, tmp_path: Path) -> World:
    rng = random.Random(request.param)
    places = office.reference.regions.villages_within(KECAMATAN)[:3]
    families = []
    for at in range(60):
        place = rng.choice(places)
        family = a_family(f"KEPALA{at}", "ISTRI", sequence=at, decile=rng.choice(DECILES))
        families.append(living_in(family, place))
    before, now = families[:50], []
    for family in families:
        if rng.random() < 0.1:
            continue
        moved = replace(family, decile=rng.choice((family.decile, *DECILES)))
        if rng.random() < 0.1:
            place = rng.choice(places)
            moved = living_in(moved, place)
        now.append(moved)
    a_release(office, tmp_path, before, label="V3 2026")
    a_release(office, tmp_path, now, label="V4 2026", reference_date=date(2026, 10, 10))
    with office.read() as conn:
        releases = {line.label: line.id for line in extracts.releases_of(conn)}
    keep_comparison(office, releases["V4 2026"], Progress())
    return World(
        office,
        {one.card: one for one in before},
        {one.card: one for one in now},
        {place.bps_code: place.code for place in places},
        releases,
    )


@contextmanager
def beside(world: World, *, with_earlier: bool = True) -> Iterator[Connection]:
    store = world.office.store
    files = {
        "changes": store.changes_file(world.ids["V4 2026"]),
        "now": store.extract_file(world.ids["V4 2026"]),
    }
    if with_earlier:
        files["before"] = store.extract_file(world.ids["V3 2026"])
    with store.read_beside(**files) as conn:
        yield conn


def plain_trend(before: Family | None, now: Family | None) -> Trend:
    if before is None:
        return Trend.ENTERED
    if now is None:
        return Trend.LEFT
    if before.decile == now.decile:
        return Trend.SAME
    if before.decile is None or now.decile is None:
        return Trend.INCOMPLETE
    far, up = abs(now.decile - before.decile), now.decile > before.decile
    if far >= 7:
        return Trend.UP_EXTREME if up else Trend.DOWN_EXTREME
    if far >= 4:
        return Trend.UP_SIGNIFICANT if up else Trend.DOWN_SIGNIFICANT
    return Trend.UP if up else Trend.DOWN


def inside(world: World, family: Family | None, region: str) -> bool:
    home = world.code_of[family.village] if family else ""
    return home == region or home.startswith(f"{region}.")


def test_every_family_is_counted_by_where_it_went(world: World) -> None:
    cards = world.before.keys() | world.now.keys()
    for region in (KECAMATAN, *world.code_of.values()):
        expected = Counter(
            plain_trend(world.before.get(card), world.now.get(card))
            for card in cards
            if inside(world, world.now.get(card) or world.before.get(card), region)
        )
        with beside(world) as conn:
            every = trends.tallies(conn)
            own = [
                one
                for one in every
                if one.village == region or one.village.startswith(f"{region}.")
            ]
            table = tabulate_trends(own, world.office.reference.regions)
            assert table.total("families") == sum(
                inside(world, one, region) for one in world.now.values()
            )
            for trend in Trend:
                assert table.total(trend.value) == expected[trend], trend
                if trend_of(trend.value) is None:
                    continue
                listed = trends.families_of(conn, region, trend)
                assert len({one.family for one in listed}) == len(listed) == expected[trend]
                pages = [
                    one
                    for start in range(0, len(listed), 2)
                    for one in trends.families_of(conn, region, trend, start=start, count=2)
                ]
                assert pages == listed


@pytest.mark.parametrize("with_earlier", [True, False])
def test_the_matrix_leads_from_decile_to_decile(world: World, *, with_earlier: bool) -> None:
    for region in (KECAMATAN, *world.code_of.values()):
        expected: Counter[tuple[str, str]] = Counter()
        for card in world.before.keys() | world.now.keys():
            then, today = world.before.get(card), world.now.get(card)
            if not inside(world, today or then, region):
                continue
            known = with_earlier or today is not None
            start = "new" if then is None else str(then.decile or 0) if known else "?"
            expected[start, f"to_{today.decile or 0}" if today else "gone"] += 1
        with beside(world, with_earlier=with_earlier) as conn:
            found = trends.passages(conn, region, is_earlier_here=with_earlier)
        table = tabulate_passages(found, "V3 2026")
        at = {column.code: place for place, column in enumerate(table.columns)}
        rows = {str(row[0]): row for row in table.rows[:-1]}
        for start, row in rows.items():
            for column in (*(f"to_{decile}" for decile in range(11)), "gone"):
                assert row[at[column]] == expected[start, column]
        assert table.total("all") == expected.total()
