"""Long deeds done in a process of their own, which can be killed at any moment.

Run as a program it reads one order a line, does it in a forked child, and says how that ended; so a
hundred processes can be killed without a hundred times starting Python.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType

from desktop_app import bootstrap
from desktop_app.actions import loading
from desktop_app.actions.delivery import delivery_of, tick_delivery
from desktop_app.actions.evidence import EvidenceFile, attach_evidence
from desktop_app.actions.extracts import import_extract, preview_extract
from desktop_app.actions.hub_downloads import copy_hub, write_downloads
from desktop_app.actions.hub_release import cut_release
from desktop_app.actions.letter_runs import carry_on
from desktop_app.actions.office import Office
from desktop_app.actions.packages import write_package
from desktop_app.actions.quarantine import admit_row, open_refused_row, withdraw_row
from desktop_app.actions.receiving import apply_package
from desktop_app.actions.slimming import slim_release
from desktop_app.bootstrap_rekey import rekey_office
from desktop_app.crypto import SALT_BYTES, Stretching
from desktop_app.domain.delivery import DeliveryScope
from desktop_app.domain.release import ReleaseDraft
from desktop_app.progress import Progress

ADMIN, PASSPHRASE = "sari", "kopi tubruk manis sekali"
DELIVERY = DeliveryScope("BLT-DD", "2026-11")
PLACE = (1, 3)
"""The file and the row of the member that `tests.refused` cuts short."""


class DiesAt(Progress):
    """Kills this process when the work has reached a phase and a number of steps."""

    def __init__(self, phase: str, step: int) -> None:
        super().__init__()
        self._at = (phase, step)

    def advance(self, steps: int = 1) -> None:
        super().advance(steps)
        reading = self.reading
        if reading.phase == self._at[0] and reading.done >= self._at[1]:
            die()


def die() -> None:
    """End at once, without a chance to clean up; says first who must end too."""
    others = [child.pid for child in multiprocessing.active_children()]
    os.write(1, f"children {json.dumps(others)}\n".encode())
    os.kill(os.getpid(), signal.SIGKILL)


class Calls:
    """Counts the calls of our own functions, and kills this process at one of them."""

    def __init__(self, last: int | None) -> None:
        self.count = 0
        self._last = last

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call" and "desktop_app" in frame.f_code.co_filename:
            self.count += 1
            if self.count == self._last:
                die()


class Touches:
    """Counts what is done to the names of files, and kills this process just before one of them."""

    def __init__(self, last: int) -> None:
        self.count = 0
        self._last = last

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        if event in _TOUCHES or (event == "open" and args[1] not in ("r", "rb", None)):
            self.count += 1
            if self.count == self._last:
                die()


_TOUCHES = frozenset({"os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree"})


def load(office: Office, progress: Progress, *paths: str) -> None:
    """Bring in a second release."""
    look = preview_extract(office, [Path(path) for path in paths])
    draft = ReleaseDraft("Q2", date(2026, 10, 10))
    import_extract(office, look, draft, progress, accept="contoh")


def load_with_two(office: Office, progress: Progress, *paths: str) -> None:
    """Bring in a second release with a reader process."""
    loading.WORTH_A_PROCESS = 0
    load(office, progress, *paths)


def admit(office: Office, progress: Progress) -> None:
    """Admit the row that was cut short."""
    cells = open_refused_row(office, "Q1", *PLACE).cells
    progress.begin("admitting")
    admit_row(office, "Q1", *PLACE, cells, reason="contoh")


def withdraw(office: Office, progress: Progress) -> None:
    """Take it out again."""
    progress.begin("withdrawing")
    withdraw_row(office, "Q1", *PLACE, reason="contoh")


def slim(office: Office, progress: Progress) -> None:
    """Make the older release slim."""
    slim_release(office, "Q0", progress)


def tick(office: Office, progress: Progress, done: str) -> None:
    """Tick everybody on the list of a delivery day; each is told in a file once it is kept."""
    progress.begin("recording")
    with open(done, "ab", buffering=0) as file:
        for line in delivery_of(office, DELIVERY, on=office.today()).lines:
            tick_delivery(office, line.record.id, on=office.today())
            file.write(f"{line.record.id}\n".encode())


def write_run_on(office: Office, progress: Progress, run_id: str) -> None:
    """Go on with a run of letters."""
    carry_on(office, run_id, progress)


def attach(office: Office, progress: Progress, record_id: str, *paths: str) -> None:
    """Attach files to a record."""
    progress.begin("attaching")
    attach_evidence(office, record_id, [EvidenceFile("photo", path=Path(one)) for one in paths])


def apply(office: Office, progress: Progress, *paths: str) -> None:
    """Take a package in."""
    apply_package(office, Path(paths[0]), progress)


def send(office: Office, progress: Progress, *paths: str) -> None:
    """Write a package for the hub."""
    write_package(office, Path(paths[0]), progress)


def answer(office: Office, progress: Progress, *paths: str) -> None:
    """Copy the hub, and write a package for every office."""
    copy_hub(office, Path(paths[1]), progress)
    write_downloads(office, Path(paths[0]), progress)


def rekey(office: Office, progress: Progress, *paths: str) -> None:
    """Give a closed office a new key, and write down that it has it; killed at a touch of the disk if one is named."""
    office.close()
    if paths:
        sys.addaudithook(Touches(int(paths[0])))
    cheap = Stretching(memory_kib=8, passes=1, salt=bytes(SALT_BYTES))
    rekey_office(office.paths.folder, ADMIN, PASSPHRASE, progress, stretching=cheap).office.close()


def cut(office: Office, progress: Progress, *paths: str) -> None:
    """Cut a release for every office."""
    cut_release(office, "Q2", Path(paths[0]), progress)


DEEDS: dict[str, Callable[..., None]] = {
    "cut": cut,
    "rekey": rekey,
    "tick": tick,
    "write_run_on": write_run_on,
    "attach": attach,
    "apply": apply,
    "send": send,
    "answer": answer,
    "load": load,
    "load-with-two": load_with_two,
    "admit": admit,
    "withdraw": withdraw,
    "slim": slim,
}


def _do(order: dict[str, object], begun: int) -> None:
    office = bootstrap.open_office(Path(str(order["folder"])), ADMIN, PASSPHRASE)
    phase, calls = order.get("phase"), order.get("calls")
    progress = DiesAt(str(phase), int(str(order["step"]))) if phase else Progress()
    counted = Calls(None if calls is None else int(str(calls)))
    os.close(begun)
    if calls is not None:
        sys.setprofile(counted)
    paths = order.get("paths")
    DEEDS[str(order["deed"])](office, progress, *(paths if isinstance(paths, list) else ()))
    sys.setprofile(None)
    os.write(1, f"calls {counted.count}\n".encode())


def main() -> None:
    """Do what the lines of standard input say, each in a child; killed ``after`` so many seconds."""
    for line in sys.stdin:
        order = json.loads(line)
        waiting, begun = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(waiting)
            try:
                _do(order, begun)
            finally:
                os._exit(1 if sys.exc_info()[0] else 0)
        os.close(begun)
        os.read(waiting, 1)  # until it is closed: the deed begins
        os.close(waiting)
        began = time.monotonic()
        if "after" in order:
            handle = os.pidfd_open(child)
            select.select([handle], [], [], order["after"])
            os.close(handle)
            os.kill(child, signal.SIGKILL)  # not waited for yet, so nobody else has its number
        _, status = os.waitpid(child, 0)
        os.write(1, f"ended {status} {time.monotonic() - began}\n".encode())


if __name__ == "__main__":
    main()
