"""The ground check (verifikasi lapangan): what a surveyor found at the door of a family, on a day.

A result hangs on the family as it stood when the list was printed, and like every record it is never
changed: one that was entered wrongly is taken back, and the right one is recorded.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from desktop_app.domain.proposal import ProposalKind
from desktop_app.domain.subject import Subject
from desktop_app.errors import Code, UserError

_OLDEST = date(2000, 1, 1)
_LONGEST_NOTE = 2_000
_LONGEST_NAME = 120


class Finding(StrEnum):
    """What a code means, whatever number it has in a list."""

    FOUND = "found"
    MOVED = "moved"
    DEAD = "dead"
    ABROAD = "abroad"
    NEW = "new"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True)
class PresenceCode:
    """One code as it is printed and typed."""

    code: int
    finding: Finding
    label_id: str
    label_en: str

    def label(self, language: str) -> str:
        """In words; English for ``en``, Indonesian for anything else."""
        return self.label_en if language == "en" else self.label_id


@dataclass(frozen=True, slots=True)
class PresenceList:
    """The codes of one form."""

    code: str
    title_id: str
    title_en: str
    codes: tuple[PresenceCode, ...]

    def title(self, language: str) -> str:
        """What the list is called."""
        return self.title_en if language == "en" else self.title_id

    def of(self, number: int) -> PresenceCode | None:
        """The code with this number."""
        return next((one for one in self.codes if one.code == number), None)


@dataclass(frozen=True, slots=True)
class GroundCheckRules:
    """`resources/reference/ground_check.toml`."""

    lists: Mapping[str, PresenceList]
    default: str
    offers: Mapping[Finding, ProposalKind]

    @classmethod
    def from_toml(cls, text: str) -> GroundCheckRules:
        """Read them; raises `KeyError` or `ValueError` where they are not whole."""
        data = tomllib.loads(text)
        lists = {}
        for one in data["list"]:
            codes = tuple(
                PresenceCode(each["code"], Finding(each["finding"]), each["id"], each["en"])
                for each in one["codes"]
            )
            title = one["title"]
            lists[one["code"]] = PresenceList(one["code"], title["id"], title["en"], codes)
        offers = {Finding(name): ProposalKind(kind) for name, kind in data["offers"].items()}
        return cls(lists, lists[data["default"]].code, offers)

    def presence(self, code_list: str, number: int) -> PresenceCode:
        """One code; raises `UserError` (`CHOICE_UNKNOWN`) for a list or a number that is none."""
        known = self.lists.get(code_list)
        if known is None:
            raise UserError(Code.CHOICE_UNKNOWN, field="codes", choices=", ".join(self.lists))
        found = known.of(number)
        if found is None:
            choices = ", ".join(str(one.code) for one in known.codes)
            raise UserError(Code.CHOICE_UNKNOWN, field="code", choices=choices)
        return found


@dataclass(frozen=True, slots=True)
class GroundCheckDraft:
    """What a person typed; may be wrong. The family is named by its id, or by its number on a printed list."""

    checked_on: date
    surveyor: str
    code: int
    code_list: str
    family_id: str | None = None
    prelist: str = ""
    number: int = 0
    note: str = ""

    def checked(self, rules: GroundCheckRules, *, today: date) -> GroundCheckContent:
        """What it says, tidied; raises `UserError` with the code of the first fault."""
        if self.checked_on > today:
            raise UserError(Code.DATE_IN_FUTURE, field="checked_on")
        if self.checked_on < _OLDEST:
            raise UserError(Code.DATE_TOO_OLD, field="checked_on", oldest=_OLDEST.isoformat())
        surveyor, note = " ".join(self.surveyor.split()), self.note.strip()
        if not surveyor:
            raise UserError(Code.NAME_MISSING, field="surveyor")
        if len(note) > _LONGEST_NOTE or len(surveyor) > _LONGEST_NAME:
            raise UserError(Code.NOTE_TOO_LONG, field="note", most=_LONGEST_NOTE)
        finding = rules.presence(self.code_list, self.code).finding
        return GroundCheckContent(
            self.checked_on, surveyor, self.code_list, self.code, finding, note
        )


@dataclass(frozen=True, slots=True)
class GroundCheckContent:
    """What was found: the code as it was typed, and what it meant then."""

    checked_on: date
    surveyor: str
    code_list: str
    code: int
    finding: Finding
    note: str = ""

    def as_data(self) -> dict[str, str | int]:
        """The form it has inside an op."""
        return {
            "checked_on": self.checked_on.isoformat(),
            "surveyor": self.surveyor,
            "code_list": self.code_list,
            "code": self.code,
            "finding": self.finding.value,
            "note": self.note,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> GroundCheckContent:
        """Read what `as_data` wrote."""
        return cls(
            checked_on=date.fromisoformat(data["checked_on"]),
            surveyor=data["surveyor"],
            code_list=data["code_list"],
            code=data["code"],
            finding=Finding(data["finding"]),
            note=data["note"],
        )


@dataclass(frozen=True, slots=True)
class GroundCheck:
    """The record that folding its ops gives; `prelist` and `number` say where it stood on paper, if it did."""

    id: str
    subject: Subject
    content: GroundCheckContent
    prelist: str
    number: int
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
class GroundCheckLine:
    """A result in a list, with who recorded it."""

    check: GroundCheck
    recorded_by_name: str
    is_confirmed: bool
