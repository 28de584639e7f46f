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
