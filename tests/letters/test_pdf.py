"""Letters as PDF: what they say, how large they are, and that they are always the same."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from desktop_app.domain.letter import Capacity, Letterhead, Margins, Paper, Signatory
from desktop_app.errors import Code, UserError
from desktop_app.letters.blocks import PageBreak, table_value
from desktop_app.letters.compose import LetterToDraw, sheets_of
from desktop_app.letters.copy_mark import COPY, marked_with
from desktop_app.letters.fonts import Face, Font
from desktop_app.letters.head import head_marks
from desktop_app.letters.lines import LineBreaker
from desktop_app.letters.marks import Area, Mark, Picture, Squares, Stroke, Words
from desktop_app.letters.pdf import draw_letter, draw_letters
from desktop_app.letters.template import Orientation, Typeface
from desktop_app.paths import RESOURCES
from tests.letters.samples import (
    DATED,
    LETTERHEAD,
    NUMBER,
    SIGNATORY,
    VALUES,
    a_crest,
    a_letter,
    shipped,
    template,
)

LONG_NAME = "MUHAMMAD NUR ROHMAN AL FARUQI BIN ABDURRAHMAN WAHID HASYIM A"
FONTS = {face: Font(RESOURCES / "fonts", Typeface.SANS, face) for face in Face}


def measure(face: Face, text: str) -> float:
    return FONTS[face].width(text)


def drawn(letter: LetterToDraw) -> bytes:
    out = io.BytesIO()
    draw_letters([letter], out)
    return out.getvalue()


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf), strict=True)


def text_of(pdf: bytes) -> str:
    """All text, white space evened out: where lines break is not what these tests are about."""
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


@pytest.mark.parametrize("kind", sorted(shipped()))
def test_every_kind_prints_its_values_its_number_and_its_signatory(kind: str) -> None:
    text = text_of(drawn(a_letter(kind)))
    made = shipped()[kind]
    for field in made.fields:
        for part in VALUES.get(field.name, field.default).replace("\t", "\n").split("\n"):
            assert part in text
    for part in LETTERHEAD.authorities:
        assert part in text
    if made.lists:
        assert "TRI WAHYUNI" in text
    # Coupons and what a citizen states bear no number of the office.
    if kind not in ("kupon", "pernyataan"):
        assert NUMBER in text
    if kind != "kupon":
        assert "Kayugeritan, 24 November 2026" in text
    if kind not in ("kupon", "sanggahan"):
        assert "NIP 1970" in text
    assert "{{" not in text
    assert "**" not in text


@pytest.mark.parametrize("kind", sorted(shipped()))
@pytest.mark.parametrize("paper", Paper)
def test_an_ordinary_letter_is_one_page_of_exact_size(kind: str, paper: Paper) -> None:
    letter = a_letter(kind, paper=paper)
    pages = read(drawn(letter)).pages
    assert len(pages) == 1 + sum(isinstance(one, PageBreak) for one in letter.template.blocks)
    for page in pages:
        size = (float(page.mediabox.width), float(page.mediabox.height))
        assert size == pytest.approx(letter.points, abs=0.001)
    is_wide = letter.template.orientation is Orientation.LANDSCAPE
    assert letter.points == (paper.points[::-1] if is_wide else paper.points)


def test_the_same_letter_gives_the_same_bytes() -> None:
    letterhead = replace(LETTERHEAD, crest=a_crest())

    def draw(**changes: Any) -> bytes:
        arguments: dict[str, Any] = {
            "letterhead": letterhead,
            "signatory": SIGNATORY,
            "number": NUMBER,
            "place": "Kayugeritan",
            "dated": DATED,
            "paper": Paper.F4,
        }
        return draw_letter(shipped()["sktm"], VALUES, **{**arguments, **changes})

    assert draw() == draw()
    assert draw() != draw(number="1")
    assert "SALINAN" not in text_of(draw())
    letter = draw()
    copy = marked_with(letter, COPY)
    assert copy.startswith(letter)
    assert "SALINAN" in text_of(copy)
    assert text_of(copy).replace("SALINAN", "").split() == text_of(letter).split()


def test_a_letter_drawn_after_others_in_the_same_program_is_still_the_same() -> None:
    first = drawn(a_letter("sktm"))
    drawn(a_letter("pengantar", values={"name": "ŽŠĆ"}))
    assert drawn(a_letter("sktm")) == first


def test_fonts_are_embedded_and_no_other_is_named() -> None:
    fonts: Any = read(drawn(a_letter())).pages[0]["/Resources"]["/Font"]  # type: ignore[index]  # pypdf's objects
    assert set(fonts) == {"/LiberationSans-Regular", "/LiberationSans-Bold"}
    for font in fonts.values():
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert len(descriptor["/FontFile2"].get_object().get_data()) > 5_000


def test_a_template_may_ask_for_serif() -> None:
    made = replace(shipped()["pengantar"], typeface=Typeface.SERIF)
    assert b"LiberationSerif-Regular" in drawn(a_letter(made))


def test_the_file_says_what_it_is_and_nothing_of_a_person() -> None:
    pdf = drawn(a_letter("sktm"))
    reader = read(pdf)
    assert reader.metadata is not None
    assert reader.metadata.title == "Surat Keterangan Tidak Mampu (SKTM)"
    assert reader.trailer["/Root"]["/Lang"] == "id-ID"  # type: ignore[index]  # pypdf's objects
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    for personal in (VALUES["name"], VALUES["national_id"], SIGNATORY.name, NUMBER):
        assert personal not in xmp + str(reader.metadata)
        assert personal.encode() not in pdf  # text itself is glyph numbers in compressed streams


def test_markup_in_a_value_is_printed_as_it_was_typed() -> None:
    odd = "</w> (x) \\n **a** {{name}} <b>&amp; %()[]"
    assert odd in text_of(drawn(a_letter(values={"purpose": odd})))


@pytest.mark.parametrize("kind", sorted(shipped()))
def test_empty_fields_become_dotted_lines(kind: str) -> None:
    letter = replace(a_letter(kind), values={})
    pdf = drawn(letter)
    breaks = sum(isinstance(one, PageBreak) for one in letter.template.blocks)
    assert len(read(pdf).pages) <= 1 + breaks
    # A coupon for nobody is no coupon.
    assert ("." * 30 in text_of(pdf)) is (kind != "kupon")


def test_a_line_for_an_optional_field_is_left_out_when_it_is_empty() -> None:
    assert "Surat pengantar RT/RW" not in text_of(drawn(a_letter("sktm")))
    assert "Surat pengantar RT/RW : No. 5" in text_of(
        drawn(a_letter("sktm", values={"rt_letter": "No. 5"}))
    )
    assert "dipergunakan bagi" not in text_of(drawn(a_letter("sktm")))
    assert "SITI" in text_of(drawn(a_letter("sktm", values={"beneficiary_name": "SITI"})))


def test_whoever_signs_for_somebody_says_so() -> None:
    signatory = Signatory(
        "BAMBANG",
        "Kepala Seksi Kesejahteraan Sosial",
        capacity=Capacity.THROUGH,
        superior="Camat Karanganyar",
        deputy="Sekretaris Kecamatan",
    )
    assert (
        "a.n. Camat Karanganyar Sekretaris Kecamatan u.b. Kepala Seksi Kesejahteraan Sosial, "
    ) in text_of(drawn(a_letter("keterangan-dtsen", signatory=signatory)))


def test_an_official_letter_has_reference_addressee_and_copies() -> None:
    made = template(
        """
        [[blocks]]
        block = "reference"
        rows = [{ label = "Nomor", value = "{{number}}" }, { label = "Hal", value = "Undangan" }]
        [[blocks]]
        block = "address"
        lines = ["Yth. {{name}}", "di Kajen"]
        [[blocks]]
        block = "signatures"
        [[blocks.rows]]
        right = { signatory = true }
        [[blocks]]
        block = "copies"
        lines = ["Camat;", "Arsip."]
        """
    )
    text = text_of(drawn(a_letter(made)))
    for part in (f"Nomor : {NUMBER}", "Hal : Undangan", "Yth. CASMITO di Kajen"):
        assert part in text
    assert text.count("24 November 2026") == 1
    assert text.index("SLAMET RIYADI") < text.index("Tembusan: 1. Camat; 2. Arsip.")


def test_a_long_letter_runs_over_and_says_where_it_belongs() -> None:
    members = table_value(
        [(f"ANGGOTA {at}", "3326132102929008", "Anak", "", "") for at in range(60)]
    )
    pages = read(drawn(a_letter("keterangan-dtsen", values={"members": members}))).pages
    assert len(pages) == 3
    for at, page in enumerate(pages, 1):
        text = page.extract_text()
        assert (f"Halaman {at} dari 3" in text) == (at > 1)
        assert (LETTERHEAD.authorities[0] in text) == (at == 1)
        assert NUMBER in text
        assert "Umur" in text or at == 3
    last = pages[-1].extract_text()
    assert SIGNATORY.name in last
    assert "Demikian" in last  # a signature never stands alone


def test_a_letter_that_is_a_little_too_long_becomes_smaller_but_stays_one_page() -> None:
    members = table_value(
        [(LONG_NAME, "3326132102929008", "Anak", "28 September 1992", "9") for _ in range(7)]
    )
    pdf = drawn(a_letter("keterangan-dtsen", values={"members": members, "address": "Jalan " * 30}))
    assert len(read(pdf).pages) == 1


def box_of(mark: Mark) -> tuple[float, float, float, float]:
    match mark:
        case Words():
            spaces = sum(text.count(" ") for _, text in mark.pieces)
            width = sum(measure(face, text) for face, text in mark.pieces) * mark.size / 1000
            right = mark.x + width + spaces * mark.gap
            return (mark.x, mark.y - mark.size, right, mark.y + mark.size * 0.3)
        case Stroke():
            return (mark.x1, mark.y1, mark.x2, mark.y2)
        case Picture():
            return (mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)
        case Squares():
            return (mark.x, mark.y, mark.x + 20, mark.y + 20)
        case Area():
            xs, ys = zip(*(point for ring in mark.rings for point in ring), strict=True)
            return (min(xs), min(ys), max(xs), max(ys))


LONG = st.one_of(
    st.just(""),
    st.text(st.sampled_from("ABCWi .,'"), max_size=60),
    st.text(st.sampled_from("ABCWi \n"), min_size=200, max_size=1500),
    st.text(max_size=40),
)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(shipped())),
    st.sampled_from(Paper),
    st.fixed_dictionaries(dict.fromkeys(("name", "address", "purpose", "head_name"), LONG)),
    st.lists(st.tuples(LONG, LONG, LONG), max_size=14),
    st.text(st.sampled_from("ABCWi ."), max_size=120),
)
def test_whatever_is_filled_in_nothing_leaves_the_paper(
    kind: str,
    paper: Paper,
    values: dict[str, str],
    rows: list[tuple[str, str, str]],
    name: str,
) -> None:
    signatory = replace(SIGNATORY, name=name, position=f"Kepala Desa {name}")
    letter = a_letter(
        kind,
        paper=paper,
        signatory=signatory,
        number=NUMBER + name,
        values={**values, "members": table_value(rows), "verification_code": "K7Q2-9FMX"},
    )
    head, used = head_marks(
        replace(LETTERHEAD, address=name * 2),
        0.8,
        measure=measure,
        sheet_width=letter.points[0],
        margins=letter.margins,
    )
    width, height = letter.points
    for marks in (
        head,
        *(sheet.marks for sheet in sheets_of(letter, LineBreaker(measure, 12), used)),
    ):
        for mark in marks:
            left, top, right, bottom = box_of(mark)
            assert left >= 25 * 72 / 25.4 - 0.1
            assert right <= width - 20 * 72 / 25.4 + 0.1
            assert top >= 0
            assert bottom <= height - 15 * 72 / 25.4


@settings(max_examples=25, deadline=None)
@given(
    st.text(
        st.characters(
            min_codepoint=33, max_codepoint=0x24F, exclude_categories=["Cc", "Cf", "Mn", "Zs"]
        ),
        min_size=1,
        max_size=30,
    )
)
def test_latin_text_can_be_copied_out_of_the_pdf(word: str) -> None:
    made = template('[[blocks]]\nblock = "paragraph"\ntext = "<{{name}}>"\n')
    letter = a_letter(made, values={"name": word})
    assert f"<{word}>" in text_of(drawn(letter)).replace("\u00ad", "")


def test_letters_of_other_scripts_do_not_stop_a_letter() -> None:
    assert read(drawn(a_letter(values={"name": "محمد 王 🙂 SITI"}))).pages


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_the_crest_is_drawn_once_for_all_letters(form: str) -> None:
    letterhead = replace(LETTERHEAD, crest=a_crest(form=form))
    out = io.BytesIO()
    assert draw_letters([a_letter(letterhead=letterhead) for _ in range(3)], out) == 3
    assert out.getvalue().count(b"/Subtype /Image") == 1
    assert out.getvalue().count(b"/Subtype /Form") == 1


def test_what_is_see_through_in_a_crest_becomes_white() -> None:
    letterhead = replace(LETTERHEAD, crest=a_crest())
    shown: Any = read(drawn(a_letter(letterhead=letterhead))).pages[0]["/Resources"]["/XObject"]  # type: ignore[index]
    pixels = shown["/C1"].get_object().get_data()
    assert pixels[:3] == b"\xff\xff\xff"
    assert pixels[-3:] == bytes((200, 30, 30))


@pytest.mark.parametrize("crest", [b"GIF89a", b"\x89PNG\r\n\x1a\n", a_crest()[:60], b"<svg/>"])
def test_a_crest_that_is_no_picture_is_refused(crest: bytes) -> None:
    with pytest.raises(UserError) as caught:
        drawn(a_letter(letterhead=replace(LETTERHEAD, crest=crest)))
    assert caught.value.code is Code.CREST_UNREADABLE


def test_a_huge_crest_is_made_smaller() -> None:
    letterhead = replace(LETTERHEAD, crest=a_crest(3000, 100))
    assert b"/Width 700 /Height 23 " in drawn(a_letter(letterhead=letterhead))


def test_margins_move_everything() -> None:
    near, far = (drawn(a_letter(margins=Margins(left=left, top=left))) for left in (15.0, 30.0))
    assert near != far


def test_many_letters_make_one_file_in_their_order() -> None:
    kinds = ["sktm", "pengantar", "sktm"]
    out = io.BytesIO()
    letters = [a_letter(kind, number=f"{at}/2026") for at, kind in enumerate(kinds)]
    assert draw_letters(letters, out) == 3
    pages = read(out.getvalue()).pages
    assert [f"Nomor: {at}/2026" in page.extract_text() for at, page in enumerate(pages)] == [
        True
    ] * 3


def test_an_empty_run_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no letters"):
        draw_letters([], io.BytesIO())


class Counting(io.RawIOBase):
    """Counts bytes and keeps none."""

    written = 0

    def write(self, data: Any) -> int:
        self.written += len(data)
        return len(data)


def test_memory_does_not_grow_with_the_number_of_letters() -> None:
    def letters(count: int) -> Iterator[LetterToDraw]:
        letter = a_letter("keterangan-dtsen")
        for at in range(count):
            yield replace(letter, number=f"{at}/2026")

    def peak(count: int) -> int:
        tracemalloc.start()
        draw_letters(letters(count), Counting())  # type: ignore[arg-type]  # RawIOBase is enough
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    few, many = peak(300), peak(600)
    # What is remembered of words and texts is bounded; the letters themselves would be 10 MB more.
    assert many - few < 600_000


def test_a_thousand_letters_cost_little_room() -> None:
    letter = a_letter("keterangan-dtsen", values={"verification_code": "K7Q2-9FMX"})
    small, large = Counting(), Counting()
    draw_letters([letter] * 10, small)  # type: ignore[arg-type]  # RawIOBase is enough
    draw_letters([letter] * 110, large)  # type: ignore[arg-type]  # RawIOBase is enough
    assert (large.written - small.written) / 100 < 5 * 1024


def test_a_letterhead_without_anything_but_names_is_enough() -> None:
    letterhead = Letterhead(("KELURAHAN BLIGO",))
    assert "KELURAHAN BLIGO" in text_of(drawn(a_letter(letterhead=letterhead)))


def test_a_date_of_the_first_century_is_no_trouble() -> None:
    assert read(drawn(a_letter(dated=date(99, 1, 1)))).pages
