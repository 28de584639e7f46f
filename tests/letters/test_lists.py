"""Items, coupons, page breaks and the tables of a list."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from desktop_app.actions.letter_values import list_values
from desktop_app.domain.letter import LETTER_FACTS
from desktop_app.errors import UserError
from desktop_app.letters.blocks import table_value
from desktop_app.letters.lint import FaultKind, TemplateFault, lint
from desktop_app.letters.pdf import draw_letters
from tests.letters.samples import PEOPLE, a_letter, shipped, template

KINDS = {
    *("sktm", "keterangan-dtsen", "pengantar", "reaktivasi-pbi", "undangan"),
    *("berita-acara-musdes", "sptjm", "daftar-usulan", "sanggahan", "nominatif"),
    *("tanda-terima", "bast", "kupon", "keputusan-kades", "pernyataan"),
    *("permintaan-data", "bast-data", "surat-tugas", "pemberitahuan"),
}
LIST = """
[[fields]]
name = "people"
label = { id = "Daftar", en = "List" }
source = "list"
columns = ["row_no", "name", "gift"]
typed_columns = ["gift"]

"""


def pages_of(blocks: str, **values: str) -> list[str]:
    """What is read on each page."""
    out = io.BytesIO()
    draw_letters([a_letter(template(blocks), values=values)], out)
    return [" ".join(page.extract_text().split()) for page in PdfReader(out).pages]


def test_every_document_of_the_office_is_there() -> None:
    assert set(shipped()) == KINDS


@pytest.mark.parametrize(
    ("mark", "wanted"),
    [
        ("number", ["1. satu", "2. dua"]),
        ("letter", ["a. satu", "b. dua"]),
        ("order", ["KESATU : satu", "KEDUA : dua"]),
        ("box", ["satu", "dua"]),
    ],
)
def test_items_bear_their_mark(mark: str, wanted: list[str]) -> None:
    block = f'[[blocks]]\nblock = "items"\nmark = "{mark}"\nlines = ["satu", "dua"]\n'
    (text,) = pages_of(block)
    for part in wanted:
        assert part in text


def test_a_typed_field_adds_items_after_those_of_the_template() -> None:
    block = '[[blocks]]\nblock = "items"\nlabel = "Dasar"\nlines = ["satu"]\nmore = "name"\n'
    (text,) = pages_of(block, name="dua\n\n tiga ")
    assert "Dasar" in text
    found = [text.index(part) for part in ("satu", "2. dua", "3. tiga")]
    assert found == sorted(found)


def test_a_break_begins_a_new_page_and_none_is_left_empty() -> None:
    block = '[[blocks]]\nblock = "paragraph"\ntext = "{}"\n'
    turn = '[[blocks]]\nblock = "page"\n'
    first, second = pages_of(block.format("satu") + turn + turn + block.format("dua") + turn)
    assert "satu" in first
    assert "dua" in second


def test_eight_coupons_stand_on_a_sheet_and_no_number_of_a_person_is_on_them() -> None:
    kupon = shipped()["kupon"]
    people = [{**PEOPLE[0], "name": f"WARGA {at}."} for at in range(1, 18)]
    out = io.BytesIO()
    letter = a_letter(kupon, values=list_values(kupon.lists, people))
    draw_letters([letter], out)
    pages = [page.extract_text() for page in PdfReader(out).pages]
    assert [page.count("WARGA") for page in pages] == [8, 8, 1]
    assert "3326" not in "".join(pages).replace(letter.number, "")


def test_the_rows_of_a_list_are_numbered_and_counted() -> None:
    made = template("", head=shipped()["kupon"].source.replace('"kupon"', '"sample"'))
    values = list_values(made.lists, PEOPLE)
    assert values["row_count"] == "2 (dua)"
    assert values["recipients"].split("\n")[1].split("\t")[:2] == ["2", "TRI WAHYUNI"]


def test_a_column_that_nothing_fills_is_found() -> None:
    made = template(
        LIST.replace('"name", ', '"nmae", ') + '[[blocks]]\nblock = "table"\n'
        'rows = "people"\ncolumns = [{ heading = "Nama {{name}}" }]\n'
    )
    assert TemplateFault(FaultKind.NEVER_FILLED, "nmae", 0, "name") in lint(made, LETTER_FACTS)


@pytest.mark.parametrize(
    "wrong",
    [
        LIST.replace('source = "list"', 'source = "typed"'),
        LIST.replace('typed_columns = ["gift"]', 'typed_columns = ["gitf"]'),
    ],
)
def test_a_faulty_list_is_refused(wrong: str) -> None:
    with pytest.raises(UserError):
        template(wrong)


def test_a_long_name_stands_whole_on_a_coupon() -> None:
    name = "MUHAMMAD NUR ROHMAN AL FARUQI BIN ABDURRAHMAN WAHID HASYIM A"
    rows = table_value([("1", name, "Dusun Krajan, RT 001/RW 002, Desa Kayugeritan, dekat masjid")])
    out = io.BytesIO()
    draw_letters([a_letter("kupon", values={"recipients": rows})], out)
    text = " ".join(PdfReader(out).pages[0].extract_text().split())
    assert name in text
    assert "dekat masjid" in text
