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
from desktop_app.store.connection import Connection, connect, translated

_QUICK_BYTES = 64 << 20
"""A larger database is looked through at the start only as far as its front and its length go."""
_DAMAGE = frozenset({Code.DATABASE_DAMAGED, Code.DISK_FAILING})


def is_whole_at_start(path: Path, key: bytes) -> bool:
    """The quick look: within the time of unlocking. Nothing is written."""
    if not path.is_file() or path.stat().st_size > _QUICK_BYTES:
        return opens(path, key)
    return _holds(path, key, lambda conn: _says_ok(conn, "quick_check(1)"))


def opens(path: Path, key: bytes) -> bool:
    """True if the front of a file can be read and its end is there."""
    return path.is_file() and _holds(path, key, lambda conn: _is_long_enough(conn, path))


def is_whole(path: Path, key: bytes) -> bool:
    """The full look: every page by its MAC, then every tree and every index."""
    return _holds(path, key, _is_whole_inside)


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


def _is_whole_inside(conn: Connection) -> bool:
    bad_pages = conn.execute("PRAGMA cipher_integrity_check").fetchall()
    return not bad_pages and _says_ok(conn, "integrity_check(1)")


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
