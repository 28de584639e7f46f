"""What a record of aid is warned about, on the shipped rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_app.domain.aid_rule import (
    AidFacts,
    AidRule,
    PastAid,
    Presence,
    RuleKind,
    Severity,
    WarningCode,
    may_record,
    rules_from_toml,
    warnings_for,
)
from desktop_app.domain.period import Period
from desktop_app.domain.programme import Ask, FundSource, Trait
from desktop_app.domain.programme_file import catalogue_from_toml
from desktop_app.paths import RESOURCES

SHIPPED = (RESOURCES / "reference" / "programmes.toml").read_text(encoding="utf-8")
CATALOGUE = catalogue_from_toml(SHIPPED)
RULES = rules_from_toml(SHIPPED, CATALOGUE)


def facts(code: str, period: str, *earlier: PastAid, decile: int | None = 2) -> AidFacts:
    day = Period.parse(period).first_day
    person = "P1" if CATALOGUE.version_on(code, day).wants_person else None
    return AidFacts(
        version=CATALOGUE.version_on(code, day),
        period=Period.parse(period),
        subject_id=person or "K1",
        family_id="K1",
        person_id=person,
        decile=decile,
        earlier=earlier,
    )


def past(code: str, period: str, *, person: str | None = None, family: str = "K1") -> PastAid:
    version = CATALOGUE.version_on(code, Period.parse(period).first_day)
    return PastAid(
        programme=code,
        goal=version.goal,
        source=version.source_of_funds,
        period=Period.parse(period),
        subject_id=person or family,
        family_id=family,
        person_id=person,
    )


def codes(of: AidFacts) -> list[str]:
    return [one.code.value for one in warnings_for(RULES, of)]


def test_first_help_for_a_poor_family_in_the_release_says_nothing() -> None:
    assert codes(facts("PKH", "2026-Q3")) == []


def test_pkh_and_sembako_together_are_expected() -> None:
    assert codes(facts("SEMBAKO", "2026-Q3", past("PKH", "2026-Q3"))) == []
    assert codes(facts("PKH", "2026-Q3", past("SEMBAKO", "2026-Q3"))) == []


def test_the_same_help_for_an_overlapping_period_is_a_double_benefit() -> None:
    assert codes(facts("SEMBAKO", "2026-Q3", past("SEMBAKO", "2026-08"))) == ["double-benefit"]
    assert codes(facts("SEMBAKO", "2026-Q3", past("SEMBAKO", "2026-Q2"))) == []


@pytest.mark.parametrize(("first", "second"), [("PKH", "BLT-DD"), ("BLT-DD", "PKH")])
def test_village_cash_and_pkh_clash_whichever_came_first(first: str, second: str) -> None:
    period = {"PKH": "2026-Q1", "BLT-DD": "2026-09"}
    warnings = warnings_for(RULES, facts(second, period[second], past(first, period[first])))
    assert [(one.code, one.severity, one.programmes) for one in warnings] == [
        (WarningCode.BENEFIT_CLASH, Severity.WARN, (first,))
    ]


def test_a_clash_in_another_family_is_nothing_to_this_one() -> None:
    assert codes(facts("BLT-DD", "2026-09", past("PKH", "2026-Q1", family="K2"))) == []


def test_village_cash_in_2026_is_warned_about_from_the_fourth_month() -> None:
    months = [past("BLT-DD", f"2026-0{n}") for n in (1, 2, 3)]
    assert codes(facts("BLT-DD", "2026-03", *months[:2])) == []
    assert codes(facts("BLT-DD", "2026-04", *months)) == ["too-many-months"]


def test_both_kinds_of_premium_aid_clash_for_one_person_only_while_they_overlap() -> None:
    one_month = past("PBI-APBD", "2026-07", person="P1")
    assert codes(facts("PBI-JK", "2026-07", one_month)) == ["benefit-clash"]
    assert codes(facts("PBI-JK", "2026-08", one_month)) == []
    assert (
        codes(facts("PBI-JK", "2026-07", replace(one_month, person_id="P2", subject_id="P2"))) == []
    )


def test_premium_aid_for_a_civil_servant_is_warned_about() -> None:
    assert codes(replace(facts("PBI-JK", "2026-07"), job_status=5)) == ["salaried-worker"]
    assert codes(replace(facts("PKH", "2026-Q3"), job_status=5)) == []


def test_the_next_stage_of_a_repair_is_no_second_repair() -> None:
    first = past("RTLH", "2026-T1")
    assert codes(facts("RTLH", "2026-T2", first)) == []
    assert codes(facts("RTLH", "2026-T1", first)) == ["double-benefit", "house-again"]
    assert codes(facts("RTLH", "2026", first)) == ["double-benefit", "house-again"]
    assert codes(facts("BSPS", "2026-T2", first)) == ["house-again"]
    assert codes(facts("RTLH", "2027-T2", first)) == ["house-again"]


def test_a_house_repaired_within_five_years_is_warned_about_whoever_pays() -> None:
    paid_by_zakat = replace(past("RTLH", "2025"), source=FundSource.ZIS)
    assert "house-again" in codes(facts("RTLH", "2026", paid_by_zakat))
    assert "house-again" not in codes(facts("RTLH", "2030", paid_by_zakat))


def test_a_second_scholarship_in_the_year_is_only_mentioned() -> None:
    warnings = warnings_for(RULES, facts("KAJEN-CERDAS", "2026", past("PIP", "2026", person="P1")))
    assert [(one.code, one.severity) for one in warnings] == [
        (WarningCode.BENEFIT_OVERLAP, Severity.INFO)
    ]


def test_zakat_and_regency_money_for_the_same_goal_are_mentioned() -> None:
    assert codes(facts("KAJEN-SEHAT", "2026", past("PBI-APBD", "2026-05", person="P1"))) == [
        "same-goal"
    ]


def test_a_family_outside_the_limits_is_mentioned_and_one_without_a_decile_too() -> None:
    assert codes(facts("PKH", "2026-Q3", decile=7)) == ["out-of-decile"]
    assert codes(facts("PKH", "2026-Q3", decile=None)) == ["unranked"]
    assert codes(facts("BLT-DD", "2026-07", decile=None)) == []


def test_a_recipient_who_is_not_in_the_release_is_mentioned_once() -> None:
    assert codes(replace(facts("PKH", "2026-Q3", decile=None), is_in_release=False)) == [
        "not-in-release"
    ]


def test_help_for_the_dead_or_moved_is_warned_about() -> None:
    for presence in (Presence.DEAD, Presence.MOVED, Presence.INACTIVE, Presence.NOT_FOUND):
        assert codes(replace(facts("PKH", "2026-Q3"), presence=presence)) == ["not-present"]


def test_the_gravest_warning_comes_first_and_only_a_block_refuses() -> None:
    mixed = replace(facts("PKH", "2026-Q3", decile=9), presence=Presence.DEAD)
    warnings = warnings_for(RULES, mixed)
    assert [one.severity for one in warnings] == [Severity.WARN, Severity.INFO]
    assert may_record(warnings)
    strict = (AidRule("strict", WarningCode.OUT_OF_DECILE, RuleKind.DECILE, Severity.BLOCK), *RULES)
    assert not may_record(warnings_for(strict, mixed))
    assert warnings_for(strict, mixed)[0].code is WarningCode.OUT_OF_DECILE


WANT_SCHOOL = (Ask(one_of=(Trait.AT_SCHOOL,)),)
CASES: dict[str, tuple[AidFacts, AidFacts]] = {
    "same-help": (
        facts("SEMBAKO", "2026-Q3", past("SEMBAKO", "2026-08")),
        facts("SEMBAKO", "2026-Q3", past("SEMBAKO", "2026-Q2")),
    ),
    "months-a-year": (
        facts("BLT-DD", "2026-04", *(past("BLT-DD", f"2026-0{n}") for n in (1, 2, 3))),
        facts("BLT-DD", "2026-03", *(past("BLT-DD", f"2026-0{n}") for n in (1, 2))),
    ),
    "blt-dd-clash": (
        facts("BLT-DD", "2026-04", past("PKH", "2026-Q1")),
        facts("BLT-DD", "2026-04", past("PKH", "2025-Q1")),
    ),
    "premium-twice": (
        facts("PBI-JK", "2026-07", past("PBI-APBD", "2026-07", person="P1")),
        facts("PBI-JK", "2026-07", past("PBI-APBD", "2026-07", person="P2")),
    ),
    "scholarships": (
        facts("PIP", "2026", past("KAJEN-CERDAS", "2026", person="P1")),
        facts("PIP", "2026", past("KAJEN-CERDAS", "2026", person="P2")),
    ),
    "kjs-alone": (
        facts("KJS", "2026-Q1", past("PKH", "2026-Q3")),
        facts("KJS", "2026-Q1", past("RTLH", "2026")),
    ),
    "zakat-and-budget": (
        facts("KAJEN-SEHAT", "2026", past("PBI-APBD", "2026-05", person="P1")),
        facts("KAJEN-SEHAT", "2026", past("PBI-JK", "2026-05", person="P1")),
    ),
    "house-again": (
        facts("BSPS", "2026", past("RST", "2022")),
        facts("BSPS", "2026", past("RST", "2021")),
    ),
    "premium-and-wage": (
        replace(facts("PBI-APBD", "2026-07"), job_status=5),
        replace(facts("PBI-APBD", "2026-07"), job_status=1),
    ),
    "outside-decile": (facts("PKH", "2026-Q3", decile=5), facts("PKH", "2026-Q3", decile=4)),
    "no-decile": (facts("PKH", "2026-Q3", decile=None), facts("BLT-DD", "2026-07", decile=None)),
    "asks": (replace(facts("PIP", "2026"), unmet=WANT_SCHOOL), facts("PIP", "2026")),
    "not-in-release": (
        replace(facts("BLT-DD", "2026-07", decile=None), is_in_release=False),
        replace(
            facts("KAJEN-TAQWA", "2026", decile=None), is_in_release=False, may_be_in_release=False
        ),
    ),
    "not-present": (
        replace(facts("PKH", "2026-Q3"), presence=Presence.DEAD),
        facts("PKH", "2026-Q3"),
    ),
}


def test_every_shipped_rule_has_a_case_that_fires_and_one_that_does_not() -> None:
    assert set(CASES) == {rule.id for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_fires_where_it_should_and_is_silent_where_not(rule: AidRule) -> None:
    fires, silent = CASES[rule.id]
    (warning,) = warnings_for([rule], fires)
    assert (warning.code, warning.severity) == (rule.code, rule.severity)
    assert warnings_for([rule], silent) == ()


def test_a_limit_that_is_not_certain_is_said_with_the_warning() -> None:
    (warning,) = warnings_for(RULES, facts("SEMBAKO", "2026-Q3", decile=7))
    assert warning.doubt is not None
    assert warning.doubt.choices == (4, 5)
    (certain,) = warnings_for(RULES, facts("SEMBAKO", "2025-Q3", decile=7))
    assert certain.doubt is None


@pytest.mark.parametrize("severity", list(Severity))
def test_village_cash_twice_in_a_year_can_be_blocked(severity: Severity) -> None:
    rule = next(one for one in RULES if one.id == "months-a-year")
    assert may_record(warnings_for([replace(rule, severity=severity)], CASES[rule.id][0])) is (
        severity is not Severity.BLOCK
    )


def test_a_house_that_any_programme_repaired_counts_for_every_other() -> None:
    for earlier in ("RTLH", "RST", "BSPS"):
        for now in ("RTLH", "RST", "BSPS"):
            assert "house-again" in codes(facts(now, "2026", past(earlier, "2024")))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('id = "asks"', 'id = "same-help"', "an id is given twice"),
        ('id = "asks"', 'id = "Asks"', "id is not small letters"),
        ("years = 5", "years = 4", "years is none of years_choices"),
        ('severity = "info"', 'severity = "loud"', "is not a valid Severity"),
    ],
)
def test_a_faulty_rule_is_told_by_its_id(old: str, new: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        rules_from_toml(SHIPPED.replace(old, new, 1), CATALOGUE)


def test_every_code_and_kind_of_the_program_is_used_by_the_shipped_rules() -> None:
    # A quota is no rule of the catalogue: it is allotted, and warns of itself.
    assert {rule.code for rule in RULES} == set(WarningCode) - {WarningCode.OVER_QUOTA}
    assert {rule.kind for rule in RULES} == set(RuleKind)


def test_a_rule_about_an_unknown_programme_is_a_fault_of_the_file() -> None:
    with pytest.raises(ValueError, match="no programme BLT-X"):
        rules_from_toml(SHIPPED.replace('others = ["PKH"', 'others = ["BLT-X"'), CATALOGUE)
