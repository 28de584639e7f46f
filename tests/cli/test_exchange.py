"""Joining a hub and sending to it, by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.domain.roles import OfficeKind
from tests.builders import a_family, a_pair
from tests.cli.conftest import Register, Run
from tests.conftest import ADMIN, MakeOffice


@pytest.fixture
def hub(make_office: MakeOffice) -> tuple[str, ...]:
    """The arguments of every command at a hub."""
    office = make_office(OfficeKind.HUB, "33.26", "Hub Contoh", "hub")
    office.close()
    return ("--office", str(office.paths.folder), "--user", ADMIN, "--json")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Where packages go."""
    return tmp_path / "stick"


def test_an_office_joins_by_two_codes_and_its_package_is_looked_into_at_the_hub(
    run: Run, register: Register, hub: tuple[str, ...], stick: Path
) -> None:
    office = (*register.arguments, "--json")
    fingerprint = run("hub", "init", *hub).data["hub_fingerprint"]
    asked = run("device", "enrol", "--out", stick, "--label", "Laptop 1", *office).data
    assert {"match_code", "hub_fingerprint"} <= set(asked)
    request = run("package", "inspect", asked["file"], *hub).data
    assert (request["kind"], request["verdict"]) == ("daftar", "unproven")

    approve = ("hub", "approve", asked["file"], "--region", "33.26.13", "--out", stick)
    wrong = run(*approve, "--match", "0000 0000 0000 0000 0000 0000", *hub)
    assert wrong.error["code"] == "match-code-wrong"
    approved = run(*approve, "--match", asked["match_code"], *hub).data
    assert approved["hub_fingerprint"] == fingerprint

    other = run("device", "activate", approved["file"], "--fingerprint", "1" * 24, *office)
    assert other.error["code"] == "match-code-wrong"
    taken = run("device", "activate", approved["file"], "--fingerprint", fingerprint, *office)
    assert taken.data["hub_fingerprint"] == fingerprint
    assert taken.data["match_code"] == asked["match_code"]

    aid = ("--programme", "BLT-DD", "--period", "2026-07", "--on", "2026-07-20")
    run("intervention", "record", "--family", register.families[1].card, *aid, *office)
    written = run("package", "write", "--out", stick, *office).data
    assert {"file", "bytes", "ops"} <= set(written)
    assert written["ops"] == 1
    assert Path(written["file"]).stat().st_size == written["bytes"]

    view = run("package", "inspect", written["file"], *hub).data
    assert {"sender", "for", "kind", "ops", "verdict", "steps"} <= set(view)
    assert (view["kind"], view["verdict"], view["ops"]) == ("naik", "genuine", 1)
    assert view["steps"]["new"] == 1
    assert view["sender"]["region"] == "33.26.13"

    found = run("package", "find", stick, *hub).data["packages"]
    assert {line["kind"] for line in found} == {"daftar", "aktivasi", "naik"}
    (before,) = run("hub", "offices", *hub).data["offices"]
    assert (before["region"], before["label"]) == ("33.26.13", "Laptop 1")
    assert (before["last_package_at"], before["alarms"]) == (None, [])

    dry = run("package", "apply", written["file"], "--dry-run", *hub).data
    assert (dry["applied"], dry["dry_run"]) == (1, True)
    applied = run("package", "apply", stick, *hub).data
    assert {"applied", "already_known", "conflicts", "waiting", "refused"} <= set(applied)
    assert (applied["applied"], applied["already_known"], applied["refused"]) == (1, 0, [])
    (line,) = run("hub", "offices", *hub).data["offices"]
    assert line["last_package_at"] is not None
    assert (line["unread"], line["waiting"]) == (1, 0)

    early = run("package", "write", "--out", stick, *hub)
    assert early.error["code"] == "second-copy-missing"
    disk = stick.parent / "disk"
    disk.mkdir()
    assert run("hub", "copy", "--to", disk, *hub).data["entries"] == 1
    (sent,) = run("package", "write", "--out", stick, *hub).data["packages"]
    assert (sent["region"], sent["ops"]) == ("33.26.13", 1)
    taken_in = run("package", "apply", stick, *office).data
    assert (taken_in["applied"], taken_in["confirmed"]) == (1, 1)
    assert run("office", "info", *office).data["ops_unconfirmed"] == 0
    again = run("package", "apply", sent["file"], *register.arguments)
    assert again.code == 0
    assert "sudah pernah diterima" in again.out

    run("hub", "revoke", line["device_id"], "--reason", "Laptop hilang", *hub)
    refused = run("package", "apply", written["file"], *hub)
    assert (refused.code, refused.error["code"]) == (1, "device-revoked")
    many = run("package", "apply", stick, *hub)
    assert many.code == 1
    assert {one["error"] for one in many.data["packages"]} == {"device-revoked"}


def test_the_hub_cuts_a_release_and_the_office_takes_it(
    run: Run, make_office: MakeOffice, hub: tuple[str, ...], stick: Path, tmp_path: Path
) -> None:
    made = make_office()
    made.close()
    office = ("--office", str(made.paths.folder), "--user", ADMIN, "--json")
    run("hub", "init", *hub)
    asked = run("device", "enrol", "--out", stick, *office).data
    approve = ("hub", "approve", asked["file"], "--region", "33.26.13", "--out", stick)
    answer = run(*approve, "--match", asked["match_code"], *hub).data
    run("device", "activate", answer["file"], *office)
    files = a_pair(tmp_path / "extract", [a_family("SLAMET", "SITI"), a_family("KARTO")])
    load = ("extract", "import", *files, "--release", "Q1", "--reference-date", "2026-07-10")
    run(*load, "--bast", "BAST-7", "--accept", "contoh", *hub)
    cut = ("hub", "release", "Q1", "--out", stick)
    assert run(*cut, *hub).error["code"] == "bast-unsaid"
    run("extract", "bast", "Q1", "--no", "BAST-7", "--bast-kind", "pemanfaatan", *hub)
    (package,) = run(*cut, *hub).data["packages"]
    assert (package["families"], package["persons"]) == (2, 3)
    assert "Sudah ada" in run(*cut, *hub[:-1]).out
    view = run("package", "inspect", package["file"], *office).data
    assert (view["kind"], view["release"]["label"]) == ("rilis", "Q1")
    assert "BAST-7" in run("package", "apply", package["file"], "--dry-run", *office[:-1]).out
    (taken,) = run("package", "apply", stick, *office).data["packages"]
    assert taken["release"]["deciles"] == {"2": [2, 3]}
    assert taken["release"]["is_current"]
    again = run("package", "apply", stick, *office[:-1])
    assert "sudah pernah diterima" in again.out


def test_texts_of_the_exchange_name_codes_and_files(
    run: Run, register: Register, hub: tuple[str, ...], stick: Path
) -> None:
    at_hub = hub[:-1]
    made = run("hub", "init", *at_hub)
    assert made.code == 0
    assert "Sidik jari" in made.out
    asked = run("device", "enrol", "--out", stick, *register.arguments)
    (request,) = stick.rglob("*.tukar")
    assert str(request) in asked.out
    assert "Permintaan bergabung" in run("package", "inspect", request, *at_hub).out
    assert request.name in run("package", "find", stick, *at_hub).out
    assert run("hub", "offices", *at_hub).code == 0


def test_a_package_is_not_written_before_the_hub_is_known(
    run: Run, register: Register, stick: Path
) -> None:
    stick.mkdir()
    said = run("package", "write", "--out", stick, *register.arguments, "--json")
    assert said.error["code"] == "hub-not-known"
    assert list(stick.iterdir()) == []


def test_a_stick_that_is_not_there_does_not_become_a_folder(
    run: Run, register: Register, tmp_path: Path
) -> None:
    away = tmp_path / "media" / "STICK"
    said = run("device", "enrol", "--out", away, *register.arguments, "--json")
    assert (said.code, said.error["code"]) == (3, "stick-gone")
    assert not away.parent.exists()


def test_a_file_that_is_no_package_is_refused(run: Run, hub: tuple[str, ...], stick: Path) -> None:
    stick.mkdir()
    strange = stick / "foto.jpg"
    strange.write_bytes(b"\xff\xd8\xff" * 100)
    assert run("package", "inspect", strange, *hub).error["code"] == "package-not-a-package"
    assert run("package", "find", stick, *hub).data == {"packages": [], "suspicious": []}


def test_an_office_is_no_hub_and_a_hub_does_not_join(
    run: Run, register: Register, hub: tuple[str, ...], stick: Path
) -> None:
    stick.mkdir()
    refused = run("hub", "init", *register.arguments, "--json")
    assert refused.error["code"] in ("right-missing", "hub-only")
    assert run("device", "enrol", "--out", stick, *hub).error["code"] == "office-is-hub"
