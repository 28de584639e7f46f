"""The last deeds in words: what was done, and why one of them stays."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.domain.deed import Deed, DeedKind, Hindrance
from desktop_app.domain.ground_check import Finding
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.local_fact import FactKind
from desktop_app.domain.proposal import ProposalKind, ProposalState
from desktop_app.domain.subject import SubjectKind
from desktop_app.language import mark, tr, trn
from desktop_app.words import local_facts, proposals
from desktop_app.words.aid import status_words
from desktop_app.words.format import number
from desktop_app.words.ground_checks import finding_words

_HINDRANCES = {
    Hindrance.DONE_ALREADY: mark("Taken back"),
    Hindrance.GONE_ON: mark("Something has been built on it since"),
    Hindrance.ONLY_FORWARD: mark("A proposal only goes forward; it can be withdrawn on its page"),
    Hindrance.NUMBERED: mark("A number that was given stays in the register"),
    Hindrance.NEXT_STEP: mark("Between two states only a later step changes it"),
    Hindrance.FOR_GOOD: mark("The other records of this help are void for good"),
    Hindrance.NEEDS_NEWER: mark("A newer program wrote something about it"),
}


def undo_reason() -> str:
    """What is kept with a record that was taken back by undoing."""
    return tr("undone right afterwards")


def hindrance_words(hindrance: Hindrance) -> str:
    """Why a deed cannot be taken back."""
    return tr(_HINDRANCES[hindrance])


def deed_words(deed: Deed, programmes: Mapping[str, str]) -> str:
    """What was done, in one line without the name; `programmes` are those of `programme_names`."""
    match deed.kind:
        case DeedKind.INTERVENTION if deed.total > 1:
            words = trn("{n} record of {what}", "{n} records of {what}", deed.total)
            return words.format(n=number(deed.total), what=programmes.get(deed.what, deed.what))
        case DeedKind.INTERVENTION:
            return tr("Recorded: {what}").format(what=programmes.get(deed.what, deed.what))
        case DeedKind.AID_STEP if deed.total > 1:
            words = trn("{n} record: {state}", "{n} records: {state}", deed.total)
            state = status_words(InterventionStatus(deed.what))
            return words.format(n=number(deed.total), state=state)
        case DeedKind.AID_STEP:
            state = status_words(InterventionStatus(deed.what))
            return tr("Help went on: {state}").format(state=state)
        case DeedKind.AID_CORRECTION:
            what = programmes.get(deed.what, deed.what)
            return tr("Put right: {what}").format(what=what)
        case DeedKind.DECISION:
            what = programmes.get(deed.what, deed.what)
            return tr("Conflict decided: {what}").format(what=what)
        case DeedKind.FACT:
            return tr("Written: {kind}").format(kind=local_facts.kind_words(FactKind(deed.what)))
        case DeedKind.FACT_CORRECTION:
            return tr("Corrected: {kind}").format(kind=local_facts.kind_words(FactKind(deed.what)))
        case DeedKind.PROPOSAL:
            kind = proposals.kind_words(ProposalKind(deed.what))
            return tr("Draft opened: {kind}").format(kind=kind)
        case DeedKind.PROPOSAL_STEP if deed.total > 1:
            state = proposals.state_words(ProposalState(deed.what))
            words = trn("{n} proposal: {state}", "{n} proposals: {state}", deed.total)
            return words.format(n=number(deed.total), state=state)
        case DeedKind.PROPOSAL_STEP:
            state = proposals.state_words(ProposalState(deed.what))
            return tr("Proposal went on: {state}").format(state=state)
        case DeedKind.GROUND_CHECK if deed.total > 1:
            words = trn("{n} result of ground checks", "{n} results of ground checks", deed.total)
            return words.format(n=number(deed.total))
        case DeedKind.GROUND_CHECK:
            return tr("Ground check: {finding}").format(finding=finding_words(Finding(deed.what)))
        case DeedKind.LETTER:
            return tr("Letter {number}").format(number=deed.what)
        case DeedKind.REVIEW:
            is_family = deed.what == SubjectKind.FAMILY
            return tr("Reviewed: a family") if is_family else tr("Reviewed: a person")


def deed_with_name(deed: Deed, programmes: Mapping[str, str]) -> str:
    """The same with whom it was about."""
    words = deed_words(deed, programmes)
    return tr("{deed}, for {name}").format(deed=words, name=deed.name) if deed.name else words


def undone_words(deed: Deed, programmes: Mapping[str, str]) -> str:
    """That a deed was taken back, and of many how many were."""
    said = tr("Undone: {deed}").format(deed=deed_with_name(deed, programmes))
    if deed.count == deed.total:
        return said
    return tr("{said} ({n} of {total})").format(
        said=said, n=number(deed.count), total=number(deed.total)
    )
