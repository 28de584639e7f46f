"""A new key for every file of an office: laid out beside the old ones, then put in their place.

Problem: an office is several encrypted files and the ring of wrapped keys, and no transaction spans them; a
program that dies half-way must not leave some files under the one key and some under the other. Choice:
every file is copied into a folder of its own and encrypted anew there, the ring beside them, while the
office itself is not touched. A list of them, written whole or not at all, is the one moment at which the
new key holds: before it the folder is swept away, after it the files are moved into their places, at once
or at the next start, which needs no key. The price is room for a second copy while it lasts.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from desktop_app import files
from desktop_app.errors import Code, MachineError
from desktop_app.files import machine_error
from desktop_app.paths import OfficePaths
from desktop_app.progress import Progress
from desktop_app.store import audit, roster
from desktop_app.store.connection import Connection, as_key_text, connect, translated

_LIST = "ready.json"
_BESIDE = ("-wal", "-shm", "-journal")
_SLACK = 16 << 20


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """A database key with those that are derived from it; never printed."""

    database: bytes
    audit: bytes
    private: bytes


def room_needed(paths: OfficePaths) -> int:
    """How many bytes must be free before a new key can be laid out."""
    return sum(path.stat().st_size for path in _encrypted(paths)) + _SLACK


def lay_out(paths: OfficePaths, old: Keys, new: Keys, progress: Progress) -> None:
    """Copy every encrypted file of a closed office and encrypt the copies with the new key.

    What is proven or sealed inside with a derived key is proven and sealed anew. Raises `MachineError`
    (`DISK_FULL`, `DATABASE_DAMAGED` for any file that is not whole) and `Cancelled`; the office is as
    it was then.
    """
    sources = list(_encrypted(paths))
    progress.begin("rekeying", sum(source.stat().st_size for source in sources))
    for source in sources:
        target = _place_of(paths, source)
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            files.begin_private(target)
            shutil.copyfile(source, target)
        except OSError as error:
            raise machine_error(error, name=source.name) from error
        _encrypt_anew(target, old, new)
        _force(target)
        progress.advance(source.stat().st_size)


def commit(paths: OfficePaths) -> None:
    """From here on the new key holds, whatever happens: the moment is one small file."""
    laid_out = sorted(
        path.relative_to(paths.rekeying).as_posix()
        for path in paths.rekeying.rglob("*")
        if path.is_file()
    )
    files.write_whole(paths.rekeying / _LIST, json.dumps(laid_out).encode())


def finish(paths: OfficePaths) -> bool:
    """Put what was committed into its place, or sweep away what was not; True if the key is new.

    Can be called at any time while nobody has the office open, and again after it was broken off.
    """
    if not paths.rekeying.is_dir():
        return False
    marker = paths.rekeying / _LIST
    is_committed = marker.is_file()
    try:
        if is_committed:
            for name in json.loads(marker.read_text("utf-8")):
                _put_in_place(paths.rekeying / name, paths.folder / name)
            marker.unlink()
            files.force_folder(paths.rekeying)
        shutil.rmtree(paths.rekeying)
        files.force_folder(paths.folder)
    except OSError as error:
        raise machine_error(error, name=paths.rekeying.name) from error
    return is_committed


def _encrypted(paths: OfficePaths) -> Iterator[Path]:
    """The database, what lies beside it, and the copies of it that were made before upgrades."""
    beside = (*sorted(paths.extracts.glob("*.db")), *sorted(paths.backups.glob("*.db")))
    return (path for path in (paths.database, paths.attachments, *beside) if path.is_file())


def _place_of(paths: OfficePaths, source: Path) -> Path:
    return paths.rekeying / source.relative_to(paths.folder)


def _encrypt_anew(path: Path, old: Keys, new: Keys) -> None:
    with closing(connect(path, old.database)) as conn, translated():
        # A copy that is lost is made again: nothing has to be undone in it.
        conn.execute("PRAGMA journal_mode = OFF").fetchone()
        conn.execute("PRAGMA synchronous = OFF")
        _prove_anew(conn, old, new)
        conn.execute(f'PRAGMA rekey = "{as_key_text(new.database)}"').fetchall()
    with closing(connect(path, new.database, read_only=True)) as conn, translated():
        if conn.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
            raise MachineError(Code.DATABASE_DAMAGED)


def _prove_anew(conn: Connection, old: Keys, new: Keys) -> None:
    tables = {row["name"] for row in conn.execute("SELECT name FROM sqlite_schema")}
    if "audit" in tables:
        audit.prove_anew(conn, old.audit, new.audit)
    if "private_key" in tables:
        roster.seal_anew(conn, old.private, new.private)


def _put_in_place(source: Path, target: Path) -> None:
    if not source.is_file():  # was moved before the program ended
        return
    for ending in _BESIDE:
        # A log of the old file would be taken for one of the new.
        target.with_name(target.name + ending).unlink(missing_ok=True)
    os.replace(source, target)
    files.force_folder(target.parent)


def _force(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
