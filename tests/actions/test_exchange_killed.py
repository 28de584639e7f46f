"""A program killed while packages are written or taken in: nothing is half done, nothing is lost."""

from __future__ import annotations

import random
import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_app import bootstrap
from desktop_app.actions.hub_downloads import copy_hub, write_downloads
from desktop_app.actions.interventions import void_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.packages import find_packages, inspect_package, write_package
from desktop_app.actions.receiving import apply_package
from desktop_app.errors import Code, MachineError
from desktop_app.progress import Progress
from desktop_app.store import audit, hub_log, ops
from tests.actions.ordering import Deeds
from tests.actions.stopping import no_file_longer_than
from tests.builders import a_family, a_release
from tests.conftest import ADMIN, PASSPHRASE, MakeOffice
from tests.hubs import NAMES, a_hub, enrol, help_for


@dataclass(frozen=True)
class Prepared:
    """A hub and an office with a package each way that has not been taken in yet."""

    hub: Path
    office: Path
    up: Path
    down: Path
    work: Path

    def copy(self, deed: str) -> tuple[Path, list[str]]:
        """A fresh copy of whoever does the deed, and what it is done with."""
        at_hub = deed in ("apply-at-hub", "answer")
        folder = self.work / "killed"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.hub if at_hub else self.office, folder)
        for name in ("stick", "disk"):
            shutil.rmtree(self.work / name, ignore_errors=True)
            (self.work / name).mkdir()
        package = {"apply-at-hub": self.up, "apply-at-office": self.down}.get(deed)
        if package is not None:
            return folder, [str(package)]
        return folder, [str(self.work / "stick"), str(self.work / "disk")]


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
    # What waits on top, of the same records and of others, when the answer is taken in.
    with office.read() as conn:
        record = ops.entities_of(conn)[0]
    void_intervention(office, record, "keliru")
    help_for(office, NAMES[0], "2026-07")
    later = write_package(office, stick, Progress()).value.path
    office.close()
    hub.close()
    return Prepared(hub.paths.folder, office.paths.folder, later, answer.package.path, tmp_path)


def state_of(folder: Path) -> tuple[int, int, int]:
    """Lines of the log, ops, and ops in no log, of an office that must be sound."""
    with closing(bootstrap.open_office(folder, ADMIN, PASSPHRASE)) as office:
        return sound_state(office)


def sound_state(office: Office) -> tuple[int, int, int]:
    with office.read() as conn:
        assert audit.verify(conn, office.audit_key).is_ok
        assert all(ops.stands_as_folded(conn, one) for one in ops.entities_of(conn))
        assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        for partition in hub_log.partitions_of(conn):
            head = hub_log.head_of(conn, partition)
            lines = list(hub_log.entries_after(conn, partition, 0))
            assert len(lines) == head.number
        count = conn.execute("SELECT count(*) FROM op").fetchone()[0]
        return hub_log.count(conn), int(count), len(ops.unlogged_of(conn))


def do_again(deed: str, folder: Path, paths: list[str]) -> tuple[int, int, int]:
    """Do the deed after all, and see what is there then."""
    with closing(bootstrap.open_office(folder, ADMIN, PASSPHRASE)) as office:
        if deed.startswith("apply"):
            apply_package(office, Path(paths[0]), Progress())
        elif deed == "send":
            path = write_package(office, Path(paths[0]), Progress()).value.path
            assert path.is_file()
        else:
            copy_hub(office, Path(paths[1]), Progress())
            write_downloads(office, Path(paths[0]), Progress())
        return sound_state(office)


def check_stick(prepared: Prepared, deed: str) -> None:
    """Whatever is on the stick under a package's name is a whole package."""
    reader = prepared.hub if deed == "send" else prepared.office
    other = prepared.work / "reader"
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(reader, other)
    with closing(bootstrap.open_office(other, ADMIN, PASSPHRASE)) as office:
        named = list((prepared.work / "stick").rglob("*.tukar"))
        found = {one.path for one in find_packages(office, prepared.work / "stick").packages}
        assert set(named) <= found
        for path in named:
            assert inspect_package(office, path).steps["new"] >= 0


DEEDS = ("apply-at-hub", "apply-at-office", "send", "answer")


def kill(prepared: Prepared, deeds: Deeds, deed: str, *, seed: int, times: int) -> None:
    """Kill at calls drawn from the whole deed, and at moments in it."""
    name = deed.split("-")[0]
    folder, paths = prepared.copy(deed)
    before = state_of(folder)
    whole = deeds.do(deed=name, folder=str(folder), paths=paths, calls=0)
    assert whole.status == 0
    after = state_of(folder)
    draw = random.Random(seed)
    seen = set()
    for part in range(times):
        folder, paths = prepared.copy(deed)
        if part % 2:
            deeds.do(
                deed=name, folder=str(folder), paths=paths, after=draw.random() * whole.seconds
            )
        else:
            first, last = part * whole.calls // times, (part + 1) * whole.calls // times
            ended = deeds.do(
                deed=name,
                folder=str(folder),
                paths=paths,
                calls=draw.randrange(1 + first, 1 + last),
            )
            assert ended.was_killed
        now = state_of(folder)
        assert now in (before, after)
        seen.add(now)
        if not deed.startswith("apply"):
            check_stick(prepared, deed)
        assert do_again(deed, folder, paths) == after
    assert before in seen


@pytest.mark.parametrize("deed", DEEDS)
def test_a_kill_at_any_step_leaves_all_or_nothing_and_the_deed_can_be_done_again(
    prepared: Prepared, deeds: Deeds, deed: str
) -> None:
    kill(prepared, deeds, deed, seed=5, times=6)


@pytest.mark.slow
@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("seed", range(3))
def test_a_kill_at_very_many_steps_leaves_all_or_nothing(
    prepared: Prepared, deeds: Deeds, deed: str, seed: int
) -> None:
    kill(prepared, deeds, deed, seed=seed, times=60)


@pytest.mark.parametrize("deed", ["apply-at-hub", "apply-at-office"])
def test_a_full_disk_leaves_the_package_out_or_in_and_nothing_between(
    prepared: Prepared, deed: str
) -> None:
    folder, paths = prepared.copy(deed)
    with closing(bootstrap.open_office(folder, ADMIN, PASSPHRASE)) as office:
        before = sound_state(office)
        outcomes = set()
        for kilobytes in (4, 16, 64, 128, 10_000):
            try:
                with no_file_longer_than(kilobytes * 1024):
                    apply_package(office, Path(paths[0]), Progress())
                outcomes.add("applied")
            except MachineError as error:
                outcomes.add(error.code)
                assert sound_state(office) == before
        assert outcomes <= {"applied", Code.DISK_FULL, Code.DISK_FAILING}
        assert len(outcomes) > 1
        assert sound_state(office) != before
