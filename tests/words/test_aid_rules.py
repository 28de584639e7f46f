"""Rules, conditions and settings of the catalogue in words."""

from __future__ import annotations

import pytest

from desktop_app.actions.reference import Reference
from desktop_app.domain.aid_rule import AidWarning, Severity, WarningCode
from desktop_app.domain.programme import Ask, Doubt, Trait, VersionFault
from desktop_app.paths import RESOURCES
from desktop_app.words.aid import version_changes, warning_words
from desktop_app.words.aid_rules import (
    ask_words,
    doubt_words,
    fault_words,
    goal_words,
    rule_words,
    setting_words,
    severity_words,
    trait_words,
    value_words,
)


@pytest.fixture
def reference() -> Reference:
    return Reference(RESOURCES)


def test_every_rule_is_a_sentence_of_its_own(reference: Reference) -> None:
    said = [rule_words(rule) for rule in reference.aid_book.rules]
    assert len(set(said)) == len(said)
    assert not any("{" in words for words in said)


def test_every_setting_and_its_values_have_words(reference: Reference) -> None:
    book = reference.aid_book
    for setting in book.settings:
        version = book.catalogue.version_with(setting.of)
        assert setting_words(setting, version)
        for value in (setting.default, *setting.choices):
            assert value_words(setting, value)


@pytest.mark.parametrize("fault", VersionFault)
def test_every_fault_has_its_sentence(fault: VersionFault) -> None:
    assert fault_words(fault).endswith(".")


def test_traits_severities_and_goals_have_words(reference: Reference) -> None:
    catalogue = reference.aid_book.catalogue
    assert len({trait_words(trait) for trait in Trait}) == len(Trait)
    assert len({severity_words(one) for one in Severity}) == len(Severity)
    for code in catalogue.codes:
        for version in catalogue.versions_of(code):
            assert goal_words(version.goal)
            assert all(ask_words(ask) for ask in version.asks)
            assert all(doubt.source in doubt_words(version, doubt) for doubt in version.doubts)
    assert goal_words("moon") == "moon"


def test_a_warning_says_that_its_limit_is_not_certain_and_what_was_asked() -> None:
    doubt = Doubt("decile_max", "D1-4 di sebagian sumber.", "surat", (4, 5))
    limit = AidWarning(WarningCode.OUT_OF_DECILE, Severity.INFO, doubt=doubt)
    assert warning_words(limit, {}).endswith("D1-4 di sebagian sumber.")
    asked = AidWarning(
        WarningCode.NOT_AS_ASKED,
        Severity.INFO,
        unmet=(Ask(age_from=6, age_until=21), Ask(one_of=(Trait.AT_SCHOOL,))),
    )
    for one in asked.unmet:
        assert ask_words(one) in warning_words(asked, {})


def test_what_changed_between_two_versions_is_told_line_by_line(reference: Reference) -> None:
    older, newer = reference.aid_book.catalogue.versions_of("BLT-DD")
    assert version_changes(older, older) == []
    assert len(version_changes(older, newer)) == 3  # the deciles, the legal basis and the note
