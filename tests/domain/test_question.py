"""A question as data: what goes together, what is refused by name, and the form it is kept in."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.field import Access
from desktop_app.domain.question import (
    ALL,
    MISSING,
    Filter,
    Measure,
    MeasureKind,
    Operator,
    Order,
    Question,
    question_from,
    question_in,
)
from desktop_app.domain.question_field import ASK_FIELDS, FIELD_NAMED, AskType, Unit
from desktop_app.domain.saved_question import checked_name, kept_data, text_of
from desktop_app.errors import Code, UserError

ALONE = Question(
    filters=(
        Filter("family.size", Operator.AT_MOST, (1,)),
        Filter("person.age", Operator.AT_LEAST, (60,)),
    ),
    groups=("family.village", "family.decile"),
    order=Order.MOST,
    fields=("family.floor_type",),
)


def refusal(question: Question) -> UserError:
    with pytest.raises(UserError) as caught:
        question.checked()
    return caught.value


def test_a_question_comes_back_from_its_form_as_it_was() -> None:
    assert question_in(text_of(ALONE)) == ALONE.checked()
    assert question_from({"version": 1, "unit": "family"}) == Question()


def test_what_is_not_a_field_is_refused_by_its_name_and_never_guessed() -> None:
    for name in ("family.nmae", "name", "person.name", "family.village; DROP TABLE family", ""):
        for question in (
            replace(ALONE, groups=(name,)),
            replace(ALONE, fields=(name,)),
            replace(ALONE, filters=(Filter(name, Operator.IS, (1,)),)),
        ):
            error = refusal(question)
            assert (error.code, error.facts["name"]) == (Code.QUESTION_FIELD_UNKNOWN, name)


def test_no_field_names_anybody() -> None:
    assert all(one.access in (Access.QUASI, Access.SENSITIVE) for one in ASK_FIELDS)
    assert not {"person.name", "person.national_id", "family.address", "person.birth_date"} & set(
        FIELD_NAMED
    )
    assert len(FIELD_NAMED) == len(ASK_FIELDS)


@pytest.mark.parametrize(
    "changes",
    [
        {"groups": ("family.village", "family.subdistrict")},
        {"groups": ("family.decile", "family.village")},
        {"groups": ("person.sex",)},
        {"groups": ("aid.programme",)},
        {"groups": ("family.decile", "family.decile")},
        {"fields": ("person.age",)},
        {"measure": Measure(MeasureKind.PEOPLE)},
        {"measure": Measure(MeasureKind.SUM)},
        {"measure": Measure(MeasureKind.SUM, "family.floor_type")},
        {"measure": Measure(MeasureKind.MEAN, "person.age")},
        {"measure": Measure(MeasureKind.FAMILIES, "family.size")},
        {"filters": (Filter("family.decile", Operator.IS, (11,)),)},
        {"filters": (Filter("family.decile", Operator.AT_MOST, (1, 2)),)},
        {"filters": (Filter("family.decile", Operator.MISSING, (1,)),)},
        {"filters": (Filter("family.floor_type", Operator.AT_LEAST, (1,)),)},
        {"filters": (Filter("family.floor_type", Operator.IS, ("1 OR 1=1",)),)},
        {"filters": (Filter("family.village", Operator.IS, ("33.26' OR '1",)),)},
        {"filters": (Filter("aid.programme", Operator.IS, ("'); DROP",)),)},
        {"filters": (Filter("family.size", Operator.IS, (True,)),)},
        {"filters": (Filter("family.size", Operator.IS, ()),)},
    ],
)
def test_what_does_not_go_together_is_refused(changes: dict[str, object]) -> None:
    question = replace(ALONE, **changes)  # type: ignore[arg-type]  # each has its field's type
    assert refusal(question).code is Code.QUESTION_FAULTY


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"version": 2, "unit": "family"},
        {"version": True, "unit": "family"},
        {"unit": "family"},
        {"version": 1, "unit": "household"},
        {"version": 1, "unit": "family", "having": []},
        {"version": 1, "unit": "family", "filters": [{"field": "family.size", "operator": "like"}]},
        {"version": 1, "unit": "family", "groups": "family.decile"},
        {"version": 1, "unit": "family", "order": "random"},
    ],
)
def test_a_form_that_is_not_understood_is_refused(data: object) -> None:
    with pytest.raises(UserError) as caught:
        question_from(data)
    assert caught.value.code is Code.QUESTION_FAULTY


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["version", "unit", "filters", "field", "values", "x"]), inner
            )
        ),
    )
)
def test_any_other_data_is_a_named_error(data: object) -> None:
    with pytest.raises(UserError):
        question_in(json.dumps(data))


def test_a_group_is_the_question_with_its_own_condition() -> None:
    by_age = Question(Unit.PERSON, groups=("person.age", "family.decile"))
    one = by_age.narrowed(0, "7").narrowed(1, "3")
    assert one.filters == (
        Filter("person.age", Operator.AT_LEAST, (7,)),
        Filter("person.age", Operator.AT_MOST, (12,)),
        Filter("family.decile", Operator.IS, (3,)),
    )
    assert by_age.narrowed(0, MISSING).filters == (Filter("person.age", Operator.MISSING),)
    assert by_age.narrowed(0, ALL) == by_age
    for key in ("8", "x", "'"):
        with pytest.raises(UserError):
            by_age.narrowed(0, key)


def test_every_type_of_field_can_be_compared_and_health_is_known_as_such() -> None:
    assert {one.type for one in ASK_FIELDS} == set(AskType)
    health = replace(ALONE, filters=(Filter("person.chronic_disease", Operator.IS, (2,)),))
    assert health.is_sensitive
    assert not ALONE.is_sensitive
    assert replace(ALONE, groups=("aid.programmes",)).needs_aid


def test_a_name_is_cleaned_or_refused() -> None:
    assert checked_name("  Lansia   sendiri ") == "Lansia sendiri"
    for name in ("", "  ", "x" * 61, "a\u202eb"):
        with pytest.raises(UserError) as caught:
            checked_name(name)
        assert caught.value.code is Code.QUESTION_NAME_INVALID
    data = kept_data("33.26", "Lansia", text_of(ALONE))
    assert question_from(data["question"]) == ALONE
