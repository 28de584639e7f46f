"""``match``: from a file to a workbook, with the answers kept in the office."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import ERRAND, Register, Run
from tests.conftest import PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def listed(register: Register, tmp_path: Path) -> Path:
    """Three rows: by NIK, nearly by name, and nobody."""
    slamet, siti, _ = register.families[0].members
    path = tmp_path / "baznas.csv"
    path.write_text(
        "NIK;Nama;Tgl Lahir;Desa\n"
        f"{slamet.nik};Slamet Raharjo;02-01-1980;Langkap\n"
        f";Siti Amnah;02-01-1980;Langkap\n"
        ";Bejo Sukoco;03-04-1970;Langkap\n",
        encoding="utf-8",
    )
    assert siti.name == "SITI AMINAH"
    return path


def test_a_list_is_matched_and_written(
    run: Run, register: Register, listed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "hasil.xlsx"
    done = run(
        "--json",
        "match",
        listed,
        "--out",
        out,
        *ERRAND,
        *register.arguments,
    )
    assert done.code == 0, done.err
    answer = done.data
    assert (answer["rows"], answer["found"], answer["doubtful"], answer["not_found"]) == (
        3,
        1,
        1,
        1,
    )
    assert answer["columns"]["nik"] == "NIK"
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Hasil", "Perlu diputuskan", "Keterangan"]
    assert book["Hasil"].max_row == 4


def test_the_text_answer_counts_and_names_nobody(
    run: Run, register: Register, listed: Path, tmp_path: Path
) -> None:
    done = run(
        "match",
        listed,
        "--out",
        tmp_path / "x.xlsx",
        *ERRAND,
        *register.arguments,
    )
    assert done.code == 0
    assert "Ditemukan lewat NIK" in done.out
    assert "SLAMET" not in done.out.upper().replace("HASIL", "")


def test_kept_lists_are_shown_written_again_and_removed(
    run: Run, register: Register, listed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "hasil.xlsx"
    first = run(
        "--json",
        "match",
        listed,
        "--out",
        out,
        *ERRAND,
        *register.arguments,
    ).data
    (kept,) = run("--json", "match", "--list", *register.arguments).data["matches"]
    assert (kept["match_id"], kept["name"]) == (first["match_id"], "baznas.csv")
    assert "baznas.csv" in run("match", "--list", *register.arguments).out
    out.unlink()
    again = run(
        "--json",
        "match",
        "--kept",
        kept["match_id"],
        "--out",
        out,
        *ERRAND,
        *register.arguments,
    )
    assert again.data["rows"] == 3
    assert out.is_file()
    assert run("match", "--forget", kept["match_id"], *register.arguments).code == 0
    assert run("--json", "match", "--list", *register.arguments).data["matches"] == []
    gone = run(
        "--json",
        "match",
        "--kept",
        kept["match_id"],
        "--out",
        out,
        *ERRAND,
        *register.arguments,
    )
    assert (gone.code, gone.error["code"]) == (1, "match-unknown")


def test_columns_can_be_named(run: Run, register: Register, tmp_path: Path) -> None:
    nik = register.families[1].head.nik
    path = tmp_path / "opd.csv"
    path.write_text(f"Peserta,Nomor\nKASMIRAH,{nik}\n", encoding="utf-8")
    out = tmp_path / "x.xlsx"
    unknown = run(
        "--json",
        "match",
        path,
        "--out",
        out,
        *ERRAND,
        *register.arguments,
    )
    assert (unknown.code, unknown.error["code"]) == (1, "list-names-nobody")
    named = ("--column", "nik=Nomor", "--column", "name=Peserta")
    done = run(
        "--json",
        "match",
        path,
        "--out",
        out,
        *ERRAND,
        *named,
        *register.arguments,
    )
    assert done.data["found_by_nik"] == 1
    wrong = run(
        "match",
        path,
        "--out",
        out,
        *ERRAND,
        "--column",
        "nik=Tidak Ada",
        *register.arguments,
    )
    assert wrong.code == 2
    assert (
        run(
            "match",
            path,
            "--out",
            out,
            *ERRAND,
            "--column",
            "x=y",
            *register.arguments,
        ).code
        == 2
    )


@pytest.mark.parametrize("words", [(), ("a.csv", "--list"), ("a.csv",), ("--kept", "x")])
def test_what_cannot_be_meant_is_wrong_usage(
    run: Run, register: Register, words: tuple[str, ...]
) -> None:
    assert run("match", *words, *register.arguments).code == 2


def test_a_file_that_is_not_there_is_said_so(run: Run, register: Register, tmp_path: Path) -> None:
    done = run(
        "--json", "match", tmp_path / "tidak.xlsx", "--out", tmp_path / "x.xlsx", *ERRAND,
        *register.arguments,
    )  # fmt: skip
    assert (done.code, done.error["code"]) == (1, "file-unreadable")


def test_a_script_gets_one_object_and_silence(
    register: Register, listed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "hasil.xlsx"
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "match", str(listed), "--out", str(out), "--json",
         "--purpose", "Jawaban BAZNAS", "--recipient", "BAZNAS", *register.arguments],
        cwd=ROOT, env={**os.environ, "DTSEN_PASSPHRASE": PASSPHRASE}, stdin=subprocess.DEVNULL,
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["rows"] == 3
    told = [row[1].value for row in openpyxl.load_workbook(out)["Keterangan"].iter_rows()]
    assert "Jawaban BAZNAS" in told
