"""What an office itself knows about a family and no extract says: notes, contacts, where they live.

Source: the extract has neither telephone nor coordinates nor the RT and RW of the family (only those
of the KTP), and 7 % of the people live elsewhere than their card says. Local facts therefore lie
beside the extract, hang on ids and numbers that outlive a release, and are only ever added: a
correction is a new fact that names the old one (`corrects`), and the old one is taken back in the
same breath. Two offices that correct the same fact leave both corrections to be seen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from desktop_app.domain.subject import Subject
from desktop_app.errors import Code, UserError

LONGEST_TEXT = 2_000
_LONGEST_LINE = 120
_OLDEST = date(2000, 1, 1)
_TEN_MILLIONTH = 10**7
_PAIR = re.compile(r"\s*(-?\d{1,3}(?:[.,]\d+)?)\s*°?\s*[;,\s]\s*(-?\d{1,3}(?:[.,]\d+)?)\s*°?\s*")
_SOUTH, _NORTH, _WEST, _EAST = -11.5, 6.5, 94.5, 141.5
"""The edges of Indonesia, generously: whatever lies outside was mistyped or stands the wrong way round."""
_PHONE_DIGITS = range(5, 16)
_COUNTRY = "62"


class FactKind(StrEnum):
    """What a local fact tells."""

    NOTE = "note"  # what was seen or said, on a day
    CONTACT = "contact"  # whom to call
    PLACE = "place"  # RT and RW where they live, coordinates, how to get there


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point on the map, in ten millionths of a degree: whole numbers, as ops carry no others."""

    latitude_e7: int
    longitude_e7: int

    @classmethod
    def parse(cls, text: str) -> Coordinates:
        """``-6.9712, 109.6634`` as map programs copy it, and ``-6,9712 109,6634``.

        Raises `UserError` (`COORDINATES_INVALID`) for what is no pair or does not lie in Indonesia.
        """
        found = _PAIR.fullmatch(text)
        if found is None:
            raise UserError(Code.COORDINATES_INVALID, field="coordinates")
        latitude, longitude = (float(part.replace(",", ".")) for part in found.groups())
        if not (_SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST):
            raise UserError(Code.COORDINATES_INVALID, field="coordinates")
        return cls(round(latitude * _TEN_MILLIONTH), round(longitude * _TEN_MILLIONTH))

    def __str__(self) -> str:
        """As map programs take it: ``-6.97120, 109.66340``, exact to about a metre."""
        return f"{self.latitude_e7 / _TEN_MILLIONTH:.5f}, {self.longitude_e7 / _TEN_MILLIONTH:.5f}"


@dataclass(frozen=True, slots=True)
class LocalFactDraft:
    """What a person typed; may be wrong. `corrects` names the fact that this one replaces.

    A note has `text` and the day it is of; a contact `name` and `phone`; a place `rt`, `rw`,
    `coordinates` and, as `text`, how to get there.
    """

    kind: FactKind
    family_id: str
    noted_on: date
    text: str = ""
    name: str = ""
    phone: str = ""
    rt: str = ""
    rw: str = ""
    coordinates: str = ""
    corrects: str = ""

    def checked(self, *, today: date) -> FactContent:
        """What it says, tidied; raises `UserError` with the code of the first fault."""
        if self.noted_on > today:
            raise UserError(Code.DATE_IN_FUTURE, field="noted_on")
        if self.noted_on < _OLDEST:
            raise UserError(Code.DATE_TOO_OLD, field="noted_on", oldest=_OLDEST.isoformat())
        if len(self.text) > LONGEST_TEXT or len(self.name) > _LONGEST_LINE:
            raise UserError(Code.NOTE_TOO_LONG, field="text", most=LONGEST_TEXT)
        text = self.text.strip()
        match self.kind:
            case FactKind.NOTE if text:
                return FactContent(text=text)
            case FactKind.CONTACT if self.phone.strip():
                return FactContent(
                    text=text, name=" ".join(self.name.split()), phone=phone_of(self.phone)
                )
            case FactKind.PLACE if any((text, self.rt.strip(), self.rw.strip(), self._has_point)):
                return FactContent(
                    text=text,
                    rt=_rt_of(self.rt, "rt"),
                    rw=_rt_of(self.rw, "rw"),
                    point=Coordinates.parse(self.coordinates) if self._has_point else None,
                )
        raise UserError(Code.FACT_EMPTY, field=_MUST_HAVE[self.kind])

    @property
    def _has_point(self) -> bool:
        return bool(self.coordinates.strip())


_MUST_HAVE = {FactKind.NOTE: "text", FactKind.CONTACT: "phone", FactKind.PLACE: "rt"}


@dataclass(frozen=True, slots=True)
class FactContent:
    """What a local fact says; what its kind does not have is empty."""

    text: str = ""
    name: str = ""
    phone: str = ""
    rt: str = ""
    rw: str = ""
    point: Coordinates | None = None

    def as_data(self) -> dict[str, str | int | None]:
        """The form it has inside an op."""
        return {
            "text": self.text,
            "name": self.name,
            "phone": self.phone,
            "rt": self.rt,
            "rw": self.rw,
            "latitude_e7": self.point.latitude_e7 if self.point else None,
            "longitude_e7": self.point.longitude_e7 if self.point else None,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> FactContent:
        """Read what `as_data` wrote."""
        has_point = data["latitude_e7"] is not None and data["longitude_e7"] is not None
        return cls(
            text=data["text"],
            name=data["name"],
            phone=data["phone"],
            rt=data["rt"],
            rw=data["rw"],
            point=Coordinates(data["latitude_e7"], data["longitude_e7"]) if has_point else None,
        )


@dataclass(frozen=True, slots=True)
class LocalFact:
    """The record that folding its ops gives; once taken back it stays so and stays readable."""

    id: str
    kind: FactKind
    subject: Subject
    content: FactContent
    noted_on: date
    corrects: str
    release_label: str
    recorded_by: str
    recorded_at: datetime
    void_reason: str | None = None
    voided_by: str | None = None
    voided_at: datetime | None = None

    @property
    def is_void(self) -> bool:
        """True if somebody took it back or put another in its place."""
        return self.voided_at is not None


@dataclass(frozen=True, slots=True)
class LocalFactLine:
    """A local fact in a list, with who wrote it and whether another took its place."""

    fact: LocalFact
    recorded_by_name: str
    is_confirmed: bool
    is_corrected: bool


def phone_of(typed: str) -> str:
    """``0812-3456-789`` and ``+62 812 3456 789`` as the digits that are dialled here.

    Raises `UserError` (`PHONE_INVALID`) for what has letters, or too few or too many digits.
    """
    digits = re.sub(r"[\s.()/-]", "", typed)
    if digits.startswith("+"):
        digits = digits[1:]
        digits = "0" + digits[len(_COUNTRY) :] if digits.startswith(_COUNTRY) else "00" + digits
    if not digits.isascii() or not digits.isdigit() or len(digits) not in _PHONE_DIGITS:
        raise UserError(Code.PHONE_INVALID, field="phone")
    return digits


def _rt_of(typed: str, field: str) -> str:
    """``1`` and ``001`` are one RT."""
    digits = typed.strip()
    if not digits:
        return ""
    if not digits.isascii() or not digits.isdigit() or len(digits) > 3:
        raise UserError(Code.RT_RW_INVALID, field=field)
    return digits.zfill(3)
