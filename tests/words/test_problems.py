"""Every kind of problem and every action has its words, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop_app import language
from desktop_app.domain.problem import ProblemAction, ProblemKind
from desktop_app.words.problems import sentence_of, word_of


@pytest.fixture(autouse=True)
def indonesian_afterwards() -> Iterator[None]:
    yield
    language.use(language.DEFAULT)


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_every_kind_and_action_has_its_own_words(spoken: str) -> None:
    language.use(spoken)
    sentences = [sentence_of(kind) for kind in ProblemKind]
    assert len(set(sentences)) == len(sentences)
    assert len({word_of(action) for action in ProblemAction}) == len(ProblemAction)


def test_the_sentences_are_translated() -> None:
    language.use("id")
    indonesian = [sentence_of(kind) for kind in ProblemKind]
    language.use("en")
    assert not set(indonesian) & {sentence_of(kind) for kind in ProblemKind}
