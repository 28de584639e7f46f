"""NIK and KK on the way out: masked, unless somebody said why they need them whole.

The only way to whole numbers is through a function here that first writes the reason down.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop_app.actions.families import reveal_family, reveal_list
from desktop_app.actions.office import Office
from desktop_app.cli.call import Call
from desktop_app.domain.proposal import Correction, Proposal
from desktop_app.words.format import number_masked

_LONG = re.compile(r"\d(?:[ .\-]?\d){9,}")


@dataclass(frozen=True, slots=True)
class Numbers:
    """How numbers of people are written in one answer."""

    are_whole: bool

    def shown(self, digits: str | None) -> str | None:
        """A number as it may be seen; None stays None."""
        if digits is None or self.are_whole:
            return digits
        return number_masked(digits)

    def cell(self, digits: str | None) -> str:
        """The same for a table."""
        return self.shown(digits) or "-"

    def of(self, proposal: Proposal, correction: Correction, value: str | int | None) -> str:
        """A value of a fact that a proposal corrects: who somebody is, health and children are hidden."""
        if value is None:
            return "-"
        return "•" if proposal.hides(correction) and not self.are_whole else str(value)

    def text(self, text: str) -> str:
        """Other people's text, in which a number may hide."""
        return text if self.are_whole else _LONG.sub("•", text)


def numbers_of_list(call: Call, office: Office, listed: str, count: int) -> Numbers:
    """For a list of `count` people; whole where ``--reveal`` says why and the role allows it."""
    if call.reveal is None:
        return Numbers(are_whole=False)
    reveal_list(office, listed, count, call.reveal)
    return Numbers(are_whole=True)


def numbers_of_family(call: Call, office: Office, family_id: str) -> Numbers:
    """For one family; whole where ``--reveal`` says why and the role allows it."""
    if call.reveal is None:
        return Numbers(are_whole=False)
    reveal_family(office, family_id, call.reveal)
    return Numbers(are_whole=True)
