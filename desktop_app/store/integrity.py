"""Whether an encrypted file is whole.

Every page carries a MAC (SQLCipher), so that a page the disk lost or changed is found when it is read;
SQLite itself finds pages that are missing and trees that do not hold together. A look through all of it
takes about a second per 100 MB: the database is small and looked through at every start, what lies beside
it is large and looked through by the full check.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from desktop_app.errors import Code, MachineError
from desktop_app.progress import Progress
from desktop_app.store.connection import Connection, DriverError, connect, translated

_QUICK_BYTES = 64 << 20
"""A larger database is looked through at the start only as far as its front and its length go."""
_STEPS = 1_000
_DAMAGE = frozenset({Code.DATABASE_DAMAGED, Code.DISK_FAILING})


def is_whole_at_start(path: Path, key: bytes) -> bool:
    """The quick look: within the time of unlocking. Nothing is written."""
    if not path.is_file() or path.stat().st_size > _QUICK_BYTES:
        return opens(path, key)
    return _holds(path, key, lambda conn: _says_ok(conn, "quick_check(1)"))


def opens(path: Path, key: bytes) -> bool:
    """True if the front of a file can be read and its end is there."""
    return path.is_file() and _holds(path, key, lambda conn: _is_long_enough(conn, path))


def is_whole(path: Path, key: bytes, progress: Progress) -> bool:
    """The full look: every page in use, every tree and every index; raises `Cancelled`."""

    def question(conn: Connection) -> bool:
        # A large release takes seconds, and whoever locks the office must not wait for them.
        conn.set_progress_handler(lambda: progress.must_stop, _STEPS)
        is_ok = _says_ok(conn, "integrity_check(1)")
        progress.advance(0)
        return is_ok

    try:
        return _holds(path, key, question)
    except DriverError:
        progress.advance(0)  # it was broken off because somebody asked to stop
        raise


def _holds(path: Path, key: bytes, question: Callable[[Connection], bool]) -> bool:
    """Ask an open file; damage is an answer, any other failure stays one."""
    if not path.stat().st_size:  # SQLite takes an empty file for a new database
        return False
    try:
        with closing(connect(path, key, read_only=True)) as conn, translated():
            return question(conn)
    except MachineError as error:
        if error.code in _DAMAGE:
            return False
        raise


def _says_ok(conn: Connection, pragma: str) -> bool:
    return bool(conn.execute(f"PRAGMA {pragma}").fetchone()[0] == "ok")


def _is_long_enough(conn: Connection, path: Path) -> bool:
    """False if the end of the file is missing; a log of SQLite beside it may still hold that end."""
    if path.with_name(f"{path.name}-wal").exists():
        return True
    pages, size = (
        int(conn.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size")
    )
    return path.stat().st_size >= pages * size
