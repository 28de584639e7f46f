"""A certificate is renewed by what the hub sends; one that has ended locks what leaves, and nothing else."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.actions.delivery_paper import print_delivery_list
from desktop_app.actions.enrolment import enrolment_state
from desktop_app.actions.hub_enrolment import revoke_device
from desktop_app.actions.hub_papers import CERTIFICATE_LIFE, RENEWED_BEFORE
from desktop_app.actions.hub_release import cut_release
from desktop_app.actions.intervention_export import export_interventions
from desktop_app.actions.office import Office
from desktop_app.actions.packages import write_package
from desktop_app.actions.receiving import apply_package
from desktop_app.actions.reports import make_report
from desktop_app.domain.delivery import DeliveryScope
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.report import ReportFormat
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import audit
from tests.builders import a_family, a_hub_release
from tests.conftest import NOW
from tests.hubs import NAMES, answer, down, help_for, up

ERRAND = Errand("contoh", "camat")
LATER = NOW + RENEWED_BEFORE


def at(moment: datetime, *offices: Office) -> None:
    """Let it be this moment there."""
    for office in offices:
        office.clock = lambda: moment


def ends_at(office: Office) -> datetime:
    found = enrolment_state(office).valid_until
    assert found is not None
    return found


def renewals(hub: Office) -> int:
    with hub.read() as conn:
        return [line.deed for line in audit.lines_of(conn)].count("certificate-renewed")


def test_an_answer_brings_a_new_certificate_when_the_old_one_ends_before_long(
    busy: Office, hub: Office, stick: Path, disk: Path
) -> None:
    first = ends_at(busy)
    up(busy, hub, stick)
    down(busy, answer(hub, stick, disk))
    assert ends_at(busy) == first
    assert renewals(hub) == 0
    at(first - RENEWED_BEFORE + timedelta(days=1), busy, hub)
    up(busy, hub, stick)
    down(busy, answer(hub, stick, disk))
    assert ends_at(busy) == busy.now() + CERTIFICATE_LIFE
    assert renewals(hub) == 1
    assert up(busy, hub, stick).alarms == ()
    down(busy, answer(hub, stick, disk))
    assert renewals(hub) == 1


def test_a_release_brings_a_new_certificate_as_well(
    busy: Office, hub: Office, stick: Path, tmp_path: Path
) -> None:
    at(ends_at(busy) - timedelta(days=1), busy, hub)
    a_hub_release(hub, tmp_path, [a_family("SLAMET")], label="Q9")
    (one,) = cut_release(hub, "Q9", stick, Progress()).value.packages
    apply_package(busy, one.package.path, Progress())
    assert ends_at(busy) == busy.now() + CERTIFICATE_LIFE


def test_an_older_answer_never_brings_an_older_certificate_back(
    busy: Office, hub: Office, stick: Path, disk: Path
) -> None:
    up(busy, hub, stick)
    older = answer(hub, stick, disk)
    at(ends_at(busy) - timedelta(days=1), busy, hub)
    down(busy, answer(hub, stick, disk))
    renewed = ends_at(busy)
    down(busy, older)
    assert ends_at(busy) == renewed


def test_a_revoked_device_is_not_renewed(
    busy: Office, hub: Office, stick: Path, disk: Path
) -> None:
    revoke_device(hub, busy.profile.device_id, "laptop hilang")
    at(LATER, hub)
    with pytest.raises(UserError) as caught:
        answer(hub, stick, disk)
    assert caught.value.code is Code.HUB_WITHOUT_OFFICES
    assert renewals(hub) == 0


def test_after_the_end_lists_stay_and_recording_goes_on(
    busy: Office, hub: Office, stick: Path, disk: Path, tmp_path: Path
) -> None:
    at(ends_at(busy) + timedelta(days=1), busy, hub)
    target = tmp_path / "daftar.xlsx"
    refused = []
    for leave in (
        lambda: export_interventions(busy, target, errand=ERRAND, statuses={}),
        lambda: print_delivery_list(
            busy, DeliveryScope("BLT-DD", "2026-08"), "contoh", on=date(2026, 8, 20)
        ),
    ):
        with pytest.raises(UserError) as caught:
            leave()
        refused.append(caught.value.code)
    assert refused == [Code.CERTIFICATE_ENDED, Code.CERTIFICATE_ENDED]
    assert not target.exists()
    # What counts nobody, what is recorded and what goes to the hub is not asked.
    assert make_report(busy, "R1", ReportFormat.CSV, tmp_path / "r1.csv", errand=ERRAND)
    help_for(busy, NAMES[0], "2026-07")
    assert write_package(busy, stick, Progress()).value.ops == 4
    assert up(busy, hub, stick).alarms == ("certificate-expired",)
    down(busy, answer(hub, stick, disk))
    export_interventions(busy, target, errand=ERRAND, statuses={})
    assert target.is_file()


def test_a_clock_that_was_set_back_opens_nothing(
    busy: Office, hub: Office, stick: Path, disk: Path, tmp_path: Path
) -> None:
    ends = ends_at(busy)
    up(busy, hub, stick)
    at(ends - RENEWED_BEFORE - timedelta(days=1), hub)
    packages = answer(hub, stick, disk)
    assert renewals(hub) == 0
    down(busy, packages)
    at(NOW, busy)
    with busy.write() as tx:
        tx.conn.execute(
            "UPDATE setting SET value = replace(value, ?, ?)",
            (ends.isoformat(), (NOW + timedelta(days=1)).isoformat()),
        )
    with pytest.raises(UserError) as caught:
        export_interventions(busy, tmp_path / "daftar.xlsx", errand=ERRAND, statuses={})
    assert caught.value.code is Code.CERTIFICATE_ENDED
