"""The list that recipients sign: room for hands, sums from page to page, nothing cut."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from desktop_app.domain.letter import MM
from desktop_app.domain.money import grouped
from desktop_app.errors import UserError
from desktop_app.letters.blocks import Receipt, cell_of, fields_of, table_value
from desktop_app.letters.pdf import draw_letters
from desktop_app.letters.receipt import LEAST_ROW
from tests.letters.samples import a_letter, template

RECEIPT = """
[[fields]]
name = "rows"
label = { id = "Penerima", en = "Recipients" }
source = "typed"

[[blocks]]
block = "receipt"
rows = "rows"
sum = 3
columns = [
    { heading = "No.", width = 1, align = "centre" },
    { heading = "Nama", width = 6 },
    { heading = "Jumlah (Rp)", width = 3, align = "right" },
]
signature = { heading = "Tanda tangan", width = 6 }

[[blocks]]
block = "paragraph"
text = "Selesai {{name}}."
"""

Rows = list[tuple[str, str, str, str]]


def pages_of(rows: Rows, written: str = RECEIPT) -> list[str]:
    """What is read on each page."""
    out = io.BytesIO()
    letter = a_letter(template(written), values={"rows": table_value(rows)})
    draw_letters([letter], out)
    return [page.extract_text() for page in PdfReader(out).pages]


def sums(pages: list[str], label: str) -> list[int]:
    found = [re.search(label + r"\s+([0-9.]+)", page) for page in pages]
    return [int(one[1].replace(".", "")) if one else -1 for one in found]


def a_list(count: int, amount: int = 300_000) -> Rows:
    return [(str(at), f"PENERIMA {at}", str(amount), "") for at in range(1, count + 1)]


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, 9_999_999), min_size=1, max_size=90))
def test_each_page_adds_up_and_carries_on_what_came_before(amounts: list[int]) -> None:
    rows = [(str(at), f"NAMA {at}", str(amount), "") for at, amount in enumerate(amounts, 1)]
    pages = pages_of(rows)
    text = "\n".join(pages)
    assert re.search(rf"Jumlah seluruhnya\s+{re.escape(grouped(sum(amounts)))}\s", text)
    if len(pages) == 1:
        assert "halaman ini" not in text
        return
    with_rows = [page for page in pages if "NAMA" in page]
    of_page = sums(with_rows, "Jumlah halaman ini")
    assert sum(of_page) == sum(amounts)
    carried = sums(with_rows, "Jumlah pindahan")
    for at in range(1, len(with_rows)):
        # Nothing is carried while nothing was given.
        assert carried[at] == sum(of_page[:at]) or (carried[at] == -1 and not sum(of_page[:at]))
    assert carried[0] == -1


def test_everybody_is_on_the_list_once_in_order() -> None:
    text = " ".join(pages_of(a_list(75)))
    assert [int(found) for found in re.findall(r"PENERIMA (\d+)", text)] == list(range(1, 76))


def test_odd_numbers_sign_at_the_left_and_even_ones_at_the_right() -> None:
    out = io.BytesIO()
    draw_letters([a_letter(template(RECEIPT), values={"rows": table_value(a_list(6))})], out)
    places: dict[int, tuple[float, float]] = {}

    def see(text: str, _: object, matrix: list[float], *__: object) -> None:
        if found := re.match(r"(\d+) \.{5}", text):
            places[int(found[1])] = (matrix[4], matrix[5])

    PdfReader(out).pages[0].extract_text(visitor_text=see)
    assert sorted(places) == [1, 2, 3, 4, 5, 6]
    left = {round(places[at][0]) for at in (1, 3, 5)}
    right = {round(places[at][0]) for at in (2, 4, 6)}
    assert len(left) == len(right) == 1
    assert max(left) + 20 * MM < min(right)
    steps = [places[at][1] - places[at + 1][1] for at in range(1, 6)]
    assert all(step >= LEAST_ROW - 0.01 for step in steps)
    assert pytest.approx(12 * MM) == LEAST_ROW


def test_long_names_remarks_and_goods_stand_whole() -> None:
    name = "RADEN MAS " + "KARTOSUWIRYODININGRAT " * 4
    rows = [
        ("1", cell_of(name.strip(), "", "Dusun Krajan"), "10 kg beras", "diterima 24-11-2026"),
        ("2", "SITI", "", "tidak tersalur: merantau ke luar kota dan belum pulang"),
    ]
    text = " ".join(" ".join(pages_of(rows)).split())
    for wanted in (name.strip(), "Dusun Krajan", "10 kg beras", "diterima 24-11-2026", "belum"):
        assert wanted in text
    assert "Jumlah seluruhnya" not in text


def test_a_list_of_nobody_prints_no_table() -> None:
    assert "Tanda tangan" not in " ".join(pages_of([]))


def test_without_a_sum_nothing_is_added_up() -> None:
    text = " ".join(pages_of(a_list(60), RECEIPT.replace("sum = 3", "sum = 0")))
    assert "Jumlah halaman ini" not in text
    assert "300000" in text


@pytest.mark.parametrize("wrong", ["sum = 1", "sum = 4", "sum = -1", "", "sum = 3\nsumm = 1"])
def test_a_faulty_receipt_is_refused(wrong: str) -> None:
    with pytest.raises(UserError):
        template(RECEIPT.replace("sum = 3", wrong))


def test_the_field_of_its_rows_is_seen() -> None:
    (receipt,) = [one for one in template(RECEIPT).blocks if isinstance(one, Receipt)]
    assert fields_of(receipt) == ("rows",)
