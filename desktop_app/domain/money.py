"""Rupiah: how amounts are written, read from what people type, and spelled out (*terbilang*).

Amounts are whole rupiah (`int`); sen have not been in use for decades and are printed as ``,00``.
"""

from __future__ import annotations

import re

from desktop_app.errors import Code, UserError

MOST = 999_999_999_999_999
"""The largest number that can be spelled out: 999 triliun and all that fits below it."""

_ONES = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SCALES = ("", "ribu", "juta", "miliar", "triliun")
_TYPED = re.compile(
    r"(?:rp\.?\s*)?([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?:0{1,2}|-))?", re.IGNORECASE
)


def grouped(number: int) -> str:
    """``1500000`` as ``1.500.000``."""
    return f"{number:,}".replace(",", ".")


def rupiah(amount: int, *, sen: bool = True) -> str:
    """``1500000`` as ``Rp1.500.000,00``, or ``Rp1.500.000`` where `sen` would be noise."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{grouped(abs(amount))}{',00' if sen else ''}"


def parse_rupiah(text: str) -> int:
    """The whole rupiah of ``1500000``, ``1.500.000``, ``Rp 1.500.000,00`` or ``Rp1.500.000,-``.

    Raises `UserError` (`AMOUNT_INVALID`) for anything else: ``1,5`` or ``1.50`` could mean two things.
    """
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        raise UserError(Code.AMOUNT_INVALID)
    amount = int(found[1].replace(".", ""))
    if amount > MOST:
        raise UserError(Code.AMOUNT_INVALID)
    return amount


def in_words(number: int) -> str:
    """`number` spelled out in Indonesian: ``1500000`` is ``satu juta lima ratus ribu``.

    Raises `UserError` (`AMOUNT_INVALID`) beyond `MOST` on either side of zero.
    """
    if abs(number) > MOST:
        raise UserError(Code.AMOUNT_INVALID)
    if number < 0:
        return f"minus {in_words(-number)}"
    if number == 0:
        return "nol"
    words: list[str] = []
    for power in range(len(_SCALES) - 1, -1, -1):
        group = number // 1000**power % 1000
        if group == 1 and power == 1:
            words.append("seribu")  # but "satu juta": only ten, hundred and thousand take "se-"
        elif group:
            words += [*_below_thousand(group), _SCALES[power]]
    return " ".join(word for word in words if word)


def rupiah_in_words(amount: int) -> str:
    """``1500000`` as ``satu juta lima ratus ribu rupiah``."""
    return f"{in_words(amount)} rupiah"


def rupiah_with_words(amount: int) -> str:
    """As letters write it: ``Rp1.500.000,00 (satu juta lima ratus ribu rupiah)``."""
    return f"{rupiah(amount)} ({rupiah_in_words(amount)})"


def _below_thousand(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    words = ["seratus"] if hundreds == 1 else [_ONES[hundreds], "ratus"] if hundreds else []
    if rest == 10:
        return [*words, "sepuluh"]
    if rest == 11:
        return [*words, "sebelas"]
    if 12 <= rest <= 19:
        return [*words, _ONES[rest - 10], "belas"]
    tens, ones = divmod(rest, 10)
    if tens:
        words += [_ONES[tens], "puluh"]
    return [*words, _ONES[ones]] if ones else words
