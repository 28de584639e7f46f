"""Backups in the settings: where they go, one made by a key, and a disk that is gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.backups import backup_settings, backups_in
from desktop_app.actions.office import Office
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.settings import SettingsPage
from desktop_app.ui.pages.settings_backups import BackupsSection
from tests.ui.keys import press
from tests.ui.pages.conftest import settle

OpenWhole = Callable[[Office], MainWindow]


def open_backups(qtbot: QtBot, window: MainWindow) -> BackupsSection:
    window.go_to(Place("settings", "", "backups"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, SettingsPage)
    section = page.sections["backups"]
    assert isinstance(section, BackupsSection)
    return section


def test_a_folder_is_chosen_and_a_backup_made_there(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    window = open_whole(office)
    section = open_backups(qtbot, window)
    assert section.last.text() == "Last backup: none"
    section._take_folder([disk])
    settle(qtbot, window)
    assert section.folder.text() == str(disk)
    section.kept.setFocus()
    press(section.kept, Qt.Key.Key_Up)
    settle(qtbot, window)
    assert backup_settings(office).kept == 5
    section.make_button.setFocus()
    press(section.make_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    (line,) = backups_in(disk)
    assert section.table.texts()[0][-1] == line.path.name
    assert "none" not in section.last.text()


def test_a_disk_that_is_gone_is_said(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    window = open_whole(office)
    section = open_backups(qtbot, window)
    section._take_folder([disk])
    settle(qtbot, window)
    disk.rmdir()
    section.refresh()
    settle(qtbot, window)
    assert "plugged in" in section.folder_field.error
    section.make_button.setFocus()
    press(section.make_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert section.make_button.isEnabled()
    assert "backup-folder-missing" in window.page.banner.text
