"""Classes of a map: in order, nothing lost, equal numbers together, nothing by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.report import HIDDEN
from desktop_app.domain.value_class import STEPS, classed

CELLS = st.dictionaries(
    st.text(min_size=1, max_size=4),
    st.one_of(st.integers(0, 40), st.floats(0, 1), st.none(), st.just(HIDDEN)),
    max_size=60,
)


@given(CELLS)
def test_every_desa_is_in_one_class_and_more_is_never_paler(
    values: dict[str, int | float | str | None],
) -> None:
    classes = classed(values)
    steps = [one.step for one in classes.steps]
    assert steps == sorted(set(steps))
    assert all(0 <= step <= STEPS for step in steps)
    seen = [code for one in classes.steps for code in one.villages]
    assert sorted([*seen, *classes.hidden, *classes.none]) == sorted(values)
    numbers = {code: cell for code, cell in values.items() if isinstance(cell, int | float)}
    for one in numbers:
        for other in numbers:
            if numbers[one] <= numbers[other]:
                assert (classes.step_of(one) or 0) <= (classes.step_of(other) or 0)
        assert (classes.step_of(one) == 0) == (numbers[one] <= 0)


def test_few_values_are_told_apart_and_the_most_is_the_strongest() -> None:
    classes = classed({"a": 0, "b": 3, "c": 9})
    assert [(one.step, one.lowest) for one in classes.steps] == [(0, 0), (3, 3), (4, 9)]


def test_many_values_come_into_classes_of_about_as_many_desa() -> None:
    classes = classed({str(at): at for at in range(1, 101)})
    assert [len(one.villages) for one in classes.steps] == [25, 25, 25, 25]
