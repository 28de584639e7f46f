"""A delivery day of two thousand: a tick is done before the next person has come to the table."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.delivery import delivery_of, tick_delivery
from desktop_app.actions.intervention_lists import record_list
from desktop_app.domain.delivery import DeliveryScope
from desktop_app.domain.delivery_finder import DeliveryFinder
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_list import ListedAid
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.progress import Progress
from tests.conftest import MakeOffice
from tests.performance.large import a_large_release

LISTED, TICKED = 2_000, 1_000
MOST_MS = 100.0
SCOPE = DeliveryScope("BLT-DD", "2026-11")


@pytest.mark.slow
def test_a_thousand_ticks_on_a_list_of_two_thousand_feel_instant(
    make_office: MakeOffice, tmp_path: Path
) -> None:
    office = make_office()
    a_large_release(office, tmp_path, 4 * LISTED)
    with office.read() as conn:
        rows = conn.execute("SELECT id FROM extract.family ORDER BY id LIMIT ?", (LISTED,))
        ids = [str(row["id"]) for row in rows]
    drafts = [
        InterventionDraft(
            SCOPE.programme,
            SCOPE.period,
            date(2026, 11, 2),
            family_id=one,
            amount=300_000,
            status=InterventionStatus.DECREED,
            reason="musdes",
        )
        for one in ids
    ]
    record_list(office, [ListedAid(at, one) for at, one in enumerate(drafts)], "", Progress())
    delivery = delivery_of(office, SCOPE, on=office.today())
    finder = DeliveryFinder(delivery, office.reference.spelling)
    took: list[float] = []
    for line in delivery.lines[:TICKED]:
        began = time.perf_counter()
        (found,) = finder.find(delivery, str(line.number)).lines[:1]
        done = tick_delivery(office, found.record.id, on=office.today()).value
        delivery = delivery.after(done.record, done.by)
        assert delivery.totals.received == len(took) + 1
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    assert took[TICKED * 99 // 100] < MOST_MS
