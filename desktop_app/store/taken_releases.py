"""Releases of an office that came from its hub: under which name the hub has them, and how new they are."""

from __future__ import annotations

from desktop_app.domain.release import ReleaseLine
from desktop_app.store import extracts
from desktop_app.store.connection import Connection
from desktop_app.store.extracts import ReleaseFacts
from desktop_app.store.store import Transaction


def taken_from(conn: Connection, hub_release: str) -> tuple[ReleaseLine, int] | None:
    """What is here of a release of the hub, and its revision."""
    row = conn.execute(
        "SELECT id, hub_revision FROM release WHERE state = 'ready' AND hub_release = ?",
        (hub_release,),
    ).fetchone()
    if row is None:
        return None
    line = next(one for one in extracts.releases_of(conn) if one.id == row["id"])
    return line, int(row["hub_revision"])


def is_of_hub(conn: Connection, release_id: str) -> bool:
    """True if a release came from the hub, and bears its ids."""
    row = conn.execute("SELECT hub_release FROM release WHERE id = ?", (release_id,)).fetchone()
    return row is not None and bool(row["hub_release"])


def name(tx: Transaction, release_id: str, label: str) -> None:
    """Give a release its name; no other that is here may have it."""
    tx.conn.execute("UPDATE release SET label = ? WHERE id = ?", (label, release_id))


def describe(tx: Transaction, facts: ReleaseFacts, *, hub_release: str, revision: int) -> None:
    """Say what a release is that was begun before anybody knew it, and under which name the hub has it."""
    tx.conn.execute(
        "UPDATE release SET label = ?, reference_date = ?, handover_no = ?, bast_kind = ?, layout = ?,"
        " region_system = ?, is_light = ?, hub_release = ?, hub_revision = ? WHERE id = ?",
        (
            facts.label,
            facts.reference_date.isoformat(),
            facts.handover_no,
            facts.bast_kind.value,
            facts.layout,
            facts.region_system,
            facts.is_light,
            hub_release,
            revision,
            facts.id,
        ),
    )
    extracts.put_files(tx, facts)
