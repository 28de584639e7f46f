"""Backups: whole, sealed, few; restored as another device; damaged ones refused; saves not held up."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from reportlab.pdfgen import canvas

from desktop_app import bootstrap, bootstrap_rescue, crypto
from desktop_app.actions.accounts import change_passphrase
from desktop_app.actions.audit import audit_lines
from desktop_app.actions.backups import (
    backup_settings,
    backups_in,
    make_backup,
    make_daily_backup,
    set_backups,
)
from desktop_app.actions.device_keys import DEVICE, PRIVATE_KEYS, keep_pair, new_pair, pair_of
from desktop_app.actions.evidence import EvidenceFile, attach_evidence
from desktop_app.actions.health import check_office
from desktop_app.actions.interventions import interventions_of, record_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.crypto import Stretching
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.errors import Code, LuringError, UserError
from desktop_app.progress import Progress
from desktop_app.store.backup_file import DATABASE, read_manifest, take_out
from desktop_app.store.connection import connect
from tests.builders import a_family, a_release
from tests.conftest import ADMIN, NOW, PASSPHRASE


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [a_family("SLAMET", "SITI"), a_family("KARTO")])
    record(office, "slamet")
    return office


def record(office: Office, name: str) -> str:
    hit = find_people(office, Search(name), is_typing=True)[0]
    draft = InterventionDraft("BLT-DD", "2026-08", NOW.date(), family_id=hit.family_id, amount=1)
    return record_intervention(office, draft).value.intervention_id


def restored(
    backup: Path, folder: Path, passphrase: str = PASSPHRASE, at: datetime = NOW
) -> bootstrap_rescue.Restored:
    return bootstrap_rescue.restore_office(
        backup, folder, ADMIN, passphrase, Progress(), clock=lambda: at
    )


def test_a_backup_brings_everything_back_as_another_device(
    stocked: Office, disk: Path, tmp_path: Path
) -> None:
    with stocked.write() as tx:
        keep_pair(tx, stocked.derived_key(PRIVATE_KEYS), DEVICE, new_pair())
    made = make_backup(stocked, disk, Progress()).value
    assert made.beside == 1
    assert record(stocked, "karto")
    back = restored(made.path, tmp_path / "new", at=NOW + timedelta(days=3))
    office = back.office
    assert (back.age, back.releases_missing) == (timedelta(days=3), ())
    assert [line.intervention.subject.name for line in interventions_of(office)] == ["SLAMET"]
    assert find_people(office, Search("siti"))
    assert office.profile.office_id == stocked.profile.office_id
    assert office.profile.incarnation != stocked.profile.incarnation
    with office.read() as conn:
        assert pair_of(conn, office.derived_key(PRIVATE_KEYS), DEVICE) is None
    assert "office-restored" in {line.deed for line in audit_lines(office)}
    assert all(check.is_ok for check in check_office(office))
    office.close()
    bootstrap.open_office(tmp_path / "new", ADMIN, PASSPHRASE).close()


def test_nothing_of_it_is_readable_and_no_name_stands_in_front(stocked: Office, disk: Path) -> None:
    make_backup(stocked, disk, Progress())
    for file in disk.iterdir():
        content = file.read_bytes()
        assert b"SQLite format 3" not in content
        assert b"SLAMET" not in content
        assert b"Sari" not in content


def test_releases_and_evidence_are_copied_once(stocked: Office, disk: Path, tmp_path: Path) -> None:
    first = make_backup(stocked, disk, Progress()).value
    (line,) = interventions_of(stocked)
    paper = tmp_path / "surat.pdf"
    paper.write_bytes(_a_pdf())
    attach_evidence(stocked, line.intervention.id, [EvidenceFile("statement", path=paper)])
    stocked.clock = lambda: NOW + timedelta(minutes=1)
    second = make_backup(stocked, disk, Progress()).value
    assert (first.beside, second.beside) == (1, 1)
    stocked.clock = lambda: NOW + timedelta(minutes=2)
    third = make_backup(stocked, disk, Progress()).value
    assert third.beside == 0
    assert {one.missing for one in backups_in(disk)} == {0}
    back = restored(third.path, tmp_path / "new")
    assert not back.is_evidence_missing
    assert all(check.is_ok for check in check_office(back.office))
    back.office.close()


def _a_pdf() -> bytes:
    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.drawString(100, 100, "bukti")
    page.save()
    return out.getvalue()


def test_a_release_that_did_not_come_along_is_named_and_the_work_is_there(
    stocked: Office, disk: Path, tmp_path: Path
) -> None:
    made = make_backup(stocked, disk, Progress()).value
    for file in disk.iterdir():
        if file != made.path:
            file.unlink()
    assert backups_in(disk)[0].missing == 1
    back = restored(made.path, tmp_path / "new")
    assert back.releases_missing == ("V3 2026",)
    assert len(interventions_of(back.office)) == 1
    back.office.close()


def test_the_newest_are_kept_and_those_of_another_office_are_left_alone(
    stocked: Office, disk: Path, make_office: Callable[..., Office]
) -> None:
    other = make_office(folder="other", name="Desa Lain")
    make_backup(other, disk, Progress())
    set_backups(stocked, disk, 2)
    for minute in range(5):
        stocked.clock = lambda minute=minute: NOW + timedelta(minutes=1 + minute)  # type: ignore[misc]
        make_backup(stocked, None, Progress())
    own = [one for one in backups_in(disk) if one.manifest.label == "Kecamatan Contoh"]
    assert len(own) == 2
    assert len(backups_in(disk)) == 3
    assert all(one.missing == 0 for one in own)


def test_a_clock_that_was_set_back_does_not_take_away_what_was_just_made(
    stocked: Office, disk: Path
) -> None:
    set_backups(stocked, disk, 1)
    make_backup(stocked, None, Progress())
    stocked.clock = lambda: NOW - timedelta(days=400)
    made = make_backup(stocked, None, Progress()).value
    assert [line.path for line in backups_in(disk)] == [made.path]


def test_the_backup_of_the_day_is_made_once_a_day(stocked: Office, disk: Path) -> None:
    set_backups(stocked, disk, 7)
    assert make_daily_backup(stocked, Progress()).value is not None
    assert make_daily_backup(stocked, Progress()).value is None
    stocked.clock = lambda: NOW + timedelta(hours=21)
    assert make_daily_backup(stocked, Progress()).value is not None
    stocked.clock = lambda: NOW - timedelta(days=400)  # a dead clock must not stop backups
    assert make_daily_backup(stocked, Progress()).value is not None
    assert backup_settings(stocked).last_at == NOW - timedelta(days=400)


def test_every_damage_is_refused_and_leaves_nothing(
    stocked: Office, disk: Path, tmp_path: Path
) -> None:
    made = make_backup(stocked, disk, Progress()).value
    whole = made.path.read_bytes()
    target = tmp_path / "new"

    def refused(content: bytes) -> Code:
        made.path.write_bytes(content)
        with pytest.raises(LuringError) as caught:
            restored(made.path, target)
        assert not target.exists()
        return caught.value.code

    assert refused(b"") is Code.BACKUP_NONE
    assert refused(b"x" + whole[1:]) is Code.BACKUP_NONE
    for size in (20, 100, 2_000, len(whole) // 2, len(whole) - 1):
        assert refused(whole[:size]) is Code.BACKUP_DAMAGED
    front = whole.index(b'"parts"')
    for at in (front - 40, front + 30, len(whole) // 2, len(whole) - 10):
        changed = bytearray(whole)
        changed[at] ^= 1
        assert refused(bytes(changed)) in (Code.BACKUP_DAMAGED, Code.BACKUP_OF_ANOTHER)
    older = whole.replace(b'"ops": 1', b'"ops": 7')
    assert refused(older) is Code.BACKUP_OF_ANOTHER
    made.path.write_bytes(whole)
    restored(made.path, target).office.close()


def test_only_the_passphrase_of_that_day_opens_it(
    stocked: Office,
    disk: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    quick_stretching: Stretching,
) -> None:
    monkeypatch.setattr(crypto, "calibrated_stretching", lambda: quick_stretching)
    made = make_backup(stocked, disk, Progress()).value
    change_passphrase(stocked, PASSPHRASE, "ombak karang sore teduh")
    with pytest.raises(UserError) as caught:
        restored(made.path, tmp_path / "new", "ombak karang sore teduh")
    assert caught.value.code is Code.PASSPHRASE_WRONG
    assert not (tmp_path / "new").exists()
    restored(made.path, tmp_path / "new").office.close()


def test_a_folder_with_something_in_it_is_left_alone(
    stocked: Office, disk: Path, tmp_path: Path
) -> None:
    made = make_backup(stocked, disk, Progress()).value
    full = tmp_path / "full"
    full.mkdir()
    (full / "catatan.txt").write_text("milik orang", "utf-8")
    for folder, code in (
        (full, Code.OFFICE_FOLDER_NOT_EMPTY),
        (stocked.paths.folder, Code.OFFICE_EXISTS),
    ):
        with pytest.raises(UserError) as caught:
            restored(made.path, folder)
        assert caught.value.code is code
    assert (full / "catatan.txt").read_text("utf-8") == "milik orang"


def test_an_office_that_was_restored_half_way_does_not_open(stocked: Office) -> None:
    stocked.close()
    stocked.paths.restoring.touch()
    with pytest.raises(UserError) as caught:
        bootstrap.open_office(stocked.paths.folder, ADMIN, PASSPHRASE)
    assert caught.value.code is Code.RESTORE_UNFINISHED


def test_the_copy_holds_one_moment_while_people_go_on_saving(
    stocked: Office, disk: Path, tmp_path: Path
) -> None:
    stop = threading.Event()
    saved = []

    def work() -> None:
        while not stop.is_set():
            saved.append(_note(stocked))

    clerk = threading.Thread(target=work)
    clerk.start()
    made = make_backup(stocked, disk, Progress()).value
    stop.set()
    clerk.join()
    assert len(saved) > 1
    copy = tmp_path / "copy.db"
    take_out(made.path, {DATABASE: copy}, Progress())
    with closing(connect(copy, stocked.store.key, read_only=True)) as conn:
        told = conn.execute("SELECT entity FROM op WHERE type = 'intervention.recorded'")
        records = conn.execute("SELECT id FROM intervention")
        assert {row["entity"] for row in told} == {row["id"] for row in records}
        assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert read_manifest(made.path).office_id == stocked.profile.office_id


def _note(office: Office) -> str:
    hit = find_people(office, Search("karto"), is_typing=True)[0]
    draft = InterventionDraft(
        "KAJEN-PEDULI", "2026-08", NOW.date(), family_id=hit.family_id, reason="susulan"
    )
    return record_intervention(office, draft).value.intervention_id


@pytest.mark.parametrize(("folder", "kept"), [(True, 0), (True, 61), (False, 7)])
def test_settings_that_cannot_be_are_refused(
    stocked: Office, disk: Path, folder: bool, kept: int
) -> None:
    with pytest.raises(UserError) as caught:
        set_backups(stocked, disk if folder else disk / "gone", kept)
    assert caught.value.code in (Code.BACKUP_SETTING_INVALID, Code.BACKUP_FOLDER_MISSING)
    assert backup_settings(stocked).folder is None


def test_a_folder_that_is_gone_is_told_and_the_work_goes_on(stocked: Office, disk: Path) -> None:
    set_backups(stocked, disk, 7)
    disk.rmdir()
    with pytest.raises(UserError) as caught:
        make_daily_backup(stocked, Progress())
    assert caught.value.code is Code.BACKUP_FOLDER_MISSING
    record(stocked, "karto")


def test_a_backup_beside_the_office_leaves_out_what_is_large_and_says_so_when_it_comes_back(
    stocked: Office, tmp_path: Path
) -> None:
    made = make_daily_backup(stocked, Progress()).value
    assert made is not None
    assert made.path.parent == stocked.paths.backups
    assert [path.name for path in stocked.paths.backups.iterdir()] == [made.path.name]
    back = restored(made.path, tmp_path / "new")
    assert back.releases_missing == ("V3 2026",)
    assert len(interventions_of(back.office)) == 1
    back.office.close()
