"""What a new proposal begins with, as other pages ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.domain.identity import digits_of, is_sixteen_digits
from desktop_app.domain.proposal import ProposalKind
from desktop_app.ui.page import Place

NEW_FAMILY = "new-family"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a new proposal begins with."""

    kind: ProposalKind | None = None
    family_id: str | None = None
    person_id: str | None = None
    contents: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def at(cls, place: Place) -> Wish:
        """What a place of the page of proposals asks for: see `ProposalsPage`."""
        if place.part == NEW_FAMILY:
            digits = digits_of(place.subject)
            name = "national_id" if is_sixteen_digits(digits) else "name"
            # What is half a number and half a name is neither.
            is_plain = bool(place.subject) and digits in ("", place.subject)
            contents = {name: place.subject} if is_plain else {}
            return cls(ProposalKind.NEW_FAMILY, contents=contents)
        _, _, person_id = place.part.partition(":")
        return cls(family_id=place.subject or None, person_id=person_id or None)
