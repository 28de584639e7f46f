"""A lost key comes back from the hub, by command: what is typed stands in variables and files."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app import bootstrap
from tests.cli.conftest import Run
from tests.conftest import ADMIN, NOW, PASSPHRASE, MakeOffice
from tests.hubs import SECOND, SECOND_PASSPHRASE, a_hub, add_second, enrol


def test_a_locked_office_asks_and_opens_with_the_answer_of_two_people(
    make_office: MakeOffice, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    hub, office = a_hub(make_office), make_office()
    add_second(hub)
    at_hub = ("--office", hub.paths.folder, "--user", ADMIN, "--json")
    key = run("hub", "escrow-key", *at_hub).data["escrow_key"]
    assert run("hub", "keys", *at_hub).data["has_escrow_key"] is False
    paper = tmp_path / "paper"
    paper.write_text(key.lower(), "utf-8")
    checked = run("hub", "escrow-key", "--check", "--escrow-key-file", paper, *at_hub)
    assert (checked.code, checked.data["root"]) == (0, 2)
    assert run("hub", "keys", *at_hub).data["has_escrow_key"] is True
    hub = bootstrap.open_office(hub.paths.folder, ADMIN, PASSPHRASE, clock=lambda: NOW)
    enrol(hub, office, stick)
    hub.close()
    office.close()

    asked = run("office", "ask-reset", "--out", stick, "--office", office.paths.folder, "--json")
    assert asked.code == 0
    monkeypatch.setenv("DTSEN_SECOND_PASSPHRASE", SECOND_PASSPHRASE)
    monkeypatch.setenv("DTSEN_ESCROW_KEY", key)
    give = ("hub", "reset", asked.data["file"], "--match", asked.data["match_code"], "--out", stick)
    alone = run(*give, "--second", "tono", *at_hub)
    assert alone.error["code"] == "passphrase-wrong"
    given = run(*give, "--second", SECOND, *at_hub)
    assert given.code == 0, given.out
    monkeypatch.setenv("DTSEN_NEW_PASSPHRASE", "nasi megono hangat pagi")
    at_office = ("--office", office.paths.folder, "--user", ADMIN)
    opened = run("office", "reset", "--answer", given.data["file"], *at_office, "--json")
    assert opened.code == 0
    assert opened.data["recovery_code"]
    again = run("office", "reset", "--answer", given.data["file"], *at_office, "--json")
    assert again.error["code"] == "reset-not-for-us"
    monkeypatch.setenv("DTSEN_PASSPHRASE", "nasi megono hangat pagi")
    assert run("office", "info", *at_office).code == 0
    deeds = run("audit", "list", "--json", *at_office)
    assert "office-reset" in deeds.out
