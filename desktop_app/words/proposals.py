"""Proposals in words: what kind, how far, what is missing."""

from __future__ import annotations

from desktop_app.actions.proposal_drafts import Likeness
from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.proposal import (
    Correction,
    Proposal,
    ProposalKind,
    ProposalState,
    Standing,
)
from desktop_app.domain.proposal_verdict import Sign
from desktop_app.domain.subject import SubjectKind
from desktop_app.language import mark, tr
from desktop_app.words.fields import FAMILY_FIELD, PERSON_FIELD, value_words

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
    "family_card_no": mark("KK number"),
    "housing": mark("The house"),
    "name": mark("Name"),
    "national_id": mark("NIK"),
    "phone": mark("Telephone"),
    "programme": mark("Programme"),
    "proof": mark("Proof"),
    "reason": mark("Reason"),
    "reason_code": mark("Code of the reason"),
    "relation": mark("Relation to the head"),
    "village": mark("Desa"),
}
LIKENESSES = {
    Likeness.PROPOSED: mark("A proposal of this kind about the same NIK is still open"),
    Likeness.IN_EXTRACT: mark("The NIK already stands in the release"),
    Likeness.NAME_PROPOSED: mark("A proposal about a like name and the same birth date is open"),
    Likeness.NAME_IN_EXTRACT: mark("A like name with the same birth date lives nearby"),
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


def sign_words(sign: Sign) -> str:
    """What was seen in a release."""
    return tr(SIGNS[sign])


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
    return tr(CONTENTS[name]) if name in CONTENTS else name


def likeness_words(likeness: Likeness) -> str:
    """What a new proposal resembles."""
    return tr(LIKENESSES[likeness])
