"""The shapes of file that are known by name, and what their columns are taken for."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.domain.extract import Entity
from desktop_app.domain.field import FAMILY_NAMES, PERSON_NAMES
from desktop_app.extracts import ExtractReference
from desktop_app.extracts.mapping import choose_layout, columns_of
from desktop_app.extracts.reference import Layout, folded_header
from tests.extracts import ugly
from tests.extracts.conftest import Read

V1_FAMILY = [
    name.replace("nama_kepala_keluarga", "nama_anggota_keluarga")
    for name in ugly.FAMILY_HEADER[:50]
]
V1_PERSON = [*ugly.PERSON_HEADER[:4], "umur", *ugly.PERSON_HEADER[4:8], "id_pelanggan_pln"]
V1_PERSON += [*ugly.PERSON_HEADER[8:34], "kode_kelurahan_desa_ktp"]


@pytest.mark.parametrize(
    ("header", "layout"),
    [
        (ugly.FAMILY_HEADER, "dtsen-v3-family"),
        (ugly.PERSON_HEADER, "dtsen-v3-person"),
        (V1_FAMILY, "dtsen-v1-family"),
        (V1_PERSON, "dtsen-v1-person"),
        (["Nomor KK", "NIK", "Pemeringkatan Desil"], "siks-decile"),
        (["NO", "NAMA PENERIMA", "NIK KTP", "TAHAP", "BANSOS", "NO KEL", "NM KEL"], "aid-list"),
        (
            ["ID Keluarga P3KE", "NIK", "Kepala Keluarga", "Alamat", "Desil Kesejahteraan"],
            "p3ke-family",
        ),
        (
            ["ID Individu", "NIK", "Nama", "Jenis Kelamin", "Hubungan dengan Kepala Keluarga"],
            "p3ke-person",
        ),
        (["no_kk", "nik", "nama", "kd_hubungan_dg_kk", "kd_jenis_kelamin"], "regsosek"),
        (["No. KK", "NIK", "Nama Lengkap", "SHDK", "Desil"], "office-wide"),
        (["NIK", "Nama"], "office-person"),
        (["NO KK", "Kepala Keluarga", "Alamat"], "office-family"),
    ],
)
def test_a_header_is_known_by_its_shape(
    reference: ExtractReference, header: list[str], layout: str
) -> None:
    found = choose_layout(header, reference, None)
    assert found is not None
    assert found.name == layout


def test_every_layout_names_a_book_that_is_there(reference: ExtractReference) -> None:
    assert len({layout.name for layout in reference.layouts}) == len(reference.layouts)
    for layout in reference.layouts:
        assert layout.book in reference.books
        assert set(layout.titles) == {"id", "en"}
        for word in (*layout.has, *layout.any, *layout.lacks):
            entity, _, field = word.partition(".")
            if field:
                assert field in (FAMILY_NAMES if entity == "family" else PERSON_NAMES), word


def test_no_alias_means_two_facts_of_one_entity(reference: ExtractReference) -> None:
    for entity in Entity:
        seen: dict[str, str] = {}
        for field, names in reference.headers.names_of(entity).items():
            for name in names:
                assert name == folded_header(name)
                assert seen.setdefault(name, field) == field, name


def test_v3_columns_are_all_taken_for_themselves(reference: ExtractReference) -> None:
    for header, names in ((ugly.FAMILY_HEADER, FAMILY_NAMES), (ugly.PERSON_HEADER, PERSON_NAMES)):
        layout = choose_layout(header, reference, None)
        assert layout is not None
        columns = columns_of(header, layout, reference.headers)
        assert tuple(column.field for column in columns) == names
        assert {column.confidence for column in columns} == {100}


def test_headers_are_known_through_case_blanks_and_dots(
    reference: ExtractReference, read: Read, tmp_path: Path
) -> None:
    persons = ugly.an_extract(20).persons
    odd = {name: f" {name.upper().replace('_', ' ')} " for name in ugly.PERSON_HEADER}
    records = [{odd[name]: cell for name, cell in person.items()} for person in persons]
    was = read(ugly.write_csv(tmp_path / "a.csv", list(odd.values()), records))
    assert was.problems == []
    assert was.persons[0]["name"] == persons[0]["nama"]


def test_the_old_shape_is_read_with_its_own_columns_beside(read: Read, tmp_path: Path) -> None:
    extract = ugly.an_extract(40)
    for family in extract.families:
        family["nama_anggota_keluarga"] = family["nama_kepala_keluarga"]
    for person in extract.persons:
        person.update(umur="30", id_pelanggan_pln="520092459718")
    was = read(
        ugly.write_csv(tmp_path / "k.csv", V1_FAMILY, extract.families, delimiter=","),
        ugly.write_csv(tmp_path / "a.csv", V1_PERSON, extract.persons, delimiter=","),
    )
    assert was.problems == []
    assert was.look.mapping == "dtsen-v1"
    assert was.families[0]["head_name"] == extract.families[0]["nama_kepala_keluarga"]
    assert was.families[0]["decile_province"] is None
    assert was.persons[0]["extra"] == '{"umur": "30", "id_pelanggan_pln": "520092459718"}'


def test_a_light_decile_list_gives_each_card_once(read: Read, tmp_path: Path) -> None:
    extract = ugly.an_extract(30)
    deciles = {family[ugly.KK]: family["desil_provinsi"] for family in extract.families}
    records = [
        {"Nomor KK": person[ugly.KK], "NIK": person[ugly.NIK], "Desil": deciles[person[ugly.KK]]}
        for person in extract.persons
    ]
    was = read(
        ugly.write_csv(tmp_path / "a.csv", ["Nomor KK", "NIK", "Desil"], records, delimiter=";")
    )
    assert was.problems == []
    assert {str(f["family_card_no"]): str(f["decile_national"]) for f in was.families} == deciles
    assert len(was.persons) == len(extract.persons)


def test_a_family_fact_that_one_row_lost_is_taken_from_the_next(read: Read, tmp_path: Path) -> None:
    header = ["NO KK", "NIK", "NAMA", "DESIL", "LUAS LANTAI"]
    card = "3326130101209001"
    rows = [
        {
            "NO KK": card,
            "NIK": f"332613410190900{at}",
            "NAMA": "SITI",
            "DESIL": "4",
            "LUAS LANTAI": "40",
        }
        for at in range(1, 5)
    ]
    rows[0]["DESIL"] = "11"
    was = read(ugly.write_csv(tmp_path / "a.csv", header, rows))
    assert [(f["decile_national"], f["floor_area_m2"]) for f in was.families] == [(4, 40)]
    assert was.kinds(2) == {"decile-out-of-range"}


def test_regsosek_codes_become_those_of_dtsen(read: Read, tmp_path: Path) -> None:
    header = ["no_kk", "kd_jenis_atap", "kd_bahan_bakar_memasak", "jumlah_sapi"]
    rows = [
        {
            "no_kk": f"33261301012{at}",
            "kd_jenis_atap": "5",
            "kd_bahan_bakar_memasak": "12",
            "jumlah_sapi": "1",
        }
        for at in range(9001, 9030)
    ]
    was = read(
        ugly.write_csv(
            tmp_path / "a.csv", header, [{**row, "no_kk": row["no_kk"] + "1"} for row in rows]
        )
    )
    assert was.look.mapping == "regsosek-family"
    assert {(f["roof_type"], f["cooking_fuel"]) for f in was.families} == {(6, 0)}


def test_registry_relationships_are_not_taken_for_those_of_dtsen(
    read: Read, tmp_path: Path
) -> None:
    header = ["NO KK", "NIK", "NAMA", "SHDK", "DESIL"]
    rows = [
        {
            "NO KK": "3326130101209001",
            "NIK": f"33261341019{9010 + at}",
            "NAMA": "SITI",
            "SHDK": str(at),
            "DESIL": "1",
        }
        for at in range(1, 12)
    ]
    was = read(
        ugly.write_csv(
            tmp_path / "a.csv", header, [{**row, "NIK": row["NIK"] + "1"} for row in rows]
        )
    )
    assert [p["relationship"] for p in was.persons] == [1, 2, 2, 3, 4, 5, 6, 6, 8, 7, 8]


def test_a_saved_mapping_of_an_office_goes_first(reference: ExtractReference) -> None:
    own = reference.with_layout(
        Layout.from_toml(
            'name = "kantor-kami"\nrank = 5\nentity = "person"\nwide = true\nhas = ["nik", "golongan"]\n'
            'title = { id = "Kantor kami", en = "Our office" }\n[columns]\ngolongan = "family.decile_national"\n'
        )
    )
    header = ["NIK", "NO KK", "NAMA", "Golongan"]
    layout = choose_layout(header, own, None)
    assert layout is not None
    assert layout.name == "kantor-kami"
    assert columns_of(header, layout, own.headers)[3].field == "decile_national"


def test_a_column_whose_cells_are_not_what_its_header_says_is_kept_as_it_is(
    read: Read, tmp_path: Path
) -> None:
    header = ["NO KK", "NIK", "NAMA", "DESIL", "LANTAI"]
    rows = [
        {
            "NO KK": "3326130101209001",
            "NIK": f"33261341019{90010 + at}",
            "NAMA": "SITI",
            "DESIL": "1",
            "LANTAI": f"tingkat {at} lama",
        }
        for at in range(40)
    ]
    was = read(ugly.write_csv(tmp_path / "a.csv", header, rows))
    assert was.problems == []
    assert was.families[0]["floor_type"] is None
    assert was.persons[0]["extra"] == '{"LANTAI": "tingkat 0 lama"}'


def test_a_list_with_names_and_deciles_is_the_offices_own(read: Read, tmp_path: Path) -> None:
    listed = tmp_path / "desil.csv"
    listed.write_text(
        "NIK;Nama;No KK;Desa;Desil\n3326131508809001;SLAMET;3326130101109001;LANGKAP;2\n", "utf-8"
    )
    was = read(listed)
    assert was.look.mapping == "office-wide"
    assert not was.look.is_light


def test_people_of_p3ke_without_cards_are_taken_and_give_no_families(
    read: Read, tmp_path: Path
) -> None:
    listed = tmp_path / "p3ke.csv"
    listed.write_text(
        "ID Keluarga P3KE;Desa/Kelurahan;Desil Kesejahteraan;ID Individu;Nama;NIK\n"
        "33261300010;LANGKAP;2;1;SLAMET;3326131508809001\n",
        "utf-8",
    )
    was = read(listed)
    assert not was.look.gives_families
    assert (len(was.persons), len(was.families)) == (1, 0)
