"""Cells of tables that people open in a spreadsheet."""

from __future__ import annotations

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\x00")


def harmless(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula: an apostrophe before one that begins so.

    The rule of OWASP ASVS 1.2.10; a name may well begin with ``-`` or ``=``.
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
