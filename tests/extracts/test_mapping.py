"""How a person decides what a file's columns are, and how that is kept for the next file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from desktop_app.domain.extract import (
    FAMILY_ROW,
    PERSON_ROW,
    Entity,
    ExtractLook,
    Shape,
    TableChoices,
)
from desktop_app.domain.region import RegionSystem
from desktop_app.errors import Code, UserError
from desktop_app.extracts import ExtractReference, read_extract
from desktop_app.extracts.looking import look_at_extract, look_at_sample
from desktop_app.extracts.profiles import (
    checked_name,
    layout_of_file,
    layout_of_text,
    text_of_layout,
)
from desktop_app.extracts.sampling import ExtractSample, sample_extract
from desktop_app.progress import Progress
from tests.extracts import ugly
from tests.extracts.conftest import TODAY

Records = list[dict[str, str | int | None]]
HEADER = ["Nomor Kartu", "NIK", "NAMA", "Golongan", "Atap rumah", "DESA"]


def office_list(folder: Path, name: str = "daftar.csv") -> Path:
    """A list as an office makes it; three of its columns have names that nobody else uses."""
    rows = [
        {
            "Nomor Kartu": f"332613010120{9100 + at // 2}",
            "NIK": f"332613410190{9100 + at}",
            "NAMA": "SITI",
            "Golongan": str(at % 10 + 1),
            "Atap rumah": "5",
            "DESA": "LANGKAP",
        }
        for at in range(40)
    ]
    return ugly.write_csv(folder / name, HEADER, rows)


def judged(
    sample: ExtractSample, reference: ExtractReference, *choices: TableChoices
) -> ExtractLook:
    keys = [table.key for table in sample.tables]
    return look_at_sample(
        sample, reference, choices=dict(zip(keys, choices, strict=False)), today=TODAY
    )


def all_rows(look: ExtractLook, reference: ExtractReference) -> tuple[Records, Records]:
    families: Records = []
    persons: Records = []
    for batch in read_extract(look, reference, Progress()):
        is_family = batch.entity is Entity.FAMILY
        names = FAMILY_ROW if is_family else PERSON_ROW
        (families if is_family else persons).extend(
            dict(zip(names, row, strict=True)) for row in batch.rows
        )
    return families, persons


CHOSEN = TableChoices(
    shape=Shape.WIDE,
    words=((0, "person.family_card_no"), (3, "family.decile_national"), (4, "family.roof_type")),
)


def test_a_person_says_what_columns_are_and_that_is_what_is_read(
    reference: ExtractReference, tmp_path: Path
) -> None:
    sample = sample_extract([office_list(tmp_path)], reference.headers)
    before = judged(sample, reference)
    assert [column.word for column in before.files[0].columns][3:5] == ["extra", "extra"]
    look = judged(sample, reference, CHOSEN)
    families, persons = all_rows(look, reference)
    assert (len(families), len(persons)) == (20, 40)
    assert {family["roof_type"] for family in families} == {5}
    assert families[0]["decile_national"] == 1
    assert persons[0]["family_card_no"] == families[0]["family_card_no"]


def test_what_was_changed_is_judged_again_without_opening_the_file(
    reference: ExtractReference, tmp_path: Path
) -> None:
    path = office_list(tmp_path)
    sample = sample_extract([path], reference.headers)
    wrong = TableChoices(words=((2, "person.birth_date"),))
    path.rename(tmp_path / "pindah.csv")
    kinds = {problem.kind.value for problem in judged(sample, reference, wrong).problems}
    assert "date-impossible" in kinds
    again = judged(sample, reference, replace(wrong, words=()))
    assert "date-impossible" not in {problem.kind.value for problem in again.problems}


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        (TableChoices(words=((3, "person.national_id"),)), Code.MAPPING_FACT_TWICE),
        (TableChoices(words=((3, "family.decile_national"),)), Code.MAPPING_WORD_UNKNOWN),
        (TableChoices(words=((3, "person.shoe_size"),)), Code.MAPPING_WORD_UNKNOWN),
        (TableChoices(words=((99, "extra"),)), Code.MAPPING_WORD_UNKNOWN),
        (
            TableChoices(shape=Shape.WIDE, words=((0, "family.family_card_no"),)),
            Code.MAPPING_WORD_UNKNOWN,
        ),
        (TableChoices(layout="karangan"), Code.MAPPING_UNKNOWN),
        (TableChoices(book="karangan"), Code.CHOICE_UNKNOWN),
    ],
)
def test_choices_that_contradict_each_other_are_refused(
    reference: ExtractReference, tmp_path: Path, choices: TableChoices, code: Code
) -> None:
    sample = sample_extract([office_list(tmp_path)], reference.headers)
    with pytest.raises(UserError) as caught:
        judged(sample, reference, choices)
    assert caught.value.code is code


def test_a_file_that_names_nobody_waits_for_a_person_to_say_which_column_does(
    reference: ExtractReference, tmp_path: Path
) -> None:
    rows = [
        {"KARTU": f"332613010120{9100 + at}", "ALAMAT": "KRAJAN", "ATAP": "2"} for at in range(30)
    ]
    path = ugly.write_csv(tmp_path / "a.csv", ["KARTU", "ALAMAT", "ATAP"], rows)
    with pytest.raises(UserError) as caught:
        look_at_extract([path], reference, today=TODAY)
    assert caught.value.code is Code.EXTRACT_NOT_RECOGNISED
    sample = sample_extract([path], reference.headers)
    assert not judged(sample, reference).files[0].names_somebody
    said = TableChoices(shape=Shape.FAMILY, words=((0, "family.family_card_no"),))
    look = judged(sample, reference, said)
    assert look.files[0].names_somebody
    families, _ = all_rows(look, reference)
    assert [family["roof_type"] for family in families] == [2] * 30


def test_a_header_that_nobody_knows_is_found_for_a_person_to_explain(
    reference: ExtractReference, tmp_path: Path
) -> None:
    lines = [f"332613010120{9100 + at};SITI;2" for at in range(30)]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["DAFTAR WARGA", "", "Satu;Dua;Tiga", *lines]), "utf-8")
    with pytest.raises(UserError) as caught:
        sample_extract([path], reference.headers)
    assert caught.value.code is Code.EXTRACT_NOT_RECOGNISED
    sample = sample_extract([path], reference.headers, guesses=True)
    said = TableChoices(
        shape=Shape.FAMILY,
        words=((0, "family.family_card_no"), (1, "family.head_name"), (2, "family.roof_type")),
    )
    families, _ = all_rows(judged(sample, reference, said), reference)
    assert [(one["head_name"], one["roof_type"]) for one in families] == [("SITI", 2)] * 30
    own = reference.with_layout(
        layout_of_file("Satu dua", judged(sample, reference, said).files[0])
    )
    assert look_at_extract([path], own, today=TODAY).files[0].layout == "Satu dua"
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Satu", "Dua", "Tiga"])
    for line in lines:
        book.worksheets[0].append(line.split(";"))
    book.save(tmp_path / "a.xlsx")
    sheet = sample_extract([tmp_path / "a.xlsx"], reference.headers, guesses=True)
    assert sheet.tables[0].header.names == ("Satu", "Dua", "Tiga")


@pytest.mark.parametrize("content", ["hello\nworld\n", "1;2\n3;4\n", "a;a\nb;b\n", ";;\n;;\n"])
def test_what_has_no_header_at_all_is_refused(
    reference: ExtractReference, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(UserError) as caught:
        sample_extract([path], reference.headers, guesses=True)
    assert caught.value.code is Code.EXTRACT_NOT_RECOGNISED


def test_one_changed_file_of_a_pair_leaves_the_other_alone(
    reference: ExtractReference, tmp_path: Path
) -> None:
    extract = ugly.an_extract(20)
    pair = [
        ugly.write_csv(tmp_path / "k.csv", ugly.FAMILY_HEADER, extract.families),
        ugly.write_csv(tmp_path / "a.csv", ugly.PERSON_HEADER, extract.persons),
    ]
    sample = sample_extract(pair, reference.headers)
    plain = judged(sample, reference)
    at = ugly.FAMILY_HEADER.index("jenis_atap_terluas")
    look = judged(sample, reference, TableChoices(words=((at, "extra"),)))
    assert look.files[0].columns[at].word == "extra"
    assert look.files[1] == plain.files[1]


def test_codes_of_regsosek_are_translated_and_kept_as_they_stood(
    reference: ExtractReference, tmp_path: Path
) -> None:
    header = ["NO KK", "KEPALA KELUARGA", "ATAP", "BAHAN BAKAR"]
    cells = [("5", "12"), ("6", "1"), ("2", "10"), ("27", "0"), ("Kayu/sirap", "Tidak memasak")]
    rows = [
        {
            "NO KK": f"332613010120{9100 + at}",
            "KEPALA KELUARGA": "SITI",
            "ATAP": cells[at % 5][0],
            "BAHAN BAKAR": cells[at % 5][1],
        }
        for at in range(30)
    ]
    sample = sample_extract([ugly.write_csv(tmp_path / "a.csv", header, rows)], reference.headers)
    facts: dict[str, list[tuple[object, ...]]] = {}
    for book in ("dtsen", "regsosek"):
        families, _ = all_rows(judged(sample, reference, TableChoices(book=book)), reference)
        facts[book] = [
            (one["roof_type"], one["cooking_fuel"], json.loads(str(one["raw"] or "{}")))
            for one in families[:5]
        ]
    assert facts["regsosek"] == [
        (6, 0, {"roof_type": "5", "cooking_fuel": "12"}),
        (5, 1, {"roof_type": "6"}),
        (2, 10, {}),
        # 0 is no code of Regsosek: it must not come to mean what it means in DTSEN.
        (27, None, {"roof_type": "27", "cooking_fuel": "0"}),
        (6, 0, {"roof_type": "Kayu/sirap", "cooking_fuel": "Tidak memasak"}),
    ]
    assert [one[:2] for one in facts["dtsen"]] == [(5, 12), (6, 1), (2, 10), (27, 0), (6, 0)]


def test_merged_categories_without_a_code_survive_as_text(
    reference: ExtractReference, tmp_path: Path
) -> None:
    extract = ugly.an_extract(40)
    for at, family in enumerate(extract.families):
        family["jenis_lantai_terluas"] = "Keramik/granit/marmer/ubin/tegel/teraso"
        family["jenis_atap_terluas"] = "Asbes/seng" if at == 3 else "2"
    path = ugly.write_csv(tmp_path / "k.csv", ugly.FAMILY_HEADER, extract.families)
    families, _ = all_rows(look_at_extract([path], reference, today=TODAY), reference)
    floor = json.loads(str(families[0]["extra"]))["jenis_lantai_terluas"]
    assert floor == "Keramik/granit/marmer/ubin/tegel/teraso"
    assert (families[3]["roof_type"], families[3]["raw"]) == (None, '{"roof_type": "Asbes/seng"}')
    # A person who insists that it is the floor loses no text either.
    at = ugly.FAMILY_HEADER.index("jenis_lantai_terluas")
    said = TableChoices(words=((at, "family.floor_type"),))
    look = judged(sample_extract([path], reference.headers), reference, said)
    insisted, _ = all_rows(look, reference)
    assert json.loads(str(insisted[0]["raw"]))["floor_type"] == floor


# --- the system of the desa codes -----------------------------------------------------------------


def coded(folder: Path, pairs: list[tuple[str, str]]) -> Path:
    rows = [
        {
            "NO KK": f"332613010120{9100 + at}",
            "KEPALA KELUARGA": "SITI",
            "KODE DESA": pairs[at % len(pairs)][0],
            "DESA": pairs[at % len(pairs)][1],
        }
        for at in range(30)
    ]
    return ugly.write_csv(folder / "a.csv", ["NO KK", "KEPALA KELUARGA", "KODE DESA", "DESA"], rows)


def test_the_look_says_how_many_names_confirm_the_codes(
    reference: ExtractReference, tmp_path: Path
) -> None:
    pairs = [("3326130002", "LANGKAP"), ("3326130001", "ROWOCACING"), ("3326130011", "PROTO")]
    look = look_at_extract([coded(tmp_path, pairs)], reference, today=TODAY)
    evidence = look.files[0].regions
    assert evidence is not None
    assert (evidence.system, evidence.agree, evidence.contradict) == (RegionSystem.BPS, 2, 1)
    assert evidence.is_doubtful
    assert not evidence.is_chosen


def test_a_number_that_two_desa_share_means_what_the_system_of_its_file_says(
    reference: ExtractReference, tmp_path: Path
) -> None:
    sample = sample_extract([coded(tmp_path, [("3326161010", "")])], reference.headers)
    villages = {}
    for system in RegionSystem:
        look = judged(sample, reference, TableChoices(region_system=system))
        families, _ = all_rows(look, reference)
        assert look.files[0].regions is not None
        assert look.files[0].regions.is_chosen
        assert {family["village_code"] for family in families} == {"3326161010"}
        villages[system] = {family["village"] for family in families}
    assert villages == {
        RegionSystem.BPS: {"33.26.19.2009"},
        RegionSystem.KEMENDAGRI: {"33.26.16.1010"},
    }


# --- profiles -------------------------------------------------------------------------------------


def saved(reference: ExtractReference, path: Path, name: str = "Kantor kami") -> ExtractReference:
    """The reference of an office that has confirmed this file and kept it under a name."""
    look = judged(sample_extract([path], reference.headers), reference, CHOSEN)
    text = text_of_layout(layout_of_file(name, look.files[0]))
    return reference.with_layout(layout_of_text(text, reference))


def test_a_saved_mapping_comes_back_the_same_from_its_text(
    reference: ExtractReference, tmp_path: Path
) -> None:
    look = judged(sample_extract([office_list(tmp_path)], reference.headers), reference, CHOSEN)
    layout = layout_of_file("Kantor kami", look.files[0])
    assert layout_of_text(text_of_layout(layout), reference) == layout
    assert layout.columns["golongan"] == "family.decile_national"


def test_a_later_file_with_these_headers_is_recognised(
    reference: ExtractReference, tmp_path: Path
) -> None:
    own = saved(reference, office_list(tmp_path))
    look = look_at_extract([office_list(tmp_path, "lain.csv")], own, today=TODAY)
    assert (look.files[0].layout, look.files[0].is_profile) == ("Kantor kami", True)
    families, _ = all_rows(look, own)
    assert {family["roof_type"] for family in families} == {5}


def test_a_small_saved_mapping_does_not_take_a_bigger_file(
    reference: ExtractReference, tmp_path: Path
) -> None:
    extract = ugly.an_extract(20)
    small = ugly.write_csv(tmp_path / "s.csv", [ugly.KK, "nama_kepala_keluarga"], extract.families)
    look = look_at_extract([small], reference, today=TODAY)
    layout = layout_of_file("Kecil", look.files[0])
    own = reference.with_layout(layout)
    full = ugly.write_csv(tmp_path / "k.csv", ugly.FAMILY_HEADER, extract.families)
    assert look_at_extract([full], own, today=TODAY).files[0].layout == "dtsen-v3-family"
    assert look_at_extract([small], own, today=TODAY).files[0].layout == "Kecil"


@pytest.mark.parametrize("is_changed", [False, True])
def test_a_mapping_asked_for_by_name_is_for_the_file_it_fits_and_not_for_the_other(
    reference: ExtractReference, tmp_path: Path, is_changed: bool
) -> None:
    extract = ugly.an_extract(20)
    persons = ugly.write_csv(tmp_path / "a.csv", ugly.PERSON_HEADER, extract.persons)
    families = ugly.write_csv(tmp_path / "k.csv", ugly.FAMILY_HEADER, extract.families)
    sample = sample_extract([families], reference.headers)
    layout = layout_of_file("Keluarga kami", judged(sample, reference).files[0])
    own = reference.with_layout(layout)
    if is_changed:
        # A column less than the mapping asks for: it is taken for the file that looks most like it.
        header = ugly.FAMILY_HEADER[:-3]
        families = ugly.write_csv(
            tmp_path / "k2.csv",
            header,
            [{name: one[name] for name in header} for one in extract.families],
        )
    look = look_at_extract([persons, families], own, mapping="keluarga kami", today=TODAY)
    assert [file.layout for file in look.files] == ["Keluarga kami", "dtsen-v3-person"]


def test_headers_that_stand_twice_keep_their_own_words(
    reference: ExtractReference, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    lines = [f"332613010120{9100 + at};SITI;KRAJAN {at};3" for at in range(30)]
    path.write_text("\n".join(["NO KK;KEPALA KELUARGA;KET;KET", *lines]), "utf-8")
    sample = sample_extract([path], reference.headers)
    said = TableChoices(words=((2, "family.address"), (3, "family.decile_national")))
    look = judged(sample, reference, said)
    layout = layout_of_file("Dua ket", look.files[0])
    assert layout.columns["ket#2"] == "family.decile_national"
    again = look_at_extract([path], reference.with_layout(layout), today=TODAY)
    families, _ = all_rows(again, reference)
    assert (families[0]["address"], families[0]["decile_national"]) == ("KRAJAN 0", 3)


GOOD = 'name = "Kami"\nentity = "family"\nhas = ["kk"]\n[columns]\nkk = "family.family_card_no"\n'


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "name"),
        ("x" * 200_000, "size"),
        ("[" * 20_000, "toml"),
        ("name = \x00", "toml"),
        (GOOD + "[import]\nos = 1\n", "import"),
        (GOOD.replace('"family"\n', '"table"\n'), "entity"),
        (GOOD.replace('"family"\n', '"family"\nwide = true\n'), "wide"),
        (GOOD.replace('"family"\n', '"family"\nbook = "../x"\n'), "book"),
        (GOOD.replace('"family"\n', '"family"\nregions = 5\n'), "regions"),
        (GOOD.replace('"family"\n', '"family"\nwhole = "yes"\n'), "whole"),
        (GOOD.replace('["kk"]', "5"), "has"),
        (GOOD.replace('["kk"]', '["KK; DROP TABLE"]'), "has"),
        (GOOD.replace('has = ["kk"]\n', ""), "has"),
        (GOOD.replace("family_card_no", "shoe_size"), "columns.kk"),
        (GOOD.replace("family.family_card_no", "person.name"), "columns.kk"),
        (GOOD.replace('"family.family_card_no"', "{ a = 1 }"), "columns"),
        (GOOD + 'no = "family.family_card_no"\n', "columns.no"),
        (GOOD + '"N O" = "extra"\n', "columns"),
    ],
)
def test_a_hostile_or_broken_text_is_refused_with_the_part_that_is_wrong(
    reference: ExtractReference, text: str, part: str
) -> None:
    with pytest.raises(UserError) as caught:
        layout_of_text(text, reference)
    assert (caught.value.code, caught.value.facts["part"]) == (Code.MAPPING_FILE_FAULTY, part)


@pytest.mark.parametrize("name", ["", "  ", "a" * 61, "../x", "a+b", "=cmd", "a\nb\x00", "-x"])
def test_a_name_that_is_none_is_refused(reference: ExtractReference, name: str) -> None:
    with pytest.raises(UserError) as caught:
        checked_name(name, reference)
    assert caught.value.code is Code.MAPPING_NAME_INVALID


def test_the_names_of_the_program_are_taken(reference: ExtractReference) -> None:
    for name in ("DTSEN-Wide", "dtsen-v3", "dtsen"):
        with pytest.raises(UserError) as caught:
            checked_name(name, reference)
        assert caught.value.code is Code.MAPPING_NAME_TAKEN
    assert checked_name("  Kantor   kami (2026) ", reference) == "Kantor kami (2026)"


def test_the_layouts_of_the_program_are_texts_that_would_be_taken(
    reference: ExtractReference,
) -> None:
    for layout in reference.layouts:
        renamed = replace(layout, name=f"{layout.name} kami")
        again = layout_of_text(text_of_layout(renamed), reference)
        assert (again.has, again.any, again.lacks) == (layout.has, layout.any, layout.lacks)
        assert again.columns == layout.columns
