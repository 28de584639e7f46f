"""Proposals in words: what kind, how far, what is missing."""

from __future__ import annotations

from datetime import date

from desktop_app.actions.lookups import Lookups
from desktop_app.actions.proposal_drafts import Likeness
from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.proposal import (
    Correction,
    Proposal,
    ProposalKind,
    ProposalState,
    Standing,
)
from desktop_app.domain.proposal_kind import WorkList
from desktop_app.domain.proposal_question import Input, Question
from desktop_app.domain.proposal_slip import Slip, SlipKind, day_of
from desktop_app.domain.proposal_verdict import Sign, Verdict
from desktop_app.domain.subject import SubjectKind
from desktop_app.language import current, mark, tr, trn
from desktop_app.words.fields import FAMILY_FIELD, PERSON_FIELD, label_of, value_words
from desktop_app.words.format import date_long, number
from desktop_app.words.people import village_words

HIDDEN = "•"

KINDS = {
    ProposalKind.NEW_FAMILY: mark("New family"),
    ProposalKind.UPDATE_FACTS: mark("Update of facts"),
    ProposalKind.MEMBER_CHANGE: mark("Change of members"),
    ProposalKind.DEATH: mark("Death"),
    ProposalKind.MOVED: mark("Move"),
    ProposalKind.PROGRAM_PROPOSAL: mark("Proposal for aid"),
    ProposalKind.EXCLUSION: mark("Proposal to remove"),
    ProposalKind.OBJECTION: mark("Objection"),
    ProposalKind.REACTIVATION: mark("Reactivation of PBI-JK"),
}
STATES = {
    ProposalState.DRAFT: mark("Draft"),
    ProposalState.SUBMITTED: mark("Handed in"),
    ProposalState.DECLARED: mark("Village meeting or SPTJM"),
    ProposalState.SUBDISTRICT_VERIFIED: mark("Verified by the kecamatan"),
    ProposalState.VERIFIED: mark("Verified by Dinsos"),
    ProposalState.ENDORSED: mark("Endorsed"),
    ProposalState.SENT: mark("Sent"),
    ProposalState.SEEN: mark("Seen in a release"),
    ProposalState.REJECTED: mark("Rejected"),
    ProposalState.WITHDRAWN: mark("Withdrawn"),
}
STANDINGS = {
    Standing.OPEN: mark("Still open"),
    Standing.ABSORBED: mark("Absorbed"),
    Standing.CONTRADICTED: mark("Contradicted"),
    Standing.GONE: mark("Not in the release"),
}
SIGNS = {
    Sign.FACTS: mark("The corrected facts"),
    Sign.IN_RELEASE: mark("Stands in the release"),
    Sign.NOT_IN_RELEASE: mark("Not in the release"),
    Sign.SAID_DEAD: mark("The release says: dead"),
    Sign.SAID_MOVED: mark("The release says: moved"),
    Sign.SAID_INACTIVE: mark("The release says: not active"),
    Sign.IN_FAMILY: mark("Stands on the card of the family"),
    Sign.NOT_IN_FAMILY: mark("Does not stand on the card of the family"),
    Sign.IN_OTHER_FAMILY: mark("Stands on the card of another family"),
    Sign.IN_OTHER_VILLAGE: mark("Stands in another desa"),
    Sign.MARITAL_STATUS: mark("The marital status is the one that was reported"),
    Sign.INDICATED: mark("The programme is marked"),
    Sign.NOT_INDICATED: mark("The programme is not marked"),
    Sign.NOT_TOLD: mark("The release does not tell"),
}
CONTENTS = {
    "address": mark("Address"),
    "birth_date": mark("Birth date"),
    "change": mark("What changes"),
    "corrections": mark("Corrections"),
    "date": mark("Date"),
    "destination": mark("Where to"),
    "members": mark("The other members"),
    "person": mark("The person it is about"),
    "sex": mark("Sex"),
    "family_card_no": mark("KK number"),
    "name": mark("Name"),
    "national_id": mark("NIK"),
    "phone": mark("Telephone"),
    "programme": mark("Programme"),
    "proof": mark("Proof"),
    "reason": mark("Reason"),
    "reason_code": mark("Why they should not be in it"),
    "relation": mark("Relation to the head"),
    "village": mark("Desa"),
}
LIKENESSES = {
    Likeness.PROPOSED: mark("A proposal of this kind about the same NIK is still open"),
    Likeness.IN_EXTRACT: mark("The NIK already stands in the release"),
    Likeness.NAME_PROPOSED: mark("A proposal about a like name and the same birth date is open"),
    Likeness.NAME_IN_EXTRACT: mark("A like name with the same birth date lives nearby"),
}
_CHOICES = {
    "born": mark("Birth"),
    "joined": mark("Moved in"),
    "left": mark("Moved out"),
    "married": mark("Marriage"),
    "divorced": mark("Divorce"),
    "well-off": mark("Well provided for"),
    "civil-servant": mark("Civil servant, soldier or police"),
    "died": mark("Died"),
    "moved-away": mark("Moved away"),
    "not-found": mark("Not found at the address"),
    "double": mark("Recorded twice"),
    "other": mark("Another reason"),
}
_STEPS = {
    ProposalState.SUBMITTED: mark("H&and in"),
    ProposalState.DECLARED: mark("Village &meeting or SPTJM"),
    ProposalState.SUBDISTRICT_VERIFIED: mark("&Kecamatan verified"),
    ProposalState.VERIFIED: mark("Dinsos &verified"),
    ProposalState.ENDORSED: mark("&Endorsed"),
    ProposalState.SENT: mark("Typed into SI&KS-NG"),
    ProposalState.SEEN: mark("Seen in a rel&ease"),
    ProposalState.REJECTED: mark("Re&jected…"),
    ProposalState.WITHDRAWN: mark("&Withdraw…"),
}
_WORK = {
    WorkList.MINE: mark("Mine"),
    WorkList.WAITING: mark("Waiting"),
    WorkList.OVERDUE: mark("Overdue"),
    WorkList.NEAR: mark("Close to the cut-off"),
    WorkList.ALL: mark("All"),
}
_SLIPS = {
    SlipKind.NIK_SHAPE: mark("This cannot be a NIK: sixteen digits with a date in them."),
    SlipKind.CARD_SHAPE: mark("A KK number has sixteen digits."),
    SlipKind.BIRTH_OTHER: mark("The NIK says another birth date."),
    SlipKind.SEX_OTHER: mark("The NIK says another sex."),
    SlipKind.DAY_UNREADABLE: mark("This is no date that can be read."),
    SlipKind.DAY_FUTURE: mark("This day is still to come."),
    SlipKind.DAY_BEFORE_BIRTH: mark("On this day the person was not born yet."),
    SlipKind.NUMBER_TWICE: mark("Two people here have this NIK."),
}


def kind_words(kind: ProposalKind) -> str:
    """What is proposed."""
    return tr(KINDS[kind])


def state_words(state: ProposalState) -> str:
    """How far it has come."""
    return tr(STATES[state])


def standing_words(standing: Standing) -> str:
    """What the release in use says to a correction."""
    return tr(STANDINGS[standing])


def code_names() -> dict[str, str]:
    """The words for every kind and every state by its code."""
    kinds = {kind.value: tr(words) for kind, words in KINDS.items()}
    return kinds | {state.value: tr(words) for state, words in STATES.items()}


def step_words(state: ProposalState) -> str:
    """What the button says that takes a proposal there."""
    return tr(_STEPS[state])


def work_words(work: WorkList) -> str:
    """What a work list is called."""
    return tr(_WORK[work])


def sign_words(sign: Sign) -> str:
    """What was seen in a release."""
    return tr(SIGNS[sign])


def verdict_words(label: str, verdict: Verdict) -> str:
    """What a release says to a proposal, in a line; of corrections each one says more."""
    said = tr("Release {label}: {standing}").format(
        label=label, standing=standing_words(verdict.standing)
    )
    sign = sign_words(verdict.sign)
    is_new = verdict.sign is not Sign.FACTS and sign != standing_words(verdict.standing)
    return f"{said} · {sign}" if is_new else said


def corrected_words(
    proposal: Proposal, correction: Correction, value: str | int | None, codes: CodeBook
) -> str:
    """A value of a corrected fact; hidden where it says who somebody is, of health and of children."""
    if proposal.hides(correction):
        return HIDDEN
    is_person = proposal.subject.kind is SubjectKind.PERSON
    field = (PERSON_FIELD if is_person else FAMILY_FIELD)[correction.field]
    return value_words(field, value, codes) or "–"


def content_words(name: str) -> str:
    """What a content of a proposal is called; a name nobody knows stands as it is."""
    if name in CONTENTS:
        return tr(CONTENTS[name])
    return label_of(name) if name in FAMILY_FIELD else name


def choice_words(code: str) -> str:
    """What an answer of a question's own list says; a code nobody knows stands as it is."""
    return tr(_CHOICES[code]) if code in _CHOICES else code


def answer_words(question: Question, text: str, lookups: Lookups) -> str:
    """What an answer says; what cannot be read so stands as it was typed."""
    match question.input:
        case Input.CHOICE:
            return choice_words(text)
        case Input.CODE if text.isdecimal():
            return code_words(question.codes, text, lookups)
        case Input.DAY:
            day = day_of(text)
            return date_long(day) if day else text
        case Input.VILLAGE:
            return village_words(lookups.regions, text)
        case Input.PROGRAMME:
            is_known = text in lookups.catalogue.codes
            return lookups.catalogue.versions_of(text)[-1].name(current()) if is_known else text
        case Input.WHOLE if text.isdecimal():
            unit = " m²" if question.name.endswith("_m2") else ""
            return number(int(text)) + unit
    return text


def code_words(codes: str, text: str, lookups: Lookups) -> str:
    """A code of a list in words; one that no list has stands as it is."""
    return lookups.codes.label(codes, int(text), current()) or text if text.isdecimal() else text


def slip_text(kind: SlipKind) -> str:
    """What looks mistyped."""
    return tr(_SLIPS[kind])


def slip_words(slip: Slip) -> str:
    """What looks mistyped, and in which answer."""
    where = content_words(slip.field)
    if slip.member:
        where = tr("Member {n}, {question}").format(n=slip.member, question=where)
    return f"{where}: {slip_text(slip.kind)}"


def cutoff_words(cutoff: date, days_left: int) -> str:
    """Until when proposals are sent, and how long that is."""
    if not days_left:
        return tr("Today is the cut-off day")
    return trn("Cut-off {date}, {n} day left", "Cut-off {date}, {n} days left", days_left).format(
        date=date_long(cutoff), n=number(days_left)
    )


def likeness_words(likeness: Likeness) -> str:
    """What a new proposal resembles."""
    return tr(LIKENESSES[likeness])
