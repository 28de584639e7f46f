"""Programmes of aid as data: their versions, and what makes two records the same help.

Nothing about a programme is written in code: amounts and decile limits change by decree nearly every
year, so `resources/reference/programmes.toml` holds one version for each stretch of time and records
name the version they were made under. What a record is *warned* about is in `aid_rule.py`.
"""

from __future__ import annotations

import re
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
class Component:
    """One part of what a programme pays; the parts of a family add up."""

    code: str
    name_id: str
    name_en: str
    yearly_amount: int
    note: str = ""

    def name(self, language: str) -> str:
        """Its name in Indonesian or English."""
        return self.name_en if language == "en" else self.name_id


@dataclass(frozen=True, slots=True)
class ProgrammeVersion:
    """One programme as it holds from `valid_from` to `valid_until` (None: until further notice).

    The first of `bases`, `sources` and `periods` is the usual one. `amount` is in whole rupiah for one
    usual period; None where it differs from case to case. `conditions` is what is asked besides the
    decile, `stages` are the payments or works it comes in where they have names, `evidence` shows that
    it arrived. `uncertain` says that sources disagree: `note` tells what about.
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
    conditions: str = ""
    stages: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    components: tuple[Component, ...] = ()
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
        return cls(versions_from_toml(text))

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
                if not _are_decile_limits(one.decile_min, one.decile_max):
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


def versions_from_toml(text: str) -> tuple[ProgrammeVersion, ...]:
    """Every version that a catalogue file holds, each looked at on its own.

    Whatever the file is, a fault is a `ValueError` that names the programme and the key.
    """
    try:
        document = tomllib.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    versions = []
    for entry in _tables(document, "programme", "file"):
        where = str(entry.get("code", "programme"))[:40]
        shared = {key: value for key, value in entry.items() if key != "version"}
        for own in _tables(entry, "version", where):
            fixed = sorted(set(own) & _OF_ALL_VERSIONS)
            if fixed:
                raise ValueError(f"{where}: {fixed[0]} is the same for all versions")
            versions.append(version_from({**shared, **own}, where))
    return tuple(versions)


_CODE = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*")
_COMPONENT_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LONGEST_CODE, _LONGEST_TEXT, _MOST_ITEMS = 24, 500, 24
_LARGEST_NUMBER = 10**12
_OF_ALL_VERSIONS = frozenset({"code", "name_id", "name_en"})
_COMPONENT = "component"
_LISTED: Mapping[str, type[StrEnum]] = {
    "bases": Basis,
    "sources": FundSource,
    "periods": PeriodKind,
    "effect": EffectField,
}
_NUMBERS = frozenset({"decile_min", "decile_max", "amount", "quantity", "most_months_a_year"})
_TEXT_LISTS = frozenset({"stages", "evidence"})
_NEEDED = ("code", "name_id", "name_en", "owner", "goal", "form", *_LISTED, "valid_from")


def version_from(entry: Mapping[str, Any], where: str) -> ProgrammeVersion:
    """One version from plain values; unknown keys are refused, a fault is a `ValueError`."""
    known = set(ProgrammeVersion.__dataclass_fields__) - {"components"} | {_COMPONENT}
    for key in entry:
        if key not in known:
            raise ValueError(f"{where}: unknown key {key[:40]}")
    for key in _NEEDED:
        if entry.get(key) in (None, "", []):
            raise ValueError(f"{where}: {key} is missing")
    read: dict[str, Any] = {
        key: _value(key, value, where) for key, value in entry.items() if key != _COMPONENT
    }
    parts = _tables(entry, _COMPONENT, where) if _COMPONENT in entry else ()
    version = ProgrammeVersion(**read, components=tuple(_component(one, where) for one in parts))
    _must(_is_code(version.code, _CODE), where, "code is not capitals and digits with hyphens")
    _must(
        {EffectField.PROGRAMME, EffectField.SUBJECT} <= set(version.effect),
        where,
        "effect has to hold programme and subject",
    )
    _must(bool(version.note) or not version.uncertain, where, "uncertain without a note")
    _must(
        _are_decile_limits(version.decile_min, version.decile_max),
        where,
        "decile_min and decile_max are not 1 to 10",
    )
    codes = [part.code for part in version.components]
    _must(len(set(codes)) == len(codes), where, "component is named twice")
    return version


def _component(entry: Mapping[str, Any], where: str) -> Component:
    fields = Component.__dataclass_fields__
    for key in entry:
        _must(key in fields, where, f"component has the unknown key {key[:40]}")
    for key in ("code", "name_id", "name_en", "yearly_amount"):
        _must(entry.get(key) not in (None, ""), where, f"component {key} is missing")
    read: dict[str, Any] = {
        key: _number(key, value, where) if key == "yearly_amount" else _line(key, value, where)
        for key, value in entry.items()
    }
    component = Component(**read)
    _must(_is_code(component.code, _COMPONENT_CODE), where, "component code is not small letters")
    return component


def _value(key: str, value: object, where: str) -> object:
    if key in _LISTED:
        return tuple(_word(_LISTED[key], key, one, where) for one in _items(key, value, where))
    if key in _TEXT_LISTS:
        return tuple(_line(key, one, where) for one in _items(key, value, where))
    if key in _NUMBERS:
        return _number(key, value, where)
    if key in ("valid_from", "valid_until"):
        _must(type(value) is date, where, f"{key} is not a date like 2026-01-31")
        return value
    if key == "uncertain":
        _must(isinstance(value, bool), where, "uncertain is not true or false")
        return value
    return _word(AidForm, key, value, where) if key == "form" else _line(key, value, where)


def _tables(entry: Mapping[str, Any], key: str, where: str) -> Iterable[Mapping[str, Any]]:
    found = entry.get(key)
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
        raise ValueError(f"{where}: no [[{key}]]")
    return found


def _items(key: str, value: object, where: str) -> list[object]:
    if not isinstance(value, list) or len(value) > _MOST_ITEMS:
        raise ValueError(f"{where}: {key} is not a list")
    _must(all(value.count(one) == 1 for one in value), where, f"{key} says something twice")
    return value


def _word(words: type[StrEnum], key: str, value: object, where: str) -> StrEnum:
    for word in words:
        if value == word.value:
            return word
    raise ValueError(f"{where}: {key} is none of {', '.join(word.value for word in words)}")


def _number(key: str, value: object, where: str) -> int:
    if type(value) is not int or not 0 < value <= _LARGEST_NUMBER:
        raise ValueError(f"{where}: {key} is not a whole number above 0")
    return value


def _line(key: str, value: object, where: str) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT or not value.isprintable():
        raise ValueError(f"{where}: {key} is not one line of text")
    return value.strip()


def _is_code(code: str, shape: re.Pattern[str]) -> bool:
    return len(code) <= _LONGEST_CODE and shape.fullmatch(code) is not None


def _are_decile_limits(low: int | None, high: int | None) -> bool:
    low, high = 1 if low is None else low, 10 if high is None else high
    return 1 <= low <= high <= 10


def _must(holds: bool, where: str, fault: str) -> None:
    if not holds:
        raise ValueError(f"{where}: {fault}")
