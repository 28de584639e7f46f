"""Backups by command."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Register, Run
from tests.conftest import ADMIN


def test_a_backup_is_made_listed_and_restored(run: Run, register: Register, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    assert run("backup", "create", "--to", disk, *register.arguments, "--json").error["code"] == (
        "backup-folder-missing"
    )
    disk.mkdir()
    made = run("backup", "create", "--to", disk, *register.arguments, "--json").data
    assert Path(made["file"]).stat().st_size == made["bytes"]
    (line,) = run("backup", "list", "--from", disk, "--json").data["backups"]
    assert (line["file"], line["missing"], line["office"]) == (made["file"], 0, "Kecamatan Contoh")
    target = ("--office", tmp_path / "new", "--user", ADMIN)
    back = run("backup", "restore", made["file"], *target, "--json").data
    assert (back["releases_missing"], back["age_days"]) == ([], 0)
    assert run("search", "slamet", *target, "--json").data["hits"]
    again = run("backup", "restore", made["file"], *target, "--json")
    assert again.error["code"] == "office-exists"
    told = run("backup", "restore", made["file"], "--office", tmp_path / "b", "--user", ADMIN).out
    assert "kurang dari satu hari" in told


def test_where_backups_go_is_set(run: Run, register: Register, tmp_path: Path) -> None:
    first = run("backup", "settings", *register.arguments, "--json").data
    assert first == {"folder": None, "keep": 7, "last_at": None}
    changed = run(
        "backup", "settings", "--folder", tmp_path, "--keep", "3", *register.arguments, "--json"
    ).data
    assert (changed["folder"], changed["keep"]) == (str(tmp_path), 3)
    assert run("backup", "create", "--if-due", *register.arguments, "--json").data["file"]
    assert run("backup", "create", "--if-due", *register.arguments, "--json").data["file"] is None
