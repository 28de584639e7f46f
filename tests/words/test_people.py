"""People in words: ages, places, and why somebody was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from desktop_app import language
from desktop_app.actions.reference import Reference
from desktop_app.domain.person import MatchReason, PersonLine
from desktop_app.paths import RESOURCES
from desktop_app.words.people import (
    age_of,
    age_words,
    place_words,
    reason_words,
    standing_words,
    village_words,
)
from tests.builders import a_number

LINE = PersonLine(
    person_id="1",
    family_id="2",
    national_id=a_number(sequence=1),
    family_card_no=a_number(3, sequence=2),
    name="SLAMET",
    birth_date="1980-01-02",
    village="33.26.13.2004",
    decile=2,
    is_head=True,
    head_name="SLAMET",
    address="",
    reason=MatchReason.WHOLE_NAME,
    score=100,
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("id")


def test_ages_are_completed_years() -> None:
    assert age_of("1980-11-25", date(2026, 11, 24)) == 45
    assert age_of("1980-11-24", date(2026, 11, 24)) == 46
    assert age_of(None, date(2026, 11, 24)) is None
    assert age_words(1) == "1 year"
    assert age_words(None) == "–"


def test_places_are_named_with_their_kecamatan() -> None:
    regions = Reference(RESOURCES).regions
    assert place_words(regions, "33.26.13.2004") == "Desa Langkap, Kec. Kedungwuni"
    assert place_words(regions, "") == "Desa unknown"
    assert village_words(regions, "") == "–"
    assert village_words(regions, "33.26.13.9999") == "33.26.13.9999"


@pytest.mark.parametrize("reason", MatchReason)
def test_every_reason_has_its_words(reason: MatchReason) -> None:
    said = reason_words(replace(LINE, reason=reason), "slamet")
    assert bool(said) is (reason is not MatchReason.LISTED)  # nothing was matched there


def test_a_number_says_whether_the_nik_or_the_kk_was_found() -> None:
    found = replace(LINE, reason=MatchReason.WHOLE_NUMBER)
    assert reason_words(found, str(LINE.national_id)) == "NIK matches"
    assert reason_words(found, str(LINE.family_card_no)) == "KK matches"


def test_somebody_stands_in_their_family() -> None:
    assert standing_words(LINE) == "Head of the family"
    child = replace(LINE, is_head=False)
    assert standing_words(child) == "in the family of SLAMET"
    assert standing_words(replace(child, head_name="")) == "Family unknown"
