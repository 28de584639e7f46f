"""Programs killed in the middle of real work, again and again, and what has to be there afterwards.

A forked process opens an office, saves, steps, types and makes backups from three threads at once, and
says on a pipe what was kept, after it was kept. It is killed at a random moment. Then the office is
opened and held against everything that was ever said.
"""

from __future__ import annotations

import math
import os
import random
import select
import signal
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from desktop_app import bootstrap
from desktop_app.actions.backups import make_backup
from desktop_app.actions.form_drafts import form_drafts_of, keep_form_draft
from desktop_app.actions.intervention_steps import step_intervention
from desktop_app.actions.interventions import record_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.crypto import SALT_BYTES, Stretching, random_bytes
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.office import OfficeDraft
from desktop_app.domain.roles import OfficeKind
from desktop_app.progress import Progress
from desktop_app.store import audit, interventions, ops
from desktop_app.store.backup_file import read_manifest
from tests.builders import a_family, a_release
from tests.conftest import ADMIN, NOW, PASSPHRASE

DAY = date(2026, 11, 24)
FORM = "proposal"
_STEPS = (InterventionStatus.DECREED, InterventionStatus.DISBURSED, InterventionStatus.RECEIVED)
_LIVES = 40
"""Kills of one office; after them a new one, so that looking through it stays quick."""
_LONGEST = 0.6
"""Seconds that a program may live after it has begun to work."""
_BEGAN = time.monotonic()


class Lost(AssertionError):
    """Something that had been said to be kept is not there, or the office is not whole."""


@dataclass(slots=True)
class Said:
    """What was said to be kept: the steps of each record, the letters of each draft, the last backup."""

    steps: dict[str, int] = field(default_factory=dict)
    letters: dict[str, int] = field(default_factory=dict)
    backup: Path | None = None
    count: int = 0

    def hear(self, line: str) -> None:
        """Take in one line of a program that may be dead by now."""
        kind, name, number = line.split(" ", 2)
        if kind == "record":
            self.steps[name] = int(number)
        elif kind == "draft":
            self.letters[name] = int(number)
        else:
            self.backup = Path(number)
        self.count += 1


def run(times: int, seed: int, tell: Callable[[str], None]) -> int:
    """Kill that many programs; how many deeds they had said. Raises `Lost`, which names the kill."""
    draw = random.Random(seed)
    deeds = done = 0
    while done < times:
        with tempfile.TemporaryDirectory(prefix="crash-loop-") as folder:
            lives = min(_LIVES, times - done)
            deeds += _one_office(Path(folder), draw, lives, done)
            done += lives
        tell(f"{done} killed, {deeds} deeds kept")
    return deeds


def _one_office(folder: Path, draw: random.Random, lives: int, before: int) -> int:
    office = folder / "office"
    _make(office, folder)
    said = Said()
    for life in range(lives):
        _live_and_die(office, draw.getrandbits(32), draw.random() * _LONGEST, said)
        try:
            _judge(office, said)
        except Exception as error:
            raise Lost(f"after kill {before + life + 1}: {error!r}") from error
    return said.count


def _make(folder: Path, work: Path) -> None:
    draft = OfficeDraft(OfficeKind.KECAMATAN, "33.26.13", "Kecamatan Contoh", ADMIN, "Sari Contoh")
    cheap = Stretching(memory_kib=8, passes=1, salt=random_bytes(SALT_BYTES))
    made = bootstrap.create_office(folder, draft, PASSPHRASE, stretching=cheap, clock=lambda: NOW)
    with closing(made.office) as office:
        a_release(office, work, [a_family(f"ORANG {n}", sequence=n) for n in range(12)])


def _open(folder: Path) -> Office:
    return bootstrap.open_office(folder, ADMIN, PASSPHRASE, clock=_clock)


def _clock() -> datetime:
    """The day of the tests, but going on, and fast: no two backups are made within a second."""
    return NOW + timedelta(seconds=(time.monotonic() - _BEGAN) * 100)


def _live_and_die(folder: Path, seed: int, seconds: float, said: Said) -> None:
    """Let one program work for so long, kill it, and hear what it had said."""
    hears, says = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hears)
        try:
            _work(folder, random.Random(seed), dict(said.letters), says)
        finally:
            traceback.print_exc()  # it works until it is killed
            os._exit(1)
    os.close(says)
    heard, until, is_killed = b"", math.inf, False
    while True:
        left = None if is_killed or until == math.inf else max(0.0, until - time.monotonic())
        if not select.select([hears], [], [], left)[0]:
            os.kill(child, signal.SIGKILL)  # not waited for yet, so nobody else has its number
            is_killed = True
            continue
        piece = os.read(hears, 1 << 16)
        if not piece:
            break
        heard += piece
        until = min(until, time.monotonic() + seconds)
    os.close(hears)
    _, status = os.waitpid(child, 0)
    if status != signal.SIGKILL:
        raise Lost(f"a program ended by itself, status {status}")
    # The first line says no more than that work begins; a line that was cut off was never said.
    for line in heard.decode().split("\n")[1:-1]:
        said.hear(line)


def _work(folder: Path, draw: random.Random, letters: dict[str, int], says: int) -> None:
    office = _open(folder)
    os.write(says, b"begun\n")

    def say(kind: str, name: str, rest: object) -> None:
        os.write(says, f"{kind} {name} {rest}\n".encode())

    def type_on() -> None:
        typing = random.Random(draw.random())
        while True:
            subject = f"s{typing.randrange(4)}"
            letters[subject] = letters.get(subject, 0) + 1
            keep_form_draft(office, FORM, subject, {"reason": "x" * letters[subject]})
            say("draft", subject, letters[subject])

    def back_up() -> None:
        while True:
            say("backup", "-", make_backup(office, None, Progress()).value.path)

    for part in (type_on, back_up):
        threading.Thread(target=_or_end, args=(part,), daemon=True).start()
    families = [hit.family_id for hit in find_people(office, Search("orang"))]
    while True:
        given = InterventionDraft(
            "BLT-DD",
            f"2026-{draw.randrange(1, 11):02}",
            DAY,
            family_id=draw.choice(families),
            amount=300_000,
            status=InterventionStatus.PROPOSED,
            reason="percobaan",
        )
        record_id = record_intervention(office, given).value.intervention_id
        say("record", record_id, 0)
        for taken, step in enumerate(_STEPS[: draw.randrange(4)], start=1):
            step_intervention(office, record_id, step, on=DAY)
            say("record", record_id, taken)


def _or_end(part: Callable[[], None]) -> None:
    """A thread that breaks ends its program, or nobody would hear of it."""
    try:
        part()
    finally:
        traceback.print_exc()
        os._exit(1)


def _judge(folder: Path, said: Said) -> None:
    with closing(_open(folder)) as office:
        with office.read() as conn:
            _require(conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok", "integrity")
            _require(not conn.execute("PRAGMA cipher_integrity_check").fetchall(), "pages")
            _require(audit.verify(conn, office.audit_key).is_ok, "audit")
            for entity in ops.entities_of(conn):
                _require(ops.stands_as_folded(conn, entity), "fold")
            for record_id, steps in said.steps.items():
                record = interventions.intervention_of(conn, record_id)
                _require(record is not None and len(record.steps) >= steps, "record")
        typed = {one.subject: len(one.body["reason"]) for one in form_drafts_of(office, FORM)}
        for subject, letters in said.letters.items():
            # One more may have been kept before it could be said.
            _require(typed.get(subject, 0) - letters in (0, 1), "draft")
        said.letters.update(typed)
        if said.backup is not None:
            read_manifest(said.backup)


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise Lost(what)
