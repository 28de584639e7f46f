"""Where desa lie on a map: tiles that do not touch, borders that stay shared, short names that differ."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.boundary import Boundary, ring_area, thinned
from desktop_app.domain.map_plan import abbreviated, plan_of, tile_plan
from desktop_app.domain.region import RegionTable
from desktop_app.files import read_resource_text
from tests.boundaries import a_collection

TABLE = RegionTable.from_csv(read_resource_text("reference/regions.csv"))


def boundaries_of(region: str) -> dict[str, Boundary]:
    """Invented ones for every desa of a region."""
    found = {}
    for one in a_collection(TABLE.villages_within(region))["features"]:
        rings = one["geometry"]["coordinates"]
        code = one["properties"]["KDEPUM"]
        found[code] = Boundary(code, tuple(tuple((x, y) for x, y in ring) for ring in rings))
    return found


@pytest.mark.parametrize("region", ["33.26", "33.26.13", "33.26.13.2004"])
@pytest.mark.parametrize("aspect", [0.8, 1.75, 3.0])
def test_tiles_lie_beside_one_another_within_the_plan(region: str, aspect: float) -> None:
    villages = TABLE.villages_within(region)
    plan = tile_plan(villages, TABLE, aspect=aspect)
    places = {(round(x, 6), round(y, 6)) for x, y in (shape.middle for shape in plan.shapes)}
    assert len(places) == len(plan.shapes) == len(villages)
    assert len(plan.headings) == len({one.subdistrict_code for one in villages})
    for one, other in combinations(plan.shapes, 2):
        aside = abs(one.middle[0] - other.middle[0])
        assert aside >= 0.99 or abs(one.middle[1] - other.middle[1]) >= 0.99
    for shape in plan.shapes:
        assert all(0 <= x <= plan.width and 0 <= y <= plan.height for x, y in shape.rings[0])


def test_short_names_differ_within_a_kecamatan() -> None:
    for subdistrict in TABLE.subdistricts:
        names = [one.local_name for one in TABLE.villages_within(subdistrict)]
        short = abbreviated(names)
        assert len({one.casefold() for one in short}) == len(names)
        assert max(map(len, short)) <= 5


@given(st.lists(st.text(max_size=12), max_size=30))
def test_any_names_have_short_forms_that_differ(names: list[str]) -> None:
    short = abbreviated(names)
    assert len({one.casefold() for one in short}) == len(names)


def test_neighbours_share_their_border_after_thinning_too() -> None:
    whole = boundaries_of("33.26.13")
    thin = {one.village: one for one in thinned(list(whole.values()))}
    points = {code: set(one.rings[0]) for code, one in thin.items()}
    before = {code: set(one.rings[0]) for code, one in whole.items()}
    for one, other in combinations(whole, 2):
        if len(before[one] & before[other]) > 10:
            assert len(points[one] & points[other]) > 5
    for code, thinner in thin.items():
        assert thinner.rings[0][0] == thinner.rings[0][-1]
        assert abs(ring_area(thinner.rings[0])) == pytest.approx(
            abs(ring_area(whole[code].rings[0])), rel=0.02
        )


def test_thinning_leaves_far_fewer_points_of_a_fine_line() -> None:
    ring = tuple((109.6 + at * 1e-6, -7.0) for at in range(20_000))
    ring = (*ring, (109.62, -7.02), ring[0])
    (one,) = thinned([Boundary("33.26.13.2004", (ring,))])
    assert len(one.rings[0]) < 10


def test_a_map_within_boundaries_names_the_desa_that_have_none() -> None:
    found = boundaries_of("33.26.13")
    gone = sorted(found)[0]
    del found[gone]
    plan = plan_of(TABLE.villages_within("33.26.13"), found, TABLE, aspect=1.5)
    assert (plan.is_tiles, plan.missing) == (False, (gone,))
    for shape in plan.shapes:
        xs, ys = [x for x, _ in shape.rings[0]], [y for _, y in shape.rings[0]]
        assert min(xs) < shape.middle[0] < max(xs)
        assert min(ys) < shape.middle[1] < max(ys)
    assert plan.place is not None
    assert plan.place(109.6, -7.0)[1] >= 0


def test_a_region_without_any_boundary_is_drawn_as_tiles() -> None:
    found = boundaries_of("33.26.13")
    assert plan_of(TABLE.villages_within("33.26.04"), found, TABLE, aspect=1.5).is_tiles
