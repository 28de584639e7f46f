"""GeoJSON of boundaries: what is taken, how desa are recognised, and everything that is refused by name."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.region import RegionTable
from desktop_app.errors import Code, UserError
from desktop_app.extracts import boundaries
from desktop_app.extracts.boundaries import read_boundaries
from desktop_app.files import read_resource_text
from tests.boundaries import a_collection, write_collection

REGION = "33.26.13"


TABLE = RegionTable.from_csv(read_resource_text("reference/regions.csv"))


@pytest.fixture
def regions() -> RegionTable:
    return TABLE


@pytest.fixture
def collection(regions: RegionTable) -> dict[str, Any]:
    return a_collection(regions.villages_within(REGION))


def refused(path: Path, regions: RegionTable) -> UserError:
    with pytest.raises(UserError) as caught:
        read_boundaries(path, regions, REGION)
    return caught.value


def test_every_desa_is_recognised_by_its_code(
    tmp_path: Path, regions: RegionTable, collection: dict[str, Any]
) -> None:
    check = read_boundaries(write_collection(tmp_path / "a.geojson", collection), regions, REGION)
    villages = regions.villages_within(REGION)
    assert [one.village for one in check.boundaries] == sorted(one.code for one in villages)
    assert (check.matched_by, check.unmatched, check.missing) == ("KDEPUM", (), ())
    assert 0 < check.kept <= check.points


def test_codes_of_bps_and_bare_names_are_recognised_too(
    tmp_path: Path, regions: RegionTable, collection: dict[str, Any]
) -> None:
    villages = regions.villages_within(REGION)
    by_bps, by_name = deepcopy(collection), deepcopy(collection)
    for village, one, other in zip(villages, by_bps["features"], by_name["features"], strict=True):
        one["properties"] = {"iddesa": float(village.bps_code), "nmdesa": village.name}
        other["properties"] = {"DESA": f"Desa {village.local_name}", "KEC": "KEDUNGWUNI"}
    for at, (given_one, key) in enumerate(((by_bps, "iddesa"), (by_name, "DESA"))):
        path = write_collection(tmp_path / f"{at}.json", given_one)
        check = read_boundaries(path, regions, REGION)
        assert len(check.boundaries) == len(villages)
        assert check.matched_by == key


def test_names_decide_whose_codes_they_are(tmp_path: Path, regions: RegionTable) -> None:
    """Bare ten digits may mean two desa: the file's names say in which system they count."""
    villages = regions.villages_within("33.26")
    collection = a_collection(villages)
    for village, one in zip(villages, collection["features"], strict=True):
        one["properties"] = {"KODE": village.bps_code, "NAMA": village.bps_name}
    path = write_collection(tmp_path / "a.geojson", collection)
    check = read_boundaries(path, regions, "33.26")
    assert [one.village for one in check.boundaries] == sorted(one.code for one in villages)


def test_unknown_doubled_missing_and_foreign_shapes_are_told(
    tmp_path: Path, regions: RegionTable, collection: dict[str, Any]
) -> None:
    features = collection["features"]
    features[0]["properties"] = {"KDEPUM": "99.99.99.9999", "WADMKD": "Hutan Negara"}
    features[1]["properties"] = dict(features[2]["properties"])
    features[3]["geometry"] = None
    features.append(a_collection(regions.villages_within("33.26.01")[:1])["features"][0])
    check = read_boundaries(write_collection(tmp_path / "a.geojson", collection), regions, REGION)
    villages = regions.villages_within(REGION)
    assert check.unmatched == ("99.99.99.9999 · Hutan Negara",)
    assert check.joined == (villages[2].code,)
    assert check.missing == tuple(sorted(villages[at].code for at in (0, 1, 3)))
    assert (check.elsewhere, check.skipped) == (1, 1)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "json"),
        ('{"type": "FeatureCollection", "features": [', "json"),
        ("[" * 100_000, "json"),
        ('{"type": "FeatureCollection", "features": NaN}', "json"),
        ('{"x": 1' + "0" * 5_000 + "}", "json"),
        ("[]", "FeatureCollection"),
        ('{"type": "Topology"}', "FeatureCollection"),
        ('{"type": "FeatureCollection"}', "features"),
        ('{"type": "FeatureCollection", "features": []}', "features"),
        ('{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null}]}', "geometry"),
        (
            '{"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:32749"}}, "features": [1]}',
            "WGS84",
        ),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused(
    tmp_path: Path, regions: RegionTable, text: str, what: str
) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(text, encoding="utf-8")
    error = refused(path, regions)
    assert (error.code, error.facts["what"]) == (Code.BOUNDARIES_FAULTY, what)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path, regions: RegionTable) -> None:
    path = tmp_path / "a.geojson"
    path.write_bytes(b"PK\x03\x04\xff\xfe\x00")
    assert refused(path, regions).facts["what"] == "utf-8"


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [109.6, -7.0]},
        {"type": "GeometryCollection", "geometries": []},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[109.6, -7.0], [109.7, -7.0]]]},
        {"type": "Polygon", "coordinates": [[[109.6, -7.0]] * 5]},
        {"type": "Polygon", "coordinates": [[["x", -7.0], [109.7, -7.0], [109.7, -7.1]]]},
        {"type": "Polygon", "coordinates": [[[True, -7.0], [109.7, -7.0], [109.7, -7.1]]]},
        {"type": "Polygon", "coordinates": [[[10**400, -7.0], [109.7, -7.0], [109.7, -7.1]]]},
        {"type": "MultiPolygon", "coordinates": [[109.6, -7.0], [1, 2]]},
        "Polygon",
        17,
    ],
)
def test_a_shape_that_cannot_be_drawn_is_named_by_its_place(
    tmp_path: Path, regions: RegionTable, collection: dict[str, Any], geometry: object
) -> None:
    collection["features"][4]["geometry"] = geometry
    error = refused(write_collection(tmp_path / "a.geojson", collection), regions)
    assert (error.code, error.facts["at"]) == (Code.BOUNDARY_FAULTY, 5)


def test_metres_and_swapped_degrees_are_refused(
    tmp_path: Path, regions: RegionTable, collection: dict[str, Any]
) -> None:
    for ring in ([[350_000, 9_220_000]] * 4, [[-7.0, 109.6], [-7.1, 109.6], [-7.1, 109.7]]):
        collection["features"][0]["geometry"] = {"type": "Polygon", "coordinates": [ring]}
        error = refused(write_collection(tmp_path / "a.geojson", collection), regions)
        assert error.code is Code.BOUNDARIES_NOT_IN_INDONESIA


def test_a_file_of_another_place_matches_nobody(tmp_path: Path, regions: RegionTable) -> None:
    elsewhere = a_collection(regions.villages_within("33.26.01"))
    error = refused(write_collection(tmp_path / "a.geojson", elsewhere), regions)
    assert error.code is Code.BOUNDARIES_MATCH_NOBODY
    assert error.facts["elsewhere"] == len(elsewhere["features"])


def test_what_is_too_large_is_refused_before_it_is_read_through(
    tmp_path: Path,
    regions: RegionTable,
    collection: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = write_collection(tmp_path / "a.geojson", collection)
    for name, most, what in (
        ("LARGEST", 1 << 10, "MB"),
        ("MOST_FEATURES", 5, "features"),
        ("MOST_POINTS", 50, "points"),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(boundaries, name, most)
            error = refused(path, regions)
        assert (error.code, error.facts["what"]) == (Code.BOUNDARIES_TOO_LARGE, what)


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 30_000), byte=st.integers(0, 255))
def test_a_cut_or_broken_file_is_taken_whole_or_refused(
    cut: int, byte: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = json.dumps(a_collection(TABLE.villages_within(REGION)[:4])).encode()
    path = tmp_path_factory.mktemp("cut") / "a.geojson"
    at = cut % len(whole)
    for data in (whole[:at], whole[:at] + bytes([byte]) + whole[at + 1 :]):
        path.write_bytes(data)
        try:
            check = read_boundaries(path, TABLE, REGION)
        except UserError:
            continue
        assert check.boundaries
