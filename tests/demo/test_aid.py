"""Invented records of aid: possible ones, for invented families."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from desktop_app.demo.aid import InventedAid, invent_interventions
from desktop_app.demo.families import invent_families
from desktop_app.demo.model import InventedFamily
from desktop_app.demo.words import DemoWords
from desktop_app.domain.period import Period
from desktop_app.domain.programme_file import catalogue_from_toml
from desktop_app.domain.region import RegionTable
from desktop_app.paths import RESOURCES

REFERENCE = RESOURCES / "reference"
REGIONS = RegionTable.from_csv((REFERENCE / "regions.csv").read_text(encoding="utf-8"))
CATALOGUE = catalogue_from_toml((REFERENCE / "programmes.toml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def families() -> list[InventedFamily]:
    return list(
        invent_families(
            4_000,
            seed=5,
            villages=REGIONS.villages_within("33.26.13"),
            reference_date=date(2026, 9, 30),
            words=DemoWords.from_folder(),
        )
    )


@pytest.fixture(scope="module")
def records(families: list[InventedFamily]) -> list[InventedAid]:
    return invent_interventions(families, seed=5, count=200, today=TODAY)


def test_about_as_many_records_are_invented_as_were_asked_for(records: list[InventedAid]) -> None:
    assert len(records) == 200


def test_the_same_seed_gives_the_same_records_and_another_seed_others(
    families: list[InventedFamily], records: list[InventedAid]
) -> None:
    assert invent_interventions(families, seed=5, count=200, today=TODAY) == records
    assert invent_interventions(families, seed=6, count=200, today=TODAY) != records


def test_every_record_is_for_a_family_that_was_invented(
    families: list[InventedFamily], records: list[InventedAid]
) -> None:
    by_card = {one.card: one for one in families}
    for record in records:
        members = {person.national_id for person in by_card[record.family_card_no].members}
        assert record.national_id is None or record.national_id in members


def test_programmes_and_periods_are_those_of_the_catalogue(records: list[InventedAid]) -> None:
    for record in records:
        version = CATALOGUE.version_on(record.programme, record.given_on)
        period = Period.parse(record.period)
        assert period.kind in version.periods
        assert not version.wants_person or record.national_id is not None


def test_nothing_was_given_in_the_future_or_outside_its_period(records: list[InventedAid]) -> None:
    for record in records:
        assert record.given_on <= TODAY
        assert Period.parse(record.period).contains(record.given_on)


def test_several_programmes_occur_and_one_of_them_is_pkh(records: list[InventedAid]) -> None:
    programmes = Counter(record.programme for record in records)
    assert len(programmes) >= 7
    assert programmes["PKH"] > 10


def test_money_is_a_plausible_amount_and_rice_is_goods(records: list[InventedAid]) -> None:
    for record in records:
        if record.programme == "PANGAN":
            assert record.amount is None
            assert record.quantity == "10 kg beras"
        else:
            assert record.amount is not None
            assert 40_000 <= record.amount <= 20_000_000
