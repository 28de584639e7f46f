"""The one place that turns a question into SQL.

Every piece of a statement comes from the tables below, by the name of a field that `domain/question`
knows; whatever a person chose or typed is bound, and stands in no statement.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from desktop_app.domain.proposal import ProposalState
from desktop_app.domain.question import (
    ALL,
    MISSING,
    AskTally,
    Filter,
    Operator,
    Question,
    Value,
)
from desktop_app.domain.question_field import (
    AGE,
    AID_DECILE,
    AIDED,
    ASK_FIELDS,
    FIELD_NAMED,
    SIZE,
    SUBDISTRICT,
    AskField,
    AskType,
    Unit,
)
from desktop_app.domain.report import Behind, ReportAsk
from desktop_app.errors import Cancelled
from desktop_app.progress import Progress
from desktop_app.store.aid_within import in_region
from desktop_app.store.connection import Connection, DriverError
from desktop_app.store.reach import (
    FAMILY_OF_RECORD,
    FIRST_DESA,
    desa_in,
    is_desa,
    placed_aid,
    reach_of,
)

_OPEN = ", ".join(
    repr(one.value) for one in ProposalState if not one.is_final and one is not ProposalState.DRAFT
)
_DERIVED = {
    SUBDISTRICT.name: "family.village",
    SIZE.name: "(SELECT count(*) FROM extract.person AS member WHERE member.family_id = family.id)",
    AIDED.name: "reach.programmes",
    AID_DECILE.name: "nullif(reach.decile, 0)",
    # Completed years on the reference day; ISO dates compare as text.
    AGE.name: "max(0, CAST(substr(:day, 1, 4) AS INTEGER) - CAST(substr(person.birth_date, 1, 4) AS INTEGER)"
    " - (substr(person.birth_date, 6) > substr(:day, 6)))",
}
_EXPRESSIONS: Mapping[str, str] = {
    one.name: _DERIVED.get(one.name) or f"{one.unit.value}.{one.column or 'village'}"
    for one in ASK_FIELDS
    if one.type not in (AskType.PROGRAMME, AskType.PROPOSAL)
}
_COMPARED = {Operator.IS: "IN", Operator.IS_NOT: "NOT IN"}
_LIMITED = {Operator.AT_LEAST: ">=", Operator.AT_MOST: "<="}
_PLACED_IN = {AskType.PROGRAMME: ("placed", "programme"), AskType.PROPOSAL: ("proposed", "kind")}
_OF_REACH = frozenset({AIDED.name, AID_DECILE.name})
_PROPOSED = (
    "proposed AS MATERIALIZED (SELECT aid.kind, "
    f"{FAMILY_OF_RECORD} AS family FROM main.proposal AS aid WHERE aid.state IN ({_OPEN}))"
)
_STEPS = 20_000
"""Of SQLite's machine between two looks whether somebody asked to stop: a few milliseconds."""
_ORDER = "family.village, family.decile_national, family.id"


@dataclass(slots=True)
class _Asked:
    """A question on its way to SQL: what is bound is gathered here."""

    question: Question
    ask: ReportAsk
    values: dict[str, object] = field(default_factory=dict)

    def bound(self, value: Value) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    @property
    def tables(self) -> str:
        """What stands before the statement: the records that the question needs."""
        parts = []
        if self.question.needs_aid:
            aid = reach_of(self.ask) if self.needs_reach else placed_aid(self.ask)
            self.values |= aid.values
            parts.append(aid.sql)
        if any(one.type is AskType.PROPOSAL for one in self.question.used):
            parts.append(_PROPOSED if parts else f"WITH {_PROPOSED}")
        return ", ".join(parts)

    @property
    def needs_reach(self) -> bool:
        """True if it asks by how many programmes a family is reached, or with which decile."""
        return any(one.name in _OF_REACH for one in self.question.used)

    @property
    def where(self) -> str:
        """The conditions of the question, within the region it is asked of."""
        by_unit: dict[Unit, list[str]] = {Unit.FAMILY: [], Unit.PERSON: []}
        for one in self.question.filters:
            by_unit[FIELD_NAMED[one.field].unit].append(self._condition(one))
        area = in_region(self.ask.region, "family.village")
        self.values |= area.values
        conditions = [area.sql, *by_unit[Unit.FAMILY]]
        people = by_unit[Unit.PERSON]
        if self.question.unit is Unit.PERSON:
            conditions += people
        elif people:
            conditions.append(
                "EXISTS (SELECT 1 FROM extract.person WHERE person.family_id = family.id"
                f" AND {' AND '.join(people)})"
            )
        if self.question.measure.field:
            conditions.append(f"{_EXPRESSIONS[self.question.measure.field]} IS NOT NULL")
        return " AND ".join(conditions)

    def source(self, *, in_order: bool = False) -> str:
        """The tables to read; `in_order` so that a list can stop early."""
        families = "extract.family INDEXED BY family_by_village" if in_order else "extract.family"
        if self.needs_reach:
            # From there on every family is a look by its id.
            families = "reach CROSS JOIN extract.family ON family.id = reach.id"
        if self.question.unit is Unit.FAMILY:
            return families
        # Where conditions leave few families, or nothing is asked of people but how many they are, an
        # index leads to them; else all people are read once.
        names = [*(one.field for one in self.question.filters), *self.question.groups]
        units = {FIELD_NAMED[name].unit for name in (*names, self.question.measure.field) if name}
        is_narrow = in_region(self.ask.region).values or any(
            FIELD_NAMED[one.field].unit is Unit.FAMILY for one in self.question.filters
        )
        if in_order or is_narrow or self.needs_reach or Unit.PERSON not in units:
            return (
                f"{families} CROSS JOIN extract.person INDEXED BY person_by_family"
                " ON person.family_id = family.id"
            )
        return "extract.person NOT INDEXED JOIN extract.family ON family.id = person.family_id"

    def key(self, at: int) -> str:
        """In which group of a grouping somebody stands."""
        if at >= len(self.question.groups):
            return f"'{ALL}'"
        asked = FIELD_NAMED[self.question.groups[at]]
        sql = _EXPRESSIONS[asked.name]
        if asked.name == SUBDISTRICT.name:
            sql = f"substr({sql}, 1, length({sql}) - 5)"
        if asked.bands:
            cases = " ".join(f"WHEN {sql} >= {start} THEN {start}" for start in asked.bands[:0:-1])
            inner = f"CASE {cases} ELSE {asked.bands[0]} END" if cases else str(asked.bands[0])
            return f"CASE WHEN {sql} IS NULL THEN '{MISSING}' ELSE {inner} END"
        return f"coalesce(nullif({sql}, ''), '{MISSING}')"

    def _condition(self, one: Filter) -> str:
        asked = FIELD_NAMED[one.field]
        if asked.type in _PLACED_IN:
            table, column = _PLACED_IN[asked.type]
            marks = ", ".join(map(self.bound, one.values))
            return (
                f"family.id {_COMPARED[one.operator]} (SELECT family FROM {table}"
                f" WHERE family IS NOT NULL AND {column} IN ({marks}))"
            )
        sql = _EXPRESSIONS[asked.name]
        if asked.type is AskType.PLACE:
            return self._place_condition(one, sql)
        if one.operator is Operator.MISSING:
            return f"{sql} IS NULL"
        if one.operator in _LIMITED:
            return f"{sql} {_LIMITED[one.operator]} {self.bound(one.values[0])}"
        return f"{sql} {_COMPARED[one.operator]} ({', '.join(map(self.bound, one.values))})"

    def _place_condition(self, one: Filter, sql: str) -> str:
        if one.operator is Operator.MISSING:
            return f"coalesce({sql}, '') = ''"
        marks = map(self.bound, one.values)
        inside = " OR ".join(
            f"{sql} = {at} OR {sql} BETWEEN {at} || '.' AND {at} || '.~'" for at in marks
        )
        return f"({inside})" if one.operator is Operator.IS else f"({sql} <> '' AND NOT ({inside}))"


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
    asked = _Asked(question, ask)
    number = _EXPRESSIONS[question.measure.field] if question.measure.field else "0"
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
    asked = _Asked(question, ask)
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
    asked = _Asked(replace(question, groups=()), ask)
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
    asked = _Asked(question, ask)
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
    asked = _Asked(only, ask)
    told = ", ".join(f"{_told(one)} AS f{at}" for at, one in enumerate(shown))
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


@contextmanager
def stoppable(conn: Connection, progress: Progress) -> Iterator[None]:
    """Let what is read meanwhile be broken off in the middle; then it raises `Cancelled`."""
    conn.set_progress_handler(lambda: progress.must_stop, _STEPS)
    try:
        yield
    except DriverError as error:
        if progress.must_stop:
            raise Cancelled from error
        raise
    finally:
        conn.set_progress_handler(None, 0)


def _told(asked: AskField) -> str:
    """One value for a list; of what may be several, all of them with commas."""
    if asked.type in _PLACED_IN:
        table, column = _PLACED_IN[asked.type]
        return f"(SELECT group_concat(DISTINCT {column}) FROM {table} WHERE {table}.family = family.id)"
    return _EXPRESSIONS[asked.name]


def _of_families(question: Question) -> Question:
    """The same families, looked for by families: those with a member whom the conditions fit."""
    has_members = Filter(SIZE.name, Operator.AT_LEAST, (1,))
    return replace(question, unit=Unit.FAMILY, filters=(*question.filters, has_members))
