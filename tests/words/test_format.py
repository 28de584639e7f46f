"""What a person reads: the same value in Indonesian and in English."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app import language
from desktop_app.words import format as words

WIB = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    language.use("id")
    yield
    language.use("id")


@pytest.fixture
def english() -> None:
    language.use("en")


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1034521, 0, "1.034.521"),
        (-1200, 0, "-1.200"),
        (1234.5, 1, "1.234,5"),
        (2.5, 0, "3"),
        (Decimal("0.005"), 2, "0,01"),
        (-0.4, 0, "0"),
    ],
)
def test_numbers_have_dots_for_thousands_and_a_comma_for_the_fraction(
    value: float | Decimal, decimals: int, shown: str
) -> None:
    assert words.number(value, decimals=decimals) == shown


@pytest.mark.usefixtures("english")
def test_numbers_follow_the_language() -> None:
    assert words.number(1034521) == "1,034,521"
    assert words.number(1234.5, decimals=1) == "1,234.5"


@given(st.integers(-(10**15), 10**15))
def test_a_formatted_number_reads_back_as_itself(value: int) -> None:
    language.use("id")
    assert int(words.number(value).replace(".", "")) == value


def test_money_says_rupiah_and_shows_sen_only_where_there_are_any() -> None:
    assert words.money(300000) == "Rp300.000"
    assert words.money(Decimal("300000.50")) == "Rp300.000,50"
    assert words.money(-5000) == "-Rp5.000"
    assert words.money(0) == "Rp0"


def test_percent_is_of_one() -> None:
    assert words.percent(0.375) == "38%"
    assert words.percent(0.375, decimals=1) == "37,5%"


def test_dates_are_written_out_in_the_language_in_use() -> None:
    day = date(2026, 8, 17)
    assert words.date_long(day) == "17 Agustus 2026"
    assert words.date_short(day) == "17 Agu 2026"
    assert words.date_digits(day) == "17-08-2026"
    assert words.weekday_date(day) == "Senin, 17 Agustus 2026"
    assert words.month_long(2026, 12) == "Desember 2026"
    language.use("en")
    assert words.weekday_date(day) == "Monday, 17 August 2026"
    assert words.date_short(day) == "17 Aug 2026"


def test_a_moment_is_local_time_with_a_dot_between_hours_and_minutes() -> None:
    at = datetime(2026, 11, 23, 18, 5, tzinfo=UTC)
    assert words.moment(at, zone=WIB) == "24 Nov 2026 01.05"
    language.use("en")
    assert words.moment(at, zone=WIB) == "24 Nov 2026 01:05"


@pytest.mark.parametrize(
    ("passed", "shown"),
    [
        (timedelta(seconds=-5), "baru saja"),
        (timedelta(seconds=59), "baru saja"),
        (timedelta(minutes=5), "5 menit lalu"),
        (timedelta(hours=2), "2 jam lalu"),
        (timedelta(hours=11), "kemarin"),
        (timedelta(days=9), "9 hari lalu"),
        (timedelta(days=1200), "1.200 hari lalu"),
    ],
)
def test_how_long_ago_is_said_as_people_say_it(passed: timedelta, shown: str) -> None:
    assert words.ago(NOW - passed, NOW, zone=WIB) == shown


def test_the_age_of_data_is_in_days() -> None:
    assert words.days(137) == "137 hari"
    language.use("en")
    assert words.days(1) == "1 day"
    assert words.days(2) == "2 days"
    assert words.days_ago(1) == "yesterday"


@pytest.mark.parametrize(
    ("size", "shown"),
    [(0, "0 B"), (999, "999 B"), (1000, "1,0 KB"), (12_400_000, "12,4 MB"), (999_600, "1,0 MB")],
)
def test_file_sizes_are_short(size: int, shown: str) -> None:
    assert words.file_size(size) == shown


def test_durations_leave_out_what_nobody_needs() -> None:
    assert words.duration(0.2) == "0 detik"
    assert words.duration(130) == "2 menit 10 detik"
    assert words.duration(3720) == "1 jam 2 menit"


def test_no_decile_is_a_value_of_its_own() -> None:
    assert words.decile_words(3) == "Desil 3"
    assert words.decile_words(None) == "Belum berdesil"


def test_long_numbers_are_grouped_and_masked_for_the_eye() -> None:
    assert words.number_grouped("3326130101909001") == "3326 1301 0190 9001"
    assert words.number_masked("3326130101909001") == "•••• •••• •••• 9001"
    assert words.number_grouped("123") == "123"
