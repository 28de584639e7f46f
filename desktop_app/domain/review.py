"""Local work that a new release asks a person to look at again.

What the office recorded is never changed or hidden by a release. But where the family or person it
hangs on left, came under another card or another NIK, only a person can say what follows: whether the help
goes on, whether a letter must be written anew, or what a note meant. Such work is *to be reviewed*, until somebody ticks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop_app.domain.subject import SubjectKind


class ReviewReason(StrEnum):
    """Why work should be looked at; the weightiest first."""

    FAMILY_LEFT = "family-left"
    CARD_CHANGED = "card-changed"
    CARD_SPLIT = "card-split"
    CARD_MERGED = "card-merged"
    PERSON_DOUBTFUL = "person-doubtful"
    """Left, but somebody who may be the same person entered."""
    PERSON_LEFT = "person-left"
    PERSON_MOVED = "person-moved"
    NATIONAL_ID_CORRECTED = "national-id-corrected"
    NOT_IN_RELEASE = "not-in-release"
    """Not in the release in use, and no comparison says since when."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """That somebody looked, who and when, and what they noted."""

    note: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One family or person whose work should be looked at, because of one release.

    `subject_id` is the one the work hangs on, `family_id` where to look now. `name` is the one on
    the work, so that it can be told apart when the extract has it no more. `notes` counts what the
    office wrote about the family, `last_note` is the newest of it.
    """

    subject_kind: SubjectKind
    subject_id: str
    family_id: str | None
    name: str
    village: str
    reasons: tuple[ReviewReason, ...]
    release_id: str
    release_label: str
    interventions: int
    letters: int
    notes: int = 0
    last_note: str = ""
    reviewed: Reviewed | None = None

    @property
    def subject(self) -> str:
        """The subject as records name it: ``family:…`` or ``person:…``."""
        return f"{self.subject_kind.value}:{self.subject_id}"
