"""The open database: readers and one writer, each thread with its own connections."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.domain.op import Author
from desktop_app.errors import Code, MachineError
from desktop_app.files import begin_private
from desktop_app.paths import OfficePaths
from desktop_app.store import migrate
from desktop_app.store.connection import (
    CACHE_KB,
    Connection,
    as_key_text,
    connect,
    keep_decrypted,
    translated,
    undo_what_was_cut_off,
)
from desktop_app.store.numbers import NumberScan
from desktop_app.store.rescue_log import connect_log

_MUCH_KB = 128_000


@dataclass(frozen=True, slots=True)
class Transaction:
    """One write in the making: everything in it is kept, or nothing.

    `at` is the one moment of all it writes; ids come from `new_id`.
    """

    conn: Connection
    author: Author
    at: datetime
    new_id: Callable[[], str]
    audit_key: bytes


class Store:
    """`office.db` and the extract in use.

    Safe to use from several threads: each gets its own connections, and writers take turns on a
    lock of ours. With `is_rescue` not a byte of them is written: a transaction can note a deed, in a
    log beside the database, and is refused everything else (`OFFICE_IN_RESCUE`).
    """

    def __init__(self, paths: OfficePaths, key: bytes, *, is_rescue: bool = False) -> None:
        self.paths = paths
        self.key = key
        self.is_rescue = is_rescue
        # Waiting on a lock is prompt; SQLite's own busy wait sleeps, and starves behind an import.
        self._writing = threading.Lock()
        self._mine = threading.local()
        self._all: list[Connection] = []
        self._all_lock = threading.Lock()
        self._extract: str | None = None
        self._numbers: tuple[str | None, NumberScan] | None = None
        self._numbers_lock = threading.Lock()

    def bring_up(self, now: datetime) -> None:
        """Migrate to this program's version; see `migrate.bring_up`."""
        with self._writing:
            migrate.bring_up(self._writer(), backups=self.paths.backups, now=now)

    def use_extract(self, release_id: str | None) -> None:
        """Let every later `read` see this release (schemas `extract`, `words`); None for no release."""
        self._extract = release_id

    @property
    def extract_in_use(self) -> str | None:
        """The release that `read` shows."""
        return self._extract

    def numbers(self, conn: Connection) -> NumberScan:
        """The numbers of the extract in use; `conn` is of a `read`. Gathered when first asked for."""
        with self._numbers_lock:
            if self._numbers is None or self._numbers[0] != self._extract:
                self._numbers = (self._extract, NumberScan.of_extract(conn))
            return self._numbers[1]

    def forget_numbers(self) -> None:
        """Gather the numbers again when next asked for: a row came or went."""
        with self._numbers_lock:
            self._numbers = None

    def extract_file(self, release_id: str) -> Path:
        """The file of one release."""
        return self.paths.extracts / f"{release_id}.db"

    def words_file(self, release_id: str) -> Path:
        """The index of names of one release."""
        return self.paths.extracts / f"{release_id}.words.db"

    def changes_file(self, release_id: str) -> Path:
        """What changed in one release since the one before; made of the two, and can be made again."""
        return self.paths.extracts / f"{release_id}.changes.db"

    def files_of_release(self, release_id: str) -> tuple[Path, ...]:
        """Every file of one release, whether or not it is there."""
        return (
            self.extract_file(release_id),
            self.words_file(release_id),
            self.changes_file(release_id),
        )

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view of the database, and of the current extract if there is one."""
        reader = self._reader()
        with translated():
            self._undo_what_was_cut_off()
            reader.attach(self._extract, self)
            reader.conn.execute("BEGIN")
            try:
                yield reader.conn
            finally:
                if reader.conn.in_transaction:
                    reader.conn.execute("ROLLBACK")

    @contextmanager
    def read_beside(self, **files: Path) -> Iterator[Connection]:
        """A consistent view of the database with other encrypted files beside it, under these names.

        For what is looked at now and then: each call opens the files anew. Without the current
        extract, unless it is named.
        """
        with closing(connect(self.paths.database, self.key, read_only=True)) as conn, translated():
            for schema, file in files.items():
                uri = f"{file.resolve().as_uri()}?mode=ro"
                conn.execute(f"ATTACH ? AS {schema} KEY ?", (uri, as_key_text(self.key)))
            conn.execute("BEGIN")
            yield conn

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: committed at the end, rolled back on any error, the first error survives."""
        refusal = Code.OFFICE_IN_RESCUE if self.is_rescue else Code.DISK_FAILING
        with self._writing, translated(read_only=refusal):
            conn = self._writer()
            conn.execute("BEGIN IMMEDIATE")
            try:
                yield conn
                conn.execute("COMMIT")
            except BaseException:
                # A full disk or a trigger may have ended the transaction already.
                if conn.in_transaction:
                    conn.execute("ROLLBACK")
                raise

    @contextmanager
    def much_to_write(self) -> Iterator[None]:
        """For thousands of rows in transactions of this thread, one after the other.

        Ids are random, so each row touches a page of every index: what of them does not fit into the
        memory of a connection is decrypted and encrypted again and again.
        """
        conn = self._writer()
        keep_decrypted(conn, _MUCH_KB)
        try:
            yield
        finally:
            keep_decrypted(conn, CACHE_KB)

    def copy_of(self, file: Path, path: Path) -> None:
        """The same for any encrypted file of this office.

        The copy is not forced to the disk: whoever keeps it does that. Forcing hundreds of megabytes at
        once would make somebody's save wait.
        """
        begin_private(path)
        with closing(connect(file, self.key)) as conn, translated():
            conn.execute("PRAGMA synchronous = OFF")
            conn.execute("VACUUM INTO ?", (str(path),))

    def compact(self) -> None:
        """Write the database anew without the room that erased rows took, and empty SQLite's log.

        Saves wait meanwhile. Raises `MachineError` (`DISK_FULL`, and `DATABASE_LOCKED` if somebody
        goes on reading what was before): then it can be done again, and nothing is lost.
        """
        with self._writing, translated():
            conn = self._writer()
            conn.execute("VACUUM")
            is_busy = conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if is_busy:
            raise MachineError(Code.DATABASE_LOCKED)

    def interrupt(self) -> None:
        """Break off whatever queries are running."""
        with self._all_lock:
            for conn in self._all:
                conn.interrupt()

    def close(self) -> None:
        """Close every connection of every thread and forget the key.

        What was written is then in the database file alone, with no log of SQLite beside it.
        """
        with self._writing, self._all_lock:
            for conn in self._all:
                conn.close()
            self._all.clear()
            self._numbers = None
            self.key = b""

    def _undo_what_was_cut_off(self) -> None:
        if self._extract is not None:
            undo_what_was_cut_off(self.extract_file(self._extract), self.key)
            undo_what_was_cut_off(self.words_file(self._extract), self.key)

    def _writer(self) -> Connection:
        conn: Connection | None = getattr(self._mine, "writer", None)
        if conn is None:
            conn = self._new_writer()
            self._mine.writer = conn
            with self._all_lock:
                self._all.append(conn)
        return conn

    def _new_writer(self) -> Connection:
        if self.is_rescue:
            return connect_log(self.paths, self.key)
        conn = connect(self.paths.database, self.key)
        with translated():
            conn.execute("PRAGMA journal_mode = WAL").fetchone()
            conn.execute("PRAGMA synchronous = FULL")
            conn.execute("PRAGMA secure_delete = ON")
        return conn

    def _reader(self) -> _Reader:
        reader: _Reader | None = getattr(self._mine, "reader", None)
        if reader is None:
            conn = connect(self.paths.database, self.key, read_only=True)
            reader = _Reader(conn)
            self._mine.reader = reader
            with self._all_lock:
                # Closed before the writers: the last one to close brings the log back into the
                # database, and a connection that may only read cannot.
                self._all.insert(0, conn)
        return reader


class _Reader:
    """A reading connection that knows which extract it has attached."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn
        self._attached: str | None = None

    def attach(self, release_id: str | None, store: Store) -> None:
        if release_id == self._attached:
            return
        if self._attached is not None:
            self.conn.execute("DETACH extract")
            self.conn.execute("DETACH words")
            self._attached = None
        if release_id is not None:
            for schema, file in (
                ("extract", store.extract_file(release_id)),
                ("words", store.words_file(release_id)),
            ):
                uri = f"{file.resolve().as_uri()}?mode=ro"
                self.conn.execute(f"ATTACH ? AS {schema} KEY ?", (uri, as_key_text(store.key)))
                self.conn.execute(f"PRAGMA {schema}.cache_size = -32000")
            self._attached = release_id
