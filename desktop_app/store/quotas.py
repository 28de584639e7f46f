"""Reading quotas and what has been taken from them; they are written by `ops` alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from desktop_app.domain.period import Period
from desktop_app.domain.quota import TAKING, Quota, QuotaUse
from desktop_app.store.connection import Connection, Row

_TAKING = tuple(sorted(one.value for one in TAKING))


def quota_of(conn: Connection, quota_id: str) -> Quota | None:
    """The quota with this id."""
    row = conn.execute("SELECT * FROM quota WHERE id = ?", (quota_id,)).fetchone()
    return None if row is None else _quota(row)


def limiting(conn: Connection) -> list[Quota]:
    """Every quota that was not lifted, the newest period first."""
    rows = conn.execute(
        "SELECT * FROM quota WHERE recipients IS NOT NULL OR rupiah IS NOT NULL"
        " ORDER BY period DESC, programme, region"
    )
    return [_quota(row) for row in rows]


def use_of(conn: Connection, quota: Quota) -> QuotaUse:
    """What the records of this office take from it."""
    periods = [str(part) for part in Period.parse(quota.period).parts]
    # Of records with one effect key one is counted: the one with the smallest id.
    row = conn.execute(
        "SELECT count(*) AS recipients, coalesce(sum(amount), 0) AS rupiah FROM ("
        "SELECT amount, min(id) FROM intervention INDEXED BY intervention_by_programme"
        f" WHERE programme = ? AND period IN ({', '.join('?' for _ in periods)})"
        " AND (village = ? OR village LIKE ? || '.%') AND voided_at IS NULL"
        f" AND (is_given OR status IN ({', '.join('?' for _ in _TAKING)})) GROUP BY effect_key)",
        (quota.programme, *periods, quota.region, quota.region, *_TAKING),
    ).fetchone()
    return QuotaUse(quota, int(row["recipients"]), int(row["rupiah"]))


def takes_already(conn: Connection, effect_key: str) -> bool:
    """True if the same help takes from its quotas already."""
    row = conn.execute(
        "SELECT 1 FROM intervention WHERE effect_key = ? AND voided_at IS NULL"
        f" AND (is_given OR status IN ({', '.join('?' for _ in _TAKING)})) LIMIT 1",
        (effect_key, *_TAKING),
    ).fetchone()
    return row is not None


def as_row(quota: Quota) -> dict[str, Any]:
    """A record as the table holds it."""
    return {
        "id": quota.id,
        "programme": quota.programme,
        "period": quota.period,
        "region": quota.region,
        "recipients": quota.recipients,
        "rupiah": quota.rupiah,
        "note": quota.note,
        "allotted_by": quota.allotted_by,
        "allotted_at": quota.allotted_at.isoformat(timespec="seconds"),
    }


def _quota(row: Row) -> Quota:
    return Quota(
        id=row["id"],
        programme=row["programme"],
        period=row["period"],
        region=row["region"],
        recipients=row["recipients"],
        rupiah=row["rupiah"],
        note=row["note"],
        allotted_by=row["allotted_by"],
        allotted_at=datetime.fromisoformat(row["allotted_at"]),
    )
