"""Dates of birth in whatever way they are written; kept as ISO text.

A date is read in the order day, month, year; the American order only where the other is impossible
and the NIK confirms it. What one cell cannot settle is `Pending` until the NIK has been asked.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from desktop_app.domain.extract import Value
from desktop_app.domain.identity import parse_national_id
from desktop_app.domain.problem import ProblemKind as Kind
from desktop_app.extracts.cells import Judge, Judged, is_null_word, odd_text, plain

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_TIME = re.compile(
    r"(.*?\d)[ T]\d{1,2}[:.]\d\d(?:[:.]\d\d(?:\.\d+)?)?(?:Z| ?[AP]M)?", re.IGNORECASE
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2})([ .,/-]*)([A-Za-z]{3,9})[ .,/-]*(\d{4}|\d{2})")
_WORDS_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})[ .-]*(\d{1,2})[ .,-]+(\d{4})")
_COMPACT = re.compile(r"\d{8}")
_SERIAL = re.compile(r"(\d{4,5})(?:[.,]\d+)?")
_NOTHING = re.compile(r"[0/. -]+")

_MONTHS = {
    **{"jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7},
    **{
        "agu": 8,
        "ags": 8,
        "agt": 8,
        "aug": 8,
        "sep": 9,
        "okt": 10,
        "oct": 10,
        "nov": 11,
        "nop": 11,
    },
    **{"des": 12, "dec": 12},
}
_SERIAL_ZERO = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 366, 60_000
OLDEST_YEAR = 1900
_GROWN = 12
_GROWN_UP = frozenset({1, 2, 4, 6})
"""Relations that a child cannot have: head, spouse, child-in-law, parent."""

SHAPES = frozenset({"iso", "words", "serial", "compact"})


class Read(NamedTuple):
    """What a cell says: the shape it is written in and its parts; `day` 0 where it says nothing."""

    shape: str
    year: int
    month: int
    day: int


def read_date(text: str) -> Read | None:
    """The parts of a plain text, or None if it is no date at all; nothing is checked."""
    if found := _YEAR_FIRST.fullmatch(text):
        year, separator, month, day = found.groups()
        padded = len(month) == len(day) == 2
        shape = "iso" if separator == "-" and padded else f"ymd{separator}"
        return Read(shape, int(year), int(month), int(day))
    if found := _DAY_FIRST.fullmatch(text):
        day, separator, month, year = found.groups()
        short = "yy" if len(year) == 2 else ""
        # 11-12-1990 is the same with and without leading zeros.
        is_plain = "" if "0" in (month[0], day[0]) else "="
        loose = is_plain if len(month) == len(day) == 2 else "~"
        return Read(f"dmy{separator}{short}{loose}", int(year), int(month), int(day))
    if found := _WORDS.fullmatch(text):
        month = _MONTHS.get(found[3][:3].lower(), 0)
        short = "yy" if len(found[4]) == 2 else ""
        shape = f"words{found[2].strip()}{short}"
        return Read(shape, int(found[4]), month, int(found[1])) if month else None
    if found := _WORDS_MONTH_FIRST.fullmatch(text):
        month = _MONTHS.get(found[1][:3].lower(), 0)
        return Read("words", int(found[3]), month, int(found[2])) if month else None
    if _COMPACT.fullmatch(text):
        if OLDEST_YEAR <= int(text[:4]) <= 2100:
            return Read("compact", int(text[:4]), int(text[4:6]), int(text[6:]))
        return Read("compact", int(text[4:]), int(text[2:4]), int(text[:2]))
    if found := _SERIAL.fullmatch(text):
        days = int(found[1])
        # 1979 alone is a year, not the day 1 June 1905.
        if _FIRST_SERIAL <= days <= _LAST_SERIAL and not OLDEST_YEAR <= days <= 2100:
            day_of = _SERIAL_ZERO + timedelta(days=days)
            return Read("serial", day_of.year, day_of.month, day_of.day)
    return None


PENDING_YEAR = "?year"
PENDING_ORDER = "?order"


def date_judge(today: date, *, style: frozenset[str] = frozenset()) -> Judge:
    """Judge a date of birth; `style` are the shapes that are the column's own.

    A value that begins with ``?`` is pending: `settle` must be asked with the row's NIK.
    """
    latest = today.isoformat()

    def judge(raw: str) -> Judged:
        if _ISO.fullmatch(raw) and "iso" in style and "time" not in style:
            return _checked(int(raw[:4]), int(raw[5:7]), int(raw[8:]), (), latest)
        text, kinds = plain(raw)
        text = text.lstrip("'")
        if not text or is_null_word(text):
            return None, (Kind.DATE_MISSING,)
        if _NOTHING.fullmatch(text):
            return None, (Kind.DATE_IMPOSSIBLE,)
        if with_time := _TIME.fullmatch(text):
            text = with_time[1].rstrip()
            if "time" not in style:
                kinds = (*kinds, Kind.DATE_WITH_TIME)
        found = read_date(text)
        if found is None:
            return None, (*kinds, *(odd_text(text, "") or (Kind.DATE_IMPOSSIBLE,)))
        if found.shape not in style and Kind.DATE_WITH_TIME not in kinds:
            kinds = (*kinds, _kind_of(found.shape))
        elif "time" in style and not with_time:
            kinds = (*kinds, Kind.DATE_IN_OTHER_FORMAT)
        if "yy" in found.shape:
            if Kind.DATE_WITH_SHORT_YEAR not in kinds and found.shape not in style:
                kinds = (*kinds, Kind.DATE_WITH_SHORT_YEAR)
            return f"{PENDING_YEAR} {found.year:02}-{found.month:02}-{found.day:02}", kinds or (
                Kind.DATE_WITH_SHORT_YEAR,
            )
        if found.shape.startswith("dmy") and found.month > 12 >= found.day:
            return f"{PENDING_ORDER} {found.year:04}-{found.day:02}-{found.month:02}", (
                Kind.DATE_MONTH_FIRST,
            )
        return _checked(found.year, found.month, found.day, kinds, latest)

    return judge


def settle(
    pending: str, national_id: str | None, today: date, relationship: Value = None
) -> Judged:
    """What a pending value comes to, with the NIK of the row as its witness.

    The NIK does not say the century; but who is the head of a family, married into it or a parent
    of the head is no small child.
    """
    what, _, parts = pending.partition(" ")
    year, month, day = (int(part) for part in parts.split("-"))
    nik = parse_national_id(national_id) if national_id else None
    confirmed = nik is not None and (nik.birth_day, nik.birth_month, nik.birth_year) == (
        day,
        month,
        year % 100,
    )
    latest = today.isoformat()
    if what == PENDING_ORDER:
        if not confirmed:
            return None, (Kind.DATE_IMPOSSIBLE,)
        return _checked(year, month, day, (Kind.DATE_MONTH_FIRST,), latest)
    this_century = _checked(2000 + year, month, day, (Kind.DATE_WITH_SHORT_YEAR,), latest)
    is_small = 2000 + year > today.year - _GROWN
    if this_century[0] is None or (relationship in _GROWN_UP and is_small):
        # Not born yet by that reading, or not grown up: it can only be the century before.
        return _checked(1900 + year, month, day, (Kind.DATE_WITH_SHORT_YEAR,), latest)
    return this_century if confirmed else (None, (Kind.DATE_AMBIGUOUS,))


def _kind_of(shape: str) -> Kind:
    if shape.startswith("words"):
        return Kind.DATE_IN_WORDS
    return Kind.DATE_AS_SERIAL if shape == "serial" else Kind.DATE_IN_OTHER_FORMAT


def _checked(year: int, month: int, day: int, kinds: tuple[Kind, ...], latest: str) -> Judged:
    try:
        value = date(year, month, day).isoformat()
    except ValueError:
        return None, (Kind.DATE_IMPOSSIBLE,)
    if value > latest:
        return None, (*kinds, Kind.DATE_IN_FUTURE)
    if year < OLDEST_YEAR:
        return None, (*kinds, Kind.DATE_TOO_OLD)
    return value, kinds
