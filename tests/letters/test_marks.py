"""Bands spread over pages."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.letters.marks import Band, Stroke, paginate, total_height

BANDS = st.lists(
    st.builds(
        Band,
        st.floats(1, 120),
        st.just(()),
        st.booleans(),
        st.booleans(),
    ),
    max_size=40,
)


@given(BANDS, st.floats(120, 300), st.floats(120, 300))
def test_every_band_is_on_one_page_in_order_and_no_page_overflows(
    bands: list[Band], first: float, others: float
) -> None:
    marked = [replace(band, marks=(Stroke(at, 0, 0, 0, 1),)) for at, band in enumerate(bands)]
    pages = paginate(marked, first, others)
    kept = [band for page in pages for band in page if not band.is_gap]
    assert kept == [band for band in marked if not band.is_gap]
    for at, page in enumerate(pages):
        assert total_height(page) <= (others if at else first) + 1e-6
        assert not page or not page[0].is_gap


def test_bands_that_keep_together_move_together() -> None:
    pages = paginate([Band(60), Band(30, keeps_next=True), Band(30)], 100, 100)
    assert [len(page) for page in pages] == [1, 2]


def test_the_head_of_a_table_stands_on_each_of_its_pages() -> None:
    header = Band(10, keeps_next=True)
    rows = [Band(10, header=header) for _ in range(25)]
    pages = paginate([header, *rows], 100, 100)
    assert all(page[0] == header for page in pages)
    assert sum(len(page) - 1 for page in pages) == 25
    assert all(total_height(page) <= 100 for page in pages)


def test_white_space_at_the_end_needs_no_room() -> None:
    assert total_height([Band(10), Band(5, is_gap=True), Band(10), Band(50, is_gap=True)]) == 25
