"""Maps by command."""

from __future__ import annotations

from pathlib import Path

from desktop_app.domain.region import RegionTable
from desktop_app.files import read_resource_text
from tests.boundaries import a_collection, write_collection
from tests.cli.conftest import Register, Run

TABLE = RegionTable.from_csv(read_resource_text("reference/regions.csv"))
VILLAGES = TABLE.villages_within("33.26.13")


def test_boundaries_are_checked_loaded_shown_and_removed(
    run: Run, register: Register, tmp_path: Path
) -> None:
    file = write_collection(tmp_path / "batas.geojson", a_collection(VILLAGES[:-1]))
    at = (*register.arguments, "--json")
    looked = run("map", "import", file, "--check", *at).data
    assert (looked["loaded"], looked["villages"]) == (False, len(VILLAGES) - 1)
    assert run("map", "show", *at).data["is_tiles"]
    loaded = run("map", "import", file, *at).data
    assert loaded["missing"] == [VILLAGES[-1].code]
    shown = run("map", "show", "--report", "R3", "--column", "missed", "--points", *at).data
    assert (shown["is_tiles"], shown["boundaries"]["name"]) == (False, "batas.geojson")
    assert sum(one["value"] or 0 for one in shown["villages"]) > 0
    assert shown["points"] == 0
    words = run("map", "show", *register.arguments, "--lang", "en")
    assert "has no boundary" in words.out
    assert run("map", "remove", *at).data == {"removed": True}
    assert run("map", "remove", *at).error["code"] == "boundaries-none"


def test_a_map_is_written_as_pdf(run: Run, register: Register, tmp_path: Path) -> None:
    target = tmp_path / "peta.pdf"
    what = ("--report", "R2", "--column", "coverage", "--out", target, "--paper", "a4")
    errand = ("--purpose", "rakor TKPK", "--recipient", "Bapperida")
    made = run("map", "export", *what, *errand, *register.arguments, "--json")
    assert made.code == 0, made.out
    assert made.data["pages"] == 1
    assert target.read_bytes().startswith(b"%PDF")


def test_a_hostile_file_changes_nothing_and_is_named(
    run: Run, register: Register, tmp_path: Path
) -> None:
    file = tmp_path / "rusak.geojson"
    file.write_text("[" * 50_000)
    at = (*register.arguments, "--json")
    refused = run("map", "import", file, *at)
    assert (refused.code, refused.error["code"]) == (1, "boundaries-faulty")
    assert run("map", "import", tmp_path / "tidak-ada.json", *at).code in (1, 3)
    assert (
        run("map", "show", "--report", "R6", "--column", "given", *at).error["code"]
        == "report-no-map"
    )


def test_desa_lokus_are_set_by_code_or_from_a_list(
    run: Run, register: Register, tmp_path: Path
) -> None:
    at = (*register.arguments, "--json")
    made = run("lokus", "set", VILLAGES[0].code, "--source", "SK 1", *at)
    assert made.data == {"villages": [VILLAGES[0].code], "source": "SK 1"}
    assert (
        run("lokus", "set", "99.99.99.9999", VILLAGES[0].code, *at).error["code"] == "focus-unknown"
    )
    file = tmp_path / "lokus.csv"
    file.write_text("\n".join(f"{one.code},{one.name}" for one in VILLAGES[:3]))
    assert len(run("lokus", "set", "--from", file, *at).data["villages"]) == 3
    assert VILLAGES[2].local_name in run("lokus", "list", *register.arguments).out
    assert run("lokus", "set", *at).data["villages"] == []
