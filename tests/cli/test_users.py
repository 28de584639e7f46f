"""Users by command: codes for one time, passphrases from files, and the way back in."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app import crypto
from desktop_app.crypto import Stretching
from tests.cli.conftest import Register, Run


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, quick_stretching: Stretching) -> None:
    """Stretching costs what it must when somebody measures it, not in every test."""
    monkeypatch.setattr(crypto, "calibrated_stretching", lambda: quick_stretching)


def test_a_person_comes_in_with_a_code_and_leaves_with_a_passphrase(
    run: Run, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = run("user", "add", "budi", "--role", "operator", *register.arguments, "--json").data
    assert added["role"] == "operator"
    where = ("--office", register.arguments[register.arguments.index("--office") + 1])
    code, own = tmp_path / "code", tmp_path / "own"
    code.write_text(added["code"] + "\n", "utf-8")
    own.write_text("ombak karang sore teduh\n", "utf-8")
    budi = (*where, "--user", "budi", "--passphrase-file")
    refused = run("office", "info", *budi, code, "--json")
    assert (refused.code, refused.error["code"]) == (1, "passphrase-one-time")
    changed = run("user", "passphrase", "--new-passphrase-file", own, *budi, code, "--json")
    assert changed.data == {"user": "budi"}
    assert run("office", "info", *budi, own, "--json").code == 0
    denied = run("user", "list", *budi, own, "--json")
    assert denied.data["users"][0]["name"] == "budi"
    assert run("user", "disable", "budi", *budi, own, "--json").error["code"] == "right-missing"


def test_roles_and_keeping_out(run: Run, register: Register) -> None:
    run("user", "add", "budi", "--role", "operator", *register.arguments)
    moved = run("user", "set-role", "budi", "auditor", *register.arguments, "--json")
    assert moved.data["role"] == "auditor"
    assert not run("user", "disable", "budi", *register.arguments, "--json").data["is_active"]
    again = run("user", "reset", "budi", *register.arguments, "--json").data
    assert again["is_active"]
    assert len(again["code"].split()) == 5
    twice = run("user", "add", "BUDI", "--role", "operator", *register.arguments, "--json")
    assert twice.error["code"] == "user-known-already"


def test_the_recovery_code_is_renewed_and_opens(
    run: Run, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = run("user", "recovery-code", *register.arguments, "--json").data["recovery_code"]
    where = ("--office", register.arguments[register.arguments.index("--office") + 1])
    user = ("--user", register.arguments[register.arguments.index("--user") + 1])
    monkeypatch.setenv("DTSEN_NEW_PASSPHRASE", "ombak karang sore teduh")
    monkeypatch.setenv("DTSEN_RECOVERY_CODE", "AAAA-BBBB")
    wrong = run("office", "recover", *where, *user, "--json")
    assert wrong.error["code"] == "recovery-code-wrong"
    file = tmp_path / "code"
    file.write_text(code.lower(), "utf-8")
    opened = run("office", "recover", "--code-file", file, *where, *user, "--json")
    assert opened.code == 0
    assert opened.data["recovery_code"] != code
    old = run("office", "info", *register.arguments, "--json")
    assert old.error["code"] == "passphrase-wrong"


def test_a_new_key_gives_the_others_a_code_and_the_envelope_another(
    register: Register, run: Run
) -> None:
    added = run("user", "add", "budi", "--role", "operator", *register.arguments, "--json").data[
        "code"
    ]
    done = run("office", "rekey", *register.arguments, "--json")
    assert done.code == 0
    (one,) = done.data["users"]
    assert one["name"] == "budi"
    assert one["code"] != added
    assert done.data["recovery_code"].count("-") == 6
    assert run("office", "check", *register.arguments).code == 0
