"""What each kind of proposal must say, and until which day of the month it is sent: rules as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop_app.domain.proposal import Proposal, ProposalContent, ProposalKind, ProposalState


class About(StrEnum):
    """Whom a kind of proposal is about."""

    PERSON = "person"
    EITHER = "either"  # a family or one member of it
    NOBODY_YET = "nobody-yet"  # a family that is in no release


@dataclass(frozen=True, slots=True)
class KindRule:
    """One kind: `needs` are the contents it must have, `evidence` the papers that go with it."""

    kind: ProposalKind
    about: About
    needs: tuple[str, ...]
    evidence: tuple[str, ...]
    needs_corrections: bool

    def lacks(self, content: ProposalContent) -> tuple[str, ...]:
        """The names of contents that are still missing, ``corrections`` among them; empty if complete."""
        missing = [name for name in self.needs if not content.contents.get(name, "").strip()]
        if self.needs_corrections and not content.corrections:
            missing.append("corrections")
        return tuple(missing)


class WorkList(StrEnum):
    """Which proposals a person looks for."""

    MINE = "mine"  # opened by me, not ended
    WAITING = "waiting"  # handed in, not sent
    OVERDUE = "overdue"  # missed a cut-off day
    NEAR = "near"  # the cut-off day is close
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ProposalRules:
    """`resources/reference/proposals.toml`."""

    kinds: Mapping[ProposalKind, KindRule]
    cutoff_day: int
    near_days: int

    @classmethod
    def from_toml(cls, text: str) -> ProposalRules:
        """Read the rules; raises `KeyError` or `ValueError` where they are not whole."""
        data = tomllib.loads(text)
        rules = [
            KindRule(
                kind=ProposalKind(one["code"]),
                about=About(one["about"]),
                needs=tuple(one["needs"]),
                evidence=tuple(one["evidence"]),
                needs_corrections=one.get("needs_corrections", False),
            )
            for one in data["kind"]
        ]
        kinds = {rule.kind: rule for rule in rules}
        return cls(
            {kind: kinds[kind] for kind in ProposalKind}, data["cutoff_day"], data["near_days"]
        )


def next_cutoff(day: date, cutoff_day: int) -> date:
    """The first cut-off day that is not before `day`; `cutoff_day` is at most 28."""
    this_month = day.replace(day=cutoff_day)
    if day <= this_month:
        return this_month
    return (this_month + timedelta(days=31)).replace(day=cutoff_day)


def is_on(
    work: WorkList,
    proposal: Proposal,
    *,
    user_id: str,
    today: date,
    cutoff_day: int,
    near_days: int,
) -> bool:
    """True if a proposal belongs on this list; one that is sent has met its cut-off."""
    state = proposal.state
    due = cutoff_of(state, proposal.recorded_at.date(), cutoff_day)
    match work:
        case WorkList.MINE:
            return not state.is_final and proposal.recorded_by == user_id
        case WorkList.WAITING:
            return due is not None and state is not ProposalState.DRAFT
        case WorkList.OVERDUE:
            return due is not None and due < today
        case WorkList.NEAR:
            return due is not None and today <= due <= today + timedelta(days=near_days)
        case WorkList.ALL:
            return True


def cutoff_of(state: ProposalState, opened_on: date, cutoff_day: int) -> date | None:
    """The cut-off day that a proposal is meant for; None once it is sent or has ended."""
    is_met = state.is_final or state is ProposalState.SENT
    return None if is_met else next_cutoff(opened_on, cutoff_day)
