"""Lines hold every word and never leave their column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.letters.blocks import Align
from desktop_app.letters.fonts import Face, Font
from desktop_app.letters.lines import LineBreaker, clean
from desktop_app.letters.marks import Words
from desktop_app.letters.template import Typeface
from desktop_app.paths import RESOURCES

FONTS = {face: Font(RESOURCES / "fonts", Typeface.SANS, face) for face in Face}
SPANS = st.lists(
    st.tuples(st.booleans(), st.text(st.characters(codec="latin-1"), max_size=60)), max_size=5
)


def measure(face: Face, text: str) -> float:
    return FONTS[face].width(text)


def width_of(words: Words) -> float:
    spaces = sum(text.count(" ") for _, text in words.pieces)
    inked = sum(measure(face, text) for face, text in words.pieces) * words.size / 1000
    return inked + spaces * words.gap


# The narrowest column holds more than one letter: what is wider than its column cannot be broken.
@given(SPANS, st.floats(60, 500), st.floats(0, 30), st.sampled_from(Align))
def test_no_line_is_wider_than_its_column(
    spans: list[tuple[bool, str]], width: float, indent: float, align: Align
) -> None:
    breaker = LineBreaker(measure, 12)
    for at, line in enumerate(breaker.lines(spans, width, indent=indent)):
        room = width - (0 if at else indent)
        words = breaker.set(line, 100, 0, room, align)
        assert words.x >= 100 - 1e-6
        assert words.x + width_of(words) <= 100 + room + 1e-6


@given(SPANS, st.floats(40, 500))
def test_no_letter_is_lost_or_added(spans: list[tuple[bool, str]], width: float) -> None:
    breaker = LineBreaker(measure, 12)
    printed = "".join(
        text
        for line in breaker.lines(spans, width)
        for _, text in breaker.set(line, 0, 0, width, Align.LEFT).pieces
    )
    wanted = "".join(clean(text) for _, text in spans)
    assert printed.replace(" ", "") == wanted.replace(" ", "").replace("\n", "")


def test_a_justified_line_reaches_both_edges_except_the_last() -> None:
    breaker = LineBreaker(measure, 12)
    lines = breaker.lines([(False, "kata " * 30), (True, "tebal")], 200)
    assert len(lines) > 2
    set_lines = [breaker.set(line, 0, 0, 200, Align.JUSTIFY) for line in lines]
    assert all(width_of(words) == pytest.approx(200) for words in set_lines[:-1])
    assert set_lines[-1].gap == 0


def test_a_word_may_change_its_face_inside() -> None:
    breaker = LineBreaker(measure, 12)
    (line,) = breaker.lines([(False, "nama "), (True, "SITI"), (False, ", lalu")], 300)
    assert breaker.set(line, 0, 0, 300, Align.LEFT).pieces == (
        (Face.REGULAR, "nama "),
        (Face.BOLD, "SITI"),
        (Face.REGULAR, ", lalu"),
    )


def test_a_word_wider_than_the_column_is_cut() -> None:
    breaker = LineBreaker(measure, 12)
    lines = breaker.lines([(False, "W" * 60)], 100)
    assert len(lines) > 6
    assert sum(len(text) for line in lines for word in line.words for _, text in word) == 60


def test_line_ends_that_people_type_are_kept() -> None:
    breaker = LineBreaker(measure, 12)
    lines = breaker.lines([(False, "satu\r\ndua\n\ntiga")], 300)
    assert [[text for word in line.words for _, text in word] for line in lines] == [
        ["satu"],
        ["dua"],
        [],
        ["tiga"],
    ]


def test_what_cannot_be_printed_is_dropped_and_letters_are_composed() -> None:
    assert clean("Se\u0301\x00bastian\u200b\tAdi\x1b[31m") == "Sébastian Adi[31m"
