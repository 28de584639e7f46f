"""Saved mappings by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import a_family, a_number, a_pair
from tests.cli.conftest import Register, Run

TOML = """name = "Kantor kami"
entity = "person"
wide = true
has = ["kartu", "nik", "nama"]
[columns]
kartu = "person.family_card_no"
nik = "person.national_id"
nama = "person.name"
golongan = "family.decile_national"
"""


def a_list(folder: Path) -> Path:
    lines = [f"{a_number(3, sequence=at)};{a_number(sequence=at)};PARTINI;4" for at in range(30)]
    path = folder / "daftar.csv"
    path.write_text("\n".join(["Kartu;NIK;Nama;Golongan", *lines]), "utf-8")
    return path


def test_a_mapping_is_saved_listed_shown_used_and_deleted(
    run: Run, register: Register, tmp_path: Path
) -> None:
    mapping = tmp_path / "kami.toml"
    mapping.write_text(TOML, "utf-8")
    on = (*register.arguments, "--json")
    assert run("extract", "mapping", "save", mapping, *on).data == {"saved": "Kantor kami"}
    again = run("extract", "mapping", "save", mapping, *on)
    assert (again.code, again.error["code"]) == (1, "mapping-name-taken")
    assert run("extract", "mapping", "save", mapping, "--replace", *on).code == 0
    (line,) = run("extract", "mapping", "list", *on).data["mappings"]
    assert (line["name"], line["shape"], line["columns"]) == ("Kantor kami", "wide", 4)
    shown = run("extract", "mapping", "show", "kantor kami", *register.arguments).out
    assert 'golongan = "family.decile_national"' in shown
    file = tmp_path / "lain.toml"
    run("extract", "mapping", "show", "kantor kami", "--out", file, *on)
    assert file.read_text("utf-8").strip() == shown.strip()
    look = run("extract", "preview", a_list(tmp_path), *on).data
    assert (look["files"][0]["layout"], look["files"][0]["is_saved_mapping"]) == (
        "Kantor kami",
        True,
    )
    assert "Kantor kami" in run("extract", "preview", a_list(tmp_path), *register.arguments).out
    assert run("extract", "mapping", "rename", "kantor kami", "Kami", *on).data["saved"] == "Kami"
    done = run(
        *("extract", "import", a_list(tmp_path), "--mapping", "Kami", "--release", "Daftar"),
        *("--reference-date", "2026-10-10", *on),
    )
    assert (done.data["families"], done.data["persons"]) == (30, 30)
    listed = run("extract", "list", *on).data["releases"]
    assert [file["name"] for file in listed[0]["files"]] == ["daftar.csv"]
    assert run("extract", "mapping", "delete", "Kami", *on).data == {"deleted": "Kami"}
    assert run("extract", "mapping", "list", *on).data == {"mappings": []}


def test_a_faulty_mapping_is_refused_and_named(
    run: Run, register: Register, tmp_path: Path
) -> None:
    mapping = tmp_path / "rusak.toml"
    mapping.write_text(TOML.replace("person.name", "person.shoe_size"), "utf-8")
    said = run("extract", "mapping", "save", mapping, *register.arguments, "--json")
    assert said.code == 1
    assert said.error["facts"] == {"name": "rusak.toml", "part": "columns.nama"}
    unknown = run("extract", "mapping", "show", "karangan", *register.arguments, "--json")
    assert unknown.error["code"] == "mapping-unknown"


@pytest.mark.parametrize(
    ("language", "unknown"), [("id", "kode 27 (tidak dikenal)"), ("en", "code 27 (unknown)")]
)
def test_an_unknown_code_and_both_desa_codes_are_shown_in_both_languages(
    run: Run, register: Register, tmp_path: Path, language: str, unknown: str
) -> None:
    odd = a_family(
        "MARSIYAH",
        sequence=9,
        more={"jenis_atap_terluas": "27", "jenis_lantai_terluas": "Keramik/ubin"},
    )
    pair = a_pair(tmp_path / "q4", [*register.families, odd], "q4")
    run(
        *("extract", "import", *pair, "--release", "V4", "--reference-date", "2026-10-10"),
        *("--accept", "contoh", *register.arguments),
    )
    on = (*register.arguments, "--lang", language)
    shown = run("family", "show", odd.card, *on, "--json").data
    assert shown["labels"]["roof_type"] == unknown
    assert shown["labels"]["floor_type"] == "Keramik/ubin"
    assert (shown["village"], shown["village_code_bps"]) == ("33.26.13.2004", "3326130002")
    text = run("family", "show", odd.card, *on).out
    assert "33.26.13.2004" in text
    assert "3326130002" in text


def test_a_preview_says_whose_desa_codes_it_found_and_how_many_names_confirm_it(
    run: Run, register: Register, tmp_path: Path
) -> None:
    lines = [f"{a_number(3, sequence=at)};PARTINI;3326130002;LANGKAP" for at in range(30)]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["No KK;Kepala Keluarga;Kode Desa;Desa", *lines]), "utf-8")
    look = run("extract", "preview", path, *register.arguments, "--json").data
    assert look["files"][0]["regions"] == {
        "system": "bps",
        "agree": 1,
        "contradict": 0,
        "unknown": 0,
        "other_agree": 0,
        "is_chosen": False,
    }
    said = ("--region-codes", "kemendagri", *register.arguments, "--json")
    chosen = run("extract", "preview", path, *said).data
    assert chosen["region_system"] == "kemendagri"
    regions = chosen["files"][0]["regions"]
    assert (regions["agree"], regions["unknown"], regions["other_agree"]) == (0, 1, 1)
    assert regions["is_chosen"]
