"""Rupiah and terbilang."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.money import (
    MOST,
    grouped,
    in_words,
    parse_rupiah,
    rupiah,
    rupiah_in_words,
    rupiah_with_words,
)
from desktop_app.errors import Code, UserError

ONES = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def number_of(words: str) -> int:
    """Reads terbilang the way a person does: one group of up to 999 before each scale word."""
    whole = group = ones = 0
    for word in words.split():
        if word in ONES:
            ones = ONES.index(word)
        elif word in ("sepuluh", "sebelas", "seratus"):
            group += {"sepuluh": 10, "sebelas": 11, "seratus": 100}[word]
        elif word == "belas":
            group, ones = group + 10 + ones, 0
        elif word in ("puluh", "ratus"):
            group, ones = group + ones * (10 if word == "puluh" else 100), 0
        elif word == "seribu":
            assert group == ones == 0
            whole += 1000
        else:
            whole, group, ones = whole + (group + ones) * SCALES[word], 0, 0
    return whole + group + ones


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (101, "seratus satu"),
        (110, "seratus sepuluh"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (1_000, "seribu"),
        (1_100, "seribu seratus"),
        (2_026, "dua ribu dua puluh enam"),
        (11_000, "sebelas ribu"),
        (21_000, "dua puluh satu ribu"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (1_500_000, "satu juta lima ratus ribu"),
        (1_000_000_000, "satu miliar"),
        (1_000_000_000_000, "satu triliun"),
        (
            MOST,
            "sembilan ratus sembilan puluh sembilan triliun sembilan ratus sembilan puluh sembilan miliar "
            "sembilan ratus sembilan puluh sembilan juta sembilan ratus sembilan puluh sembilan ribu "
            "sembilan ratus sembilan puluh sembilan",
        ),
        (-5, "minus lima"),
    ],
)
def test_numbers_are_spelled_as_in_school(number: int, words: str) -> None:
    assert in_words(number) == words


@given(st.one_of(st.integers(0, 9_999), st.integers(0, MOST)))
def test_terbilang_reads_back(number: int) -> None:
    assert number_of(in_words(number)) == number


@given(st.integers(0, MOST))
def test_one_is_never_spelled_out_before_ten_hundred_or_a_lone_thousand(number: int) -> None:
    words = in_words(number)
    assert "satu puluh" not in words
    assert "satu ratus" not in words
    assert "satu belas" not in words
    assert not words.startswith("satu ribu")
    assert "sejuta" not in words
    assert words == " ".join(words.split())


@pytest.mark.parametrize("number", [MOST + 1, -MOST - 1])
def test_what_cannot_be_spelled_is_refused(number: int) -> None:
    with pytest.raises(UserError) as caught:
        in_words(number)
    assert caught.value.code is Code.AMOUNT_INVALID


def test_amounts_are_written_as_in_letters() -> None:
    assert grouped(1_500_000) == "1.500.000"
    assert rupiah(1_500_000) == "Rp1.500.000,00"
    assert rupiah(600_000, sen=False) == "Rp600.000"
    assert rupiah(-5) == "-Rp5,00"
    assert rupiah_in_words(600_000) == "enam ratus ribu rupiah"
    assert rupiah_with_words(1_500_000) == "Rp1.500.000,00 (satu juta lima ratus ribu rupiah)"


@given(st.integers(0, MOST), st.booleans())
def test_an_amount_that_was_written_is_read_again(amount: int, sen: bool) -> None:
    assert parse_rupiah(rupiah(amount, sen=sen)) == amount
    assert parse_rupiah(str(amount)) == amount


@pytest.mark.parametrize("text", ["Rp 1.500.000,-", " rp1.500.000,00 ", "Rp. 1.500.000", "1500000"])
def test_people_type_amounts_in_many_ways(text: str) -> None:
    assert parse_rupiah(text) == 1_500_000


@pytest.mark.parametrize(
    "text", ["", "Rp", "1,5", "1.50", "1.5000", "1,500,000", "-1", "1e6", "٣", "1" * 16]
)
def test_an_amount_that_could_mean_two_things_is_refused(text: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_rupiah(text)
    assert caught.value.code is Code.AMOUNT_INVALID
