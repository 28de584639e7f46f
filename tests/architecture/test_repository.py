"""The repository holds nothing that must not be there, and its translations are complete."""

from __future__ import annotations

from build_scripts import repository, translations


def test_nothing_in_the_repository_that_must_not_be_there() -> None:
    assert repository.faults() == []


def test_every_sentence_is_translated() -> None:
    assert translations.check() == []
