"""What an office recorded reaches its hub whole, or the hub says why not."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app import logs
from desktop_app.actions.enrolment import request_enrolment
from desktop_app.actions.health import office_info
from desktop_app.actions.interventions import record_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.packages import (
    Verdict,
    find_packages,
    inspect_package,
    packages_of,
    waiting_to_send,
    write_package,
)
from desktop_app.actions.receiving import apply_package
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.changes import Topic
from desktop_app.domain.hub_log import Outcome, following, start_of
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.op import read_op
from desktop_app.domain.roles import OfficeKind
from desktop_app.errors import Cancelled, Code, MachineError, UserError
from desktop_app.exchange.header import PackageKind
from desktop_app.progress import Progress
from desktop_app.store import audit, hub_log, ops
from tests.builders import a_family, a_release
from tests.conftest import NOW, MakeOffice
from tests.hubs import a_hub, enrol

DAY = date(2026, 8, 20)
NAMES = ("SLAMET", "KARTO", "PAIJO")


@pytest.fixture
def hub(make_office: MakeOffice) -> Office:
    return a_hub(make_office)


@pytest.fixture
def joined(hub: Office, office: Office, stick: Path) -> Office:
    """An enrolled kecamatan; the stick is empty again."""
    enrol(hub, office, stick)
    for path in (stick / "TUKAR").iterdir():
        path.unlink()
    return office


@pytest.fixture
def busy(joined: Office, tmp_path: Path) -> Office:
    """An enrolled office that has recorded help for three families."""
    a_release(joined, tmp_path, [a_family(name) for name in NAMES])
    for name in NAMES:
        hit = find_people(joined, Search(name.lower()), is_typing=True)[0]
        draft = InterventionDraft(
            programme="BLT-DD",
            period="2026-08",
            given_on=DAY,
            family_id=hit.family_id,
            amount=300_000,
        )
        record_intervention(joined, draft)
    return joined


def code_of(error: pytest.ExceptionInfo[UserError]) -> Code:
    return error.value.code


def test_a_package_is_written_read_back_and_remembered(busy: Office, stick: Path) -> None:
    progress = Progress()
    done = write_package(busy, stick, progress)
    written = done.value
    assert done.topics == {Topic.PACKAGES}
    assert written.ops == 3
    assert written.path == stick / "TUKAR" / written.file
    assert written.path.stat().st_size == written.bytes
    assert progress.reading.phase == "finishing"
    newest = packages_of(busy)[0]
    assert (newest.id, newest.kind, newest.ops, newest.last_op) == (
        written.package_id,
        "naik",
        3,
        3,
    )
    assert office_info(busy).last_written_at == NOW
    with busy.read() as conn:
        line = audit.lines_of(conn)[0]
    assert (line.deed, line.subject, line.facts) == (
        "package-written",
        written.package_id,
        {"ops": 3},
    )


def test_asking_to_join_is_not_a_package_that_was_sent(joined: Office, hub: Office) -> None:
    assert {line.kind for line in packages_of(joined)} == {"daftar"}
    assert {line.kind for line in packages_of(hub)} == {"aktivasi"}
    for office in (joined, hub):
        info = office_info(office)
        assert (info.last_written_at, info.last_hub_package_at) == (None, None)


def test_the_hub_sees_from_whom_it_is_and_what_it_holds(
    busy: Office, hub: Office, stick: Path
) -> None:
    written = write_package(busy, stick, Progress()).value
    view = inspect_package(hub, written.path)
    assert view.verdict is Verdict.GENUINE
    assert view.kind is PackageKind.UPLOAD
    assert view.sender_device == busy.profile.device_id
    assert (view.sender_region, view.sender_name) == ("33.26.13", "Kecamatan Contoh")
    assert view.recipients == (hub.profile.device_id,)
    assert view.contents.ops == 3
    assert view.contents.types == {"intervention.recorded": 3}
    assert sum(view.contents.partitions.values()) == 3
    assert view.contents.first_at == view.contents.last_at == NOW
    assert view.steps == {"new": 3, "known": 0, "waiting": 0, "outside": 0, "clashing": 0}
    assert view.alarms == ()
    assert view.bytes == written.bytes


def test_what_waits_is_counted_by_type_and_dated(busy: Office) -> None:
    waiting = waiting_to_send(busy)
    assert dict(waiting.types) == {"intervention.recorded": len(NAMES)}
    assert (waiting.total, waiting.first_at) == (len(NAMES), NOW)


def test_looking_into_a_package_changes_nothing(busy: Office, hub: Office, stick: Path) -> None:
    path = write_package(busy, stick, Progress()).value.path
    before = office_info(hub)
    assert inspect_package(hub, path) == inspect_package(hub, path)
    assert office_info(hub).ops_own == before.ops_own
    assert office_info(hub).last_hub_package_at is None


def test_what_the_hub_holds_already_is_known_and_a_gap_is_waiting(
    busy: Office, hub: Office, stick: Path
) -> None:
    path = write_package(busy, stick, Progress()).value.path
    apply_package(hub, path, Progress())
    assert inspect_package(hub, path).steps["known"] == 3
    # The office believes its first op confirmed, and the hub (here) never had it.
    with busy.write() as tx:
        tx.conn.execute("UPDATE op SET is_confirmed = 1, log_number = 1 WHERE position = 1")
    with hub.write() as tx:
        for table in ("op", "log_entry", "record_state"):
            tx.conn.execute(f"DELETE FROM {table}")
    later = write_package(busy, stick, Progress()).value.path
    assert inspect_package(hub, later).steps["waiting"] == 2


def test_one_id_with_other_bytes_is_a_clash(busy: Office, hub: Office, stick: Path) -> None:
    path = write_package(busy, stick, Progress()).value.path
    with busy.read() as conn:
        raw = ops.unconfirmed_of(conn)[0]
    other = read_op(raw.replace(b"300000", b"900000"))
    with hub.write() as tx:
        entry = following(start_of(other.partition), other, Outcome.TAKEN, epoch=0)
        ops.place(tx, other, entry)
        hub_log.append(tx, entry)
    assert inspect_package(hub, path).steps["clashing"] == 1


def test_an_op_outside_the_offices_regions_is_seen(busy: Office, hub: Office, stick: Path) -> None:
    with busy.write() as tx:
        tx.conn.execute(
            "UPDATE op SET raw = CAST(replace(CAST(raw AS TEXT), '33.26.13.', '33.26.14.') AS BLOB)"
        )
    path = write_package(busy, stick, Progress()).value.path
    assert inspect_package(hub, path).steps["outside"] == 3


def test_an_expired_certificate_is_an_alarm_and_no_refusal(
    busy: Office, hub: Office, stick: Path
) -> None:
    path = write_package(busy, stick, Progress()).value.path
    hub.clock = lambda: NOW + timedelta(days=500)
    view = inspect_package(hub, path)
    assert view.alarms == ("certificate-expired",)
    assert view.steps["new"] == 3


def test_nothing_to_send_still_makes_a_package_that_says_so(
    joined: Office, hub: Office, stick: Path
) -> None:
    written = write_package(joined, stick, Progress()).value
    assert written.ops == 0
    assert inspect_package(hub, written.path).contents.ops == 0


def test_every_package_holds_all_that_is_unconfirmed(
    busy: Office, hub: Office, stick: Path
) -> None:
    first = write_package(busy, stick, Progress()).value
    second = write_package(busy, stick, Progress()).value
    assert (first.number + 1, first.ops) == (second.number, second.ops)
    assert inspect_package(hub, second.path).contents == inspect_package(hub, first.path).contents


def test_the_last_three_stay_on_the_stick(busy: Office, stick: Path) -> None:
    written = [write_package(busy, stick, Progress()).value.file for _ in range(5)]
    assert sorted(path.name for path in (stick / "TUKAR").iterdir()) == sorted(written[-3:])


def test_a_folder_called_tukar_is_taken_as_it_is(joined: Office, stick: Path) -> None:
    written = write_package(joined, stick / "TUKAR", Progress()).value
    assert written.path.parent == stick / "TUKAR"


def test_an_office_that_knows_no_hub_and_a_hub_write_nothing(
    office: Office, hub: Office, stick: Path
) -> None:
    with pytest.raises(UserError) as caught:
        write_package(office, stick, Progress())
    assert code_of(caught) is Code.HUB_NOT_KNOWN
    request_enrolment(office, stick, Progress())
    with pytest.raises(UserError) as caught:
        write_package(office, stick, Progress())
    assert code_of(caught) is Code.HUB_NOT_KNOWN
    with pytest.raises(UserError) as caught:
        write_package(hub, stick, Progress())
    assert code_of(caught) is Code.OFFICE_IS_HUB


def test_a_stick_that_is_gone_or_a_stop_leaves_no_history(busy: Office, stick: Path) -> None:
    before = packages_of(busy)
    with pytest.raises(MachineError) as caught:
        write_package(busy, stick / "pulled" / "out", Progress())
    assert caught.value.code is Code.STICK_GONE
    stopped = Progress()
    stopped.ask_to_stop()
    with pytest.raises(Cancelled):
        write_package(busy, stick, stopped)
    assert packages_of(busy) == before
    assert not [path for path in stick.rglob("*") if path.is_file()]


def test_a_package_of_an_office_the_hub_does_not_know_is_refused(
    busy: Office, make_office: MakeOffice, stick: Path
) -> None:
    stranger = a_hub(make_office, "other-hub")
    path = write_package(busy, stick, Progress()).value.path
    with pytest.raises(UserError) as caught:
        inspect_package(stranger, path)
    assert code_of(caught) is Code.PACKAGE_SIGNER_UNKNOWN


def test_a_package_with_a_byte_changed_or_cut_off_is_refused(
    busy: Office, hub: Office, stick: Path
) -> None:
    path = write_package(busy, stick, Progress()).value.path
    whole = path.read_bytes()
    for at in range(0, len(whole), 97):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(UserError):
            inspect_package(hub, path)
        path.write_bytes(whole[:at])
        with pytest.raises(UserError):
            inspect_package(hub, path)


def test_an_office_recognises_its_own_package_without_opening_it(busy: Office, stick: Path) -> None:
    view = inspect_package(busy, write_package(busy, stick, Progress()).value.path)
    assert (view.verdict, view.sender_name, view.contents.ops) == (
        Verdict.OURS,
        "Kecamatan Contoh",
        0,
    )


def test_a_package_of_another_office_is_not_for_an_office(
    busy: Office, make_office: MakeOffice, stick: Path
) -> None:
    desa = make_office(OfficeKind.DESA, "33.26.13.2012", "Desa Contoh", "desa")
    path = write_package(busy, stick, Progress()).value.path
    with pytest.raises(UserError) as caught:
        inspect_package(desa, path)
    assert code_of(caught) is Code.PACKAGE_NOT_FOR_US


def test_a_request_to_join_is_whole_but_unproven(hub: Office, office: Office, stick: Path) -> None:
    asked = request_enrolment(office, stick, Progress()).value
    view = inspect_package(hub, asked.path)
    assert (view.verdict, view.sender_name) == (Verdict.UNPROVEN, "Kecamatan Contoh")


def test_a_package_is_found_whatever_it_is_called(busy: Office, hub: Office, stick: Path) -> None:
    written = write_package(busy, stick, Progress()).value
    hidden = stick / ".foto" / "liburan.jpg"
    hidden.parent.mkdir()
    written.path.rename(hidden)
    (found,) = find_packages(hub, stick).packages
    assert found.path == hidden
    assert found.header is not None
    assert inspect_package(hub, found.path).contents.ops == 3


def test_a_device_that_lost_its_keys_has_to_enrol_anew(
    busy: Office, hub: Office, stick: Path
) -> None:
    with busy.write() as tx:
        tx.conn.execute("DELETE FROM private_key")
    with pytest.raises(UserError) as caught:
        write_package(busy, stick, Progress())
    assert code_of(caught) is Code.HUB_NOT_KNOWN
    enrol(hub, busy, stick)
    path = write_package(busy, stick, Progress()).value.path
    assert inspect_package(hub, path).steps["new"] == 3


def test_no_name_or_number_of_a_person_is_in_the_file_its_name_or_the_log(
    busy: Office, hub: Office, stick: Path, tmp_path: Path
) -> None:
    before = logging.getLogger().level
    handler = logs.setup(tmp_path / "logs")
    written = write_package(busy, stick, Progress()).value
    inspect_package(hub, written.path)
    logs.shut(handler)
    logging.getLogger().setLevel(before)
    data = written.path.read_bytes() + written.file.encode()
    log = (tmp_path / "logs" / logs.FILE).read_bytes()
    assert b"package-inspected" in log
    for name in NAMES:
        assert name.encode() not in data + log
    assert b"332613" + b"030180" not in data + log
