"""Who is reached, kept from one look to the next: only the desa of records that changed are counted again.

Kept is the count over all records, which the first page of the reports shows; what is narrowed to a
programme or a time is counted anew each time. It holds for one release as it was loaded and mended: for
another mark it is counted from the beginning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.reach import ReachTally, Slice
from desktop_app.domain.region import RegionLevel, level_of
from desktop_app.domain.report import ReportAsk
from desktop_app.store import hints, reach
from desktop_app.store.aid_within import Part, in_region
from desktop_app.store.connection import Connection
from desktop_app.store.release_tables import has_table
from desktop_app.store.store import Transaction

_EVERYTHING = ReportAsk()
_MOST_DESA = 20
"""Of more desa than this everything is counted again: that is quicker."""


@dataclass(frozen=True, slots=True)
class KeptReach:
    """What is kept, brought up to one view of the database.

    `families` are those who are reached in the desa that were counted again; these are `changed`, None for
    all of them. `seen` is the last change that is in it.
    """

    mark: str
    tallies: Sequence[ReachTally]
    families: Sequence[reach.Reached]
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
        return KeptReach(mark, tallies, (), strays, frozenset(), frozenset(), 0)
    desa = reach.desa_changed(conn)
    if len(desa) > _MOST_DESA or "" in desa:
        return _counted(conn, mark, seen)
    families, again = list[reach.Reached](), list[ReachTally]()
    for village in sorted(desa):
        of_it, _ = reach.recipients(conn, village)
        families += of_it
        again += _tallied(conn, of_it, village)
    stale = {one["record"] for one in conn.execute("SELECT DISTINCT record FROM reach_stale")}
    return KeptReach(
        mark,
        [*(one for one in tallies if one.village not in desa), *again],
        families,
        [*(one for one in strays if one.record not in stale), *reach.strays_changed(conn)],
        frozenset(desa),
        frozenset(stale),
        seen,
    )


def is_current(conn: Connection, release_id: str) -> bool:
    """True if what is kept is of this release as it is now, and nothing changed since."""
    row = conn.execute("SELECT release FROM reach_kept").fetchone()
    stale = conn.execute("SELECT 1 FROM reach_stale LIMIT 1").fetchone()
    return row is not None and row["release"] == mark_of(conn, release_id) and stale is None


def sets(conn: Connection, found: KeptReach) -> Counter[tuple[str, str]]:
    """By desa, how many families each set of programmes reaches: what is kept, and what was counted again."""
    counted = Counter((one.village, ",".join(one.codes)) for one in found.families)
    if found.changed is not None:
        rows = conn.execute(
            "SELECT village, codes, count(*) AS n FROM main.reach_family GROUP BY village, codes"
        )
        counted.update(
            {
                (row["village"], row["codes"]): row["n"]
                for row in rows
                if row["village"] not in found.changed
            }
        )
    return counted


def families_in(
    conn: Connection, region: str, wanted: Slice, *, start: int = 0, count: int | None = None
) -> list[tuple[int, int]]:
    """What `reach.families_in` says of all records, from what is kept; only while that `is_current`."""
    listed = _listed(region, wanted, is_known=True)
    limits = {"count": -1 if count is None else count, "start": start}
    rows = conn.execute(
        f"{listed.sql} ORDER BY village, id LIMIT :count OFFSET :start", {**listed.values, **limits}
    ).fetchall()
    is_whole = level_of(region) in (RegionLevel.PROVINCE, RegionLevel.REGENCY)
    if is_whole and (count is None or len(rows) < count):
        # Those of no known desa come last.
        sql = f"SELECT count(*) FROM ({listed.sql})"
        before = 0 if not start else int(conn.execute(sql, listed.values).fetchone()[0])
        left = -1 if count is None else count - len(rows)
        limits = {"count": left, "start": max(0, start - before)}
        nowhere = _listed(region, wanted, is_known=False)
        rows += conn.execute(
            f"{nowhere.sql} ORDER BY id LIMIT :count OFFSET :start", {**nowhere.values, **limits}
        ).fetchall()
    return [(row["id"], row["decile"]) for row in rows]


def _listed(region: str, wanted: Slice, *, is_known: bool) -> Part:
    """The families of a slice, of known desa or of none; in the order of desa and id without sorting all."""
    where = "village <> ''" if is_known else "coalesce(village, '') = ''"
    village = "village" if is_known else "''"
    area, bounds = in_region(region), reach.bounds_of(replace(wanted, fewest=max(1, wanted.fewest)))
    parts = list[str]()
    if wanted.most != 0:
        parts.append(
            "SELECT village, family AS id, decile FROM main.reach_family"
            f" WHERE {area.sql} AND {where} AND {bounds.sql}"
        )
    if not wanted.fewest and not wanted.codes:
        parts.append(
            f"SELECT {village} AS village, id, coalesce(decile_national, 0) AS decile"
            f" FROM extract.family INDEXED BY family_by_village WHERE {area.sql} AND {where}"
            f" AND coalesce(decile_national, 0) IN ({hints.listed(wanted.deciles)})"
            " AND NOT EXISTS (SELECT 1 FROM main.reach_family AS reached"
            f" WHERE reached.village = {village.replace('village', 'family.village')}"
            " AND reached.family = family.id)"
        )
    return Part(" UNION ALL ".join(parts), {**area.values, **bounds.values})


def keep(tx: Transaction, found: KeptReach) -> None:
    """Keep it; what changed since it was counted stays to be counted."""
    if found.changed is None:
        for table in ("reach_kept", "reach_tally", "reach_family", "reach_stray"):
            tx.conn.execute(f"DELETE FROM {table}")
        tx.conn.execute("INSERT INTO reach_kept (release) VALUES (?)", (found.mark,))
        tallies, strays = found.tallies, found.strays
    else:
        for village in found.changed:
            tx.conn.execute("DELETE FROM reach_tally WHERE village = ?", (village,))
            tx.conn.execute("DELETE FROM reach_family WHERE village = ?", (village,))
        for record in found.gone:
            tx.conn.execute("DELETE FROM reach_stray WHERE record = ?", (record,))
        tallies = [one for one in found.tallies if one.village in found.changed]
        strays = [one for one in found.strays if one.record in found.gone]
    tx.conn.executemany(
        "INSERT INTO reach_tally (village, decile, programmes, families) VALUES (?, ?, ?, ?)",
        [(one.village, one.decile, one.programmes, one.families) for one in tallies],
    )
    tx.conn.executemany(
        "INSERT INTO reach_family (village, family, decile, programmes, codes) VALUES (?, ?, ?, ?, ?)",
        (
            (one.village, one.family, one.decile, len(one.codes), ",".join(one.codes))
            for one in sorted(found.families, key=lambda one: (one.village, one.family))
        ),
    )
    tx.conn.executemany(
        "INSERT INTO reach_stray (record, village, outsider) VALUES (?, ?, ?)",
        [(one.record, one.village, one.outsider) for one in strays],
    )
    tx.conn.execute("DELETE FROM reach_stale WHERE place <= ?", (found.seen,))


def _counted(conn: Connection, mark: str, seen: int) -> KeptReach:
    families, strays = reach.recipients(conn)
    return KeptReach(
        mark,
        _tallied(conn, families),
        families,
        strays,
        None,
        frozenset(),
        seen,
    )


def _tallied(
    conn: Connection, families: Sequence[reach.Reached], village: str = ""
) -> list[ReachTally]:
    """What `reach.tallies` counts: whoever is not among these families is reached by nothing."""
    area = in_region(village)
    rows = conn.execute(
        "SELECT coalesce(village, '') AS village, coalesce(decile_national, 0) AS decile, count(*) AS n"
        f" FROM extract.family INDEXED BY family_by_village WHERE {area.sql} GROUP BY 1, 2",
        area.values,
    )
    found = Counter({(row["village"], row["decile"], 0): row["n"] for row in rows})
    found.subtract((one.village, one.own_decile, 0) for one in families)
    found.update((one.village, one.decile, len(one.codes)) for one in families)
    return [ReachTally(*key, n) for key, n in sorted(found.items()) if n]
