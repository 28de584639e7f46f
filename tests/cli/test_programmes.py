"""The catalogue by command: looked at, added to, revised."""

from __future__ import annotations

from pathlib import Path

from tests.actions.test_programmes import a_file
from tests.cli.conftest import Register, Run


def test_a_programme_is_added_shown_and_revised(
    run: Run, register: Register, tmp_path: Path
) -> None:
    added = run("programme", "add", a_file(tmp_path), *register.arguments, "--json")
    assert (added.code, added.data["versions"]) == (0, ["UJI-1@2026-01-01"])
    revised = run(
        "programme", "revise", a_file(tmp_path, day="2027-01-01"), *register.arguments, "--json"
    )
    assert revised.data["versions"] == ["UJI-1@2027-01-01"]
    shown = run("programme", "show", "uji-1", *register.arguments, "--json")
    older, newer = shown.data["versions"]
    assert (older["valid_until"], newer["valid_until"]) == ("2026-12-31", None)
    assert "UJI-1" in run("programme", "list", *register.arguments).out


def test_what_is_not_certain_is_said(run: Run, register: Register) -> None:
    shown = run("programme", "show", "PKH", *register.arguments)
    assert "Belum pasti" in shown.out
    assert "Lanjut usia" in shown.out
    assert "Rp2.400.000 setahun" in shown.out.replace("\u00a0", " ")


def test_a_faulty_file_is_refused_with_the_key(
    run: Run, register: Register, tmp_path: Path
) -> None:
    path = a_file(tmp_path)
    path.write_text(path.read_text("utf-8").replace('owner = "Kantor"\n', ""), "utf-8")
    refused = run("programme", "add", path, *register.arguments, "--json")
    assert refused.error["code"] == "programme-file-faulty"
    assert refused.error["facts"]["part"] == "UJI-1: owner is missing"


def test_rules_and_settings_are_listed_set_and_put_back(run: Run, register: Register) -> None:
    rules = run("programme", "rules", *register.arguments, "--json").data["rules"]
    assert {"blt-dd-clash", "house-again"} <= {rule["id"] for rule in rules}
    assert "RTLH, RST, BSPS" in run("programme", "rules", *register.arguments).out
    name = "SEMBAKO@2026-01-01/decile_max"
    reason = ("--reason", "surat dinas")
    done = run("programme", "set", name, "4", *reason, *register.arguments, "--json")
    assert (done.code, done.data) == (0, {"name": name, "value": 4})
    settings = run("programme", "settings", *register.arguments, "--json").data["settings"]
    (held,) = [one for one in settings if one["name"] == name]
    assert (held["value"], held["default"], held["set_in"]) == (4, 5, "33.26.13")
    assert held["note"]
    assert held["source"]
    assert run("programme", "set", name, "default", *reason, *register.arguments).code == 0
    refused = run("programme", "set", name, "9", *reason, *register.arguments, "--json")
    assert refused.error["code"] == "setting-value-unfit"
    shown = run("programme", "settings", *register.arguments).out
    assert name in shown


def test_a_programme_is_ended_by_command(run: Run, register: Register) -> None:
    ended = run(
        *("programme", "end", "kjs", "--on", "31-12-2026", "--reason", "dihentikan"),
        *(*register.arguments, "--json"),
    )
    assert (ended.code, ended.data) == (0, {"version": "KJS@2025-01-01"})
    shown = run("programme", "show", "KJS", *register.arguments, "--json").data
    assert shown["versions"][-1]["valid_until"] == "2026-12-31"
