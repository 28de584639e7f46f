"""Trying packages out at the hub: it comes to what taking them in comes to, and nobody waits for it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable
from pathlib import Path

import pytest

from desktop_app.actions.interventions import void_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.packages import inspect_package, write_package
from desktop_app.actions.receiving import Receipt, apply_packages
from desktop_app.errors import Code
from desktop_app.exchange.upload import upload_records
from desktop_app.progress import Progress
from desktop_app.store import audit
from tests.hubs import NAMES, Quarrel, help_for


def carried(office: Office, stick: Path, folder: Path, name: str) -> Path:
    """What an office has to say, in a folder that others' packages lie in, too."""
    path = folder / f"{name}.tukar"
    shutil.copy(write_package(office, stick, Progress()).value.path, path)
    return path


def tried_and_taken(hub: Office, folder: Path) -> tuple[list[Receipt], list[Receipt]]:
    """What trying the folder out says, and then what taking it in says."""
    tried = apply_packages(hub, [folder], Progress(), is_trial=True).value
    return tried, apply_packages(hub, [folder], Progress()).value


def test_trying_out_says_what_taking_in_comes_to(quarrel: Quarrel, tmp_path: Path) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    village, record = quarrel.village, quarrel.record_id
    void_intervention(quarrel.subdistrict, record, "keliru")
    carried(quarrel.subdistrict, quarrel.stick, folder, "a")
    carried(quarrel.subdistrict, quarrel.stick, folder, "b")
    void_intervention(village, record, "salah orang")
    carried(village, quarrel.stick, folder, "c")
    with quarrel.hub.read() as conn:
        lines_before = len(audit.lines_of(conn))
    tried, taken = tried_and_taken(quarrel.hub, folder)
    assert tried == taken
    assert sorted(one.tally.applied for one in taken) == [0, 1, 1]
    assert sum(one.tally.no_effect for one in taken) == 1  # the second to say so
    assert sum(one.tally.already_known for one in taken) == 1
    with quarrel.hub.read() as conn:
        noted = len(audit.lines_of(conn)) - lines_before
    assert noted == len(taken)  # nothing was noted of the trial


def test_a_package_that_is_refused_in_a_trial_leaves_nothing_to_the_next(
    busy: Office, hub: Office, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its first changes are sound; then one of them stands there again."""
    folder = tmp_path / "all"
    folder.mkdir()

    def twice(ops: Iterable[bytes], *rest: object, **more: object) -> object:
        raws = list(ops)
        return upload_records([*raws, raws[0]], *rest, **more)  # type: ignore[arg-type]  # as it was called

    with monkeypatch.context() as patched:
        patched.setattr("desktop_app.actions.packages.upload_records", twice)
        carried(busy, stick, folder, "broken")
    sound = carried(busy, stick, folder, "sound")
    tried, taken = tried_and_taken(hub, folder)
    assert [one.error.code if one.error else None for one in tried] == [
        Code.PACKAGE_INCONSISTENT,
        None,
    ]
    assert tried[1] == taken[1]
    assert taken[1].tally.applied == len(NAMES)
    assert inspect_package(hub, sound).steps["known"] == len(NAMES)


class Saving(Progress):
    """While packages are gone through somebody saves, and says if that had to wait."""

    def __init__(self, hub: Office, phase: str) -> None:
        super().__init__()
        self._hub = hub
        self._phase = phase
        self.saved = 0
        self.waited = 0

    def advance(self, steps: int = 1) -> None:
        """After a package, or after a change in one."""
        super().advance(steps)
        if self.reading.phase == self._phase:
            other = threading.Thread(target=self._save)
            other.start()
            other.join(5)
            self.waited += other.is_alive()

    def _save(self) -> None:
        with self._hub.write() as tx:
            audit.note(tx, "looked-up", "somebody")
        self.saved += 1


def test_nobody_waits_while_packages_are_tried_out(
    busy: Office, hub: Office, stick: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    one = carried(busy, stick, folder, "a")
    alone = Saving(hub, "taking-in")
    apply_packages(hub, [one], alone, is_trial=True)
    assert (alone.saved, alone.waited) == (len(NAMES), 0)
    carried(busy, stick, folder, "b")
    help_for(busy, NAMES[0], "2026-07")
    carried(busy, stick, folder, "c")
    together = Saving(hub, "taking-in-all")
    receipts = apply_packages(hub, [folder], together, is_trial=True).value
    assert [one.tally.applied for one in receipts] == [3, 0, 1]
    assert (together.saved, together.waited) == (3, 0)


def test_somebody_can_save_between_two_packages_that_are_taken_in(
    busy: Office, hub: Office, stick: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    for name in "abc":
        carried(busy, stick, folder, name)
    saving = Saving(hub, "taking-in-all")
    receipts = apply_packages(hub, [folder], saving).value
    assert [one.error for one in receipts] == [None] * 3
    assert (saving.saved, saving.waited) == (3, 0)
