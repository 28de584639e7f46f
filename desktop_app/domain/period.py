"""The stretch of time one payment is for: a year, a quarter or a month."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.dates import MONTHS
from desktop_app.errors import Code, UserError

_WRITTEN = re.compile(r"(20[0-9]{2})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")


class PeriodKind(StrEnum):
    """How long a period is."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """A year, or one quarter or month of it; written ``2025``, ``2025-Q3``, ``2025-07``."""

    year: int
    quarter: int | None = None
    month: int | None = None

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period written in `text`; raises `UserError` (`PERIOD_INVALID`)."""
        match = _WRITTEN.fullmatch(text.strip().upper())
        if match is None:
            raise UserError(Code.PERIOD_INVALID, field="period")
        year, quarter, month = match.groups()
        return cls(int(year), int(quarter) if quarter else None, int(month) if month else None)

    @classmethod
    def around(cls, day: date, kind: PeriodKind) -> Period:
        """The period of `kind` in which `day` lies."""
        if kind is PeriodKind.MONTH:
            return cls(day.year, month=day.month)
        if kind is PeriodKind.QUARTER:
            return cls(day.year, quarter=(day.month + 2) // 3)
        return cls(day.year)

    def __str__(self) -> str:
        if self.quarter is not None:
            return f"{self.year}-Q{self.quarter}"
        if self.month is not None:
            return f"{self.year}-{self.month:02}"
        return str(self.year)

    @property
    def printed(self) -> str:
        """As papers print it: ``Agustus 2026``, ``Triwulan 3 2026``, ``2026``."""
        if self.month is not None:
            return f"{MONTHS[self.month - 1]} {self.year}"
        return f"Triwulan {self.quarter} {self.year}" if self.quarter else str(self.year)

    @property
    def kind(self) -> PeriodKind:
        """How long this period is."""
        if self.quarter is not None:
            return PeriodKind.QUARTER
        return PeriodKind.YEAR if self.month is None else PeriodKind.MONTH

    @property
    def months(self) -> range:
        """The numbers of its months."""
        if self.quarter is not None:
            return range(3 * self.quarter - 2, 3 * self.quarter + 1)
        return range(1, 13) if self.month is None else range(self.month, self.month + 1)

    @property
    def parts(self) -> tuple[Period, ...]:
        """Every period that lies within this one, itself first."""
        quarters = range(1, 5) if self.kind is PeriodKind.YEAR else ()
        months = self.months if self.kind is not PeriodKind.MONTH else ()
        return (
            self,
            *(Period(self.year, quarter=quarter) for quarter in quarters),
            *(Period(self.year, month=month) for month in months),
        )

    @property
    def first_day(self) -> date:
        """The day it begins."""
        return date(self.year, self.months[0], 1)

    @property
    def last_day(self) -> date:
        """The day it ends."""
        month = self.months[-1]
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    def contains(self, day: date) -> bool:
        """True if `day` lies in it."""
        return self.first_day <= day <= self.last_day

    def overlaps(self, other: Period) -> bool:
        """True if the two have a day in common."""
        return self.first_day <= other.last_day and other.first_day <= self.last_day
