"""Indonesian dates, written and typed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.dates import (
    MONTHS,
    date_in_words,
    long_date,
    long_date_with_weekday,
    parse_date,
    roman_month,
    short_date,
    weekday_name,
)
from desktop_app.errors import Code, UserError

DAY = date(2026, 11, 24)


def test_a_day_is_written_in_each_way_letters_need() -> None:
    assert long_date(DAY) == "24 November 2026"
    assert short_date(date(2026, 1, 5)) == "05-01-2026"
    assert weekday_name(DAY) == "Selasa"
    assert long_date_with_weekday(date(2026, 11, 27)) == "Jumat, 27 November 2026"
    assert date_in_words(DAY) == (
        "Selasa tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam"
    )


def test_months_in_letter_numbers_are_roman() -> None:
    months = [roman_month(date(2026, month, 1)) for month in range(1, 13)]
    assert months == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


@given(
    st.dates(),
    st.sampled_from([long_date, long_date_with_weekday, short_date, date.isoformat]),
)
def test_a_date_that_was_written_is_read_again(day: date, write: Callable[[date], str]) -> None:
    assert parse_date(write(day)) == day


@given(st.dates(), st.sampled_from("-/."))
def test_days_and_months_may_be_typed_without_a_leading_zero(day: date, mark: str) -> None:
    assert parse_date(f"{day.day}{mark}{day.month}{mark}{day.year:04d}") == day


@pytest.mark.parametrize(
    "text",
    [
        "24-11-2026",
        "24/11/2026",
        "24.11.2026",
        " 24 November 2026 ",
        "24 Nov 2026",
        "24 nov. 2026",
        "24 Nopember 2026",
        "24-Nop-2026",
        "24  NOVEMBER\t2026",
        "Selasa, 24 November 2026",
        "2026-11-24",
        "24 - 11 - 2026",
    ],
)
def test_people_type_the_same_day_in_many_ways(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(("month", "name"), list(enumerate(MONTHS, 1)))
def test_months_may_be_cut_to_three_letters(month: int, name: str) -> None:
    assert parse_date(f"1 {name[:3]} 2026") == date(2026, month, 1)


@pytest.mark.parametrize("word", ["Jum'at", "Jum’at", "Jumat"])
def test_friday_has_three_spellings(word: str) -> None:
    assert parse_date(f"{word}, 27 November 2026") == date(2026, 11, 27)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24-11-26",
        "11/24/2026",
        "31-11-2026",
        "29-2-2026",
        "0-1-2026",
        "24-11/2026",
        "24 No 2026",
        "24 Novermber 2026",
        "Senin, 24 November 2026",
        "Mayday, 24 November 2026",
        "24112026",
        "kemarin",
        "24 November 0000",
        "２４-11-2026",
    ],
)
def test_what_is_no_day_or_could_be_several_is_refused(text: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_date(text)
    assert caught.value.code is Code.DATE_INVALID


@given(st.text(max_size=40))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    with contextlib.suppress(UserError):
        assert isinstance(parse_date(text), date)
