"""Reports by command."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Register, Run


def test_reports_are_listed_and_made_in_every_form(
    run: Run, register: Register, tmp_path: Path
) -> None:
    reports = run("report", "list", *register.arguments, "--json").data["reports"]
    assert "R1" in {report["code"] for report in reports}
    for form in ("csv", "xlsx", "json", "pdf"):
        target = tmp_path / f"r1.{form}"
        arguments = (
            "--format",
            form,
            "--out",
            target,
            *("--purpose", "rapat koordinasi", "--recipient", "Bappeda"),
        )
        made = run("report", "make", "r1", *arguments, *register.arguments, "--json")
        assert made.code == 0, made.out
        assert {"rows", "totals", "file"} <= set(made.data)
        assert made.data["totals"]["families_all"] == 3
        assert target.stat().st_size > 0
    assert json.loads((tmp_path / "r1.json").read_text("utf-8"))
    newest = run("audit", "list", *register.arguments, "--json").data["entries"]
    assert sum(line["deed"] == "report-made" for line in newest) == 4


def test_an_unknown_report_or_form_is_refused(run: Run, register: Register, tmp_path: Path) -> None:
    arguments = ("--out", tmp_path / "r.csv", *register.arguments, "--json")
    unknown = run("report", "make", "R99", "--format", "csv", *arguments)
    assert unknown.error["code"] == "report-unknown"
    assert run("report", "make", "R1", "--format", "doc", *arguments).code == 2
    assert not (tmp_path / "r.csv").exists()


def test_whom_a_number_stands_for_is_listed_with_masked_numbers(
    run: Run, register: Register, tmp_path: Path
) -> None:
    asked = ("report", "who", "r3", "--column", "poorest_missed", *register.arguments, "--json")
    found = run(*asked).data["people"]
    target = tmp_path / "r3.json"
    run("report", "make", "R3", "--format", "json", "--out", target, *register.arguments)
    totals = json.loads(target.read_text("utf-8"))["totals"]
    assert len(found) == totals["poorest_missed"] > 0
    assert all("•" in one["family_card_no"] for one in found)
    whole = run(*asked, "--reveal", "undangan").data["people"]
    assert all(one["family_card_no"].isdigit() for one in whole)
    assert [one["family_id"] for one in run(*asked, "--start", "1").data["people"]] == [
        one["family_id"] for one in found[1:]
    ]


def test_a_list_behind_a_number_has_an_end(run: Run, register: Register) -> None:
    asked = ("report", "who", "R3", "--column", "poorest_missed", *register.arguments, "--json")
    for wrong in (("--limit", "-1"), ("--limit", "0"), ("--start", "-1")):
        assert run(*asked, *wrong).code == 2


def test_a_booklet_is_one_file_of_many_reports(
    run: Run, register: Register, tmp_path: Path
) -> None:
    target = tmp_path / "buku.pdf"
    made = run(
        "report", "booklet", "r1", "r10", "R8", "--out", target, "--paper", "a4",
        *register.arguments, "--json",
    )  # fmt: skip
    assert made.code == 0, made.out
    assert made.data["reports"] == ["R1", "R10"]
    assert made.data["left_out"] == ["R8"]
    assert made.data["pages"] >= 3
    assert target.read_bytes().startswith(b"%PDF")
