"""Questions answered by the database: how many in each group, who they are, and what is told of each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop_app.domain.question import ALL, AskTally, Filter, Operator, Question, Value
from desktop_app.domain.question_field import FIELD_NAMED, SIZE, Unit
from desktop_app.domain.report import Behind, ReportAsk
from desktop_app.store.connection import Connection
from desktop_app.store.question_sql import EXPRESSIONS, Asked, told_in
from desktop_app.store.reach import FIRST_DESA, desa_in, is_desa

_ORDER = "family.village, family.decile_national, family.id"


def tallies(conn: Connection, question: Question, ask: ReportAsk, day: date) -> list[AskTally]:
    """Everybody the question means within the region of the ask, by group, and all margins.

    Ages are those of `day`. The tally of `ALL` and `ALL` is always there.
    """
    if question.may_overlap and not any(map(_is_of_people, question.groups)):
        question = _of_families(question)
    found = (_overlapping if question.may_overlap else _apart)(conn, question, ask, day)
    units, totals = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    units[ALL, ALL] += 0
    for place, n, total in found:
        units[place] += n
        totals[place] += total
    return [AskTally(*place, n, totals[place]) for place, n in units.items()]


_Found = list[tuple[tuple[str, str], int, int]]


def _apart(conn: Connection, question: Question, ask: ReportAsk, day: date) -> _Found:
    """Who counts in one group only: margins are sums."""
    asked = Asked(question, ask)
    number = EXPRESSIONS[question.measure.field] if question.measure.field else "0"
    sql = (
        f"{asked.tables} SELECT {asked.key(0)} AS row, {asked.key(1)} AS col, count(*) AS n,"
        f" sum({number}) AS total FROM {asked.source()} WHERE {asked.where} GROUP BY 1, 2"
    )
    found = []
    for row in conn.execute(sql, {**asked.values, "day": day.isoformat()}):
        one, other = str(row["row"]), str(row["col"])
        places = {(one, other), (one, ALL), (ALL, other), (ALL, ALL)}
        found += [(place, int(row["n"]), int(row["total"] or 0)) for place in places]
    return found


def _overlapping(conn: Connection, question: Question, ask: ReportAsk, day: date) -> _Found:
    """Families who may stand in several groups: each margin counts them once."""
    asked = Asked(question, ask)
    tables = asked.tables
    hits = (
        f"hits AS MATERIALIZED (SELECT DISTINCT {asked.key(0)} AS row, {asked.key(1)} AS col,"
        f" family.id AS family FROM {asked.source()} WHERE {asked.where})"
    )
    # Where a family stands in one group only, the margin is a sum; else it is counted.
    of_people = [_is_of_people(name) for name in question.groups]
    rows_overlap, columns_overlap = (*of_people, False)[:2]
    everybody = f"'{ALL}'"
    wanted = [("row", "col", "*")]
    if columns_overlap:
        wanted.append(("row", everybody, "DISTINCT family"))
    if rows_overlap:
        wanted.append((everybody, "col", "DISTINCT family"))
    if rows_overlap and columns_overlap:
        wanted.append((everybody, everybody, "DISTINCT family"))
    counts = " UNION ALL ".join(
        f"SELECT {row} AS row, {col} AS col, count({what}) AS n FROM hits GROUP BY 1, 2"
        for row, col, what in wanted
    )
    head = f"{tables}, {hits}" if tables else f"WITH {hits}"
    rows = conn.execute(f"{head} {counts}", {**asked.values, "day": day.isoformat()})
    found = [((str(row["row"]), str(row["col"])), int(row["n"]), 0) for row in rows]
    if not columns_overlap and len(of_people) > 1:
        found += [((row, ALL), n, 0) for (row, col), n, _ in found if col != ALL != row]
    if not rows_overlap:
        found += [((ALL, col), n, 0) for (row, col), n, _ in found if row != ALL]
    elif not columns_overlap and len(of_people) > 1:
        found += [((ALL, ALL), n, 0) for (row, col), n, _ in found if row == ALL != col]
    return found


def _is_of_people(group: str) -> bool:
    return FIELD_NAMED[group].unit is Unit.PERSON


def base_of(conn: Connection, unit: Unit) -> int:
    """Everybody that questions about this unit look at, and the people whom they do not reach."""
    if unit is Unit.FAMILY:
        sql = "SELECT count(*) FROM extract.family"
    else:
        sql = (
            "SELECT (SELECT count(*) FROM extract.family CROSS JOIN extract.person INDEXED BY person_by_family"
            " ON person.family_id = family.id) + (SELECT count(*) FROM extract.person"
            " WHERE family_id IS NULL)"
        )
    return int(conn.execute(sql).fetchone()[0])


def count(conn: Connection, question: Question, ask: ReportAsk, day: date) -> int:
    """How many families or people the question is about, ungrouped."""
    if question.may_overlap:
        question = _of_families(question)
    asked = Asked(replace(question, groups=()), ask)
    sql = f"{asked.tables} SELECT count(*) FROM {asked.source()} WHERE {asked.where}"
    return int(conn.execute(sql, {**asked.values, "day": day.isoformat()}).fetchone()[0])


def listed(
    conn: Connection,
    question: Question,
    ask: ReportAsk,
    day: date,
    *,
    start: int = 0,
    count: int | None = None,
) -> list[Behind]:
    """Whom the question is about, by desa, decile and id: families, or people with their family."""
    if question.may_overlap:
        question = _of_families(question)
    if count is not None and not start and question.needs_aid and not is_desa(ask.region):
        first = _first_page(conn, question, ask, day, count)
        if len(first) >= count:
            return first
    asked = Asked(question, ask)
    person = "person.id" if question.unit is Unit.PERSON else "NULL"
    order = f"{_ORDER}, person.id" if question.unit is Unit.PERSON else _ORDER
    rows = conn.execute(
        f"{asked.tables} SELECT family.id AS id, {person} AS person_id,"
        f" coalesce(family.decile_national, 0) AS decile FROM {asked.source(in_order=True)}"
        f" WHERE {asked.where} ORDER BY {order} LIMIT :count OFFSET :start",
        {
            **asked.values,
            "day": day.isoformat(),
            "count": -1 if count is None else count,
            "start": start,
        },
    )
    return [Behind(row["id"], row["person_id"], row["decile"]) for row in rows]


def _first_page(
    conn: Connection, question: Question, ask: ReportAsk, day: date, count: int
) -> list[Behind]:
    """Those of the first few desa, if they fill a page: for one desa few records are to be read.

    Nobody where families of no known desa would come before them.
    """
    unplaced = "SELECT 1 FROM extract.family WHERE village IS NULL OR village = '' LIMIT 1"
    if conn.execute(unplaced).fetchone() is not None:
        return []
    first: list[Behind] = []
    for village in desa_in(conn, ask.region)[:FIRST_DESA]:
        near = replace(ask, region=village)
        first += listed(conn, question, near, day, count=count - len(first))
        if len(first) >= count:
            break
    return first


def facts_of(
    conn: Connection, question: Question, ask: ReportAsk, day: date, wanted: Sequence[Behind]
) -> list[tuple[Value | None, ...]]:
    """What the fields of a question say of each of these, in their order; None where nothing is known."""
    if not question.fields or not wanted:
        return [() for _ in wanted]
    only = replace(question, filters=(), groups=(), measure=replace(question.measure, field=""))
    by_desa = only.needs_aid and not is_desa(ask.region)
    return (_facts_by_desa if by_desa else _facts)(conn, only, ask, day, wanted)


def _facts(
    conn: Connection, only: Question, ask: ReportAsk, day: date, wanted: Sequence[Behind]
) -> list[tuple[Value | None, ...]]:
    """The facts alone of these families and people."""
    shown = [FIELD_NAMED[name] for name in only.fields]
    asked = Asked(only, ask)
    told = ", ".join(f"{told_in(one)} AS f{at}" for at, one in enumerate(shown))
    reach = " JOIN reach ON reach.id = family.id" if asked.needs_reach else ""
    rows = conn.execute(
        f"{asked.tables} SELECT {told} FROM json_each(:wanted) AS wanted"
        " JOIN extract.family ON family.id = wanted.value ->> 0"
        f"{reach} LEFT JOIN extract.person ON person.id = wanted.value ->> 1 ORDER BY wanted.key",
        {
            **asked.values,
            "day": day.isoformat(),
            "wanted": json.dumps([(one.family_id, one.person_id) for one in wanted]),
        },
    )
    return [tuple(row) for row in rows]


def _facts_by_desa(
    conn: Connection, question: Question, ask: ReportAsk, day: date, wanted: Sequence[Behind]
) -> list[tuple[Value | None, ...]]:
    """The same, desa by desa: a page lies in a few of them, and the records of one are few."""
    rows = conn.execute(
        "SELECT id, village FROM extract.family WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps([one.family_id for one in wanted]),),
    )
    homes = {row["id"]: row["village"] or "" for row in rows}
    told: dict[Behind, tuple[Value | None, ...]] = {}
    for home in set(homes.values()):
        some = [one for one in wanted if homes[one.family_id] == home]
        near = replace(ask, region=home) if is_desa(home) else ask
        told.update(zip(some, _facts(conn, question, near, day, some), strict=True))
    return [told[one] for one in wanted]


def _of_families(question: Question) -> Question:
    """The same families, looked for by families: those with a member whom the conditions fit."""
    has_members = Filter(SIZE.name, Operator.AT_LEAST, (1,))
    return replace(question, unit=Unit.FAMILY, filters=(*question.filters, has_members))
