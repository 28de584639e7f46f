"""Numbers of letters: the pattern an office chose, the series it counts in, and the next number.

A number is unique within (office, series, year) and starts again at 1 every January. A cancelled
letter keeps its number; a letter dated back may carry a sub-number (``12a``). Patterns are typed
by people, so their words are Indonesian::

    {kode}/{nomor:4}/{unit}/{bulan_romawi}/{tahun}      400.9.14.1/0128/08.1006/II/2026
    {kode}/{nomor:3}/Kec.{tahun}                        400.9.14.1/021/Kec.2026
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.dates import ROMAN_MONTHS, roman_month
from desktop_app.errors import Code, UserError

LONGEST_NUMBER = 8
_PIECE = re.compile(r"\{([^{}]*)\}|([^{}]+)|([{}])")
_SUB_NUMBER = re.compile(r"[a-z]?")


class Token(StrEnum):
    """What a pattern may hold between braces."""

    CODE = "kode"
    NUMBER = "nomor"
    UNIT = "unit"
    MONTH = "bulan"
    ROMAN_MONTH = "bulan_romawi"
    YEAR = "tahun"


@dataclass(frozen=True, slots=True)
class LetterNumber:
    """One place in the number book: the year's `number`, and ``a`` to ``z`` squeezed in after it."""

    series: str
    year: int
    number: int
    sub_number: str = ""


@dataclass(frozen=True, slots=True)
class NumberPattern:
    """How an office writes its numbers; make one with `parse`."""

    text: str
    pieces: tuple[tuple[Token | None, str], ...]  # (None, literal) or (token, width)

    @classmethod
    def parse(cls, text: str) -> NumberPattern:
        """Understand a pattern; raises `UserError` (`LETTER_PATTERN_FAULTY`).

        It must hold ``{nomor}`` once and the year somewhere, else two years would share numbers.
        """
        pieces: list[tuple[Token | None, str]] = []
        for found in _PIECE.finditer(text.strip()):
            inside, literal, stray = found.groups()
            if stray:
                raise UserError(Code.LETTER_PATTERN_FAULTY, part=stray)
            pieces.append((None, literal) if literal else _token(inside or ""))
        tokens = [token for token, _ in pieces if token]
        for needed in (Token.NUMBER, Token.YEAR):
            if needed not in tokens:
                raise UserError(Code.LETTER_PATTERN_FAULTY, part="{" + needed.value + "}")
        if tokens.count(Token.NUMBER) > 1:
            raise UserError(Code.LETTER_PATTERN_FAULTY, part="{nomor}")
        return cls(text.strip(), tuple(pieces))

    def format(self, number: LetterNumber, *, dated: date, code: str, unit: str = "") -> str:
        """The number as printed on a letter of `dated`."""
        written = []
        for token, rest in self.pieces:
            match token:
                case None:
                    written.append(rest)
                case Token.NUMBER:
                    written.append(f"{number.number:0{int(rest or 1)}d}{number.sub_number}")
                case Token.CODE:
                    written.append(code)
                case Token.UNIT:
                    written.append(unit)
                case Token.MONTH:
                    written.append(f"{dated.month:02d}")
                case Token.ROMAN_MONTH:
                    written.append(roman_month(dated))
                case Token.YEAR:
                    written.append(f"{number.year:04d}"[-int(rest or 4) :])
        return "".join(written)

    def read(self, text: str) -> tuple[int, str] | None:
        """The running number and sub-number in a number written by this pattern; None if it is not."""
        found = re.fullmatch(
            "".join(_expression(token, rest) for token, rest in self.pieces), text.strip()
        )
        return (int(found["number"]), found["sub"]) if found else None


class SeriesRule(StrEnum):
    """Which letters of an office count together."""

    ONE = "one"
    PER_KIND = "per-kind"
    PER_CODE = "per-code"


def series_of(rule: SeriesRule, *, kind: str, code: str) -> str:
    """The series in which a letter of this kind and classification code counts."""
    match rule:
        case SeriesRule.ONE:
            return "all"
        case SeriesRule.PER_KIND:
            return f"kind:{kind}"
        case SeriesRule.PER_CODE:
            return f"code:{code}"


def numbered_by_hand(text: str, *, series: str, year: int) -> LetterNumber:
    """The place for a number somebody took from the paper book: ``12`` or ``12a``.

    Raises `UserError` (`LETTER_NUMBER_INVALID`).
    """
    digits = text.strip().rstrip("abcdefghijklmnopqrstuvwxyz")
    sub_number = text.strip()[len(digits) :]
    if not (
        digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER and int(digits)
    ):
        raise UserError(Code.LETTER_NUMBER_INVALID)
    if not _SUB_NUMBER.fullmatch(sub_number):
        raise UserError(Code.LETTER_NUMBER_INVALID)
    return LetterNumber(series, year, int(digits), sub_number)


def _token(inside: str) -> tuple[Token, str]:
    name, _, width = inside.partition(":")
    name, width = name.strip(), width.strip()
    try:
        token = Token(name)
    except ValueError as error:
        raise UserError(Code.LETTER_PATTERN_FAULTY, part="{" + inside + "}") from error
    allowed = {Token.NUMBER: range(1, LONGEST_NUMBER + 1), Token.YEAR: (2, 4)}.get(token, ())
    if width and not (width.isascii() and width.isdigit() and int(width) in allowed):
        raise UserError(Code.LETTER_PATTERN_FAULTY, part="{" + inside + "}")
    return token, width


def _expression(token: Token | None, rest: str) -> str:
    match token:
        case None:
            return re.escape(rest)
        case Token.NUMBER:
            return "(?P<number>[0-9]+)(?P<sub>[a-z]?)"
        case Token.MONTH:
            return "[0-9]{2}"
        case Token.ROMAN_MONTH:
            return f"(?:{'|'.join(ROMAN_MONTHS)})"
        case Token.YEAR:
            return f"[0-9]{{{rest or 4}}}"
    return ".*?"
