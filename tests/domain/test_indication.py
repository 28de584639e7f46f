"""What an extract hints at, and what it never hints at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.family import FamilySheet
from desktop_app.domain.field import FAMILY_NAMES, PERSON_NAMES
from desktop_app.domain.indication import (
    HouseLack,
    IndicationKind,
    IndicationRules,
    indications_of,
)
from desktop_app.domain.keying import KeyingOrder
from desktop_app.domain.person import PersonSheet
from desktop_app.paths import RESOURCES

DAY = date(2026, 7, 10)
REFERENCE = RESOURCES / "reference"
RULES = IndicationRules.from_toml((REFERENCE / "indications.toml").read_text("utf-8"))


def a_member(born: str | None = "1980-01-02", **values: int) -> PersonSheet:
    known: dict[str, str | int | None] = dict.fromkeys(PERSON_NAMES)
    return PersonSheet("1", "1", "", {**known, "birth_date": born, **values}, {}, {})


def a_sheet(*members: PersonSheet, **values: int) -> FamilySheet:
    known: dict[str, str | int | None] = dict.fromkeys(FAMILY_NAMES)
    return FamilySheet("1", "V3", "", {**known, **values}, {}, {}, members, ())


def kinds(sheet: FamilySheet) -> set[IndicationKind]:
    return {one.kind for one in indications_of(sheet, DAY, RULES)}


def test_nothing_known_hints_at_nothing() -> None:
    assert kinds(a_sheet(a_member(None), a_member())) == set()


@pytest.mark.parametrize(
    ("member", "kind"),
    [
        (a_member("2019-07-11"), IndicationKind.PKH_EARLY_CHILDHOOD),
        (a_member("2015-01-01", school_status=2, education_level=3), IndicationKind.PKH_PRIMARY),
        (a_member("2012-01-01", school_status=2, education_level=9), IndicationKind.PKH_JUNIOR),
        (a_member("2005-01-01", school_status=2, education_level=15), IndicationKind.PKH_SENIOR),
        (a_member("1966-07-10"), IndicationKind.PKH_ELDERLY),
        (a_member(difficulty_walking=1), IndicationKind.PKH_DISABILITY),
        (a_member("2012-01-01", school_status=3), IndicationKind.OUT_OF_SCHOOL),
        (a_member("2012-01-01", school_status=1), IndicationKind.OUT_OF_SCHOOL),
    ],
)
def test_a_member_hints_at_a_component_or_a_lack(member: PersonSheet, kind: IndicationKind) -> None:
    assert kinds(a_sheet(member)) == {kind}


@pytest.mark.parametrize(
    "member",
    [
        a_member("2019-07-10"),  # seven on the day
        a_member("1966-07-11"),  # sixty tomorrow
        a_member("2004-01-01", school_status=2, education_level=13),  # 22 years old
        a_member("2007-07-10", school_status=3),  # nineteen
        a_member("2012-01-01"),  # nobody says whether it goes to school
        a_member("2015-01-01", school_status=2),  # nor at which level
        a_member(difficulty_walking=2),
        a_member("1990-01-01", school_status=3, education_level=8),
    ],
)
def test_the_edges_hold(member: PersonSheet) -> None:
    assert kinds(a_sheet(member)) == set()


def test_a_pupil_is_one_for_pip_within_its_deciles_only() -> None:
    pupil = a_member("2012-01-01", school_status=2, education_level=9)
    assert IndicationKind.PIP_PUPIL in kinds(a_sheet(pupil, decile_national=5))
    assert IndicationKind.PIP_PUPIL not in kinds(a_sheet(pupil, decile_national=6))
    assert IndicationKind.PIP_PUPIL not in kinds(a_sheet(pupil))


def test_no_health_aid_needs_both_to_be_no_and_a_low_decile() -> None:
    without = a_member(premium_aid_national=2, premium_aid_regional=2)
    no_health = IndicationKind.NO_HEALTH_AID
    assert no_health in kinds(a_sheet(without, decile_national=5))
    assert no_health not in kinds(a_sheet(without, decile_national=6))
    assert no_health not in kinds(a_sheet(a_member(premium_aid_national=2), decile_national=1))
    of_family = a_sheet(
        a_member(), decile_national=1, premium_aid_national=2, premium_aid_regional=2
    )
    assert no_health in kinds(of_family)


@pytest.mark.parametrize(
    ("values", "lacks"),
    [
        ({"floor_type": 8}, (HouseLack.FLOOR,)),
        ({"wall_type": 4, "roof_type": 5}, (HouseLack.WALL, HouseLack.ROOF)),
        ({"roof_type": 6}, ()),
        ({"floor_area_m2": 14}, (HouseLack.ROOM,)),
        ({"floor_area_m2": 15}, ()),
        ({"floor_area_m2": 0}, ()),
        ({"toilet_facility": 1, "toilet_type": 1, "sewage": 3}, (HouseLack.SANITATION,)),
        ({"toilet_facility": 6}, (HouseLack.SANITATION,)),
        ({"drinking_water": 8}, (HouseLack.WATER,)),
        ({"drinking_water": 5}, ()),
    ],
)
def test_a_house_says_what_it_lacks(values: dict[str, int], lacks: tuple[HouseLack, ...]) -> None:
    sheet = a_sheet(a_member(), a_member(), **values)
    assert [one.lacks for one in indications_of(sheet, DAY, RULES)] == ([lacks] if lacks else [])


def test_members_of_one_kind_stand_together_and_only_health_is_sensitive() -> None:
    sheet = a_sheet(a_member("2022-01-01"), a_member("2023-01-01"), replace(a_member(), id="9"))
    (one,) = indications_of(sheet, DAY, RULES)
    assert len(one.members) == 2
    assert [kind for kind in IndicationKind if kind.is_sensitive] == [IndicationKind.PKH_DISABILITY]


def test_the_order_of_siks_ng_names_fields_that_exist_and_each_once() -> None:
    order = KeyingOrder.from_toml((REFERENCE / "keying.toml").read_text("utf-8"))
    of_family = (*order.family, *order.house, *order.assets)
    for fields in (of_family, order.member):
        names = [field.name for field in fields]
        assert len(names) == len(set(names))
    with pytest.raises(KeyError):
        KeyingOrder.from_toml('family = ["nomor"]\nmember = []\nhouse = []\nassets = []')
