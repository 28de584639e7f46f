"""Releases by command: look, load, list, drop."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from tests.builders import Member, a_family, a_pair
from tests.cli.conftest import Register, Run

DATED = ("--reference-date", "2026-10-10")


def test_a_preview_says_what_the_files_are_and_writes_nothing(
    run: Run, register: Register, tmp_path: Path
) -> None:
    pair = a_pair(tmp_path / "q4", register.families, "q4")
    look = run("extract", "preview", *pair, *register.arguments, "--json").data
    assert {"files", "mapping", "region_system", "problems_so_far"} <= set(look)
    assert look["region_system"] == "bps"
    assert {"path", "kind", "encoding", "delimiter", "header_row", "layout", "rows", "columns"} <= (
        set(look["files"][0])
    )
    assert [len(file["columns"]) for file in look["files"]] == [52, 48]
    assert [file["rows"] for file in look["files"]] == [3, 6]
    assert "keluarga_q4.csv" in run("extract", "preview", *pair, *register.arguments).out
    releases = run("extract", "list", *register.arguments, "--json").data["releases"]
    assert [line["label"] for line in releases] == ["V3 2026"]


def test_an_import_counts_every_record_and_is_in_use_afterwards(
    run: Run, register: Register, tmp_path: Path
) -> None:
    families = [*register.families, a_family("MARSIYAH", sequence=7)]
    pair = a_pair(tmp_path / "q4", families, "q4")
    done = run(
        *("extract", "import", *pair, "--release", "V4 2026", *DATED, "--bast", "BAST-2"),
        *(*register.arguments, "--json"),
    )
    assert done.code == 0
    data = done.data
    assert {"release_id", "families", "persons", "seconds", "peak_mb"} <= set(data)
    assert (data["families"], data["persons"], data["records"]) == (4, 7, 11)
    parts = ("clean", "repaired", "flagged", "refused", "duplicates", "ignored")
    assert sum(data[part] for part in parts) == data["records"]
    releases = run("extract", "list", *register.arguments, "--json").data["releases"]
    assert {(line["label"], line["is_current"]) for line in releases} == {
        ("V4 2026", True),
        ("V3 2026", False),
    }


def test_a_release_that_cannot_be_compared_is_loaded_all_the_same_and_says_so(
    run: Run, register: Register, tmp_path: Path
) -> None:
    pair = a_pair(tmp_path / "q4", [*register.families, a_family("MARSIYAH", sequence=7)], "q4")
    (gone,) = (register.folder / "extracts").glob("[!.]*[!s].db")
    gone.unlink()
    arguments = (*register.arguments, "--lang", "en")
    done = run("extract", "import", *pair, "--release", "V4 2026", *DATED, *arguments)
    assert done.code == 0
    assert "“V4 2026” is in use now" in done.out
    assert "not compared with the release before" in done.out


def test_a_release_older_than_the_one_in_use_does_not_say_that_it_is_in_use(
    run: Run, register: Register, tmp_path: Path
) -> None:
    pair = a_pair(tmp_path / "q0", [*register.families, a_family("MARSIYAH", sequence=7)], "q0")
    older = ("--reference-date", "2025-01-10")
    arguments = (*register.arguments, "--lang", "en")
    done = run("extract", "import", *pair, "--release", "V0", *older, *arguments)
    assert "“V0” is kept for comparison; a later release is in use" in done.out


def test_rows_that_were_not_taken_as_they_stood_are_written_as_csv(
    run: Run, register: Register, tmp_path: Path
) -> None:
    odd = a_family("PARTONO", sequence=8)
    late = Member("'" + odd.head.nik, "=SUM(A1)", born="2099-01-01")
    families = [a_family("MARSIYAH", sequence=i) for i in range(60, 130)]
    pair = a_pair(tmp_path / "q4", [*families, type(odd)(odd.card, (late,))], "q4")
    problems = tmp_path / "problems.csv"
    data = run(
        *("extract", "import", *pair, "--release", "V4 2026", *DATED, "--problems", problems),
        *("--purpose", "rapat", "--recipient", "Bappeda"),
        *(*register.arguments, "--json"),
    ).data
    with problems.open(encoding="utf-8", newline="") as file:
        assert "Bappeda" in next(file)
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["file", "row", "line", "column", "kind", "action", "raw"]
    assert len(rows) == data["problems"] > 0
    assert {row["file"] for row in rows} <= {"keluarga_q4.csv", "anggota_q4.csv"}
    assert not any(row["raw"].startswith("=") for row in rows)


def test_a_release_is_loaded_under_one_label_only_and_never_from_the_future(
    run: Run, register: Register, tmp_path: Path
) -> None:
    pair = a_pair(tmp_path / "q4", register.families[:1], "q4")
    arguments = ("extract", "import", *pair, *register.arguments, "--json")
    taken = run(*arguments, "--release", "V3 2026", *DATED)
    assert (taken.code, taken.error["code"]) == (1, "release-label-taken")
    future = run(*arguments, "--release", "V9", "--reference-date", "2999-01-01")
    assert future.error["code"] == "date-in-future"
    odd = run(*arguments, "--release", "V9", "--reference-date", "yesterday")
    assert odd.error["code"] == "date-invalid"


def test_files_that_are_no_extract_are_refused(
    run: Run, register: Register, tmp_path: Path
) -> None:
    strange = tmp_path / "catatan.csv"
    strange.write_text("ini,bukan,ekstrak\n1,2,3\n", encoding="utf-8")
    said = run("extract", "preview", strange, *register.arguments, "--json")
    assert said.code == 1
    assert said.error["facts"]["name"] == "catatan.csv"


def test_the_release_in_use_is_not_dropped_but_an_old_one_is(
    run: Run, register: Register, tmp_path: Path
) -> None:
    refused = run("extract", "drop", "V3 2026", *register.arguments, "--json")
    assert refused.error["code"] == "release-in-use"
    pair = a_pair(tmp_path / "q4", register.families[:2], "q4")
    run("extract", "import", *pair, "--release", "V4 2026", *DATED, *register.arguments)
    assert run("extract", "drop", "V3 2026", *register.arguments, "--json").data == {
        "dropped": "V3 2026"
    }
    releases = run("extract", "list", *register.arguments, "--json").data["releases"]
    assert [line["label"] for line in releases] == ["V4 2026"]


def test_two_quarters_are_compared_and_every_change_is_written(
    run: Run, register: Register, tmp_path: Path
) -> None:
    first, second, _third = register.families
    families = [replace(first, decile=9), second, a_family("MARSIYAH", sequence=7)]
    pair = a_pair(tmp_path / "q4", families, "q4")
    run("extract", "import", *pair, "--release", "V4 2026", *DATED, *register.arguments)
    both = ("extract", "compare", "--from", "V3 2026", "--to", "V4 2026", *register.arguments)
    counted = run(*both, "--json").data
    assert {"families", "persons", "decile_moves"} <= set(counted)
    assert (counted["families"]["entered"], counted["families"]["left"]) == (1, 1)
    assert counted["decile_moves"]["extreme"] == 1
    assert set(counted["decile_moves"]) >= {"same", "small", "significant", "extreme"}
    changes = tmp_path / "changes.csv"
    assert (
        run(*both, "--out", changes, "--purpose", "rapat", "--recipient", "Bappeda", "--json").data[
            "families"
        ]
        == counted["families"]
    )
    with changes.open(encoding="utf-8", newline="") as file:
        assert "Bappeda" in next(file)
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["entity", "change", "key", "old_key", "field", "old", "new"]
    assert ("family", "changed", first.card, "desil_nasional", "2", "9") in {
        (row["entity"], row["change"], row["key"], row["field"], row["old"], row["new"])
        for row in rows
    }
    assert "V3 2026" not in run(*both).err
    unknown = run("extract", "compare", "--from", "V3 2026", "--to", "V8", *register.arguments)
    assert unknown.code == 1
