"""Where deciles went, from a kept comparison: the schemas `changes`, `now` and, if it is here, `before`."""

from __future__ import annotations

import json
from collections import Counter

from desktop_app.domain.trend import ANY, MOVES, NEW, Passage, Passed, Trend, TrendTally
from desktop_app.store import hints
from desktop_app.store.connection import Connection, Row

_TREND_OF = {
    (kind.value, grade.value if grade else None, direction): trend
    for trend, (kind, grade, direction) in MOVES.items()
}
_TALLIES = (
    "SELECT kind, grade, direction, coalesce(CASE kind WHEN 'left' THEN old_village"
    " WHEN 'split' THEN coalesce(village, old_village) ELSE village END, '') AS home,"
    " sum(count) AS n FROM changes.tally WHERE entity = 'family' AND field = ''"
    " AND kind IN ('decile_moved', 'entered', 'left', 'split') GROUP BY 1, 2, 3, 4 ORDER BY 4, 1, 2, 3"
)

_DECILE = "coalesce(family.decile_national, 0)"
_CAME_FROM = f"CASE kind WHEN 'entered' THEN {NEW} ELSE coalesce(cells ->> '$[0][0]', 0) END"
_STANDING = (
    f"SELECT {_DECILE} AS now, count(*) AS n FROM now.family INDEXED BY family_by_village"
    " WHERE {within} GROUP BY 1"
)
_CAME = (
    f"SELECT {_CAME_FROM} AS before,"
    f" {_DECILE} AS now, count(*) AS n FROM changes.change JOIN now.family ON family.id = change.own_id"
    " WHERE kind IN ('entered', 'decile_moved') AND entity = 'family' AND {within} GROUP BY 1, 2"
    " ORDER BY 1, 2"
)

_MOVED = "kind IN ('entered', 'decile_moved') AND entity = 'family'"
_IN_ORDER = " ORDER BY family.village, family.id LIMIT :count OFFSET :start"
_THERE = (
    "SELECT family.id AS id FROM now.family INDEXED BY family_by_village"
    f" WHERE {_DECILE} = :now AND {{within}}"
)
_STANDING_THERE = _THERE + _IN_ORDER
# Whoever neither came nor moved stayed: each list is one pass over families or over changes, never both.
_STAYED = f"{_THERE} AND id NOT IN (SELECT own_id FROM changes.change WHERE {_MOVED}){_IN_ORDER}"
_PASSED = (
    "SELECT family.id AS id FROM changes.change JOIN now.family ON family.id = change.own_id"
    f" WHERE {_MOVED} AND {_CAME_FROM} = :before AND {_DECILE} = :now AND {{within}}{_IN_ORDER}"
)
_BEFORE_OF = (
    f"SELECT own_id AS id, {_CAME_FROM} AS before FROM changes.change"
    f" WHERE {_MOVED} AND own_id IN (SELECT value FROM json_each(:ids))"
)


def tallies(conn: Connection) -> list[TrendTally]:
    """Every family of both releases: those of the later one once, and who left or was split."""
    return [
        TrendTally(
            row["home"],
            _TREND_OF[row["kind"], row["grade"], row["direction"] or 0],
            row["n"],
        )
        for row in conn.execute(_TALLIES)
    ]


def passages(conn: Connection, region: str, *, is_earlier_here: bool) -> list[Passage]:
    """From which decile families of a region came, and where those went who stood there before."""
    within = hints.inside(region, "family.village")
    values = {"region": region}
    came = {
        (None if row["before"] == NEW else row["before"], row["now"]): row["n"]
        for row in conn.execute(_CAME.format(within=within), values)
    }
    # Whoever neither came nor moved stayed: a comparison keeps only who did not.
    stayed = Counter(
        {row["now"]: row["n"] for row in conn.execute(_STANDING.format(within=within), values)}
    )
    for (_, now), families in came.items():
        stayed[now] -= families
    here = [Passage(before, now, families) for (before, now), families in came.items()]
    here += [Passage(now, now, families) for now, families in sorted(stayed.items()) if families]
    decile = _DECILE if is_earlier_here else "0"
    join = "JOIN before.family ON family.id = change.own_id" if is_earlier_here else ""
    gone = conn.execute(
        f"SELECT {decile} AS before, count(*) AS n FROM changes.change {join}"
        " WHERE kind = 'left' AND entity = 'family'"
        f" AND {hints.inside(region, 'change.old_village')} GROUP BY 1 ORDER BY 1",
        {"region": region},
    )
    return [
        *here,
        *(Passage(row["before"], None, row["n"], is_known=is_earlier_here) for row in gone),
    ]


def families_of(
    conn: Connection, region: str, trend: Trend, *, start: int = 0, count: int | None = None
) -> list[Passed]:
    """The families of the later release that went this way, in the order of desa."""
    kind, grade, direction = MOVES[trend]
    rows = conn.execute(
        f"SELECT family.id AS id, {_CAME_FROM} AS before, {_DECILE} AS now"
        " FROM changes.change JOIN now.family ON family.id = change.own_id"
        " WHERE kind = :kind AND entity = 'family' AND (:grade IS NULL OR grade = :grade)"
        " AND (:direction = 0 OR sign(step) = :direction)"
        f" AND {hints.inside(region, 'change.village')}"
        " ORDER BY coalesce(change.village, change.old_village), number LIMIT :count OFFSET :start",
        {
            "region": region,
            "kind": kind.value,
            "grade": grade.value if grade else None,
            "direction": direction,
            "count": -1 if count is None else count,
            "start": start,
        },
    )
    return [_passed(row) for row in rows]


def families_passed(
    conn: Connection,
    region: str,
    before: int,
    now: int,
    *,
    start: int = 0,
    count: int | None = None,
) -> list[Passed]:
    """The families that have the decile `now` and had `before` (`NEW` for who entered, `ANY`), in the order of desa."""
    values = {
        "region": region,
        "now": now,
        "before": before,
        "count": -1 if count is None else count,
        "start": start,
    }
    sql = _STANDING_THERE if before == ANY else _STAYED if before == now else _PASSED
    rows = conn.execute(sql.format(within=hints.inside(region, "family.village")), values)
    if before != ANY:
        return [Passed(row["id"], None if before == NEW else before, now) for row in rows]
    ids = [row["id"] for row in rows]
    came = {row["id"]: row["before"] for row in conn.execute(_BEFORE_OF, {"ids": json.dumps(ids)})}
    had = ((one, came.get(one, now)) for one in ids)
    return [Passed(one, None if then == NEW else then, now) for one, then in had]


def _passed(row: Row) -> Passed:
    return Passed(row["id"], None if row["before"] == NEW else row["before"], row["now"])
