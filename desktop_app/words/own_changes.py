"""How far a change has come, in words: the station it stands at, and why."""

from __future__ import annotations

from desktop_app.domain.own_change import ChangeReason, ChangeState, OwnChange
from desktop_app.language import mark, tr
from desktop_app.words.format import moment, number

_STATES = {
    ChangeState.DRAFT: mark("Draft"),
    ChangeState.PACKED: mark("Packed"),
    ChangeState.RECEIVED: mark("Received by the hub"),
    ChangeState.IN_FORCE: mark("In force"),
    ChangeState.CONFLICT: mark("Conflict"),
    ChangeState.NO_EFFECT: mark("Without effect"),
    ChangeState.REFUSED: mark("Refused by the hub"),
}
_REASONS = {
    ChangeReason.NEWER: mark("A newer program wrote it; the hub decides when it has that"),
    ChangeReason.DECISION_WAITS: mark("Beside it stands another value; the hub decides"),
    ChangeReason.DECIDED_FOR: mark("The hub has decided for it"),
    ChangeReason.DECIDED_AGAINST: mark("The hub has decided for another value"),
    ChangeReason.HAPPENED_BEFORE: mark("It had happened already, or could not happen any more"),
    ChangeReason.OUTSIDE: mark("Outside the region of this office"),
    ChangeReason.CLASHING: mark("The hub has another change under its number"),
}
_KINDS = {
    "catalogue.set": mark("Value of the catalogue"),
    "evidence.attached": mark("Evidence"),
    "evidence.withdrawn": mark("Evidence withdrawn"),
    "ground-check.recorded": mark("Ground check"),
    "ground-check.voided": mark("Ground check taken back"),
    "incoming-letter.recorded": mark("Letter received"),
    "incoming-letter.voided": mark("Letter received marked as entered in error"),
    "intervention.corrected": mark("Help put right"),
    "intervention.recorded": mark("Help"),
    "intervention.stepped": mark("Step of a help"),
    "intervention.told-apart": mark("Help told apart from another"),
    "intervention.voided": mark("Help marked as an error"),
    "letter.issued": mark("Letter"),
    "local-fact.recorded": mark("Note or contact"),
    "local-fact.voided": mark("Note or contact taken back"),
    "letter-numbers.reserved": mark("Letter numbers reserved"),
    "number-book.handed": mark("Number book handed over"),
    "programme.revised": mark("Version of a programme"),
    "proposal.opened": mark("Proposal"),
    "proposal.revised": mark("Draft of a proposal rewritten"),
    "proposal.stepped": mark("Step of a proposal"),
    "question.kept": mark("Question"),
    "quota.allotted": mark("Quota"),
}


def state_words(state: ChangeState) -> str:
    """The name of a station."""
    return tr(_STATES[state])


def change_kind_words(kind: str) -> str:
    """What was recorded; a kind that only a newer program knows is just a change."""
    return tr(_KINDS.get(kind, mark("Change of another kind")))


def reason_words(change: OwnChange) -> str:
    """Why a change stands where it does, or what has to happen next."""
    if change.reason in _REASONS:
        return tr(_REASONS[change.reason])
    if change.state is ChangeState.DRAFT:
        return tr("Goes out with the next package")
    if change.state is ChangeState.PACKED and change.packed_at is not None:
        return tr("Package {number}, {moment}").format(
            number=number(change.package), moment=moment(change.packed_at)
        )
    return ""
