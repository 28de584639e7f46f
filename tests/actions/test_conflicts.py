"""Two who did not know of each other: both values are kept, the hub decides, and the decision travels back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.conflicts import (
    conflicts_of,
    reopen_content,
    settle_content,
    settle_double,
    settle_state,
    tell_apart,
)
from desktop_app.actions.deeds import deed_to_undo, last_deeds
from desktop_app.actions.intervention_overview import story_of_intervention
from desktop_app.actions.intervention_steps import correct_intervention, step_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.own_changes import own_changes_of
from desktop_app.actions.packages import write_package
from desktop_app.actions.receiving import apply_packages
from desktop_app.actions.undo import undo_deed
from desktop_app.domain.conflict import ConflictKind
from desktop_app.domain.deed import DeedKind, Hindrance
from desktop_app.domain.intervention import Intervention
from desktop_app.domain.intervention_status import InterventionStatus as Status
from desktop_app.domain.own_change import ChangeReason, ChangeState
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import interventions
from tests.hubs import NAMES, Quarrel, help_for, is_whole, up


def record_at(office: Office, record_id: str) -> Intervention:
    return story_of_intervention(office, record_id).line.intervention


def everywhere(quarrel: Quarrel, say: Callable[[Intervention], object]) -> list[object]:
    offices = (quarrel.hub, quarrel.subdistrict, quarrel.village)
    return [say(record_at(office, quarrel.record_id)) for office in offices]


def test_both_values_are_told_with_who_wrote_them_where_and_when(quarrel: Quarrel) -> None:
    (conflict,) = conflicts_of(quarrel.hub)
    assert conflict.kind is ConflictKind.CONTENT
    assert {side.content.amount for side in conflict.sides if side.content} == {250_000, 275_000}
    assert {side.voice.office for side in conflict.sides} == {"Kecamatan Contoh", "Desa Contoh"}
    assert {side.reason for side in conflict.sides} == {"kuitansi", "buku kas"}
    assert [side.holds for side in conflict.sides] == [True, False]
    (seen,) = conflicts_of(quarrel.village)
    assert {side.voice.region for side in seen.sides} == {
        "33.26.13",
        quarrel.village.profile.region,
    }
    own = next(side for side in seen.sides if side.reason == "buku kas")
    assert own.voice.user == "Sari Contoh"


def test_an_office_looks_at_its_conflict_and_does_not_decide_it(quarrel: Quarrel) -> None:
    office, record_id = quarrel.village, quarrel.record_id
    (conflict,) = conflicts_of(office)
    content = conflict.sides[1].content
    assert content is not None
    assert not story_of_intervention(office, record_id).may_decide
    for decide, code in (
        (settle_content, Code.RIGHT_MISSING),
        (correct_intervention, Code.CONFLICT_IS_FOR_HUB),
    ):
        with pytest.raises(UserError) as caught:
            decide(office, record_id, content, "begitu")
        assert caught.value.code is code
    # What happens next is a new fact, and may be written down all the same.
    step_intervention(office, record_id, Status.ENDED, on=date(2026, 9, 1))
    assert len(record_at(office, record_id).contents) == 2


def test_the_decision_of_the_hub_travels_back_and_names_what_became_of_each_change(
    quarrel: Quarrel,
) -> None:
    (conflict,) = conflicts_of(quarrel.hub)
    chosen = next(side.content for side in conflict.sides if side.reason == "buku kas")
    assert chosen is not None
    settle_content(quarrel.hub, quarrel.record_id, chosen, "buku kas cocok")
    assert conflicts_of(quarrel.hub) == []
    with pytest.raises(UserError) as caught:
        settle_content(quarrel.hub, quarrel.record_id, chosen, "sekali lagi")
    assert caught.value.code is Code.CONFLICT_OVER
    before = own_changes_of(quarrel.village).lines[0]
    assert (before.state, before.reason) == (ChangeState.CONFLICT, ChangeReason.DECISION_WAITS)
    quarrel.tell()
    assert everywhere(quarrel, lambda one: (one.amount, one.is_disputed)) == [(275_000, False)] * 3
    fates = [own_changes_of(one).lines[0] for one in (quarrel.village, quarrel.subdistrict)]
    assert [(one.state, one.reason) for one in fates] == [
        (ChangeState.IN_FORCE, ChangeReason.DECIDED_FOR),
        (ChangeState.NO_EFFECT, ChangeReason.DECIDED_AGAINST),
    ]
    assert all(map(is_whole, (quarrel.hub, quarrel.village, quarrel.subdistrict)))


def test_a_decision_that_was_taken_back_leaves_both_sides_with_those_who_wrote_them(
    quarrel: Quarrel,
) -> None:
    (before,) = conflicts_of(quarrel.hub)
    contents = [side.content for side in before.sides if side.content is not None]
    settle_content(quarrel.hub, quarrel.record_id, contents[0], "keliru pilih")
    reopen_content(quarrel.hub, quarrel.record_id, contents, "salah tekan")
    (after,) = conflicts_of(quarrel.hub)
    assert {(side.content, side.voice) for side in after.sides} == {
        (side.content, side.voice) for side in before.sides
    }
    with pytest.raises(UserError) as caught:
        reopen_content(quarrel.hub, quarrel.record_id, contents, "dua kali")
    assert caught.value.code is Code.CONFLICT_GONE_ON
    quarrel.tell()
    assert everywhere(quarrel, lambda one: len(one.contents)) == [2, 2, 2]
    assert all(map(is_whole, (quarrel.hub, quarrel.village, quarrel.subdistrict)))


def test_a_decision_stands_among_the_last_deeds_and_one_key_takes_it_back(quarrel: Quarrel) -> None:
    hub, record_id = quarrel.hub, quarrel.record_id
    content = record_at(hub, record_id).contents[1]
    settle_content(hub, record_id, content, "kuitansi dilihat")
    deed = deed_to_undo(hub)
    assert deed is not None
    assert (deed.kind, deed.name, deed.hindrance) == (DeedKind.DECISION, "SLAMET", None)
    undo_deed(hub, deed.id, "salah tekan", Progress())
    assert len(conflicts_of(hub)) == 1
    (done,) = last_deeds(hub)
    assert done.is_undone
    settle_content(hub, record_id, content, "kuitansi dilihat lagi")
    correct_intervention(hub, record_id, replace(content, amount=1), "nol terlewat")
    assert [one.hindrance for one in last_deeds(hub)] == [
        None,
        Hindrance.GONE_ON,
        Hindrance.GONE_ON,
    ]


def test_of_two_states_the_hub_takes_one_with_its_own_day(quarrel: Quarrel, stick: Path) -> None:
    record_id = help_for(quarrel.subdistrict, NAMES[0], "2026-09", Status.DISBURSED)
    up(quarrel.subdistrict, quarrel.hub, stick)
    quarrel.tell()
    step_intervention(quarrel.village, record_id, Status.FAILED, on=date(2026, 9, 2))
    step_intervention(quarrel.subdistrict, record_id, Status.RECEIVED, on=date(2026, 9, 5))
    for office in (quarrel.village, quarrel.subdistrict):
        up(office, quarrel.hub, stick)
    *_, conflict = conflicts_of(quarrel.hub)
    assert conflict.kind is ConflictKind.STATE
    assert [(side.status, side.on) for side in conflict.sides] == [
        (Status.RECEIVED, date(2026, 9, 5)),
        (Status.FAILED, date(2026, 9, 2)),
    ]
    quarrel.tell()
    with pytest.raises(UserError) as caught:
        step_intervention(quarrel.village, record_id, Status.FAILED, on=date(2026, 9, 6))
    assert caught.value.code is Code.CONFLICT_IS_FOR_HUB
    settle_state(quarrel.hub, record_id, Status.FAILED, "dana kembali ke kas")
    assert last_deeds(quarrel.hub)[0].hindrance is Hindrance.NEXT_STEP
    quarrel.tell()
    for office in (quarrel.hub, quarrel.subdistrict, quarrel.village):
        found = record_at(office, record_id)
        assert (found.status, found.status_on, found.is_disputed) == (
            Status.FAILED,
            date(2026, 9, 2),
            False,
        )


def test_the_same_help_twice_waits_in_the_queue_of_the_hub(quarrel: Quarrel, stick: Path) -> None:
    content = record_at(quarrel.hub, quarrel.record_id).contents[0]
    settle_content(quarrel.hub, quarrel.record_id, content, "cocok")
    first, second = (
        help_for(quarrel.subdistrict, NAMES[1], "2026-10", reason=why)
        for why in ("", "tahap dua, kata kasir")
    )
    up(quarrel.subdistrict, quarrel.hub, stick)
    (conflict,) = conflicts_of(quarrel.hub)
    assert conflict.kind is ConflictKind.DOUBLE
    assert [(side.record_id, side.holds) for side in conflict.sides] == [
        (min(first, second), True),
        (max(first, second), False),
    ]
    assert {side.voice.office for side in conflict.sides} == {"Kecamatan Contoh"}
    settle_double(quarrel.hub, second, [first], "kuitansi hanya satu")
    assert last_deeds(quarrel.hub)[0].hindrance is Hindrance.FOR_GOOD
    assert conflicts_of(quarrel.hub) == []
    quarrel.tell()
    assert record_at(quarrel.subdistrict, first).is_void
    assert not record_at(quarrel.subdistrict, second).is_void
    with pytest.raises(UserError):
        settle_double(quarrel.hub, second, [first], "sekali lagi")


@pytest.fixture
def twice(quarrel: Quarrel, stick: Path) -> list[str]:
    """Two records of one help at the hub and at the kecamatan, and nothing else in conflict."""
    content = record_at(quarrel.hub, quarrel.record_id).contents[0]
    settle_content(quarrel.hub, quarrel.record_id, content, "cocok")
    ids = [
        help_for(quarrel.subdistrict, NAMES[1], "2026-10", reason=why)
        for why in ("", "tahap dua, kata kasir")
    ]
    up(quarrel.subdistrict, quarrel.hub, stick)
    return sorted(ids)


def counted(office: Office, ids: list[str]) -> list[int]:
    """What each of these records adds to what was given."""
    with office.read() as conn:
        return [line.given for line in interventions.lines_of(conn, ids)]


def test_records_that_are_right_beside_each_other_are_each_counted_everywhere(
    quarrel: Quarrel, twice: list[str], stick: Path
) -> None:
    hub, office = quarrel.hub, quarrel.subdistrict
    assert counted(office, twice)[1] == 0
    tell_apart(hub, twice, "dua kuitansi")
    assert conflicts_of(hub) == []
    quarrel.tell()
    for one in (hub, office):
        assert counted(one, twice) == [300_000, 300_000]
        told = record_at(one, twice[1]).told_apart
        assert told is not None
        assert (told.other, told.reason) == (twice[0], "dua kuitansi")
        assert is_whole(one)
    # Whatever is put right later leaves the decision as it is.
    content = record_at(office, twice[1]).content
    correct_intervention(office, twice[1], replace(content, amount=350_000), "kuitansi")
    up(office, hub, stick)
    assert conflicts_of(hub) == []
    assert counted(hub, twice) == [300_000, 350_000]
    # A third is a suspected double again, of the one that kept the key.
    third = help_for(office, NAMES[1], "2026-10", reason="sekali lagi")
    up(office, hub, stick)
    (conflict,) = conflicts_of(hub)
    assert {side.record_id for side in conflict.sides} == {twice[0], third}
    assert sum(counted(hub, [*twice, third])) == 650_000


def test_a_decision_about_doubles_names_several_records_of_one_help(
    quarrel: Quarrel, twice: list[str]
) -> None:
    hub, (first, second) = quarrel.hub, twice
    other = quarrel.record_id
    attempts = (
        lambda: settle_double(hub, first, [first], "itu juga"),
        lambda: settle_double(hub, first, [second, first], "itu juga"),
        lambda: settle_double(hub, first, [second, second], "dua kali"),
        lambda: settle_double(hub, first, [], "tidak ada"),
        lambda: settle_double(hub, first, [other], "lain"),
        lambda: tell_apart(hub, [first], "sendiri"),
        lambda: tell_apart(hub, [first, second, first], "dua kali"),
        lambda: tell_apart(hub, [first, other], "lain"),
    )
    for attempt in attempts:
        with pytest.raises(UserError) as caught:
            attempt()
        assert caught.value.code is Code.CONFLICT_OVER
    assert not record_at(hub, first).is_void
    with pytest.raises(UserError) as caught:
        tell_apart(hub, twice, " ")
    assert caught.value.code is Code.REASON_MISSING
    with pytest.raises(UserError) as caught:
        tell_apart(quarrel.subdistrict, twice, "dua kuitansi")
    assert caught.value.code is Code.RIGHT_MISSING
    tell_apart(hub, twice, "dua kuitansi")
    with pytest.raises(UserError) as caught:
        tell_apart(hub, twice, "sekali lagi")
    assert caught.value.code is Code.CONFLICT_OVER


def test_a_change_goes_from_draft_over_packed_to_what_the_hub_made_of_it(
    quarrel: Quarrel, stick: Path
) -> None:
    content = record_at(quarrel.village, quarrel.record_id).contents[0]
    settle_content(quarrel.hub, quarrel.record_id, content, "cocok")
    quarrel.tell()
    correct_intervention(
        quarrel.village, quarrel.record_id, replace(content, amount=280_000), "kuitansi baru"
    )
    states = [own_changes_of(quarrel.village).lines[0].state]
    up(quarrel.village, quarrel.hub, stick)
    packed = own_changes_of(quarrel.village).lines[0]
    states.append(packed.state)
    assert packed.package
    assert packed.packed_at
    quarrel.tell()
    line = own_changes_of(quarrel.village).lines[0]
    states.append(line.state)
    assert states == [ChangeState.DRAFT, ChangeState.PACKED, ChangeState.IN_FORCE]
    assert line.about == "SLAMET"
    assert line.by == "Sari Contoh"


def test_a_trial_of_many_packages_counts_each_change_once_and_shows_what_disagrees(
    quarrel: Quarrel, stick: Path, tmp_path: Path
) -> None:
    content = record_at(quarrel.hub, quarrel.record_id).contents[0]
    settle_content(quarrel.hub, quarrel.record_id, content, "cocok")
    quarrel.tell()
    collected = tmp_path / "collected"
    for office, amount in ((quarrel.village, 1_000), (quarrel.subdistrict, 2_000)):
        correct_intervention(
            office, quarrel.record_id, replace(content, amount=amount), "kuitansi lain"
        )
        for turn in range(2):
            folder = collected / f"{office.profile.region}-{turn}"
            folder.mkdir(parents=True)
            write_package(office, folder, Progress())
    cut = next(collected.rglob("*.tukar"))
    (collected / "cut.tukar").write_bytes(cut.read_bytes()[:-7])
    receipts = apply_packages(quarrel.hub, [collected], Progress(), is_trial=True).value
    fit = [one for one in receipts if one.error is None]
    assert len(receipts) - len(fit) == 1
    assert [one.tally.applied for one in fit] == [1, 0, 1, 0]
    assert sum(one.tally.conflicts for one in fit) == 1
    assert conflicts_of(quarrel.hub) == []
    taken = apply_packages(quarrel.hub, [collected], Progress()).value
    assert [one.tally for one in taken] == [one.tally for one in receipts]
    assert len(conflicts_of(quarrel.hub)) == 1
