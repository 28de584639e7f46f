"""The keys of a hub: the paper in the safe, and new working keys that every office believes by itself."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app import crypto
from desktop_app.actions.home import home_of
from desktop_app.actions.hub_enrolment import hub_identity, init_hub, revoke_device
from desktop_app.actions.hub_incidents import incident_of
from desktop_app.actions.hub_keys import (
    check_root_paper,
    hub_keys,
    rotate_hub_keys,
    show_root_key,
)
from desktop_app.actions.office import Office
from desktop_app.actions.packages import waiting_to_send, write_package
from desktop_app.actions.receiving import apply_package, apply_packages
from desktop_app.domain.home import Duty
from desktop_app.domain.roles import OfficeKind
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from tests.conftest import MakeOffice
from tests.hubs import NAMES, answer, down, enrol, help_for, is_whole, up


def test_the_paper_holds_the_main_key_and_is_checked_by_typing_it(hub: Office) -> None:
    assert hub_keys(hub).paper_checked_at is None
    paper = show_root_key(hub).value
    groups = paper.code.split("-")
    assert [len(group) for group in groups] == [4] * 14
    assert paper.code not in repr(paper)
    for wrong in (paper.code[:-1], "0000" + paper.code[4:], crypto.new_recovery_code()):
        with pytest.raises(UserError) as caught:
            check_root_paper(hub, wrong)
        assert caught.value.code is Code.ROOT_CODE_WRONG
    another = crypto.written_signing_seed(crypto.new_signing_seed())
    with pytest.raises(UserError):
        check_root_paper(hub, another)
    check_root_paper(hub, paper.code.lower().replace("-", " "))
    assert hub_keys(hub).paper_checked_at is not None


def test_new_working_keys_reach_an_office_and_packages_on_their_way_stay_good(
    busy: Office, hub: Office, stick: Path, disk: Path
) -> None:
    fingerprint = hub_keys(hub).fingerprint
    on_its_way_up = write_package(busy, stick, Progress()).value.path
    on_its_way_down = answer(hub, stick, disk)
    keys = rotate_hub_keys(hub).value
    assert (keys.version, keys.fingerprint) == (2, fingerprint)
    # What was sealed to the old key is opened, and what the old key signed is believed.
    assert apply_package(hub, on_its_way_up, Progress()).value.tally.applied == 3
    told = answer(hub, stick, disk)
    assert down(busy, told).tally.confirmed == 3
    identity = hub_identity(busy)
    assert identity is not None
    assert identity.fingerprint == fingerprint
    apply_package(busy, on_its_way_down[0], Progress())
    rotate_hub_keys(hub)
    rotate_hub_keys(hub)
    help_for(busy, NAMES[0], "2026-09")
    assert up(busy, hub, stick).tally.applied == 1
    # One that has slept over two rotations walks the chain.
    assert down(busy, answer(hub, stick, disk)).tally.confirmed == 1
    assert waiting_to_send(busy).total == 0
    assert is_whole(busy)


def test_after_a_leak_the_old_key_is_believed_no_more(
    busy: Office, hub: Office, stick: Path, disk: Path
) -> None:
    (old,) = answer(hub, stick, disk)
    kept = old.read_bytes()
    rotate_hub_keys(hub, is_leaked=True)
    down(busy, answer(hub, stick, disk))
    old.write_bytes(kept)
    with pytest.raises(UserError) as caught:
        apply_package(busy, old, Progress())
    assert caught.value.code is Code.PACKAGE_SIGNER_UNKNOWN


def test_a_hub_that_has_lost_its_keys_gets_new_ones_from_the_paper(
    busy: Office, hub: Office, stick: Path, disk: Path
) -> None:
    code = show_root_key(hub).value.code
    with hub.write() as tx:
        tx.conn.execute("DELETE FROM private_key")
    assert not hub_keys(hub).has_working
    with pytest.raises(UserError) as caught:
        rotate_hub_keys(hub)
    assert caught.value.code is Code.ROOT_KEY_MISSING
    assert rotate_hub_keys(hub, root_code=code).value.has_working
    # What was sealed to the lost key cannot be read; the office sends all of it once more.
    down(busy, answer(hub, stick, disk))
    assert up(busy, hub, stick).tally.applied == 3


def test_a_new_device_joins_under_the_new_root_and_a_revoked_one_stays_out(
    joined: Office, hub: Office, make_office: MakeOffice, stick: Path
) -> None:
    revoke_device(hub, joined.profile.device_id, "laptop dicuri")
    rotate_hub_keys(hub)
    desa = make_office(OfficeKind.DESA, "33.26.13.2012", "Desa Contoh", "desa")
    enrol(hub, desa, stick)
    sent = write_package(joined, stick, Progress()).value.path
    with pytest.raises(UserError) as caught:
        apply_package(hub, sent, Progress())
    assert caught.value.code is Code.DEVICE_REVOKED


def test_the_sheet_of_an_incident_says_what_a_laptop_held(
    busy: Office, hub: Office, stick: Path, disk: Path, release_at_hub: None
) -> None:
    up(busy, hub, stick)
    down(busy, answer(hub, stick, disk))
    up(busy, hub, stick)
    revoke_device(hub, busy.profile.device_id, "laptop dicuri dari mobil dinas")
    sheet = incident_of(hub, busy.profile.device_id)
    assert sheet.revoked_because == "laptop dicuri dari mobil dinas"
    assert sheet.last_taken_at is not None
    assert sheet.noted_at == sheet.revoked_at
    assert sheet.notice_until - sheet.noted_at == timedelta(hours=72)
    assert sum(area.read_up_to for area in sheet.areas) == 3
    assert sheet.families == 3
    assert sheet.persons is not None
    assert sheet.persons >= 3
    with pytest.raises(UserError):
        incident_of(hub, "nobody")


def test_somebody_who_stops_gets_what_was_done_and_what_is_left(
    busy: Office, hub: Office, make_office: MakeOffice, stick: Path
) -> None:
    desa = make_office(OfficeKind.DESA, "33.26.13.2012", "Desa Contoh", "desa")
    enrol(hub, desa, stick)
    for office in (busy, desa):
        write_package(office, stick, Progress())

    class AfterOne(Progress):
        def advance(self, steps: int = 1) -> None:
            if steps:
                self.ask_to_stop()
            super().advance(steps)

    receipts = apply_packages(hub, [stick], AfterOne()).value
    assert [(one.is_fit, one.is_left) for one in receipts] == [(True, False), (False, True)]
    receipts = apply_packages(hub, [stick], Progress()).value
    assert [one.was_taken_before for one in receipts] == [True, False]


def test_home_leads_a_hub_to_its_keys_and_then_to_the_paper(make_office: MakeOffice) -> None:
    hub = make_office(OfficeKind.HUB, "33.26", "Dinas Sosial Contoh", "hub")

    def duties() -> set[Duty]:
        return {line.duty for line in home_of(hub).due(reviews=0)} & {
            Duty.NO_KEYS,
            Duty.NO_KEY_PAPER,
        }

    assert duties() == {Duty.NO_KEYS}
    init_hub(hub)
    assert duties() == {Duty.NO_KEY_PAPER}
    check_root_paper(hub, show_root_key(hub).value.code)
    assert duties() == set()
