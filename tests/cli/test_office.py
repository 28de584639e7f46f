"""Offices, users and the audit log by command."""

from __future__ import annotations

from pathlib import Path

from desktop_app.actions.office import Office
from tests.cli.conftest import Register, Run
from tests.conftest import PASSPHRASE


def test_a_new_office_shows_its_recovery_code_once(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "baru"
    new = run(
        *("office", "create", "--office", folder, "--kind", "desa", "--region", "3326132012"),
        *("--name", "Desa Ambokembang", "--admin", "sari", "--full-name", "Sari Contoh", "--json"),
    )
    assert new.code == 0
    assert set(new.data) == {"office_id", "device_id", "recovery_code"}
    assert PASSPHRASE not in new.out
    info = run("office", "info", "--office", folder, "--user", "sari", "--json").data
    assert (info["kind"], info["region"]) == ("desa", "33.26.13.2012")
    assert info["device_id"] == new.data["device_id"]
    assert new.data["recovery_code"] not in str(info)


def test_an_office_is_not_made_twice_nor_with_a_short_passphrase(
    run: Run, register: Register, tmp_path: Path
) -> None:
    rest = ("--kind", "hub", "--region", "33.26", "--name", "Hub", "--admin", "sari", "--json")
    assert run("office", "create", "--office", register.folder, *rest).error["code"] == (
        "office-exists"
    )
    short = tmp_path / "short.txt"
    short.write_text("pendek", encoding="utf-8")
    fresh = ("--office", tmp_path / "baru", "--passphrase-file", short)
    assert run("office", "create", *fresh, *rest).error["code"] == "passphrase-too-short"
    assert not (tmp_path / "baru").exists()


def test_info_says_what_the_office_holds(run: Run, register: Register) -> None:
    info = run("office", "info", *register.arguments, "--json").data
    assert {"kind", "region", "device_id", "schema", "releases", "ops_unconfirmed"} <= set(info)
    assert info["releases"][0]["label"] == "V3 2026"
    assert info["releases"][0]["is_current"] is True
    assert (info["releases"][0]["families"], info["releases"][0]["persons"]) == (3, 6)
    text = run("office", "info", *register.arguments)
    assert "Kecamatan Contoh" in text.out
    assert "V3 2026" in text.out


def test_check_finds_an_office_whole(run: Run, register: Register) -> None:
    checked = run("office", "check", *register.arguments, "--json")
    assert checked.code == 0
    assert checked.data["ok"] is True
    names = {check["name"] for check in checked.data["checks"]}
    assert names >= {"database", "release:V3 2026", "audit", "ops", "evidence", "free-space"}
    assert "Semuanya utuh." in run("office", "check", *register.arguments).out


def test_check_ends_with_3_where_a_release_is_gone(run: Run, register: Register) -> None:
    for path in (register.folder / "extracts").iterdir():
        path.unlink()
    checked = run("office", "check", *register.arguments, "--json")
    assert checked.code == 3
    assert checked.data["ok"] is False


def test_a_second_program_on_the_same_office_is_refused(run: Run, office: Office) -> None:
    arguments = ("office", "info", "--office", office.paths.folder, "--user", "sari", "--json")
    assert run(*arguments).error["code"] == "office-in-use"
    office.close()
    assert run(*arguments).code == 0


def test_users_are_listed_with_their_roles(run: Run, register: Register) -> None:
    users = run("user", "list", *register.arguments, "--json").data["users"]
    assert [(user["name"], user["role"]) for user in users] == [("sari", "device-admin")]
    assert "Sari Contoh" in run("user", "list", *register.arguments).out


def test_the_audit_log_is_listed_and_proven(run: Run, register: Register) -> None:
    verdict = run("audit", "verify", *register.arguments, "--json").data
    assert verdict["ok"] is True
    assert verdict["first_bad"] is None
    assert verdict["entries"] > 2
    lines = run("audit", "list", "--limit", "2", *register.arguments, "--json").data["entries"]
    assert len(lines) == 2
    assert lines[0]["deed"] == "office-opened"
    assert lines[0]["user"] == "sari"
    assert "Rilis dimuat" in run("audit", "list", *register.arguments).out
    assert "baris log" in run("audit", "verify", *register.arguments).out


def test_what_is_printed_about_the_office_is_set_piece_by_piece(
    run: Run, register: Register
) -> None:
    changed = run("identity", "set", "--unit", "14", *register.arguments, "--json").data
    assert (changed["unit"], changed["place"]) == ("14", "Kedungwuni")
    assert run("identity", "show", *register.arguments, "--json").data == changed
    faulty = run("identity", "set", "--pattern", "{nomor}", *register.arguments, "--json")
    assert faulty.error["code"] == "letter-pattern-faulty"


def test_who_signs_is_added_and_listed(run: Run, register: Register) -> None:
    added = run(
        *("official", "add", "--name", "Sri Contoh, S.E.", "--position", "Sekretaris Kecamatan"),
        *("--capacity", "on-behalf", "--superior", "Camat Kedungwuni", "--from", "01-02-2026"),
        *(*register.arguments, "--json"),
    ).data
    assert added["capacity"] == "on-behalf"
    assert added["valid_from"] == "2026-02-01"
    listed = run("official", "list", *register.arguments, "--json").data["officials"]
    assert added["id"] in {one["id"] for one in listed}
