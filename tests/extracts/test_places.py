"""Which desa a row means, in two coding systems that share numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.domain.region import RegionSystem
from desktop_app.extracts import ExtractReference
from desktop_app.extracts.places import Places
from tests.extracts import ugly
from tests.extracts.conftest import Read

HEADER = ["NO KK", "KEPALA KELUARGA", "KODE DESA", "DESA", "DESIL"]


def families(*pairs: tuple[str, str]) -> list[ugly.Record]:
    return [
        {
            "NO KK": f"33261301012{90010 + at}",
            "KEPALA KELUARGA": "SITI",
            "KODE DESA": code,
            "DESA": name,
            "DESIL": "1",
        }
        for at, (code, name) in enumerate(pairs)
    ]


def places(
    reference: ExtractReference, system: RegionSystem | None, style: str = "upper"
) -> Places:
    return Places(
        reference.regions,
        system,
        style=frozenset(style.split("|")),
        code_style=frozenset(),
        has_code=True,
        is_home=True,
    )


@pytest.mark.parametrize(
    ("pairs", "system"),
    [
        ([("3326130023", "AMBOKEMBANG")] * 30, RegionSystem.BPS),
        ([("3326132012", "AMBOKEMBANG")] * 30, RegionSystem.KEMENDAGRI),
        ([("33.26.13.2012", "Ambokembang")] * 30, RegionSystem.KEMENDAGRI),
        ([("3326130023", "")] * 30, RegionSystem.BPS),
    ],
)
def test_the_system_is_decided_for_the_file(
    read: Read, tmp_path: Path, pairs: list[tuple[str, str]], system: RegionSystem
) -> None:
    was = read(ugly.write_csv(tmp_path / "a.csv", HEADER, families(*pairs)))
    assert was.look.region_system is system
    assert was.problems == []
    assert {family["village"] for family in was.families} == {ugly.VILLAGE}


@pytest.mark.parametrize("code", ["3326161010", "3326161011"])
def test_a_number_that_means_two_villages_is_settled_by_the_file_and_its_name(
    reference: ExtractReference, code: str
) -> None:
    bps = reference.regions.village_by_bps(code)
    kemendagri = reference.regions.village_by_code(code)
    assert bps is not None
    assert kemendagri is not None
    in_bps = places(reference, RegionSystem.BPS)
    for village in reference.regions.villages:
        for other in reference.regions.villages_within(village.subdistrict_code):
            if other is not village:
                found = in_bps[village.bps_code, other.name.upper(), ""]
                assert [kind.value for kind in found.of_code] == ["village-code-against-name"]


def test_the_other_official_spelling_is_mended_to_the_files_own(
    reference: ExtractReference,
) -> None:
    village = reference.regions.village_by_code("33.26.12.2004")
    assert village is not None
    found = places(reference, RegionSystem.BPS, "upper|bps")[
        village.bps_code, "GALANGPENGAMPON", ""
    ]
    assert found.village == village.code
    assert found.name == "GALANG PENGAMPON GEDE"
    assert [kind.value for kind in found.of_name] == ["village-name-spelled-otherwise"]


@pytest.mark.parametrize(
    ("name", "of_code", "of_name"),
    [
        ("AMBOKEMBNG", [], ["village-name-spelled-otherwise"]),
        ("KEDUNGWUNI", ["village-code-against-name"], []),
        ("SIMEGO", ["village-code-against-name"], []),
    ],
)
def test_a_slip_of_the_pen_is_mended_and_another_name_is_not(
    reference: ExtractReference, name: str, of_code: list[str], of_name: list[str]
) -> None:
    found = places(reference, RegionSystem.BPS)["3326130023", name, "KEDUNGWUNI"]
    assert found.village == ugly.VILLAGE
    assert [kind.value for kind in found.of_code] == of_code
    assert [kind.value for kind in found.of_name] == of_name


def test_no_village_has_nearly_the_name_of_a_neighbour(reference: ExtractReference) -> None:
    in_bps = places(reference, RegionSystem.BPS)
    for village in reference.regions.villages:
        for other in reference.regions.villages_within(village.subdistrict_code):
            if other is not village:
                found = in_bps[village.bps_code, other.name.upper(), ""]
                assert [kind.value for kind in found.of_code] == ["village-code-against-name"]


def test_without_a_code_the_name_and_the_kecamatan_tell_the_village(
    reference: ExtractReference,
) -> None:
    found = places(reference, None)["", "WERDI", "WONOKERTO"]
    assert found.village == "33.26.19.2006"
    assert places(reference, None)["", "WERDI", ""].village is None  # there are two of them


def test_a_ktp_from_elsewhere_is_no_defect(read: Read, tmp_path: Path) -> None:
    extract = ugly.an_extract(60)
    for at, code in ((3, "3175010001"), (4, "")):
        extract.persons[at].update(
            kode_kelurahan_desa_ktp=code, kelurahan_desa_ktp="CIPINANG" if code else ""
        )
    extract.persons[5]["kode_kelurahan_desa_ktp"] = "3326139999"
    was = read(ugly.write_csv(tmp_path / "a.csv", ugly.PERSON_HEADER, extract.persons))
    assert {(found.row, found.kind.value) for found in was.problems} == {
        (7, "village-code-unknown")
    }
