"""The power goes at any step of the disk: a package is written, taken in or cut, a backup laid out again.

Real files and real SQLCipher, seen by the kernel call by call; of what was not forced to the disk three
styles of damage are left. Afterwards the office is sound and before or after the deed, never between.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_app import bootstrap, bootstrap_rescue
from desktop_app.actions.backups import make_backup
from desktop_app.actions.hub_downloads import copy_hub, write_downloads
from desktop_app.actions.hub_release import cut_release
from desktop_app.actions.interventions import void_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.packages import find_packages, inspect_package, write_package
from desktop_app.actions.receiving import apply_package
from desktop_app.errors import Code, LuringError, UserError
from desktop_app.progress import Progress
from desktop_app.store import audit, hub_log, ops
from tests.builders import a_family, a_hub_release, a_release
from tests.conftest import ADMIN, PASSPHRASE, MakeOffice
from tests.hubs import NAMES, a_hub, enrol, help_for
from tests.powercut.disk import Disk, lay_out, power_cuts
from tests.powercut.recording import DeedFailed, record

SAMPLE = 5
"""Steps of each deed that are looked at where not all are."""


@dataclass(frozen=True)
class Prepared:
    """A hub and an office with a package each way and a backup; `place` is the disk that is cut off."""

    hub: Path
    office: Path
    up: Path
    down: Path
    backup: Path
    place: Path

    @property
    def folder(self) -> Path:
        return self.place / "office"

    @property
    def stick(self) -> Path:
        return self.place / "stick"

    def lay_out_anew(self, deed: str) -> None:
        """Put whoever does the deed, and an empty stick, onto the disk."""
        shutil.rmtree(self.place, ignore_errors=True)
        self.stick.mkdir(parents=True)
        if deed != "restore":
            shutil.copytree(self.hub if deed in _AT_HUB else self.office, self.folder)

    def ready(self, deed: str) -> Office | None:
        """The office that does the deed; none before it is restored."""
        return None if deed == "restore" else _open(self.folder)

    def do(self, deed: str, office: Office | None) -> object:
        """Do it."""
        if office is None:
            return bootstrap_rescue.restore_office(
                self.backup, self.folder, ADMIN, PASSPHRASE, Progress()
            )
        if deed == "write":
            return write_package(office, self.stick, Progress())
        if deed == "cut":
            return cut_release(office, "Q2", self.stick, Progress())
        package = self.up if deed == "apply-at-hub" else self.down
        return apply_package(office, package, Progress())


_FULL = 28
"""How a child ends whose disk was full."""
_SAID_OF_A_FULL_DISK = {Code.DISK_FULL, Code.STICK_FULL, Code.FILE_UNREADABLE}
"""The last where SQLite could not even begin a file; it does not tell why."""
_AT_HUB = ("apply-at-hub", "cut")
DEEDS = ("write", "apply-at-hub", "apply-at-office", "cut", "restore")


def _open(folder: Path) -> Office:
    return bootstrap.open_office(folder, ADMIN, PASSPHRASE)


@pytest.fixture
def prepared(make_office: MakeOffice, office: Office, tmp_path: Path) -> Prepared:
    stick = tmp_path / "first"
    stick.mkdir()
    hub = a_hub(make_office)
    enrol(hub, office, stick)
    a_release(office, tmp_path, [a_family(name) for name in NAMES])
    for name in NAMES:
        help_for(office, name)
    first = write_package(office, stick, Progress()).value.path
    apply_package(hub, first, Progress())
    copy_hub(hub, stick, Progress())
    (answer,) = write_downloads(hub, stick, Progress()).value
    with office.read() as conn:
        record_id = ops.entities_of(conn)[0]
    void_intervention(office, record_id, "keliru")
    help_for(office, NAMES[0], "2026-07")
    later = write_package(office, stick, Progress()).value.path
    backup = make_backup(office, stick, Progress()).value.path
    a_hub_release(hub, tmp_path, [a_family("SLAMET", "SITI")], label="Q2")
    for one in (office, hub):
        one.close()
    return Prepared(
        hub.paths.folder,
        office.paths.folder,
        later,
        answer.package.path,
        backup,
        tmp_path / "place",
    )


State = tuple[tuple[tuple[str, int, str, str], ...], tuple[str, ...], int]


def state_of(folder: Path) -> State:
    """The logs with their digests, all ops and what waits, of an office that has to be sound."""
    with closing(_open(folder)) as office, office.read() as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert conn.execute("PRAGMA cipher_integrity_check").fetchall() == []
        assert audit.verify(conn, office.audit_key).is_ok
        entities = ops.entities_of(conn)
        assert all(ops.stands_as_folded(conn, one) for one in entities)
        heads = [hub_log.head_of(conn, one) for one in sorted(hub_log.partitions_of(conn))]
        logs = tuple(
            (one.partition, one.number, one.hash, hub_log.state_of(conn, one.partition))
            for one in heads
        )
        told = tuple(one for each in sorted(entities) for one in ops.ids_of(conn, each))
        return logs, told, len(ops.unlogged_of(conn))


def cut_off(
    prepared: Prepared, deed: str, points: Callable[[int], Sequence[int]]
) -> tuple[int, int]:
    """Record the deed, cut the power off after these steps; how many steps it has, and disks were looked at."""
    prepared.lay_out_anew(deed)
    before = _state_or_nothing(prepared.folder)
    begun: list[Disk] = []
    steps = record(
        lambda: prepared.ready(deed),
        lambda office: prepared.do(deed, office),
        prepared.place,
        lambda: begun.append(Disk(prepared.place)),
    )
    after = _state_or_nothing(prepared.folder)
    seen = list[State | None]()
    for number, style, found in power_cuts(begun[0], steps, set(points(len(steps)))):
        lay_out(found, prepared.place)
        now = _state_or_nothing(prepared.folder)
        assert now in (before, after), f"{deed}: {style} after {number} of {len(steps)} steps"
        seen.append(now)
        _check_stick(prepared, deed)
        _do_again(prepared, deed)
        assert _state_or_nothing(prepared.folder) == after
    assert {before, after} == set(seen)
    return len(steps), len(seen)


def _state_or_nothing(folder: Path) -> State | None:
    """None where there is no office yet, or one that is not whole and says so."""
    try:
        return state_of(folder)
    except UserError as error:
        if error.code in (Code.OFFICE_MISSING, Code.RESTORE_UNFINISHED):
            return None
        raise


def _check_stick(prepared: Prepared, deed: str) -> None:
    """What has the name of a package on the stick is one."""
    named = sorted(prepared.stick.rglob("*.tukar"))
    if not named:
        return
    with closing(_open(prepared.folder)) as office:
        found = {one.path for one in find_packages(office, prepared.stick).packages}
        assert set(named) <= found
        for path in named:
            assert inspect_package(office, path).package_id


def _do_again(prepared: Prepared, deed: str) -> None:
    """The deed can be done after all."""
    if deed == "restore":
        if _state_or_nothing(prepared.folder) is None:
            shutil.rmtree(prepared.folder, ignore_errors=True)
            made = bootstrap_rescue.restore_office(
                prepared.backup, prepared.folder, ADMIN, PASSPHRASE, Progress()
            )
            made.office.close()
        return
    with closing(_open(prepared.folder)) as office:
        prepared.do(deed, office)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_power_cut_leaves_what_was_before_or_what_is_after(prepared: Prepared, deed: str) -> None:
    """At some steps, the first and the last among them."""

    def some(count: int) -> list[int]:
        return [0, *(count * part // SAMPLE for part in range(1, SAMPLE)), count]

    assert cut_off(prepared, deed, some)[1] > SAMPLE


def test_what_a_deed_forgets_to_force_is_found_out(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda number: None)
    with pytest.raises(UserError) as caught:
        cut_off(prepared, "write", range)
    assert caught.value.code is Code.PACKAGE_CUT_SHORT


def fill_up(prepared: Prepared, deed: str, every: int) -> int:
    """Let the disk be full from each `every`-th step on that needs room; how many times it was."""
    room = 0
    while True:
        prepared.lay_out_anew(deed)
        before = _state_or_nothing(prepared.folder)
        is_done = _has_room(prepared, deed, room)
        if not is_done:
            assert _state_or_nothing(prepared.folder) == before
            assert not list(prepared.stick.rglob("*.part"))
        _check_stick(prepared, deed)
        _do_again(prepared, deed)
        if is_done:
            return room // every
        room += every


def _has_room(prepared: Prepared, deed: str, room: int) -> bool:
    """Do the deed on a disk with room for so many steps; False if it said that the disk is full."""

    def do(office: Office | None) -> None:
        try:
            prepared.do(deed, office)
        except LuringError as error:
            if error.code not in _SAID_OF_A_FULL_DISK:
                raise
            os._exit(_FULL)

    try:
        record(lambda: prepared.ready(deed), do, prepared.place, lambda: None, full_after=room)
    except DeedFailed as error:
        if error.status != _FULL:
            raise
        return False
    return True


@pytest.mark.parametrize("deed", DEEDS)
def test_a_full_disk_leaves_what_was_before_and_the_deed_can_be_done_again(
    prepared: Prepared, deed: str
) -> None:
    assert fill_up(prepared, deed, every=6) > 1


@pytest.mark.slow
@pytest.mark.parametrize("deed", DEEDS)
def test_a_full_disk_at_every_write_leaves_what_was_before(
    prepared: Prepared, deed: str, record_property: Callable[[str, object], None]
) -> None:
    record_property("writes", fill_up(prepared, deed, every=1))


@pytest.mark.slow
@pytest.mark.parametrize("deed", DEEDS)
def test_a_power_cut_at_every_step_leaves_what_was_before_or_what_is_after(
    prepared: Prepared, deed: str, record_property: Callable[[str, object], None]
) -> None:
    steps, disks = cut_off(prepared, deed, lambda count: range(count + 1))
    record_property("steps", steps)
    record_property("disks", disks)
    assert disks > steps
