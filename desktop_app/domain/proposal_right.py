"""Who may take which step of a proposal: one table, asked by the actions.

The operator of the desa hands in, brings it before the village meeting, sends it on and withdraws it.
What the kecamatan verifies is the verifier's. What Dinsos verifies and the bupati endorses, and where they
refuse, is decided by them: an office writes it down from the paper it received, the kabupaten's hub decides.
Whoever may take a proposal on from where it is may also refuse it there.
"""

from __future__ import annotations

from collections.abc import Container

from desktop_app.domain.proposal import Proposal, ProposalState
from desktop_app.domain.roles import Right

_RIGHT_TO = {
    ProposalState.SUBMITTED: Right.RECORD,
    ProposalState.DECLARED: Right.RECORD,
    ProposalState.SUBDISTRICT_VERIFIED: Right.VERIFY,
    ProposalState.VERIFIED: Right.NOTE_DECISION,
    ProposalState.ENDORSED: Right.NOTE_DECISION,
    ProposalState.SENT: Right.RECORD,
    ProposalState.SEEN: Right.RECORD,
    ProposalState.WITHDRAWN: Right.RECORD,
}
_RIGHT_TO_REFUSE_AFTER = {
    ProposalState.ENDORSED: Right.NOTE_DECISION,
    ProposalState.SENT: Right.NOTE_DECISION,
}
"""Where the office itself takes the next step, and yet somebody else refuses."""


def right_to_step(proposal: Proposal, to: ProposalState) -> Right:
    """The right that taking `proposal` to one of its `ways` needs; `ValueError` for a way it has not."""
    if to not in proposal.ways:
        raise ValueError(to)
    if to is not ProposalState.REJECTED:
        return _RIGHT_TO[to]
    return _RIGHT_TO_REFUSE_AFTER.get(proposal.state) or _RIGHT_TO[proposal.ways[0]]


def ways_with(proposal: Proposal, rights: Container[Right]) -> tuple[ProposalState, ...]:
    """The ways of a proposal that somebody with these rights may take, the way forward first."""
    return tuple(to for to in proposal.ways if right_to_step(proposal, to) in rights)
