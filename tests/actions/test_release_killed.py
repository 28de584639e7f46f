"""A program killed while the hub cuts a release or an office takes one: before or after, never between."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_app import bootstrap
from desktop_app.actions.extracts import releases_of
from desktop_app.actions.hub_release import cut_release, release_cuts_of
from desktop_app.actions.office import Office
from desktop_app.actions.packages import find_packages, inspect_package
from desktop_app.actions.receiving import apply_package
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.roles import OfficeKind
from desktop_app.progress import Progress
from desktop_app.store import audit, packages
from tests.actions.ordering import Deeds
from tests.builders import a_family, a_hub_release
from tests.conftest import ADMIN, PASSPHRASE, MakeOffice
from tests.hubs import a_hub, enrol
from tests.quarters import NEXT


@dataclass(frozen=True)
class Prepared:
    """A hub with a release that is not given yet, and an office with a package that is not taken yet."""

    hub: Path
    office: Path
    package: Path
    work: Path

    def copy(self, deed: str) -> tuple[Path, list[str]]:
        """A fresh copy of whoever does the deed, and what it is done with."""
        folder = self.work / "killed"
        stick = self.work / "stick"
        for place in (folder, stick):
            shutil.rmtree(place, ignore_errors=True)
        stick.mkdir()
        shutil.copytree(self.hub if deed == "cut" else self.office, folder)
        return folder, [str(stick if deed == "cut" else self.package)]


@pytest.fixture
def prepared(make_office: MakeOffice, office: Office, tmp_path: Path) -> Prepared:
    first = tmp_path / "first"
    first.mkdir()
    hub = a_hub(make_office)
    desa = make_office(OfficeKind.DESA, "33.26.13.2004", "Desa Langkap", "desa")
    for one in (office, desa):
        enrol(hub, one, first)
    families = [a_family(f"SLAMET {at}", "SITI", sequence=at) for at in range(40)]
    a_hub_release(hub, tmp_path, families[:30], label="Q1")
    cut = cut_release(hub, "Q1", first, Progress()).value
    mine = {one.region: one.package.path for one in cut.packages}
    apply_package(office, mine["33.26.13"], Progress())
    a_hub_release(hub, tmp_path, families, label="Q2", reference_date=NEXT)
    with closing(bootstrap.open_office(_copy(hub, tmp_path), ADMIN, PASSPHRASE)) as other:
        cut = cut_release(other, "Q2", first, Progress()).value
        mine = {one.region: one.package.path for one in cut.packages}
    for one in (hub, office, desa):
        one.close()
    return Prepared(hub.paths.folder, office.paths.folder, mine["33.26.13"], tmp_path)


def _copy(hub: Office, work: Path) -> Path:
    hub.store.close()
    target = work / "hub-that-cuts"
    shutil.copytree(hub.paths.folder, target)
    return target


State = tuple[tuple[tuple[str, bool], ...], int, int]


def state_of(folder: Path) -> State:
    """The releases of an office, whom it finds and what it took in; it must be sound."""
    with closing(bootstrap.open_office(folder, ADMIN, PASSPHRASE)) as office:
        lines = releases_of(office)
        kept = {path.name.split(".")[0] for path in office.paths.extracts.iterdir()}
        assert kept == {line.id for line in lines}
        with office.read() as conn:
            assert audit.verify(conn, office.audit_key).is_ok
            assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            taken = len([one for one in packages.newest(conn, limit=99) if one.kind == "rilis"])
        people = len(find_people(office, Search("slamet", limit=100), is_typing=True))
        return tuple((line.label, line.is_current) for line in lines), people, taken


@pytest.mark.parametrize("seed", [3])
def test_a_kill_at_any_step_of_taking_a_release_leaves_the_former_or_the_new_one(
    prepared: Prepared, deeds: Deeds, seed: int
) -> None:
    take(prepared, deeds, seed=seed, times=12)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_kill_at_very_many_steps_of_taking_a_release(
    prepared: Prepared, deeds: Deeds, seed: int
) -> None:
    take(prepared, deeds, seed=seed, times=80)


def take(prepared: Prepared, deeds: Deeds, *, seed: int, times: int) -> None:
    folder, paths = prepared.copy("apply")
    before = state_of(folder)
    whole = deeds.do(deed="apply", folder=str(folder), paths=paths, calls=0)
    assert whole.status == 0
    after = state_of(folder)
    assert (before[1], after[1]) == (30, 40)
    seen = set()
    for calls in drawn(whole.calls, times, seed):
        folder, paths = prepared.copy("apply")
        assert deeds.do(deed="apply", folder=str(folder), paths=paths, calls=calls).was_killed
        now = state_of(folder)
        assert now in (before, after)
        seen.add(now)
        with closing(bootstrap.open_office(folder, ADMIN, PASSPHRASE)) as office:
            apply_package(office, Path(paths[0]), Progress())
        assert state_of(folder) == after
    assert before in seen


def drawn(calls: int, times: int, seed: int) -> Iterator[int]:
    """So many places in a deed, one in each equal part of it."""
    draw = random.Random(seed)
    for part in range(times):
        yield draw.randrange(1 + part * calls // times, 1 + (part + 1) * calls // times)


def test_a_kill_at_any_step_of_a_cut_leaves_whole_packages_and_it_goes_on(
    prepared: Prepared, deeds: Deeds
) -> None:
    cut(prepared, deeds, seed=5, times=12)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_kill_at_very_many_steps_of_a_cut(prepared: Prepared, deeds: Deeds, seed: int) -> None:
    cut(prepared, deeds, seed=seed, times=80)


def cut(prepared: Prepared, deeds: Deeds, *, seed: int, times: int) -> None:
    folder, paths = prepared.copy("cut")
    whole = deeds.do(deed="cut", folder=str(folder), paths=paths, calls=0)
    assert whole.status == 0
    for calls in drawn(whole.calls, times, seed):
        folder, paths = prepared.copy("cut")
        assert deeds.do(deed="cut", folder=str(folder), paths=paths, calls=calls).was_killed
        with closing(bootstrap.open_office(folder, ADMIN, PASSPHRASE)) as hub:
            with hub.read() as conn:
                assert audit.verify(conn, hub.audit_key).is_ok
            # What has a package's name is one, whether or not the hub came to write it down.
            for one in find_packages(hub, Path(paths[0])).packages:
                if one.path.suffix == ".tukar":
                    assert inspect_package(hub, one.path).package_id
            found = cut_release(hub, "Q2", Path(paths[0]), Progress()).value.packages
            assert [(one.region, one.persons) for one in found] == [
                ("33.26.13", 80),
                ("33.26.13.2004", 80),
            ]
            lines = release_cuts_of(hub, "Q2")
            assert {one.package.file for one in found} == {
                line.file_name for line in lines.values()
            }
            for given in found:
                assert inspect_package(hub, given.package.path).verdict == "ours"
