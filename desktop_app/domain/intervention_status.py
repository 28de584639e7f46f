"""How far help has come, and which step may follow which.

SP2D, penyaluran and pencairan are the offices' words for decreed, disbursed and received. A record may
begin in any state, since an office often hears of help only after it came; from there it goes on step
by step and none can be skipped.
"""

from __future__ import annotations

from enum import StrEnum


class InterventionStatus(StrEnum):
    """How far help has come."""

    PROPOSED = "proposed"  # diusulkan
    DECREED = "decreed"  # ditetapkan (SK)
    DISBURSED = "disbursed"  # disalurkan
    RECEIVED = "received"  # diterima
    FAILED = "failed"  # gagal salur
    ENDED = "ended"  # berhenti, graduasi
    REJECTED = "rejected"  # ditolak

    @property
    def ways(self) -> tuple[InterventionStatus, ...]:
        """What may follow, the way forward first; nothing after an end."""
        return _WAYS[self]

    @property
    def is_given(self) -> bool:
        """True where money or goods have left the programme for the recipient."""
        return self in (InterventionStatus.DISBURSED, InterventionStatus.RECEIVED)

    @property
    def is_granted(self) -> bool:
        """True where the recipient counts as reached: decreed, on its way, given, or ended after that."""
        return self in _GRANTED

    @property
    def came_to_nothing(self) -> bool:
        """True where nothing was given and nothing is on its way: it stands in the way of no other help."""
        return self in (InterventionStatus.FAILED, InterventionStatus.REJECTED)


_WAYS = {
    InterventionStatus.PROPOSED: (InterventionStatus.DECREED, InterventionStatus.REJECTED),
    InterventionStatus.DECREED: (
        InterventionStatus.DISBURSED,
        InterventionStatus.REJECTED,
        InterventionStatus.ENDED,
    ),
    InterventionStatus.DISBURSED: (InterventionStatus.RECEIVED, InterventionStatus.FAILED),
    InterventionStatus.RECEIVED: (InterventionStatus.ENDED,),
    InterventionStatus.FAILED: (InterventionStatus.DISBURSED, InterventionStatus.ENDED),
    InterventionStatus.ENDED: (),
    InterventionStatus.REJECTED: (),
}

_GRANTED = frozenset(
    {
        InterventionStatus.DECREED,
        InterventionStatus.DISBURSED,
        InterventionStatus.RECEIVED,
        InterventionStatus.ENDED,
    }
)

_FURTHEST_LAST = (
    InterventionStatus.PROPOSED,
    InterventionStatus.REJECTED,
    InterventionStatus.DECREED,
    InterventionStatus.FAILED,
    InterventionStatus.DISBURSED,
    InterventionStatus.RECEIVED,
    InterventionStatus.ENDED,
)


def furthest(states: frozenset[InterventionStatus]) -> InterventionStatus:
    """Of states that people gave without knowing of each other, the one that holds until somebody decides."""
    return max(states, key=_FURTHEST_LAST.index)
