"""A program killed at any moment: the release before is whole, and the deed can be done again."""

from __future__ import annotations

import os
import random
import select
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from desktop_app import bootstrap
from desktop_app.actions.extracts import import_extract, preview_extract, releases_of
from desktop_app.actions.office import Office
from desktop_app.actions.quarantine import (
    admit_row,
    open_refused_row,
    refused_rows_of,
    withdraw_row,
)
from desktop_app.actions.search import Search, find_people
from desktop_app.actions.slimming import slim_release
from desktop_app.domain.release import ReleaseDraft
from desktop_app.progress import Progress
from desktop_app.store import audit
from desktop_app.store.connection import connect
from desktop_app.store.settling import unsettled
from tests.actions.deeds import PLACE
from tests.actions.ordering import Deeds
from tests.builders import a_family, a_pair, a_release
from tests.conftest import ADMIN, PASSPHRASE, MakeOffice
from tests.refused import a_spoilt_release


@dataclass(frozen=True, slots=True)
class Prepared:
    """An office folder with two releases, to be copied for each killing, and the files of a third."""

    folder: Path
    admitted: Path
    paths: tuple[str, ...]
    work: Path

    def copy(self, deed: str) -> Path:
        """A fresh copy of it, fit for a deed."""
        target = self.work / "killed"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.admitted if deed == "withdraw" else self.folder, target)
        return target


@pytest.fixture
def prepared(make_office: MakeOffice, tmp_path: Path) -> Prepared:
    office = make_office(folder="before")
    oldest = [a_family("WAGIMIN", "TUMINI", sequence=n) for n in range(60)]
    a_release(office, tmp_path, oldest, label="Q0", reference_date=date(2026, 4, 10))
    a_spoilt_release(office, tmp_path)
    office.close()
    admitted = tmp_path / "admitted"
    shutil.copytree(office.paths.folder, admitted)
    with closing(bootstrap.open_office(admitted, ADMIN, PASSPHRASE)) as other:
        cells = open_refused_row(other, "Q1", *PLACE).cells
        admit_row(other, "Q1", *PLACE, cells, reason="contoh")
    many = [a_family(f"ORANG {n}", "ISTRI", sequence=n % 150) for n in range(300)]
    paths = a_pair(tmp_path / "new", [a_family("SLAMET", "SITI", sequence=1), *many])
    return Prepared(office.paths.folder, admitted, tuple(map(str, paths)), tmp_path)


def found(office: Office) -> list[tuple[str, str | None, str]]:
    """What searching says, for names of every release and for a number."""
    return [
        (hit.name, hit.family_id, hit.person_id)
        for text in ("slamet", "siti", "karto", "paijo", "3326130", "orang", "wagimin")
        for hit in find_people(office, Search(text))
    ]


def check_whole(office: Office) -> None:
    """Nothing half done is left, and every file and the audit are sound."""
    ready = {line.id for line in releases_of(office)}
    left = {path.name for path in office.paths.extracts.iterdir()}
    assert {name.split(".")[0] for name in left} == ready
    assert not [name for name in left if not name.endswith(".db")]
    for path in office.paths.extracts.iterdir():
        with closing(connect(path, office.store.key, read_only=True)) as conn:
            assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    with office.read() as conn:
        assert audit.verify(conn, office.audit_key).is_ok
        assert unsettled(conn) == []
    for line in releases_of(office):
        assert line.counts.total == line.counts.records


def check_after(prepared: Prepared, folder: Path, deed: str, before: object) -> bool:
    """What an office shows that was killed during a deed; True if the deed had been done."""
    with closing(bootstrap.open_office(folder, ADMIN, PASSPHRASE)) as office:
        check_whole(office)
        labels = [line.label for line in releases_of(office)]
        if deed.startswith("load"):
            was_done = "Q2" in labels
            assert was_done or (labels, found(office)) == (["Q1", "Q0"], before)
            if not was_done:
                look = preview_extract(office, [Path(path) for path in prepared.paths])
                draft = ReleaseDraft("Q2", QUARTER)
                import_extract(office, look, draft, Progress(), accept="contoh")
            assert find_people(office, Search("orang 7"))
        elif deed in ("admit", "withdraw"):
            (row,) = [
                one
                for one in refused_rows_of(office, "Q1")
                if one.problem.row == PLACE[1] and one.problem.file
            ]
            is_in = row.admission is not None
            was_done = is_in is (deed == "admit")
            assert bool(find_people(office, Search("siti"))) is is_in
            counts = releases_of(office)[0].counts
            assert counts.refused == (2 if is_in else 3)
            assert was_done or found(office) == before
            with office.read() as conn:
                deeds = [line.deed for line in audit.lines_of(conn)]
            assert deeds.count("row-admitted" if deed == "admit" else "row-withdrawn") == was_done
            if not was_done and deed == "admit":
                cells = open_refused_row(office, "Q1", *PLACE).cells
                admit_row(office, "Q1", *PLACE, cells, reason="contoh")
            elif not was_done:
                withdraw_row(office, "Q1", *PLACE, reason="contoh")
        else:
            (line,) = [one for one in releases_of(office) if one.label == "Q0"]
            was_done = line.is_slim
            assert found(office) == before
            if not was_done:
                slim_release(office, "Q0", Progress())
        check_whole(office)
    return was_done


QUARTER = date(2026, 10, 10)


def shown_before(prepared: Prepared, deed: str) -> object:
    with closing(bootstrap.open_office(prepared.copy(deed), ADMIN, PASSPHRASE)) as office:
        return found(office)


def kill_at_calls(prepared: Prepared, deeds: Deeds, deed: str, seed: int, times: int) -> None:
    """Kill at calls spread over the whole deed, one drawn from each of `times` equal parts."""
    before = shown_before(prepared, deed)
    whole = deeds.do(
        deed=deed, folder=str(prepared.copy(deed)), paths=_paths(prepared, deed), calls=0
    )
    assert whole.status == 0
    assert whole.calls > times
    draw = random.Random(seed)
    done = []
    for part in range(times):
        last = draw.randrange(
            1 + part * whole.calls // times, 1 + (part + 1) * whole.calls // times
        )
        folder = prepared.copy(deed)
        ended = deeds.do(deed=deed, folder=str(folder), paths=_paths(prepared, deed), calls=last)
        assert ended.was_killed
        done.append(check_after(prepared, folder, deed, before))
    # Once it is done it stays done.
    assert done == sorted(done)


def kill_at_moments(prepared: Prepared, deeds: Deeds, deed: str, seed: int, times: int) -> None:
    """Kill at random moments, in the middle of a write to the disk as likely as anywhere."""
    before = shown_before(prepared, deed)
    whole = deeds.do(deed=deed, folder=str(prepared.copy(deed)), paths=_paths(prepared, deed))
    draw = random.Random(seed)
    for _ in range(times):
        folder = prepared.copy(deed)
        after = draw.random() * whole.seconds
        deeds.do(deed=deed, folder=str(folder), paths=_paths(prepared, deed), after=after)
        check_after(prepared, folder, deed, before)


def _paths(prepared: Prepared, deed: str) -> list[str]:
    return list(prepared.paths) if deed.startswith("load") else []


@pytest.mark.parametrize(
    ("deed", "times"), [("load", 5), ("admit", 5), ("withdraw", 3), ("slim", 4)]
)
def test_a_kill_at_any_call_leaves_all_or_nothing(
    prepared: Prepared, deeds: Deeds, deed: str, times: int
) -> None:
    kill_at_calls(prepared, deeds, deed, seed=7, times=times)


@pytest.mark.parametrize(
    ("deed", "times"), [("load", 2), ("admit", 5), ("withdraw", 3), ("slim", 2)]
)
def test_a_kill_at_any_moment_leaves_all_or_nothing(
    prepared: Prepared, deeds: Deeds, deed: str, times: int
) -> None:
    kill_at_moments(prepared, deeds, deed, seed=11, times=times)


@pytest.mark.parametrize(("phase", "step"), [("reading", 1), ("indexing", 2)])
def test_the_helpers_end_with_a_program_that_was_killed(
    prepared: Prepared, deeds: Deeds, phase: str, step: int
) -> None:
    deed = "load-with-two"
    before = shown_before(prepared, deed)
    folder = prepared.copy(deed)
    ended = deeds.do(
        deed=deed, folder=str(folder), paths=list(prepared.paths), phase=phase, step=step
    )
    assert ended.was_killed
    assert len(ended.children) == 2
    for child in ended.children:
        assert has_ended(child)
    assert not check_after(prepared, folder, deed, before)


def has_ended(pid: int, within: float = 20) -> bool:
    """Whether a process ends in time, as a program on Linux may ask."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], within)[0])
    finally:
        os.close(handle)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("deed", ["load", "load-with-two", "admit", "withdraw", "slim"])
def test_a_kill_at_very_many_moments_leaves_all_or_nothing(
    prepared: Prepared, deeds: Deeds, deed: str, seed: int
) -> None:
    kill_at_calls(prepared, deeds, deed, seed=seed, times=40)
    kill_at_moments(prepared, deeds, deed, seed=seed, times=40)
