"""What an office recorded goes to its hub and comes back confirmed; what the hub decides reaches the offices."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.actions.health import check_office
from desktop_app.actions.hub_downloads import copy_hub, write_downloads
from desktop_app.actions.interventions import void_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.packages import inspect_package, waiting_to_send, write_package
from desktop_app.actions.receiving import apply_package
from desktop_app.domain.roles import OfficeKind
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import hub_log, interventions, ops
from tests.actions.conftest import Restore
from tests.conftest import MakeOffice
from tests.hubs import NAMES, answer, down, enrol, help_for, is_whole, up


def test_what_an_office_sends_is_logged_once_and_comes_back_confirmed(
    busy: Office, hub: Office, stick: Path, disk: Path
) -> None:
    path = write_package(busy, stick, Progress()).value.path
    trial = apply_package(hub, path, Progress(), is_trial=True).value
    assert trial.tally.applied == 3
    with hub.read() as conn:
        assert hub_log.count(conn) == 0
    first = apply_package(hub, path, Progress()).value
    assert (first.tally.applied, first.tally.already_known, first.was_taken_before) == (3, 0, False)
    again = apply_package(hub, path, Progress()).value
    assert (again.tally.applied, again.tally.already_known, again.was_taken_before) == (0, 3, True)
    with hub.read() as conn:
        assert hub_log.count(conn) == 3
        assert interventions.count(conn) == 3
    assert waiting_to_send(busy).total == 3
    receipt = down(busy, answer(hub, stick, disk))
    assert (receipt.tally.applied, receipt.tally.confirmed, receipt.differing) == (3, 3, ())
    assert waiting_to_send(busy).total == 0
    assert write_package(busy, stick, Progress()).value.ops == 0
    assert is_whole(busy)
    assert is_whole(hub)
    assert all(check.is_ok for check in check_office(busy))


def test_what_waits_stays_on_top_of_what_came(
    busy: Office, hub: Office, stick: Path, disk: Path
) -> None:
    up(busy, hub, stick)
    later = help_for(busy, NAMES[0], "2026-07")
    receipt = down(busy, answer(hub, stick, disk))
    assert receipt.tally.confirmed == 3
    assert waiting_to_send(busy).total == 1
    with busy.read() as conn:
        assert interventions.intervention_of(conn, later) is not None
    assert up(busy, hub, stick).tally.applied == 1


def test_two_offices_void_one_record_and_the_hub_says_which_came_first(
    busy: Office, hub: Office, make_office: MakeOffice, stick: Path, disk: Path
) -> None:
    village = _village_of(busy)
    desa = make_office(OfficeKind.DESA, village, "Desa Contoh", "desa")
    enrol(hub, desa, stick)
    up(busy, hub, stick)
    up(desa, hub, stick)
    packages = answer(hub, stick, disk)
    down(busy, packages)
    down(desa, packages)
    with desa.read() as conn:
        (record, *_) = ops.entities_of(conn)
        assert interventions.count(conn) == 3
    void_intervention(busy, record, "kata kecamatan")
    void_intervention(desa, record, "kata desa")
    assert up(desa, hub, stick).tally.applied == 1
    second = up(busy, hub, stick)
    assert (second.tally.applied, second.tally.no_effect) == (1, 1)
    packages = answer(hub, stick, disk)
    for office in (busy, desa):
        assert down(office, packages).differing == ()
    for office in (busy, desa, hub):
        with office.read() as conn:
            found = interventions.intervention_of(conn, record)
        assert found is not None
        assert found.void_reason == "kata desa"
        assert is_whole(office)
        assert waiting_to_send(office).total == 0


def _village_of(office: Office) -> str:
    with office.read() as conn:
        return str(conn.execute("SELECT partition FROM op LIMIT 1").fetchone()["partition"])


def test_nothing_is_told_to_an_office_before_it_lies_on_two_disks(
    busy: Office, hub: Office, stick: Path, disk: Path
) -> None:
    up(busy, hub, stick)
    with pytest.raises(UserError) as caught:
        write_downloads(hub, stick, Progress())
    assert caught.value.code is Code.SECOND_COPY_MISSING
    copy = copy_hub(hub, disk, Progress()).value
    assert copy.entries == 3
    assert [one.package.ops for one in write_downloads(hub, stick, Progress()).value] == [3]


def test_a_hub_restored_from_its_copy_gets_back_what_it_lost(
    busy: Office,
    hub: Office,
    stick: Path,
    disk: Path,
    restore: Restore,
) -> None:
    up(busy, hub, stick)
    down(busy, answer(hub, stick, disk))
    (backup,) = disk.glob("cadangan-*")
    help_for(busy, NAMES[1], "2026-07")
    up(busy, hub, stick)
    down(busy, answer(hub, stick, disk))
    assert waiting_to_send(busy).total == 0
    # The hub's disk dies, and the copy that is found is the one before the last.
    hub.close()
    older = restore(backup)
    assert up(busy, older, stick).tally.applied == 0
    receipt = down(busy, answer(older, stick, disk))
    assert receipt.differing == ()
    assert waiting_to_send(busy).total == 1
    assert up(busy, older, stick).tally.applied == 1
    down(busy, answer(older, stick, disk))
    assert waiting_to_send(busy).total == 0
    assert is_whole(busy)
    assert is_whole(older)


def test_looking_into_the_hubs_package_keeps_nothing(
    busy: Office, hub: Office, stick: Path, disk: Path
) -> None:
    up(busy, hub, stick)
    (path,) = answer(hub, stick, disk)
    view = inspect_package(busy, path)
    assert (view.steps["new"], view.kind.value) == (3, "turun")
    assert waiting_to_send(busy).total == 3
