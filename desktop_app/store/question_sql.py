"""The one place that turns a question into SQL.

Every piece of a statement comes from the tables below, by the name of a field that `domain/question`
knows; whatever a person chose or typed is bound, and stands in no statement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.domain.proposal import ProposalState
from desktop_app.domain.question import ALL, MISSING, Filter, Operator, Question, Value
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
from desktop_app.domain.report import ReportAsk
from desktop_app.store.aid_within import in_region
from desktop_app.store.reach import FAMILY_OF_RECORD, placed_aid, reach_of

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
EXPRESSIONS: Mapping[str, str] = {
    one.name: _DERIVED.get(one.name) or f"{one.unit.value}.{one.column or 'village'}"
    for one in ASK_FIELDS
    if one.type not in (AskType.PROGRAMME, AskType.PROPOSAL)
}
"""What a field is in SQL, by its name: rows are called `family`, `person` and `reach`."""
_COMPARED = {Operator.IS: "IN", Operator.IS_NOT: "NOT IN"}
_LIMITED = {Operator.AT_LEAST: ">=", Operator.AT_MOST: "<="}
_PLACED_IN = {AskType.PROGRAMME: ("placed", "programme"), AskType.PROPOSAL: ("proposed", "kind")}
_OF_REACH = frozenset({AIDED.name, AID_DECILE.name})
_PROPOSED = (
    "proposed AS MATERIALIZED (SELECT aid.kind, "
    f"{FAMILY_OF_RECORD} AS family FROM main.proposal AS aid WHERE aid.state IN ({_OPEN}))"
)


@dataclass(slots=True)
class Asked:
    """A question on its way to SQL: what is bound is gathered here."""

    question: Question
    ask: ReportAsk
    values: dict[str, object] = field(default_factory=dict)

    def bound(self, value: Value) -> str:
        """The name under which a value is bound."""
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
            conditions.append(f"{EXPRESSIONS[self.question.measure.field]} IS NOT NULL")
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
        sql = EXPRESSIONS[asked.name]
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
        sql = EXPRESSIONS[asked.name]
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


def told_in(asked: AskField) -> str:
    """One value for a list; of what may be several, all of them with commas."""
    if asked.type in _PLACED_IN:
        table, column = _PLACED_IN[asked.type]
        return f"(SELECT group_concat(DISTINCT {column}) FROM {table} WHERE {table}.family = family.id)"
    return EXPRESSIONS[asked.name]
