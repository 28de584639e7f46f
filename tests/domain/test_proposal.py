"""The way of a proposal: no state is skipped, whatever comes in whatever order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.proposal import (
    PATH,
    Correction,
    Proposal,
    ProposalContent,
    ProposalKind,
    ProposalState,
    Standing,
    Step,
    next_states,
    standing_of,
)
from desktop_app.domain.proposal_kind import ProposalRules, WorkList, is_on, next_cutoff
from desktop_app.domain.subject import SubjectKind
from tests.conftest import NOW
from tests.domain.test_fold import SUBJECT

DAY = date(2026, 11, 20)
STATES = list(ProposalState)
RULES = ProposalRules.from_toml(
    (Path(__file__).parents[2] / "resources/reference/proposals.toml").read_text("utf-8")
)


def a_proposal(*, needs_subdistrict: bool = False) -> Proposal:
    return Proposal(
        id="p1",
        kind=ProposalKind.DEATH,
        subject=SUBJECT,
        content=ProposalContent({}),
        needs_subdistrict=needs_subdistrict,
        release_label="V3 2026",
        recorded_by="u1",
        recorded_at=NOW,
    )


def a_step(to: ProposalState) -> Step:
    return Step(to, DAY, "u1", "alasan")


@given(
    needs_subdistrict=st.booleans(),
    tries=st.lists(st.tuples(st.sampled_from(STATES), st.sampled_from(STATES)), max_size=60),
)
def test_no_state_can_be_skipped(
    needs_subdistrict: bool, tries: list[tuple[ProposalState, ProposalState]]
) -> None:
    proposal = a_proposal(needs_subdistrict=needs_subdistrict)
    for start, to in tries:
        try:
            proposal = proposal.stepped(start, a_step(to))
        except ValueError:
            assert to not in next_states(start, needs_subdistrict=needs_subdistrict)
    walked = [ProposalState.DRAFT, *(step.to for step in proposal.steps)]
    assert walked[-1] is proposal.state
    wanted = [
        one for one in PATH if needs_subdistrict or one is not ProposalState.SUBDISTRICT_VERIFIED
    ]
    ways = walked[:-1] if proposal.state.wants_reason else walked
    assert ways == wanted[: len(ways)]
    assert all(not earlier.is_final for earlier, _ in pairwise(walked))


@pytest.mark.parametrize("needs_subdistrict", [True, False])
def test_the_whole_way_can_be_walked(needs_subdistrict: bool) -> None:
    proposal = a_proposal(needs_subdistrict=needs_subdistrict)
    while proposal.ways:
        proposal = proposal.stepped(proposal.state, a_step(proposal.ways[0]))
    assert proposal.state is ProposalState.SEEN
    assert len(proposal.steps) == len(PATH) - (1 if needs_subdistrict else 2)


def test_a_withdrawal_beats_a_verification_until_it_is_endorsed() -> None:
    proposal = a_proposal()
    for to in (ProposalState.SUBMITTED, ProposalState.DECLARED, ProposalState.VERIFIED):
        proposal = proposal.stepped(proposal.state, a_step(to))
    late = proposal.stepped(ProposalState.DECLARED, a_step(ProposalState.WITHDRAWN))
    assert late.state is ProposalState.WITHDRAWN
    after = late.stepped(ProposalState.VERIFIED, a_step(ProposalState.ENDORSED))
    assert after == late
    endorsed = proposal.stepped(proposal.state, a_step(ProposalState.ENDORSED))
    assert endorsed.stepped(ProposalState.DECLARED, a_step(ProposalState.WITHDRAWN)) == endorsed


def test_a_draft_is_rewritten_and_what_is_handed_in_is_not() -> None:
    content = ProposalContent({"date": "2026-11-01"})
    draft = a_proposal().revised(SUBJECT, content)
    assert draft.content == content
    handed_in = draft.stepped(ProposalState.DRAFT, a_step(ProposalState.SUBMITTED))
    assert handed_in.revised(SUBJECT, ProposalContent({})) == handed_in


@pytest.mark.parametrize(
    ("values", "standing"),
    [
        ({"floor_type": 5}, Standing.OPEN),
        ({"floor_type": 3}, Standing.ABSORBED),
        ({"floor_type": 1}, Standing.CONTRADICTED),
        ({"floor_type": None}, Standing.CONTRADICTED),
        (None, Standing.GONE),
    ],
)
def test_what_a_later_release_says_to_a_correction(
    values: dict[str, str | int | None] | None, standing: Standing
) -> None:
    assert standing_of(Correction("floor_type", 5, 3, "keramik"), values) is standing


def test_every_kind_has_its_rule_and_says_what_is_missing() -> None:
    assert set(RULES.kinds) == set(ProposalKind)
    update = RULES.kinds[ProposalKind.UPDATE_FACTS]
    assert update.lacks(ProposalContent({"reason": " "}), SubjectKind.FAMILY) == (
        "reason",
        "corrections",
    )
    full = ProposalContent({"reason": "x"}, (Correction("floor_type", 5, 3, "x"),))
    assert update.lacks(full, SubjectKind.FAMILY) == ()


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 28))
def test_the_next_cutoff_is_the_first_such_day_from_today(day: date, cutoff_day: int) -> None:
    cutoff = next_cutoff(day, cutoff_day)
    assert cutoff.day == cutoff_day
    assert 0 <= (cutoff - day).days <= 30


def test_work_lists() -> None:
    proposal = a_proposal()
    due = next_cutoff(proposal.recorded_at.date(), 17)

    def lists(of: Proposal, user: str, today: date) -> set[WorkList]:
        return {
            work
            for work in WorkList
            if is_on(work, of, user_id=user, today=today, cutoff_day=17, near_days=5)
        }

    assert lists(proposal, "u1", due) == {WorkList.ALL, WorkList.MINE, WorkList.NEAR}
    waiting = proposal.stepped(ProposalState.DRAFT, a_step(ProposalState.SUBMITTED))
    later = date.fromordinal(due.toordinal() + 1)
    assert lists(waiting, "u2", later) == {WorkList.ALL, WorkList.WAITING, WorkList.OVERDUE}
    ended = waiting.stepped(waiting.state, a_step(ProposalState.REJECTED))
    assert lists(ended, "u1", later) == {WorkList.ALL}


@pytest.mark.parametrize(
    ("born", "field", "is_hidden"),
    [
        ("1980-01-02", "education_level", False),
        ("2015-01-02", "education_level", True),
        (None, "education_level", True),
        ("2015-01-02", "sex", False),
        ("1980-01-02", "chronic_disease", True),
    ],
)
def test_health_and_children_stay_hidden(born: str | None, field: str, is_hidden: bool) -> None:
    subject = replace(SUBJECT, kind=SubjectKind.PERSON, birth_date=born)
    proposal = replace(a_proposal(), subject=subject)
    assert proposal.hides(Correction(field, 1, 2, "x")) is is_hidden
