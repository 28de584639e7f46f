"""Periods: what is written is what is meant, and days fall where a calendar says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.period import Period, PeriodKind
from desktop_app.errors import Code, UserError

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
KINDS = st.sampled_from(PeriodKind)
STAGES = st.builds(lambda year, stage: Period(year, stage=stage), st.just(2026), st.integers(1, 9))
PERIODS = st.builds(Period.around, DAYS, KINDS) | STAGES


@given(PERIODS)
def test_a_period_that_is_written_and_read_again_is_the_same(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(DAYS, KINDS)
def test_the_period_around_a_day_contains_it_and_is_of_the_kind_asked_for(
    day: date, kind: PeriodKind
) -> None:
    period = Period.around(day, kind)
    assert period.contains(day)
    assert period.kind is kind


@given(PERIODS)
def test_a_period_contains_its_ends_and_not_the_days_beside_them(period: Period) -> None:
    assert period.contains(period.first_day)
    assert period.contains(period.last_day)
    assert not period.contains(period.first_day - timedelta(days=1))
    assert not period.contains(period.last_day + timedelta(days=1))


@given(PERIODS, PERIODS)
def test_overlapping_is_mutual_and_means_a_day_in_common(one: Period, other: Period) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    latest_beginning = max(one.first_day, other.first_day)
    both_contain_it = one.contains(latest_beginning) and other.contains(latest_beginning)
    assert one.overlaps(other) == (both_contain_it and not one.is_beside(other))


@given(STAGES, STAGES)
def test_stages_of_one_year_lie_beside_each_other_and_within_it(one: Period, other: Period) -> None:
    assert one.is_beside(other) == (one != other)
    assert one.overlaps(other) == (one == other)
    assert one in Period(2026).parts
    assert one.parts == (one,)
    assert one.overlaps(Period(2026))
    assert not one.is_beside(Period(2026))
    assert not one.is_beside(Period(2025, stage=one.stage))
    assert Period.parse(str(one).lower()) == one


def test_a_quarter_overlaps_its_months_and_no_others() -> None:
    quarter = Period.parse("2026-Q3")
    inside = [m for m in range(1, 13) if quarter.overlaps(Period(2026, month=m))]
    assert inside == [7, 8, 9]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26",
        "2026-Q5",
        "2026-13",
        "2026-00",
        "2026-7",
        "1999",
        "2026-Q",
        "2026-07-01",
        "2026-T0",
        "2026-T10",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UserError) as caught:
        Period.parse(text)
    assert caught.value.code is Code.PERIOD_INVALID


@given(st.text())
def test_no_text_makes_reading_a_period_fail_in_another_way(text: str) -> None:
    try:
        period = Period.parse(text)
    except UserError:
        return
    assert Period.parse(str(period)) == period
