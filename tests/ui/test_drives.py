"""Sticks are looked for while somebody waits for one."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop_app.ui.drives import DriveWatch, drives_now


def test_what_is_found_is_there_and_writable(qtbot: QtBot) -> None:
    watch = DriveWatch()
    watch.start()
    watch.stop()
    assert watch.drives == drives_now()
    for drive in watch.drives:
        assert drive.path.is_dir()
        assert 0 <= drive.free <= drive.size


def test_the_disk_the_system_runs_from_is_no_stick() -> None:
    assert not any(drive.path.parent == drive.path for drive in drives_now())
