"""The list to be signed on a dot-matrix printer."""

from __future__ import annotations

from desktop_app.letters.blocks import table_value
from desktop_app.letters.plain_text import COLUMNS, LINES, plain_receipt
from tests.letters.samples import a_letter

NAME = "MUHAMMAD NUR ROHMAN AL FARUQI BIN ABDURRAHMAN WAHID HASYIM A"


def a_list(count: int) -> str:
    rows = [
        (str(at), NAME if at == 3 else f"ORANG {at}", "••••9001", "Dusun Krajan", "300000", "")
        for at in range(1, count + 1)
    ]
    text = plain_receipt(a_letter("tanda-terima", values={"recipients": table_value(rows)}))
    assert text is not None
    return text


def test_every_line_and_page_fits_and_all_is_plain() -> None:
    pages = a_list(60).split("\f")[:-1]
    assert len(pages) > 2
    for page in pages:
        lines = page.split("\r\n")
        assert len(lines) <= LINES
        assert all(len(line) <= COLUMNS for line in lines)
        assert page.isascii()


def test_sums_run_from_page_to_page() -> None:
    pages = a_list(60).split("\f")[:-1]
    on_first = sum(line.count("300.000|") for line in pages[0].split("\r\n"))
    carried = f"{on_first * 300_000:,}".replace(",", ".")
    assert f"{carried}|" in pages[0].split("\r\n")[-2]
    assert any("Jumlah pindahan" in line and carried in line for line in pages[1].split("\r\n"))
    assert "18.000.000" in "".join(pages)


def test_a_long_name_is_whole_and_signatures_alternate() -> None:
    text = a_list(4)
    words = [word for line in text.split("\r\n") for word in line.replace("|", " ").split()]
    assert set(NAME.split()) <= set(words)
    signs = [line for line in text.split("\r\n") if "........." in line and line.startswith("|")]
    places = [line.index(".........") for line in signs]
    assert places[0] == places[2] < places[1] == places[3]


def test_only_a_list_to_be_signed_has_it() -> None:
    assert plain_receipt(a_letter("sktm")) is None
