"""What of this device's own data is older than a moment, and erasing it so that its bytes are gone.

Deleted rows are overwritten at once (`secure_delete`); `Store.compact` then writes the database anew
without the room they took, and empties SQLite's log. Files are overwritten before they are removed.
A disk that moves its blocks about (SSD, stick) may keep old ones, encrypted; nothing here can help that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction


@dataclass(frozen=True, slots=True)
class OldRow:
    """One thing that is over its time."""

    id: str
    at: datetime
    name: str = ""


def old_drafts(conn: Connection, before: date) -> list[OldRow]:
    """Forms that were last touched before a day, by whose and which they are."""
    rows = conn.execute(
        "SELECT user_id || ' ' || form || ' ' || subject AS id, kept_at AS at FROM form_draft"
        " WHERE kept_at < ? ORDER BY kept_at",
        (before.isoformat(),),
    )
    return [OldRow(row["id"], datetime.fromisoformat(row["at"])) for row in rows]


def old_held_files(conn: Connection, before: date) -> list[OldRow]:
    """Files given in a form before a day whose record was never saved."""
    rows = conn.execute(
        "SELECT id, held_at AS at FROM held_evidence WHERE held_at < ? ORDER BY held_at",
        (before.isoformat(),),
    )
    return [OldRow(row["id"], datetime.fromisoformat(row["at"])) for row in rows]


def old_lists(conn: Connection, before: date) -> list[OldRow]:
    """Lists of others that were matched before a day."""
    rows = conn.execute(
        "SELECT id, made_at AS at, name FROM matched_list WHERE made_at < ? ORDER BY made_at",
        (before.isoformat(),),
    )
    return [OldRow(row["id"], datetime.fromisoformat(row["at"]), row["name"]) for row in rows]


def old_pages(conn: Connection, before: date) -> list[OldRow]:
    """Letters issued before a day whose printed page is still here."""
    rows = conn.execute(
        "SELECT letter.id, letter.issued_at AS at FROM letter JOIN letter_page ON letter_id = letter.id"
        " WHERE letter.issued_at < ? ORDER BY letter.issued_at",
        (before.isoformat(),),
    )
    return [OldRow(row["id"], datetime.fromisoformat(row["at"])) for row in rows]


def erase_drafts(tx: Transaction, before: date) -> None:
    """Erase what `old_drafts` gives."""
    tx.conn.execute("DELETE FROM form_draft WHERE kept_at < ?", (before.isoformat(),))


def erase_pages(tx: Transaction, letter_ids: Sequence[str]) -> None:
    """Erase the printed pages of these letters; their lines in the register stay."""
    tx.conn.executemany(
        "DELETE FROM letter_page WHERE letter_id = ?", [(one,) for one in letter_ids]
    )
