"""What a programme asks and a release shows: a hint where it is otherwise, silence where nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from desktop_app.domain.family import FamilySheet
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS
from desktop_app.domain.indication import IndicationRules
from desktop_app.domain.person import PersonSheet
from desktop_app.domain.programme import Ask, Trait
from desktop_app.domain.programme_file import catalogue_from_toml
from desktop_app.domain.recipient_ask import unmet_asks
from desktop_app.paths import RESOURCES

REFERENCE = RESOURCES / "reference"
CATALOGUE = catalogue_from_toml((REFERENCE / "programmes.toml").read_text(encoding="utf-8"))
LIMITS = IndicationRules.from_toml((REFERENCE / "indications.toml").read_text(encoding="utf-8"))
DAY = date(2026, 7, 10)
WELL = dict.fromkeys((f.name for f in PERSON_FIELDS if f.codes == "difficulty"), 4)


def a_person(born: str | None, **values: str | int | None) -> PersonSheet:
    told: dict[str, str | int | None] = dict.fromkeys(field.name for field in PERSON_FIELDS)
    told.update(birth_date=born, **values)
    return PersonSheet("7", "3", "33.26.13.2004", told, {}, {})


def a_sheet(*members: PersonSheet, house: Mapping[str, int] | None = None) -> FamilySheet:
    told: dict[str, str | int | None] = dict.fromkeys(field.name for field in FAMILY_FIELDS)
    told.update(house or {})
    return FamilySheet("3", "V3 2026", "33.26.13.2004", told, {}, {}, members, ())


def unmet(
    code: str, person: PersonSheet | None, sheet: FamilySheet | None = None
) -> tuple[Ask, ...]:
    version = CATALOGUE.version_on(code, DAY)
    return unmet_asks(version, sheet or a_sheet(*([person] if person else [])), person, DAY, LIMITS)


def test_a_pupil_of_the_right_age_is_as_asked() -> None:
    assert unmet("PIP", a_person("2014-05-06", school_status=2)) == ()


def test_age_and_school_are_missed_each_for_itself() -> None:
    too_old = unmet("PIP", a_person("1990-01-02", school_status=2))
    assert [(one.age_from, one.age_until) for one in too_old] == [(6, 21)]
    left = unmet("PIP", a_person("2014-05-06", school_status=3))
    assert [one.one_of for one in left] == [(Trait.AT_SCHOOL,)]


def test_what_nobody_wrote_down_is_not_missed() -> None:
    assert unmet("PIP", a_person(None)) == ()
    assert unmet("KJS", a_person("1990-01-02")) == ()


@pytest.mark.parametrize(
    ("born", "values", "is_as_asked"),
    [
        ("1950-01-02", WELL | {"chronic_disease": 1}, True),
        ("1990-01-02", WELL | {"chronic_disease": 6}, True),
        ("1990-01-02", WELL | {"chronic_disease": 1, "difficulty_walking": 1}, True),
        ("1990-01-02", WELL | {"chronic_disease": 1}, False),
    ],
)
def test_one_of_several_traits_is_enough(
    born: str, values: dict[str, str | int | None], is_as_asked: bool
) -> None:
    assert (unmet("KJS", a_person(born, **values)) == ()) is is_as_asked


def test_of_help_for_a_family_one_member_is_enough() -> None:
    grown, pupil = a_person("1985-01-02", **WELL), a_person("2016-01-02", school_status=2, **WELL)
    assert unmet("PKH", None, a_sheet(grown)) != ()
    assert unmet("PKH", None, a_sheet(grown, a_person("2022-01-02", **WELL))) == ()
    assert unmet("PKH", None, a_sheet(grown, pupil)) != ()  # no level of school: no component known


def test_a_sound_house_is_told_and_an_unknown_one_is_not() -> None:
    sound = {
        "floor_type": 2,
        "wall_type": 1,
        "roof_type": 1,
        "toilet_facility": 1,
        "toilet_type": 1,
        "sewage": 1,
        "drinking_water": 1,
    }
    head = a_person("1985-01-02")
    assert unmet("RTLH", None, a_sheet(head, house=sound)) != ()
    assert unmet("RTLH", None, a_sheet(head, house=sound | {"floor_type": 8})) == ()
    assert unmet("RTLH", None, a_sheet(head)) == ()


def test_premium_aid_asks_for_a_number_that_can_be_read() -> None:
    assert unmet("PBI-JK", a_person("1985-01-02")) != ()
    assert unmet("PBI-JK", a_person("1985-01-02", national_id="3326130201809001")) == ()
