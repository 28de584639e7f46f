"""Who is reached, kept from one look to the next: only the desa of records that changed are counted again.

Kept is the count over all records, which the first page of the reports shows; what is narrowed to a
programme or a time is counted anew each time. It holds for one release as it was loaded and mended: for
another mark it is counted from the beginning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.reach import ReachTally
from desktop_app.domain.report import ReportAsk
from desktop_app.store import reach
from desktop_app.store.connection import Connection
from desktop_app.store.release_tables import has_table
from desktop_app.store.store import Transaction

_EVERYTHING = ReportAsk()
_MOST_DESA = 20
"""Of more desa than this everything is counted again: that is quicker."""


@dataclass(frozen=True, slots=True)
class KeptReach:
    """What is kept, brought up to one view of the database.

    `changed` are the desa that were counted again, None for all of them; `seen` is the last change that is
    in it.
    """

    mark: str
    tallies: Sequence[ReachTally]
    strays: Sequence[reach.Stray]
    changed: frozenset[str] | None
    gone: frozenset[str]
    seen: int

    @property
    def is_news(self) -> bool:
        """True if something was counted that is not kept yet."""
        return self.changed is None or bool(self.changed or self.gone)


def mark_of(conn: Connection, release_id: str) -> str:
    """Names the release in use as it is now: rows that were refused may have been admitted since."""
    if not has_table(conn, "admission", schema="extract"):
        return release_id
    row = conn.execute("SELECT count(*), count(withdrawn_at) FROM extract.admission").fetchone()
    return f"{release_id} {row[0]} {row[1]}"


def current(conn: Connection, release_id: str) -> KeptReach:
    """Who is reached now: what is kept, with whatever changed since counted again."""
    mark = mark_of(conn, release_id)
    row = conn.execute("SELECT release FROM reach_kept").fetchone()
    seen = conn.execute("SELECT coalesce(max(place), 0) FROM reach_stale").fetchone()[0]
    if row is None or row["release"] != mark:
        return _counted(conn, mark, seen)
    tallies = [
        ReachTally(one["village"], one["decile"], one["programmes"], one["families"])
        for one in conn.execute("SELECT village, decile, programmes, families FROM reach_tally")
    ]
    strays = [
        reach.Stray(one["record"], one["village"], one["outsider"])
        for one in conn.execute("SELECT record, village, outsider FROM reach_stray")
    ]
    if not seen:
        return KeptReach(mark, tallies, strays, frozenset(), frozenset(), 0)
    desa = reach.desa_changed(conn)
    if len(desa) > _MOST_DESA or "" in desa:
        return _counted(conn, mark, seen)
    again = [one for village in sorted(desa) for one in reach.tallies(conn, _EVERYTHING, village)]
    stale = {one["record"] for one in conn.execute("SELECT DISTINCT record FROM reach_stale")}
    return KeptReach(
        mark,
        [*(one for one in tallies if one.village not in desa), *again],
        [*(one for one in strays if one.record not in stale), *reach.strays_changed(conn)],
        frozenset(desa),
        frozenset(stale),
        seen,
    )


def keep(tx: Transaction, found: KeptReach) -> None:
    """Keep it; what changed since it was counted stays to be counted."""
    if found.changed is None:
        for table in ("reach_kept", "reach_tally", "reach_stray"):
            tx.conn.execute(f"DELETE FROM {table}")
        tx.conn.execute("INSERT INTO reach_kept (release) VALUES (?)", (found.mark,))
        tallies, strays = found.tallies, found.strays
    else:
        for village in found.changed:
            tx.conn.execute("DELETE FROM reach_tally WHERE village = ?", (village,))
        for record in found.gone:
            tx.conn.execute("DELETE FROM reach_stray WHERE record = ?", (record,))
        tallies = [one for one in found.tallies if one.village in found.changed]
        strays = [one for one in found.strays if one.record in found.gone]
    tx.conn.executemany(
        "INSERT INTO reach_tally (village, decile, programmes, families) VALUES (?, ?, ?, ?)",
        [(one.village, one.decile, one.programmes, one.families) for one in tallies],
    )
    tx.conn.executemany(
        "INSERT INTO reach_stray (record, village, outsider) VALUES (?, ?, ?)",
        [(one.record, one.village, one.outsider) for one in strays],
    )
    tx.conn.execute("DELETE FROM reach_stale WHERE place <= ?", (found.seen,))


def _counted(conn: Connection, mark: str, seen: int) -> KeptReach:
    return KeptReach(
        mark,
        reach.tallies(conn, _EVERYTHING),
        reach.strays(conn, _EVERYTHING),
        None,
        frozenset(),
        seen,
    )
