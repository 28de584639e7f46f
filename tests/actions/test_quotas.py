"""Quotas: what is only decided needs room, what has been given is a fact, the same help counts once."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.health import check_office
from desktop_app.actions.intervention_lists import preview_list, record_list
from desktop_app.actions.intervention_steps import step_intervention
from desktop_app.actions.interventions import (
    check_intervention,
    interventions_of,
    record_intervention,
    void_intervention,
)
from desktop_app.actions.office import Office
from desktop_app.actions.quotas import allot_quota, quotas_of
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.aid_rule import Severity, WarningCode
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_list import ListedAid, RowState
from desktop_app.domain.intervention_status import InterventionStatus as Status
from desktop_app.domain.quota import QuotaDraft
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from tests.builders import a_family, a_release

DAY = date(2026, 8, 20)
NAMES = ("slamet", "karto", "paijo", "tukimin")


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [a_family(name.upper()) for name in NAMES])
    return office


def a_draft(office: Office, name: str, status: Status = Status.DECREED) -> InterventionDraft:
    hit = find_people(office, Search(name), is_typing=True)[0]
    return InterventionDraft(
        "BLT-DD", "2026-08", DAY, family_id=hit.family_id, amount=300_000, status=status
    )


def a_quota(office: Office, **more: object) -> QuotaDraft:
    draft = QuotaDraft("BLT-DD", "2026", office.profile.region)
    return replace(draft, **more)  # type: ignore[arg-type]  # every value has its field's type


def test_what_is_only_decided_needs_room_and_what_was_given_is_flagged(stocked: Office) -> None:
    allot_quota(stocked, a_quota(stocked, recipients=2))
    for name in NAMES[:2]:
        record_intervention(stocked, a_draft(stocked, name))
    with pytest.raises(UserError) as refused:
        record_intervention(stocked, a_draft(stocked, "paijo"))
    assert refused.value.code is Code.INTERVENTION_REFUSED
    assert refused.value.facts["warning"] == WarningCode.OVER_QUOTA.value

    given = a_draft(stocked, "paijo", Status.RECEIVED)
    (warning,) = check_intervention(stocked, given).warnings
    assert (warning.code, warning.severity) == (WarningCode.OVER_QUOTA, Severity.WARN)
    with pytest.raises(UserError) as refused:
        record_intervention(stocked, given)
    assert refused.value.code is Code.REASON_NEEDED
    record_intervention(stocked, replace(given, reason="sudah dibagikan"))
    (use,) = quotas_of(stocked)
    assert (use.recipients, use.recipients_left, use.is_over) == (3, -1, True)
    (over,) = [
        line.intervention for line in interventions_of(stocked) if line.intervention.warnings
    ]
    assert over.warnings == (WarningCode.OVER_QUOTA.value,)
    assert all(check.is_ok for check in check_office(stocked))


def test_money_is_a_ceiling_too_and_a_proposal_takes_nothing(stocked: Office) -> None:
    allot_quota(stocked, a_quota(stocked, rupiah=500_000))
    proposed = [
        record_intervention(stocked, a_draft(stocked, name, Status.PROPOSED)).value.intervention_id
        for name in NAMES[:2]
    ]
    assert quotas_of(stocked)[0].rupiah == 0
    step_intervention(stocked, proposed[0], Status.DECREED, on=DAY)
    assert quotas_of(stocked)[0].rupiah_left == 200_000
    with pytest.raises(UserError) as refused:
        step_intervention(stocked, proposed[1], Status.DECREED, on=DAY)
    assert refused.value.code is Code.QUOTA_EXCEEDED
    void_intervention(stocked, proposed[0], "keliru")
    step_intervention(stocked, proposed[1], Status.DECREED, on=DAY)


def test_a_list_fills_the_quota_row_by_row(stocked: Office) -> None:
    allot_quota(stocked, a_quota(stocked, recipients=3, period="2026-Q3"))
    listed = [ListedAid(row, a_draft(stocked, name)) for row, name in enumerate(NAMES)]
    states = [one.state for one in preview_list(stocked, listed, Progress())]
    assert states == [RowState.READY] * 3 + [RowState.BLOCKED]
    outcome = record_list(stocked, listed, "", Progress()).value
    assert (len(outcome.recorded), [one.row for one in outcome.refused]) == (3, [3])


def test_a_quota_holds_where_and_when_it_is_for(stocked: Office) -> None:
    allot_quota(stocked, a_quota(stocked, recipients=0, period="2026-09"))
    allot_quota(stocked, a_quota(stocked, recipients=0, programme="PKH"))
    elsewhere = f"{stocked.profile.region}.2099"
    allot_quota(stocked, a_quota(stocked, recipients=0, region=elsewhere))
    record_intervention(stocked, a_draft(stocked, "slamet"))
    assert len(quotas_of(stocked)) == 3
    assert len(quotas_of(stocked, programme="PKH")) == 1
    assert len(quotas_of(stocked, period="2026-09")) == 3
    assert len(quotas_of(stocked, period="2026-08", village=elsewhere)) == 2


def test_a_later_quota_takes_the_place_of_the_earlier_and_none_lifts_it(stocked: Office) -> None:
    allot_quota(stocked, a_quota(stocked, recipients=0))
    assert allot_quota(stocked, a_quota(stocked, recipients=5)).value.recipients_left == 5
    assert len(quotas_of(stocked)) == 1
    allot_quota(stocked, a_quota(stocked))
    assert quotas_of(stocked) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"region": "33.27"}, Code.REGION_OUTSIDE),
        ({"region": "33.26.130"}, Code.REGION_OUTSIDE),
        ({"period": "besok"}, Code.PERIOD_INVALID),
        ({"recipients": -1}, Code.QUOTA_INVALID),
        ({"programme": "NOPE"}, Code.PROGRAMME_UNKNOWN),
        ({"note": "x" * 501}, Code.NOTE_TOO_LONG),
    ],
)
def test_what_cannot_be_is_refused(stocked: Office, change: dict[str, object], code: Code) -> None:
    with pytest.raises(UserError) as refused:
        allot_quota(stocked, a_quota(stocked, **{"recipients": 1, **change}))
    assert refused.value.code is code
    assert quotas_of(stocked) == []


@pytest.mark.parametrize("seed", range(4))
def test_an_allotment_is_never_overspent_by_decisions(stocked: Office, seed: int) -> None:
    rng = random.Random(seed)
    allot_quota(stocked, a_quota(stocked, recipients=3, rupiah=1_000_000))
    drafts = [a_draft(stocked, name) for name in NAMES]
    for _ in range(25):
        deed = rng.choice(["record", "record", "step", "void"])
        standing = [
            line.intervention for line in interventions_of(stocked) if not line.intervention.is_void
        ]
        with suppress(UserError):
            if deed == "record" or not standing:
                draft = replace(
                    rng.choice(drafts),
                    period=rng.choice(["2026-07", "2026-08"]),
                    status=rng.choice([Status.PROPOSED, Status.DECREED]),
                    amount=rng.choice([200_000, 400_000]),
                    reason="musdes",
                )
                record_intervention(stocked, draft)
            elif deed == "step":
                record = rng.choice(standing)
                step_intervention(stocked, record.id, rng.choice(list(Status)), on=DAY)
            else:
                void_intervention(stocked, rng.choice(standing).id, "keliru")
        assert not any(use.is_over for use in quotas_of(stocked))
    assert quotas_of(stocked)[0].recipients > 0
