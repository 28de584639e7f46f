"""What help may be for, as things to choose: the period around a day and those before it, and its stages."""

from __future__ import annotations

from datetime import date

from desktop_app.domain.period import Period, PeriodKind
from desktop_app.domain.programme import ProgrammeVersion
from desktop_app.ui.widgets.choice import Option
from desktop_app.words.aid import payment_words

_HOW_MANY = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 6, PeriodKind.YEAR: 3}
_YEARS_OF_STAGES = 2


def period_options(day: date, version: ProgrammeVersion) -> list[Option]:
    """Kind by kind, the newest first; the stages of a year in their order."""
    return [
        Option(str(period), payment_words(period, version))
        for kind in version.periods
        for period in (
            _stages(day, version) if kind is PeriodKind.STAGE else _periods_before(day, kind)
        )
    ]


def _stages(day: date, version: ProgrammeVersion) -> list[Period]:
    years = range(day.year, day.year - _YEARS_OF_STAGES, -1)
    numbers = range(1, len(version.stages) + 1)
    return [Period(year, stage=number) for year in years for number in numbers]


def _periods_before(day: date, kind: PeriodKind) -> list[Period]:
    periods = [Period.around(day, kind)]
    while len(periods) < _HOW_MANY[kind]:
        before = date.fromordinal(periods[-1].first_day.toordinal() - 1)
        periods.append(Period.around(before, kind))
    return periods
