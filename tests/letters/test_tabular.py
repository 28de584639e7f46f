"""Tables on paper that lies on its side: nothing is cut, nothing is lost, sums run from page to page."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.letter import MM, Letterhead, Paper
from desktop_app.letters.fonts import Face, Font
from desktop_app.letters.marks import Sheet, Words
from desktop_app.letters.pdf import draw_tabular
from desktop_app.letters.tabular import (
    TabularColumn,
    TabularFile,
    TabularPaper,
    TabularRow,
    TabularTable,
    TabularWords,
    tabular_sheets,
)
from desktop_app.letters.tabular_cover import TabularCover
from desktop_app.letters.template import Typeface
from desktop_app.paths import RESOURCES

WORDS = TabularWords("hal. {page} dari {pages}", "Jumlah halaman ini", "Jumlah pindahan", "Isi")
FACES = {face: Font(RESOURCES / "fonts", Typeface.SANS, face) for face in Face}


def measure(face: Face, text: str) -> float:
    return FACES[face].width(text)


def a_table(counts: list[list[int]], *, carried: bool = True, title: str = "") -> TabularTable:
    """A table of names and numbers with its total."""
    width = len(counts[0]) if counts else 2
    columns = (
        TabularColumn("Desa/kelurahan", is_number=False),
        *(TabularColumn(f"Keluarga kelompok {at}", is_number=True) for at in range(width)),
    )
    rows = [
        TabularRow((f"Desa {at}", *map(str, row)), (None, *row)) for at, row in enumerate(counts)
    ]
    sums = [sum(column) for column in zip(*counts, strict=True)] or [0] * width
    total = TabularRow(("Jumlah", *map(str, sums)), (None, *sums), is_sum=True)
    return TabularTable(title, columns, (*rows, total), (False, *(carried,) * width))


def a_file(*tables: TabularTable, paper: Paper = Paper.F4, booklet: bool = False) -> TabularFile:
    one = TabularPaper(
        "R1 Profil desil", ("Data per 10 Juli 2026",), "Keluarga menurut desil.", tables,
        (("Keluarga", "sama"),),
    )  # fmt: skip
    return TabularFile(
        title="Laporan",
        dated=date(2026, 11, 24),
        letterhead=Letterhead(("PEMERINTAH KABUPATEN PEKALONGAN", "KECAMATAN CONTOH")),
        origin="Kecamatan Contoh · Sari · seri ABCDEFGH",
        words=WORDS,
        papers=(one, one) if booklet else (one,),
        cover=TabularCover("Buku laporan", ("Kedungwuni",)) if booklet else None,
        paper=paper,
    )


def texts(sheet: Sheet) -> list[str]:
    return [
        "".join(text for _, text in mark.pieces) for mark in sheet.marks if isinstance(mark, Words)
    ]


def after(sheet: Sheet, label: str, count: int) -> list[str]:
    found = texts(sheet)
    at = found.index(label)
    return found[at + 1 : at + 1 + count]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(st.integers(0, 99_999), min_size=3, max_size=3), max_size=120))
def test_no_row_is_lost_and_sums_run_from_page_to_page(counts: list[list[int]]) -> None:
    sheets = tabular_sheets(a_file(a_table(counts)), measure, 60.0)
    printed = [text for sheet in sheets for text in texts(sheet)]
    assert [text for text in printed if text.startswith("Desa ")] == [
        f"Desa {at}" for at in range(len(counts))
    ]
    so_far = [0, 0, 0]
    for at, sheet in enumerate(sheets):
        own = [int(text[5:]) for text in texts(sheet) if text.startswith("Desa ")]
        if at and own and any(so_far):
            assert after(sheet, "Jumlah pindahan", 3) == [grouped(one) for one in so_far]
        of_page = [sum(counts[row][column] for row in own) for column in range(3)]
        if len(sheets) > 1 and own and "Jumlah halaman ini" in texts(sheet):
            assert after(sheet, "Jumlah halaman ini", 3) == [grouped(one) for one in of_page]
        so_far = [one + more for one, more in zip(so_far, of_page, strict=True)]


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


@pytest.mark.parametrize("paper", [Paper.F4, Paper.A4])
@pytest.mark.parametrize("columns", [2, 12, 40])
def test_nothing_leaves_the_sheet_however_wide_the_table(paper: Paper, columns: int) -> None:
    counts = [[1_034_241] * columns for _ in range(30)]
    file = a_file(a_table(counts), paper=paper)
    width, height = file.points
    assert width > height
    sheets = tabular_sheets(file, measure, 60.0)
    for sheet in sheets:
        for mark in sheet.marks:
            if isinstance(mark, Words):
                long = sum(measure(face, text) for face, text in mark.pieces) * mark.size / 1000
                assert mark.x >= 0
                assert mark.x + long <= width - 5 * MM
                assert 0 <= mark.y <= height
    # Every number of every row stands somewhere, with the names of the desa again beside each part.
    everywhere = [text for sheet in sheets for text in texts(sheet)]
    assert everywhere.count("1034241") == 30 * columns
    parts = everywhere.count("Desa 7")
    assert parts >= 1 if columns == 40 else parts == 1


def test_what_does_not_add_up_is_not_carried() -> None:
    sheets = tabular_sheets(a_file(a_table([[7, 8]] * 90, carried=False)), measure, 60.0)
    assert len(sheets) > 1
    assert not any("Jumlah pindahan" in texts(sheet) for sheet in sheets)


def test_two_tables_one_after_the_other_do_not_mix_their_sums() -> None:
    first, second = a_table([[1, 1]] * 40), a_table([[2, 2]] * 40, title="Kedua")
    sheets = tabular_sheets(a_file(first, second), measure, 60.0)
    sums = [
        int(value.replace(".", ""))
        for sheet in sheets
        for at, label in enumerate(texts(sheet))
        if label == "Jumlah halaman ini"
        for value in texts(sheet)[at + 1 : at + 2]
    ]
    assert sum(sums) == 40 + 80


def test_every_page_has_its_number_and_says_where_it_comes_from() -> None:
    sheets = tabular_sheets(a_file(a_table([[1, 2]] * 90)), measure, 60.0)
    for at, sheet in enumerate(sheets, start=1):
        assert f"hal. {at} dari {len(sheets)}" in texts(sheet)
        assert "Kecamatan Contoh · Sari · seri ABCDEFGH" in texts(sheet)
        assert sheet.has_head == (at == 1)


def test_a_booklet_begins_with_its_contents() -> None:
    file = a_file(a_table([[1, 2]] * 90), booklet=True)
    sheets = tabular_sheets(file, measure, 60.0)
    first = [at for at, sheet in enumerate(sheets, start=1) if sheet.has_head]
    assert len(first) == 3
    cover = texts(sheets[0])
    assert cover.count("R1 Profil desil") == 2
    assert {str(first[1]), str(first[2])} <= set(cover)


def test_equal_files_give_equal_bytes() -> None:
    one, other = io.BytesIO(), io.BytesIO()
    pages = draw_tabular(a_file(a_table([[1, 2]] * 50)), one)
    assert draw_tabular(a_file(a_table([[1, 2]] * 50)), other) == pages
    assert one.getvalue() == other.getvalue()
    assert one.getvalue().startswith(b"%PDF-1.7")
