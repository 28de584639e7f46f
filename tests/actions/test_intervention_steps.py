"""What happens to a record of help later: steps, steps taken back, amounts put right, money counted once."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.health import check_office
from desktop_app.actions.intervention_lists import record_list, recorded_lists, void_list
from desktop_app.actions.intervention_steps import (
    correct_intervention,
    intervention_line,
    step_intervention,
    step_interventions,
    undo_step,
)
from desktop_app.actions.interventions import (
    interventions_of,
    record_intervention,
    void_intervention,
)
from desktop_app.actions.lookups import totals_of_interventions
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.intervention import AidFilter, InterventionDraft
from desktop_app.domain.intervention_history import Content, Signer
from desktop_app.domain.intervention_list import ListedAid
from desktop_app.domain.intervention_status import InterventionStatus as Status
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import ops
from desktop_app.words.aid import history_words
from tests.builders import a_family, a_release

DAY = date(2026, 8, 20)
LATER = date(2026, 9, 1)


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [a_family("SLAMET", "SITI"), a_family("KARTO"), a_family("PAIJO")])
    return office


def a_draft(
    office: Office, name: str = "slamet", status: Status = Status.DECREED
) -> InterventionDraft:
    hit = find_people(office, Search(name), is_typing=True)[0]
    return InterventionDraft(
        "BLT-DD", "2026-08", DAY, family_id=hit.family_id, amount=300_000, status=status
    )


def recorded(office: Office, name: str = "slamet", status: Status = Status.DECREED) -> str:
    return record_intervention(office, a_draft(office, name, status)).value.intervention_id


def test_help_goes_its_way_with_date_and_who_and_ends_in_the_history(stocked: Office) -> None:
    own_id = recorded(stocked)
    step_intervention(stocked, own_id, Status.DISBURSED, on=LATER)
    step_intervention(
        stocked, own_id, Status.RECEIVED, on=LATER, signer=Signer("SITI", "istri"), note="di balai"
    )
    record = intervention_line(stocked, own_id).intervention
    assert (record.status, record.status_on, record.given_on) == (Status.RECEIVED, LATER, DAY)
    assert record.signer == Signer("SITI", "istri")
    told = history_words(record)
    assert [event.on for event in told] == [DAY, LATER, LATER]
    assert all(event.by == stocked.account.id for event in told)
    assert "SITI" in told[-1].remark
    assert "di balai" in told[-1].remark
    with stocked.read() as conn:
        assert ops.stands_as_folded(conn, own_id)
    assert [line.deed for line in audit_lines(stocked)[:2]] == ["intervention-stepped"] * 2
    assert all(check.is_ok for check in check_office(stocked))


@pytest.mark.parametrize(
    ("to", "on", "code"),
    [
        (Status.RECEIVED, LATER, Code.INTERVENTION_STEP_REFUSED),
        (Status.DISBURSED, date(2030, 1, 1), Code.DATE_IN_FUTURE),
        (Status.DISBURSED, date(2026, 8, 19), Code.DATE_TOO_OLD),
    ],
)
def test_a_step_that_cannot_be_is_refused_and_changes_nothing(
    stocked: Office, to: Status, on: date, code: Code
) -> None:
    own_id = recorded(stocked)
    before = intervention_line(stocked, own_id)
    with pytest.raises(UserError) as refused:
        step_intervention(stocked, own_id, to, on=on)
    assert refused.value.code is code
    assert intervention_line(stocked, own_id) == before


def test_who_signs_needs_a_name_and_a_relation(stocked: Office) -> None:
    own_id = recorded(stocked, status=Status.DISBURSED)
    with pytest.raises(UserError) as refused:
        step_intervention(stocked, own_id, Status.RECEIVED, on=LATER, signer=Signer("SITI", " "))
    assert refused.value.code is Code.SIGNER_INCOMPLETE
    with pytest.raises(UserError) as refused:
        record_intervention(stocked, replace(a_draft(stocked, "karto"), signer=Signer("", "istri")))
    assert refused.value.code is Code.SIGNER_INCOMPLETE


def test_a_stand_in_may_sign_at_once(stocked: Office) -> None:
    draft = replace(a_draft(stocked, status=Status.RECEIVED), signer=Signer("BUDI", "tetangga"))
    own_id = record_intervention(stocked, draft).value.intervention_id
    assert intervention_line(stocked, own_id).intervention.signer == Signer("BUDI", "tetangga")


def test_a_step_is_taken_back_once(stocked: Office) -> None:
    own_id = recorded(stocked, status=Status.DISBURSED)
    with pytest.raises(UserError) as refused:
        undo_step(stocked, own_id)
    assert refused.value.code is Code.INTERVENTION_NOTHING_TO_UNDO
    step_intervention(stocked, own_id, Status.RECEIVED, on=LATER)
    assert undo_step(stocked, own_id, "salah orang").value is Status.DISBURSED
    with pytest.raises(UserError):
        undo_step(stocked, own_id)
    assert len(intervention_line(stocked, own_id).intervention.steps) == 2


def test_many_step_at_once_and_those_that_cannot_are_told(stocked: Office) -> None:
    ids = [recorded(stocked, name) for name in ("slamet", "karto", "paijo")]
    void_intervention(stocked, ids[1], "keliru")
    taken = step_interventions(stocked, ids, Status.DISBURSED, on=LATER, progress=Progress()).value
    assert (taken.stepped, taken.left) == (2, 0)
    (one,) = taken.refused
    assert (one.intervention_id, one.error.code) == (ids[1], Code.INTERVENTION_VOID_ALREADY)


def test_an_amount_is_put_right_and_counted_once(stocked: Office) -> None:
    own_id = recorded(stocked, status=Status.RECEIVED)
    now = intervention_line(stocked, own_id).intervention.content
    with pytest.raises(UserError) as refused:
        correct_intervention(stocked, own_id, now, "salah ketik")
    assert refused.value.code is Code.CONTENT_UNCHANGED
    with pytest.raises(UserError) as refused:
        correct_intervention(stocked, own_id, replace(now, amount=250_000), "  ")
    assert refused.value.code is Code.REASON_MISSING
    correct_intervention(stocked, own_id, replace(now, amount=250_000), "salah ketik")
    totals = totals_of_interventions(stocked)
    assert (totals.records, totals.rupiah) == (1, 250_000)
    record = intervention_line(stocked, own_id).intervention
    assert (record.recorded.amount, record.amount) == (300_000, 250_000)


def test_the_same_help_recorded_twice_is_counted_once_and_told(stocked: Office) -> None:
    first = recorded(stocked, status=Status.RECEIVED)
    again = replace(a_draft(stocked, status=Status.RECEIVED), amount=100_000, reason="susulan")
    second = record_intervention(stocked, again).value.intervention_id
    totals = totals_of_interventions(stocked)
    counted = 300_000 if first < second else 100_000
    assert (totals.records, totals.rupiah, totals.doubles) == (2, counted, 1)
    (double,) = interventions_of(stocked, AidFilter(needs_decision=True))
    assert double.is_double
    assert double.intervention.id == max(first, second)
    void_intervention(stocked, min(first, second), "keliru")
    assert totals_of_interventions(stocked).doubles == 0


def test_help_that_came_to_nothing_stands_in_the_way_of_nothing(stocked: Office) -> None:
    own_id = recorded(stocked, status=Status.DISBURSED)
    step_intervention(stocked, own_id, Status.FAILED, on=LATER)
    assert record_intervention(stocked, a_draft(stocked)).value.warnings == ()


def test_a_list_is_found_again_and_taken_back_whole(stocked: Office) -> None:
    alone = recorded(stocked, "paijo")
    listed = [
        ListedAid(row, a_draft(stocked, name)) for row, name in enumerate(("slamet", "karto"))
    ]
    outcome = record_list(stocked, listed, "", Progress()).value
    (known,) = recorded_lists(stocked)
    assert (known.id, known.records, known.void) == (outcome.list_id, 2, 0)
    assert known.programmes == ("BLT-DD",)
    assert len(interventions_of(stocked, AidFilter(list_id=known.id))) == 2
    assert void_list(stocked, known.id, "salah berkas", Progress()).value == 2
    assert recorded_lists(stocked)[0].void == 2
    assert not intervention_line(stocked, alone).intervention.is_void
    with pytest.raises(UserError) as refused:
        void_list(stocked, known.id, "lagi", Progress())
    assert refused.value.code is Code.LIST_UNKNOWN


def test_filters_narrow_lists_and_totals_alike(stocked: Office) -> None:
    slamet, karto = recorded(stocked), recorded(stocked, "karto", Status.RECEIVED)
    step_intervention(stocked, slamet, Status.DISBURSED, on=LATER)

    def found(wanted: AidFilter) -> list[str]:
        lines = interventions_of(stocked, wanted)
        assert totals_of_interventions(stocked, wanted).listed == len(lines)
        return [line.intervention.id for line in lines]

    assert found(AidFilter(statuses=frozenset({Status.DISBURSED}))) == [slamet]
    assert found(AidFilter(since=date(2026, 8, 25))) == [slamet]
    assert found(AidFilter(until=date(2026, 8, 25))) == [karto]
    assert len(found(AidFilter(period="2026-Q3"))) == 2
    assert found(AidFilter(period="2026-Q4")) == []
    with pytest.raises(UserError) as refused:
        found(AidFilter(period="kemarin"))
    assert refused.value.code is Code.PERIOD_INVALID


@dataclass
class Oracle:
    """Money by effect key, kept in the plainest way: a list of dictionaries."""

    records: dict[str, dict[str, object]] = field(default_factory=dict)

    def rupiah(self) -> int:
        by_key: dict[object, list[tuple[str, int]]] = {}
        for own_id, one in self.records.items():
            if not one["void"] and one["status"] in ("disbursed", "received"):
                by_key.setdefault(one["key"], []).append((own_id, int(str(one["amount"]))))
        return sum(min(group)[1] for group in by_key.values())


@pytest.mark.parametrize("seed", range(6))
def test_money_by_effect_key_equals_a_plain_oracle(stocked: Office, seed: int) -> None:
    rng = random.Random(seed)
    oracle = Oracle()
    drafts = {name: a_draft(stocked, name) for name in ("slamet", "karto", "paijo")}
    for _ in range(40):
        open_ids = [own_id for own_id, one in oracle.records.items() if not one["void"]]
        deed = rng.choice(["record", "correct", "correct", "step", "step", "void"])
        if deed == "record" or not open_ids:
            name = rng.choice(sorted(drafts))
            programme, period = rng.choice(
                [
                    ("BLT-DD", "2026-07"),
                    ("BLT-DD", "2026-08"),
                    ("RTLH", "2026-T1"),
                    ("RTLH", "2026-T2"),
                ]
            )
            status = rng.choice([Status.DECREED, Status.DISBURSED, Status.RECEIVED])
            amount = rng.randrange(1, 9) * 100_000
            draft = replace(
                drafts[name],
                programme=programme,
                period=period,
                status=status,
                amount=amount,
                reason="susulan",
            )
            own_id = record_intervention(stocked, draft).value.intervention_id
            oracle.records[own_id] = {
                "key": (name, programme, period),
                "status": status.value,
                "amount": amount,
                "void": False,
            }
        elif deed == "correct":
            own_id = rng.choice(open_ids)
            amount = rng.randrange(10, 99) * 10_000 + 7
            correct_intervention(stocked, own_id, Content(amount, "", DAY, str(rng.random())), "x")
            oracle.records[own_id]["amount"] = amount
        elif deed == "step":
            own_id = rng.choice(open_ids)
            ways = [
                way
                for way in intervention_line(stocked, own_id).intervention.ways
                if way is not Status.ENDED
            ]
            if ways:
                to = rng.choice(ways)
                step_intervention(stocked, own_id, to, on=DAY)
                oracle.records[own_id]["status"] = to.value
        else:
            own_id = rng.choice(open_ids)
            void_intervention(stocked, own_id, "keliru")
            oracle.records[own_id]["void"] = True
        assert totals_of_interventions(stocked).rupiah == oracle.rupiah()
    lines = interventions_of(stocked)
    assert sum(line.given for line in lines) == oracle.rupiah()
