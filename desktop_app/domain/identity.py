"""NIK and KK numbers: what can be told from sixteen digits, and how they are shown.

A NIK is ``PPKKCC DDMMYY NNNN``: the kecamatan of *first* recording (Kemendagri codes), the birth
date with 40 added to the day for women, and a sequence from 0001. It never changes when somebody
moves, so its head says nothing about where they live now. There is no check digit, and real
numbers whose date or sex is wrong exist: those are warnings, never errors. (UU 23/2006 on civil
registration; the layout is common knowledge of the trade.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LENGTH = 16
_SIXTEEN_DIGITS = re.compile(r"[0-9]{16}")
_NOT_DIGIT = re.compile(r"[^0-9]+")
_WOMAN = 40
MASK = "•"


class Sex(StrEnum):
    """As DTSEN codes it: 1 laki-laki, 2 perempuan."""

    MALE = "1"
    FEMALE = "2"


@dataclass(frozen=True, slots=True)
class NationalIdParts:
    """What a well-formed NIK says about itself; `birth_year` is only its last two digits."""

    district: str
    birth_day: int
    birth_month: int
    birth_year: int
    sex: Sex
    sequence: int


def is_sixteen_digits(text: str) -> bool:
    """True for exactly sixteen ASCII digits."""
    return _SIXTEEN_DIGITS.fullmatch(text) is not None


def digits_of(text: str) -> str:
    """`text` without anything that is not an ASCII digit: what a person types with blanks and dots."""
    return _NOT_DIGIT.sub("", text)


def parse_national_id(text: str) -> NationalIdParts | None:
    """The parts of a NIK, or None where it cannot be one (length, day, month, sequence 0000)."""
    if not is_sixteen_digits(text):
        return None
    day, month, year = int(text[6:8]), int(text[8:10]), int(text[10:12])
    sequence = int(text[12:])
    sex = Sex.FEMALE if day > _WOMAN else Sex.MALE
    if sex is Sex.FEMALE:
        day -= _WOMAN
    if not (1 <= day <= 31 and 1 <= month <= 12 and sequence):
        return None
    return NationalIdParts(text[:6], day, month, year, sex, sequence)


def agrees_with_birth(parts: NationalIdParts, born: date) -> bool:
    """True if the NIK's date is `born`; the century cannot be told and is not compared."""
    return (parts.birth_day, parts.birth_month, parts.birth_year) == (
        born.day,
        born.month,
        born.year % 100,
    )


def is_number_slip(one: str, other: str) -> bool:
    """True if two NIKs differ in one digit, or in two neighbours that changed places."""
    different = (
        [at for at in range(len(one)) if one[at] != other[at]] if len(one) == len(other) else []
    )
    if len(different) == 1:
        return True
    return (
        len(different) == 2
        and different[1] == different[0] + 1
        and one[different[0]] == other[different[1]]
        and one[different[1]] == other[different[0]]
    )


def number_slips(number: str) -> list[str]:
    """Every number that one slip makes of this one; see `is_number_slip`."""
    made = [
        number[:at] + digit + number[at + 1 :]
        for at in range(len(number))
        for digit in "0123456789"
        if digit != number[at]
    ]
    made += [
        number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        for at in range(len(number) - 1)
        if number[at] != number[at + 1]
    ]
    return made


def masked(number: str) -> str:
    """`number` with all but its last four digits hidden.

    The head of a NIK gives the region and the birth date, so only the tail is shown.
    """
    return MASK * max(0, len(number) - 4) + number[-4:] if len(number) > 4 else MASK * len(number)


def grouped(number: str) -> str:
    """Sixteen characters in groups of four for the eye; anything else as it is."""
    if len(number) != LENGTH:
        return number
    return " ".join(number[at : at + 4] for at in range(0, LENGTH, 4))


def age_on(born: date, day: date) -> int:
    """Completed years on `day`; 0 for a birth after it."""
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return max(0, years)
