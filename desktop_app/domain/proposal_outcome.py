"""What became of a proposal by the time of the next release: how it ended, or what that release says to it."""

from __future__ import annotations

from enum import StrEnum

from desktop_app.domain.proposal import ProposalState, Standing


class Outcome(StrEnum):
    """One word for each proposal of a quarter."""

    ABSORBED = "absorbed"
    """The release shows what it asked for; nobody has closed it yet."""
    SEEN = "seen"
    """Somebody looked and closed it: seen in a release."""
    OPEN = "open"
    CONTRADICTED = "contradicted"
    GONE = "gone"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


OF_STANDINGS = {
    Standing.ABSORBED: Outcome.ABSORBED,
    Standing.OPEN: Outcome.OPEN,
    Standing.CONTRADICTED: Outcome.CONTRADICTED,
    Standing.GONE: Outcome.GONE,
}
OF_ENDS = {
    ProposalState.SEEN: Outcome.SEEN,
    ProposalState.REJECTED: Outcome.REJECTED,
    ProposalState.WITHDRAWN: Outcome.WITHDRAWN,
}
