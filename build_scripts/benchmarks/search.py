"""Finding people: how often the right one is among the first ten, how soon, and beside three peers.

The peers look at names alone: ``LIKE '%…%'`` over the same encrypted file, FTS5 with its trigram index in a
plain file, and rapidfuzz over all names in memory. Each peer gets a few queries of each class, because two of
them take seconds for one.
"""

from __future__ import annotations

import importlib
import random
import resource
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

from build_scripts.benchmarks.queries import TOP, WAYS, Query, everybody, queries
from desktop_app import bootstrap
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.names import fold
from desktop_app.domain.person import MatchReason, PersonLine

_PEERS_ASK = 4
_SEED = 20261124

Find = Callable[[str], list[PersonLine]]


@dataclass(frozen=True, slots=True)
class ClassTaken:
    """What the queries of one class took, in milliseconds, and how many right answers were found."""

    who: str
    way: str
    asked: int
    recall: float
    median_ms: float
    p95_ms: float
    worst_ms: float


@dataclass(frozen=True, slots=True)
class SearchTaken:
    """What one office's searches took; memory and sizes in megabytes."""

    persons: int
    opened_ms: float
    first_ms: float
    memory_mb: float
    index_share: float
    classes: tuple[ClassTaken, ...]


def measure(
    folder: Path, user: str, passphrase: str, *, asked: int, with_peers: bool
) -> SearchTaken:
    """Ask an office on this folder `asked` queries of every class."""
    began = time.perf_counter()
    office = bootstrap.open_office(folder, user, passphrase)
    opened = (time.perf_counter() - began) * 1000
    try:
        before = _memory_mb()
        began = time.perf_counter()
        find_people(office, Search("siti aminah"), is_typing=True)
        first = (time.perf_counter() - began) * 1000
        find_people(office, Search("61201"), is_typing=True)  # gathers the numbers
        warm = _memory_mb()
        people, chance = everybody(office), random.Random(_SEED)
        made = {way.__name__: queries(people, way, asked, chance) for way in WAYS}
        held = _memory_mb()
        own = _asked("search", made, lambda text: _ours(office, text))
        grown = warm - before + _memory_mb() - held
        peers: list[ClassTaken] = []
        if with_peers:
            few = {way: some[:_PEERS_ASK] for way, some in made.items()}
            for name, finder in _peers(office, folder):
                peers += _asked(name, few, finder)
        return SearchTaken(len(people), opened, first, grown, _index_share(office), (*own, *peers))
    finally:
        office.close()


def _ours(office: Office, text: str) -> list[PersonLine]:
    return find_people(office, Search(text), is_typing=True)


def _asked(who: str, made: dict[str, list[Query]], find: Find) -> list[ClassTaken]:
    taken = []
    for way, some in made.items():
        times, shares = [], []
        for query in some:
            began = time.perf_counter()
            hits = find(query.text)
            times.append((time.perf_counter() - began) * 1000)
            shares.append(query.share(hits))
        parts = quantiles(times, n=20, method="inclusive")
        taken.append(ClassTaken(who, way, len(some), mean(shares), parts[9], parts[18], max(times)))
    return taken


def _peers(office: Office, folder: Path) -> list[tuple[str, Find]]:
    release = office.store.extract_in_use
    assert release is not None
    with office.read() as conn:
        rows = conn.execute("SELECT id, name, national_id FROM extract.person ORDER BY id")
        people = [(row["id"], row["name"] or "", row["national_id"]) for row in rows]
    peers: list[tuple[str, Find]] = [("LIKE", lambda text: _like(office, text))]
    trigrams = _with_trigrams(folder.parent / "trigram.db", people)
    peers.append(("FTS5 trigram", lambda text: _trigram(trigrams, text)))
    with suppress(ImportError):
        process: Any = importlib.import_module("rapidfuzz.process")
        names = [fold(name) for _, name, _ in people]
        peers.append(("rapidfuzz", lambda text: _fuzzy(process, names, people, text)))
    return peers


def _like(office: Office, text: str) -> list[PersonLine]:
    with office.read() as conn:
        rows = conn.execute(
            "SELECT id, name, national_id FROM extract.person WHERE name LIKE '%' || ? || '%' LIMIT ?",
            (text, TOP),
        )
        return [_line(row["id"], row["name"], row["national_id"]) for row in rows]


def _with_trigrams(path: Path, people: Sequence[tuple[int, str, str | None]]) -> sqlite3.Connection:
    path.unlink(missing_ok=True)
    conn = sqlite3.connect(path)
    conn.execute(
        "CREATE VIRTUAL TABLE person USING fts5 (name, nik UNINDEXED, tokenize = 'trigram')"
    )
    conn.executemany("INSERT INTO person (rowid, name, nik) VALUES (?, ?, ?)", people)
    conn.commit()
    return conn


def _trigram(conn: sqlite3.Connection, text: str) -> list[PersonLine]:
    wanted = f'"{text.replace(chr(34), "")}"'
    with closing(
        conn.execute(
            "SELECT rowid, name, nik FROM person WHERE person MATCH ? ORDER BY rank LIMIT ?",
            (wanted, TOP),
        )
    ) as rows:
        return [_line(own_id, name, nik) for own_id, name, nik in rows]


def _fuzzy(
    process: Any, names: list[str], people: Sequence[tuple[int, str, str | None]], text: str
) -> list[PersonLine]:
    best = process.extract(fold(text), names, limit=TOP)
    return [_line(*people[at]) for _, _, at in best]


def _line(own_id: int, name: str, national_id: str | None) -> PersonLine:
    return PersonLine(
        person_id=str(own_id),
        family_id=None,
        national_id=national_id,
        family_card_no=None,
        name=name or "",
        birth_date=None,
        village="",
        decile=None,
        is_head=False,
        head_name="",
        address="",
        reason=MatchReason.LISTED,
        score=0,
    )


def _index_share(office: Office) -> float:
    release = office.store.extract_in_use
    assert release is not None
    words = office.store.words_file(release).stat().st_size
    return words / (words + office.store.extract_file(release).stat().st_size)


def _memory_mb() -> float:
    """Memory of this process now, where the system says it; its peak elsewhere."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * resource.getpagesize() / (1 << 20)
