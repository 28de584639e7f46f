"""Ten thousand deeds of an office taken in, and twenty offices answered."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from desktop_app.actions.hub_downloads import copy_hub, write_downloads
from desktop_app.actions.office import Office
from desktop_app.actions.packages import write_package
from desktop_app.actions.receiving import apply_package
from desktop_app.domain.op import OpDraft, OpType
from desktop_app.domain.roles import OfficeKind
from desktop_app.progress import Progress
from desktop_app.store import ops
from tests.conftest import MakeOffice
from tests.domain.test_fold import RECORDED
from tests.hubs import a_hub, enrol

pytestmark = pytest.mark.slow

OPS, OFFICES = 10_000, 20


class Watch:
    """Says how long each part took."""

    def __init__(self) -> None:
        self._since = time.monotonic()

    def lap(self, what: str, within: float) -> None:
        now = time.monotonic()
        took, self._since = now - self._since, now
        sys.stdout.write(f"{what}: {took:.1f} s\n")
        assert took < within, what


def test_ten_thousand_ops_there_and_back_and_twenty_offices(
    make_office: MakeOffice, office: Office, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    hub = a_hub(make_office)
    enrol(hub, office, stick)
    villages = [one.code for one in office.reference.regions.villages_within("33.26.13")]
    for number, village in enumerate(villages[: OFFICES - 1]):
        desa = make_office(OfficeKind.DESA, village, f"Desa {number}", f"desa-{number}")
        enrol(hub, desa, stick)
        desa.close()
    with office.write() as tx:
        for number in range(OPS):
            village = villages[number % len(villages)]
            subject = {**RECORDED["subject"], "village": village}  # type: ignore[dict-item]
            data = {**RECORDED, "subject": subject}
            draft = OpDraft(OpType.INTERVENTION_RECORDED, f"i{number:05}", village, data, "Q1")
            ops.record(tx, draft)
    watch = Watch()
    path = write_package(office, stick, Progress()).value.path
    watch.lap(f"upload of {OPS} ops written, {path.stat().st_size // 1024} KB", 20)
    assert apply_package(hub, path, Progress()).value.tally.applied == OPS
    watch.lap("applied at the hub", 60)
    assert apply_package(hub, path, Progress()).value.tally.already_known == OPS
    watch.lap("applied once more", 60)
    copy_hub(hub, tmp_path, Progress())
    watch.lap("second copy", 30)
    written = write_downloads(hub, stick, Progress()).value
    size = sum(one.package.bytes for one in written) // 1024
    watch.lap(f"{len(written)} downloads written, {size} KB", 60)
    (mine,) = [one for one in written if one.device_id == office.profile.device_id]
    assert apply_package(office, mine.package.path, Progress()).value.tally.confirmed == OPS
    watch.lap("applied at the office", 60)
