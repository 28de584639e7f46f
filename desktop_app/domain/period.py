"""What one payment is for: a year, a quarter or a month of it, or one of the stages help comes in."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.dates import MONTHS
from desktop_app.errors import Code, UserError

_WRITTEN = re.compile(r"(20[0-9]{2})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])|T([1-9])))?")
MOST_STAGES = 9
"""In one year; what comes more often comes by the month."""


class PeriodKind(StrEnum):
    """How long a period is."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    STAGE = "stage"  # a part of a year that has a number and no dates of its own


@dataclass(frozen=True, slots=True)
class Period:
    """A year, or one quarter, month or stage of it.

    Written ``2025``, ``2025-Q3``, ``2025-07``, ``2025-T2``: *tahap* two. When in the year a stage is paid
    nobody knows beforehand: it has the days of its year, and nothing in common with another stage.
    """

    year: int
    quarter: int | None = None
    month: int | None = None
    stage: int | None = None

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period written in `text`; raises `UserError` (`PERIOD_INVALID`)."""
        match = _WRITTEN.fullmatch(text.strip().upper())
        if match is None:
            raise UserError(Code.PERIOD_INVALID, field="period")
        year, quarter, month, stage = (int(part) if part else None for part in match.groups())
        assert year is not None  # the pattern has it
        return cls(year, quarter, month, stage)

    @classmethod
    def around(cls, day: date, kind: PeriodKind) -> Period:
        """The period of `kind` in which `day` lies; of stages, which lie nowhere, the first."""
        if kind is PeriodKind.MONTH:
            return cls(day.year, month=day.month)
        if kind is PeriodKind.QUARTER:
            return cls(day.year, quarter=(day.month + 2) // 3)
        if kind is PeriodKind.STAGE:
            return cls(day.year, stage=1)
        return cls(day.year)

    def __str__(self) -> str:
        if self.quarter is not None:
            return f"{self.year}-Q{self.quarter}"
        if self.month is not None:
            return f"{self.year}-{self.month:02}"
        if self.stage is not None:
            return f"{self.year}-T{self.stage}"
        return str(self.year)

    @property
    def printed(self) -> str:
        """As papers print it: ``Agustus 2026``, ``Triwulan 3 2026``, ``Tahap 2 2026``, ``2026``."""
        if self.month is not None:
            return f"{MONTHS[self.month - 1]} {self.year}"
        if self.stage is not None:
            return f"Tahap {self.stage} {self.year}"
        return f"Triwulan {self.quarter} {self.year}" if self.quarter else str(self.year)

    @property
    def kind(self) -> PeriodKind:
        """How long this period is."""
        if self.quarter is not None:
            return PeriodKind.QUARTER
        if self.stage is not None:
            return PeriodKind.STAGE
        return PeriodKind.YEAR if self.month is None else PeriodKind.MONTH

    @property
    def op_version(self) -> int:
        """The version of an op that writes it: programs that know no stages cannot read one."""
        return 1 if self.stage is None else 2

    @property
    def months(self) -> range:
        """The numbers of its months."""
        if self.quarter is not None:
            return range(3 * self.quarter - 2, 3 * self.quarter + 1)
        return range(1, 13) if self.month is None else range(self.month, self.month + 1)

    @property
    def parts(self) -> tuple[Period, ...]:
        """Every period that lies within this one, itself first."""
        is_year = self.kind is PeriodKind.YEAR
        quarters = range(1, 5) if is_year else ()
        stages = range(1, MOST_STAGES + 1) if is_year else ()
        months = self.months if is_year or self.kind is PeriodKind.QUARTER else ()
        return (
            self,
            *(Period(self.year, quarter=quarter) for quarter in quarters),
            *(Period(self.year, month=month) for month in months),
            *(Period(self.year, stage=stage) for stage in stages),
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

    def is_beside(self, other: Period) -> bool:
        """True if the two are different stages of one year: parts of one help."""
        is_staged = self.stage is not None and other.stage is not None
        return is_staged and self.year == other.year and self.stage != other.stage

    def overlaps(self, other: Period) -> bool:
        """True if the two have a day in common; two stages never have."""
        if self.is_beside(other):
            return False
        return self.first_day <= other.last_day and other.first_day <= self.last_day
