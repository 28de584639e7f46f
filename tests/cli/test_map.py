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
    assert sum(one["value"] for one in shown["villages"]) > 0
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
