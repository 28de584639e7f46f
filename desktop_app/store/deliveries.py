"""What can be handed over: the programmes and periods that are under way, and their records."""

from __future__ import annotations

import json

from desktop_app.domain.delivery import DELIVERABLE, DeliveryScope, DeliveryStage
from desktop_app.domain.intervention import Intervention
from desktop_app.store.connection import Connection, Row
from desktop_app.store.interventions import record_from

_DELIVERABLE = json.dumps(sorted(DELIVERABLE))
_IS_DELIVERABLE = "voided_at IS NULL AND status IN (SELECT value FROM json_each(?))"


def records_of(conn: Connection, scope: DeliveryScope) -> list[Intervention]:
    """What is on its way to recipients or has come to them, in no order; nothing that is void."""
    rows = conn.execute(
        f"SELECT * FROM intervention WHERE {_IS_DELIVERABLE} AND programme = ? AND period = ?"
        " AND (? IN ('', village) OR village LIKE ? || '.%') AND ? IN ('', list_id)",
        (
            _DELIVERABLE,
            scope.programme,
            scope.period,
            scope.village,
            scope.village,
            scope.list_id,
        ),
    )
    return [record_from(row) for row in rows]


def stages_of(conn: Connection) -> list[DeliveryStage]:
    """Every programme and period that can be delivered, the newest period first."""
    rows = conn.execute(
        "SELECT programme, period, village, list_id, count(*) AS listed,"
        f" sum(status <> 'received') AS waiting FROM intervention WHERE {_IS_DELIVERABLE}"
        " GROUP BY programme, period, village, list_id ORDER BY period DESC, programme, village",
        (_DELIVERABLE,),
    ).fetchall()
    parts: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        parts.setdefault((row["programme"], row["period"]), []).append(row)
    return [
        DeliveryStage(
            programme=programme,
            period=period,
            listed=sum(int(row["listed"]) for row in part),
            waiting=sum(int(row["waiting"]) for row in part),
            villages=tuple(dict.fromkeys(row["village"] for row in part)),
            list_ids=tuple(dict.fromkeys(row["list_id"] for row in part if row["list_id"])),
        )
        for (programme, period), part in parts.items()
    ]
