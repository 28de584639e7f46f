"""A delivery day: who is found, who came, who did not, and what it adds up to."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app.actions.delivery import (
    deliveries_of,
    delivery_of,
    fail_delivery,
    stand_ins_of,
    tick_delivery,
    untick_delivery,
)
from desktop_app.actions.intervention_lists import record_list, recorded_lists
from desktop_app.actions.intervention_steps import (
    step_intervention,
    undo_step,
)
from desktop_app.actions.interventions import void_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.delivery import Delivery, DeliveryScope, DeliveryState, Found
from desktop_app.domain.delivery_finder import DeliveryFinder
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_history import Signer
from desktop_app.domain.intervention_list import ListedAid
from desktop_app.domain.intervention_status import InterventionStatus as Status
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import ops
from tests.builders import Family, Member, a_number, a_release

GIVEN = date(2026, 11, 2)
TODAY = date(2026, 11, 24)
SCOPE = DeliveryScope("BLT-DD", "2026-11")
NAMES = ("SITI AMINAH", "BUDI SANTOSO", "SLAMET RAHARJO", "SITI AMINAH", "MOCHAMAD KASDI", "WATI")


def a_home(at: int, name: str) -> Family:
    """A family with a wife; the later ones live in the lower RT."""
    where = {"rt_ktp": f"{9 - at // 2:03}", "rw_ktp": "001", "dusun_ktp": f"DK. {'AB'[at % 2]}"}
    return Family(
        a_number(3, sequence=700 + 5 * at),
        (
            Member(a_number(sequence=700 + 5 * at), name, more=where),
            Member(
                a_number(42, sequence=701 + 5 * at), f"ISTRI {at}", "1985-01-02", 2, 2, more=where
            ),
            Member(
                a_number(4, sequence=702 + 5 * at), f"ANAK {at}", "2019-01-02", 1, 3, more=where
            ),
        ),
    )


FAMILIES = tuple(a_home(at, name) for at, name in enumerate(NAMES))


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    """An office where the help of six families was decreed, recorded as one list."""
    a_release(office, tmp_path, FAMILIES)
    drafts = [ListedAid(row, a_draft(office, family)) for row, family in enumerate(FAMILIES)]
    record_list(office, drafts, "musdes", Progress())
    return office


def a_draft(office: Office, family: Family) -> InterventionDraft:
    hit = find_people(office, Search(family.card), is_typing=True)[0]
    return InterventionDraft(
        "BLT-DD",
        "2026-11",
        GIVEN,
        family_id=hit.family_id,
        amount=300_000,
        status=Status.DECREED,
        reason="musdes",
    )


def today(office: Office, scope: DeliveryScope = SCOPE) -> Delivery:
    return delivery_of(office, scope, on=TODAY)


def found(office: Office, text: str) -> Found:
    delivery = today(office)
    return DeliveryFinder(delivery, office.reference.spelling).find(delivery, text)


def id_of(office: Office, text: str) -> str:
    (line,) = found(office, text).lines
    return line.record.id


def test_the_list_is_in_the_order_of_rt_and_name(stocked: Office) -> None:
    delivery = today(stocked)
    assert [(one.number, one.home.rt, one.record.subject.name) for one in delivery.lines] == [
        (1, "007", "MOCHAMAD KASDI"),
        (2, "007", "WATI"),
        (3, "008", "SITI AMINAH"),
        (4, "008", "SLAMET RAHARJO"),
        (5, "009", "BUDI SANTOSO"),
        (6, "009", "SITI AMINAH"),
    ]
    assert delivery.hamlets == ("DK. A", "DK. B")
    (stage,) = deliveries_of(stocked)
    assert (stage.programme, stage.period, stage.listed, stage.waiting) == (
        "BLT-DD",
        "2026-11",
        6,
        6,
    )
    (listed,) = recorded_lists(stocked)
    assert stage.list_ids == (listed.id,)
    assert len(today(stocked, replace(SCOPE, list_id=listed.id)).lines) == 6
    assert len(today(stocked, replace(SCOPE, hamlet="a")).lines) == 3
    assert today(stocked, replace(SCOPE, village="33.26.13.2001")).lines == ()


def test_anything_somebody_shows_finds_them(stocked: Office) -> None:
    slamet = FAMILIES[2]
    wife, card = slamet.members[1].nik, slamet.card
    serial = today(stocked).lines[3].serial
    for text in ("4", card, wife, card[-6:], serial.lower(), "slamet raharjo", "slamet", card[:8]):
        answer = found(stocked, text)
        if text == card[:8]:
            assert answer.lines == ()
            continue
        assert answer.is_sure, text
        assert [one.number for one in answer.lines] == [4], text
    assert [one.number for one in found(stocked, "siti aminah").lines] == [3, 6]
    assert not found(stocked, "siti aminah").is_sure
    # A name that was only guessed at waits for somebody to confirm it.
    guessed = found(stocked, "muhammad kasdi")
    assert [one.number for one in guessed.lines] == [1]
    assert not guessed.is_sure
    for nobody in ("7", "0", "", "  ", "tukiyem", "9999"):
        assert found(stocked, nobody).lines == ()


def test_ticking_takes_both_steps_and_unticking_takes_both_back(stocked: Office) -> None:
    own_id = id_of(stocked, "4")
    done = tick_delivery(stocked, own_id, on=TODAY, signer=Signer("ISTRI 2", "istri")).value
    assert done.record.status is Status.RECEIVED
    assert [step.to for step in done.record.steps if not step.is_undo].count(Status.DISBURSED) == 1
    line = today(stocked).line_of(own_id)
    assert line is not None
    assert (line.state, line.by) == (DeliveryState.RECEIVED, "Sari Contoh")
    totals = today(stocked).totals
    assert (totals.received, totals.waiting, totals.stand_ins, totals.rupiah) == (1, 5, 1, 300_000)
    with pytest.raises(UserError) as refused:
        tick_delivery(stocked, own_id, on=TODAY)
    assert refused.value.code is Code.DELIVERY_TICKED_ALREADY
    assert refused.value.facts == {"on": "2026-11-24", "at": "10.00", "by": "sari"}
    assert untick_delivery(stocked, own_id).value.record.status is Status.DECREED
    assert today(stocked).totals.received == 0
    with pytest.raises(UserError) as refused:
        untick_delivery(stocked, own_id)
    assert refused.value.code is Code.INTERVENTION_NOTHING_TO_UNDO
    tick_delivery(stocked, own_id, on=TODAY)
    with stocked.read() as conn:
        assert ops.stands_as_folded(conn, own_id)


def test_a_disbursement_of_its_own_stays_when_the_tick_is_taken_back(stocked: Office) -> None:
    own_id = id_of(stocked, "4")
    step_intervention(stocked, own_id, Status.DISBURSED, on=TODAY - timedelta(days=3))
    tick_delivery(stocked, own_id, on=TODAY)
    assert untick_delivery(stocked, own_id).value.record.status is Status.DISBURSED
    assert undo_step(stocked, own_id).value is Status.DECREED


def test_who_did_not_come_may_come_later_and_says_when_already_there(stocked: Office) -> None:
    own_id = id_of(stocked, "2")
    with pytest.raises(UserError):
        fail_delivery(stocked, own_id, " ", on=TODAY)
    fail_delivery(stocked, own_id, "tidak datang", on=TODAY - timedelta(days=1))
    line = today(stocked).line_of(own_id)
    assert line is not None
    assert (line.state, line.reason) == (DeliveryState.WAITING, "tidak datang")
    tick_delivery(stocked, own_id, on=TODAY)
    assert today(stocked).totals.received == 1
    assert untick_delivery(stocked, own_id).value.record.status is Status.FAILED
    tick_delivery(stocked, own_id, on=TODAY)
    tomorrow = delivery_of(stocked, SCOPE, on=TODAY + timedelta(days=1))
    line = tomorrow.line_of(own_id)
    assert line is not None
    assert (line.state, line.number) == (DeliveryState.OTHER_DAY, 2)
    assert len(tomorrow.of_day) == 5


def test_what_failed_today_counts_as_failed_and_can_be_taken_back(stocked: Office) -> None:
    own_id = id_of(stocked, "2")
    fail_delivery(stocked, own_id, "tidak datang", on=TODAY)
    totals = today(stocked).totals
    assert (totals.failed, totals.waiting, totals.rupiah) == (1, 5, 0)
    assert untick_delivery(stocked, own_id).value.record.status is Status.DECREED


def test_grown_up_members_of_the_family_are_offered_to_sign(stocked: Office) -> None:
    assert stand_ins_of(stocked, id_of(stocked, "4")) == [Signer("ISTRI 2", "istri/suami")]
    with pytest.raises(UserError):
        stand_ins_of(stocked, "nobody")


def test_what_is_void_is_not_on_the_list(stocked: Office) -> None:
    void_intervention(stocked, id_of(stocked, "4"), "keliru")
    assert [one.number for one in today(stocked).lines] == [1, 2, 3, 4, 5]


@dataclass
class Ticked:
    """The plainest account of a day: what each record is, and what it is worth."""

    state: DeliveryState
    amount: int
    has_stand_in: bool = False


@pytest.mark.parametrize("seed", range(5))
def test_totals_equal_a_plain_account_after_any_deeds(stocked: Office, seed: int) -> None:
    rng = random.Random(seed)
    account = {
        one.record.id: Ticked(one.state, one.record.amount or 0) for one in today(stocked).lines
    }
    shown = today(stocked)
    for _ in range(40):
        own_id = rng.choice(sorted(account))
        one, deed = account[own_id], rng.choice(["tick", "untick", "fail"])
        try:
            if deed == "tick":
                signer = rng.choice([None, Signer("SITI", "istri")])
                done = tick_delivery(stocked, own_id, on=TODAY, signer=signer)
                assert one.state is not DeliveryState.RECEIVED
                one.state, one.has_stand_in = DeliveryState.RECEIVED, signer is not None
            elif deed == "fail":
                done = fail_delivery(stocked, own_id, "tidak datang", on=TODAY)
                one.state, one.has_stand_in = DeliveryState.FAILED, False
            else:
                done = untick_delivery(stocked, own_id)
                one.has_stand_in = False
                one.state = (
                    DeliveryState.FAILED
                    if done.value.record.status is Status.FAILED
                    else DeliveryState.WAITING
                )
        except UserError:
            continue  # what is refused changes nothing, as the next round sees
        shown = shown.after(done.value.record, done.value.by)
        received = [each for each in account.values() if each.state is DeliveryState.RECEIVED]
        failed = [each for each in account.values() if each.state is DeliveryState.FAILED]
        for totals in (shown.totals, today(stocked).totals):
            assert totals.received == len(received)
            assert totals.failed == len(failed)
            assert totals.waiting == len(account) - len(received) - len(failed)
            assert totals.rupiah == sum(each.amount for each in received)
            assert totals.stand_ins == sum(each.has_stand_in for each in received)
    assert shown.lines == today(stocked).lines
