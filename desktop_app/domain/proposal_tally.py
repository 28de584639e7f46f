"""How many proposals there are and how far they have come: counts behind the report of proposals.

A proposal counts from the day it was handed in; drafts, and drafts that were withdrawn, do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.proposal import ProposalKind, ProposalState


class Stage(StrEnum):
    """How far a proposal has come, told in fewer steps than it takes."""

    WAITING = "waiting"
    """Handed in, declared, or verified by the kecamatan: Dinsos has not verified it yet."""
    VERIFIED = "verified"
    APPROVED = "approved"
    """Endorsed or sent, and in no release yet."""
    SEEN = "seen"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def is_open(self) -> bool:
        """True if somebody has still to decide."""
        return self in (Stage.WAITING, Stage.VERIFIED)


STAGES = {
    ProposalState.SUBMITTED: Stage.WAITING,
    ProposalState.DECLARED: Stage.WAITING,
    ProposalState.SUBDISTRICT_VERIFIED: Stage.WAITING,
    ProposalState.VERIFIED: Stage.VERIFIED,
    ProposalState.ENDORSED: Stage.APPROVED,
    ProposalState.SENT: Stage.APPROVED,
    ProposalState.SEEN: Stage.SEEN,
    ProposalState.REJECTED: Stage.REJECTED,
    ProposalState.WITHDRAWN: Stage.WITHDRAWN,
}
"""The stage of every state that a proposal has once it is handed in."""

SOON, LATE = 30, 90
"""Days after which an open proposal is told apart."""


@dataclass(frozen=True, slots=True)
class ProposalTally:
    """How many proposals of one desa, kind and release of their opening are in one stage.

    `days` is the sum of their ages since they were handed in, `oldest` the highest; `over_soon` and
    `over_late` count those older than these days.
    """

    village: str
    kind: ProposalKind
    release: str
    stage: Stage
    proposals: int
    days: int
    oldest: int
    over_soon: int
    over_late: int
