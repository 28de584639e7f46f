"""What sixteen digits say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.identity import (
    Sex,
    age_on,
    agrees_with_birth,
    digits_of,
    grouped,
    masked,
    parse_national_id,
)
from tests.builders import a_number

BIRTHS = st.dates(date(1920, 1, 1), date(2026, 12, 31))


@given(BIRTHS, st.sampled_from(Sex), st.integers(9000, 9999))
def test_a_made_number_gives_back_what_it_was_made_of(born: date, sex: Sex, sequence: int) -> None:
    day = born.day + (40 if sex is Sex.FEMALE else 0)
    parts = parse_national_id(f"332613{day:02}{born.month:02}{born.year % 100:02}{sequence:04}")
    assert parts is not None
    assert (parts.sex, parts.sequence, parts.district) == (sex, sequence, "332613")
    assert agrees_with_birth(parts, born)
    assert not agrees_with_birth(parts, date(born.year, born.month % 12 + 1, 1))


@pytest.mark.parametrize(
    "text",
    [
        "",
        a_number(sequence=1)[:-1],
        a_number(sequence=1) + "0",
        a_number(0, sequence=1),
        a_number(72, sequence=1),
        a_number(sequence=1)[:12] + "0000",
        a_number(sequence=1).replace("3", "x"),
        "٣" * 16,
    ],
)
def test_what_cannot_be_a_national_id_is_none(text: str) -> None:
    assert parse_national_id(text) is None


@given(st.text(max_size=30))
def test_a_masked_number_shows_at_most_its_last_four_characters(text: str) -> None:
    shown = masked(text)
    assert len(shown) == len(text)
    assert shown.strip("•") in (text[-4:], text[-4:].strip("•"), "")


def test_numbers_are_typed_with_blanks_and_dots_and_shown_in_fours() -> None:
    number = a_number(sequence=7)
    assert digits_of(grouped(number)) == number
    assert grouped(number).count(" ") == 3
    assert grouped("12345") == "12345"


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2000, 2, 29), date(2026, 2, 28), 25),
        (date(2000, 2, 29), date(2026, 3, 1), 26),
        (date(2026, 7, 11), date(2026, 7, 10), 0),
    ],
)
def test_age_counts_completed_years(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age
