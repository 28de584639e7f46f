"""Numbers, dates, money and masked numbers as a person reads them, in the language in use.

Inside the program times are UTC and numbers are numbers; this is the one place where they become
local and get their dots. The months are written out here because the program may run on a machine
that has no Indonesian locale.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from desktop_app.domain.identity import grouped, masked
from desktop_app.language import current, mark, tr, trn

_MONTHS = (
    mark("January"),
    mark("February"),
    mark("March"),
    mark("April"),
    mark("May"),
    mark("June"),
    mark("July"),
    mark("August"),
    mark("September"),
    mark("October"),
    mark("November"),
    mark("December"),
)
_SHORT_MONTHS = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_WEEKDAYS = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)
_UNITS = ("B", "KB", "MB", "GB", "TB")


def number(value: int | Decimal | float, *, decimals: int = 0) -> str:
    """``1034521`` as ``1.034.521`` (English: ``1,034,521``), rounded half up."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    english = f"{exact:,.{decimals}f}"
    if english.startswith("-") and not exact:
        english = english[1:]
    return english if current() == "en" else english.translate(_SWAPPED)


def money(rupiah: int | Decimal) -> str:
    """``300000`` as ``Rp300.000``; sen are shown only where there are any."""
    exact = Decimal(rupiah)
    decimals = 0 if exact == int(exact) else 2
    sign = "-" if exact < 0 else ""
    return f"{sign}Rp{number(abs(exact), decimals=decimals)}"


def percent(part: float, *, decimals: int = 0) -> str:
    """``0.375`` as ``38%`` or, with one decimal, ``37,5%``."""
    return f"{number(Decimal(str(part)) * 100, decimals=decimals)}%"


def date_long(day: date) -> str:
    """``24 November 2026``."""
    return f"{day.day} {tr(_MONTHS[day.month - 1])} {day.year}"


def date_short(day: date) -> str:
    """``24 Nov 2026``, for lists and the status line."""
    return f"{day.day} {_SHORT_MONTHS[current()][day.month - 1]} {day.year}"


def date_digits(day: date) -> str:
    """``24-11-2026``, as it is typed into a field."""
    return f"{day.day:02}-{day.month:02}-{day.year}"


def weekday_date(day: date) -> str:
    """``Selasa, 24 November 2026``."""
    return f"{tr(_WEEKDAYS[day.weekday()])}, {date_long(day)}"


def month_long(year: int, month: int) -> str:
    """``November 2026``."""
    return f"{tr(_MONTHS[month - 1])} {year}"


def moment(at: datetime, *, zone: tzinfo | None = None) -> str:
    """A UTC moment as local ``24 Nov 2026 14.05``; `zone` None means the machine's own."""
    local = at.astimezone(zone)
    clock = f"{local:%H:%M}" if current() == "en" else f"{local:%H.%M}"
    return f"{date_short(local.date())} {clock}"


def ago(then: datetime, now: datetime, *, zone: tzinfo | None = None) -> str:
    """How long `then` is behind `now`: just now, 5 minutes ago, yesterday, 9 days ago."""
    passed = max(now - then, timedelta())
    minutes = int(passed.total_seconds() // 60)
    days = (now.astimezone(zone).date() - then.astimezone(zone).date()).days
    if minutes < 1:
        return tr("just now")
    if minutes < 60:
        return trn("{n} minute ago", "{n} minutes ago", minutes).format(n=minutes)
    if days < 1 or minutes < 6 * 60:
        hours = minutes // 60
        return trn("{n} hour ago", "{n} hours ago", hours).format(n=hours)
    return days_ago(days)


def days_ago(days: int) -> str:
    """Today, yesterday, ``9 hari lalu``."""
    if days <= 0:
        return tr("today")
    if days == 1:
        return tr("yesterday")
    return trn("{n} day ago", "{n} days ago", days).format(n=number(days))


def days(count: int) -> str:
    """``137 hari``: the age of data, a wait."""
    return trn("{n} day", "{n} days", count).format(n=number(count))


def file_size(size: int) -> str:
    """``12,4 MB``, counted in thousands as file managers and stick makers do."""
    amount, unit = float(size), 0
    while amount >= 999.5 and unit < len(_UNITS) - 1:
        amount /= 1000
        unit += 1
    return f"{number(amount, decimals=1 if unit and amount < 99.95 else 0)} {_UNITS[unit]}"


def duration(seconds: float) -> str:
    """``2 menit 10 detik``: how long something took or will take."""
    whole = max(0, round(seconds))
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    parts = []
    if hours:
        parts.append(trn("{n} hour", "{n} hours", hours).format(n=number(hours)))
    if minutes:
        parts.append(trn("{n} minute", "{n} minutes", minutes).format(n=minutes))
    if (rest or not parts) and not hours:
        parts.append(trn("{n} second", "{n} seconds", rest).format(n=rest))
    return " ".join(parts)


def decile_words(decile: int | None) -> str:
    """``Desil 3``, or that the family has none yet, which is a value of its own."""
    return tr("No decile yet") if decile is None else tr("Decile {n}").format(n=decile)


def decile_spoken(decile: int | None) -> str:
    """What a screen reader says: with the ten, because it cannot see the bar."""
    if decile is None:
        return decile_words(None)
    return tr("{decile} of 10").format(decile=decile_words(decile))


def number_grouped(digits: str) -> str:
    """A NIK or KK in groups of four for the eye; what is copied stays without blanks."""
    return grouped(digits)


def number_masked(digits: str) -> str:
    """A NIK or KK with all but its last four digits hidden, in groups of four."""
    return grouped(masked(digits))


def number_tail(digits: str) -> str:
    """The last four digits of a NIK or KK, for lists: ``•••• 9001``."""
    return grouped(masked(digits))[-_TAIL:]


_TAIL = 9
_SWAPPED = str.maketrans(",.", ".,")
