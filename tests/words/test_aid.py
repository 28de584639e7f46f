"""Programmes, periods and warnings in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop_app import language
from desktop_app.actions.reference import Reference
from desktop_app.domain.aid_rule import AidWarning, Severity, WarningCode
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.programme import FundSource
from desktop_app.paths import RESOURCES
from desktop_app.words.aid import (
    amount_words,
    basis_words,
    decile_range_words,
    funds_words,
    period_words,
    programme_names,
    status_words,
    warning_code_words,
    warning_words,
)

_FORBIDDEN = ("berhak", "miskin", "kaya")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("id")


@pytest.fixture
def reference() -> Reference:
    return Reference(RESOURCES)


@pytest.mark.parametrize("code", WarningCode)
def test_every_warning_has_its_sentence(code: WarningCode) -> None:
    warning = AidWarning(code, Severity.WARN, ("PKH", "NEW"))
    words = warning_words(warning, {"PKH": "Family Hope"})
    assert words.endswith(".")
    assert "{" not in words + warning_code_words(code.value)


def test_a_warning_names_the_programmes_it_is_about() -> None:
    warning = AidWarning(WarningCode.BENEFIT_CLASH, Severity.WARN, ("PKH", "NEW"))
    assert warning_words(warning, {"PKH": "Family Hope"}).startswith("Family Hope, NEW is already")


def test_a_warning_of_a_newer_program_reads_as_its_code() -> None:
    assert warning_code_words("moon-too-full") == "moon-too-full"


@pytest.mark.parametrize("status", InterventionStatus)
def test_every_status_has_its_word(status: InterventionStatus) -> None:
    assert status_words(status)


@pytest.mark.parametrize("funds", FundSource)
def test_every_source_of_funds_has_its_word(funds: FundSource) -> None:
    assert funds_words(funds.value) != funds.value


def test_a_source_that_only_a_newer_catalogue_knows_reads_as_its_code() -> None:
    assert funds_words("moon") == "moon"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2026", "2026"),
        ("2026-Q3", "Quarter III of 2026"),
        ("2026-08", "August 2026"),
        ("2026-T2", "Stage 2 2026"),
    ],
)
def test_periods_read_as_people_say_them(period: str, words: str) -> None:
    assert period_words(period) == words


def test_every_programme_says_what_it_gives_and_to_whom(reference: Reference) -> None:
    for code in reference.aid_book.catalogue.codes:
        for version in reference.aid_book.catalogue.versions_of(code):
            assert amount_words(version)
            assert basis_words(version)
            assert decile_range_words(version)


def test_programmes_are_named_in_the_language_in_use(reference: Reference) -> None:
    assert programme_names(reference.aid_book.catalogue)["BLT-DD"] == "Village Fund Cash Aid"
    language.use("id")
    assert programme_names(reference.aid_book.catalogue)["BLT-DD"] == "BLT Dana Desa"


def test_no_word_judges_anybody(reference: Reference) -> None:
    language.use("id")
    names = programme_names(reference.aid_book.catalogue)
    said = [warning_words(AidWarning(code, Severity.INFO, ()), names) for code in WarningCode]
    assert not [words for words in said if any(bad in words.lower() for bad in _FORBIDDEN)]
