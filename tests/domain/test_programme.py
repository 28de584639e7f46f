"""The catalogue of programmes: the shipped data, versions by day, and effect keys."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.aid_rule import rules_from_toml
from desktop_app.domain.period import Period, PeriodKind
from desktop_app.domain.programme import (
    AidForm,
    Ask,
    Basis,
    Catalogue,
    Component,
    Doubt,
    EffectField,
    FundSource,
    ProgrammeVersion,
    VersionFault,
    effect_key,
)
from desktop_app.domain.programme_file import catalogue_from_toml
from desktop_app.errors import Code, UserError
from desktop_app.paths import RESOURCES

SHIPPED = (RESOURCES / "reference" / "programmes.toml").read_text(encoding="utf-8")
CODES = (
    "PKH SEMBAKO PBI-JK PBI-APBD BLT-DD BLT-KESRA PANGAN PIP RTLH RST BSPS ATENSI PENA KJS "
    "KAJEN-TAQWA KAJEN-SEHAT KAJEN-CERDAS KAJEN-PEDULI KAJEN-MAKMUR"
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_from_toml(SHIPPED)


def a_version(**changes: object) -> ProgrammeVersion:
    facts: dict[str, object] = {
        "code": "TEST",
        "name_id": "Uji",
        "name_en": "Test",
        "owner": "Kantor",
        "goal": "income",
        "bases": (Basis.FAMILY,),
        "sources": (FundSource.APBN,),
        "form": AidForm.CASH,
        "periods": (PeriodKind.QUARTER,),
        "effect": (EffectField.PROGRAMME, EffectField.PERIOD, EffectField.SUBJECT),
        "valid_from": date(2025, 1, 1),
    }
    return ProgrammeVersion(**{**facts, **changes})  # type: ignore[arg-type]  # a test's own table


def test_the_shipped_catalogue_has_every_programme_of_the_office(catalogue: Catalogue) -> None:
    assert catalogue.codes == tuple(CODES.split())


def test_every_programme_is_named_in_both_languages(catalogue: Catalogue) -> None:
    for code in catalogue.codes:
        for version in catalogue.versions_of(code):
            assert version.name("id")
            assert version.name("en")


def test_every_programme_has_a_version_in_force_at_the_end_of_2026_and_during_2025(
    catalogue: Catalogue,
) -> None:
    for code in catalogue.codes:
        assert catalogue.version_on(code, date(2026, 11, 24)).code == code
        assert catalogue.version_on(code, date(2025, 11, 24)).code == code


def test_an_uncertain_version_says_what_is_uncertain(catalogue: Catalogue) -> None:
    uncertain = [
        one for code in catalogue.codes for one in catalogue.versions_of(code) if one.uncertain
    ]
    assert uncertain
    assert all(one.note or one.doubts for one in uncertain)


def test_the_village_fund_lost_its_decile_limit_in_2026(catalogue: Catalogue) -> None:
    before, after = date(2025, 12, 31), date(2026, 1, 1)
    assert not catalogue.version_on("BLT-DD", before).is_meant_for(5)
    assert catalogue.version_on("BLT-DD", after).is_meant_for(10)
    assert not catalogue.version_on("BLT-DD", after).has_decile_limits


def test_a_programme_for_persons_only_wants_a_person(catalogue: Catalogue) -> None:
    assert catalogue.version_on("PIP", date(2026, 1, 1)).wants_person
    assert not catalogue.version_on("PKH", date(2026, 1, 1)).wants_person
    assert not catalogue.version_on("KAJEN-PEDULI", date(2026, 1, 1)).wants_person


def test_a_version_can_be_found_again_by_the_id_a_record_keeps(catalogue: Catalogue) -> None:
    version = catalogue.version_on("SEMBAKO", date(2026, 5, 1))
    assert version.id == "SEMBAKO@2026-01-01"
    assert catalogue.version_with(version.id) is version
    assert catalogue.version_with("SEMBAKO@2031-01-01") is None


def test_an_unknown_programme_is_refused_by_name(catalogue: Catalogue) -> None:
    with pytest.raises(UserError) as caught:
        catalogue.version_on("BANTUAN-X", date(2026, 1, 1))
    assert caught.value.code is Code.PROGRAMME_UNKNOWN


def test_a_day_before_the_first_version_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(UserError) as caught:
        catalogue.version_on("PKH", date(2019, 1, 1))
    assert caught.value.code is Code.PROGRAMME_NOT_IN_FORCE


def test_versions_that_overlap_are_a_fault_of_the_file() -> None:
    with pytest.raises(ValueError, match="begins before"):
        Catalogue([a_version(), a_version(valid_from=date(2026, 1, 1))])


def test_decile_limits_outside_one_to_ten_are_a_fault_of_the_file() -> None:
    with pytest.raises(ValueError, match="decile"):
        Catalogue([a_version(decile_min=4, decile_max=2)])


def test_a_misspelt_key_in_the_file_is_a_fault_of_the_file() -> None:
    with pytest.raises(ValueError, match="unknown key desil_max"):
        catalogue_from_toml(SHIPPED.replace("decile_max", "desil_max"))


def test_the_same_help_to_the_same_subject_has_one_key() -> None:
    quarter = Period.parse("2026-Q3")
    assert effect_key(a_version(), quarter, "K1") == "TEST|2026-Q3|K1"
    assert effect_key(a_version(), quarter, "K1") != effect_key(a_version(), quarter, "K2")
    assert effect_key(a_version(), quarter, "K1") != effect_key(
        a_version(), Period.parse("2026-Q4"), "K1"
    )


def test_a_yearly_help_has_one_key_for_the_whole_year() -> None:
    yearly = a_version(effect=(EffectField.PROGRAMME, EffectField.YEAR, EffectField.SUBJECT))
    keys = {effect_key(yearly, Period.parse(text), "P1") for text in ("2026", "2026-Q1", "2026-07")}
    assert keys == {"TEST|2026|P1"}


@pytest.mark.parametrize("code", CODES.split())
def test_every_programme_says_all_that_the_catalogue_is_for(
    catalogue: Catalogue, code: str
) -> None:
    for version in catalogue.versions_of(code):
        assert version.owner, version.id
        assert version.goal, version.id
        assert version.bases, version.id
        assert version.sources, version.id
        assert version.form, version.id
        assert version.periods, version.id
        assert version.effect, version.id
        assert version.legal_basis, version.id
        assert version.evidence, version.id
        # What it comes to is said, or that it differs and why.
        is_told = version.amount or version.quantity or version.components or version.uncertain
        assert is_told, version.id
        assert not version.uncertain or version.note or version.doubts, version.id
        assert version.faults() == (), version.id


def test_who_owns_programmes_and_who_receives_them_covers_every_kind(catalogue: Catalogue) -> None:
    versions = [one for code in catalogue.codes for one in catalogue.versions_of(code)]
    assert {basis for one in versions for basis in one.bases} == set(Basis)
    assert {source for one in versions for source in one.sources} == set(FundSource)
    assert {one.form for one in versions} == set(AidForm)
    assert {one.code for one in versions if one.asks_asnaf} == {
        code for code in catalogue.codes if code.startswith("KAJEN-")
    }


def test_houses_are_repaired_by_three_owners_each_with_its_own_code(catalogue: Catalogue) -> None:
    day = date(2026, 11, 24)
    owners = {code: catalogue.version_on(code, day).owner for code in ("RTLH", "RST", "BSPS")}
    assert len(set(owners.values())) == 3


@pytest.mark.parametrize(
    ("changes", "field", "fault"),
    [
        ({"code": "pkh"}, "code", VersionFault.CODE_SHAPE),
        ({"owner": ""}, "owner", VersionFault.MISSING),
        ({"valid_until": date(2024, 1, 1)}, "valid_until", VersionFault.ENDS_BEFORE),
        ({"decile_min": 4, "decile_max": 2}, "decile_max", VersionFault.DECILE_ORDER),
        ({"decile_max": 11}, "decile_max", VersionFault.DECILE_ORDER),
        ({"effect": (EffectField.PERIOD,)}, "effect", VersionFault.EFFECT_UNCLEAR),
        ({"quantity": 10, "unit": "kg"}, "quantity", VersionFault.GOODS_AS_CASH),
        ({"form": AidForm.GOODS, "quantity": 10}, "unit", VersionFault.UNIT_MISSING),
        ({"form": AidForm.GOODS, "unit": "kg"}, "quantity", VersionFault.QUANTITY_MISSING),
        ({"most_months_a_year": 13}, "most_months_a_year", VersionFault.TOO_MANY_MONTHS),
        ({"asks": (Ask(age_from=9, age_until=8),)}, "asks", VersionFault.AGE_ORDER),
        ({"asks": (Ask(),)}, "asks", VersionFault.AGE_ORDER),
        ({"uncertain": True}, "note", VersionFault.NOTE_MISSING),
        ({"periods": (PeriodKind.STAGE,)}, "stages", VersionFault.MISSING),
        ({"stages": tuple("abcdefghij")}, "stages", VersionFault.TOO_MANY_STAGES),
        ({"doubts": (Doubt("amont", "x", "y"),)}, "doubt", VersionFault.DOUBT_UNCLEAR),
        (
            {"doubts": (Doubt("decile_max", "x", "y", (4, 5)),)},
            "doubt",
            VersionFault.DOUBT_UNCLEAR,
        ),
        (
            {"components": (Component("a", "A", "A", 1),), "amount": 1},
            "amount",
            VersionFault.AMOUNT_BESIDE_PARTS,
        ),
        (
            {"components": (Component("a", "A", "A", 1), Component("a", "B", "B", 2))},
            "component",
            VersionFault.PART_TWICE,
        ),
    ],
)
def test_a_contradiction_names_the_field_it_is_said_beside(
    changes: dict[str, object], field: str, fault: VersionFault
) -> None:
    assert a_version(**changes).faults() == ((field, fault),)


def test_every_programme_says_how_its_arrival_is_shown_and_what_it_rests_on(
    catalogue: Catalogue,
) -> None:
    for code in catalogue.codes:
        for version in catalogue.versions_of(code):
            assert version.evidence, version.id
            assert version.legal_basis, version.id
            assert {EffectField.PROGRAMME, EffectField.SUBJECT} <= set(version.effect)


def test_the_family_hope_programme_has_its_eight_components(catalogue: Catalogue) -> None:
    parts = {part.code: part for part in catalogue.version_on("PKH", date(2026, 1, 1)).components}
    assert len(parts) == 8
    assert parts["rights-victim"].yearly_amount == 10_800_000
    assert parts["elderly"].note
    assert parts["disability"].note


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('owner = "Kementerian Sosial"\n', "", "PKH: owner is missing"),
        ('bases = ["family"]', "bases = []", "PKH: bases is missing"),
        ('bases = ["family"]', 'bases = ["keluarga"]', "PKH: bases is none of family, person"),
        ('bases = ["family"]', 'bases = ["family", "family"]', "bases says something twice"),
        ('sources = ["apbn"]', 'sources = "apbn"', "PKH: sources is not a list"),
        ("valid_from = 2025-01-01", 'valid_from = "2025-01-01"', "valid_from is not a date"),
        ("valid_from = 2025-01-01", "valid_from = 2025-01-01T08:00:00", "is not a date"),
        ("decile_min = 1", "decile_min = true", "decile_min is not a whole number"),
        ("decile_min = 1", "decile_min = 9", "decile_min and decile_max"),
        ("amount = 600000", "amount = -1", "SEMBAKO: amount is not a whole number"),
        ("amount = 600000", "amount = 0.5", "SEMBAKO: amount is not a whole number"),
        ('code = "PKH"', 'code = "../pkh"', "code is not capitals"),
        ('code = "elderly"', 'code = "primary"', "component is named twice"),
        ("yearly_amount = 900000", "yearly_amount = 0", "yearly_amount is not a whole number"),
        ('effect = ["programme", "period", "subject"]', 'effect = ["period"]', "effect has to"),
        ('owner = "Kementerian Sosial"', 'owner = "Kemen\\nsos"', "owner is not one line"),
        ("uncertain = true", 'uncertain = "ya"', "uncertain is not true or false"),
        ("age_from = 6", "age_form = 6", "asks has the unknown key age_form"),
        ('one_of = ["at-school"]', 'one_of = ["sekolah"]', "one_of is none of at-school"),
        ('source = "Kep', 'sauce = "Kep', "doubt has the unknown key sauce"),
        ("choices = [4, 5]", "choices = [4, 3]", "doubt doubt-unclear"),
    ],
)
def test_a_fault_of_the_file_names_the_programme_and_the_key(
    old: str, new: str, fault: str
) -> None:
    assert old in SHIPPED
    with pytest.raises(ValueError, match=fault):
        catalogue_from_toml(SHIPPED.replace(old, new, 1))


TOML_VALUES = st.sampled_from(
    ["1", "-1", "true", '""', '"x"', "[]", "[[]]", "[1, 1]", "{}", "nan", "1979-05-27", "x"]
)


@given(line=st.integers(0, SHIPPED.count("\n") - 1), value=TOML_VALUES)
def test_any_value_in_any_place_is_read_or_refused(line: int, value: str) -> None:
    lines = SHIPPED.split("\n")
    key, equals, _ = lines[line].partition(" = ")
    if equals:
        lines[line] = f"{key} = {value}"
    else:
        lines[line] = value
    text = "\n".join(lines)
    # Anything but a ValueError would be a fault of the program and fails here.
    with contextlib.suppress(ValueError):
        rules_from_toml(text, catalogue_from_toml(text))


@given(st.text(max_size=200))
def test_text_that_is_no_catalogue_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        catalogue_from_toml(text)


def test_a_file_nested_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="nested"):
        catalogue_from_toml("a = " + "[" * 100_000)
