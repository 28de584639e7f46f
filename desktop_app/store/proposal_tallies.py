"""Counts over proposals: by desa, kind, release and stage, with their ages."""

from __future__ import annotations

from datetime import date

from desktop_app.domain.period import Period
from desktop_app.domain.proposal import ProposalKind, ProposalState
from desktop_app.domain.proposal_tally import LATE, SOON, STAGES, ProposalTally, Stage
from desktop_app.store import hints
from desktop_app.store.connection import Connection

_STAGE = " ".join(f"WHEN '{state.value}' THEN '{stage.value}'" for state, stage in STAGES.items())
# The first step says whether it was handed in at all: a draft may be withdrawn as well.
_HANDED_IN = (
    "SELECT village, kind, release_label, CASE state"
    f" {_STAGE} END AS stage, steps ->> '$[0].on' AS handed_in_on,"
    " CAST(julianday(:today) - julianday(steps ->> '$[0].on') AS INTEGER) AS age"
    f" FROM main.proposal WHERE steps ->> '$[0].to' = '{ProposalState.SUBMITTED.value}'"
)


def tallies(
    conn: Connection, region: str, today: date, period: Period | None = None
) -> list[ProposalTally]:
    """Every proposal about a region that was handed in, within a period if one is given."""
    within = "" if period is None else "WHERE handed_in_on BETWEEN :first AND :last"
    rows = conn.execute(
        "SELECT village, kind, release_label, stage, count(*) AS n, sum(age) AS days,"
        f" max(age) AS oldest, sum(age > {SOON}) AS over_soon, sum(age > {LATE}) AS over_late"
        f" FROM ({_HANDED_IN} AND {hints.inside(region, 'village')}) {within}"
        " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
        {
            "region": region,
            "today": today.isoformat(),
            "first": None if period is None else period.first_day.isoformat(),
            "last": None if period is None else period.last_day.isoformat(),
        },
    )
    return [
        ProposalTally(
            row["village"],
            ProposalKind(row["kind"]),
            row["release_label"],
            Stage(row["stage"]),
            row["n"],
            row["days"],
            row["oldest"],
            row["over_soon"],
            row["over_late"],
        )
        for row in rows
    ]


def count(conn: Connection, region: str) -> tuple[int, int]:
    """All proposals about a region, and those of them that nobody handed in."""
    row = conn.execute(
        "SELECT count(*) AS n, count(*) FILTER"
        f" (WHERE steps ->> '$[0].to' IS NOT '{ProposalState.SUBMITTED.value}') AS kept_back"
        f" FROM main.proposal WHERE {hints.inside(region, 'village')}",
        {"region": region},
    ).fetchone()
    return row["n"], row["kept_back"]
