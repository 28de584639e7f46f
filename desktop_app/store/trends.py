"""Where deciles went, from a kept comparison: the schemas `changes`, `now` and, if it is here, `before`."""

from __future__ import annotations

from collections import Counter

from desktop_app.domain.trend import MOVES, Passage, Trend, TrendTally
from desktop_app.store import hints
from desktop_app.store.connection import Connection

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

_NEW = -1
_DECILE = "coalesce(family.decile_national, 0)"
_STANDING = (
    f"SELECT {_DECILE} AS now, count(*) AS n FROM now.family INDEXED BY family_by_village"
    " WHERE {within} GROUP BY 1"
)
_CAME = (
    f"SELECT CASE kind WHEN 'entered' THEN {_NEW} ELSE coalesce(cells ->> '$[0][0]', 0) END AS before,"
    f" {_DECILE} AS now, count(*) AS n FROM changes.change JOIN now.family ON family.id = change.own_id"
    " WHERE kind IN ('entered', 'decile_moved') AND entity = 'family' AND {within} GROUP BY 1, 2"
    " ORDER BY 1, 2"
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
        (None if row["before"] == _NEW else row["before"], row["now"]): row["n"]
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
) -> list[tuple[int, int]]:
    """The families of the later release that went this way, by id and decile now, in the order of desa."""
    kind, grade, direction = MOVES[trend]
    rows = conn.execute(
        "SELECT family.id AS id, coalesce(family.decile_national, 0) AS decile"
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
    return [(row["id"], row["decile"]) for row in rows]


def families_passed(
    conn: Connection,
    region: str,
    before: str | None,
    now: int | None,
    *,
    start: int = 0,
    count: int | None = None,
) -> list[tuple[int, int]]:
    """The families of the later release by id and decile, from one decile before to one now, by desa and id.

    `before` is ``new`` for who came, the decile as text else; None of either for any.
    """
    moved = (
        "SELECT own_id FROM changes.change WHERE entity = 'family' AND kind = 'decile_moved'"
        " AND coalesce(cells ->> '$[0][0]', 0) = :before"
    )
    came = "SELECT own_id FROM changes.change WHERE entity = 'family' AND kind = 'entered'"
    changed = "SELECT own_id FROM changes.change WHERE entity = 'family' AND kind IN ('entered', 'decile_moved')"
    condition = "1"
    if before == "new":
        condition = f"id IN ({came})"
    elif before is not None:
        stayed = f"{_DECILE} = :before AND id NOT IN ({changed})"
        condition = f"(id IN ({moved}) OR {stayed})"
    rows = conn.execute(
        f"SELECT id, {_DECILE} AS decile FROM now.family INDEXED BY family_by_village"
        f" WHERE {hints.inside(region, 'family.village')} AND (:now IS NULL OR {_DECILE} = :now)"
        f" AND {condition} ORDER BY village, id LIMIT :count OFFSET :start",
        {
            "region": region,
            "before": int(before) if before is not None and before.isdecimal() else None,
            "now": now,
            "count": -1 if count is None else count,
            "start": start,
        },
    )
    return [(row["id"], row["decile"]) for row in rows]
