"""What a person decides at a hub, by command: conflicts, keys, requests, and a laptop that is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.enrolment import request_enrolment
from desktop_app.actions.intervention_overview import story_of_intervention
from desktop_app.actions.intervention_steps import correct_intervention, step_intervention
from desktop_app.domain.intervention_status import InterventionStatus as Status
from desktop_app.domain.roles import OfficeKind
from desktop_app.progress import Progress
from tests.builders import a_family, a_release
from tests.cli.conftest import Run
from tests.conftest import ADMIN, MakeOffice
from tests.hubs import a_hub, a_quarrel, enrol, help_for, up


@pytest.fixture
def told(make_office: MakeOffice, tmp_path: Path) -> dict[str, tuple[str, ...]]:
    """The arguments of commands at a hub and at two offices that disagree about one record."""
    stick, disk = tmp_path / "stick", tmp_path / "disk"
    for folder in (stick, disk):
        folder.mkdir()
    hub, office = a_hub(make_office), make_office()
    enrol(hub, office, stick)
    a_release(office, tmp_path, [a_family("SLAMET")])
    help_for(office, "SLAMET")
    quarrel = a_quarrel(make_office, hub, office, stick, disk)
    new = make_office(OfficeKind.DESA, "33.26.13.2012", "Desa Podo", "podo")
    request_enrolment(new, stick, Progress(), label="Laptop 2")
    arguments = dict[str, tuple[str, ...]]()
    for name, one in (
        ("hub", hub),
        ("office", office),
        ("village", quarrel.village),
        ("new", new),
    ):
        arguments[name] = ("--office", str(one.paths.folder), "--user", ADMIN, "--json")
        one.close()
    return arguments


def test_a_conflict_is_listed_and_decided_and_each_change_says_what_became_of_it(
    run: Run, told: dict[str, tuple[str, ...]], tmp_path: Path
) -> None:
    hub, office = told["hub"], told["office"]
    (conflict,) = run("hub", "conflicts", *hub).data["conflicts"]
    assert conflict["kind"] == "content"
    assert {side["office"] for side in conflict["sides"]} == {"Kecamatan Contoh", "Desa Contoh"}
    decide = ("hub", "decide", conflict["record"], "--reason", "kuitansi dilihat", "--side")
    refused = run(*decide, "1", *office)
    assert refused.error["code"] == "right-missing"
    assert run(*decide, "3", *hub).error["code"] == "conflict-over"
    assert run(*decide[:-1], "--all-right", *hub).error["code"] == "conflict-over"
    wanted = conflict["sides"][1]
    assert run(*decide, "2", *hub).code == 0
    assert run("hub", "conflicts", *hub).data["conflicts"] == []
    run("hub", "copy", "--to", tmp_path / "disk", *hub)
    run("package", "write", "--out", tmp_path / "stick", *hub)
    run("package", "apply", tmp_path / "stick", *office)
    changes = run("package", "changes", *office).data
    assert changes["total"] == 2
    corrected, recorded = changes["changes"]
    is_mine = wanted["office"] == "Kecamatan Contoh"
    assert corrected["reason"] == ("decided-for" if is_mine else "decided-against")
    assert (recorded["type"], recorded["state"]) == ("intervention.recorded", "in-force")
    # In words as well.
    assert run("package", "changes", *office[:-1]).code == 0
    assert run("hub", "conflicts", *hub[:-1]).code == 0


def test_of_several_conflicts_of_a_record_it_has_to_be_said_which(
    run: Run, make_office: MakeOffice, tmp_path: Path
) -> None:
    stick, disk = tmp_path / "stick", tmp_path / "disk"
    for folder in (stick, disk):
        folder.mkdir()
    hub, office = a_hub(make_office), make_office()
    enrol(hub, office, stick)
    a_release(office, tmp_path, [a_family("SLAMET")])
    help_for(office, "SLAMET")
    quarrel = a_quarrel(make_office, hub, office, stick, disk)
    record = help_for(office, "SLAMET", "2026-09", Status.DISBURSED)
    up(office, hub, stick)
    quarrel.tell()
    for one, to, amount in (
        (quarrel.village, Status.FAILED, 275_000),
        (office, Status.RECEIVED, 250_000),
    ):
        content = story_of_intervention(one, record).line.intervention.content
        correct_intervention(one, record, replace(content, amount=amount), "kuitansi")
        step_intervention(one, record, to, on=date(2026, 9, 5))
        up(one, hub, stick)
    for one in (hub, office, quarrel.village):
        one.close()
    arguments = ("--office", hub.paths.folder, "--user", ADMIN, "--json")
    decide = ("hub", "decide", record, "--side", "1", "--reason", "kuitansi dilihat", *arguments)
    assert run(*decide).code == 2
    assert run(*decide, "--kind", "state").code == 0
    left = run("hub", "conflicts", *arguments).data["conflicts"]
    assert [one["kind"] for one in left if one["record"] == record] == ["content"]
    assert run(*decide).code == 0


def test_the_same_help_twice_may_be_right_both_times(
    run: Run, make_office: MakeOffice, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    hub, office = a_hub(make_office), make_office()
    enrol(hub, office, stick)
    a_release(office, tmp_path, [a_family("SLAMET")])
    ids = [help_for(office, "SLAMET", reason=why) for why in ("", "tahap dua")]
    up(office, hub, stick)
    hub.close()
    office.close()
    arguments = ("--office", hub.paths.folder, "--user", ADMIN, "--json")
    (conflict,) = run("hub", "conflicts", *arguments).data["conflicts"]
    assert conflict["kind"] == "double"
    decide = ("hub", "decide", conflict["record"], "--reason", "dua kuitansi", *arguments)
    assert run(*decide).code == 2
    assert run(*decide, "--all-right", "--side", "1").code == 2
    assert set(run(*decide, "--all-right").data["records"]) == set(ids)
    assert run("hub", "conflicts", *arguments).data["conflicts"] == []
    assert run(*decide, "--all-right").error["code"] == "conflict-over"


def test_keys_are_replaced_requests_listed_and_a_lost_laptop_is_shut_out(
    run: Run, told: dict[str, tuple[str, ...]], tmp_path: Path
) -> None:
    hub = told["hub"]
    before = run("hub", "keys", *hub).data
    assert (before["root"], before["has_working_keys"], before["paper_checked_at"]) == (
        1,
        True,
        None,
    )
    after = run("hub", "rotate", *hub).data
    assert (after["root"], after["hub_fingerprint"]) == (2, before["hub_fingerprint"])
    requests = run("hub", "requests", tmp_path / "stick", *hub).data["requests"]
    assert "Desa Podo" in {one["name"] for one in requests}
    offices = run("hub", "offices", *hub).data["offices"]
    lost = next(one for one in offices if one["name"] == "Desa Contoh")
    assert (lost["package"], lost["missing"]) == (1, 0)
    run("hub", "revoke", lost["device_id"], "--reason", "Laptop dicuri", *hub)
    sheet = run("hub", "incident", lost["device_id"], *hub).data
    assert sheet["revoked_because"] == "Laptop dicuri"
    assert {one["region"] for one in sheet["areas"]} == {"33.26", lost["region"]}
    assert run("hub", "incident", lost["device_id"], *hub[:-1]).code == 0
    assert run("hub", "incident", "nobody", *hub).error["code"] == "device-unknown"
