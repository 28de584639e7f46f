"""A damaged office on the command line: read and saved, everything else refused, all with a sentence."""

from __future__ import annotations

from pathlib import Path

from desktop_app.paths import OfficePaths
from tests.cli.conftest import ERRAND, Register, Run
from tests.conftest import ADMIN
from tests.damage import damage


def test_a_damaged_office_is_read_and_saved_and_nothing_else(
    register: Register, run: Run, tmp_path: Path
) -> None:
    damage(register.folder, "form_draft")
    info = run("office", "info", "--json", *register.arguments)
    assert info.code == 0
    assert info.data["in_rescue"] is True
    assert "Mode penyelamatan" in info.err
    found = run("search", register.families[0].head.name, "--json", *register.arguments)
    assert found.data["hits"]
    refused = run("user", "disable", ADMIN, "--json", *register.arguments)
    assert (refused.code, refused.error["code"]) == (3, "office-in-rescue")
    checked = run("office", "check", "--json", *register.arguments)
    assert checked.code == 3
    bad = {one["name"] for one in checked.data["checks"] if not one["ok"]}
    assert "database" in bad
    out = tmp_path / "bantuan.xlsx"
    listed = run("intervention", "export", "--out", str(out), *ERRAND, *register.arguments)
    assert listed.code == 0
    disk = tmp_path / "disk"
    disk.mkdir()
    saved = run("backup", "create", "--to", str(disk), "--json", *register.arguments)
    assert saved.code == 0
    assert saved.data["is_whole"] is False
    assert (Path(saved.data["file"]) / "office.db").is_file()


def test_the_check_of_the_week_is_kept_and_made_once(register: Register, run: Run) -> None:
    assert run("office", "info", "--json", *register.arguments).data["last_check_at"] is None
    first = run("office", "check", "--if-due", "--json", *register.arguments)
    assert (first.code, bool(first.data["checks"])) == (0, True)
    again = run("office", "check", "--if-due", "--json", *register.arguments)
    assert (again.code, again.data["checks"]) == (0, [])
    assert run("office", "info", "--json", *register.arguments).data["last_check_at"]


def test_a_cut_office_is_said_to_be_damaged(register: Register, run: Run) -> None:
    database = OfficePaths(register.folder).database
    database.write_bytes(b"")
    ran = run("office", "info", "--json", *register.arguments)
    assert (ran.code, ran.error["code"]) == (3, "database-damaged")
