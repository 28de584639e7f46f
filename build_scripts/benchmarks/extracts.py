"""Loading a quarter: against pandas and sqlite-utils, against itself at another size, with a clerk at work.

The peers do less: they put the cells as text into a plain SQLite file. pandas (`read_csv` in chunks with
`dtype=str`, then `to_sql`) checks and indexes nothing; sqlite-utils (`insert --csv`, `enable-fts`) makes the
names searchable. The program validates, cleans, encrypts, joins members to families and indexes numbers and names.
"""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from build_scripts.benchmarks.measuring import Taken, measured

PASSPHRASE = "kopi tubruk manis"
USER = "ukur"
_DAYS = (date(2026, 6, 30), date(2026, 9, 30))
LABELS = ("Q2 2026", "Q3 2026")
_PROGRAM = [sys.executable, "-m", "desktop_app"]
_SECRET = {"DTSEN_PASSPHRASE": PASSPHRASE, "PYTHONUTF8": "1"}
_SAVE_EVERY_S = 0.05
_WORDS = ("siti", "sri", "muhammad", "ahmad", "nur", "dewi", "slamet", "wahyu")

_PANDAS = """
import sqlite3, sys, pandas
conn = sqlite3.connect(sys.argv[1])
for path in sys.argv[2:]:
    table = path.rsplit("/", 1)[-1].split("_")[0]
    for chunk in pandas.read_csv(path, dtype=str, sep="|", chunksize=20_000):
        chunk.to_sql(table, conn, if_exists="append", index=False)
conn.commit()
"""


@dataclass(frozen=True, slots=True)
class Quarters:
    """Two quarters of one invented population, each a family file and a member file."""

    persons: int
    first: tuple[Path, Path]
    second: tuple[Path, Path]

    @property
    def first_bytes(self) -> int:
        """The plain text of the first quarter."""
        return sum(path.stat().st_size for path in self.first)

    @property
    def rows(self) -> int:
        """How many records the first quarter has, headers not counted."""
        return sum(_lines_in(path) - 1 for path in self.first)


def made_quarters(persons: int, folder: Path) -> Quarters:
    """The files for this many people, made unless they are there."""
    from desktop_app.demo.families import invent_families
    from desktop_app.demo.files import write_v3_pair
    from desktop_app.demo.quarter import next_quarter
    from desktop_app.demo.words import DemoWords
    from desktop_app.domain.region import RegionTable
    from desktop_app.paths import RESOURCES

    regions = RegionTable.from_csv((RESOURCES / "reference" / "regions.csv").read_text("utf-8"))
    villages, words = regions.villages, DemoWords.from_folder()
    home = folder / str(persons)
    done = home / "done"

    def first() -> Iterator[Any]:
        return invent_families(
            persons, seed=1, villages=villages, reference_date=_DAYS[0], words=words
        )

    def second() -> Iterator[Any]:
        return next_quarter(
            first(),
            seed=1,
            before=_DAYS[0],
            reference_date=_DAYS[1],
            villages=villages,
            words=words,
        )

    pairs = []
    for label, families in (("q2", first), ("q3", second)):
        if not done.exists():
            home.mkdir(parents=True, exist_ok=True)
            write_v3_pair(families(), home, label=label)
        pairs.append((home / f"keluarga_dtsen_{label}.csv", home / f"anggota_dtsen_{label}.csv"))
    done.touch()
    return Quarters(persons, *pairs)


def with_pandas(quarters: Quarters, folder: Path) -> Taken:
    """The first quarter by pandas into a plain, unindexed SQLite file."""
    target = _fresh(folder / "pandas.db")
    return measured([sys.executable, "-c", _PANDAS, str(target), *map(str, quarters.first)])


def with_sqlite_utils(quarters: Quarters, folder: Path) -> Taken:
    """The first quarter by sqlite-utils into a plain SQLite file with searchable names."""
    target = str(_fresh(folder / "sqlite-utils.db"))
    tool = [sys.executable, "-m", "sqlite_utils"]
    steps = [
        [*tool, "insert", target, path.name.split("_")[0], str(path), "--csv", "--delimiter", "|"]
        for path in quarters.first
    ]
    steps.append([*tool, "enable-fts", target, "anggota", "nama"])
    taken = [measured([*step, "--silent"] if "insert" in step else step) for step in steps]
    peaks = [one.peak_mb for one in taken if one.peak_mb is not None]
    return Taken(
        seconds=sum(one.seconds for one in taken),
        cpu_seconds=sum(one.cpu_seconds for one in taken),
        peak_mb=max(peaks, default=None),
        answer={},
    )


class Office:
    """A fresh office that is worked with by commands."""

    def __init__(self, folder: Path, kind: str = "kecamatan", region: str = "33.26") -> None:
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        place = ["--kind", kind, "--region", region, "--name", "Uji", "--admin", USER]
        self.do("office", "create", *place)

    def load(self, files: tuple[Path, Path], quarter: int, *more: str) -> Taken:
        """Import one quarter."""
        label, day = LABELS[quarter], _DAYS[quarter].isoformat()
        words = ("--release", label, "--reference-date", day, *more)
        return self.do("extract", "import", *map(str, files), *words)

    def compare(self) -> Taken:
        """Compare the two quarters, every change written."""
        out = str(self.folder.parent / "changes.csv")
        between = ["--from", LABELS[0], "--to", LABELS[1]]
        return self.do(
            "extract", "compare", *between, "--out", out, "--purpose", "ukur", "--recipient", "ukur"
        )

    @property
    def release_bytes(self) -> int:
        """The size of all that lies in the folder of releases."""
        return sum(file.stat().st_size for file in (self.folder / "extracts").iterdir())

    def do(self, *words: str) -> Taken:
        """Run one command in it."""
        where = ["--office", str(self.folder), "--json"]
        who = [] if words[:2] == ("office", "create") else ["--user", USER]
        return measured([*_PROGRAM, *words, *where, *who], env=_SECRET)


def longest_save(before: Quarters, quarters: Quarters, folder: Path) -> list[float]:
    """How long each save of a clerk took while another quarter was loaded, in milliseconds."""
    from desktop_app import bootstrap
    from desktop_app.actions.extracts import import_extract, preview_extract
    from desktop_app.actions.interventions import record_intervention
    from desktop_app.actions.search import Search, find_people
    from desktop_app.domain.intervention import InterventionDraft
    from desktop_app.domain.release import ReleaseDraft
    from desktop_app.progress import Progress

    Office(folder).load(before.first, 0)
    office = bootstrap.open_office(folder, USER, PASSPHRASE)
    try:
        found = [find_people(office, Search(word, limit=500)) for word in _WORDS]
        families = list(dict.fromkeys(hit.family_id for hits in found for hit in hits))
        look = preview_extract(office, quarters.second)
        loading = threading.Thread(
            target=lambda: import_extract(
                office, look, ReleaseDraft(LABELS[1], _DAYS[1]), Progress()
            )
        )
        loading.start()
        waits: list[float] = []
        for number in count():
            if not loading.is_alive() or number >= len(families):
                break
            draft = InterventionDraft(
                programme="BLT-DD",
                period="2026-08",
                given_on=_DAYS[1],
                family_id=families[number],
                amount=300_000,
                reason="pengukuran",
            )
            began = time.perf_counter()
            record_intervention(office, draft)
            waits.append((time.perf_counter() - began) * 1_000)
            time.sleep(_SAVE_EVERY_S)
        loading.join()
        return waits
    finally:
        office.close()


def best_of(rounds: int, run: Callable[[], Taken]) -> Taken:
    """The quickest of some runs: what the work takes when the machine does little else."""
    return min((run() for _ in range(rounds)), key=lambda taken: taken.seconds)


def _fresh(path: Path) -> Path:
    path.unlink(missing_ok=True)
    return path


def _lines_in(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
