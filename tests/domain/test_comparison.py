"""What counts as split, merged, replaced and moved, and that looking the other way gives the counterpart."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.comparison import DecileMove, decile_move, head_changed, regrouped

CARDS = st.sampled_from(["a", "b", "c", "d", "e"])
LINKS = st.lists(st.tuples(CARDS, CARDS), max_size=12)
DECILES = st.one_of(st.none(), st.integers(1, 10))


@pytest.mark.parametrize(
    ("old", "new", "move"),
    [
        (3, 3, DecileMove.SAME),
        (None, None, DecileMove.SAME),
        (3, 6, DecileMove.SMALL),
        (6, 2, DecileMove.SIGNIFICANT),
        (1, 7, DecileMove.SIGNIFICANT),
        (10, 3, DecileMove.EXTREME),
        (None, 4, DecileMove.INCOMPLETE),
    ],
)
def test_moves_are_graded_as_practitioners_do(
    old: int | None, new: int | None, move: DecileMove
) -> None:
    assert decile_move(old, new) is move


@given(DECILES, DECILES)
def test_a_move_has_the_same_grade_there_and_back(old: int | None, new: int | None) -> None:
    assert decile_move(old, new) is decile_move(new, old)


def test_a_daughter_who_marries_splits_her_card_and_merges_into_a_new_one() -> None:
    found = regrouped([("a", "a"), ("a", "a"), ("a", "c"), ("b", "b"), ("b", "c")])
    assert found.split == {"a": {"a": 2, "c": 1}, "b": {"b": 1, "c": 1}}
    assert found.merged == {"c": {"a": 1, "b": 1}}
    assert found.replaced == {}


def test_a_card_under_another_number_is_replaced_and_neither_split_nor_merged() -> None:
    found = regrouped([("a", "b"), ("a", "b"), ("c", "c")])
    assert (found.split, found.merged, found.replaced) == ({}, {}, {"a": "b"})


def test_a_family_that_joins_another_is_merged_and_not_replaced() -> None:
    found = regrouped([("a", "b"), ("a", "b"), ("b", "b")])
    assert found.merged == {"b": {"a": 2, "b": 1}}
    assert found.replaced == {}


@given(LINKS)
def test_the_other_way_round_what_was_split_is_merged(links: list[tuple[str, str]]) -> None:
    there = regrouped(links)
    back = regrouped([(now, before) for before, now in links])
    assert there.split == back.merged
    assert there.merged == back.split
    assert {now: before for before, now in there.replaced.items()} == back.replaced


@given(LINKS)
def test_everybody_is_counted_once_on_every_card_that_was_split_or_merged(
    links: list[tuple[str, str]],
) -> None:
    found = regrouped(links)
    went, came = Counter(before for before, _ in links), Counter(now for _, now in links)
    assert all(sum(members.values()) == went[card] for card, members in found.split.items())
    assert all(sum(members.values()) == came[card] for card, members in found.merged.items())


@given(LINKS)
def test_a_replaced_card_is_never_also_split_and_its_successor_never_merged(
    links: list[tuple[str, str]],
) -> None:
    found = regrouped(links)
    assert not set(found.replaced) & set(found.split)
    assert not set(found.replaced.values()) & set(found.merged)
    assert all(before != now for before, now in found.replaced.items())


def test_one_of_two_heads_who_stays_is_no_change_of_head() -> None:
    assert head_changed([1], [2])
    assert not head_changed([1, 2], [2])
    assert not head_changed([1], [2, 1])


def test_a_card_without_a_head_has_not_changed_its_head() -> None:
    assert not head_changed([], [1])
    assert not head_changed([1], [])


@given(st.sets(st.integers(1, 4)), st.sets(st.integers(1, 4)))
def test_a_head_that_changed_there_changed_back(before: set[int], now: set[int]) -> None:
    assert head_changed(before, now) is head_changed(now, before)
