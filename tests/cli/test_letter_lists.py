"""Letters about nobody in particular, with or without a list."""

from __future__ import annotations

from pathlib import Path

import pypdf

from tests.cli.conftest import Register, Run

NOMINATIF = ("--set", "programme=BLT Desa", "--set", "stage=Triwulan I")


def test_a_list_becomes_one_letter_and_bad_rows_are_named(
    run: Run, register: Register, tmp_path: Path
) -> None:
    first, second, _ = register.families
    rows = tmp_path / "daftar.csv"
    rows.write_text(
        f"kk,amount\n{first.card},300000\n3326130301809999,1\n{second.card},300000\n",
        encoding="utf-8",
    )
    done = run(
        *("letter", "make", "nominatif", "--for", rows, *NOMINATIF, "--out", tmp_path / "surat"),
        *(*register.arguments, "--json"),
    ).data
    assert done["made"] == 1
    assert [(line["row"], line["code"]) for line in done["failed"]] == [(3, "subject-unknown")]
    text = "".join(page.extract_text() for page in pypdf.PdfReader(done["file"]).pages)
    assert first.head.name in text
    assert second.head.name in text
    assert first.card not in text
    assert done["letters"][0]["family_id"] is None


def test_a_letter_of_the_office_needs_nobody_and_takes_nobody(
    run: Run, register: Register, tmp_path: Path
) -> None:
    made = ("letter", "make", "surat-tugas", "--set", "officers=SLAMET", "--set", "area=Langkap")
    rest = ("--set", "period=Desember 2026", "--out", tmp_path, *register.arguments, "--json")
    done = run(*made, *rest)
    assert (done.code, done.data["made"]) == (0, 1)
    assert run(*made, "--family", register.families[0].card, *rest).code == 2


def test_a_stopped_list_goes_on_at_a_row(run: Run, register: Register, tmp_path: Path) -> None:
    rows = tmp_path / "daftar.csv"
    rows.write_text(
        "kk\n" + "".join(f"{family.card}\n" for family in register.families), encoding="utf-8"
    )
    done = run(
        *("letter", "make", "pemberitahuan", "--for", rows, "--from-row", "3"),
        *("--set", "message=bantuan dapat diambil", "--out", tmp_path / "surat"),
        *(*register.arguments, "--json"),
    ).data
    assert done["made"] == 2
