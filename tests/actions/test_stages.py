"""Help that comes in stages: each is recorded, counted and delivered by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.delivery import deliveries_of, delivery_of, tick_delivery
from desktop_app.actions.delivery_paper import preview_delivery_list
from desktop_app.actions.intervention_lists import listed_in_file, record_list
from desktop_app.actions.intervention_overview import overview_of_interventions, recorded_periods
from desktop_app.actions.intervention_steps import intervention_line
from desktop_app.actions.interventions import check_intervention, record_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.programmes import catalogue_of
from desktop_app.actions.quotas import allot_quota, quotas_of
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.delivery import DeliveryScope
from desktop_app.domain.intervention import AidFilter, Intervention, InterventionDraft
from desktop_app.domain.intervention_overview import AidOrder
from desktop_app.domain.intervention_status import InterventionStatus as Status
from desktop_app.domain.period import Period
from desktop_app.domain.quota import QuotaDraft
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import ops
from tests.actions.test_delivery_paper import text_of
from tests.builders import a_family, a_release

DAY = date(2026, 8, 20)


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [a_family("SLAMET"), a_family("KARTO", sequence=50)])
    return office


def a_draft(
    office: Office,
    period: str,
    name: str = "slamet",
    programme: str = "RTLH",
    status: Status = Status.DECREED,
) -> InterventionDraft:
    hit = find_people(office, Search(name), is_typing=True)[0]
    return InterventionDraft(
        programme,
        period,
        DAY,
        family_id=hit.family_id,
        amount=10_000_000,
        status=status,
        reason="SK",
    )


def recorded(office: Office, draft: InterventionDraft) -> Intervention:
    done = record_intervention(office, draft)
    return intervention_line(office, done.value.intervention_id).intervention


def warned(office: Office, draft: InterventionDraft) -> list[str]:
    return [one.code.value for one in check_intervention(office, draft).warnings]


def totals(office: Office, period: str) -> tuple[int, int, int]:
    """Records, rupiah and doubles of a period."""
    found = overview_of_interventions(office, AidFilter(period=period), AidOrder())[0].totals
    return found.records, found.rupiah, found.doubles


def test_two_stages_count_apart_and_the_same_stage_counts_once(stocked: Office) -> None:
    first = a_draft(stocked, "2026-T1", status=Status.RECEIVED)
    second = replace(first, period="2026-t2")
    assert "double-benefit" not in warned(stocked, first)
    one = recorded(stocked, first)
    assert not {"double-benefit", "house-again"} & set(warned(stocked, second))
    two = recorded(stocked, second)
    assert (one.period, two.period) == ("2026-T1", "2026-T2")
    assert one.effect_key != two.effect_key
    assert totals(stocked, "2026") == (2, 20_000_000, 0)
    assert "double-benefit" in warned(stocked, first)
    assert {"double-benefit", "house-again"} <= set(warned(stocked, replace(first, period="2026")))
    recorded(stocked, first)
    assert totals(stocked, "2026") == (3, 20_000_000, 1)
    assert totals(stocked, "2026-T2") == (1, 10_000_000, 0)
    assert recorded_periods(stocked) == ["2026-T1", "2026-T2"]


def test_help_for_the_whole_year_is_counted_as_it_always_was(stocked: Office) -> None:
    whole = recorded(stocked, a_draft(stocked, "2026", status=Status.RECEIVED))
    assert whole.effect_key == f"RTLH|2026|{whole.effect_key.rpartition('|')[2]}"
    with stocked.read() as conn:
        op = ops.first_of(conn, whole.id)
    assert op is not None
    assert op.version == 1


def test_a_stage_travels_in_an_op_that_older_programs_put_aside(stocked: Office) -> None:
    staged = recorded(stocked, a_draft(stocked, "2026-T2"))
    with stocked.read() as conn:
        op = ops.first_of(conn, staged.id)
        assert ops.stands_as_folded(conn, staged.id)
    assert op is not None
    assert (op.version, op.data["period"]) == (2, "2026-T2")


def test_a_stage_that_is_a_quarter_is_that_quarter(stocked: Office) -> None:
    record = recorded(stocked, a_draft(stocked, "2026-T3", programme="PKH"))
    assert record.period == "2026-Q3"
    by_stage = delivery_of(stocked, DeliveryScope("PKH", "2026-T3"), on=DAY)
    assert [one.record.id for one in by_stage.lines] == [record.id]
    assert by_stage.scope.period == "2026-Q3"


@pytest.mark.parametrize(("programme", "period"), [("RTLH", "2026-T3"), ("BLT-DD", "2026-T1")])
def test_a_stage_that_the_programme_does_not_come_in_is_refused(
    stocked: Office, programme: str, period: str
) -> None:
    with pytest.raises(UserError) as refused:
        record_intervention(stocked, a_draft(stocked, period, programme=programme))
    assert refused.value.code is Code.STAGE_UNKNOWN
    assert refused.value.facts["field"] == "period"
    with pytest.raises(UserError) as refused:
        allot_quota(stocked, QuotaDraft(programme, period, stocked.profile.region, recipients=1))
    assert refused.value.code is Code.STAGE_UNKNOWN


def test_a_quota_of_the_year_holds_its_stages_and_one_of_a_stage_that_stage(
    stocked: Office,
) -> None:
    region = stocked.profile.region
    allot_quota(stocked, QuotaDraft("RTLH", "2026", region, rupiah=25_000_000))
    stage = allot_quota(stocked, QuotaDraft("RTLH", "2026-T1", region, recipients=1))
    assert stage.value.quota.period == "2026-T1"
    recorded(stocked, a_draft(stocked, "2026-T1"))
    recorded(stocked, a_draft(stocked, "2026-T2"))
    used = {use.quota.period: (use.recipients, use.rupiah) for use in quotas_of(stocked)}
    assert used == {"2026": (2, 20_000_000), "2026-T1": (1, 10_000_000)}
    assert "over-quota" in warned(stocked, a_draft(stocked, "2026-T1", "karto"))
    assert "over-quota" in warned(stocked, a_draft(stocked, "2026-T2", "karto"))


def test_a_delivery_day_is_for_one_stage(stocked: Office) -> None:
    for period in ("2026-T1", "2026-T2"):
        recorded(stocked, a_draft(stocked, period))
    recorded(stocked, a_draft(stocked, "2026-T2", "karto"))
    offered = {one.period: one.listed for one in deliveries_of(stocked)}
    assert offered == {"2026-T1": 1, "2026-T2": 2}
    second = delivery_of(stocked, DeliveryScope("RTLH", "2026-T2"), on=DAY)
    assert sorted(one.record.subject.name for one in second.lines) == ["KARTO", "SLAMET"]
    tick_delivery(stocked, second.lines[0].record.id, on=DAY)
    first = delivery_of(stocked, DeliveryScope("RTLH", "2026-T1"), on=DAY)
    assert (first.totals.listed, first.totals.received) == (1, 0)


def test_the_list_that_is_signed_names_the_stage(stocked: Office) -> None:
    version = catalogue_of(stocked).version_on("BSPS", DAY)
    assert version.printed_period(Period.parse("2026-T2")) == "Upah kerja 2026"
    pkh = catalogue_of(stocked).version_on("PKH", DAY)
    assert pkh.printed_period(Period.parse("2026-Q2")) == "Triwulan 2 2026 · Tahap 2 (Apr-Jun)"
    recorded(stocked, a_draft(stocked, "2026-T2", programme="BSPS"))
    drawn = preview_delivery_list(stocked, DeliveryScope("BSPS", "2026-T2"), on=DAY)
    assert "Upah kerja 2026" in text_of(drawn)


def test_a_list_of_two_columns_records_both_stages(stocked: Office, tmp_path: Path) -> None:
    card = find_people(stocked, Search("slamet"), is_typing=True)[0].family_card_no
    path = tmp_path / "rtlh.csv"
    path.write_text(
        f"kk,program,periode,tanggal,jumlah\n{card},RTLH,2026-T1,2026-08-20,10000000\n"
        f"{card},RTLH,2026-T2,2026-08-20,10000000\n",
        "utf-8",
    )
    listed = listed_in_file(stocked, path, {}, Progress())
    done = record_list(stocked, listed, "SK", Progress()).value
    assert [row.row for row in done.recorded] == [2, 3]
    assert recorded_periods(stocked) == ["2026-T1", "2026-T2"]
