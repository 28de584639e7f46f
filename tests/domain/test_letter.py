"""Paper, letterheads and who signs."""

from __future__ import annotations

import pytest

from desktop_app.domain.letter import Capacity, Letterhead, Paper, Signatory, full_address
from desktop_app.domain.region import RegionTable
from desktop_app.paths import RESOURCES


@pytest.fixture(scope="module")
def regions() -> RegionTable:
    return RegionTable.from_csv(
        (RESOURCES / "reference" / "regions.csv").read_text(encoding="utf-8")
    )


def test_folio_is_the_first_paper_and_has_its_size_in_points() -> None:
    assert next(iter(Paper)) is Paper.F4
    assert Paper.F4.points == pytest.approx((609.449, 935.433), abs=0.001)
    assert Paper.A4.points == pytest.approx((595.276, 841.890), abs=0.001)
    assert [Paper.of(paper.code) for paper in Paper] == list(Paper)
    with pytest.raises(ValueError, match="letter"):
        Paper.of("letter")


def test_the_head_of_a_desa_names_three_authorities(regions: RegionTable) -> None:
    village = next(v for v in regions.villages if v.kind == "desa")
    head = Letterhead.for_region(regions, village.code, address="Jalan Raya 1")
    assert head.authorities == (
        "PEMERINTAH KABUPATEN PEKALONGAN",
        f"KECAMATAN {village.subdistrict_name.upper()}",
        f"DESA {village.local_name.upper()}",
    )
    assert head.address == "Jalan Raya 1"


def test_the_head_of_a_kelurahan_says_so(regions: RegionTable) -> None:
    village = next(v for v in regions.villages if v.kind == "kelurahan")
    assert Letterhead.for_region(regions, village.code).authorities[2].startswith("KELURAHAN ")


def test_the_head_of_a_kecamatan_names_two(regions: RegionTable) -> None:
    code, name = next(iter(regions.subdistricts.items()))
    assert Letterhead.for_region(regions, code).authorities[1:] == (f"KECAMATAN {name.upper()}",)
    assert len(Letterhead.for_region(regions, regions.regency).authorities) == 1


@pytest.mark.parametrize(
    ("capacity", "heading"),
    [
        (Capacity.OWN, ("Sekretaris Kecamatan,",)),
        (Capacity.ON_BEHALF, ("a.n. Camat Karanganyar", "Sekretaris Kecamatan,")),
        (
            Capacity.THROUGH,
            ("a.n. Camat Karanganyar", "Sekretaris Camat", "u.b.", "Sekretaris Kecamatan,"),
        ),
        (Capacity.ACTING, ("Plt. Sekretaris Kecamatan,",)),
        (Capacity.DAILY, ("Plh. Sekretaris Kecamatan,",)),
        (Capacity.INTERIM, ("Pj. Sekretaris Kecamatan,",)),
    ],
)
def test_each_capacity_has_its_own_heading(capacity: Capacity, heading: tuple[str, ...]) -> None:
    signatory = Signatory(
        "SITI AMINAH",
        "Sekretaris Kecamatan",
        capacity=capacity,
        superior="Camat Karanganyar",
        deputy="Sekretaris Camat",
    )
    assert signatory.heading == heading


def test_what_stands_below_the_name_is_only_what_is_known() -> None:
    assert Signatory("A", "Kepala Desa").footing == ()
    assert Signatory("A", "Camat", "123", rank="Pembina").footing == ("Pembina", "NIP 123")
    assert Signatory("A", "Kepala Desa", "7", number_label="NIPD").footing == ("NIPD 7",)


def test_running_text_names_the_post_in_its_capacity() -> None:
    acting = Signatory("A", "Camat Doro", capacity=Capacity.ACTING)
    assert acting.position_in_capacity == "Plt. Camat Doro"
    behalf = Signatory("A", "Sekretaris", capacity=Capacity.ON_BEHALF, superior="Camat Doro")
    assert behalf.position_in_capacity == "Sekretaris"


@pytest.mark.parametrize(
    ("street", "hamlet", "rt", "rw", "address"),
    [
        ("DUSUN SABRANG", "SABRANG", "001", "003", "DUSUN SABRANG, RT 001/RW 003"),
        ("DK. BANDUNGAN RT 001/RW 007", "", "001", "007", "DK. BANDUNGAN RT 001/RW 007"),
        ("JL. PASAR RT.001 RW.002", "", "001", "002", "JL. PASAR RT.001 RW.002"),
        ("JL. MELATI 3", "KRAJAN", "002", "", "JL. MELATI 3, Dusun KRAJAN, RT 002/RW -"),
        ("", "", "000", "000", ""),
        ("", "Krajan", "", "", "Dusun Krajan"),
    ],
)
def test_an_address_says_nothing_twice(
    street: str, hamlet: str, rt: str, rw: str, address: str
) -> None:
    assert full_address(street, hamlet=hamlet, rt=rt, rw=rw) == address
