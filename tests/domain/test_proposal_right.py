"""Who may take which step: every state, every way, every role."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_app.domain.proposal import ProposalState
from desktop_app.domain.proposal_right import right_to_step, ways_with
from desktop_app.domain.roles import RIGHTS, Right, Role
from tests.domain.test_proposal import a_proposal

_ = ProposalState
OFFICE, VERIFIES, DECIDES = (
    {Role.OPERATOR, Role.VERIFIER, Role.DEVICE_ADMIN, Role.HUB_DECIDER},
    {Role.VERIFIER, Role.DEVICE_ADMIN, Role.HUB_DECIDER},
    {Role.VERIFIER, Role.DEVICE_ADMIN, Role.HUB_DECIDER},
)
WHO = {
    # From, to, through the kecamatan: the roles that may.
    (_.DRAFT, _.SUBMITTED, False): OFFICE,
    (_.DRAFT, _.WITHDRAWN, False): OFFICE,
    (_.SUBMITTED, _.DECLARED, False): OFFICE,
    (_.SUBMITTED, _.REJECTED, False): OFFICE,
    (_.SUBMITTED, _.WITHDRAWN, False): OFFICE,
    (_.DECLARED, _.VERIFIED, False): DECIDES,
    (_.DECLARED, _.REJECTED, False): DECIDES,
    (_.DECLARED, _.WITHDRAWN, False): OFFICE,
    (_.DECLARED, _.SUBDISTRICT_VERIFIED, True): VERIFIES,
    (_.DECLARED, _.REJECTED, True): VERIFIES,
    (_.SUBDISTRICT_VERIFIED, _.VERIFIED, True): DECIDES,
    (_.SUBDISTRICT_VERIFIED, _.REJECTED, True): DECIDES,
    (_.SUBDISTRICT_VERIFIED, _.WITHDRAWN, True): OFFICE,
    (_.VERIFIED, _.ENDORSED, False): DECIDES,
    (_.VERIFIED, _.REJECTED, False): DECIDES,
    (_.VERIFIED, _.WITHDRAWN, False): OFFICE,
    (_.ENDORSED, _.SENT, False): OFFICE,
    (_.ENDORSED, _.REJECTED, False): DECIDES,
    (_.SENT, _.SEEN, False): OFFICE,
    (_.SENT, _.REJECTED, False): DECIDES,
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("start", "to", "through"), list(WHO))
def test_every_role_may_take_exactly_the_steps_of_the_table(
    start: ProposalState, to: ProposalState, through: bool, role: Role
) -> None:
    proposal = replace(a_proposal(needs_subdistrict=through), state=start)
    assert (to in ways_with(proposal, RIGHTS[role])) is (role in WHO[start, to, through])


@pytest.mark.parametrize("through", [False, True])
@pytest.mark.parametrize("start", list(ProposalState))
def test_the_table_knows_every_way_and_no_other(start: ProposalState, through: bool) -> None:
    proposal = replace(a_proposal(needs_subdistrict=through), state=start)
    listed = {to for from_, to, by in WHO if from_ is start and by in (through, False)}
    missing = set(proposal.ways) - listed
    assert not missing
    for to in ProposalState:
        if to in proposal.ways:
            assert right_to_step(proposal, to) in Right
        else:
            with pytest.raises(ValueError, match=to.value):
                right_to_step(proposal, to)


def test_whoever_only_looks_takes_no_step() -> None:
    for role in (Role.AUDITOR, Role.SIGNATORY, Role.HUB_OPERATOR):
        for state in ProposalState:
            assert ways_with(replace(a_proposal(), state=state), RIGHTS[role]) == ()
