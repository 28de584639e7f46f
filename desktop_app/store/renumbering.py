"""Giving a release that was imported here the ids by which the hub names the same people and families.

When an office begins to get its releases from a hub, everybody in it bears another id than in the
release it imported itself, and a comparison would see all of them leave and enter. Whoever has the
same NIK, or card, on both sides and only once is the same: the earlier file is copied, the copy gets
the hub's ids, and takes the file's place in one step. Nothing but ids is changed, and done again it
finds nothing to do. Records that hang on the former ids are found by the numbers they keep.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from desktop_app.files import force_folder, machine_error
from desktop_app.store.connection import Connection, as_key_text, connect, translated
from desktop_app.store.release_tables import has_table
from desktop_app.store.store import Store

_NUMBERS = {"family": "family_card_no", "person": "national_id"}
_PAIRS = (
    "INSERT INTO {table}_pair SELECT own.id, hub.id FROM"
    " (SELECT {number} AS number, min(id) AS id FROM main.{table} WHERE {number} IS NOT NULL"
    "  GROUP BY 1 HAVING count(*) = 1) own JOIN"
    " (SELECT {number} AS number, min(id) AS id FROM hub.{table} WHERE {number} IS NOT NULL"
    "  GROUP BY 1 HAVING count(*) = 1) hub ON hub.number = own.number"
    " WHERE own.id <> hub.id AND NOT EXISTS (SELECT 1 FROM main.{table} other WHERE other.id = hub.id)"
)
_NEW = "(SELECT hub_id FROM {table}_pair WHERE own_id = {column})"
_UPDATES = (
    f"UPDATE person SET family_id = {_NEW.format(table='family', column='family_id')}"
    " WHERE family_id IN (SELECT own_id FROM family_pair)",
    f"UPDATE family SET id = {_NEW.format(table='family', column='id')}"
    " WHERE id IN (SELECT own_id FROM family_pair)",
    f"UPDATE person SET id = {_NEW.format(table='person', column='id')}"
    " WHERE id IN (SELECT own_id FROM person_pair)",
)


def take_ids(store: Store, own: str, hub: str) -> int:
    """Let the release `own` bear the ids of `hub`, a later one; how many families and people got another.

    `own` is not in use. On any failure it is as it was.
    """
    path, later = store.extract_file(own), store.extract_file(hub)
    if not _differ(store, path, later):
        return 0
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        store.copy_of(path, part)
        with closing(connect(part, store.key)) as conn, translated():
            _attach(conn, later, store.key)
            _find_pairs(conn)
            conn.execute("BEGIN")
            for step in _UPDATES:
                conn.execute(step)
            conn.execute("COMMIT")
            changed = _count(conn)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        # The index of names goes first: it is made again where it is missing, not where it is wrong.
        store.words_file(own).unlink(missing_ok=True)
        os.replace(part, path)
        force_folder(path.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise machine_error(error, name=path.name) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return changed


def _differ(store: Store, path: Path, later: Path) -> bool:
    """True if anybody is on both sides under two ids."""
    with closing(connect(path, store.key, read_only=True)) as conn, translated():
        if has_table(conn, "admission") and conn.execute("SELECT 1 FROM admission").fetchone():
            return False  # an admission names its rows by their ids, and can be taken back
        conn.execute("PRAGMA query_only = OFF")  # for temporary tables; the file is read only
        _attach(conn, later, store.key)
        _find_pairs(conn)
        return bool(_count(conn))


def _attach(conn: Connection, later: Path, key: bytes) -> None:
    uri = f"{later.resolve().as_uri()}?mode=ro"
    conn.execute("ATTACH ? AS hub KEY ?", (uri, as_key_text(key)))


def _find_pairs(conn: Connection) -> None:
    for table, number in _NUMBERS.items():
        conn.execute(f"CREATE TEMP TABLE {table}_pair (own_id INTEGER PRIMARY KEY, hub_id INTEGER)")
        conn.execute(_PAIRS.format(table=table, number=number))


def _count(conn: Connection) -> int:
    return sum(
        int(conn.execute(f"SELECT count(*) FROM temp.{table}_pair").fetchone()[0])
        for table in _NUMBERS
    )
