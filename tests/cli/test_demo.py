"""A demo office by command, and the program's check of itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.actions.demo import DEMO_PASSPHRASE
from desktop_app.actions.office import Office
from desktop_app.cli import main as door
from desktop_app.cli import self_check as self_check_command
from desktop_app.cli.call import Window
from desktop_app.cli.self_check import NotTried
from tests.cli.conftest import Run
from tests.conftest import PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]
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


def self_check(**environment: str) -> subprocess.CompletedProcess[str]:
    """The program's check of itself, in a process of its own: it opens a window."""
    return subprocess.run(
        [sys.executable, "-m", "desktop_app", "self-check", "--json"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )


def test_the_program_proves_itself_and_leaves_nothing_behind(tmp_path: Path) -> None:
    done = self_check(TMPDIR=str(tmp_path), TEMP=str(tmp_path), TMP=str(tmp_path))
    assert done.returncode == 0, done.stdout
    assert done.stderr == ""
    answer = json.loads(done.stdout)
    assert answer["ok"] is True
    assert [check["name"] for check in answer["checks"]][-1] == "window"
    assert all(check["ok"] and check["tried"] for check in answer["checks"])
    assert answer["not_run"] == []
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_tried_here_is_named_and_its_answer_is_in_a_file_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash() -> str:
        raise NotTried("pandas ended with 5")

    monkeypatch.setattr(self_check_command, "_CHECKS", (("tables", lambda _bench: crash()),))
    result = tmp_path / "answer.json"
    nothing = Window(lambda _office, _user: 0, lambda _office: None)
    code = door.run(["self-check", "--lang", "en", "--result", str(result)], nothing)
    assert code == 0
    assert "Not tried: tables." in capsys.readouterr().out
    answer = json.loads(result.read_text(encoding="utf-8"))
    assert answer["not_run"] == ["tables"]
    assert [(one["tried"], one["detail"]) for one in answer["checks"]] == [
        (False, "pandas ended with 5")
    ]


def test_a_check_that_fails_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    def show(_office: Path | None, _user: str) -> int:
        raise AssertionError("nobody asked for a window")

    def check(_office: Office) -> None:
        raise RuntimeError("no display")

    code = door.run(["self-check", "--json"], Window(show, check))
    answer = json.loads(capsys.readouterr().out)
    assert (code, answer["ok"]) == (1, False)
    assert answer["error"]["code"] == "self-check-failed"
    assert answer["error"]["facts"] == {"step": "window"}
    last = answer["checks"][-1]
    assert (last["name"], last["ok"]) == ("window", False)
    assert "RuntimeError E-" in last["detail"]
