"""The periods that help may be for, as things to choose: the one around a day and those before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop_app.domain.period import Period, PeriodKind
from desktop_app.ui.widgets.choice import Option
from desktop_app.words.aid import period_words

_HOW_MANY = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 6, PeriodKind.YEAR: 3}


def period_options(day: date, kinds: Sequence[PeriodKind]) -> list[Option]:
    """Kind by kind, the newest first."""
    return [
        Option(str(period), period_words(period))
        for kind in kinds
        for period in _periods_before(day, kind)
    ]


def _periods_before(day: date, kind: PeriodKind) -> list[Period]:
    periods = [Period.around(day, kind)]
    while len(periods) < _HOW_MANY[kind]:
        before = date.fromordinal(periods[-1].first_day.toordinal() - 1)
        periods.append(Period.around(before, kind))
    return periods
