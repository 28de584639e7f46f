"""The bytes of evidence, by their SHA-256: only ever added, the same bytes once.

Problem: photographs soon take more room than everything else an office writes. Choice: a file of
their own beside the database, encrypted with the same key. With 1.8 GB of them inside the database
the copy before an upgrade took 14 seconds instead of a tenth of one and as much disk again, and a
look through its pages 4.5 seconds instead of 0.04; opening the other file and adding to it takes
9 ms. The price is that no transaction spans the two: the bytes are written first, so that what a
crash can leave is a file nobody speaks of, which the check names and which can be removed. If SQLite
ever made such transactions whole, it would be looked at again.

Nothing is kept open between calls: pictures come and go by the minute, not by the second.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from desktop_app.domain.evidence import Attachment, Media
from desktop_app.store.connection import Connection, connect, translated
from desktop_app.store.store import Store

_TABLE = (
    "CREATE TABLE IF NOT EXISTS attachment (digest TEXT PRIMARY KEY, media TEXT NOT NULL,"
    " size INTEGER NOT NULL, thumbnail BLOB NOT NULL, bytes BLOB NOT NULL)"
)


@dataclass(frozen=True, slots=True)
class Stored:
    """The hash of a file and how many bytes it takes."""

    digest: str
    bytes: int


def digest_of(data: bytes) -> str:
    """The name of these bytes."""
    return hashlib.sha256(data).hexdigest()


def keep(store: Store, attachments: Iterable[Attachment]) -> None:
    """Add these, all or none; what is there already stays as it is."""
    with _writing(store) as conn:
        conn.execute(_TABLE)
        for one in attachments:
            conn.execute(
                "INSERT INTO attachment (digest, media, size, thumbnail, bytes)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING",
                (one.digest, one.media.value, len(one.data), one.thumbnail, one.data),
            )


def attachment_of(store: Store, digest: str) -> Attachment | None:
    """The file with this hash, whether or not its bytes still fit it; None if it is not here."""
    with _reading(store) as conn:
        row = (
            conn
            and conn.execute(
                "SELECT media, thumbnail, bytes FROM attachment WHERE digest = ?", (digest,)
            ).fetchone()
        )
    if not row:
        return None
    return Attachment(digest, Media(row["media"]), bytes(row["bytes"]), bytes(row["thumbnail"]))


def thumbnails_of(store: Store, digests: Iterable[str]) -> dict[str, bytes]:
    """Of those that are here, the small picture; empty bytes where there is none."""
    with _reading(store) as conn:
        if conn is None:
            return {}
        found = {}
        for digest in set(digests):
            row = conn.execute(
                "SELECT thumbnail FROM attachment WHERE digest = ?", (digest,)
            ).fetchone()
            if row is not None:
                found[digest] = bytes(row["thumbnail"])
    return found


def everything(store: Store) -> list[Stored]:
    """Every file that is here."""
    with _reading(store) as conn:
        rows = conn.execute("SELECT digest, size FROM attachment").fetchall() if conn else []
    return [Stored(row["digest"], int(row["size"])) for row in rows]


def not_fitting(store: Store) -> list[str]:
    """The hashes whose bytes are no longer those: every byte is read."""
    with _reading(store) as conn:
        if conn is None:
            return []
        rows = conn.execute("SELECT digest, bytes FROM attachment ORDER BY digest")
        return [row["digest"] for row in rows if digest_of(row["bytes"]) != row["digest"]]


def remove(store: Store, digests: Iterable[str]) -> None:
    """Let these go for good, all or none; whoever calls knows that nobody speaks of them."""
    with _writing(store) as conn:
        conn.execute(_TABLE)
        conn.executemany(
            "DELETE FROM attachment WHERE digest = ?", [(digest,) for digest in digests]
        )


@contextmanager
def _reading(store: Store) -> Iterator[Connection | None]:
    """The file to read from; None where nothing was ever attached."""
    path = store.paths.attachments
    if not path.is_file() or not path.stat().st_size:
        yield None
        return
    with closing(connect(path, store.key, read_only=True)) as conn, translated():
        # Whoever was killed while making the file has left it without a table.
        yield conn if conn.execute("PRAGMA table_info(attachment)").fetchall() else None


@contextmanager
def _writing(store: Store) -> Iterator[Connection]:
    with closing(connect(store.paths.attachments, store.key)) as conn, translated():
        # Before there is a table: what is removed then leaves the file and makes it smaller.
        conn.execute("PRAGMA auto_vacuum = FULL")
        conn.execute("PRAGMA secure_delete = ON")
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("BEGIN IMMEDIATE")
        try:
            yield conn
            conn.execute("COMMIT")
        except BaseException:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            raise
