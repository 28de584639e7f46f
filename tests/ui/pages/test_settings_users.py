"""People in the settings: let in with a code, given a role, kept out; and one's own passphrase."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app import bootstrap, crypto
from desktop_app.actions.accounts import accounts_of, add_account
from desktop_app.actions.office import Office
from desktop_app.crypto import Stretching
from desktop_app.domain.roles import Role
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.settings import SettingsPage
from desktop_app.ui.pages.settings_users import UsersSection
from tests.conftest import ADMIN, PASSPHRASE
from tests.ui.keys import press, type_in
from tests.ui.pages.conftest import dialog, settle

OpenWhole = Callable[[Office], MainWindow]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, quick_stretching: Stretching) -> None:
    """Stretching costs what it must when somebody measures it, not in every test."""
    monkeypatch.setattr(crypto, "calibrated_stretching", lambda: quick_stretching)


def open_users(qtbot: QtBot, window: MainWindow) -> UsersSection:
    window.go_to(Place("settings", "", "users"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, SettingsPage)
    section = page.sections["users"]
    assert isinstance(section, UsersSection)
    return section


def confirm(qtbot: QtBot, window: MainWindow) -> None:
    asked = dialog(qtbot, window, ConfirmDialog)
    assert isinstance(asked, ConfirmDialog)
    asked.accept()


def test_one_more_person_is_let_in_by_keys_and_the_code_is_shown_once(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    window = open_whole(office)
    section = open_users(qtbot, window)
    press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    type_in(section.name, "x")
    press(section.add_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert section.name_field.error
    type_in(section.name, "budi")
    section.name.setText("budi")
    type_in(section.full_name, "Budi Contoh")
    press(section.add_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    code = section.code.text()
    assert len(code.split()) == 5
    assert [row[1] for row in section.table.texts()] == ["budi", ADMIN]
    press(section.done_button, Qt.Key.Key_Space)
    assert section.code.text() == ""
    assert not section.code_card.isVisible()
    assert not section.has_unsaved()


def test_a_role_is_given_and_the_last_admin_keeps_theirs(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    add_account(office, "budi", "Budi", Role.OPERATOR)
    window = open_whole(office)
    section = open_users(qtbot, window)
    section.table.setCurrentIndex(section.table.rows.index(0, 0))
    section.role.setFocus()
    press(section.role, Qt.Key.Key_Down)
    settle(qtbot, window)
    assert accounts_of(office)[0].role is Role.VERIFIER
    section.table.setCurrentIndex(section.table.rows.index(1, 0))
    section.role.setFocus()
    press(section.role, Qt.Key.Key_Up)
    settle(qtbot, window)
    assert section.role_field.error
    assert section.role.value == Role.DEVICE_ADMIN.value


def test_somebody_is_kept_out_and_let_in_again(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    add_account(office, "budi", "Budi", Role.OPERATOR)
    window = open_whole(office)
    section = open_users(qtbot, window)
    section.table.setCurrentIndex(section.table.rows.index(0, 0))
    press(section.disable_button, Qt.Key.Key_Space)
    confirm(qtbot, window)
    settle(qtbot, window)
    assert not accounts_of(office)[0].is_active
    section.table.setCurrentIndex(section.table.rows.index(0, 0))
    press(section.reset_button, Qt.Key.Key_Space)
    confirm(qtbot, window)
    settle(qtbot, window)
    assert accounts_of(office)[0].is_active
    assert section.code.text()


def test_one_changes_ones_own_passphrase(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    window = open_whole(office)
    window.menu.passphrase_wanted.emit()
    settle(qtbot, window)
    section = open_users(qtbot, window)
    type_in(section.old, "bukan yang ini")
    press(section.own.suggest_button, Qt.Key.Key_Space)
    suggested = section.own.first.text()
    press(section.own_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert section.old_field.error
    section.old.selectAll()
    type_in(section.old, PASSPHRASE)
    press(section.own_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert not section.has_unsaved()
    office.close()
    bootstrap.open_office(office.paths.folder, ADMIN, suggested).close()


def test_an_operator_sees_who_works_here_and_their_own_passphrase_only(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    office.account = next(iter([add_account(office, "budi", "", Role.OPERATOR).value.account]))
    window = open_whole(office)
    section = open_users(qtbot, window)
    section.table.setCurrentIndex(section.table.rows.index(0, 0))
    assert not section.new_card.isVisible()
    assert not section.chosen_card.isVisible()
    assert not section.recovery_card.isVisible()
    assert section.old.isVisible()
