"""Packages that are cut, changed, foreign, old or too new, and machines that were put back or copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop_app import bootstrap
from desktop_app.actions.hub_board import offices_of_hub
from desktop_app.actions.hub_downloads import DownloadWritten, copy_hub, write_downloads
from desktop_app.actions.hub_enrolment import revoke_device
from desktop_app.actions.intervention_steps import correct_intervention
from desktop_app.actions.lookups import lookups_of
from desktop_app.actions.office import Office
from desktop_app.actions.packages import waiting_to_send, write_package
from desktop_app.actions.programmes import add_programmes
from desktop_app.actions.receiving import apply_package, apply_packages
from desktop_app.domain import fold
from desktop_app.domain.hub_log import Outcome
from desktop_app.domain.op import Op, OpDraft, OpType, read_op
from desktop_app.domain.roles import OfficeKind
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import hub_log, interventions, ops
from desktop_app.store.connection import Connection
from tests.actions.conftest import Restore
from tests.actions.test_programmes import a_file
from tests.conftest import ADMIN, NOW, PASSPHRASE, MakeOffice
from tests.hubs import NAMES, a_hub, answer, down, enrol, help_for, is_whole, up
from tests.simulation.sayings import Future

Reopen = Callable[[Path], Office]


@pytest.fixture
def reopen(clock: Callable[[], datetime], new_id: Callable[[], str]) -> Reopen:
    """Opens a copy of an office."""
    return lambda folder: bootstrap.open_office(
        folder, ADMIN, PASSPHRASE, clock=clock, new_id=new_id
    )


def refusal(office: Office, path: Path) -> Code:
    """Why a package is refused; nothing of it may be left."""
    before = everything(office)
    with pytest.raises(UserError) as caught:
        apply_package(office, path, Progress())
    assert everything(office) == before
    return caught.value.code


def op_of(conn: Connection, entity: str) -> Op:
    """The first op about a record."""
    row = conn.execute(
        "SELECT raw FROM op WHERE entity = ? ORDER BY position LIMIT 1", (entity,)
    ).fetchone()
    return read_op(bytes(row["raw"]))


def everything(office: Office) -> list[tuple[object, ...]]:
    with office.read() as conn:
        return [
            tuple(row)
            for table in ("op", "log_entry", "intervention", "package", "setting", "record_state")
            for row in conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
        ]


# --- packages ----------------------------------------------------------------------------------------


def test_cut_and_changed_packages_leave_nothing_at_the_hub_and_at_an_office(
    busy: Office, hub: Office, stick: Path, disk: Path
) -> None:
    sent = write_package(busy, stick, Progress()).value.path
    apply_package(hub, sent, Progress())
    help_for(busy, NAMES[0], "2026-07")
    later = write_package(busy, stick, Progress()).value.path
    (told,) = answer(hub, stick, disk)
    for office, path in ((hub, later), (busy, told)):
        whole = path.read_bytes()
        for at in range(1, len(whole), len(whole) // 7):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
            refusal(office, path)
            path.write_bytes(whole[:at])
            refusal(office, path)
        path.write_bytes(whole)
        assert apply_package(office, path, Progress()).value.tally.applied


def test_a_foreign_package_has_its_sentence(
    busy: Office, hub: Office, make_office: MakeOffice, stick: Path, disk: Path, tmp_path: Path
) -> None:
    other_hub = a_hub(make_office, "other-hub")
    other = make_office(OfficeKind.KECAMATAN, "33.26.14", "Kecamatan Lain", "other")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    enrol(other_hub, other, elsewhere)
    desa = make_office(OfficeKind.DESA, "33.26.13.2012", "Desa Contoh", "desa")
    enrol(hub, desa, stick)
    theirs = write_package(other, elsewhere, Progress()).value.path
    assert refusal(hub, theirs) is Code.PACKAGE_SIGNER_UNKNOWN
    (told,) = answer(other_hub, elsewhere, disk)
    assert refusal(busy, told) is Code.PACKAGE_SIGNER_UNKNOWN
    up(busy, hub, stick)
    for one in write_downloads_of(hub, stick, disk):
        if one.region != busy.profile.region:
            assert refusal(busy, one.package.path) is Code.PACKAGE_NOT_FOR_US
    mine = write_package(busy, stick, Progress()).value.path
    assert refusal(busy, mine) is Code.PACKAGE_WRONG_KIND
    revoke_device(hub, busy.profile.device_id, "hilang")
    assert refusal(hub, mine) is Code.DEVICE_REVOKED


def write_downloads_of(hub: Office, stick: Path, disk: Path) -> list[DownloadWritten]:
    copy_hub(hub, disk, Progress())
    return write_downloads(hub, stick, Progress()).value


def test_a_package_that_begins_later_than_an_office_is_refused_and_the_next_fits(
    busy: Office, hub: Office, stick: Path, disk: Path, tmp_path: Path, reopen: Reopen
) -> None:
    shutil.copytree(busy.paths.folder, tmp_path / "older")
    up(busy, hub, stick)
    down(busy, answer(hub, stick, disk))
    up(busy, hub, stick)  # from here on the hub believes that three lines are known
    help_for(busy, NAMES[0], "2026-07")
    up(busy, hub, stick)
    (told,) = answer(hub, stick, disk)
    busy.close()
    with closing(reopen(tmp_path / "older")) as older:
        assert refusal(older, told) is Code.PACKAGE_AHEAD
        up(older, hub, stick)
        receipt = down(older, answer(hub, stick, disk))
        assert (receipt.tally.confirmed, receipt.differing) == (4, ())
        assert is_whole(older)


def test_one_bad_package_in_a_folder_does_not_keep_the_others_out(
    busy: Office, hub: Office, make_office: MakeOffice, stick: Path
) -> None:
    desa = make_office(OfficeKind.DESA, "33.26.13.2012", "Desa Contoh", "desa")
    enrol(hub, desa, stick)
    bad = write_package(desa, stick, Progress()).value.path
    write_package(busy, stick, Progress())
    bad.write_bytes(bad.read_bytes()[:-20])
    receipts = apply_packages(hub, [stick], Progress()).value
    assert sorted(one.error.code if one.error else "" for one in receipts) == [
        "",
        Code.PACKAGE_CUT_SHORT,
    ]
    assert sum(one.tally.applied for one in receipts) == 3


# --- what does not count ---------------------------------------------------------------------------------


def test_an_op_outside_its_authors_region_is_logged_and_told_to_its_author(
    busy: Office, hub: Office, stick: Path, disk: Path
) -> None:
    with busy.read() as conn:
        (first, *_) = ops.entities_of(conn)
        data = op_of(conn, first).data
    with busy.write() as tx:
        draft = OpDraft(OpType.INTERVENTION_RECORDED, "strange", "33.26.14.2001", data, base="Q1")
        ops.record(tx, draft)
    receipt = up(busy, hub, stick)
    (refused,) = receipt.tally.refused
    assert (refused.type, refused.reason) == ("intervention.recorded", "outside")
    with hub.read() as conn:
        assert interventions.intervention_of(conn, "strange") is None
    told = down(busy, answer(hub, stick, disk))
    assert [one.reason for one in told.tally.refused] == ["outside"]
    assert waiting_to_send(busy).total == 0
    assert told.differing == ()
    with busy.read() as conn:
        # It stays to be seen where it was written.
        assert interventions.intervention_of(conn, "strange") is not None
    assert is_whole(busy)


def test_nobody_gets_into_a_record_of_somebody_else_by_naming_a_partition_of_their_own(
    busy: Office,
    hub: Office,
    make_office: MakeOffice,
    stick: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    up(busy, hub, stick)
    with hub.read() as conn:
        (record, *_) = ops.entities_of(conn)
    other = make_office(OfficeKind.KECAMATAN, "33.26.14", "Kecamatan Lain", "other")
    enrol(hub, other, stick)
    # Their program has never heard of the record and would not write this; a forged one does.
    monkeypatch.setattr(fold, "_RULES", {("intervention.voided", 1): lambda record, op: record})
    monkeypatch.setattr(ops, "_keep", lambda conn, record: None)
    with other.write() as tx:
        draft = OpDraft(OpType.INTERVENTION_VOIDED, record, "33.26.14", {"reason": "x"}, "Q1")
        ops.record(tx, draft)
    monkeypatch.undo()
    assert [one.reason for one in up(other, hub, stick).tally.refused] == ["outside"]
    with hub.read() as conn:
        found = interventions.intervention_of(conn, record)
    assert found is not None
    assert not found.is_void


# --- machines ------------------------------------------------------------------------------------------


def test_an_office_that_was_put_back_gets_its_deeds_again_and_goes_on_under_a_new_name(
    busy: Office, hub: Office, stick: Path, disk: Path, tmp_path: Path, reopen: Reopen
) -> None:
    shutil.copytree(busy.paths.folder, tmp_path / "older")
    lost = help_for(busy, NAMES[0], "2026-07")
    up(busy, hub, stick)
    busy.close()
    with closing(reopen(tmp_path / "older")) as older:
        before = older.profile.incarnation
        help_for(older, NAMES[1], "2026-06")
        later = NOW + timedelta(hours=1)
        older.clock = hub.clock = lambda: later
        receipt = up(older, hub, stick)
        assert (receipt.tally.applied, receipt.tally.already_known) == (1, 3)
        assert "forked" in receipt.alarms
        (line,) = offices_of_hub(hub)
        assert "forked" in line.alarms
        told = down(older, answer(hub, stick, disk))
        assert told.alarms == ("hub-knows-more",)
        assert older.profile.incarnation != before
        with older.read() as conn:
            assert interventions.intervention_of(conn, lost) is not None
        assert waiting_to_send(older).total == 0
        assert is_whole(older)


def test_what_a_restored_hub_lost_of_another_office_is_handed_back_if_somebody_agrees(
    busy: Office,
    hub: Office,
    make_office: MakeOffice,
    stick: Path,
    disk: Path,
    restore: Restore,
) -> None:
    with busy.read() as conn:
        (record, *_) = ops.entities_of(conn)
        village = str(conn.execute("SELECT partition FROM op LIMIT 1").fetchone()[0])
    desa = make_office(OfficeKind.DESA, village, "Desa Contoh", "desa")
    enrol(hub, desa, stick)
    copy_hub(hub, disk, Progress())
    (backup,) = disk.glob("cadangan-*")
    up(busy, hub, stick)
    up(desa, hub, stick)
    down(desa, answer(hub, stick, disk))
    hub.close()
    busy.close()  # and that laptop is gone
    older = restore(backup)
    receipt = up(desa, older, stick)
    assert receipt.tally.returned == 0
    down(desa, answer(older, stick, disk))
    path = write_package(desa, stick, Progress()).value.path
    refused = apply_package(older, path, Progress()).value
    assert (refused.tally.applied, refused.tally.returned) == (0, 3)
    agreed = apply_package(older, path, Progress(), takes_returned=True).value
    assert (agreed.tally.applied, agreed.tally.refused) == (3, [])
    with older.read() as conn:
        assert interventions.intervention_of(conn, record) is not None
    down(desa, answer(older, stick, disk))
    assert is_whole(desa)


def test_records_that_came_out_otherwise_are_asked_for_anew_and_put_right(
    busy: Office, hub: Office, stick: Path, disk: Path
) -> None:
    up(busy, hub, stick)
    down(busy, answer(hub, stick, disk))
    with busy.write() as tx:
        tx.conn.execute("UPDATE intervention SET amount = 1")
        tx.conn.execute("UPDATE record_state SET digest = 'spoilt'")
    help_for(busy, NAMES[0], "2026-07")
    up(busy, hub, stick)
    told = down(busy, answer(hub, stick, disk))
    assert told.differing
    up(busy, hub, stick)
    assert down(busy, answer(hub, stick, disk)).differing == ()
    assert is_whole(busy)


# --- versions, conflicts, the catalogue --------------------------------------------------------------------


def test_what_a_newer_program_wrote_is_logged_and_counts_when_the_hub_learns_to_read_it(
    busy: Office, hub: Office, stick: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = {**fold._RULES, (Future.NOTED.value, 1): fold._intervention_recorded}
    with busy.read() as conn:
        (first, *_) = ops.entities_of(conn)
        old = op_of(conn, first)
    with monkeypatch.context() as newer:
        newer.setattr(fold, "_RULES", rules)
        with busy.write() as tx:
            draft = OpDraft(Future.NOTED, "new", old.partition, old.data, base="Q1")  # type: ignore[arg-type]
            ops.record(tx, draft)
        sent = write_package(busy, stick, Progress()).value.path
    receipt = apply_package(hub, sent, Progress()).value
    assert (receipt.tally.applied, receipt.tally.newer) == (4, 1)
    with hub.read() as conn:
        assert ops.is_locked(conn, "new")
    with monkeypatch.context() as newer:
        newer.setattr(fold, "_RULES", rules)
        told = answer(hub, stick, disk)
        receipt = down(busy, told)
        assert (receipt.tally.applied, receipt.differing) == (5, ())
        for office in (busy, hub):
            with office.read() as conn:
                assert interventions.intervention_of(conn, "new") is not None
                assert not ops.is_locked(conn, "new")
            assert is_whole(office)


def test_two_corrections_that_did_not_know_of_each_other_are_a_conflict_everywhere(
    busy: Office, hub: Office, make_office: MakeOffice, stick: Path, disk: Path
) -> None:
    with busy.read() as conn:
        (record, *_) = ops.entities_of(conn)
        village = op_of(conn, record).partition
    desa = make_office(OfficeKind.DESA, village, "Desa Contoh", "desa")
    enrol(hub, desa, stick)
    up(busy, hub, stick)
    up(desa, hub, stick)
    told = answer(hub, stick, disk)
    for office, amount in ((busy, 250_000), (desa, 275_000)):
        down(office, told)
        with office.read() as conn:
            found = interventions.intervention_of(conn, record)
        assert found is not None
        correct_intervention(office, record, replace(found.contents[0], amount=amount), "kuitansi")
    assert up(busy, hub, stick).tally.conflicts == 0
    assert up(desa, hub, stick).tally.conflicts == 1
    told = answer(hub, stick, disk)
    for office in (busy, desa):
        assert down(office, told).tally.conflicts == 1
    for office in (busy, desa, hub):
        with office.read() as conn:
            found = interventions.intervention_of(conn, record)
        assert found is not None
        assert found.is_disputed
        assert {one.amount for one in found.contents} == {250_000, 275_000}
        assert is_whole(office)
    with hub.read() as conn:
        lines = list(hub_log.entries_after(conn, village, 0))
    assert [outcome for _, outcome, _ in lines].count(Outcome.CONFLICT) == 1


def test_a_programme_that_the_hub_revises_reaches_an_office(
    joined: Office, hub: Office, stick: Path, disk: Path, tmp_path: Path
) -> None:
    assert "UJI-1" not in lookups_of(joined).catalogue.codes
    add_programmes(hub, a_file(tmp_path))
    receipt = down(joined, answer(hub, stick, disk))
    assert receipt.tally.applied == 1
    (version,) = lookups_of(joined).catalogue.versions_of("UJI-1")
    assert version.note == "Besaran menunggu keputusan."
    assert is_whole(joined)
    assert up(joined, hub, stick).tally.ops == 0
