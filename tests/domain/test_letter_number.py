"""Numbers of letters."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.letter_number import (
    LetterNumber,
    NumberPattern,
    SeriesRule,
    numbered_by_hand,
    series_of,
)
from desktop_app.errors import Code, UserError

DAY = date(2026, 2, 3)


@pytest.mark.parametrize(
    ("pattern", "printed"),
    [
        ("{kode}/{nomor:4}/{unit}/{bulan_romawi}/{tahun}", "400.9.14.1/0128/08.1006/II/2026"),
        ("{kode}/{nomor:3}/Kec.{tahun}", "400.9.14.1/128/Kec.2026"),
        ("{kode}/{nomor}/{bulan}/{tahun:2}", "400.9.14.1/128/02/26"),
        (" S-{nomor:5}/{tahun} ", "S-00128/2026"),
    ],
)
def test_each_office_writes_its_own_pattern(pattern: str, printed: str) -> None:
    number = LetterNumber("all", 2026, 128)
    made = NumberPattern.parse(pattern)
    assert made.format(number, dated=DAY, code="400.9.14.1", unit="08.1006") == printed


def test_a_letter_squeezed_in_shows_its_letter() -> None:
    pattern = NumberPattern.parse("{kode}/{nomor:3}/{tahun}")
    number = LetterNumber("all", 2026, 12, "a")
    assert pattern.format(number, dated=DAY, code="470") == "470/012a/2026"


@given(
    st.integers(1, 99_999_999),
    st.sampled_from(["", "a", "z"]),
    st.dates(min_value=date(1000, 1, 1)),
    st.sampled_from(
        [
            "{kode}/{nomor:4}/{unit}/{bulan_romawi}/{tahun}",
            "{nomor}-{bulan}.{tahun:2}",
            "{tahun}({nomor})",
        ]
    ),
)
def test_a_number_that_was_written_is_read_again(
    number: int, sub: str, dated: date, text: str
) -> None:
    pattern = NumberPattern.parse(text)
    place = LetterNumber("all", dated.year, number, sub)
    printed = pattern.format(place, dated=dated, code="400.9", unit="Kec. Doro")
    assert pattern.read(printed) == (number, sub)


def test_a_number_of_another_pattern_is_not_read() -> None:
    assert NumberPattern.parse("{nomor}/{tahun}").read("12/XI/2026") is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("{kode}/{tahun}", "{nomor}"),
        ("{kode}/{nomor}", "{tahun}"),
        ("{nomor}{nomor}/{tahun}", "{nomor}"),
        ("{nomer}/{tahun}", "{nomer}"),
        ("{nomor:0}/{tahun}", "{nomor:0}"),
        ("{nomor:99}/{tahun}", "{nomor:99}"),
        ("{nomor:x}/{tahun}", "{nomor:x}"),
        ("{nomor}/{tahun:3}", "{tahun:3}"),
        ("{kode:3}/{nomor}/{tahun}", "{kode:3}"),
        ("{nomor}/{tahun}}", "}"),
        ("{nomor/{tahun}", "{"),
        ("", "{nomor}"),
    ],
)
def test_a_pattern_that_would_repeat_numbers_or_say_nothing_is_refused(
    text: str, part: str
) -> None:
    with pytest.raises(UserError) as caught:
        NumberPattern.parse(text)
    assert caught.value.code is Code.LETTER_PATTERN_FAULTY
    assert caught.value.facts["part"] == part


def test_an_office_chooses_what_counts_together() -> None:
    def series(rule: SeriesRule) -> set[str]:
        letters = [("sktm", "400.9"), ("pengantar", "400.9"), ("undangan", "005")]
        return {series_of(rule, kind=kind, code=code) for kind, code in letters}

    assert [len(series(rule)) for rule in SeriesRule] == [1, 3, 2]


def test_a_number_from_the_paper_book_is_taken_as_it_stands() -> None:
    assert numbered_by_hand(" 012a ", series="all", year=2026) == LetterNumber("all", 2026, 12, "a")
    assert numbered_by_hand("7", series="all", year=2026) == LetterNumber("all", 2026, 7)


@pytest.mark.parametrize(
    "text", ["", "a", "0", "12ab", "12A", "-1", "1.5", "1 2", "123456789", "١٢"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UserError) as caught:
        numbered_by_hand(text, series="all", year=2026)
    assert caught.value.code is Code.LETTER_NUMBER_INVALID
