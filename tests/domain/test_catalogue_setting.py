"""What an office may set in the catalogue, and who is heard."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from desktop_app.domain.aid_book import AidBook, shipped_book
from desktop_app.domain.aid_rule import rules_from_toml
from desktop_app.domain.catalogue_setting import SettingChange, SettingKind, Value, entity_of
from desktop_app.domain.indication import IndicationRules
from desktop_app.domain.programme_file import catalogue_from_toml
from desktop_app.domain.programme_revision import ProgrammeRevision
from desktop_app.paths import RESOURCES

REFERENCE = RESOURCES / "reference"
SHIPPED = (REFERENCE / "programmes.toml").read_text(encoding="utf-8")
CATALOGUE = catalogue_from_toml(SHIPPED)
BOOK = shipped_book(
    CATALOGUE,
    rules_from_toml(SHIPPED, CATALOGUE),
    IndicationRules.from_toml((REFERENCE / "indications.toml").read_text(encoding="utf-8")),
)
AT = datetime(2026, 11, 24, tzinfo=UTC)
OFFICE, REGENCY = "33.26.13", "33.26"


def a_change(name: str, value: Value, region: str = OFFICE) -> SettingChange:
    return SettingChange(entity_of(region, name), region, name, value, "rakor", "U1", AT)


def book(*changes: SettingChange, region: str = OFFICE) -> AidBook:
    return BOOK.of_region((), changes, region)


def test_every_uncertain_number_of_the_shipped_catalogue_is_a_setting_with_note_and_source() -> (
    None
):
    numbers = [one for one in BOOK.settings if one.kind is SettingKind.NUMBER]
    assert {one.name for one in numbers} >= {
        "SEMBAKO@2026-01-01/decile_max",
        "PBI-JK@2026-01-01/decile_max",
        "PANGAN@2025-01-01/decile_max",
        "KJS@2025-01-01/amount",
        "PKH@2025-01-01/component.disability.yearly_amount",
        "KAJEN-PEDULI@2025-01-01/amount",
        "indication/elderly_from",
    }
    for one in numbers:
        assert one.note, one.name
        assert one.source, one.name
        assert one.value == one.default, one.name
        assert one.fits(one.default), one.name


def test_the_safe_default_is_the_wider_limit() -> None:
    for one in BOOK.settings:
        if one.kind is SettingKind.NUMBER and one.field == "decile_max" and one.default is not None:
            assert one.default == max(one.choices) or len(one.choices) == 10, one.name
    assert BOOK.limits.elderly_from == 60


def test_a_number_that_was_set_holds_in_its_version_and_nowhere_else() -> None:
    made = book(a_change("SEMBAKO@2026-01-01/decile_max", 4))
    day = date(2026, 5, 1)
    assert not made.catalogue.version_on("SEMBAKO", day).is_meant_for(5)
    assert made.catalogue.version_on("SEMBAKO", date(2025, 5, 1)).is_meant_for(5)
    setting = made.setting("SEMBAKO@2026-01-01/decile_max")
    assert setting is not None
    assert (setting.value, setting.default, setting.set_in) == (4, 5, OFFICE)
    # What was answered is not uncertain any more; what was not stays so.
    assert not made.catalogue.version_on("SEMBAKO", day).uncertain
    assert made.catalogue.version_on("PBI-JK", day).uncertain


def test_a_part_and_an_age_can_be_set_too() -> None:
    made = book(
        a_change("PKH@2025-01-01/component.disability.yearly_amount", 3_000_000),
        a_change("indication/elderly_from", 70),
    )
    parts = {
        part.code: part.yearly_amount
        for part in made.catalogue.version_on("PKH", date(2026, 1, 1)).components
    }
    assert (parts["disability"], parts["elderly"]) == (3_000_000, 2_400_000)
    assert made.limits.elderly_from == 70


@pytest.mark.parametrize("value", [3, 11, 0, "4", True, None, "2026-01-01"])
def test_a_value_that_is_not_offered_is_left_aside(value: Value) -> None:
    made = book(a_change("SEMBAKO@2026-01-01/decile_max", value))
    assert made.catalogue.version_on("SEMBAKO", date(2026, 5, 1)).decile_max == 5


def test_a_rule_is_as_grave_and_looks_as_far_back_as_was_set() -> None:
    made = book(
        a_change("rule/blt-dd-clash/severity", "block"), a_change("rule/house-again/years", 10)
    )
    rules = {rule.id: rule for rule in made.rules}
    assert rules["blt-dd-clash"].severity.value == "block"
    assert rules["house-again"].years == 10
    too_far = book(a_change("rule/house-again/years", 11))
    assert {rule.id: rule for rule in too_far.rules}["house-again"].years == 5


def test_what_the_regency_sets_holds_for_every_office_and_an_office_for_itself() -> None:
    name = "rule/outside-decile/severity"
    ours, above = a_change(name, "block"), a_change(name, "warn", REGENCY)
    for changes in ((ours, above), (above, ours)):
        setting = book(*changes).setting(name)
        assert setting is not None
        assert (setting.value, setting.set_in) == ("warn", REGENCY)
    elsewhere = book(ours, region="33.26.12").setting(name)
    assert elsewhere is not None
    assert elsewhere.value == "info"


def test_a_programme_that_was_ended_is_not_in_force_the_day_after() -> None:
    made = book(a_change("KJS@2025-01-01/valid_until", "2026-12-31"))
    assert [one.code for one in made.catalogue.versions_on(date(2026, 12, 31))].count("KJS") == 1
    assert "KJS" not in [one.code for one in made.catalogue.versions_on(date(2027, 1, 1))]
    back = book(a_change("KJS@2025-01-01/valid_until", None))
    assert "KJS" in [one.code for one in back.catalogue.versions_on(date(2027, 1, 1))]


@pytest.mark.parametrize("day", ["2024-12-31", "besok", "2026-1-1", 5])
def test_a_day_that_is_none_or_lies_before_the_version_ends_nothing(day: Value) -> None:
    made = book(a_change("KJS@2025-01-01/valid_until", day))
    assert made.catalogue.versions_of("KJS")[-1].valid_until is None


def test_a_programme_that_ended_may_begin_again_later_with_a_gap() -> None:
    version = replace(BOOK.catalogue.versions_of("KJS")[-1], valid_from=date(2027, 7, 1))
    again = ProgrammeRevision("programme:33.26:x", REGENCY, version, "U1", AT)
    made = BOOK.of_region((again,), (a_change("KJS@2025-01-01/valid_until", "2026-12-31"),), OFFICE)
    older, newer = made.catalogue.versions_of("KJS")
    assert older.valid_until == date(2026, 12, 31)
    assert newer.valid_from == date(2027, 7, 1)


def test_a_version_never_ends_later_than_it_was_written() -> None:
    made = book(a_change("SEMBAKO@2025-01-01/valid_until", "2026-06-30"))
    assert made.catalogue.versions_of("SEMBAKO")[0].valid_until == date(2025, 12, 31)
