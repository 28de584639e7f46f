"""An office joins a hub by stick: two codes are compared, and nothing is trusted before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.actions.enrolment import (
    EnrolmentAsked,
    activate_device,
    enrolment_state,
    inspect_activation,
    request_enrolment,
)
from desktop_app.actions.health import office_info
from desktop_app.actions.hub_board import offices_of_hub
from desktop_app.actions.hub_enrolment import (
    approve_enrolment,
    hub_identity,
    init_hub,
    inspect_request,
    revoke_device,
)
from desktop_app.actions.office import Office
from desktop_app.actions.packages import inspect_package, packages_of, write_package
from desktop_app.domain.changes import Topic
from desktop_app.domain.roles import OfficeKind
from desktop_app.errors import Code, MachineError, UserError
from desktop_app.progress import Progress
from desktop_app.store import audit
from tests.conftest import NOW, MakeOffice
from tests.hubs import enrol


def ask(office: Office, stick: Path) -> EnrolmentAsked:
    return request_enrolment(office, stick, Progress(), label="Laptop pelayanan").value


def approve(hub: Office, asked: EnrolmentAsked, stick: Path, **more: str) -> Path:
    done = approve_enrolment(
        hub,
        asked.path,
        match_code=more.get("match_code", asked.match_code),
        region=more.get("region", "33.26.13"),
        folder=stick,
        progress=Progress(),
    )
    return done.value.path


def deeds(office: Office) -> list[str]:
    with office.read() as conn:
        return [line.deed for line in reversed(audit.lines_of(conn))]


def code_of(error: pytest.ExceptionInfo[UserError]) -> Code:
    return error.value.code


def test_a_hub_is_made_once_and_only_by_an_office_of_its_kind(hub: Office, office: Office) -> None:
    identity = hub_identity(hub)
    assert identity is not None
    assert len(identity.fingerprint.split()) == 6
    with pytest.raises(UserError) as caught:
        init_hub(hub)
    assert code_of(caught) is Code.HUB_EXISTS
    office.account = replace(office.account, role=hub.account.role)
    with pytest.raises(UserError) as caught:
        init_hub(office)
    assert code_of(caught) is Code.HUB_ONLY
    assert hub_identity(office) is None


def test_an_office_knows_how_far_it_is_on_its_way(hub: Office, office: Office, stick: Path) -> None:
    assert enrolment_state(office).asked_code == ""
    asked = ask(office, stick)
    waiting = enrolment_state(office)
    assert (waiting.is_enrolled, waiting.asked_code) == (False, asked.match_code)
    activate_device(office, approve(hub, asked, stick))
    joined = enrolment_state(office)
    identity = hub_identity(hub)
    assert identity is not None
    assert (joined.is_enrolled, joined.asked_code, joined.region) == (True, "", "33.26.13")
    assert joined.hub_fingerprint == identity.fingerprint


def test_the_whole_way_from_asking_to_being_enrolled(
    hub: Office, office: Office, stick: Path
) -> None:
    asked = ask(office, stick)
    assert asked.path.parent == stick / "TUKAR"
    assert asked.file.startswith("TUKAR_3326_D_332613_")

    view = inspect_request(hub, asked.path)
    assert (view.region, view.name, view.label, view.is_known) == (
        "33.26.13",
        "Kecamatan Contoh",
        "Laptop pelayanan",
        False,
    )
    typed = asked.match_code.replace(" ", "-")
    done = approve_enrolment(
        hub, asked.path, match_code=typed, region="332613", folder=stick, progress=Progress()
    )
    assert done.topics == {Topic.PACKAGES}
    answer = done.value
    assert answer.region == "33.26.13"
    assert "33.26.13" in answer.partitions
    assert len(answer.partitions) == 1 + len(office.reference.regions.villages_within("33.26.13"))
    assert answer.valid_until == NOW + timedelta(days=456)
    (line,) = offices_of_hub(hub)
    assert (line.device_id, line.kind, line.name, line.revoked_at) == (
        office.profile.device_id,
        OfficeKind.KECAMATAN,
        "Kecamatan Contoh",
        None,
    )

    seen = inspect_activation(office, answer.path)
    identity = hub_identity(hub)
    assert identity is not None
    assert seen.hub_fingerprint == answer.hub_fingerprint == identity.fingerprint
    assert seen.match_code == asked.match_code
    assert not office_info(office).is_enrolled
    activate_device(office, answer.path, fingerprint=seen.hub_fingerprint)
    assert office_info(office).is_enrolled
    assert hub_identity(office) == identity
    assert deeds(hub) == ["office-created", "office-opened", "hub-created", "device-enrolled"]
    assert deeds(office)[-2:] == ["enrolment-asked", "device-activated"]
    assert [line.kind for line in packages_of(office)] == ["daftar"]
    assert [line.kind for line in packages_of(hub)] == ["aktivasi"]


def test_a_code_that_does_not_match_enrols_nobody(hub: Office, office: Office, stick: Path) -> None:
    asked = ask(office, stick)
    for wrong in ("", "1234", asked.match_code[:-1] + "x", "0000 " * 6):
        with pytest.raises(UserError) as caught:
            approve(hub, asked, stick, match_code=wrong)
        assert code_of(caught) is Code.MATCH_CODE_WRONG
    assert offices_of_hub(hub) == []
    assert len(list((stick / "TUKAR").iterdir())) == 1


def test_a_region_that_does_not_exist_enrols_nobody(
    hub: Office, office: Office, stick: Path
) -> None:
    with pytest.raises(UserError) as caught:
        approve(hub, ask(office, stick), stick, region="99.99")
    assert code_of(caught) is Code.REGION_UNKNOWN
    assert offices_of_hub(hub) == []


def test_a_stick_that_is_gone_enrols_nobody(hub: Office, office: Office, stick: Path) -> None:
    asked = ask(office, stick)
    with pytest.raises(MachineError) as caught:
        approve(hub, asked, stick / "pulled" / "out")
    assert caught.value.code is Code.STICK_GONE
    assert offices_of_hub(hub) == []
    with pytest.raises(MachineError):
        request_enrolment(office, stick / "pulled" / "out", Progress())


def test_an_answer_is_good_for_the_newest_request_only(
    hub: Office, office: Office, stick: Path
) -> None:
    first = ask(office, stick)
    answer = approve(hub, first, stick)
    second = ask(office, stick)
    assert second.match_code != first.match_code
    with pytest.raises(UserError) as caught:
        activate_device(office, answer)
    assert code_of(caught) is Code.ACTIVATION_NOT_FOR_US
    activate_device(office, approve(hub, second, stick))


def test_an_answer_works_once(hub: Office, office: Office, stick: Path) -> None:
    answer = approve(hub, ask(office, stick), stick)
    activate_device(office, answer)
    with pytest.raises(UserError) as caught:
        activate_device(office, answer)
    assert code_of(caught) is Code.ACTIVATION_NOT_FOR_US
    with pytest.raises(UserError) as caught:
        ask(office, stick)
    assert code_of(caught) is Code.DEVICE_ENROLLED_ALREADY


def test_an_answer_for_another_office_is_refused(
    hub: Office, office: Office, make_office: MakeOffice, stick: Path
) -> None:
    other = make_office(OfficeKind.DESA, "33.26.13.2012", "Desa Contoh", "desa")
    answer = approve(hub, ask(office, stick), stick)
    with pytest.raises(UserError) as caught:
        activate_device(other, answer)
    assert code_of(caught) is Code.ACTIVATION_NOT_FOR_US
    ask(other, stick)
    with pytest.raises(UserError) as caught:
        activate_device(other, answer)
    assert code_of(caught) is Code.PACKAGE_NOT_FOR_US


def test_another_fingerprint_than_the_printed_one_is_refused(
    hub: Office, office: Office, stick: Path
) -> None:
    answer = approve(hub, ask(office, stick), stick)
    with pytest.raises(UserError) as caught:
        activate_device(office, answer, fingerprint="0000 0000 0000 0000 0000 0000")
    assert code_of(caught) is Code.MATCH_CODE_WRONG
    assert not office_info(office).is_enrolled


def test_the_audit_log_says_when_nobody_compared_the_fingerprint(
    hub: Office, office: Office, stick: Path
) -> None:
    activate_device(office, approve(hub, ask(office, stick), stick))
    with office.read() as conn:
        newest = audit.lines_of(conn)[0]
    assert (newest.deed, newest.facts) == ("device-activated", {"fingerprint_compared": "no"})


def test_two_offices_stand_on_the_board_and_the_roster_moves_on(
    hub: Office, office: Office, make_office: MakeOffice, stick: Path
) -> None:
    desa = make_office(OfficeKind.DESA, "33.26.13.2012", "Desa Contoh", "desa")
    enrol(hub, office, stick)
    enrol(hub, desa, stick)
    assert [line.region for line in offices_of_hub(hub)] == ["33.26.13", "33.26.13.2012"]


def test_a_revoked_device_is_refused_and_can_be_enrolled_anew(
    hub: Office, office: Office, stick: Path
) -> None:
    enrol(hub, office, stick)
    package = write_package(office, stick, Progress()).value.path
    with pytest.raises(UserError) as caught:
        revoke_device(hub, office.profile.device_id, "  ")
    assert code_of(caught) is Code.REASON_MISSING
    with pytest.raises(UserError) as caught:
        revoke_device(hub, "nobody", "hilang")
    assert code_of(caught) is Code.DEVICE_UNKNOWN
    revoke_device(hub, office.profile.device_id, "laptop hilang")
    assert offices_of_hub(hub)[0].revoked_at == NOW
    with pytest.raises(UserError) as caught:
        inspect_package(hub, package)
    assert code_of(caught) is Code.DEVICE_REVOKED


def test_a_hub_neither_joins_nor_approves_without_keys(
    make_office: MakeOffice, office: Office, stick: Path
) -> None:
    keyless = make_office(OfficeKind.HUB, "33.26", "Dinas Contoh", "keyless")
    with pytest.raises(UserError) as caught:
        request_enrolment(keyless, stick, Progress())
    assert code_of(caught) is Code.OFFICE_IS_HUB
    with pytest.raises(UserError) as caught:
        approve(keyless, ask(office, stick), stick)
    assert code_of(caught) is Code.HUB_KEYS_MISSING


def test_a_damaged_request_and_a_file_that_is_none_are_refused(
    hub: Office, office: Office, stick: Path
) -> None:
    asked = ask(office, stick)
    whole = asked.path.read_bytes()
    asked.path.write_bytes(whole[:-10])
    with pytest.raises(UserError) as caught:
        inspect_request(hub, asked.path)
    assert code_of(caught) is Code.PACKAGE_CUT_SHORT
    asked.path.write_bytes(b"hello")
    with pytest.raises(UserError) as caught:
        approve(hub, asked, stick)
    assert code_of(caught) is Code.PACKAGE_NOT_A_PACKAGE
    with pytest.raises(MachineError):
        inspect_request(hub, stick / "missing.tukar")


def test_no_private_key_lies_in_clear_anywhere(hub: Office, office: Office, stick: Path) -> None:
    enrol(hub, office, stick)
    with office.read() as conn:
        rows = conn.execute("SELECT name, public, sealed FROM private_key").fetchall()
    assert sorted(row["name"] for row in rows) == ["device-read", "device-sign"]
    assert all(b"AGE-SECRET-KEY" not in bytes(row["sealed"]) for row in rows)
    for file in [*office.paths.folder.rglob("*"), *hub.paths.folder.rglob("*"), *stick.rglob("*")]:
        if file.is_file():
            assert b"AGE-SECRET-KEY" not in file.read_bytes()
