"""The first page: what is counted, what is a duty, and in which order they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from desktop_app.actions.families import family_of
from desktop_app.actions.home import home_of
from desktop_app.actions.interventions import record_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposals import open_proposal, step_proposal
from desktop_app.actions.settings import set_official
from desktop_app.domain.home import Duty, Home
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_status import InterventionStatus as Status
from desktop_app.domain.proposal import ProposalKind, ProposalState
from desktop_app.domain.roles import OfficeKind
from tests.builders import a_family, a_release, a_signatory
from tests.conftest import NOW, MakeOffice
from tests.hubs import a_hub, enrol

SLAMET = a_family("SLAMET RAHARJO", "SITI AMINAH", sequence=70, decile=2)
KARTO = a_family("KARTO", sequence=71, decile=8)
TODAY = date(2026, 11, 24)


def duties(home: Home, reviews: int = 0) -> list[Duty]:
    return [line.duty for line in home.due(reviews=reviews)]


def stock(office: Office, folder: Path) -> Office:
    a_release(office, folder, [SLAMET, KARTO], reference_date=date(2026, 10, 1))
    set_official(office, a_signatory(), valid_from=date(2025, 1, 1))
    return office


def help_given(office: Office, status: Status, day: date, card: str = SLAMET.card) -> None:
    family_id = family_of(office, card).sheet.id
    period = f"{day:%Y-%m}"
    draft = InterventionDraft("BLT-DD", period, day, family_id=family_id, status=status)
    record_intervention(office, replace(draft, reason="contoh"))


def test_the_first_day_says_what_comes_first(office: Office) -> None:
    home = home_of(office)
    assert home.release is None
    assert duties(home) == [Duty.NO_RELEASE, Duty.NO_OFFICIAL, Duty.NO_HUB]
    assert (home.poorest, home.helped, home.families, home.deeds) == (0, 0, (), ())


def test_the_numbers_of_the_release_and_of_the_year(office: Office, tmp_path: Path) -> None:
    stock(office, tmp_path)
    help_given(office, Status.RECEIVED, date(2026, 10, 5))
    help_given(office, Status.RECEIVED, date(2026, 9, 5))
    help_given(office, Status.RECEIVED, date(2025, 9, 5), KARTO.card)
    home = home_of(office)
    assert home.release is not None
    assert (home.release.families, home.poorest, home.helped) == (2, 1, 1)
    assert [one.head_name for one in home.families] == ["KARTO", "SLAMET RAHARJO"]
    assert home.deeds[0].name == "KARTO"


def test_help_that_did_not_come_and_changes_that_were_not_sent_are_duties(
    office: Office, tmp_path: Path
) -> None:
    stock(office, tmp_path)
    help_given(office, Status.DECREED, date(2026, 10, 5))
    help_given(office, Status.DECREED, date(2026, 11, 20), KARTO.card)
    home = home_of(office)
    lines = {line.duty: line for line in home.due(reviews=3)}
    assert (lines[Duty.AID_UNDELIVERED].count, lines[Duty.AID_UNDELIVERED].days) == (1, 50)
    assert (lines[Duty.UNSENT].count, lines[Duty.UNSENT].is_pressing) == (2, False)
    assert lines[Duty.REVIEWS].count == 3
    later = replace(home, today=TODAY + timedelta(days=7))
    assert {one.duty: one for one in later.due(reviews=0)}[Duty.UNSENT].is_pressing


def test_proposals_are_counted_for_the_cutoff_they_are_meant_for(
    office: Office, tmp_path: Path
) -> None:
    stock(office, tmp_path)
    draft = ProposalDraft(
        ProposalKind.UPDATE_FACTS,
        family_id=family_of(office, SLAMET.card).sheet.id,
        contents={"reason": "sudah dikeramik"},
        corrections={"floor_type": "5"},
    )
    first = open_proposal(office, draft).value.proposal_id
    step_proposal(office, first, ProposalState.SUBMITTED, on=TODAY)
    home = home_of(office)
    assert [(one.on, one.unsent) for one in home.cutoffs] == [
        (date(2026, 12, 17), 1),
        (date(2027, 1, 17), 0),
        (date(2027, 2, 17), 0),
    ]
    assert Duty.CUTOFF_NEAR not in duties(home)
    near = replace(home, today=date(2026, 12, 15))
    line = next(one for one in near.due(reviews=0) if one.duty is Duty.CUTOFF_NEAR)
    assert (line.count, line.days, line.is_pressing) == (1, 2, True)
    office.clock = lambda: NOW + timedelta(days=40)
    late = home_of(office)
    assert late.waits.overdue == 1
    assert duties(late)[0] is Duty.PROPOSALS_OVERDUE


def test_a_term_that_ends_is_told_unless_somebody_follows(office: Office, tmp_path: Path) -> None:
    a_release(office, tmp_path, [SLAMET], reference_date=date(2026, 10, 1))
    ends = TODAY + timedelta(days=20)
    set_official(office, a_signatory(), valid_from=date(2025, 1, 1), valid_until=ends)
    home = home_of(office)
    line = next(one for one in home.due(reviews=0) if one.duty is Duty.TERM_ENDS)
    assert (line.days, line.name) == (20, a_signatory().name)
    set_official(office, a_signatory(), valid_from=ends + timedelta(days=1))
    assert Duty.TERM_ENDS not in duties(home_of(office))


def test_an_old_release_a_full_disk_and_a_silent_hub_are_told(
    office: Office, tmp_path: Path, make_office: MakeOffice
) -> None:
    stock(office, tmp_path)
    (tmp_path / "stick").mkdir()
    enrol(a_hub(make_office), office, tmp_path / "stick")
    home = home_of(office)
    assert duties(home) == []
    office.clock = lambda: NOW + timedelta(days=90)
    assert duties(home_of(office)) == [Duty.OLD_RELEASE, Duty.HUB_SILENT]
    full = replace(home, waits=replace(home.waits, free_bytes=1_000))
    assert duties(full) == [Duty.LOW_DISK]


def test_a_hub_is_not_asked_to_join_one(make_office: MakeOffice) -> None:
    hub = make_office(OfficeKind.HUB, "33.26", "Dinas Sosial", "hub")
    assert duties(home_of(hub)) == [Duty.NO_KEYS, Duty.NO_RELEASE]
