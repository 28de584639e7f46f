"""A question in words: what its fields, values and groups are called, and the sentence that says it whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.actions.office import Office
from desktop_app.actions.programmes import catalogue_in
from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.question import (
    MISSING,
    Filter,
    MeasureKind,
    Operator,
    Question,
    Value,
)
from desktop_app.domain.question_field import (
    AGE,
    FIELD_NAMED,
    PROPOSALS,
    AskField,
    AskType,
    Unit,
)
from desktop_app.domain.region import RegionTable
from desktop_app.language import current, mark, tr
from desktop_app.reports.proposal_progress import KINDS
from desktop_app.store.connection import Connection

_OPERATORS = {
    Operator.IS: mark("is"),
    Operator.IS_NOT: mark("is not"),
    Operator.AT_LEAST: mark("at least"),
    Operator.AT_MOST: mark("at most"),
    Operator.MISSING: mark("is not filled in"),
}
_MEASURES = {
    MeasureKind.FAMILIES: mark("Number of families"),
    MeasureKind.PEOPLE: mark("Number of people"),
    MeasureKind.SUM: mark("Sum"),
    MeasureKind.MEAN: mark("Mean"),
}
_DECILES = range(1, 11)


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The names behind the codes of questions, in the language in use; `programmes` by code."""

    codes: CodeBook
    regions: RegionTable
    programmes: Mapping[str, str]
    proposals: Mapping[str, str]

    def label(self, field: AskField) -> str:
        """What a field is called."""
        return tr(field.label)

    def operator(self, operator: Operator) -> str:
        """How something is compared."""
        return tr(_OPERATORS[operator])

    def measure(self, kind: MeasureKind) -> str:
        """What is reckoned."""
        return tr(_MEASURES[kind])

    def value(self, field: AskField, value: Value) -> str:
        """What a value says."""
        match field.type:
            case AskType.PLACE:
                return self.regions.name_of(str(value))
            case AskType.PROGRAMME:
                return self.programmes.get(str(value), str(value))
            case AskType.PROPOSAL:
                return tr(self.proposals.get(str(value), str(value)))
            case AskType.DECILE:
                return f"D{value}"
            case AskType.CODE:
                known = self.codes.label(field.codes, int(value), current())
                return known or tr("code {n} (unknown)").format(n=value)
        return str(value)

    def told(self, field: AskField, value: Value | None) -> str:
        """What a list says of one person or family; a dash where nothing is known."""
        if value is None:
            return "–"
        if field.type in (AskType.PROGRAMME, AskType.PROPOSAL):
            return ", ".join(self.value(field, one) for one in sorted(str(value).split(",")))
        return self.value(field, value)

    def key(self, field: AskField, key: str) -> str:
        """What a group is called."""
        if key == MISSING:
            if field.type is AskType.DECILE:
                return tr("No decile yet")
            return tr("Not known") if field.type is AskType.PLACE else tr("Not filled in")
        if not field.bands:
            return self.value(field, key if field.type is AskType.PLACE else int(key))
        at = field.bands.index(int(key))
        if at + 1 == len(field.bands):
            return tr("{n} or more").format(n=key)
        last = field.bands[at + 1] - 1
        return key if last == int(key) else f"{key}–{last}"

    def values(self, field: AskField) -> tuple[tuple[Value, str], ...]:
        """What can be chosen where there is a list to choose from; places have one of their own."""
        found: tuple[Value, ...]
        match field.type:
            case AskType.CODE:
                found = self.codes.codes_of(field.codes)
            case AskType.DECILE:
                found = tuple(_DECILES)
            case AskType.PROGRAMME:
                found = tuple(self.programmes)
            case AskType.PROPOSAL:
                found = PROPOSALS
            case _:
                found = ()
        return tuple((value, self.value(field, value)) for value in found)

    def condition(self, one: Filter) -> str:
        """``Desil paling banyak D3``."""
        field = FIELD_NAMED[one.field]
        values = f" {tr('or')} ".join(self.value(field, value) for value in one.values)
        return " ".join(filter(None, (self.label(field), self.operator(one.operator), values)))

    def sentence(self, question: Question) -> str:
        """The whole question, for whoever reads the answer on paper."""
        of_family, of_people = (
            [self.condition(one) for one in question.filters if FIELD_NAMED[one.field].unit is unit]
            for unit in (Unit.FAMILY, Unit.PERSON)
        )
        parts = [self._measured(question)]
        if of_family:
            parts.append(tr("Families: {conditions}.").format(conditions="; ".join(of_family)))
        if of_people:
            said = (
                tr("With a member: {conditions}.")
                if question.unit is Unit.FAMILY
                else tr("People: {conditions}.")
            )
            parts.append(said.format(conditions="; ".join(of_people)))
        if any(one is AGE for one in question.used):
            parts.append(tr("Ages are those of the reference date of the release."))
        if question.unit is Unit.PERSON:
            parts.append(tr("People who stand in no family of the release are not counted."))
        return " ".join(parts)

    def _measured(self, question: Question) -> str:
        said = self.measure(question.measure.kind)
        if question.measure.field:
            label = self.label(FIELD_NAMED[question.measure.field])
            said = tr("{measure} of {field} (where it is filled in)").format(
                measure=said, field=label
            )
        groups = [self.label(FIELD_NAMED[name]) for name in question.groups]
        return (
            tr("{what} by {groups}.").format(what=said, groups=" × ".join(groups))
            if groups
            else f"{said}."
        )


def question_words_in(office: Office, conn: Connection) -> QuestionWords:
    """The names as they hold in this office."""
    catalogue = catalogue_in(office, conn)
    programmes = {code: catalogue.versions_of(code)[-1].name(current()) for code in catalogue.codes}
    return QuestionWords(
        office.reference.codes,
        office.reference.regions,
        programmes,
        {kind.value: words for kind, words in KINDS.items()},
    )
