"""A demo office by command, and the program's check of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.actions.demo import DEMO_PASSPHRASE
from tests.cli.conftest import Run
from tests.conftest import PASSPHRASE

SMALL = ("--persons", "60", "--interventions", "3", "--json")


def test_a_demo_office_is_made_with_a_hub_that_it_has_joined(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DTSEN_PASSPHRASE")
    folder = tmp_path / "percobaan"
    made = run("demo", "create", "--office", folder, *SMALL)
    assert made.code == 0, made.out
    assert made.data["passphrase"] == DEMO_PASSPHRASE
    assert made.data["persons"] >= 60
    monkeypatch.setenv("DTSEN_PASSPHRASE", DEMO_PASSPHRASE)
    arguments = ("--office", folder, "--user", made.data["user"], "--json")
    info = run("office", "info", *arguments).data
    assert info["is_enrolled"] is True
    assert len(info["releases"]) == 2
    assert run("search", "3326", "--limit", "5", *arguments).data["hits"]
    written = run("package", "write", "--out", made.data["stick"], *arguments).data
    at_hub = ("--office", made.data["hub"], "--user", made.data["user"], "--json")
    assert run("package", "inspect", written["file"], *at_hub).data["verdict"] == "genuine"


def test_a_passphrase_that_was_given_for_a_demo_office_is_used_and_not_printed(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "percobaan"
    made = run("demo", "create", "--office", folder, "--user", "rini", *SMALL)
    assert PASSPHRASE not in made.out
    assert made.data["passphrase"] is None
    assert run("user", "list", "--office", folder, "--user", "rini").code == 0
