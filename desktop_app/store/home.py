"""What the first page counts: each by one question that an index answers."""

from __future__ import annotations

from datetime import date, datetime

from desktop_app.domain.dates import day_of
from desktop_app.domain.home import RecentFamily
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.proposal import ProposalState
from desktop_app.store.connection import Connection

_LINES = 5_000
"""How far back the audit is looked through for families that were opened."""
_ON_THE_WAY = (InterventionStatus.DECREED.value, InterventionStatus.DISBURSED.value)


def poorest_families(conn: Connection, up_to: int) -> int:
    """How many families of the extract have a national decile up to this one."""
    row = conn.execute(
        "SELECT count(*) FROM extract.family WHERE decile_national BETWEEN 1 AND ?", (up_to,)
    ).fetchone()
    return int(row[0])


def helped_families(conn: Connection, since: date) -> int:
    """How many families something was given to from this day on."""
    row = conn.execute(
        "SELECT count(DISTINCT family_id) FROM intervention"
        " WHERE is_given = 1 AND voided_at IS NULL AND status_on >= ?",
        (since.isoformat(),),
    ).fetchone()
    return int(row[0])


def undelivered(conn: Connection, before: date) -> tuple[int, date | None]:
    """How many records are decreed or on the way since before a day, and since when the first."""
    row = conn.execute(
        "SELECT count(*) AS n, min(status_on) AS first FROM intervention"
        " WHERE status IN (?, ?) AND voided_at IS NULL AND status_on < ?",
        (*_ON_THE_WAY, before.isoformat()),
    ).fetchone()
    return int(row["n"]), date.fromisoformat(row["first"]) if row["first"] else None


def disputed(conn: Connection) -> int:
    """How many records wait for somebody to decide between what people wrote."""
    row = conn.execute(
        "SELECT count(*) FROM intervention WHERE is_disputed = 1 AND voided_at IS NULL"
    ).fetchone()
    return int(row[0])


def undecided_matches(conn: Connection) -> int:
    """How many doubtful rows of matched lists nobody has decided."""
    row = conn.execute(
        "SELECT count(*) FROM matched_list JOIN matched_row ON matched_row.list_id = matched_list.id"
        " AND matched_row.outcome = 'doubtful'"
        " LEFT JOIN matched_decision decision ON decision.list_id = matched_row.list_id"
        " AND decision.position = matched_row.position AND decision.withdrawn_at IS NULL"
        " WHERE decision.id IS NULL"
    ).fetchone()
    return int(row[0])


def proposals_by_state(conn: Connection) -> list[tuple[ProposalState, date, int]]:
    """How many proposals stand in which state, by the day they were opened."""
    rows = conn.execute(
        "SELECT state, substr(recorded_at, 1, 10) AS day, count(*) AS n FROM proposal GROUP BY 1, 2"
    )
    return [
        (ProposalState(row["state"]), date.fromisoformat(row["day"]), int(row["n"])) for row in rows
    ]


def recent_families(conn: Connection, user_id: str, limit: int) -> list[RecentFamily]:
    """The families of the extract that somebody opened last, the newest first."""
    rows = conn.execute(
        "SELECT subject, max(number) AS last FROM audit"
        " WHERE number > (SELECT coalesce(max(number), 0) FROM audit) - ?"
        " AND user_id = ? AND deed = 'family-opened' GROUP BY subject ORDER BY last DESC LIMIT ?",
        (_LINES, user_id, limit),
    ).fetchall()
    found = []
    for row in rows:
        family = conn.execute(
            "SELECT id, village, decile_national, coalesce(head_name, (SELECT name FROM extract.person"
            " WHERE family_id = family.id AND relationship = 1)) AS head_name"
            " FROM extract.family WHERE id = ?",
            (int(row["subject"].partition(":")[2]),),
        ).fetchone()
        if family is not None:
            found.append(
                RecentFamily(
                    str(family["id"]),
                    family["head_name"] or "",
                    family["village"] or "",
                    family["decile_national"],
                )
            )
    return found


def last_from_hub(conn: Connection) -> date | None:
    """The day something of the hub was last taken in: a package, or the certificate it gave."""
    row = conn.execute(
        "SELECT max(at) AS at FROM (SELECT max(handled_at) AS at FROM package WHERE direction = 'in'"
        " UNION ALL SELECT max(received_at) FROM signed_document WHERE kind = 'certificate')"
    ).fetchone()
    return day_of(datetime.fromisoformat(row["at"])) if row["at"] else None
