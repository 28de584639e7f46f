"""Proposals in an office: drafts, duplicates, steps, and what the next release says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.families import family_of
from desktop_app.actions.office import Office
from desktop_app.actions.proposal_calendar import set_proposal_calendar
from desktop_app.actions.proposal_drafts import Likeness, ProposalDraft
from desktop_app.actions.proposals import (
    open_proposal,
    open_proposal_page,
    proposals_of,
    revise_proposal,
    step_proposal,
)
from desktop_app.domain.changes import Topic
from desktop_app.domain.proposal import ProposalKind, ProposalState, Standing
from desktop_app.domain.proposal_kind import WorkList
from desktop_app.errors import Code, UserError
from desktop_app.store import audit, ops
from tests.builders import a_family, a_number, a_release
from tests.conftest import NOW

DAY = NOW.date()
FAMILY = a_family("SLAMET RAHARJO", "SITI AMINAH", sequence=70, more={"jenis_lantai_terluas": "5"})


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [FAMILY, a_family("KARTO", sequence=71)])
    return office


def a_correction(office: Office, **contents: str) -> ProposalDraft:
    return ProposalDraft(
        ProposalKind.UPDATE_FACTS,
        family_id=family_of(office, FAMILY.card).sheet.id,
        contents=contents,
        corrections={"floor_type": "2"},
    )


def code_of(error: pytest.ExceptionInfo[UserError]) -> Code:
    return error.value.code


def test_a_correction_lies_beside_the_extract_and_never_changes_it(stocked: Office) -> None:
    before = family_of(stocked, FAMILY.card).sheet
    done = open_proposal(stocked, a_correction(stocked, reason="sudah dikeramik"))
    assert done.topics == {Topic.PROPOSALS}
    assert (done.value.lacks, done.value.warnings) == ((), ())
    facts = family_of(stocked, FAMILY.card)
    assert facts.sheet == before
    (line,) = facts.proposals
    (correction,) = line.proposal.content.corrections
    assert (correction.field, correction.old, correction.new) == ("floor_type", 5, 2)
    assert correction.reason == "sudah dikeramik"
    with stocked.read() as conn:
        assert ops.stands_as_folded(conn, done.value.proposal_id)
        noted = next(one for one in audit.lines_of(conn) if one.deed == "proposal-opened")
    assert noted.facts == {"kind": "update_facts"}


def test_an_incomplete_draft_is_kept_but_not_handed_in(stocked: Office) -> None:
    opened = open_proposal(stocked, a_correction(stocked)).value
    assert opened.lacks == ("reason",)
    with pytest.raises(UserError) as caught:
        step_proposal(stocked, opened.proposal_id, ProposalState.SUBMITTED, on=DAY)
    assert code_of(caught) is Code.PROPOSAL_INCOMPLETE
    whole = a_correction(stocked, reason="dikeramik")
    revise_proposal(stocked, opened.proposal_id, whole)
    step_proposal(stocked, opened.proposal_id, ProposalState.SUBMITTED, on=DAY)
    with pytest.raises(UserError) as caught:
        revise_proposal(stocked, opened.proposal_id, whole)
    assert code_of(caught) is Code.PROPOSAL_NOT_A_DRAFT
    with stocked.read() as conn:
        assert ops.stands_as_folded(conn, opened.proposal_id)
        assert audit.verify(conn, stocked.audit_key).is_ok


def test_steps_are_dated_reasoned_and_in_order(stocked: Office) -> None:
    own_id = open_proposal(stocked, a_correction(stocked, reason="x")).value.proposal_id
    step_proposal(stocked, own_id, ProposalState.SUBMITTED, on=DAY)
    for to, on, reason, code in (
        (ProposalState.SENT, DAY, "", Code.PROPOSAL_STEP_REFUSED),
        (ProposalState.SUBDISTRICT_VERIFIED, DAY, "", Code.PROPOSAL_STEP_REFUSED),
        (ProposalState.REJECTED, DAY, " ", Code.REASON_MISSING),
        (ProposalState.DECLARED, date(2020, 1, 1), "", Code.DATE_TOO_OLD),
        (ProposalState.DECLARED, date(2099, 1, 1), "", Code.DATE_IN_FUTURE),
    ):
        with pytest.raises(UserError) as caught:
            step_proposal(stocked, own_id, to, on=on, reason=reason)
        assert code_of(caught) is code
    step_proposal(stocked, own_id, ProposalState.WITHDRAWN, on=DAY, reason="salah keluarga")
    with pytest.raises(UserError) as caught:
        step_proposal(stocked, own_id, ProposalState.DECLARED, on=DAY)
    assert code_of(caught) is Code.PROPOSAL_STEP_REFUSED


def test_the_kecamatan_verifies_what_is_opened_after_it_was_asked_to(stocked: Office) -> None:
    before = open_proposal(stocked, a_correction(stocked, reason="x")).value.proposal_id
    set_proposal_calendar(stocked, subdistrict_verifies=True)
    after = open_proposal(stocked, a_correction(stocked, reason="y")).value.proposal_id
    for own_id, third in (
        (before, ProposalState.VERIFIED),
        (after, ProposalState.SUBDISTRICT_VERIFIED),
    ):
        step_proposal(stocked, own_id, ProposalState.SUBMITTED, on=DAY)
        step_proposal(stocked, own_id, ProposalState.DECLARED, on=DAY)
        assert open_proposal_page(stocked, own_id).line.proposal.ways[0] is third


def test_what_resembles_something_is_said_and_kept(stocked: Office) -> None:
    first = open_proposal(stocked, a_correction(stocked, reason="x")).value
    second = open_proposal(stocked, a_correction(stocked, reason="x")).value
    assert [(one.likeness, one.id) for one in second.warnings] == [
        (Likeness.PROPOSED, first.proposal_id)
    ]
    born = family_of(stocked, FAMILY.card).sheet.members[0].values["birth_date"]
    newcomer = ProposalDraft(
        ProposalKind.NEW_FAMILY,
        contents={
            "name": "Slamet Rahardjo",
            "birth_date": str(born),
            "national_id": a_number(5, sequence=444),
            "village": "33.26.13.2004",
        },
    )
    near = open_proposal(stocked, newcomer).value
    assert [one.likeness for one in near.warnings] == [Likeness.NAME_IN_EXTRACT]
    known = {**newcomer.contents, "national_id": FAMILY.head.nik, "name": "Lain", "birth_date": ""}
    same = open_proposal(stocked, replace(newcomer, contents=known)).value
    assert [one.likeness for one in same.warnings] == [Likeness.IN_EXTRACT]


def test_drafts_that_cannot_be(stocked: Office) -> None:
    good = a_correction(stocked, reason="x")
    for draft, code in (
        (replace(good, family_id=None), Code.SUBJECT_MISSING),
        (replace(good, family_id="12345"), Code.SUBJECT_UNKNOWN),
        (replace(good, kind=ProposalKind.DEATH), Code.PROPOSAL_WANTS_PERSON),
        (replace(good, corrections={"decile_national": "1"}), Code.CORRECTION_INVALID),
        (replace(good, corrections={"floor_type": "5"}), Code.CORRECTION_INVALID),
        (replace(good, corrections={"floor_type": "99"}), Code.CORRECTION_INVALID),
        (replace(good, corrections={"nothing": "1"}), Code.CORRECTION_INVALID),
        (replace(good, contents={"reason": "x" * 3000}), Code.NOTE_TOO_LONG),
    ):
        with pytest.raises(UserError) as caught:
            open_proposal(stocked, draft)
        assert code_of(caught) is code
    with stocked.read() as conn:
        assert ops.counts_of(conn).own == 0


@pytest.mark.parametrize(
    ("floor", "standing"),
    [("2", Standing.ABSORBED), ("5", Standing.OPEN), ("1", Standing.CONTRADICTED)],
)
def test_the_next_release_absorbs_leaves_or_contradicts(
    stocked: Office, tmp_path: Path, floor: str, standing: Standing
) -> None:
    own_id = open_proposal(stocked, a_correction(stocked, reason="x")).value.proposal_id
    later = replace(FAMILY, more={"jenis_lantai_terluas": floor})
    a_release(stocked, tmp_path, [later], label="Q4 2026", reference_date=date(2026, 10, 10))
    facts = open_proposal_page(stocked, own_id)
    assert facts.standings == (standing,)
    assert facts.line.proposal.release_label == "V3 2026"


def test_a_family_that_left_the_release_is_gone(stocked: Office, tmp_path: Path) -> None:
    own_id = open_proposal(stocked, a_correction(stocked, reason="x")).value.proposal_id
    others = [a_family("KARTO", sequence=71)]
    a_release(stocked, tmp_path, others, label="Q4 2026", reference_date=date(2026, 10, 10))
    assert open_proposal_page(stocked, own_id).standings == (Standing.GONE,)


def test_work_lists_are_asked_for_by_the_calendar(stocked: Office) -> None:
    own_id = open_proposal(stocked, a_correction(stocked, reason="x")).value.proposal_id
    set_proposal_calendar(stocked, cutoff_day=min(DAY.day, 28))
    assert [line.proposal.id for line in proposals_of(stocked, WorkList.NEAR)] == [own_id]
    assert proposals_of(stocked, WorkList.WAITING) == []
    assert proposals_of(stocked, kind=ProposalKind.DEATH) == []
    with pytest.raises(UserError) as caught:
        set_proposal_calendar(stocked, cutoff_day=31)
    assert code_of(caught) is Code.CHOICE_UNKNOWN
