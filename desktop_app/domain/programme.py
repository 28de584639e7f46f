"""Programmes of aid as data: their versions, and what makes two records the same help.

Nothing about a programme is written in code: amounts and decile limits change by decree nearly every
year, so `resources/reference/programmes.toml` holds one version for each stretch of time and records
name the version they were made under. How such a file is read is in `programme_file.py`, what a record is
*warned* about in `aid_rule.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from desktop_app.domain.period import MOST_STAGES, Period, PeriodKind
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


class Trait(StrEnum):
    """What a programme may ask of a recipient, as far as an extract shows it."""

    AT_SCHOOL = "at-school"
    CHILD = "child"
    ELDERLY = "elderly"
    DISABILITY = "disability"
    CHRONIC_DISEASE = "chronic-disease"
    PKH_COMPONENT = "pkh-component"
    UNFIT_HOUSE = "unfit-house"
    VALID_NUMBER = "valid-number"


class VersionFault(StrEnum):
    """How a version contradicts itself."""

    MISSING = "missing"
    CODE_SHAPE = "code-shape"
    ENDS_BEFORE = "ends-before"
    DECILE_ORDER = "decile-order"
    EFFECT_UNCLEAR = "effect-unclear"
    AMOUNT_BESIDE_PARTS = "amount-beside-parts"
    GOODS_AS_CASH = "goods-as-cash"
    UNIT_MISSING = "unit-missing"
    QUANTITY_MISSING = "quantity-missing"
    TOO_MANY_MONTHS = "too-many-months"
    PART_TWICE = "part-twice"
    AGE_ORDER = "age-order"
    NOTE_MISSING = "note-missing"
    TOO_MANY_STAGES = "too-many-stages"
    DOUBT_UNCLEAR = "doubt-unclear"


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is asked of the recipient: one of these traits, or an age between these."""

    one_of: tuple[Trait, ...] = ()
    age_from: int | None = None
    age_until: int | None = None

    @property
    def is_contradictory(self) -> bool:
        """True if nobody could have such an age, or nothing is asked."""
        if self.age_from is not None and self.age_until is not None:
            return self.age_from > self.age_until
        return not self.one_of and self.age_from is None and self.age_until is None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that sources disagree about: what stands in the version is the safe default.

    `field` is a number of the version (``decile_max``) or of a component
    (``component.elderly.yearly_amount``). Without `choices` it may be any number, or none.
    """

    field: str
    note: str
    source: str
    choices: tuple[int, ...] = ()


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
    decile, in words, `asks` as much of it as an extract can show, `evidence` shows that it arrived.
    `stages` are the payments or works it comes in where they have names: its quarters if it is paid by the
    quarter and there are four, else the stages of a year in their order. `asks_asnaf` says that the eight kinds of recipients of zakat may be written down.
    `uncertain` says that sources disagree: `note` tells what about, `doubts` which values an office may
    set for itself.
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
    asks: tuple[Ask, ...] = ()
    asks_asnaf: bool = False
    stages: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    components: tuple[Component, ...] = ()
    legal_basis: str = ""
    uncertain: bool = False
    note: str = ""
    doubts: tuple[Doubt, ...] = ()

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

    def stage_of(self, period: Period) -> str:
        """What the payment of this period is called; empty if it has no name."""
        number = period.stage
        if number is None and self._has_named_quarters:
            number = period.quarter
        return self.stages[number - 1] if number is not None and number <= len(self.stages) else ""

    def period_meant(self, period: Period) -> Period:
        """The same for a record: a stage that is a quarter here is that quarter.

        Raises `UserError` (`STAGE_UNKNOWN`) for a stage that it does not come in.
        """
        if period.stage is None:
            return period
        if not self.stage_of(period):
            raise UserError(Code.STAGE_UNKNOWN, field="period")
        if self._has_named_quarters:
            return Period(period.year, quarter=period.stage)
        if PeriodKind.STAGE not in self.periods:
            raise UserError(Code.STAGE_UNKNOWN, field="period")
        return period

    def printed_period(self, period: Period) -> str:
        """As papers print what is paid: ``Upah kerja 2026``, ``Triwulan 2 2026 · Tahap 2 (Apr-Jun)``."""
        stage = self.stage_of(period)
        if stage and period.stage is not None:
            return f"{stage} {period.year}"
        return " · ".join(filter(None, (period.printed, stage)))

    @property
    def _has_named_quarters(self) -> bool:
        return self.period_kind is PeriodKind.QUARTER and len(self.stages) == _QUARTERS

    def holds_on(self, day: date) -> bool:
        """True if this version is the one in force on `day`."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def is_meant_for(self, decile: int) -> bool:
        """True if `decile` lies within the limits; always true without limits."""
        return (self.decile_min or 1) <= decile <= (self.decile_max or 10)

    def doubt_about(self, field: str) -> Doubt | None:
        """What is not certain about one of its values; None if nothing is."""
        return next((one for one in self.doubts if one.field == field), None)

    def number_of(self, field: str) -> int | None:
        """The number that a doubt is about; raises `KeyError` for a name that is none."""
        if field in NUMBERS:
            value: int | None = getattr(self, field)
            return value
        _, code, name = (*field.split("."), "", "", "")[:3]
        for part in self.components:
            if part.code == code and name == "yearly_amount":
                return part.yearly_amount
        raise KeyError(field)

    def faults(self) -> tuple[tuple[str, VersionFault], ...]:
        """Every way in which it contradicts itself, each with the field it is said beside."""
        return tuple(self._faults())

    def _faults(self) -> Iterator[tuple[str, VersionFault]]:
        for name in _NEEDED:
            if not getattr(self, name):
                yield name, VersionFault.MISSING
        if self.code and not is_code(self.code):
            yield "code", VersionFault.CODE_SHAPE
        if self.valid_until is not None and self.valid_until < self.valid_from:
            yield "valid_until", VersionFault.ENDS_BEFORE
        if not 1 <= (self.decile_min or 1) <= (self.decile_max or 10) <= 10:
            yield "decile_max", VersionFault.DECILE_ORDER
        if self.effect and not {EffectField.PROGRAMME, EffectField.SUBJECT} <= set(self.effect):
            yield "effect", VersionFault.EFFECT_UNCLEAR
        if self.components and self.amount is not None:
            yield "amount", VersionFault.AMOUNT_BESIDE_PARTS
        if self.form is AidForm.CASH and self.quantity is not None:
            yield "quantity", VersionFault.GOODS_AS_CASH
        elif self.quantity is not None and not self.unit:
            yield "unit", VersionFault.UNIT_MISSING
        elif self.unit and self.quantity is None:
            yield "quantity", VersionFault.QUANTITY_MISSING
        if self.most_months_a_year is not None and self.most_months_a_year > 12:
            yield "most_months_a_year", VersionFault.TOO_MANY_MONTHS
        if PeriodKind.STAGE in self.periods and not self.stages:
            yield "stages", VersionFault.MISSING
        if len(self.stages) > MOST_STAGES:
            yield "stages", VersionFault.TOO_MANY_STAGES
        if len({part.code for part in self.components}) < len(self.components):
            yield "component", VersionFault.PART_TWICE
        if any(ask.is_contradictory for ask in self.asks):
            yield "asks", VersionFault.AGE_ORDER
        if self.uncertain and not (self.note or self.doubts):
            yield "note", VersionFault.NOTE_MISSING
        if not all(self.has_clear(doubt) for doubt in self.doubts):
            yield "doubt", VersionFault.DOUBT_UNCLEAR

    def has_clear(self, doubt: Doubt) -> bool:
        """True if a doubt is about a number it has, and what stands there is among the choices."""
        try:
            default = self.number_of(doubt.field)
        except KeyError:
            return False
        return not doubt.choices or default in doubt.choices


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
                for name, fault in one.faults():
                    raise ValueError(f"{one.id}: {name} {fault.value}")
            for older, newer in pairwise(many):
                if older.valid_until is None or older.valid_until >= newer.valid_from:
                    raise ValueError(f"{newer.id}: begins before {older.id} ends")


def effect_key(version: ProgrammeVersion, period: Period, subject_id: str) -> str:
    """What makes two records the same help: records with one key are counted once.

    The period goes in as it was given: two stages of a year count apart where the period counts, three monthly payments and one for the quarter have four keys,
    and `aid_rule` warns about the overlap.
    """
    parts = {
        EffectField.PROGRAMME: version.code,
        EffectField.PERIOD: str(period),
        EffectField.YEAR: str(period.year),
        EffectField.SUBJECT: subject_id,
    }
    return "|".join(parts[field] for field in version.effect)


def is_code(text: str) -> bool:
    """True for what may name a programme: ``BLT-DD``."""
    return len(text) <= LONGEST_CODE and _CODE.fullmatch(text) is not None


NUMBERS = frozenset({"decile_min", "decile_max", "amount", "quantity", "most_months_a_year"})
"""The fields of a version that hold a number or nothing."""
LONGEST_CODE = 24
_QUARTERS = 4
_CODE = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*")
_NEEDED = ("code", "name_id", "name_en", "owner", "goal", "bases", "sources", "periods", "effect")
