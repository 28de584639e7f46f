"""Whether an extract shows what a programme asks of its recipient: a hint, never a verdict.

A fact that is not filled in never speaks against anybody: what cannot be seen is not missed.
"""

from __future__ import annotations

from datetime import date

from desktop_app.domain.family import FamilySheet
from desktop_app.domain.indication import (
    AT_SCHOOL,
    DIFFICULTIES,
    IndicationKind,
    IndicationRules,
    indications_of,
)
from desktop_app.domain.person import OF_AGE, PersonSheet
from desktop_app.domain.programme import Ask, ProgrammeVersion, Trait

_NO_DISEASE = 1


def unmet_asks(
    version: ProgrammeVersion,
    sheet: FamilySheet,
    person: PersonSheet | None,
    day: date,
    limits: IndicationRules,
) -> tuple[Ask, ...]:
    """What `version` asks and the extract shows to be otherwise, on `day`.

    Of help for a family it is enough that one of its members is as asked.
    """
    members = (person,) if person is not None else sheet.members
    return tuple(
        ask
        for ask in version.asks
        if members and all(_is_otherwise(ask, sheet, one, day, limits) for one in members)
    )


def _is_otherwise(
    ask: Ask, sheet: FamilySheet, member: PersonSheet, day: date, limits: IndicationRules
) -> bool:
    if ask.one_of:
        return all(_has(trait, sheet, member, day, limits) is False for trait in ask.one_of)
    age = member.age_on(day)
    if age is None:
        return False
    return not (ask.age_from or 0) <= age <= (age if ask.age_until is None else ask.age_until)


def _has(
    trait: Trait, sheet: FamilySheet, member: PersonSheet, day: date, limits: IndicationRules
) -> bool | None:
    """Whether this member has a trait; None where nobody wrote it down."""
    age = member.age_on(day)
    match trait:
        case Trait.AT_SCHOOL:
            return _is(member, "school_status", AT_SCHOOL)
        case Trait.CHILD:
            return None if age is None else age < OF_AGE
        case Trait.ELDERLY:
            return None if age is None else age >= limits.elderly_from
        case Trait.DISABILITY:
            told = [value for name in DIFFICULTIES if (value := member.values[name]) is not None]
            return any(value in limits.disability_codes for value in told) if told else None
        case Trait.CHRONIC_DISEASE:
            is_well = _is(member, "chronic_disease", _NO_DISEASE)
            return None if is_well is None else not is_well
        case Trait.VALID_NUMBER:
            return member.national_id is not None
        case Trait.PKH_COMPONENT:
            return _is_indicated(sheet, member, day, limits)
        case Trait.UNFIT_HOUSE:
            if sheet.values["floor_type"] is None and sheet.values["wall_type"] is None:
                return None
            kinds = {one.kind for one in indications_of(sheet, day, limits)}
            return IndicationKind.UNFIT_HOUSE in kinds


def _is_indicated(
    sheet: FamilySheet, member: PersonSheet, day: date, limits: IndicationRules
) -> bool | None:
    indicated = any(
        one.kind.is_pkh and member in one.members for one in indications_of(sheet, day, limits)
    )
    return True if indicated else None if member.born is None else False


def _is(member: PersonSheet, name: str, code: int) -> bool | None:
    value = member.values[name]
    return None if value is None else value == code
