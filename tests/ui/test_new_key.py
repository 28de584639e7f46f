"""The key of an office changed in the window, from the settings through the codes and back in."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app import bootstrap
from desktop_app.actions.accounts import add_account
from desktop_app.actions.office import Office
from desktop_app.domain.roles import Role
from desktop_app.ui.door import KnownOffice
from desktop_app.ui.page import Place
from desktop_app.ui.pages.settings import SettingsPage
from desktop_app.ui.pages.settings_users import UsersSection
from desktop_app.ui.program import Program
from tests.conftest import ADMIN, PASSPHRASE
from tests.ui.conftest import enter, settle
from tests.ui.keys import press, type_in


@pytest.fixture
def folder(office: Office) -> Path:
    """A closed office with a second user."""
    add_account(office, "budi", "Budi Santoso", Role.OPERATOR)
    office.close()
    return office.paths.folder


def test_the_key_is_changed_and_everybody_gets_what_they_need(
    qtbot: QtBot, program: Program, folder: Path
) -> None:
    entry = program.entry
    enter(qtbot, program, folder)
    assert program.window is not None
    assert program.office is not None
    old = program.office.store.key
    program.window.go_to(Place("settings", "", "users"))
    settle(qtbot, program)
    page = program.window.page
    assert isinstance(page, SettingsPage)
    section = page.sections["users"]
    assert isinstance(section, UsersSection)
    section.key_button.click()
    assert entry.isVisible()
    asked = entry.key_change.page
    assert asked.isVisible()
    press(asked.passphrase, Qt.Key.Key_Return)
    assert asked.field.error == "Type your passphrase."
    type_in(asked.passphrase, "bukan yang benar")
    press(asked.passphrase, Qt.Key.Key_Return)
    settle(qtbot, program)
    assert "not right" in asked.field.error
    type_in(asked.passphrase, PASSPHRASE)
    press(asked.passphrase, Qt.Key.Key_Return)
    assert not asked.go_on.isEnabled()
    settle(qtbot, program)
    name, code = asked.codes.text().split(": ")
    assert name == "Budi Santoso"
    assert len(code.split()) == 5
    press(asked.go_on, Qt.Key.Key_Space)
    assert asked.codes.text() == ""
    assert entry.recovery.isVisible()
    assert entry.recovery.code.text().count("-") == 6
    entry.recovery.sure.setChecked(True)
    press(entry.recovery.go_on, Qt.Key.Key_Space)
    settle(qtbot, program)
    assert program.office is not None
    assert program.office.store.key != old
    program.lock()
    with closing(bootstrap.open_office(folder, "budi", code)) as other:
        assert other.must_choose_passphrase


def test_going_back_leaves_the_key_as_it_was(qtbot: QtBot, program: Program, folder: Path) -> None:
    entry = program.entry
    entry.remember(KnownOffice(str(folder), "Contoh", ADMIN))
    entry.change_key()
    entry.show()
    entry.key_change.page.back_button.click()
    assert entry.unlock.isVisible()
