"""The records of help as one list: what filters keep, what they add up to, in which order, on which page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.families import family_of
from desktop_app.actions.intervention_overview import (
    PAGE,
    chosen_interventions,
    interventions_on_page,
    overview_of_interventions,
    recorded_agencies,
    recorded_periods,
    story_of_intervention,
)
from desktop_app.actions.intervention_steps import step_intervention, void_each
from desktop_app.actions.interventions import record_intervention, void_intervention
from desktop_app.actions.office import Office
from desktop_app.domain.intervention import AidFilter, InterventionDraft
from desktop_app.domain.intervention_overview import AidOrder, AidOverview, AidSort
from desktop_app.domain.intervention_status import InterventionStatus as Status
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from tests.builders import Family, a_family, a_release

ANNA, BUDI, CITRA = (
    a_family(name, sequence=at, decile=decile)
    for at, (name, decile) in enumerate((("ANNA 100%", 5), ("BUDI_A", None), ("CITRA", 1)), start=1)
)


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    """Three families with four records of help."""
    a_release(office, tmp_path, (ANNA, BUDI, CITRA))
    for family, programme, period, amount, status in (
        (ANNA, "BLT-DD", "2026-08", 300_000, Status.RECEIVED),
        (BUDI, "BLT-DD", "2026-09", 250_000, Status.DECREED),
        (CITRA, "SEMBAKO", "2026-Q3", 600_000, Status.DISBURSED),
        (CITRA, "SEMBAKO", "2026-Q3", 600_000, Status.RECEIVED),
    ):
        record(office, family, programme, period, amount, status)
    return office


def record(
    office: Office, family: Family, programme: str, period: str, amount: int, status: Status
) -> str:
    draft = InterventionDraft(
        programme,
        period,
        date(2026, 9, 20),
        family_id=family_of(office, family.card).sheet.id,
        amount=amount,
        status=status,
        reason="musdes",
    )
    return record_intervention(office, draft).value.intervention_id


def found(office: Office, wanted: AidFilter, order: AidOrder | None = None) -> list[str]:
    _, pages = overview_of_interventions(office, wanted, order or AidOrder())
    return [line.intervention.subject.name for line in pages[0]]


def overview(office: Office, wanted: AidFilter) -> AidOverview:
    return overview_of_interventions(office, wanted, AidOrder())[0]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (AidFilter(text="it"), ["CITRA", "CITRA"]),
        (AidFilter(text="na 1"), ["ANNA 100%"]),
        (AidFilter(text="%"), ["ANNA 100%"]),
        (AidFilter(text="_"), ["BUDI_A"]),
        (AidFilter(text=ANNA.card[4:]), ["ANNA 100%"]),
        (AidFilter(text=f"{ANNA.card[:4]} {ANNA.card[4:]}"), ["ANNA 100%"]),
        (AidFilter(text="nobody"), []),
        (AidFilter(statuses=frozenset({Status.DECREED})), ["BUDI_A"]),
        (AidFilter(needs_decision=True), ["CITRA"]),
        (AidFilter(is_void=True), []),
        (AidFilter(period="2026-Q3", programme="BLT-DD"), ["BUDI_A", "ANNA 100%"]),
        (AidFilter(until=date(2026, 9, 19)), []),
    ],
)
def test_a_filter_keeps_what_it_names(stocked: Office, wanted: AidFilter, names: list[str]) -> None:
    assert found(stocked, wanted) == names
    assert overview(stocked, wanted).totals.listed == len(names)


def test_the_figures_by_state_stay_whatever_states_are_wanted(stocked: Office) -> None:
    wanted = AidFilter(programme="SEMBAKO", statuses=frozenset({Status.RECEIVED}))
    figures = overview(stocked, wanted)
    assert figures.by_status == {Status.DISBURSED: 1, Status.RECEIVED: 1}
    assert (figures.to_decide, figures.void) == (1, 0)
    assert (figures.totals.records, figures.totals.doubles) == (1, 1)


def test_the_same_help_adds_up_once_and_void_ones_nothing(stocked: Office) -> None:
    totals = overview(stocked, AidFilter()).totals
    assert (totals.records, totals.families, totals.rupiah) == (4, 3, 900_000)
    wanted = AidFilter(programme="SEMBAKO")
    chosen = chosen_interventions(stocked, wanted, AidOrder(), [range(2)])
    done = void_each(stocked, chosen.ids, "salah daftar", Progress()).value
    assert (done.stepped, done.refused) == (2, ())
    again = void_each(stocked, chosen.ids[:1], "salah daftar", Progress()).value
    assert [one.error.code for one in again.refused] == [Code.INTERVENTION_VOID_ALREADY]
    assert overview(stocked, AidFilter()).totals.rupiah == 300_000
    assert len(found(stocked, AidFilter(is_void=True))) == 2
    # A void record is in no state.
    received = AidFilter(statuses=frozenset({Status.RECEIVED}))
    assert found(stocked, received) == ["ANNA 100%"]


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        (AidSort.RECIPIENT, ["ANNA 100%", "BUDI_A", "CITRA", "CITRA"]),
        (AidSort.AMOUNT, ["BUDI_A", "ANNA 100%", "CITRA", "CITRA"]),
        (AidSort.DECILE, ["CITRA", "CITRA", "ANNA 100%", "BUDI_A"]),
        (AidSort.STATUS, ["BUDI_A", "CITRA", "CITRA", "ANNA 100%"]),
        (AidSort.PROGRAMME, ["CITRA", "CITRA", "BUDI_A", "ANNA 100%"]),
        (AidSort.EVIDENCE, ["CITRA", "CITRA", "BUDI_A", "ANNA 100%"]),
        (AidSort.GIVEN_ON, ["CITRA", "CITRA", "BUDI_A", "ANNA 100%"]),
    ],
)
def test_every_column_orders_all_of_them(stocked: Office, sort: AidSort, names: list[str]) -> None:
    order = AidOrder(sort, is_descending=False, programmes=("SEMBAKO", "BLT-DD"))
    assert found(stocked, AidFilter(), order) == names


def test_pages_go_on_where_the_one_before_ends(stocked: Office) -> None:
    assert interventions_on_page(stocked, AidFilter(), AidOrder(), 1) == []
    order = AidOrder(AidSort.RECIPIENT, is_descending=True)
    chosen = chosen_interventions(stocked, AidFilter(), order, [range(1, 2), range(3, PAGE)])
    names = [
        story_of_intervention(stocked, one).line.intervention.subject.name for one in chosen.ids
    ]
    assert names == ["CITRA", "ANNA 100%"]


def test_what_is_chosen_says_where_it_may_go(stocked: Office) -> None:
    chosen = chosen_interventions(stocked, AidFilter(), AidOrder(), [range(4)])
    assert chosen.standing == 4
    assert dict(chosen.ways) == {
        Status.ENDED: 3,
        Status.DISBURSED: 1,
        Status.REJECTED: 1,
        Status.RECEIVED: 1,
        Status.FAILED: 1,
    }


def test_the_story_names_who_wrote_and_the_record_that_counts(stocked: Office) -> None:
    first, second = reversed(
        overview_of_interventions(stocked, AidFilter(programme="SEMBAKO"), AidOrder())[1][0]
    )
    story = story_of_intervention(stocked, second.intervention.id)
    assert story.counted_in is not None
    assert story.counted_in.intervention.id == first.intervention.id
    assert set(story.names.values()) == {"Sari Contoh"}
    assert story_of_intervention(stocked, first.intervention.id).counted_in is None
    step_intervention(stocked, first.intervention.id, Status.FAILED, on=date(2026, 10, 1))
    assert story_of_intervention(stocked, second.intervention.id).counted_in is None
    void_intervention(stocked, second.intervention.id, "salah")
    with pytest.raises(UserError) as unknown:
        story_of_intervention(stocked, "nobody")
    assert unknown.value.code is Code.INTERVENTION_UNKNOWN


def test_every_recorded_period_is_offered(stocked: Office) -> None:
    assert recorded_periods(stocked) == ["2026-08", "2026-09", "2026-Q3"]
    assert "" not in recorded_agencies(stocked)
    assert len(recorded_agencies(stocked)) == len(set(recorded_agencies(stocked))) > 0
