"""Which picture says most of a table."""

from __future__ import annotations

from desktop_app.domain.reach import ReachTally
from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import DecileTally, ReportAsk
from desktop_app.files import read_resource_text
from desktop_app.reports.decile_profile import tabulate_decile_profile
from desktop_app.reports.hiding import hidden
from desktop_app.reports.picture import picture_of
from desktop_app.reports.reach import COVERAGE, OVERLAP, RANKING, Reach, tabulate_reach

REGIONS = RegionTable.from_csv(read_resource_text("reference/regions.csv"))
TALLIES = [ReachTally("33.26.13.2010", 1, 1, 12), ReachTally("33.26.13.2004", 1, 0, 7)]


def test_a_share_is_drawn_by_desa_with_its_name_whatever_stands_behind_it() -> None:
    for kind in (COVERAGE, RANKING):
        table = tabulate_reach(kind, ReportAsk(), Reach(TALLIES, []), REGIONS, frozenset(["x"]))
        picture = picture_of(table)
        assert picture is not None
        assert picture.column.is_share
        assert {bar.name for bar in picture.bars} == {"Langkap", "Podo"}


def test_parts_of_a_whole_come_to_the_whole() -> None:
    overlap = tabulate_reach(OVERLAP, ReportAsk(), Reach(TALLIES, []), REGIONS)
    profile = tabulate_decile_profile([DecileTally("33.26.13.2010", 3, 9, 20)], REGIONS)
    for table, whole in ((overlap, 19), (profile, 9)):
        picture = picture_of(table)
        assert picture is not None
        assert sum(bar.cell for bar in picture.bars if isinstance(bar.cell, int)) == whole


def test_one_desa_alone_or_hidden_numbers_make_no_bar() -> None:
    alone = tabulate_reach(COVERAGE, ReportAsk(), Reach(TALLIES[:1], []), REGIONS)
    assert picture_of(alone) is None
    few = [ReachTally("33.26.13.2010", 1, 1, 2), TALLIES[1]]
    picture = picture_of(hidden(tabulate_reach(COVERAGE, ReportAsk(), Reach(few, []), REGIONS)))
    assert picture is not None
    assert "<5" in {bar.cell for bar in picture.bars}
