"""Programmes, periods, states and sources of funds in the words of the offices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.aid_rule import AidWarning, WarningCode
from desktop_app.domain.asnaf import Asnaf
from desktop_app.domain.dates import day_of
from desktop_app.domain.intervention import Intervention
from desktop_app.domain.intervention_history import Content, Signer, in_order
from desktop_app.domain.intervention_list import RowState
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.period import Period, PeriodKind
from desktop_app.domain.programme import (
    Basis,
    Catalogue,
    Component,
    EffectField,
    FundSource,
    ProgrammeVersion,
)
from desktop_app.domain.subject import Subject, SubjectKind
from desktop_app.language import current, mark, tr
from desktop_app.words.aid_rules import ask_words, asks_words, doubt_words
from desktop_app.words.format import date_short, money, month_long, number

STATUSES = {
    InterventionStatus.PROPOSED: mark("Proposed"),
    InterventionStatus.DECREED: mark("Decreed (SK)"),
    InterventionStatus.DISBURSED: mark("Disbursed"),
    InterventionStatus.RECEIVED: mark("Received"),
    InterventionStatus.FAILED: mark("Could not be delivered"),
    InterventionStatus.ENDED: mark("Ended"),
    InterventionStatus.REJECTED: mark("Rejected"),
}
_MEANING = {
    InterventionStatus.PROPOSED: mark("Asked for; nobody has decided yet."),
    InterventionStatus.DECREED: mark("A decree (SK) names the recipient; nothing has left yet."),
    InterventionStatus.DISBURSED: mark("It is on the way to the recipient, and counts as given."),
    InterventionStatus.RECEIVED: mark("The recipient has it, or who signed in their place."),
    InterventionStatus.FAILED: mark("It came back; it may be tried again, and does not count."),
    InterventionStatus.ENDED: mark("It stopped, or the family no longer needs it (graduation)."),
    InterventionStatus.REJECTED: mark("The one who decides said no."),
}
_STEP = {
    InterventionStatus.PROPOSED: mark("Propose"),
    InterventionStatus.DECREED: mark("Decree (SK)"),
    InterventionStatus.DISBURSED: mark("Disburse"),
    InterventionStatus.RECEIVED: mark("Mark as received"),
    InterventionStatus.FAILED: mark("Not delivered"),
    InterventionStatus.ENDED: mark("End or graduate"),
    InterventionStatus.REJECTED: mark("Reject"),
}
FUNDS = {
    FundSource.APBN: mark("State budget (APBN)"),
    FundSource.APBD_PROVINCE: mark("Province budget (APBD)"),
    FundSource.APBD_REGENCY: mark("Kabupaten budget (APBD)"),
    FundSource.VILLAGE_FUND: mark("Village fund (Dana Desa)"),
    FundSource.ZIS: mark("Zakat and alms (ZIS)"),
    FundSource.CSR: mark("Companies (CSR)"),
}
_BASIS = {
    Basis.FAMILY: mark("for a family"),
    Basis.PERSON: mark("for one person"),
    Basis.HOUSE: mark("for a house"),
    Basis.GROUP: mark("for a group"),
    Basis.INSTITUTION: mark("for an institution"),
}
_EVERY = {
    PeriodKind.MONTH: mark("{amount} a month"),
    PeriodKind.QUARTER: mark("{amount} a quarter"),
    PeriodKind.YEAR: mark("{amount} a year"),
    PeriodKind.STAGE: mark("{amount} in each stage"),
}
_OUTSIDERS = {
    SubjectKind.FAMILY: mark("Family, not in DTSEN"),
    SubjectKind.PERSON: mark("Person, not in DTSEN"),
    SubjectKind.GROUP: mark("Group"),
    SubjectKind.INSTITUTION: mark("Institution"),
}
_QUARTERS = ("I", "II", "III", "IV")
_WARNINGS = {
    WarningCode.DOUBLE_BENEFIT: mark("The same help is already recorded for this period."),
    WarningCode.TOO_MANY_MONTHS: mark(
        "With this one the family passes the number of months a year that the programme allows."
    ),
    WarningCode.BENEFIT_CLASH: mark(
        "{programmes} is already recorded here; the rules do not give both."
    ),
    WarningCode.BENEFIT_OVERLAP: mark("{programmes} is recorded for the same person this year."),
    WarningCode.SAME_GOAL: mark("{programmes} helps with the same need this year."),
    WarningCode.HOUSE_AGAIN: mark("This house was helped within the last few years."),
    WarningCode.SALARIED_WORKER: mark("The release says that this person works for a wage."),
    WarningCode.OUT_OF_DECILE: mark(
        "The family's decile is outside the range this programme is meant for."
    ),
    WarningCode.UNRANKED: mark(
        "The family has no decile yet, and this programme is meant for some deciles."
    ),
    WarningCode.NOT_IN_RELEASE: mark("The recipient is not in the release in use."),
    WarningCode.NOT_AS_ASKED: mark(
        "What the programme asks is not seen in the release: {asks}. That is a hint, not a decision."
    ),
    WarningCode.OVER_QUOTA: mark("The quota of this programme has no room for it."),
    WarningCode.NOT_PRESENT: mark(
        "By what the office knows the recipient has moved, has died or was not found."
    ),
}


_ROW_STATES = {
    RowState.NOT_FOUND: mark("Not in DTSEN"),
    RowState.INVALID: mark("Cannot be read"),
    RowState.BLOCKED: mark("A rule refuses it"),
    RowState.ALREADY: mark("Already has it"),
    RowState.OUTSIDER: mark("Not in DTSEN, can be recorded"),
    RowState.WARNED: mark("Needs a reason"),
    RowState.OUT_OF_DECILE: mark("Outside the decile"),
    RowState.READY: mark("Found, ready"),
}


def row_state_words(state: RowState) -> str:
    """What is found for one row of a list."""
    return tr(_ROW_STATES[state])


def status_words(status: InterventionStatus) -> str:
    """How far help has come."""
    return tr(STATUSES[status])


def status_meaning(status: InterventionStatus) -> str:
    """What a state says, in one sentence."""
    return tr(_MEANING[status])


def step_words(status: InterventionStatus) -> str:
    """What somebody does who takes the step to this state, as a verb."""
    return tr(_STEP[status])


def status_names() -> dict[str, str]:
    """The words for every status by its code."""
    return {status.value: tr(words) for status, words in STATUSES.items()}


def funds_words(funds: FundSource | str) -> str:
    """Who pays; a source that a newer catalogue brought reads as its code."""
    try:
        return tr(FUNDS[FundSource(funds)])
    except ValueError:
        return str(funds)


def basis_words(version: ProgrammeVersion) -> str:
    """Whom the programme is for, the usual one first."""
    return ", ".join(tr(_BASIS[basis]) for basis in version.bases)


def period_words(period: Period | str, version: ProgrammeVersion | None = None) -> str:
    """``Agustus 2026``, ``Triwulan III 2026``, ``Tahap 2 2026``, ``2026``.

    A stage is called as the programme calls it, where its version is known: ``Upah kerja 2026``.
    """
    known = Period.parse(period) if isinstance(period, str) else period
    if known.stage is not None:
        stage = version.stage_of(known) if version else ""
        return f"{stage or tr('Stage {n}').format(n=known.stage)} {known.year}"
    if known.month is not None:
        return month_long(known.year, known.month)
    if known.quarter is not None:
        return tr("Quarter {roman} of {year}").format(
            roman=_QUARTERS[known.quarter - 1], year=known.year
        )
    return str(known.year)


def payment_words(period: Period | str, version: ProgrammeVersion | None) -> str:
    """The same where somebody chooses what is paid: with the stage that a quarter is, if it is one."""
    known = Period.parse(period) if isinstance(period, str) else period
    stage = version.stage_of(known) if version and known.stage is None else ""
    return " · ".join(filter(None, (period_words(known, version), stage)))


def record_period_words(record: Intervention, catalogue: Catalogue | None) -> str:
    """For what a record is, as its programme calls it."""
    return period_words(
        record.period, catalogue.version_with(record.programme_version) if catalogue else None
    )


def amount_words(version: ProgrammeVersion) -> str:
    """``Rp600.000 setriwulan``, ``10 kg sebulan``, or that it differs."""
    if version.components:
        return tr("The parts of the family add up")
    if version.amount is not None:
        amount = money(version.amount)
    elif version.quantity is not None:
        amount = f"{number(version.quantity)} {version.unit}".strip()
    else:
        return tr("The amount differs from case to case")
    return tr(_EVERY[version.period_kind]).format(amount=amount)


def component_words(component: Component) -> str:
    """``Rp2.400.000 setahun``, with what is not certain about it."""
    amount = tr(_EVERY[PeriodKind.YEAR]).format(amount=money(component.yearly_amount))
    return f"{amount} ({component.note})" if component.note else amount


def note_heading(version: ProgrammeVersion) -> str:
    """What stands before the note of a version: whether it tells of something that is not certain."""
    return tr("Not certain") if version.uncertain else tr("Note")


def decile_range_words(version: ProgrammeVersion) -> str:
    """``Desil 1–4``, or that deciles do not decide."""
    if not version.has_decile_limits:
        return tr("No decile limit")
    low, high = version.decile_min or 1, version.decile_max or 10
    if low == high:
        return tr("Decile {n}").format(n=low)
    return tr("Deciles {low} to {high}").format(low=low, high=high)


def version_lines(version: ProgrammeVersion) -> list[tuple[str, str]]:
    """All that one version says, each with what it is called."""
    return [
        (tr("Valid"), validity_words(version)),
        (tr("Given by"), version.owner),
        (tr("For"), basis_words(version)),
        (tr("Paid from"), ", ".join(funds_words(source) for source in version.sources)),
        (tr("Decile"), decile_range_words(version)),
        (tr("Amount"), amount_words(version)),
        *((part.name(current()), component_words(part)) for part in version.components),
        (tr("Conditions"), version.conditions or "-"),
        *([(tr("Looked for in the release"), asks_words(version))] if version.asks else []),
        (tr("Counts as once"), effect_words(version)),
        (tr("Stages"), ", ".join(version.stages) or "-"),
        (tr("Evidence"), ", ".join(version.evidence) or "-"),
        (tr("Legal basis"), version.legal_basis or "-"),
        *([(note_heading(version), said)] if (said := uncertain_words(version)) else []),
    ]


def validity_words(version: ProgrammeVersion) -> str:
    """``sejak 1 Jan 2026``, ``1 Jan 2025 – 31 Des 2025``."""
    if version.valid_until is None:
        return tr("since {date}").format(date=date_short(version.valid_from))
    return f"{date_short(version.valid_from)} – {date_short(version.valid_until)}"


def version_changes(older: ProgrammeVersion, newer: ProgrammeVersion) -> list[str]:
    """What a version says otherwise than the one before it, line by line."""
    before, after = dict(version_lines(older)), dict(version_lines(newer))
    labels = [label for label in {**before, **after} if label != tr("Valid")]
    return [
        f"{label}: {before.get(label, '-')} → {after.get(label, '-')}"
        for label in labels
        if before.get(label) != after.get(label)
    ]


def uncertain_words(version: ProgrammeVersion) -> str:
    """The note of a version and each number of it that is not certain, line by line."""
    doubts = (doubt_words(version, one) for one in version.doubts)
    return "\n".join(filter(None, (version.note, *doubts)))


def effect_words(version: ProgrammeVersion) -> str:
    """What makes two records the same help."""
    whom = tr("each person") if version.wants_person else tr("each family")
    if EffectField.PERIOD in version.effect:
        return tr("{whom} in each period").format(whom=whom)
    if EffectField.YEAR in version.effect:
        return tr("{whom} in each year").format(whom=whom)
    return whom


def recipient_words(subject: Subject) -> str:
    """What kind of recipient it is, and whether a release knows it."""
    if subject.is_outsider:
        return outsider_kind_words(subject.kind)
    return tr("Family") if subject.kind is SubjectKind.FAMILY else tr("One member")


def outsider_kind_words(kind: SubjectKind) -> str:
    """A kind of recipient that stands in no release."""
    return tr(_OUTSIDERS[kind])


def asnaf_words(asnaf: Asnaf) -> str:
    """As what zakat is received: the words are the same in every language."""
    return asnaf.value.replace("-", " ").capitalize()


def programme_words(catalogue: Catalogue, record: Intervention) -> str:
    """The name of the programme a record was made under; its code if the catalogue is older."""
    version = catalogue.version_with(record.programme_version)
    return version.name(current()) if version else record.programme


def programme_names(catalogue: Catalogue) -> dict[str, str]:
    """The newest name of every programme, by code and in the order of the catalogue."""
    return {code: catalogue.versions_of(code)[-1].name(current()) for code in catalogue.codes}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a record: on which day, what, by which user, and what was said to it."""

    on: date
    what: str
    by: str
    remark: str


def history_words(record: Intervention) -> list[Event]:
    """Everything that happened to a record, from its first day on; `by` is the id of a user."""
    first = given_words(record.recorded)
    events = [
        (
            record.recorded_at,
            Event(
                record.recorded.given_on,
                " · ".join(filter(None, (status_words(record.first_status), first))),
                record.recorded_by,
                _signed_words(record.first_signer),
            ),
        )
    ]
    for step in in_order(record.steps):
        what = tr("Taken back: {state} again") if step.is_undo else "{state}"
        remark = " · ".join(filter(None, (_signed_words(step.signer), step.note)))
        state = status_words(step.to)
        events.append((step.at, Event(step.on, what.format(state=state), step.by, remark)))
    for one in in_order(record.corrections):
        what = tr("Put right: {given}").format(given=given_words(one.content) or "-")
        events.append((one.at, Event(day_of(one.at), what, one.by, one.reason)))
    if record.voided_at:
        events.append(
            (
                record.voided_at,
                Event(
                    day_of(record.voided_at),
                    tr("Marked as entered in error"),
                    record.voided_by or "",
                    record.void_reason or "",
                ),
            )
        )
    return [event for _, event in sorted(events, key=lambda one: one[0])]


def _signed_words(signer: Signer | None) -> str:
    if signer is None:
        return ""
    return tr("signed by {name} ({relation})").format(name=signer.name, relation=signer.relation)


def given_words(record: Intervention | Content) -> str:
    """What was given: money, goods, or both; empty if neither was written down."""
    parts = [] if record.amount is None else [money(record.amount)]
    if record.quantity:
        parts.append(record.quantity)
    return " · ".join(parts)


def warning_words(warning: AidWarning, names: Mapping[str, str]) -> str:
    """What a warning says; `names` are those of `programme_names`."""
    programmes = ", ".join(names.get(code, code) for code in warning.programmes)
    asks = "; ".join(ask_words(ask) for ask in warning.unmet)
    said = tr(_WARNINGS[warning.code]).format(programmes=programmes, asks=asks)
    if warning.doubt is None:
        return said
    return f"{said} {tr('The limit is not certain yet:')} {warning.doubt.note}"


def warning_code_words(code: str) -> str:
    """What a record was warned about when it was made; a newer program's code reads as it is."""
    try:
        known = WarningCode(code)
    except ValueError:
        return code
    return tr(_WARNINGS[known]).format(
        programmes=tr("Another programme"), asks=tr("what it asks of the recipient")
    )
