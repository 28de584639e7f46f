"""Short views for screens: names for codes, a family in passing, what a list adds up to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.interventions import record_intervention, void_intervention
from desktop_app.actions.lookups import glance_at_family, lookups_of, totals_of_interventions
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.intervention import AidFilter, AidTotals, InterventionDraft
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.errors import Code, UserError
from desktop_app.store import audit
from tests.builders import a_family, a_release

DAY = date(2026, 8, 20)


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [a_family("SLAMET", "SITI"), a_family("KARTO")])
    return office


def family_id(office: Office, name: str) -> str:
    found = find_people(office, Search(name), is_typing=True)[0].family_id
    assert found is not None
    return found


def record(office: Office, name: str, period: str, **more: object) -> str:
    values = {"programme": "BLT-DD", "amount": 300_000, "given_on": DAY, "reason": "x", **more}
    draft = InterventionDraft(period=period, family_id=family_id(office, name), **values)  # type: ignore[arg-type]  # as its fields
    return record_intervention(office, draft).value.intervention_id


def test_before_the_first_import_there_are_names_and_no_release(office: Office) -> None:
    lookups = lookups_of(office)
    assert lookups.release is None
    assert {village.subdistrict_name for village in lookups.villages} == {"Kedungwuni"}


def test_a_family_in_passing_leaves_no_trace(stocked: Office) -> None:
    record(stocked, "slamet", "2026-08")
    with stocked.read() as conn:
        before = audit.head_of(conn)
    glance = glance_at_family(stocked, family_id(stocked, "slamet"))
    assert [member.name for member in glance.sheet.members] == ["SLAMET", "SITI"]
    assert len(glance.interventions) == 1
    assert glance.release == lookups_of(stocked).release
    with stocked.read() as conn:
        assert audit.head_of(conn) == before


@pytest.mark.parametrize("unknown", ["12345", "nobody", ""])
def test_a_family_that_is_not_there_is_refused(stocked: Office, unknown: str) -> None:
    with pytest.raises(UserError) as caught:
        glance_at_family(stocked, unknown)
    assert caught.value.code is Code.SUBJECT_UNKNOWN


def test_totals_count_families_once_and_only_money_that_went_out(stocked: Office) -> None:
    record(stocked, "slamet", "2026-07")
    record(stocked, "slamet", "2026-08")
    record(stocked, "karto", "2026-08", status=InterventionStatus.DECREED)
    void_intervention(stocked, record(stocked, "karto", "2026-06"), "wrong family")
    assert totals_of_interventions(stocked) == AidTotals(
        listed=4, records=3, families=2, rupiah=600_000
    )


def test_totals_follow_the_filters_of_the_list(stocked: Office) -> None:
    record(stocked, "slamet", "2026-08")
    assert totals_of_interventions(stocked, AidFilter(programme="PKH")).listed == 0
    assert totals_of_interventions(stocked, AidFilter(village="33.26.13")).listed == 1
    assert totals_of_interventions(stocked, AidFilter(village="33.26.13.1013")).listed == 0
