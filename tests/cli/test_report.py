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
    for form in ("csv", "xlsx", "json"):
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
    assert sum(line["deed"] == "report-made" for line in newest) == 3


def test_an_unknown_report_or_form_is_refused(run: Run, register: Register, tmp_path: Path) -> None:
    arguments = ("--out", tmp_path / "r.csv", *register.arguments, "--json")
    unknown = run("report", "make", "R99", "--format", "csv", *arguments)
    assert unknown.error["code"] == "report-unknown"
    assert run("report", "make", "R1", "--format", "doc", *arguments).code == 2
    assert not (tmp_path / "r.csv").exists()
