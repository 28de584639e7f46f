"""Whole stories: what was proposed under one quarter, and what the next one says to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.actions.after_release import (
    AnsweredProposal,
    close_seen,
    count_answered,
    release_answers,
)
from desktop_app.actions.comparison import keep_comparison
from desktop_app.actions.deeds import last_deeds
from desktop_app.actions.extracts import releases_of
from desktop_app.actions.families import family_of
from desktop_app.actions.office import Office
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposals import open_proposal, open_proposal_page, step_proposal
from desktop_app.actions.reports import view_report
from desktop_app.domain.proposal import PATH, ProposalKind, ProposalState, Standing
from desktop_app.domain.proposal_verdict import Sign
from desktop_app.domain.report import Cell
from desktop_app.domain.roles import Role
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import audit, ops
from tests.actions.stopping import StopsAt
from tests.builders import REFERENCE_DATE, Family, Member, a_family, a_number
from tests.conftest import NOW
from tests.quarters import a_quarter, without

DAY = NOW.date()
SLAMET = a_family("SLAMET", "SITI", "JOKO", sequence=20, more={"jenis_lantai_terluas": "5"})
KARTO = a_family("KARTO", "TUMINI", sequence=21, more={"jenis_lantai_terluas": "5"})
BABY = Member(a_number(14, sequence=177), "DEWI LESTARI", born="2026-08-14", sex=2, relationship=3)


@pytest.fixture
def first(office: Office, tmp_path: Path) -> Office:
    a_quarter(office, tmp_path, [SLAMET, KARTO], "Q1", REFERENCE_DATE)
    return office


def propose(
    office: Office,
    kind: ProposalKind,
    family: Family,
    *,
    member: int | None = None,
    corrections: dict[str, str] | None = None,
    **contents: str,
) -> str:
    sheet = family_of(office, family.card).sheet
    by_nik = {one.national_id: one.id for one in sheet.members}
    draft = ProposalDraft(
        kind,
        family_id=sheet.id,
        person_id=None if member is None else by_nik[family.members[member].nik],
        contents=contents,
        corrections=corrections or {},
    )
    return open_proposal(office, draft).value.proposal_id


def walk(office: Office, own_id: str, upto: ProposalState = ProposalState.SENT) -> None:
    """Every step of the way of this office, which does not go through the kecamatan."""
    for to in PATH[1 : PATH.index(upto) + 1]:
        if to is not ProposalState.SUBDISTRICT_VERIFIED:
            step_proposal(office, own_id, to, on=DAY)


def answers(office: Office) -> dict[str, AnsweredProposal]:
    return {one.line.proposal.id: one for one in release_answers(office, Progress()).answers}


def standings(office: Office, ids: Sequence[str]) -> list[Standing]:
    said = answers(office)
    return [said[own_id].verdict.standing for own_id in ids]


def outcomes(office: Office) -> dict[str, Cell]:
    """What the report of trends says became of the proposals of the release before."""
    newest = releases_of(office)[0]
    keep_comparison(office, newest.id, Progress())
    table = view_report(office, "R8").more[1]
    return {code: count for code, count in table.totals.items() if count}


def test_a_correction_is_absorbed_another_contradicted_and_the_first_is_closed(
    first: Office, tmp_path: Path
) -> None:
    taken, refused, still = (
        propose(
            first,
            ProposalKind.UPDATE_FACTS,
            family,
            corrections={"floor_type": new},
            reason="sudah dikeramik",
        )
        for family, new in ((SLAMET, "2"), (KARTO, "2"), (KARTO, "1"))
    )
    for own_id in (taken, refused):
        walk(first, own_id)
    assert release_answers(first, Progress()).answers == ()  # the same release says nothing new
    tiled = replace(SLAMET, more={"jenis_lantai_terluas": "2"})
    cement = replace(KARTO, more={"jenis_lantai_terluas": "6"})
    a_quarter(first, tmp_path, [tiled, cement], "Q2")
    assert standings(first, (taken, refused, still)) == [
        Standing.ABSORBED,
        Standing.CONTRADICTED,
        Standing.CONTRADICTED,
    ]
    (fact,) = answers(first)[refused].verdict.facts
    assert (fact.correction.old, fact.correction.new, fact.now) == (5, 2, 6)
    assert count_answered(first) == 2  # what was never sent cannot be seen

    assert outcomes(first) == {"handed_in": 2, "absorbed": 1, "contradicted": 1}
    outcome = close_seen(first, [taken, still], Progress()).value
    assert (outcome.closed, [one.proposal_id for one in outcome.refused]) == ((taken,), [still])
    assert outcome.refused[0].error.code is Code.PROPOSAL_STEP_REFUSED
    assert set(answers(first)) == {refused, still}
    (deed, *_) = last_deeds(first)
    assert (deed.what, deed.may_be_undone) == ("seen", False)
    assert outcomes(first) == {"handed_in": 2, "seen": 1, "contradicted": 1}
    closed = open_proposal_page(first, taken).line.proposal
    assert (closed.state, closed.steps[-1].release) == (ProposalState.SEEN, "Q2")
    with first.read() as conn:
        assert ops.stands_as_folded(conn, taken)
        assert audit.verify(conn, first.audit_key).is_ok


def test_a_death_and_a_birth_in_one_family(first: Office, tmp_path: Path) -> None:
    death = propose(first, ProposalKind.DEATH, SLAMET, member=1, date="2026-08-10")
    birth = propose(
        first,
        ProposalKind.MEMBER_CHANGE,
        SLAMET,
        change="born",
        relation="anak",
        date="2026-08-14",
        national_id=BABY.nik,
    )
    nameless = propose(
        first,
        ProposalKind.MEMBER_CHANGE,
        SLAMET,
        change="lahir",
        relation="anak",
        date="2026-08-14",
        name="Dewi Lestari",
    )
    for own_id in (death, birth, nameless):
        walk(first, own_id)
    now = without(SLAMET, 1)
    a_quarter(first, tmp_path, [replace(now, members=(*now.members, BABY)), KARTO], "Q2")
    assert standings(first, (death, birth, nameless)) == [Standing.ABSORBED] * 3
    assert answers(first)[death].verdict.sign is Sign.NOT_IN_RELEASE
    assert answers(first)[birth].verdict.sign is Sign.IN_FAMILY
    assert len(close_seen(first, [death, birth, nameless], Progress()).value.closed) == 3
    assert release_answers(first, Progress()).answers == ()


def test_a_birth_on_another_card_is_contradicted_and_a_living_person_stays_open(
    first: Office, tmp_path: Path
) -> None:
    death = propose(first, ProposalKind.DEATH, SLAMET, member=1, date="2026-08-10")
    birth = propose(
        first,
        ProposalKind.MEMBER_CHANGE,
        SLAMET,
        change="born",
        relation="anak",
        date="2026-08-14",
        national_id=BABY.nik,
    )
    walk(first, death)
    elsewhere = replace(KARTO, members=(*KARTO.members, BABY))
    a_quarter(first, tmp_path, [SLAMET, elsewhere], "Q2")
    assert standings(first, (death, birth)) == [Standing.OPEN, Standing.CONTRADICTED]
    (refused,) = close_seen(first, [death], Progress()).value.refused
    assert refused.error.code is Code.PROPOSAL_STILL_OPEN


def test_an_objection_goes_all_the_way(first: Office, tmp_path: Path) -> None:
    objection = propose(
        first, ProposalKind.OBJECTION, KARTO, reason="sudah mampu", proof="foto rumah"
    )
    walk(first, objection)
    a_quarter(first, tmp_path, [SLAMET, KARTO, a_family("AGUS", sequence=30)], "Q2")
    assert standings(first, [objection]) == [Standing.OPEN]
    assert open_proposal_page(first, objection).verdict is not None
    a_quarter(first, tmp_path, [SLAMET], "Q3", DAY)
    assert standings(first, [objection]) == [Standing.ABSORBED]
    close_seen(first, [objection], Progress())
    steps = open_proposal_page(first, objection).line.proposal.steps
    assert [step.to for step in steps] == [
        to for to in PATH[1:] if to is not ProposalState.SUBDISTRICT_VERIFIED
    ]


def test_a_new_card_for_the_same_family_is_no_move(first: Office, tmp_path: Path) -> None:
    moved = propose(first, ProposalKind.MOVED, SLAMET, member=2, destination="Batang")
    floor = propose(
        first, ProposalKind.UPDATE_FACTS, SLAMET, corrections={"floor_type": "2"}, reason="x"
    )
    renewed = replace(SLAMET, card=a_number(9, sequence=401), more={"jenis_lantai_terluas": "2"})
    a_quarter(first, tmp_path, [renewed, KARTO], "Q2")
    assert standings(first, (moved, floor)) == [Standing.OPEN, Standing.ABSORBED]


def test_a_new_family_that_came_in(first: Office, tmp_path: Path) -> None:
    newcomer = a_family("BUDI", sequence=22)
    draft = ProposalDraft(
        ProposalKind.NEW_FAMILY,
        contents={
            "family_card_no": newcomer.card,
            "national_id": newcomer.head.nik,
            "name": "Budi",
        },
    )
    own_id = open_proposal(first, draft).value.proposal_id
    a_quarter(first, tmp_path, [SLAMET, KARTO, a_family("AGUS", sequence=30)], "Q2")
    assert standings(first, [own_id]) == [Standing.OPEN]
    a_quarter(first, tmp_path, [SLAMET, KARTO, newcomer], "Q3", DAY)
    assert standings(first, [own_id]) == [Standing.ABSORBED]


@pytest.mark.parametrize(
    ("kind", "contents"),
    [
        (ProposalKind.PROGRAM_PROPOSAL, {"programme": "PBI-APBD", "reason": "x"}),
        (ProposalKind.REACTIVATION, {"reason": "sakit", "phone": "0812"}),
    ],
)
def test_an_aid_that_was_proposed_and_a_premium_that_came_back(
    first: Office, tmp_path: Path, kind: ProposalKind, contents: dict[str, str]
) -> None:
    own_id = propose(first, kind, KARTO, member=0, corrections=None, **contents)
    for label, answer, standing in (("Q2", "2", Standing.OPEN), ("Q3", "1", Standing.ABSORBED)):
        more = {"pbi_nas": "2", "pbi_pemda": answer}
        head = replace(KARTO.head, more=more)
        family = replace(KARTO, members=(head, *KARTO.members[1:]), more=more)
        a_quarter(first, tmp_path, [SLAMET, family], label, DAY, is_compared=False)
        assert standings(first, [own_id]) == [standing]


def test_a_release_that_has_nobody_of_the_desa_says_nothing(first: Office, tmp_path: Path) -> None:
    death = propose(first, ProposalKind.DEATH, SLAMET, member=1, date="2026-08-10")
    floor = propose(
        first, ProposalKind.UPDATE_FACTS, SLAMET, corrections={"floor_type": "2"}, reason="x"
    )
    elsewhere = replace(KARTO, village="3326130024", village_name="PEKAJANGAN")
    a_quarter(first, tmp_path, [elsewhere], "Q2", is_compared=False)
    for own_id in (death, floor):
        verdict = answers(first)[own_id].verdict
        assert (verdict.standing, verdict.sign) == (Standing.OPEN, Sign.NOT_TOLD)
    a_quarter(first, tmp_path, [elsewhere, a_family("AGUS", sequence=30)], "Q3", DAY)
    assert standings(first, (death, floor)) == [Standing.ABSORBED, Standing.GONE]


def test_somebody_who_moved_to_another_desa_with_the_family(first: Office, tmp_path: Path) -> None:
    moved = propose(first, ProposalKind.MOVED, SLAMET, member=2, destination="Pekajangan")
    there = replace(SLAMET, village="3326130024", village_name="PEKAJANGAN")
    a_quarter(first, tmp_path, [there, KARTO], "Q2", is_compared=False)
    assert answers(first)[moved].verdict.sign is Sign.IN_OTHER_VILLAGE


def test_who_may_step_is_asked_in_the_action(first: Office) -> None:
    own_id = propose(first, ProposalKind.EXCLUSION, KARTO, reason_code="mampu")
    first.account = replace(first.account, role=Role.OPERATOR)
    walk(first, own_id, ProposalState.DECLARED)
    assert open_proposal_page(first, own_id).ways == (ProposalState.WITHDRAWN,)
    with pytest.raises(UserError) as caught:
        step_proposal(first, own_id, ProposalState.VERIFIED, on=DAY)
    assert caught.value.code is Code.RIGHT_MISSING
    first.account = replace(first.account, role=Role.VERIFIER)
    step_proposal(first, own_id, ProposalState.VERIFIED, on=DAY)
    step_proposal(first, own_id, ProposalState.ENDORSED, on=DAY)
    first.account = replace(first.account, role=Role.OPERATOR)
    step_proposal(first, own_id, ProposalState.SENT, on=DAY)


def test_closing_is_stopped_between_batches_and_says_what_is_closed(
    first: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.actions.after_release._BATCH", 2)
    ids = [
        propose(first, ProposalKind.OBJECTION, KARTO, reason=str(at), proof="foto")
        for at in range(5)
    ]
    for own_id in ids:
        walk(first, own_id)
    a_quarter(first, tmp_path, [SLAMET], "Q2")
    outcome = close_seen(first, ids, StopsAt("recording", 2)).value
    assert (outcome.closed, outcome.left) == (tuple(ids[:2]), 3)
    assert set(answers(first)) == set(ids[2:])
