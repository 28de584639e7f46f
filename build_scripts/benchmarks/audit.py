"""What a line of the audit adds to a deed: to a look, which does not wait for the disk, and to what does."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from build_scripts.benchmarks.extracts import PASSPHRASE
from desktop_app import bootstrap
from desktop_app.actions.office import Office
from desktop_app.domain.office import OfficeDraft
from desktop_app.domain.roles import OfficeKind
from desktop_app.store import audit, settings

LINES = 1_000


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of each of so many times."""

    what: str
    median_ms: float
    p95_ms: float
    worst_ms: float


def measure(folder: Path, lines: int = LINES) -> list[Cost]:
    """In turns, so that whatever else the machine does concerns all alike."""
    draft = OfficeDraft(OfficeKind.KECAMATAN, "33.26.13", "Kecamatan Contoh", "sari", "Sari Contoh")
    office = bootstrap.create_office(folder, draft, PASSPHRASE).office
    ways: dict[str, Callable[[int], None]] = {
        "a look, noted": partial(_look, office),
        "the same, forced": partial(_forced, office),
        "a deed, noted": partial(_deed, office, True),
        "a deed, not noted": partial(_deed, office, False),
    }
    taken: dict[str, list[float]] = {what: [] for what in ways}
    try:
        for at in range(lines):
            for what, way in ways.items():
                began = time.perf_counter()
                way(at)
                taken[what].append((time.perf_counter() - began) * 1000)
    finally:
        office.close()
    return [
        Cost(what, median(found), sorted(found)[len(found) * 95 // 100], max(found))
        for what, found in taken.items()
    ]


def _look(office: Office, at: int) -> None:
    office.note_look("family-opened", f"family:{at}")


def _forced(office: Office, at: int) -> None:
    with office.write() as tx:
        audit.note(tx, "family-opened", f"family:{at}")


def _deed(office: Office, is_noted: bool, at: int) -> None:
    with office.write() as tx:
        settings.put(tx, "bench", f"{at} {is_noted}")
        if is_noted:
            audit.note(tx, "family-opened", f"family:{at}")
