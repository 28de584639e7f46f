"""Dates as Indonesian offices write them, and the dates people type.

Everything here is about calendar days (`date`); moments are UTC and belong to the op.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from desktop_app.domain.money import in_words
from desktop_app.errors import Code, UserError

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
WESTERN_INDONESIA = timezone(timedelta(hours=7), "WIB")
"""The time that every office of the kabupaten lives by, whatever its computer is set to."""
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

_FEWEST_LETTERS = 3
_OTHER_SPELLINGS = {"pebruari": 2, "peb": 2, "agt": 8, "ags": 8, "nopember": 11, "nop": 11}
_OTHER_WEEKDAYS = {"jum'at": 4, "jum’at": 4, "ahad": 6}

_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*([-/.])\s*([0-9]{1,2})\s*\2\s*([0-9]{4})")
_IN_WORDS = re.compile(
    r"(?:([^\W\d_]+['’]?[^\W\d_]*)\s*,\s*)?([0-9]{1,2})[\s-]+([^\W\d_]+)\.?[\s-]+([0-9]{4})"
)


def day_of(moment: datetime) -> date:
    """The calendar day of a moment at the office."""
    return moment.astimezone(WESTERN_INDONESIA).date()


def long_date(day: date) -> str:
    """``24 November 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04d}"


def long_date_with_weekday(day: date) -> str:
    """``Selasa, 24 November 2026``."""
    return f"{weekday_name(day)}, {long_date(day)}"


def short_date(day: date) -> str:
    """``24-11-2026``."""
    return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"


def weekday_name(day: date) -> str:
    """``Selasa``."""
    return WEEKDAYS[day.weekday()]


def roman_month(day: date) -> str:
    """The month as letter numbers carry it: ``XI`` for November."""
    return ROMAN_MONTHS[day.month - 1]


def date_in_words(day: date) -> str:
    """As a *berita acara* opens: ``Selasa tanggal dua puluh empat bulan November tahun dua ribu …``."""
    return (
        f"{weekday_name(day)} tanggal {in_words(day.day)} bulan {MONTHS[day.month - 1]} "
        f"tahun {in_words(day.year)}"
    )


def parse_date(text: str) -> date:
    """The day somebody typed: ``24-11-2026``, ``24/11/2026``, ``24.11.2026``, ``24 November 2026``,
    ``Selasa, 24 Nov 2026`` or ``2026-11-24``.

    The day always comes before the month, and the year has four digits: ``1-2-26`` could be three
    days. Raises `UserError` (`DATE_INVALID`) for that, for a day that does not exist, and for a
    weekday that is not that day's.
    """
    typed = " ".join(text.split())
    if found := _YEAR_FIRST.fullmatch(typed):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(typed):
        return _day(int(found[4]), int(found[3]), int(found[1]))
    if found := _IN_WORDS.fullmatch(typed):
        day = _day(int(found[4]), _month(found[3]), int(found[2]))
        if found[1] and _weekday(found[1]) != day.weekday():
            raise UserError(Code.DATE_INVALID)
        return day
    raise UserError(Code.DATE_INVALID)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UserError(Code.DATE_INVALID) from error


def _month(word: str) -> int:
    """1 to 12; 0, which no date has, for a word that is no month."""
    folded = word.casefold()
    if folded in _OTHER_SPELLINGS:
        return _OTHER_SPELLINGS[folded]
    if len(folded) < _FEWEST_LETTERS:
        return 0
    return next((n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(folded)), 0)


def _weekday(word: str) -> int | None:
    folded = word.casefold()
    if folded in _OTHER_WEEKDAYS:
        return _OTHER_WEEKDAYS[folded]
    return next((n for n, name in enumerate(WEEKDAYS) if name.casefold() == folded), None)
