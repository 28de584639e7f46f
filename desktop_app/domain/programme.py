"""Programmes of aid as data: their versions, and what makes two records the same help.

Nothing about a programme is written in code: amounts and decile limits change by decree nearly every
year, so `resources/reference/programmes.toml` holds one version for each stretch of time and records
name the version they were made under. What a record is *warned* about is in `aid_rule.py`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

from desktop_app.domain.period import Period, PeriodKind
from desktop_app.errors import Code, UserError


class Basis(StrEnum):
    """What receives the help."""

    FAMILY = "family"
    PERSON = "person"
    HOUSE = "house"
    GROUP = "group"
    INSTITUTION = "institution"


class FundSource(StrEnum):
    """Who pays."""

    APBN = "apbn"
    APBD_PROVINCE = "apbd-province"
    APBD_REGENCY = "apbd-regency"
    VILLAGE_FUND = "village-fund"
    ZIS = "zis"
    CSR = "csr"


class AidForm(StrEnum):
    """What is given."""

    CASH = "cash"
    GOODS = "goods"
    SERVICE = "service"


class EffectField(StrEnum):
    """What may belong to an effect key."""

    PROGRAMME = "programme"
    PERIOD = "period"
    YEAR = "year"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class ProgrammeVersion:
    """One programme as it holds from `valid_from` to `valid_until` (None: until further notice).

    The first of `bases`, `sources` and `periods` is the usual one. `amount` is in whole rupiah for one
    usual period; None where it differs from case to case. `uncertain` says that sources disagree:
    `note` tells what about.
    """

    code: str
    name_id: str
    name_en: str
    owner: str
    goal: str
    bases: tuple[Basis, ...]
    sources: tuple[FundSource, ...]
    form: AidForm
    periods: tuple[PeriodKind, ...]
    effect: tuple[EffectField, ...]
    valid_from: date
    valid_until: date | None = None
    decile_min: int | None = None
    decile_max: int | None = None
    amount: int | None = None
    quantity: int | None = None
    unit: str = ""
    most_months_a_year: int | None = None
    legal_basis: str = ""
    uncertain: bool = False
    note: str = ""

    @property
    def id(self) -> str:
        """Names this version for ever: the programme and the day it began to hold."""
        return f"{self.code}@{self.valid_from.isoformat()}"

    @property
    def basis(self) -> Basis:
        """What usually receives it."""
        return self.bases[0]

    @property
    def source_of_funds(self) -> FundSource:
        """Who usually pays."""
        return self.sources[0]

    @property
    def period_kind(self) -> PeriodKind:
        """How long one payment usually covers."""
        return self.periods[0]

    @property
    def wants_person(self) -> bool:
        """True if a family as such cannot receive it: a record has to name the person."""
        return Basis.PERSON in self.bases and Basis.FAMILY not in self.bases

    @property
    def has_decile_limits(self) -> bool:
        """True if it is meant for some deciles only."""
        return self.decile_min is not None or self.decile_max is not None

    def name(self, language: str) -> str:
        """Its name in Indonesian or English."""
        return self.name_en if language == "en" else self.name_id

    def holds_on(self, day: date) -> bool:
        """True if this version is the one in force on `day`."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def is_meant_for(self, decile: int) -> bool:
        """True if `decile` lies within the limits; always true without limits."""
        return (self.decile_min or 1) <= decile <= (self.decile_max or 10)


class Catalogue:
    """Every programme with all its versions; immutable."""

    def __init__(self, versions: Iterable[ProgrammeVersion]) -> None:
        grouped: dict[str, list[ProgrammeVersion]] = {}
        for version in versions:
            grouped.setdefault(version.code, []).append(version)
        self._versions: dict[str, tuple[ProgrammeVersion, ...]] = {
            code: tuple(sorted(many, key=lambda one: one.valid_from))
            for code, many in grouped.items()
        }
        self._by_id = {one.id: one for many in self._versions.values() for one in many}
        self._check()

    @classmethod
    def from_toml(cls, text: str) -> Catalogue:
        """Read the catalogue of `resources/reference/programmes.toml`.

        Raises `ValueError` where it contradicts itself, so that a faulty edit is seen at once.
        """
        document = tomllib.loads(text)
        versions = []
        for entry in document["programme"]:
            for own in entry["version"]:
                shared = {key: value for key, value in entry.items() if key != "version"}
                versions.append(_version_from(shared | own))
        return cls(versions)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all programmes, in the order of the catalogue file."""
        return tuple(self._versions)

    def versions_of(self, code: str) -> tuple[ProgrammeVersion, ...]:
        """All versions of one programme, oldest first; raises `UserError` (`PROGRAMME_UNKNOWN`)."""
        try:
            return self._versions[code]
        except KeyError:
            raise UserError(Code.PROGRAMME_UNKNOWN, field="programme") from None

    def version_on(self, code: str, day: date) -> ProgrammeVersion:
        """The version in force on `day`.

        Raises `UserError` (`PROGRAMME_UNKNOWN`, `PROGRAMME_NOT_IN_FORCE`).
        """
        for version in self.versions_of(code):
            if version.holds_on(day):
                return version
        raise UserError(Code.PROGRAMME_NOT_IN_FORCE, programme=code, day=day.isoformat())

    def versions_on(self, day: date) -> tuple[ProgrammeVersion, ...]:
        """What may be given on `day`, in the order of the catalogue file."""
        return tuple(one for many in self._versions.values() for one in many if one.holds_on(day))

    def version_with(self, version_id: str) -> ProgrammeVersion | None:
        """The version a record names; None if it comes from a newer catalogue."""
        return self._by_id.get(version_id)

    def _check(self) -> None:
        for many in self._versions.values():
            for one in many:
                if not (one.bases and one.sources and one.periods and one.effect):
                    raise ValueError(
                        f"{one.id}: bases, sources, periods and effect need a value each"
                    )
                if one.valid_until is not None and one.valid_until < one.valid_from:
                    raise ValueError(f"{one.id}: ends before it begins")
                if not 1 <= (one.decile_min or 1) <= (one.decile_max or 10) <= 10:
                    raise ValueError(f"{one.id}: decile limits are not 1 to 10")
            for older, newer in pairwise(many):
                if older.valid_until is None or older.valid_until >= newer.valid_from:
                    raise ValueError(f"{newer.id}: begins before {older.id} ends")


def effect_key(version: ProgrammeVersion, period: Period, subject_id: str) -> str:
    """What makes two records the same help: records with one key are counted once.

    The period goes in as it was given: three monthly payments and one for the quarter have four keys,
    and `aid_rule` warns about the overlap.
    """
    parts = {
        EffectField.PROGRAMME: version.code,
        EffectField.PERIOD: str(period),
        EffectField.YEAR: str(period.year),
        EffectField.SUBJECT: subject_id,
    }
    return "|".join(parts[field] for field in version.effect)


def _version_from(entry: Mapping[str, Any]) -> ProgrammeVersion:
    """One version from the parsed TOML: plain values in, our types out; unknown keys are refused."""
    listed = {
        "bases": tuple(map(Basis, entry["bases"])),
        "sources": tuple(map(FundSource, entry["sources"])),
        "periods": tuple(map(PeriodKind, entry["periods"])),
        "effect": tuple(map(EffectField, entry["effect"])),
        "form": AidForm(entry["form"]),
    }
    unknown = set(entry) - set(ProgrammeVersion.__dataclass_fields__)
    if unknown:
        raise ValueError(f"{entry.get('code')}: unknown key {', '.join(sorted(unknown))}")
    return ProgrammeVersion(**{**entry, **listed})
