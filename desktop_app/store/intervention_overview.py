"""The records of help as one list: filtered, ordered, counted, page by page.

All of it reads one index, which has every column that is filtered, ordered or counted by: the records
themselves are wide, and only those on the screen are read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from desktop_app.domain.identity import digits_of
from desktop_app.domain.intervention import AidFilter, AidList, InterventionLine
from desktop_app.domain.intervention_overview import (
    AidChosen,
    AidGroup,
    AidOrder,
    AidOverview,
    AidSort,
    overview_of,
)
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.period import Period
from desktop_app.store.connection import Connection, Row
from desktop_app.store.interventions import IS_DOUBLE, lines_of
from desktop_app.store.text_filter import as_pattern

_FROM = "FROM intervention INDEXED BY intervention_at_a_glance"
# Few helps are recorded twice: only their records are looked at one by one.
_IS_DOUBLE = (
    "(effect_key IN (SELECT effect_key FROM intervention INDEXED BY intervention_counted"
    " WHERE is_given AND voided_at IS NULL GROUP BY effect_key HAVING count(*) > 1)"
    f" AND {IS_DOUBLE})"
)
_BY = {
    AidSort.RECORDED: "recorded_at",
    AidSort.GIVEN_ON: "given_on",
    AidSort.RECIPIENT: "name COLLATE NOCASE",
    AidSort.AMOUNT: "coalesce(amount, 0)",
    AidSort.DECILE: "coalesce(decile, 11)",  # those without one stand last
    AidSort.EVIDENCE: (
        "(SELECT count(*) FROM evidence WHERE record_id = intervention.id AND withdrawn_at IS NULL)"
    ),
}
_NOT_IN_A_NUMBER = str.maketrans("", "", " .-")


def newest(
    conn: Connection, wanted: AidFilter, *, limit: int | None = None
) -> list[InterventionLine]:
    """The records that are wanted, the newest first; all of them if no limit is given."""
    return page(conn, wanted, AidOrder(), count=limit)


def page(
    conn: Connection,
    wanted: AidFilter,
    order: AidOrder,
    *,
    start: int = 0,
    count: int | None = None,
) -> list[InterventionLine]:
    """`count` of the wanted records from the place `start` on; all that are left if it is not given."""
    rows = _rows(conn, wanted, order, "id", start=start, count=count)
    return lines_of(conn, [row["id"] for row in rows])


def overview(conn: Connection, wanted: AidFilter) -> AidOverview:
    """What the wanted records add up to, and how many there are of each state."""
    where, values = _area(wanted)
    rows = conn.execute(
        f"SELECT status, voided_at IS NOT NULL AS is_void, is_disputed, {_IS_DOUBLE} AS is_double,"
        f" count(*) AS records, sum(CASE WHEN is_given THEN amount END) AS rupiah {_FROM}"
        f" WHERE {where} GROUP BY 1, 2, 3, 4",
        values,
    )
    groups = [
        AidGroup(
            status=InterventionStatus(row["status"]),
            is_void=bool(row["is_void"]),
            is_disputed=bool(row["is_disputed"]),
            is_double=bool(row["is_double"]),
            records=int(row["records"]),
            rupiah=0 if row["is_double"] or row["is_void"] else int(row["rupiah"] or 0),
        )
        for row in rows
    ]
    where, values = _within(wanted)
    families = conn.execute(
        "SELECT count(*) FROM (SELECT DISTINCT coalesce(family_id, family_card_no, national_id,"
        f" name || village) {_FROM} WHERE {where} AND voided_at IS NULL"
        " AND subject_kind IN ('family', 'person'))",
        values,
    ).fetchone()[0]
    return overview_of(groups, wanted, int(families))


def chosen(
    conn: Connection, wanted: AidFilter, order: AidOrder, places: Sequence[range]
) -> AidChosen:
    """The records at these places of a list."""
    at = sorted({place for some in places for place in some})
    rows = _rows(conn, wanted, order, "id, CASE WHEN voided_at IS NULL THEN status END AS status")
    found = [rows[place] for place in at if place < len(rows)]
    return AidChosen(
        tuple(row["id"] for row in found),
        Counter(InterventionStatus(row["status"]) for row in found if row["status"]),
    )


def periods(conn: Connection) -> list[str]:
    """Every period that anything is recorded for."""
    sql = "SELECT DISTINCT period FROM intervention INDEXED BY intervention_by_programme"
    return sorted(row["period"] for row in conn.execute(sql))


def agencies(conn: Connection) -> list[str]:
    """Everybody who gave anything, as the records write it."""
    rows = conn.execute(f"SELECT DISTINCT agency {_FROM} WHERE agency <> ''")
    return sorted((row["agency"] for row in rows), key=str.casefold)


def user_names(conn: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The full names of those users who are known here."""
    rows = conn.execute(
        "SELECT id, full_name FROM user WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(ids))),),
    )
    return {row["id"]: row["full_name"] for row in rows}


def lists(conn: Connection, *, limit: int) -> list[AidList]:
    """The lists that were recorded in one go, the newest first."""
    rows = conn.execute(
        "SELECT intervention.*, user.full_name FROM ("
        "SELECT list_id, min(id) AS id, min(recorded_at) AS recorded_at, count(*) AS records,"
        f" group_concat(DISTINCT programme) AS programmes, sum(voided_at IS NOT NULL) AS void {_FROM}"
        " WHERE list_id <> '' GROUP BY list_id ORDER BY min(recorded_at) DESC, list_id LIMIT ?"
        ") AS intervention JOIN intervention AS first USING (id)"
        " LEFT JOIN user ON user.id = first.recorded_by"
        " ORDER BY intervention.recorded_at DESC, intervention.list_id",
        (limit,),
    )
    return [
        AidList(
            id=row["list_id"],
            recorded_by_name=row["full_name"] or "",
            recorded_at=datetime.fromisoformat(row["recorded_at"]),
            programmes=tuple(sorted(row["programmes"].split(","))),
            records=int(row["records"]),
            void=int(row["void"]),
        )
        for row in rows
    ]


def _rows(
    conn: Connection,
    wanted: AidFilter,
    order: AidOrder,
    columns: str,
    *,
    start: int = 0,
    count: int | None = None,
) -> list[Row]:
    where, values = _within(wanted)
    by, ranked = _ordered(order)
    sql = f"SELECT {columns} {_FROM} WHERE {where} ORDER BY {by} LIMIT ? OFFSET ?"
    limits = (-1 if count is None else count, start)
    return conn.execute(sql, (*values, *ranked, *limits)).fetchall()


def _ordered(order: AidOrder) -> tuple[str, list[str]]:
    ranked = list[str]()
    match order.sort:
        case AidSort.PROGRAMME:
            ranked = list(order.programmes)
            parts = [*([_rank("programme", ranked)] if ranked else []), "programme"]
        case AidSort.STATUS:
            ranked = [status.value for status in InterventionStatus]
            parts = ["voided_at IS NOT NULL", _rank("status", ranked)]
        case _:
            parts = [_BY[order.sort]]
    way = "DESC" if order.is_descending else "ASC"
    # What is equal stands as it does without any order: the newest first.
    turned = [f"{part} {way}" for part in parts] + ["recorded_at DESC", "id DESC"]
    return ", ".join(turned), ranked


def _rank(column: str, values: Sequence[str]) -> str:
    cases = " ".join(f"WHEN ? THEN {at}" for at in range(len(values)))
    return f"CASE {column} {cases} ELSE {len(values)} END"


def _within(wanted: AidFilter) -> tuple[str, list[str]]:
    where, values = _area(wanted)
    parts = [where]
    if wanted.statuses:
        parts.append(f"voided_at IS NULL AND status IN ({', '.join('?' for _ in wanted.statuses)})")
        values += sorted(wanted.statuses)
    if wanted.is_void:
        parts.append("voided_at IS NOT NULL")
    if wanted.needs_decision:
        parts.append(f"voided_at IS NULL AND (is_disputed OR {_IS_DOUBLE})")
    return " AND ".join(parts), values


def _area(wanted: AidFilter) -> tuple[str, list[str]]:
    """What a filter keeps, whatever states it asks for."""
    where, values = ["1 = 1"], list[str]()
    for column, value in (("programme", wanted.programme), ("list_id", wanted.list_id)):
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    if wanted.village:
        where.append("(village = ? OR village LIKE ? || '.%')")
        values += [wanted.village, wanted.village]
    if wanted.period:
        parts = [str(part) for part in Period.parse(wanted.period).parts]
        where.append(f"period IN ({', '.join('?' for _ in parts)})")
        values += parts
    for mark, day in ((">=", wanted.since), ("<=", wanted.until)):
        if day:
            where.append(f"status_on {mark} ?")
            values.append(day.isoformat())
    number = wanted.text.translate(_NOT_IN_A_NUMBER)
    if number and number == digits_of(number):
        where.append("(instr(national_id, ?) OR instr(family_card_no, ?))")
        values += [number, number]
    else:
        for word in wanted.text.split():
            where.append("name LIKE ? ESCAPE '!'")
            values.append(as_pattern(word))
    return " AND ".join(where), values
