"""Every kind of problem has its words, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop_app import language
from desktop_app.domain.problem import ProblemAction, ProblemKind
from desktop_app.words.problems import ACTIONS, KINDS, action_meaning, action_words, kind_words


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    before = language.current()
    yield
    language.use(before)


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_every_kind_and_action_has_words_of_its_own(spoken: str) -> None:
    language.use(spoken)
    assert set(KINDS) == set(ProblemKind)
    assert set(ACTIONS) == set(ProblemAction)
    words = [kind_words(kind) for kind in ProblemKind]
    assert len(set(words)) == len(words)
    assert all(action_words(action) and action_meaning(action) for action in ProblemAction)


def test_indonesian_is_not_english() -> None:
    language.use("id")
    assert not any(kind_words(kind) == KINDS[kind] for kind in ProblemKind)
