"""Rules, conditions and settings of the catalogue in the words of the offices."""

from __future__ import annotations

from datetime import date

from desktop_app.domain.aid_rule import AidRule, RuleKind, Severity, Within
from desktop_app.domain.catalogue_setting import CatalogueSetting, SettingKind, Value
from desktop_app.domain.period import PeriodKind
from desktop_app.domain.programme import (
    AidForm,
    Ask,
    Basis,
    Doubt,
    EffectField,
    FundSource,
    ProgrammeVersion,
    Trait,
    VersionFault,
)
from desktop_app.language import current, mark, tr
from desktop_app.words.format import date_short, money, number

_SEVERITY = {
    Severity.INFO: mark("Mentioned"),
    Severity.WARN: mark("Asks for a reason"),
    Severity.BLOCK: mark("Refused"),
}
_TRAITS = {
    Trait.AT_SCHOOL: mark("goes to school"),
    Trait.CHILD: mark("under 18"),
    Trait.ELDERLY: mark("elderly"),
    Trait.DISABILITY: mark("disability"),
    Trait.CHRONIC_DISEASE: mark("chronic disease"),
    Trait.PKH_COMPONENT: mark("a component of PKH"),
    Trait.UNFIT_HOUSE: mark("an unfit house"),
    Trait.VALID_NUMBER: mark("a readable NIK"),
}
GOALS = {
    "income": mark("income"),
    "food": mark("food"),
    "health": mark("health"),
    "education": mark("education"),
    "housing": mark("housing"),
    "care": mark("care"),
    "livelihood": mark("livelihood"),
    "religion": mark("religion"),
}
"""The needs that programmes are for."""
EFFECTS = {
    (EffectField.PROGRAMME, EffectField.PERIOD, EffectField.SUBJECT): mark("once in each period"),
    (EffectField.PROGRAMME, EffectField.YEAR, EffectField.SUBJECT): mark("once in each year"),
    (EffectField.PROGRAMME, EffectField.SUBJECT): mark("once for ever"),
}
"""What may make two records the same help."""
_BASES = {
    Basis.FAMILY: mark("Family"),
    Basis.PERSON: mark("One person"),
    Basis.HOUSE: mark("House"),
    Basis.GROUP: mark("Group"),
    Basis.INSTITUTION: mark("Institution"),
}
_SOURCES = {
    FundSource.APBN: "APBN",
    FundSource.APBD_PROVINCE: mark("APBD of the province"),
    FundSource.APBD_REGENCY: mark("APBD of the kabupaten"),
    FundSource.VILLAGE_FUND: "Dana Desa",
    FundSource.ZIS: "ZIS",
    FundSource.CSR: "CSR",
}
_FORMS = {
    AidForm.CASH: mark("Money"),
    AidForm.GOODS: mark("Goods"),
    AidForm.SERVICE: mark("A service"),
}
_PERIODS = {
    PeriodKind.MONTH: mark("A month"),
    PeriodKind.QUARTER: mark("A quarter"),
    PeriodKind.YEAR: mark("A year"),
    PeriodKind.STAGE: mark("A stage of the year"),
}
_FAULTS = {
    VersionFault.MISSING: mark("This has to be filled in."),
    VersionFault.CODE_SHAPE: mark("Capitals, digits and hyphens only, such as BLT-DD."),
    VersionFault.ENDS_BEFORE: mark("It would end before it begins."),
    VersionFault.DECILE_ORDER: mark("The last decile is below the first one."),
    VersionFault.EFFECT_UNCLEAR: mark("Say what counts as once."),
    VersionFault.AMOUNT_BESIDE_PARTS: mark("The parts add up: leave the amount empty."),
    VersionFault.GOODS_AS_CASH: mark("Money has no quantity: choose goods, or leave it empty."),
    VersionFault.UNIT_MISSING: mark("Say of what, such as kg of rice."),
    VersionFault.QUANTITY_MISSING: mark("Say how much of it."),
    VersionFault.TOO_MANY_MONTHS: mark("A year has 12 months."),
    VersionFault.PART_TWICE: mark("Two parts have the same code."),
    VersionFault.AGE_ORDER: mark("The highest age is below the lowest one."),
    VersionFault.NOTE_MISSING: mark("Say what is not certain."),
    VersionFault.TOO_MANY_STAGES: mark("At most nine stages can be told apart."),
    VersionFault.DOUBT_UNCLEAR: mark("What is not certain does not fit the values."),
}
_FIELDS = {
    "decile_min": mark("From decile"),
    "decile_max": mark("Up to decile"),
    "amount": mark("Amount of one payment"),
    "quantity": mark("Quantity"),
    "most_months_a_year": mark("Months a year"),
    "valid_until": mark("Last day"),
    "severity": mark("What the program does"),
    "years": mark("Years that count"),
    "elderly_from": mark("Age from which somebody counts as elderly"),
}


def severity_words(severity: Severity | str) -> str:
    """What the program does about a warning."""
    return tr(_SEVERITY[Severity(severity)])


def trait_words(trait: Trait) -> str:
    """One thing that may be asked of a recipient."""
    return tr(_TRAITS[trait])


def goal_words(goal: str) -> str:
    """The need that a programme is for; one that a newer catalogue brought reads as its code."""
    return tr(GOALS[goal]) if goal in GOALS else goal


def basis_name(basis: Basis) -> str:
    """Who may receive it, as a form offers it."""
    return tr(_BASES[basis])


def funds_name(source: FundSource) -> str:
    """Who may pay, as a form offers it."""
    return tr(_SOURCES[source])


def form_name(form: AidForm) -> str:
    """What may be given, as a form offers it."""
    return tr(_FORMS[form])


def period_kind_words(kind: PeriodKind) -> str:
    """How long one payment may cover, as a form offers it."""
    return tr(_PERIODS[kind])


def fault_words(fault: VersionFault) -> str:
    """How a version contradicts itself, as a form says it beside the field."""
    return tr(_FAULTS[fault])


def ask_words(ask: Ask) -> str:
    """``usia 6–21 tahun``, ``lanjut usia atau disabilitas``."""
    if ask.one_of:
        *others, last = [trait_words(one) for one in ask.one_of]
        if not others:
            return last
        return tr("{first} or {last}").format(first=", ".join(others), last=last)
    if ask.age_from is None:
        return tr("age up to {until}").format(until=ask.age_until)
    if ask.age_until is None:
        return tr("age {from_} and over").format(from_=ask.age_from)
    return tr("age {from_} to {until}").format(from_=ask.age_from, until=ask.age_until)


def asks_words(version: ProgrammeVersion) -> str:
    """All that is looked for in the release; empty if nothing is."""
    return "; ".join(ask_words(ask) for ask in version.asks)


def rule_words(rule: AidRule) -> str:
    """What a rule looks for, as a sentence with the codes of its programmes."""
    own, others = ", ".join(rule.programmes), ", ".join(rule.others)
    match rule.kind:
        case RuleKind.SAME_HELP:
            return tr("The same help twice for one period")
        case RuleKind.MONTHS:
            return tr("More months in a year than the programme allows")
        case RuleKind.CLASH if rule.within is Within.YEAR:
            return tr("{own} and {others} in one year").format(own=own, others=others)
        case RuleKind.CLASH:
            return tr("{own} and {others} for the same time").format(own=own, others=others)
        case RuleKind.SAME_GOAL:
            return tr("{own} beside other help for the same need in one year").format(own=own)
        case RuleKind.AGAIN:
            return tr("{own} again within {n} years, whoever pays").format(
                own=own, n=number(rule.years)
            )
        case RuleKind.JOB:
            return tr("{own} for somebody who works for a wage").format(own=own)
        case RuleKind.DECILE:
            return tr("A decile outside the programme's range")
        case RuleKind.UNRANKED:
            return tr("No decile yet, though the programme is for some deciles")
        case RuleKind.ASKS:
            return tr("What the programme asks is not seen in the release")
        case RuleKind.NOT_IN_RELEASE:
            return tr("The recipient is not in the release in use")
        case RuleKind.PRESENCE:
            return tr("The recipient has died, moved or was not found")


def doubt_words(version: ProgrammeVersion, doubt: Doubt) -> str:
    """One value that is not certain: what holds here, what is said about it, and where."""
    value = version.number_of(doubt.field)
    said = tr("not set") if value is None else number_words(doubt.field, value)
    return tr("Not certain yet: {name} {value}. {note} Source: {source}.").format(
        name=field_words(doubt.field, version), value=said, note=doubt.note, source=doubt.source
    )


def number_words(field: str, value: int) -> str:
    """A number of a version: rupiah, or a plain number."""
    return money(value) if field.endswith("amount") else number(value)


def field_words(field: str, version: ProgrammeVersion | None) -> str:
    """What a field is called: ``Sampai desil``, or the name of a part of the programme."""
    if field.startswith("component.") and version is not None:
        code = field.split(".")[1]
        for part in version.components:
            if part.code == code:
                return part.name(current())
    return tr(_FIELDS.get(field, field))


def setting_words(setting: CatalogueSetting, version: ProgrammeVersion | None) -> str:
    """What is set."""
    return field_words(setting.field, version)


def answer_words(setting: CatalogueSetting, version: ProgrammeVersion | None) -> str:
    """What was set, by which region and why."""
    return tr("{name} {value}, set by {region}: {reason}").format(
        name=setting_words(setting, version),
        value=value_words(setting, setting.value),
        region=setting.set_in,
        reason=setting.reason,
    )


def value_words(setting: CatalogueSetting, value: Value) -> str:
    """A value that is or may be set, as a person reads it."""
    if value is None:
        return tr("until further notice") if setting.kind is SettingKind.END else tr("not set")
    match setting.kind:
        case SettingKind.SEVERITY:
            return severity_words(str(value))
        case SettingKind.END:
            return date_short(date.fromisoformat(str(value)))
        case SettingKind.YEARS:
            return tr("{n} years").format(n=number(int(value)))
        case SettingKind.NUMBER:
            return number_words(setting.field, int(value))
