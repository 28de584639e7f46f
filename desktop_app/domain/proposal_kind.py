"""What each kind of proposal must say, and until which day of the month it is sent: rules as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from desktop_app.domain.dates import day_of
from desktop_app.domain.proposal import Proposal, ProposalContent, ProposalKind, ProposalState
from desktop_app.domain.proposal_question import Question
from desktop_app.domain.subject import SubjectKind


class About(StrEnum):
    """Whom a kind of proposal is about."""

    PERSON = "person"
    EITHER = "either"  # a family or one member of it
    NOBODY_YET = "nobody-yet"  # a family that is in no release


@dataclass(frozen=True, slots=True)
class KindRule:
    """One kind: what it asks, which of that it needs, and the papers that go with it.

    Of `needs_one_of` any is enough. `person_when` names the answers with which it is about one member and not the whole family.
    """

    kind: ProposalKind
    about: About
    questions: tuple[Question, ...]
    needs: tuple[str, ...]
    needs_one_of: tuple[str, ...]
    evidence: tuple[str, ...]
    needs_corrections: bool
    asks_members: bool
    person_when: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_data(cls, data: Mapping[str, Any], questions: Mapping[str, Question]) -> KindRule:
        """Read one kind; raises `KeyError` or `ValueError` where it is not whole."""
        rule = cls(
            kind=ProposalKind(data["code"]),
            about=About(data["about"]),
            questions=tuple(questions[name] for name in data["asks"]),
            needs=tuple(data["needs"]),
            needs_one_of=tuple(data.get("needs_one_of", ())),
            evidence=tuple(data["evidence"]),
            needs_corrections=data.get("needs_corrections", False),
            asks_members=data.get("asks_members", False),
            person_when={
                name: tuple(answers) for name, answers in data.get("person_when", {}).items()
            },
        )
        if {*rule.needs, *rule.needs_one_of} - set(data["asks"]):
            raise ValueError("needed and not asked")
        return rule

    def asked(self, contents: Mapping[str, str]) -> tuple[Question, ...]:
        """The questions that are asked after these answers, in their order."""
        names = {one.name for one in self.questions}
        return tuple(one for one in self.questions if one.is_asked(contents, names))

    def unasked(self, contents: Mapping[str, str]) -> tuple[Question, ...]:
        """The questions that have an answer and are not asked any more."""
        asked = self.asked(contents)
        return tuple(
            one for one in self.questions if one not in asked and contents.get(one.name, "").strip()
        )

    def wants_person(self, contents: Mapping[str, str]) -> bool:
        """True if it must be about one person after these answers."""
        return self.about is About.PERSON or any(
            contents.get(name) in answers for name, answers in self.person_when.items()
        )

    def lacks(self, content: ProposalContent, about: SubjectKind) -> tuple[str, ...]:
        """The names of what is still missing; empty if complete.

        Besides contents: ``person`` where it must be about one, ``corrections``, and ``members`` where
        one of them has no name, NIK or relation.
        """
        contents = content.contents
        asked = {one.name for one in self.asked(contents)}
        missing = [
            name for name in self.needs if name in asked and not contents.get(name, "").strip()
        ]
        choices = [name for name in self.needs_one_of if name in asked]
        if choices and not any(contents.get(name, "").strip() for name in choices):
            missing.append(choices[0])
        if about is SubjectKind.FAMILY and self.wants_person(contents):
            missing.append("person")
        if self.needs_corrections and not content.corrections:
            missing.append("corrections")
        if not all(one.is_complete for one in content.members):
            missing.append("members")
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
        questions = {name: Question.from_data(name, one) for name, one in data["question"].items()}
        rules = [KindRule.from_data(one, questions) for one in data["kind"]]
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
    due = cutoff_of(state, day_of(proposal.recorded_at), cutoff_day)
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
