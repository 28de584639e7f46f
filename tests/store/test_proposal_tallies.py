"""What is counted of proposals is what a plain look at each of them says, over random offices."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.actions.office import Office
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposals import open_proposal, step_proposal
from desktop_app.domain.period import Period
from desktop_app.domain.proposal import Proposal, ProposalKind, ProposalState
from desktop_app.reports.proposal_progress import (
    tabulate_by_kind,
    tabulate_by_release,
    tabulate_proposal_progress,
)
from desktop_app.store import proposal_tallies, proposals
from tests.builders import a_family, a_release, living_in
from tests.conftest import NOW

KECAMATAN = "33.26.13"
TODAY = NOW.date()
STAGE = {
    "submitted": "waiting",
    "declared": "waiting",
    "subdistrict-verified": "waiting",
    "verified": "verified",
    "endorsed": "approved",
    "sent": "approved",
    "seen": "seen",
    "rejected": "rejected",
    "withdrawn": "withdrawn",
}


def handed_in(proposal: Proposal) -> date | None:
    """The day it was handed in; None for what never was."""
    first = proposal.steps[0] if proposal.steps else None
    return first.on if first and first.to is ProposalState.SUBMITTED else None


@pytest.fixture(params=[1, 2])
def written(request: pytest.FixtureRequest, office: Office, tmp_path: Path) -> list[Proposal]:
    """Forty proposals of two desa on all kinds of ways."""
    rng = random.Random(request.param)
    places = office.reference.regions.villages_within(KECAMATAN)[:2]
    families = [
        living_in(a_family(f"KEPALA{at}", "ISTRI", sequence=at), places[at % 2]) for at in range(10)
    ]
    a_release(office, tmp_path, families)
    with office.read() as conn:
        ids = [str(row["id"]) for row in conn.execute("SELECT id FROM extract.family")]
    for _ in range(40):
        day = datetime(2026, 7, 12, 3, tzinfo=UTC) + timedelta(days=rng.randint(0, 130))
        a_walk(office, rng, rng.choice(ids), day, lambda: NOW)
    with office.read() as conn:
        return [line.proposal for line in proposals.newest(conn)]


def a_walk(
    office: Office, rng: random.Random, family: str, at: datetime, now: Callable[[], datetime]
) -> None:
    """One proposal, opened at a moment and taken some steps on."""
    office.clock = lambda: at
    kind = rng.choice((ProposalKind.UPDATE_FACTS, ProposalKind.EXCLUSION))
    draft = ProposalDraft(
        kind,
        family_id=family,
        contents={"reason": "contoh"}
        if kind is ProposalKind.UPDATE_FACTS
        else {"reason": "contoh", "reason_code": "other"},
        corrections={"floor_type": str(rng.randint(3, 8))}
        if kind is ProposalKind.UPDATE_FACTS
        else {},
    )
    own_id = open_proposal(office, draft).value.proposal_id
    state = ProposalState.DRAFT
    for _ in range(rng.randint(0, 5)):
        with office.read() as conn:
            proposal = proposals.proposal_of(conn, own_id)
        assert proposal is not None
        ways = [one for one in proposal.ways if one is not ProposalState.SEEN]
        if not ways:
            break
        state = ways[0] if rng.random() < 0.8 else rng.choice(ways)
        at += timedelta(hours=1)
        step_proposal(office, own_id, state, on=at.date(), reason="contoh")
    office.clock = now


def test_proposals_are_counted_where_they_stand(written: list[Proposal], office: Office) -> None:
    quarter = Period.parse("2026-Q3")
    homes = sorted({one.subject.village for one in written})
    assert len(homes) == 2
    for region in (KECAMATAN, *homes, "33.26.04"):
        for period in (None, quarter):
            inside = [
                (one, day)
                for one in written
                if (one.subject.village == region or one.subject.village.startswith(region + "."))
                and (day := handed_in(one)) is not None
                and (period is None or period.contains(day))
            ]
            with office.read() as conn:
                found = proposal_tallies.tallies(conn, region, TODAY, period)
            table = tabulate_proposal_progress(found, office.reference.regions)
            by_kind = tabulate_by_kind(found)
            by_release = tabulate_by_release(found, ["V3 2026"])
            states = [STAGE[one.state.value] for one, _ in inside]
            ages = [
                (TODAY - day).days
                for one, day in inside
                if STAGE[one.state.value] in ("waiting", "verified")
            ]
            for one in (table, by_kind, by_release):
                assert one.total("handed_in") == len(inside)
                for stage in set(STAGE.values()):
                    assert one.total(stage) == states.count(stage)
                assert one.total("over_soon") == sum(age > 30 for age in ages)
                assert one.total("over_late") == sum(age > 90 for age in ages)
            assert by_kind.totals["oldest"] == max(ages, default=None)
            mean = round(sum(ages) / len(ages)) if ages else None
            assert by_kind.totals["mean_age"] == mean


def test_every_proposal_is_handed_in_or_kept_back(written: list[Proposal], office: Office) -> None:
    with office.read() as conn:
        every, kept_back = proposal_tallies.count(conn, KECAMATAN)
    assert every == len(written)
    assert kept_back == sum(handed_in(one) is None for one in written)
    assert 0 < kept_back < every
