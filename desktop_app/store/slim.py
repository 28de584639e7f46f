"""Making an old release slim: only what the history of a household and recognition need stays.

What stays: of a family its id, card, village, ranks, number of members and the name of its head; of a
person the id, the family, NIK and card. What goes: every other fact, the names of members, the index
of names, and the cells of the problems list and the quarantine; how often each kind of problem stood
there is kept. The slim file is written beside the whole one and takes its place in one step.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from desktop_app.files import force_folder, machine_error
from desktop_app.progress import Progress
from desktop_app.store.connection import Connection, as_key_text, translated
from desktop_app.store.release_tables import has_table
from desktop_app.store.store import Store
from desktop_app.store.word_index import connect_for_loading

_FAMILY = (
    "id",
    "village",
    "family_card_no",
    "decile_national",
    "decile_province",
    "decile_regency",
    "member_count",
)
_PERSON = ("id", "family_id", "national_id", "family_card_no")
_TABLES = (
    "CREATE TABLE family (id INTEGER PRIMARY KEY, village TEXT, family_card_no TEXT,"
    " decile_national INTEGER, decile_province INTEGER, decile_regency INTEGER,"
    " member_count INTEGER, head_name TEXT)",
    # What others ask of every person by name is nothing here; such columns take no room, and
    # `table_info` does not list them, so that nobody compares with them.
    "CREATE TABLE person (id INTEGER PRIMARY KEY, family_id INTEGER, national_id TEXT,"
    " family_card_no TEXT, name TEXT AS (NULL), birth_date TEXT AS (NULL), sex INTEGER AS (NULL),"
    " relationship INTEGER AS (NULL), village TEXT AS (NULL))",
    "CREATE TABLE noticed (kind TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID",
    "INSERT INTO noticed SELECT kind, count(*) FROM old.problem GROUP BY kind",
)
_ROWS = {
    "family": f"INSERT INTO family SELECT {', '.join(_FAMILY)}, coalesce(head_name, (SELECT name"
    " FROM old.person WHERE person.family_id = family.id AND relationship = 1))"
    " FROM old.family WHERE id > ? AND id <= ?",
    "person": f"INSERT INTO person ({', '.join(_PERSON)}) SELECT {', '.join(_PERSON)} FROM old.person WHERE id > ? AND id <= ?",
}
_INDEXES = (
    "CREATE INDEX family_by_card ON family (family_card_no)",
    "CREATE INDEX person_by_family ON person (family_id)",
    "CREATE INDEX person_by_national_id ON person (national_id)",
    "ANALYZE main",
)
_STRIDE = 20_000
_FAMILY_BYTES, _PERSON_BYTES = 115, 110
"""About what a row of each takes in a slim file, with its indexes."""


def is_slim(conn: Connection) -> bool:
    """True if a release file, opened by itself, has been made slim."""
    return has_table(conn, "noticed")


def bytes_of(store: Store, release_id: str) -> int:
    """The size of the files of one release."""
    paths = store.files_of_release(release_id)
    return sum(path.stat().st_size for path in paths if path.is_file())


def slim_bytes(families: int, persons: int) -> int:
    """About how large a slim release with so many rows is."""
    return families * _FAMILY_BYTES + persons * _PERSON_BYTES


def write_slim(store: Store, release_id: str, progress: Progress) -> Path:
    """Write the slim file beside the whole one; on any failure it is not left."""
    part = _part(store, release_id)
    part.unlink(missing_ok=True)
    whole = store.extract_file(release_id)
    try:
        with closing(connect_for_loading(part, store.key)) as conn, translated():
            uri = f"{whole.resolve().as_uri()}?mode=ro"
            conn.execute("ATTACH ? AS old KEY ?", (uri, as_key_text(store.key)))
            total = sum(_count(conn, table) for table in _ROWS)
            progress.begin("slimming", total=total + len(_INDEXES))
            for step in _TABLES:
                conn.execute(step)
            for table in _ROWS:
                _copy(conn, table, progress)
            for step in _INDEXES:
                progress.advance()
                conn.execute(step)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        return part
    except OSError as error:
        part.unlink(missing_ok=True)
        raise machine_error(error, name=whole.name) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def take_place(store: Store, release_id: str) -> None:
    """Put the slim file, which is finished, in the place of the whole one."""
    part, whole = _part(store, release_id), store.extract_file(release_id)
    try:
        os.replace(part, whole)
        store.words_file(release_id).unlink(missing_ok=True)
        force_folder(whole.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise machine_error(error, name=whole.name) from error


def _copy(conn: Connection, table: str, progress: Progress) -> None:
    last = -1
    while True:
        upto = conn.execute(
            f"SELECT max(id), count(*) FROM (SELECT id FROM old.{table} WHERE id > ? ORDER BY id LIMIT ?)",
            (last, _STRIDE),
        ).fetchone()
        if not upto[1]:
            return
        conn.execute(_ROWS[table], (last, upto[0]))
        last = upto[0]
        progress.advance(upto[1])


def _count(conn: Connection, table: str) -> int:
    return int(conn.execute(f"SELECT count(*) FROM old.{table}").fetchone()[0])


def _part(store: Store, release_id: str) -> Path:
    path = store.extract_file(release_id)
    return path.with_name(path.name + ".part")
