"""R12: children of school age who do not go to school, and pupils whom PIP has not reached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.gap import Schooling, SchoolTally, is_among
from desktop_app.domain.indication import IndicationRules
from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import AskPart, ReportAsk, ReportColumn, ReportKind, ReportTable
from desktop_app.language import mark
from desktop_app.reports.by_region import tabulate_by_region
from desktop_app.reports.measures import Share, zeros

SCHOOLING = ReportKind(
    "R12",
    mark("Out of school, and without PIP"),
    mark(
        "Children of 7 to 18 years up to the cut-off who do not go to school, by age; and pupils of 6 to 21"
        " years in the deciles of PIP with and without a record of it that was decreed or given. Ages are"
        " those of the reference date of the release; where school is not filled in, nothing is said."
    ),
    frozenset({AskPart.CUTOFF}),
)
_MEASURES = (
    ReportColumn("children", mark("Children 7–18"), is_listed=True),
    ReportColumn("at_school", mark("At school"), is_listed=True),
    ReportColumn("unknown", mark("Not filled in"), is_listed=True),
    ReportColumn("out", mark("Out of school"), is_listed=True),
    Share.of("out_share", mark("Share out of school"), "out", "children"),
    ReportColumn("out_7_12", mark("7–12 years"), is_listed=True),
    ReportColumn("out_13_15", mark("13–15 years"), is_listed=True),
    ReportColumn("out_16_18", mark("16–18 years"), is_listed=True),
    ReportColumn("pupils", mark("Pupils in the deciles of PIP"), is_listed=True),
    ReportColumn("with_pip", mark("With PIP"), is_listed=True),
    ReportColumn("without_pip", mark("Without PIP"), is_listed=True),
)
_SUMS = (
    ("children", ("at_school", "unknown", "out")),
    ("out", ("out_7_12", "out_13_15", "out_16_18")),
    ("pupils", ("with_pip", "without_pip")),
)


@dataclass(frozen=True, slots=True)
class SchoolSlice:
    """Whom a column stands for; None where it does not matter."""

    deciles: frozenset[int]
    ages: range
    schooling: Schooling | None = None
    has_pip: bool | None = None

    def holds(self, tally: SchoolTally) -> bool:
        """True if these people belong to it."""
        return (
            tally.decile in self.deciles
            and is_among(tally.ages, self.ages)
            and self.schooling in (None, tally.schooling)
            and self.has_pip in (None, tally.has_pip)
        )


def slices_of(ask: ReportAsk, rules: IndicationRules) -> dict[str, SchoolSlice]:
    """Whom the columns stand for, by column code."""
    target = frozenset(range(1, ask.cutoff + 1))
    of_pip = frozenset(range(1, rules.pip_decile_max + 1))
    school, pip = rules.school_ages, rules.pip_ages
    bands = {
        "out_7_12": range(school.start, 13),
        "out_13_15": range(13, 16),
        "out_16_18": range(16, school.stop),
    }
    return {
        "children": SchoolSlice(target, school),
        "at_school": SchoolSlice(target, school, Schooling.AT_SCHOOL),
        "unknown": SchoolSlice(target, school, Schooling.UNKNOWN),
        "out": SchoolSlice(target, school, Schooling.OUT),
        **{code: SchoolSlice(target, ages, Schooling.OUT) for code, ages in bands.items()},
        "pupils": SchoolSlice(of_pip, pip, Schooling.AT_SCHOOL),
        "with_pip": SchoolSlice(of_pip, pip, Schooling.AT_SCHOOL, has_pip=True),
        "without_pip": SchoolSlice(of_pip, pip, Schooling.AT_SCHOOL, has_pip=False),
    }


def tabulate_schooling(
    tallies: Iterable[SchoolTally], ask: ReportAsk, rules: IndicationRules, regions: RegionTable
) -> ReportTable:
    """The table by desa."""
    slices = slices_of(ask, rules)
    counted: dict[str, dict[str, int]] = {}
    for one in tallies:
        row = counted.setdefault(one.village, zeros(_MEASURES))
        for code, wanted in slices.items():
            row[code] += one.persons if wanted.holds(one) else 0
    return tabulate_by_region(SCHOOLING, _MEASURES, counted, regions, sums=_SUMS)
