"""A question that nobody foresaw: whom to count, which of them, grouped by what, and what is summed.

A question is data. It names its fields by words of a fixed list (`question_field`) and holds values to
compare with; what it is asked of, and by whom, it does not know. Everything of it must be understood:
a field, an operator or a version that is not known is an error with its name, never a guess.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from desktop_app.domain.question_field import (
    FIELD_NAMED,
    PROPOSALS,
    AskField,
    AskType,
    Unit,
)
from desktop_app.errors import Code, UserError

VERSION = 1
"""Of the form as JSON."""
MOST_FILTERS, MOST_VALUES, MOST_GROUPS, MOST_FIELDS = 20, 200, 2, 8
MISSING = "none"
"""The key of the group of those of whom it is not known."""
ALL = "all"
"""The key that stands for every group together."""
_LARGEST = 10**12
_REGION = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?")
_PROGRAMME = re.compile(r"[A-Z0-9][A-Z0-9-]{0,31}")

Value = int | str
_Kind = TypeVar("_Kind", bound=StrEnum)


class Operator(StrEnum):
    """How a fact is compared; what is not filled in only ever fits `MISSING`."""

    IS = "is"  # one of the values
    IS_NOT = "is-not"  # filled in, and none of them
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    MISSING = "missing"


_OPERATORS: dict[AskType, tuple[Operator, ...]] = {
    AskType.PLACE: (Operator.IS, Operator.IS_NOT, Operator.MISSING),
    AskType.CODE: (Operator.IS, Operator.IS_NOT, Operator.MISSING),
    AskType.DECILE: (
        Operator.IS,
        Operator.AT_MOST,
        Operator.AT_LEAST,
        Operator.IS_NOT,
        Operator.MISSING,
    ),
    AskType.NUMBER: (Operator.AT_LEAST, Operator.AT_MOST, Operator.IS, Operator.MISSING),
    AskType.PROGRAMME: (Operator.IS, Operator.IS_NOT),
    AskType.PROPOSAL: (Operator.IS, Operator.IS_NOT),
}


def operators_of(field: AskField) -> tuple[Operator, ...]:
    """How a field can be compared, the most usual way first."""
    return _OPERATORS[field.type]


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition; all those of a question must hold."""

    field: str
    operator: Operator
    values: tuple[Value, ...] = ()


class MeasureKind(StrEnum):
    """What is counted or reckoned."""

    FAMILIES = "families"
    """Each once, also where several of its people are meant."""
    PEOPLE = "people"
    SUM = "sum"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a cell says; `field` is the number that is summed or averaged, of those who have one."""

    kind: MeasureKind
    field: str = ""


class Order(StrEnum):
    """In which order the groups stand."""

    GROUP = "group"  # by code, number or place
    MOST = "most"  # the largest number first


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is asked and kept.

    With families as the unit, conditions on people mean one member of whom all of them hold. `fields`
    are told of each one in the list behind a number.
    """

    unit: Unit = Unit.FAMILY
    filters: tuple[Filter, ...] = ()
    groups: tuple[str, ...] = ()
    measure: Measure = Measure(MeasureKind.FAMILIES)
    order: Order = Order.GROUP
    fields: tuple[str, ...] = ()

    @property
    def used(self) -> tuple[AskField, ...]:
        """Every field that it names, once; raises `UserError` (`QUESTION_FIELD_UNKNOWN`)."""
        names = [one.field for one in self.filters]
        names += [*self.groups, *self.fields, *filter(None, [self.measure.field])]
        return tuple(_field(name) for name in dict.fromkeys(names))

    @property
    def is_sensitive(self) -> bool:
        """True if it asks about anybody's health."""
        return any(field.is_sensitive for field in self.used)

    @property
    def needs_aid(self) -> bool:
        """True if records of help decide who is counted, or where."""
        return any(field.needs_aid for field in self.used)

    @property
    def lists_people(self) -> bool:
        """True if its numbers stand for people; for families else."""
        return self.unit is Unit.PERSON and self.measure.kind is not MeasureKind.FAMILIES

    @property
    def may_overlap(self) -> bool:
        """True if one and the same family may count in several groups."""
        return self.unit is Unit.PERSON and not self.lists_people

    def narrowed(self, at: int, key: str) -> Question:
        """The question about one group of its group number `at`; about all of them for `ALL`."""
        if key == ALL or at >= len(self.groups):
            return self
        more = _conditions(_field(self.groups[at]), key)
        return replace(self, filters=(*self.filters, *more))

    def checked(self) -> Question:
        """The question itself if everything of it is understood and goes together.

        Raises `UserError`: `QUESTION_FIELD_UNKNOWN` with the name, `QUESTION_FAULTY` with the part
        that cannot be.
        """
        _ = self.used
        sizes = (
            ("filters", self.filters, MOST_FILTERS),
            ("groups", self.groups, MOST_GROUPS),
            ("fields", self.fields, MOST_FIELDS),
        )
        for part, items, most in sizes:
            if len(items) > most or len(set(items)) < len(items):
                raise _faulty(part)
        for one in self.filters:
            _check_filter(one)
        for name in self.groups:
            if not _field(name).may_group or not self._knows(name):
                raise _faulty("groups", name)
        if len(self.groups) == MOST_GROUPS:
            places = [_field(name).type is AskType.PLACE for name in self.groups]
            # A place stands in rows: hundreds of columns nobody can read.
            if places[1]:
                raise _faulty("groups", self.groups[1])
        for name in self.fields:
            if not self._knows(name):
                raise _faulty("fields", name)
        self._check_measure()
        return self

    def _check_measure(self) -> None:
        kind, name = self.measure.kind, self.measure.field
        if kind in (MeasureKind.SUM, MeasureKind.MEAN):
            field = FIELD_NAMED.get(name)
            # A number of a family must not count as often as it has members.
            if field is None or field.type is not AskType.NUMBER or field.unit is not self.unit:
                raise _faulty("measure", name)
        elif name or (kind is MeasureKind.PEOPLE and self.unit is Unit.FAMILY):
            raise _faulty("measure", kind.value)

    def _knows(self, name: str) -> bool:
        """Whether this is one fact of what is counted: a family has many ages."""
        return self.unit is Unit.PERSON or _field(name).unit is Unit.FAMILY

    def as_data(self) -> dict[str, Any]:
        """The form it has in a file and inside an op."""
        measure = {"kind": self.measure.kind.value}
        if self.measure.field:
            measure["field"] = self.measure.field
        return {
            "version": VERSION,
            "unit": self.unit.value,
            "filters": [
                {"field": one.field, "operator": one.operator.value, "values": list(one.values)}
                for one in self.filters
            ],
            "groups": list(self.groups),
            "measure": measure,
            "order": self.order.value,
            "fields": list(self.fields),
        }


@dataclass(frozen=True, slots=True)
class AskTally:
    """How many stand in one group of each grouping (`ALL` for all of it), and the sum of their numbers."""

    row: str
    column: str
    units: int
    total: int = 0


def question_from(data: object) -> Question:
    """Read what `as_data` wrote; the parts after the filters may be left out.

    Raises what `Question.checked` raises; a version or a key of a newer program is `QUESTION_FAULTY`.
    """
    known = {"version", "unit", "filters", "groups", "measure", "order", "fields"}
    table = _table(data, "question", known)
    if table.get("version") != VERSION or isinstance(table["version"], bool):
        raise _faulty("version")
    measure = _table(table.get("measure", {"kind": "families"}), "measure", {"kind", "field"})
    question = Question(
        unit=_among("unit", Unit, table.get("unit")),
        filters=tuple(_filter(one) for one in _list(table.get("filters", []), "filters")),
        groups=_texts(table.get("groups", []), "groups"),
        measure=Measure(
            _among("measure", MeasureKind, measure.get("kind")),
            _text(measure.get("field", ""), "measure"),
        ),
        order=_among("order", Order, table.get("order", Order.GROUP.value)),
        fields=_texts(table.get("fields", []), "fields"),
    )
    return question.checked()


def question_in(text: str) -> Question:
    """Read a question from JSON. Raises what `question_from` raises."""
    try:
        return question_from(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise _faulty("json") from error


def band_of(field: AskField, number: int) -> int:
    """In which group of a number it falls, by where the group begins; the first one takes all below."""
    return max((start for start in field.bands if start <= number), default=field.bands[0])


def _conditions(field: AskField, key: str) -> tuple[Filter, ...]:
    """What is true of those in a group. Raises `UserError` (`QUESTION_FAULTY`) for no key of a group."""
    if key == MISSING:
        return (Filter(field.name, Operator.MISSING),)
    if field.type is AskType.PLACE:
        found: tuple[Filter, ...] = (Filter(field.name, Operator.IS, (key,)),)
    elif not key.lstrip("-").isdecimal():
        raise _faulty("groups", field.name)
    elif field.bands:
        starts = field.bands
        if int(key) not in starts:
            raise _faulty("groups", field.name)
        at = starts.index(int(key))
        first = () if at == 0 else (Filter(field.name, Operator.AT_LEAST, (starts[at],)),)
        last = starts[at + 1 :][:1]
        # The first and the only group has everybody whose number is known.
        most = last[0] - 1 if last else _LARGEST
        found = (*first, Filter(field.name, Operator.AT_MOST, (most,)))
    else:
        found = (Filter(field.name, Operator.IS, (int(key),)),)
    for one in found:
        _check_filter(one)
    return found


def _check_filter(one: Filter) -> None:
    field = _field(one.field)
    if one.operator not in operators_of(field):
        raise _faulty("operator", field.name)
    counts = {Operator.MISSING: (0, 0), Operator.AT_LEAST: (1, 1), Operator.AT_MOST: (1, 1)}
    least, most = counts.get(one.operator, (1, MOST_VALUES))
    if not least <= len(one.values) <= most or len(set(one.values)) < len(one.values):
        raise _faulty("values", field.name)
    fits = _FITS[field.type]
    if not all(fits(value) for value in one.values):
        raise _faulty("values", field.name)


def _is_number(value: Value) -> bool:
    return type(value) is int and -_LARGEST <= value <= _LARGEST


_FITS: Mapping[AskType, Callable[[Value], bool]] = {
    AskType.PLACE: lambda value: isinstance(value, str) and bool(_REGION.fullmatch(value)),
    AskType.CODE: _is_number,
    AskType.DECILE: lambda value: type(value) is int and 1 <= value <= 10,
    AskType.NUMBER: _is_number,
    AskType.PROGRAMME: lambda value: isinstance(value, str) and bool(_PROGRAMME.fullmatch(value)),
    AskType.PROPOSAL: lambda value: value in PROPOSALS,
}


def _field(name: str) -> AskField:
    found = FIELD_NAMED.get(name)
    if found is None:
        raise UserError(Code.QUESTION_FIELD_UNKNOWN, name=name[:60])
    return found


def _filter(data: object) -> Filter:
    table = _table(data, "filters", {"field", "operator", "values"})
    values = _list(table.get("values", []), "values")
    if not all(type(value) in (int, str) for value in values):
        raise _faulty("values")
    return Filter(
        _text(table.get("field"), "filters"),
        _among("operator", Operator, table.get("operator")),
        tuple(values),
    )


def _table(data: object, part: str, known: set[str]) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise _faulty(part)
    if strange := sorted(str(key) for key in data if key not in known):
        raise _faulty(part, strange[0][:60])
    return data


def _list(data: object, part: str) -> Sequence[Any]:
    if not isinstance(data, list):
        raise _faulty(part)
    return data


def _texts(data: object, part: str) -> tuple[str, ...]:
    return tuple(_text(one, part) for one in _list(data, part))


def _text(data: object, part: str) -> str:
    if not isinstance(data, str):
        raise _faulty(part)
    return data


def _among(part: str, kind: type[_Kind], value: object) -> _Kind:
    try:
        return kind(str(value))
    except ValueError as error:
        raise _faulty(part) from error


def _faulty(part: str, name: str = "") -> UserError:
    return UserError(Code.QUESTION_FAULTY, part=f"{part}: {name}" if name else part)
