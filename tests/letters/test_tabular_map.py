"""Maps and bars on paper: nothing leaves the page, every desa is drawn, a picture is marks like any other."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from desktop_app.domain.boundary import Boundary
from desktop_app.domain.letter import MM, Letterhead, Paper
from desktop_app.domain.map_plan import MapPlan, plan_of
from desktop_app.domain.region import RegionTable
from desktop_app.domain.value_class import LegendLine
from desktop_app.files import read_resource_text
from desktop_app.letters.marks import Area, Words
from desktop_app.letters.pdf import draw_tabular
from desktop_app.letters.tabular import TabularFile, TabularPaper, tabular_sheets
from desktop_app.letters.tabular_bars import TabularBar, TabularBars
from desktop_app.letters.tabular_map import TabularMap
from tests.boundaries import a_collection
from tests.letters.test_pdf import box_of
from tests.letters.test_tabular import WORDS, measure

TABLE = RegionTable.from_csv(read_resource_text("reference/regions.csv"))
SAID = TabularPaper("R15 Peta desa", ("Data per 10 Juli 2026",), "Tentang peta.", (), ())


def a_plan(region: str, *, has_boundaries: bool) -> MapPlan:
    """Where the desa of a region lie."""
    villages = TABLE.villages_within(region)
    found = {}
    if has_boundaries:
        for village, one in zip(villages, a_collection(villages)["features"], strict=True):
            rings = one["geometry"]["coordinates"]
            outlines = tuple(tuple((x, y) for x, y in ring) for ring in rings)
            found[village.code] = Boundary(village.code, outlines)
    return plan_of(villages, found, TABLE, aspect=1.75)


def a_map(plan: MapPlan) -> TabularMap:
    """A map of these with numbers of every class and some without."""
    codes = [shape.village for shape in plan.shapes]
    return TabularMap(
        "D1–2 belum tersentuh",
        plan,
        {code: at % 5 for at, code in enumerate(codes) if at % 7},
        {code: str(at * 37 % 1000) for at, code in enumerate(codes)},
        tuple(LegendLine(step or None, f"kelas {step} · 3 desa") for step in range(5)),
        ("1 desa tanpa batas: Contoh",),
    )


def a_file(*, maps: tuple[TabularMap, ...] = (), bars: TabularBars | None = None) -> TabularFile:
    paper = TabularPaper(SAID.title, SAID.lines, SAID.about, (), (), maps, bars)
    return TabularFile(
        title="x",
        dated=date(2026, 7, 10),
        letterhead=Letterhead(("PEMERINTAH KABUPATEN PEKALONGAN", "KECAMATAN CONTOH")),
        origin="Kecamatan Contoh",
        words=WORDS,
        papers=(paper,),
        paper=Paper.A4,
    )


@pytest.mark.parametrize("region", ["33.26", "33.26.13", "33.26.13.2004"])
@pytest.mark.parametrize("has_boundaries", [False, True])
def test_a_map_is_one_page_that_nothing_leaves(region: str, has_boundaries: bool) -> None:
    plan = a_plan(region, has_boundaries=has_boundaries)
    file = a_file(maps=(a_map(plan),))
    (sheet,) = tabular_sheets(file, measure, 80.0)
    width, height = file.points
    for mark in sheet.marks:
        left, top, right, low = box_of(mark)
        assert left >= 10 * MM
        assert right <= width - 8 * MM
        assert top >= 0
        assert low <= height
    assert sum(isinstance(mark, Area) for mark in sheet.marks) >= len(plan.shapes) + 5


def test_two_maps_are_two_pages_in_one_file() -> None:
    one = a_map(a_plan("33.26.13", has_boundaries=True))
    out = io.BytesIO()
    assert draw_tabular(a_file(maps=(one, one)), out) == 2
    pages = PdfReader(io.BytesIO(out.getvalue())).pages
    assert all("Langkap" in page.extract_text() for page in pages)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.builds(
            TabularBar,
            st.text(st.characters(codec="latin-1"), min_size=1, max_size=60),
            st.floats(0, 1),
            st.text("0123456789,.%<–", max_size=12),
        ),
        min_size=1,
        max_size=40,
    ),
    st.booleans(),
)
def test_bars_stay_on_their_page_whatever_they_are_called(
    bars: list[TabularBar], is_share: bool
) -> None:
    file = a_file(bars=TabularBars("Grafik", tuple(bars), is_share=is_share))
    paper = file.papers[0]
    sheets = tabular_sheets(file, measure, 80.0)
    width, _ = file.points
    assert paper.bars is not None
    for sheet in sheets:
        for mark in sheet.marks:
            assert box_of(mark)[2] <= width - 8 * MM
            assert isinstance(mark, Words) or box_of(mark)[0] >= 10 * MM
