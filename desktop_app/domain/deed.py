"""What a person did last, and whether it can be taken back.

Taking back never deletes: a record is marked as entered in error, a draft is withdrawn, an earlier
content stands again, and each of that is a deed of its own in the audit. So nothing has to be kept for
it, and what has travelled to the hub already is taken back there by the same op.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

REMEMBERED = timedelta(days=7)
"""How long a deed stands in the list of the last ones."""
AT_ONCE = timedelta(minutes=10)
"""How long one key press takes a deed back; what is older, somebody must look for."""


class DeedKind(StrEnum):
    """What was done."""

    INTERVENTION = "intervention"  # help was recorded
    AID_STEP = "aid-step"  # help went on
    AID_CORRECTION = "aid-correction"  # what was given was put right
    FACT = "fact"  # a note, a contact or a place
    FACT_CORRECTION = "fact-correction"  # a note, a contact or a place in the place of another
    PROPOSAL = "proposal"  # a draft was opened
    PROPOSAL_STEP = "proposal-step"  # a proposal went on
    GROUND_CHECK = "ground-check"  # a result was recorded
    LETTER = "letter"  # a number was given
    REVIEW = "review"  # work was ticked as reviewed
    DECISION = "decision"  # at the hub, between what two people wrote


class Hindrance(StrEnum):
    """Why a deed cannot be taken back."""

    DONE_ALREADY = "done-already"  # it was taken back
    GONE_ON = "gone-on"  # something was built on it since
    ONLY_FORWARD = "only-forward"  # the way of a proposal leads one way
    NUMBERED = "numbered"  # a number that was given stays in the register
    NEXT_STEP = "next-step"  # of two states one was chosen; only a later one changes that
    FOR_GOOD = (
        "for-good"  # of several records of one help one was kept, and the others are void for good
    )
    NEEDS_NEWER = "needs-newer"  # a newer program wrote something about it


@dataclass(frozen=True, slots=True)
class Deed:
    """One of the last deeds of a person on this computer, or many that were done in one go.

    `id` names it for taking it back. `name` says whom it was about, `what` is the code of the
    programme, state, kind of fact or proposal, or the number of the letter. `count` is how many of
    `total` still stand. `family_id` is where to look, None where there is no such page.
    """

    id: str
    kind: DeedKind
    at: datetime
    what: str
    name: str = ""
    family_id: str | None = None
    count: int = 1
    total: int = 1
    hindrance: Hindrance | None = None

    @property
    def is_undone(self) -> bool:
        """True if it was taken back."""
        return self.hindrance is Hindrance.DONE_ALREADY

    @property
    def may_be_undone(self) -> bool:
        """True while nothing stands in the way."""
        return self.hindrance is None


def deed_id(kind: DeedKind, own_id: str) -> str:
    """What names a deed: for a record its own id, for what happened to one the line of the audit."""
    return f"{kind.value}:{own_id}"
