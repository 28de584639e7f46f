"""Single cells: what each way of writing comes to, and what nothing can mend."""

from __future__ import annotations

import pytest

from desktop_app.domain.problem import ProblemKind as Kind
from desktop_app.extracts.cells import Memo, name_judge, plain, text_judge, visible
from desktop_app.extracts.codes import code_judge
from desktop_app.extracts.dates import date_judge, settle
from desktop_app.extracts.numbers import decile_judge, integer_judge, number_judge, rt_rw_judge
from desktop_app.extracts.reference import ExtractReference
from tests.extracts.conftest import TODAY

DATE = date_judge(TODAY, style=frozenset({"iso"}))


@pytest.mark.parametrize(
    ("raw", "value", "kinds"),
    [
        ("1990-02-01", "1990-02-01", ()),
        ("01/02/1990", "1990-02-01", (Kind.DATE_IN_OTHER_FORMAT,)),
        ("1.2.1990", "1990-02-01", (Kind.DATE_IN_OTHER_FORMAT,)),
        ("1990/02/01", "1990-02-01", (Kind.DATE_IN_OTHER_FORMAT,)),
        ("19900201", "1990-02-01", (Kind.DATE_IN_OTHER_FORMAT,)),
        ("1990-02-01 00:00:00", "1990-02-01", (Kind.DATE_WITH_TIME,)),
        ("1 Pebruari 1990", "1990-02-01", (Kind.DATE_IN_WORDS,)),
        ("01-FEB-1990", "1990-02-01", (Kind.DATE_IN_WORDS,)),
        ("February 1, 1990", "1990-02-01", (Kind.DATE_IN_WORDS,)),
        ("32905", "1990-02-01", (Kind.DATE_AS_SERIAL,)),
        ("32905.0", "1990-02-01", (Kind.DATE_AS_SERIAL,)),
        ("1979", None, (Kind.DATE_IMPOSSIBLE,)),
        ("00-00-0000", None, (Kind.DATE_IMPOSSIBLE,)),
        ("31/02/1990", None, (Kind.DATE_IMPOSSIBLE,)),
        ("1790-02-01", None, (Kind.DATE_TOO_OLD,)),
        ("2026-11-25", None, (Kind.DATE_IN_FUTURE,)),
        ("2026-11-24", "2026-11-24", ()),
        ("lupa", None, (Kind.DATE_IMPOSSIBLE,)),
        ("", None, (Kind.DATE_MISSING,)),
    ],
)
def test_a_date_is_read_in_any_way_of_writing(
    raw: str, value: str | None, kinds: tuple[Kind, ...]
) -> None:
    assert DATE(raw) == (value, kinds)


@pytest.mark.parametrize(
    ("raw", "nik", "value", "kind"),
    [
        ("17/02/18", "3326081702189019", "2018-02-17", Kind.DATE_WITH_SHORT_YEAR),
        ("17/02/65", None, "1965-02-17", Kind.DATE_WITH_SHORT_YEAR),
        ("17/02/18", None, None, Kind.DATE_AMBIGUOUS),
        ("17/02/18", "3326081802189019", None, Kind.DATE_AMBIGUOUS),
        ("02/17/1965", "3326081702659019", "1965-02-17", Kind.DATE_MONTH_FIRST),
        ("02/17/1965", "3326085702659019", "1965-02-17", Kind.DATE_MONTH_FIRST),
        ("02/17/1965", "3326081802659019", None, Kind.DATE_IMPOSSIBLE),
        ("02/17/1965", None, None, Kind.DATE_IMPOSSIBLE),
        ("13/13/65", None, None, Kind.DATE_IMPOSSIBLE),
    ],
)
def test_what_one_cell_cannot_settle_is_asked_of_the_nik(
    raw: str, nik: str | None, value: str | None, kind: Kind
) -> None:
    pending, kinds = DATE(raw)
    assert isinstance(pending, str)
    assert kinds
    assert settle(pending, nik, TODAY) == (value, (kind,))


@pytest.mark.parametrize(
    ("raw", "value", "kind"),
    [
        ("Desil 2", 2, Kind.DECILE_SPELLED_OTHERWISE),
        ("II", 2, Kind.DECILE_SPELLED_OTHERWISE),
        ("2.0", 2, Kind.DECILE_SPELLED_OTHERWISE),
        ("D10", 10, Kind.DECILE_SPELLED_OTHERWISE),
        ("0", None, Kind.DECILE_OUT_OF_RANGE),
        ("11", None, Kind.DECILE_OUT_OF_RANGE),
        ("1-4", None, Kind.DECILE_RANGE),
        ("Desil 1 s/d 5", None, Kind.DECILE_RANGE),
        ("miskin", None, Kind.DECILE_UNREADABLE),
        ("3,5", None, Kind.DECILE_RANGE),
    ],
)
def test_a_decile_is_never_guessed(raw: str, value: int | None, kind: Kind) -> None:
    assert decile_judge()(raw) == (value, (kind,))


def test_a_family_without_rank_is_no_defect() -> None:
    assert decile_judge()("") == (None, ())
    assert decile_judge()("Belum berdesil") == (None, ())


@pytest.mark.parametrize(
    ("raw", "value", "kinds"),
    [
        ("3326130101909001", "3326130101909001", ()),
        ('="3326130101909001"', "3326130101909001", (Kind.FORMULA_IN_CELL,)),
        ("3326.1301.0190.9001", "3326130101909001", (Kind.NUMBER_PUNCTUATED,)),
        ("\u200b3326130101909001", "3326130101909001", (Kind.INVISIBLE_CHARACTERS,)),
        ("3.32613E+15", None, (Kind.NUMBER_IN_SCIENTIFIC_NOTATION,)),
        ("3,32613E15", None, (Kind.NUMBER_IN_SCIENTIFIC_NOTATION,)),
        ("tidak punya", None, (Kind.NUMBER_WITH_LETTERS,)),
        ("1111111111111111", None, (Kind.NUMBER_ZERO,)),
        ("332613010190900.0", None, (Kind.NUMBER_TOO_SHORT,)),
    ],
)
def test_a_number_is_mended_where_no_digit_is_lost(
    raw: str, value: str | None, kinds: tuple[Kind, ...]
) -> None:
    assert number_judge()(raw) == (value, kinds)


@pytest.mark.parametrize(
    ("raw", "value"),
    [("12", 12), ("12.0", 12), ("12,6", 13), ("1.200", 1200), ("36 m2", 36), ("-5", None)],
)
def test_a_count_is_read_with_decimals_and_units(raw: str, value: int | None) -> None:
    assert integer_judge()(raw)[0] == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("001", "001"),
        ("1", "001"),
        ("RT. 02", "002"),
        ("'003", "003"),
        ("000", None),
        ("1/2", None),
    ],
)
def test_an_rt_has_three_digits(raw: str, value: str | None) -> None:
    assert rt_rw_judge()(raw)[0] == value


@pytest.mark.parametrize(
    ("raw", "value", "kinds"),
    [
        ("SITI AISYAH", "SITI AISYAH", ()),
        ("H. AHMAD, S.PD", "H. AHMAD, S.PD", ()),
        ("NI'MAH", "NI'MAH", ()),
        ("JOSÉ", "JOSÉ", ()),
        ("ALMAIDAH", "ALMAIDAH", ()),
        ("ALM AHMAD", "ALM AHMAD", (Kind.NAME_OF_DECEASED,)),
        ("AHMAD (Almh)", "AHMAD (ALMH)", (Kind.NAME_IN_OTHER_CASE, Kind.NAME_OF_DECEASED)),
        ("SITI, AISYAH", "SITI, AISYAH", (Kind.DELIMITER_IN_CELL,)),
        ("NI`MAH", "NI'MAH", (Kind.NAME_WITH_ODD_APOSTROPHE,)),
        ('MUH "AMAT"', "MUH AMAT", (Kind.QUOTE_IN_CELL,)),
        ("...", None, (Kind.NAME_MISSING,)),
        ("NULL", None, (Kind.NAME_MISSING,)),
    ],
)
def test_a_name_is_kept_in_plain_capitals(
    raw: str, value: str | None, kinds: tuple[Kind, ...]
) -> None:
    assert name_judge(strange=",", style=frozenset({"upper"}))(raw) == (value, kinds)


def test_a_column_of_small_letters_is_a_format_and_no_defect() -> None:
    assert name_judge()("Siti Aisyah") == ("SITI AISYAH", ())


@pytest.mark.parametrize("raw", ["=1+1", "@SUM(A1)", "+62 rumah", "-PEKALONGAN"])
def test_a_formula_is_kept_as_text_and_flagged(raw: str) -> None:
    assert text_judge()(raw) == (raw, (Kind.FORMULA_IN_CELL,))


@pytest.mark.parametrize("raw", ["-6.932741", "+62812345", "RT 1 - RW 2"])
def test_a_number_with_a_sign_is_no_formula(raw: str) -> None:
    assert text_judge()(raw) == (raw, ())


def test_a_code_book_answers_for_codes_and_labels(reference: ExtractReference) -> None:
    judge = code_judge(reference.code_book, "roof_type", style=frozenset({"code", "label"}))
    assert judge("2") == (2, ())
    assert judge("Genteng") == (2, ())
    assert judge("2. Genteng") == (2, ())
    assert judge("27") == (27, (Kind.CODE_UNKNOWN,))
    assert judge("Emas") == (None, (Kind.CODE_UNKNOWN,))
    assert judge("2 - Seng") == (None, (Kind.CODE_UNKNOWN,))


def test_a_memo_forgets_in_time_and_answers_the_same_again() -> None:
    memo = Memo(text_judge())
    for number in range(60_000):
        assert memo[f" {number}"] == str(number)
    memo.trim()
    assert len(memo) == len(memo.odd) == 0
    assert memo[" 7"] == "7"


def test_a_memo_does_not_keep_what_is_long() -> None:
    memo = Memo(text_judge())
    assert memo["A" * 5_000] == "A" * 5_000
    assert len(memo) == 0
    assert memo.odd["A" * 5_000] == (Kind.CELL_TOO_LONG,)


def test_bytes_that_are_no_text_can_be_shown() -> None:
    assert visible("JOS\udcc9") == "JOS\\xc9"
    assert plain("JOS\udcc9") == ("JOSÉ", (Kind.UNDECODABLE_BYTES,))
