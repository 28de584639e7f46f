"""Open corrections when the hub gives the next quarter: the hub settles them once, the offices receive it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desktop_app.actions.after_release import close_seen, release_answers
from desktop_app.actions.comparison import keep_comparison
from desktop_app.actions.hub_release import cut_release
from desktop_app.actions.office import Office
from desktop_app.actions.packages import write_package
from desktop_app.actions.proposals import open_proposal_page
from desktop_app.actions.receiving import apply_package, apply_packages
from desktop_app.domain.proposal import ProposalKind, ProposalState, Standing
from desktop_app.progress import Progress
from tests.actions.test_after_release import KARTO, SLAMET, propose, walk
from tests.builders import Family, a_family, a_hub_release
from tests.hubs import answer, is_whole, up
from tests.quarters import LATER, NEXT

WARSO = a_family("WARSO", "TINI", sequence=22, more={"jenis_lantai_terluas": "5"})
YATNO = a_family("YATNO", "YATI", sequence=23, more={"jenis_lantai_terluas": "5"})
PARTO = a_family("PARTO", "WATI", sequence=24, more={"jenis_lantai_terluas": "5"})
EVERYBODY = (SLAMET, KARTO, WARSO, YATNO, PARTO)


def floor(family: Family, code: str) -> Family:
    return replace(family, more={"jenis_lantai_terluas": code})


def give(hub: Office, office: Office, stick: Path, label: str) -> None:
    (one,) = cut_release(hub, label, stick, Progress()).value.packages
    apply_package(office, one.package.path, Progress())


def standings(office: Office) -> dict[str, Standing]:
    said = release_answers(office, Progress()).answers
    return {one.line.proposal.id: one.verdict.standing for one in said}


def test_the_hub_rebases_open_corrections_and_the_office_receives_what_came_of_them(
    hub: Office, joined: Office, stick: Path, disk: Path, tmp_path: Path
) -> None:
    a_hub_release(hub, tmp_path, EVERYBODY, label="Q1")
    give(hub, joined, stick, "Q1")
    absorbed, third, still, gone = (
        propose(
            joined,
            ProposalKind.UPDATE_FACTS,
            family,
            corrections={"floor_type": "2"},
            reason="sudah dikeramik",
        )
        for family in (SLAMET, KARTO, WARSO, YATNO)
    )
    for one in (absorbed, third, still, gone):
        walk(joined, one)
    up(joined, hub, stick)
    # What waits here was written under Q1, and reaches a hub that is on Q2.
    late = propose(
        joined,
        ProposalKind.UPDATE_FACTS,
        PARTO,
        corrections={"floor_type": "2"},
        reason="sudah dikeramik",
    )
    later = [floor(SLAMET, "2"), floor(KARTO, "6"), WARSO, floor(PARTO, "2")]
    a_hub_release(hub, tmp_path, later, label="Q2", reference_date=NEXT)
    up(joined, hub, stick)
    expected = {
        absorbed: Standing.ABSORBED,
        third: Standing.CONTRADICTED,
        still: Standing.OPEN,
        gone: Standing.GONE,
        late: Standing.ABSORBED,
    }
    assert standings(hub) == expected
    said = {one.line.proposal.id: one for one in release_answers(hub, Progress()).answers}
    (fact,) = said[third].verdict.facts
    assert (fact.correction.old, fact.correction.new, fact.now) == (5, 2, 6)
    outcome = close_seen(hub, [absorbed], Progress()).value
    assert outcome.closed == (absorbed,)

    packages = answer(hub, stick, disk)
    cut_release(hub, "Q2", stick, Progress())
    receipts = apply_packages(joined, [stick], Progress()).value
    assert [one.error for one in receipts] == [None] * len(receipts)
    assert packages
    closed = open_proposal_page(joined, absorbed).line.proposal
    assert (closed.state, closed.steps[-1].release) == (ProposalState.SEEN, "Q2")
    assert standings(joined) == {one: expected[one] for one in (third, still, gone, late)}
    assert is_whole(joined)
    assert is_whole(hub)


def test_a_correction_of_two_quarters_ago_lands_where_its_family_is_now(
    hub: Office, joined: Office, stick: Path, disk: Path, tmp_path: Path
) -> None:
    a_hub_release(hub, tmp_path, EVERYBODY, label="Q1")
    give(hub, joined, stick, "Q1")
    own_id = propose(
        joined,
        ProposalKind.UPDATE_FACTS,
        SLAMET,
        corrections={"floor_type": "2"},
        reason="sudah dikeramik",
    )
    walk(joined, own_id)
    path = write_package(joined, stick, Progress()).value.path
    # The office hears nothing for two quarters; meanwhile the family got another card.
    other_card = replace(SLAMET, card=a_family("X", sequence=90).card)
    for label, day, first in (("Q2", NEXT, other_card), ("Q3", LATER, floor(other_card, "2"))):
        made = a_hub_release(
            hub,
            tmp_path,
            [first, *EVERYBODY[1:]],
            label=label,
            reference_date=day,
        )
        keep_comparison(hub, made.release_id, Progress())
    apply_package(hub, path, Progress())
    assert standings(hub) == {own_id: Standing.ABSORBED}
    give(hub, joined, stick, "Q3")
    keep_comparison(joined, str(joined.store.extract_in_use), Progress())
    assert standings(joined) == {own_id: Standing.ABSORBED}
