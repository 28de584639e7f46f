"""Cells made of digits: NIK and KK, counts, deciles, RT and RW, region codes."""

from __future__ import annotations

import re

from desktop_app.domain.problem import ProblemKind as Kind
from desktop_app.extracts.cells import (
    Judge,
    Judged,
    is_null_word,
    odd_text,
    plain,
    text_judge,
)

GOOD_NUMBER = re.compile(r"(?!([0-9])\1{15})[0-9]{12}(?!0000)[0-9]{4}")
"""Sixteen digits that are not all the same and have a sequence number."""
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,2}", re.ASCII)
_DECIMAL_TAIL = re.compile(r"(\d+)[.,]0+", re.ASCII)
_PUNCTUATION = re.compile("[\\s.,'\"’‘`´_/-]+")
_FORCED_TEXT = re.compile(r'="?(\d+)"?', re.ASCII)
_DIGITS = re.compile(r"[0-9]+")
_TYPED = re.compile(r"([0-9]{16,})\.")
EXACT = "exact"


def is_exact_number(cell: str) -> bool:
    """True for a NIK or KK that a workbook holds as a number, with all its sixteen digits."""
    return _TYPED.fullmatch(cell) is not None and cell[-2] != "0"


def is_rounded_number(cell: str) -> bool:
    """True for one whose last digit may have been lost."""
    return _TYPED.fullmatch(cell) is not None and cell[-2] == "0"


def number_judge(
    *, typed: bool = False, card: bool = False, style: frozenset[str] = frozenset()
) -> Judge:
    """Judge a NIK or KK; it is sixteen digits or nothing.

    A `card` that ends in 0000 was most likely rounded; no NIK can end so.
    `typed` is for workbooks, where a cell may hold a number: a spreadsheet keeps fifteen digits of
    it and writes zeros for the rest, unless a program wrote them (``"exact"`` in `style`). `style`
    also names what has to be mended in every cell of the column, and is no defect of one.
    """

    def judge(raw: str) -> Judged:
        if GOOD_NUMBER.fullmatch(raw):
            return raw, ()
        if typed and (found := _TYPED.fullmatch(raw)):
            return _of_spreadsheet(found[1], is_exact=EXACT in style)
        text, kinds = plain(raw)
        if not text or is_null_word(text):
            return None, (Kind.NUMBER_MISSING,)
        kinds = tuple(kind for kind in kinds if kind is not Kind.ODD_BLANKS)
        if forced := _FORCED_TEXT.fullmatch(text):
            text, kinds = forced[1], (*kinds, Kind.FORMULA_IN_CELL)
        if _SCIENTIFIC.fullmatch(text):
            return None, (*kinds, Kind.NUMBER_IN_SCIENTIFIC_NOTATION)
        if decimals := _DECIMAL_TAIL.fullmatch(text):
            text = decimals[1]
            kinds = (*kinds, Kind.NUMBER_WITH_DECIMALS)
        digits = _PUNCTUATION.sub("", text)
        if not digits:
            return None, (*kinds, Kind.NUMBER_MISSING)
        if not _DIGITS.fullmatch(digits):
            return None, (*kinds, Kind.NUMBER_WITH_LETTERS)
        unreadable = _unreadable(digits)
        if unreadable:
            # What was mended on the way does not matter where nothing could be kept.
            return None, (unreadable,)
        if digits != raw and not kinds:
            kinds = (Kind.NUMBER_PUNCTUATED,)
        if digits.endswith("0000"):
            rounded = Kind.NUMBER_PRECISION_LOST if card else Kind.NATIONAL_ID_IMPOSSIBLE
            kinds = (*kinds, rounded)
        return digits, tuple(kind for kind in kinds if kind.value not in style)

    return judge


def is_one_digit(digits: str) -> bool:
    """True for 0000…, 9999… and the like: what people type when they have no number."""
    return digits == digits[0] * len(digits)


def _unreadable(digits: str) -> Kind | None:
    if is_one_digit(digits) or not int(digits):
        return Kind.NUMBER_ZERO
    if len(digits) != 16:
        return Kind.NUMBER_TOO_SHORT if len(digits) < 16 else Kind.NUMBER_TOO_LONG
    return None


def _of_spreadsheet(digits: str, *, is_exact: bool) -> Judged:
    unreadable = _unreadable(digits)
    if unreadable:
        return None, (unreadable,)
    if digits.endswith("0000" if is_exact else "0"):
        return None, (Kind.NUMBER_PRECISION_LOST,)
    return digits, ()


def customer_judge(*, style: frozenset[str] = frozenset()) -> Judge:
    """Judge the number of an electricity customer: digits of any length, else the text as it is."""
    otherwise = text_judge(style=style)

    def judge(raw: str) -> Judged:
        if not raw or _DIGITS.fullmatch(raw):
            return raw or None, ()
        text, kinds = plain(raw)
        if _SCIENTIFIC.fullmatch(text):
            return None, (*kinds, Kind.NUMBER_IN_SCIENTIFIC_NOTATION)
        if decimals := _DECIMAL_TAIL.fullmatch(text):
            return decimals[1], (*kinds, Kind.NUMBER_WITH_DECIMALS)
        if _DIGITS.fullmatch(text.lstrip("'")):
            return text.lstrip("'"), (Kind.NUMBER_PUNCTUATED,)
        return otherwise(raw)

    return judge


_COUNT = re.compile(r"[0-9]{1,9}")
_COUNT_LOOSE = re.compile(
    r"(?:(\d{1,3}(?:\.\d{3})+)|(\d{1,9})(?:[.,](\d+))?) ?(?:m2|orang|jiwa|ekor|buah|unit|kali)?",
    re.IGNORECASE | re.ASCII,
)


def integer_judge(*, style: frozenset[str] = frozenset()) -> Judge:
    """Judge a count; decimals are rounded, a unit is dropped, anything else is unreadable."""

    def judge(raw: str) -> Judged:
        if not raw:
            return None, ()
        if _COUNT.fullmatch(raw):
            return int(raw), ()
        text, kinds = plain(raw)
        if not text:
            return None, ()
        if _COUNT.fullmatch(text):
            return int(text), kinds
        if is_null_word(text):
            return None, () if "nulls" in style else (Kind.NULL_WORD,)
        found = _COUNT_LOOSE.fullmatch(text)
        if found is None:
            return None, (*kinds, *(odd_text(text, "") or (Kind.NUMERAL_UNREADABLE,)))
        grouped, whole, decimals = found.groups()
        value = int(grouped.replace(".", "")) if grouped else int(whole) + _half_up(decimals)
        return value, kinds if "decimals" in style else (*kinds, Kind.NUMERAL_SPELLED_OTHERWISE)

    return judge


def _half_up(decimals: str | None) -> int:
    return int(bool(decimals) and decimals is not None and decimals[0] >= "5")


_DECILES = {str(decile): decile for decile in range(1, 11)}
_PADDED = frozenset(f"0{decile}" for decile in range(1, 11))
_ROMAN = dict(
    zip(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), range(1, 11), strict=True)
)
_DECILE_WORD = re.compile(r"(?:DESIL|DECILE|D)?[ .:_-]*(\d{1,3})(?:[.,]0+)?", re.ASCII)
_ROMAN_WORD = re.compile(r"(?:DESIL|DECILE|D)?[ .:_-]*([IVX]+)")
_RANGE = re.compile(r".*\d\s*(?:-|–|S/?D|SAMPAI|/|,|&|DAN|\+)\s*\D*\d+.*")
_UNRANKED = frozenset(
    {"BELUM BERDESIL", "BELUM DESIL", "TIDAK BERDESIL", "TANPA DESIL", "DESIL NULL"}
)


def decile_shape(raw: str) -> str:
    """In which way a cell writes its decile; empty where it has none."""
    if raw in _DECILES:
        return "digits"
    text = plain(raw)[0].upper()
    if found := _DECILE_WORD.fullmatch(text):
        if text[0] == "D":
            return "words"
        return "decimals" if text != found[1] else "digits"
    return "roman" if _ROMAN_WORD.fullmatch(text) else ""


def decile_judge(*, style: frozenset[str] = frozenset()) -> Judge:
    """Judge a decile: 1 to 10, or None for *belum berdesil*; it is never guessed."""

    def judge(raw: str) -> Judged:
        if raw in _DECILES:
            return _DECILES[raw], ()
        text, kinds = plain(raw)
        text = text.upper()
        if not text or text in _UNRANKED:
            return None, ()
        if is_null_word(text):
            return None, () if "nulls" in style else (Kind.NULL_WORD,)
        usual = text not in _PADDED and decile_shape(text) in style
        spelled = () if usual else (Kind.DECILE_SPELLED_OTHERWISE,)
        if found := _DECILE_WORD.fullmatch(text):
            decile = int(found[1])
            if 1 <= decile <= 10:
                return decile, kinds or spelled
            return None, (Kind.DECILE_OUT_OF_RANGE,)
        if (found := _ROMAN_WORD.fullmatch(text)) and found[1] in _ROMAN:
            return _ROMAN[found[1]], spelled
        if _RANGE.fullmatch(text):
            return None, (Kind.DECILE_RANGE,)
        return None, (*kinds, Kind.DECILE_UNREADABLE)

    return judge


_THREE = re.compile(r"[0-9]{3}")
_RT_RW = re.compile(r"(?:RT|RW)?[ .:/_-]*0*(\d{1,3})(?:[.,]0+)?", re.ASCII)


def rt_rw_shape(raw: str) -> str:
    """In which way a cell writes its RT or RW; empty where it has none."""
    if _THREE.fullmatch(raw):
        return "three"
    text = plain(raw)[0].upper()
    found = _RT_RW.fullmatch(text)
    if found is None or not int(found[1]):
        return ""
    if text[0] == "R":
        return "words"
    return "short" if len(text) < 3 else "loose"


def rt_rw_judge(*, style: frozenset[str] = frozenset()) -> Judge:
    """Judge an RT or RW: three digits, or None where there is none."""

    def judge(raw: str) -> Judged:
        if _THREE.fullmatch(raw):
            return (raw, ()) if raw != "000" else (None, ())
        text, kinds = plain(raw)
        text = text.upper().lstrip("'")
        if not text:
            return None, ()
        if is_null_word(text):
            return None, () if "nulls" in style else (Kind.NULL_WORD,)
        found = _RT_RW.fullmatch(text)
        if found is None:
            return None, (*kinds, *(odd_text(text, "") or (Kind.RT_RW_UNREADABLE,)))
        if not int(found[1]):
            return None, ()
        spelled = () if rt_rw_shape(text) in style else (Kind.RT_RW_SPELLED_OTHERWISE,)
        return found[1].zfill(3), kinds or spelled

    return judge


_REGION = re.compile(r"[0-9]{2,10}")
_REGION_LOOSE = re.compile(r"'?(\d[\d. ]*\d)", re.ASCII)


def region_code_judge(*, style: frozenset[str] = frozenset()) -> Judge:
    """Judge the code of a region: its digits, as the file's own system writes them."""

    def judge(raw: str) -> Judged:
        if not raw:
            return None, ()
        if _REGION.fullmatch(raw):
            return raw, ()
        text, kinds = plain(raw)
        if not text:
            return None, ()
        if is_null_word(text):
            return None, () if "nulls" in style else (Kind.NULL_WORD,)
        if decimals := _DECIMAL_TAIL.fullmatch(text):
            return decimals[1], () if "decimals" in style else (
                Kind.VILLAGE_CODE_SPELLED_OTHERWISE,
            )
        if _SCIENTIFIC.fullmatch(text):
            return None, (Kind.VILLAGE_CODE_UNKNOWN,)
        found = _REGION_LOOSE.fullmatch(text)
        if found is None:
            return text, kinds
        digits = re.sub(r"[. ]", "", found[1])
        spelled = (
            () if "dotted" in style and text == found[1] else (Kind.VILLAGE_CODE_SPELLED_OTHERWISE,)
        )
        return digits, kinds or spelled

    return judge
