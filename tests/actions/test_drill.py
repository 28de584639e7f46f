"""The yearly drill: an office backs up, works on, loses its computer, and gets back all it handed over."""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop_app.actions.backups import make_backup
from desktop_app.actions.interventions import interventions_of
from desktop_app.actions.office import Office
from desktop_app.progress import Progress
from tests.actions.conftest import Restore
from tests.hubs import NAMES, answer, down, enrol, help_for, is_whole, up


def records_of(office: Office) -> set[str]:
    return {line.intervention.id for line in interventions_of(office)}


def test_nothing_that_was_handed_over_is_lost_with_the_computer(
    busy: Office,
    hub: Office,
    stick: Path,
    disk: Path,
    tmp_path: Path,
    restore: Restore,
) -> None:
    up(busy, hub, stick)
    down(busy, answer(hub, stick, disk))
    second_disk = tmp_path / "second-disk"
    second_disk.mkdir()
    backup = make_backup(busy, second_disk, Progress()).value.path
    after_backup = help_for(busy, NAMES[0], "2026-07")
    up(busy, hub, stick)  # handed over, though the receipt never came home
    never_handed_over = help_for(busy, NAMES[1], "2026-07")
    everything = records_of(busy)
    busy.close()
    shutil.rmtree(busy.paths.folder)

    office = restore(backup)
    assert records_of(office) == everything - {after_backup, never_handed_over}
    enrol(hub, office, stick)
    up(office, hub, stick)
    down(office, answer(hub, stick, disk))
    assert records_of(office) == everything - {never_handed_over}
    # What was only on the lost computer is typed again, and counted as any other record.
    help_for(office, NAMES[1], "2026-07")
    up(office, hub, stick)
    down(office, answer(hub, stick, disk))
    assert len(records_of(office)) == len(everything)
    assert is_whole(office)
    assert is_whole(hub)
    with office.read() as conn:
        waiting = conn.execute("SELECT count(*) FROM op WHERE is_confirmed = 0").fetchone()[0]
    assert waiting == 0
