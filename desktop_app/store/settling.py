"""Keeping `office.db` and a release file that is changed later in step.

Problem: the two are different files, and no transaction spans them. Choice: before a release file is
changed `office.db` says what is going to be done; afterwards one transaction reads from the file
whether it was, writes down counts and audit, and takes the mark away. A program that dies in between
leaves the mark, and the next start settles it in the same way. The file is the truth.
"""

from __future__ import annotations

from contextlib import closing

from desktop_app.store import across, audit
from desktop_app.store.connection import (
    Connection,
    connect,
    translated,
    undo_what_was_cut_off,
)
from desktop_app.store.quarantine import admission_with
from desktop_app.store.slim import is_slim
from desktop_app.store.store import Store, Transaction

ADMITTED, WITHDRAWN, SLIMMED = "row-admitted", "row-withdrawn", "release-slimmed"


def begin(
    tx: Transaction, store: Store, release_id: str, deed: str, admission_id: str = ""
) -> None:
    """Say that this is going to be done to the file of a release."""
    settle(tx, store, release_id)
    tx.conn.execute(
        "UPDATE release SET unsettled = ? WHERE id = ?", (f"{deed}:{admission_id}", release_id)
    )


def settle(tx: Transaction, store: Store, release_id: str) -> bool:
    """Write down what came of it; True if it was done."""
    row = tx.conn.execute(
        "SELECT unsettled, records FROM release WHERE id = ?", (release_id,)
    ).fetchone()
    tx.conn.execute("UPDATE release SET unsettled = '' WHERE id = ?", (release_id,))
    deed, _, admission_id = row["unsettled"].partition(":")
    path = store.extract_file(release_id)
    if not deed or not path.is_file():
        return False
    with closing(connect(path, store.key, read_only=True)) as conn, translated():
        if deed == SLIMMED:
            return _settle_slim(tx, conn, release_id)
        return _settle_row(tx, conn, release_id, deed, admission_id, row["records"])


def unsettled(conn: Connection) -> list[str]:
    """The releases whose files were being changed when the program ended."""
    rows = conn.execute("SELECT id FROM release WHERE unsettled <> '' AND state = 'ready'")
    return [row["id"] for row in rows]


def recover(store: Store) -> None:
    """Undo in the release files what was not finished, before anybody reads them.

    SQLite does it itself as soon as somebody who may write opens a file that has its journal.
    """
    for journal in store.paths.extracts.glob("*.db-journal"):
        changed = journal.with_name(journal.name.removesuffix("-journal"))
        if changed.is_file():
            undo_what_was_cut_off(changed, store.key)
        # What SQLite has looked at and left was begun, and nothing had been written under it.
        journal.unlink(missing_ok=True)


def _settle_row(
    tx: Transaction,
    conn: Connection,
    release_id: str,
    deed: str,
    admission_id: str,
    records: int,
) -> bool:
    admission = admission_with(conn, admission_id)
    if admission is None:
        return False
    done = admission.admitted if deed == ADMITTED else admission.withdrawn
    if done is None:
        return False
    loaded = across.counted(conn, records)
    counts = loaded.counts
    tx.conn.execute(
        "UPDATE release SET families = ?, persons = ?, clean = ?, repaired = ?, flagged = ?,"
        " refused = ?, duplicates = ?, ignored = ? WHERE id = ?",
        (
            loaded.families,
            loaded.persons,
            counts.clean,
            counts.repaired,
            counts.flagged,
            counts.refused,
            counts.duplicates,
            counts.ignored,
            release_id,
        ),
    )
    audit.note(
        tx,
        deed,
        release_id,
        admission=admission_id,
        file=admission.file,
        row=admission.row,
        by=done.by,
        reason=done.reason,
    )
    return True


def _settle_slim(tx: Transaction, conn: Connection, release_id: str) -> bool:
    if not is_slim(conn):
        return False
    tx.conn.execute("UPDATE release SET is_slim = 1 WHERE id = ?", (release_id,))
    audit.note(tx, SLIMMED, release_id)
    return True
