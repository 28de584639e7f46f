"""Any part of a number finds it, and nothing else."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.store.numbers import Numbers

numbers = st.lists(st.text("012", min_size=16, max_size=16), unique=True, max_size=30)


def held(found: list[str]) -> Numbers:
    heads = [(head, len(list(run))) for head, run in groupby(sorted(found), lambda one: one[:6])]
    tails = "".join(f"{number[6:]}|" for number in sorted(found))
    return Numbers([head for head, _ in heads], [n for _, n in heads], tails.encode())


@given(found=numbers, digits=st.text("012", min_size=1, max_size=16))
def test_every_number_that_has_the_digits_is_found_once(found: list[str], digits: str) -> None:
    right = [number for number in found if digits in number]
    got = held(found).having(digits, 100)
    assert sorted(got) == sorted(right)
    ending = sum(number.endswith(digits) for number in right)
    assert all(number.endswith(digits) for number in got[:ending])


@given(found=numbers, at=st.integers(0, 15), length=st.integers(1, 16), which=st.integers(0, 29))
def test_a_part_of_a_number_finds_it(found: list[str], at: int, length: int, which: int) -> None:
    if found:
        number = found[which % len(found)]
        assert number in held(found).having(number[at : at + length], 100)


@given(found=numbers, digits=st.text("012", min_size=1, max_size=3), limit=st.integers(1, 5))
def test_never_more_than_wanted(found: list[str], digits: str, limit: int) -> None:
    assert len(held(found).having(digits, limit)) <= limit
