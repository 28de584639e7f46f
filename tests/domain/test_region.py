"""Regions and the bridge between the two systems of codes."""

from __future__ import annotations

import pytest

from desktop_app.domain.region import (
    RegionLevel,
    RegionSystem,
    RegionTable,
    folded_region_name,
    level_of,
)
from desktop_app.errors import Code, UserError
from desktop_app.files import read_resource_text

TABLE = RegionTable.from_csv(read_resource_text("reference/regions.csv"))


def test_the_table_is_whole() -> None:
    assert len(TABLE.villages) == 285
    assert len({village.code for village in TABLE.villages}) == 285
    assert len({village.bps_code for village in TABLE.villages}) == 285
    assert sum(village.kind == "kelurahan" for village in TABLE.villages) == 13
    assert len(TABLE.subdistricts) == 19


def test_every_village_is_found_by_both_codes_and_answers_to_its_names() -> None:
    for village in TABLE.villages:
        assert TABLE.village_by_code(village.code) is village
        assert TABLE.village_in(RegionSystem.BPS, village.bps_code) is village
        assert TABLE.village_in(RegionSystem.KEMENDAGRI, village.code.replace(".", "")) is village
        for name in (village.name, village.local_name, f"Desa {village.name.upper()}"):
            assert village.answers_to(name)


def test_two_codes_mean_two_villages_in_the_two_systems() -> None:
    for code in ("3326161010", "3326161011"):
        kemendagri, bps = TABLE.village_by_code(code), TABLE.village_by_bps(code)
        assert kemendagri is not None
        assert bps is not None
        assert kemendagri is not bps
        with pytest.raises(UserError) as caught:
            TABLE.parse(code)
        assert caught.value.code is Code.REGION_AMBIGUOUS


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("33.26", "33.26"),
        ("3326", "33.26"),
        ("33.26.13", "33.26.13"),
        ("332613", "33.26.13"),
        ("3326130", "33.26.13"),
        ("33.26.13.2012", "33.26.13.2012"),
        ("3326132012", "33.26.13.2012"),
        ("3326130023", "33.26.13.2012"),
        ("33.26.16.1010", "33.26.16.1010"),
    ],
)
def test_a_region_is_understood_however_it_is_typed(typed: str, code: str) -> None:
    assert TABLE.parse(typed) == code


@pytest.mark.parametrize("typed", ["", "33.75", "33.26.99", "Kajen"])
def test_an_unknown_region_is_refused(typed: str) -> None:
    with pytest.raises(UserError) as caught:
        TABLE.parse(typed)
    assert caught.value.code is Code.REGION_UNKNOWN


def test_names_are_compared_without_titles_case_and_blanks() -> None:
    assert folded_region_name("Ds. Tangkil Kulon") == folded_region_name("TANGKILKULON")
    assert folded_region_name("Kelurahan Kajen") == "KAJEN"


def test_levels_and_names() -> None:
    assert [level_of(code) for code in ("33", "33.26", "33.26.13", "33.26.13.2012")] == list(
        RegionLevel
    )
    assert TABLE.name_of("33.26.13") == "Kedungwuni"
    assert TABLE.name_of("33.26.12.2013") == "Pegaden Tengah"
    assert len(TABLE.villages_within("33.26.13")) == 19
