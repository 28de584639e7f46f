from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.names import fold
from desktop_app.domain.spelling import SpellingRules, is_slip, slips
from desktop_app.paths import RESOURCES

RULES = SpellingRules.from_toml((RESOURCES / "reference" / "names.toml").read_text("utf-8"))
words = st.text("ABCDEHKSTUYZ", min_size=1, max_size=7)


@pytest.mark.parametrize(("one", "other"), RULES.examples)
def test_every_rule_makes_its_examples_meet(one: str, other: str) -> None:
    assert one != other
    assert fold(one) == one
    assert RULES.sound(one) == RULES.sound(other)


def test_no_rule_is_without_an_example() -> None:
    for rule in range(len(RULES.sounds)):
        without = SpellingRules(
            RULES.sounds[:rule] + RULES.sounds[rule + 1 :], RULES.examples, RULES.short
        )
        apart = [
            pair for pair in RULES.examples if without.sound(pair[0]) != without.sound(pair[1])
        ]
        assert apart, RULES.sounds[rule]


def test_names_that_sound_otherwise_stay_apart() -> None:
    names = ("SLAMET", "SITI", "SRI", "WAHYU", "BUDI", "KARTO", "PARTO", "SUPARMI", "SUPARNO")
    assert len({RULES.sound(name) for name in names}) == len(names)


@pytest.mark.parametrize("short", RULES.short)
def test_what_is_short_for_something_is_itself_folded(short: str) -> None:
    assert fold(short) == short
    for full in RULES.short[short]:
        assert fold(full) == full
        assert full.startswith(short[0])


@given(words)
def test_a_sound_is_never_empty_and_sounds_like_itself(word: str) -> None:
    key = RULES.sound(word)
    assert key
    assert len(key) <= len(word) + word.count("X")


@given(words, words)
def test_a_slip_is_one_of_those_that_can_be_made(one: str, other: str) -> None:
    assert is_slip(one, other) == (one == other or other in slips(one))
    assert is_slip(one, other) == is_slip(other, one)


@given(words, st.data())
def test_every_slip_is_recognised(word: str, data: st.DataObject) -> None:
    assert is_slip(word, data.draw(st.sampled_from(sorted(slips(word)))))
