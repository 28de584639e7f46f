"""The last deeds of a person, and taking them back: never a row less, always a deed more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.deeds import deed_to_undo, last_deeds
from desktop_app.actions.families import family_of
from desktop_app.actions.health import check_office
from desktop_app.actions.intervention_lists import record_list
from desktop_app.actions.intervention_steps import (
    correct_intervention,
    intervention_line,
    step_intervention,
    step_interventions,
)
from desktop_app.actions.interventions import (
    interventions_of,
    record_intervention,
    void_intervention,
)
from desktop_app.actions.local_facts import record_local_fact
from desktop_app.actions.office import Office
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposals import open_proposal, open_proposal_page, step_proposal
from desktop_app.actions.reviews import count_reviews, mark_reviewed, reviews_of
from desktop_app.actions.undo import undo_deed
from desktop_app.domain.changes import Topic
from desktop_app.domain.deed import Deed, DeedKind, Hindrance
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_history import Content
from desktop_app.domain.intervention_list import ListedAid
from desktop_app.domain.intervention_status import InterventionStatus as Status
from desktop_app.domain.local_fact import FactKind, LocalFactDraft
from desktop_app.domain.proposal import ProposalKind, ProposalState
from desktop_app.domain.roles import Role
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import ops
from tests.builders import Family, a_family, a_release
from tests.conftest import NOW
from tests.quarters import a_quarter, help_for

DAY = date(2026, 8, 20)
SLAMET = a_family("SLAMET RAHARJO", "SITI AMINAH", sequence=70)
KARTO = a_family("KARTO", sequence=71)
PAIJO = a_family("PAIJO", sequence=72)


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [SLAMET, KARTO, PAIJO])
    return office


def a_draft(office: Office, family: Family, status: Status = Status.DECREED) -> InterventionDraft:
    family_id = family_of(office, family.card).sheet.id
    return InterventionDraft(
        "BLT-DD", "2026-08", DAY, family_id=family_id, amount=300_000, status=status
    )


def recorded(office: Office, family: Family = SLAMET) -> str:
    return record_intervention(office, a_draft(office, family)).value.intervention_id


def a_note(office: Office, text: str, corrects: str = "") -> LocalFactDraft:
    family_id = family_of(office, SLAMET.card).sheet.id
    return LocalFactDraft(FactKind.NOTE, family_id, DAY, text=text, corrects=corrects)


def undo(office: Office, deed: Deed | None) -> Deed:
    assert deed is not None
    return undo_deed(office, deed.id, "dibatalkan", Progress()).value


def refusal(office: Office, deed_id: str) -> UserError:
    with pytest.raises(UserError) as caught:
        undo_deed(office, deed_id, "dibatalkan", Progress())
    return caught.value


def test_what_was_recorded_is_marked_as_entered_in_error_and_stays_readable(
    stocked: Office,
) -> None:
    own_id = recorded(stocked)
    (deed,) = last_deeds(stocked)
    assert (deed.kind, deed.what, deed.name) == (
        DeedKind.INTERVENTION,
        "BLT-DD",
        "SLAMET RAHARJO",
    )
    done = undo_deed(stocked, deed.id, "dibatalkan", Progress())
    assert done.topics == {Topic.INTERVENTIONS, Topic.AUDIT}
    record = intervention_line(stocked, own_id).intervention
    assert record.void_reason == "dibatalkan"
    (again,) = last_deeds(stocked)
    assert again.is_undone
    assert refusal(stocked, deed.id).facts == {"hindrance": "done-already"}
    assert audit_lines(stocked)[0].deed == "intervention-voided"
    assert all(check.is_ok for check in check_office(stocked))


def test_one_deed_after_the_other_is_taken_back_the_last_one_first(stocked: Office) -> None:
    first, second = recorded(stocked), recorded(stocked, KARTO)
    assert undo(stocked, deed_to_undo(stocked)).name == "KARTO"
    assert intervention_line(stocked, second).intervention.is_void
    assert not intervention_line(stocked, first).intervention.is_void
    assert undo(stocked, deed_to_undo(stocked)).name == "SLAMET RAHARJO"
    assert deed_to_undo(stocked) is None


def test_a_list_is_one_deed_and_goes_as_one(stocked: Office) -> None:
    recorded(stocked)
    listed = [ListedAid(1, a_draft(stocked, KARTO)), ListedAid(2, a_draft(stocked, PAIJO))]
    taken = record_list(stocked, listed, "", Progress()).value.recorded
    void_intervention(stocked, taken[0].intervention_id, "salah")
    newest, before = last_deeds(stocked)
    assert (newest.count, newest.total, newest.name) == (1, 2, "")
    assert (before.count, before.total) == (1, 1)
    assert undo(stocked, newest).count == 1
    standing = [one for one in interventions_of(stocked) if not one.intervention.is_void]
    assert [one.intervention.subject.name for one in standing] == ["SLAMET RAHARJO"]
    assert last_deeds(stocked)[0].is_undone


def test_a_step_of_help_is_taken_back_by_a_step_of_its_own(stocked: Office) -> None:
    own_id = recorded(stocked)
    step_intervention(stocked, own_id, Status.DISBURSED, on=DAY)
    deed = deed_to_undo(stocked)
    assert deed is not None
    assert (deed.kind, deed.what) == (DeedKind.AID_STEP, "disbursed")
    undo(stocked, deed)
    record = intervention_line(stocked, own_id).intervention
    assert record.status is Status.DECREED
    assert [step.is_undo for step in record.steps].count(True) == 1
    assert refusal(stocked, deed.id).facts == {"hindrance": "done-already"}
    step_intervention(stocked, own_id, Status.DISBURSED, on=DAY)
    step_intervention(stocked, own_id, Status.RECEIVED, on=DAY)
    newest, before, *_ = last_deeds(stocked)
    assert (newest.what, newest.hindrance) == ("received", None)
    assert (before.what, before.hindrance) == ("disbursed", Hindrance.GONE_ON)


def test_many_steps_taken_in_one_go_are_taken_back_in_one_go(stocked: Office) -> None:
    ids = [recorded(stocked), recorded(stocked, KARTO), recorded(stocked, PAIJO)]
    step_interventions(stocked, ids, Status.DISBURSED, on=DAY, progress=Progress())
    step_intervention(stocked, ids[0], Status.RECEIVED, on=DAY)
    batch = last_deeds(stocked)[1]
    assert (batch.kind, batch.count, batch.total) == (DeedKind.AID_STEP, 2, 3)
    assert undo(stocked, batch).count == 2
    states = [intervention_line(stocked, one).intervention.status for one in ids]
    assert states == [Status.RECEIVED, Status.DECREED, Status.DECREED]


def test_what_was_put_right_stands_again_as_before(stocked: Office) -> None:
    own_id = recorded(stocked)
    first = intervention_line(stocked, own_id).intervention.content
    correct_intervention(stocked, own_id, Content(600_000, "", DAY, ""), "salah ketik")
    deed = deed_to_undo(stocked)
    assert deed is not None
    assert deed.kind is DeedKind.AID_CORRECTION
    undo(stocked, deed)
    record = intervention_line(stocked, own_id).intervention
    assert record.contents == (first,)
    assert len(record.corrections) == 2
    assert refusal(stocked, deed.id).facts == {"hindrance": "done-already"}
    correct_intervention(stocked, own_id, Content(700_000, "", DAY, ""), "salah lagi")
    correct_intervention(stocked, own_id, Content(800_000, "", DAY, ""), "sudah benar")
    newest, before, *_ = last_deeds(stocked)
    assert (newest.hindrance, before.hindrance) == (None, Hindrance.GONE_ON)
    undo(stocked, newest)
    assert intervention_line(stocked, own_id).intervention.amount == 700_000
    assert all(check.is_ok for check in check_office(stocked))


def test_a_note_is_taken_back_and_a_correction_gives_way_to_what_stood_before(
    stocked: Office,
) -> None:
    first = record_local_fact(stocked, a_note(stocked, "Atap bocor.")).value
    record_local_fact(stocked, a_note(stocked, "Atap baru.", corrects=first))
    newest, before = last_deeds(stocked)
    assert (newest.kind, newest.hindrance) == (DeedKind.FACT_CORRECTION, None)
    assert (before.kind, before.hindrance) == (DeedKind.FACT, Hindrance.GONE_ON)
    undo(stocked, newest)
    facts = family_of(stocked, SLAMET.card).local_facts
    assert [one.fact.content.text for one in facts if not one.fact.is_void] == ["Atap bocor."]
    assert len(facts) == 3
    assert last_deeds(stocked)[0].is_undone
    other = record_local_fact(stocked, a_note(stocked, "Pindah.")).value
    undo(stocked, deed_to_undo(stocked))
    facts = family_of(stocked, SLAMET.card).local_facts
    assert next(one.fact for one in facts if one.fact.id == other).void_reason == "dibatalkan"


def test_a_draft_is_withdrawn_and_a_proposal_on_its_way_says_why_it_stays(stocked: Office) -> None:
    draft = ProposalDraft(
        ProposalKind.UPDATE_FACTS,
        family_id=family_of(stocked, SLAMET.card).sheet.id,
        contents={"reason": "sudah dikeramik"},
        corrections={"floor_type": "5"},
    )
    first = open_proposal(stocked, draft).value.proposal_id
    undo(stocked, deed_to_undo(stocked))
    proposal = open_proposal_page(stocked, first).line.proposal
    assert (proposal.state, proposal.steps[-1].reason) == (ProposalState.WITHDRAWN, "dibatalkan")
    (gone,) = last_deeds(stocked)
    assert gone.is_undone
    second = open_proposal(stocked, draft).value.proposal_id
    step_proposal(stocked, second, ProposalState.SUBMITTED, on=stocked.today())
    step, opening, _ = last_deeds(stocked)
    assert (step.kind, step.hindrance) == (DeedKind.PROPOSAL_STEP, Hindrance.ONLY_FORWARD)
    assert opening.hindrance is Hindrance.GONE_ON
    assert deed_to_undo(stocked) == step
    assert refusal(stocked, step.id).code is Code.DEED_STAYS
    assert open_proposal_page(stocked, second).line.proposal.state is ProposalState.SUBMITTED


def test_a_tick_of_the_review_is_removed(office: Office, tmp_path: Path) -> None:
    a_quarter(office, tmp_path, [SLAMET, KARTO], "Q1", date(2026, 7, 10))
    help_for(office, "SLAMET")
    a_quarter(office, tmp_path, [KARTO], "Q2")
    (line,) = reviews_of(office)
    mark_reviewed(office, line, "sudah dicek")
    assert count_reviews(office) == 0
    deed = deed_to_undo(office)
    assert deed is not None
    assert deed.kind is DeedKind.REVIEW
    undo(office, deed)
    assert count_reviews(office) == 1


def test_what_a_newer_program_wrote_about_stays(stocked: Office) -> None:
    own_id = recorded(stocked)
    with stocked.write() as tx:
        (row,) = tx.conn.execute("SELECT id FROM op WHERE entity = ?", (own_id,)).fetchall()
        tx.conn.execute("UPDATE op SET is_understood = 0 WHERE id = ?", (row["id"],))
        assert ops.is_locked(tx.conn, own_id)
    (deed,) = last_deeds(stocked)
    assert refusal(stocked, deed.id).facts == {"hindrance": "needs-newer"}


def test_what_is_older_is_not_taken_back_unseen_and_then_forgotten(stocked: Office) -> None:
    recorded(stocked)

    def later(by: timedelta) -> Callable[[], object]:
        return lambda: NOW + by

    stocked.clock = later(timedelta(minutes=11))  # type: ignore[assignment]  # a moment
    assert deed_to_undo(stocked) is None
    assert len(last_deeds(stocked)) == 1
    stocked.clock = later(timedelta(days=8))  # type: ignore[assignment]  # a moment
    assert last_deeds(stocked) == []


def test_only_ones_own_deeds_are_listed_and_a_reader_takes_nothing_back(stocked: Office) -> None:
    recorded(stocked)
    deed = last_deeds(stocked)[0]
    own = stocked.account
    stocked.account = replace(own, id="somebody-else")
    assert last_deeds(stocked) == []
    assert refusal(stocked, deed.id).code is Code.DEED_UNKNOWN
    stocked.account = replace(own, role=Role.AUDITOR)
    assert refusal(stocked, deed.id).code is Code.RIGHT_MISSING
    stocked.account = own
    with pytest.raises(UserError) as caught:
        undo_deed(stocked, deed.id, "  ", Progress())
    assert caught.value.code is Code.REASON_MISSING
