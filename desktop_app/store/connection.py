"""The only door to SQLCipher, and the only place where driver errors become ours.

sqlite-utils prefers a module called `pysqlite3` and catches that module's errors; it is given
SQLCipher under that name before its first import, or its savepoints would stay open on errors.
It also imports numpy and pandas where they are installed, which costs a quarter of a second at
every start; they are hidden from that one import.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import sqlcipher3
from sqlcipher3 import dbapi2 as driver

from desktop_app.errors import Code, MachineError, UserError
from desktop_app.files import begin_private


def _import_sqlite_utils() -> None:
    sys.modules["pysqlite3"] = sqlcipher3
    sys.modules["pysqlite3.dbapi2"] = driver
    hidden = {name: sys.modules.get(name) for name in ("numpy", "pandas")}
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # makes `import name` fail, as documented
    try:
        import sqlite_utils  # noqa: F401  # the import itself is what is wanted here
    finally:
        for name, module in hidden.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


_import_sqlite_utils()

from sqlite_utils import Database  # noqa: E402  # only after the driver is in its place

if TYPE_CHECKING:
    Connection = sqlite3.Connection
    Row = sqlite3.Row
else:
    Connection = driver.Connection
    Row = driver.Row

DriverError = driver.Error
CACHE_KB = 32_000
"""What a connection holds decrypted; the lists of a busy office fit in this."""
_BUSY_MS = 5_000

_FULL = 13
_NOT_A_DATABASE = 26
_CORRUPT = 11
_CANNOT_OPEN = 14
_BUSY = (5, 6)
_IO = 10
_READ_ONLY = 8


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Connection:
    """Open an encrypted database with its raw 256-bit key, or make it where there is none.

    Raises `MachineError` (`DATABASE_DAMAGED`) if the file cannot be read with this key: the key was
    unwrapped and proven before, so a file that does not answer to it is not whole.
    """
    if read_only:
        undo_what_was_cut_off(path, key)
    else:
        begin_private(path)
    with translated():
        uri = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}"
        conn = cast(
            Connection,
            driver.connect(
                uri,
                uri=True,
                isolation_level=None,
                check_same_thread=False,
                timeout=_BUSY_MS / 1000,
            ),
        )
        try:
            conn.execute("PRAGMA cipher_log_level = NONE")
            conn.set_key(as_key_text(key))  # type: ignore[attr-defined]  # SQLCipher's own method
            conn.execute("PRAGMA foreign_keys = ON")
            conn.execute("PRAGMA trusted_schema = OFF")
            conn.execute("PRAGMA temp_store = MEMORY")
            keep_decrypted(conn, CACHE_KB)
            if read_only:
                conn.execute("PRAGMA query_only = ON")
            conn.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except BaseException:
            conn.close()
            raise
        conn.row_factory = driver.Row
        return conn


def keep_decrypted(conn: Connection, kilobytes: int) -> None:
    """Hold so much of the file in memory as it was decrypted; what is more than that is let go at once.

    A page that is not held is decrypted again for every row that lies on it.
    """
    conn.execute(f"PRAGMA cache_size = -{kilobytes:d}")


def undo_what_was_cut_off(path: Path, key: bytes) -> None:
    """Bring a file back to before a change that did not come to its end; nothing to do for most.

    A journal beside it may be of such a change, and whoever may only read cannot undo it. One of a
    change that is going on is left alone.
    """
    if path.with_name(f"{path.name}-journal").exists():
        connect(path, key).close()


def as_key_text(key: bytes) -> str:
    """The key in the form that makes SQLCipher take it as it is, without stretching."""
    return f"x'{key.hex()}'"


def tools(conn: Connection) -> Database:
    """sqlite-utils over an open connection: table making, bulk rows, schema reading."""
    return Database(conn)


def is_complete(statement: str) -> bool:
    """True if the text ends with a whole statement, a trigger with all its parts counting as one."""
    return bool(driver.complete_statement(statement))


@contextmanager
def translated(*, read_only: Code = Code.DISK_FAILING) -> Iterator[None]:
    """Turn what the driver raises into a `MachineError`, by its result code; the rest is our bug.

    `read_only` says what it means that a file cannot be written.
    """
    try:
        yield
    except DriverError as error:
        code = getattr(error, "sqlite_errorcode", None)
        primary = None if code is None else code & 0xFF
        if primary == _FULL:
            raise MachineError(Code.DISK_FULL) from error
        if primary in (_NOT_A_DATABASE, _CORRUPT):
            raise MachineError(Code.DATABASE_DAMAGED) from error
        if primary in _BUSY:
            raise MachineError(Code.DATABASE_LOCKED) from error
        if primary == _READ_ONLY:
            raise MachineError(read_only) from error
        if primary == _IO:
            raise MachineError(Code.DISK_FAILING) from error
        if primary == _CANNOT_OPEN:
            raise UserError(Code.FILE_UNREADABLE) from error
        raise
