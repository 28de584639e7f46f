"""Quotas in the settings: allotted by keys, refused beside the field, kept while something is typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.office import Office
from desktop_app.actions.quotas import allot_quota, quotas_of
from desktop_app.domain.quota import QuotaDraft
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.settings import SettingsPage
from desktop_app.ui.pages.settings_quotas import QuotasSection
from tests.ui.keys import press, type_in
from tests.ui.pages.conftest import settle

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")

OpenWhole = Callable[[Office], MainWindow]


def open_quotas(qtbot: QtBot, window: MainWindow) -> QuotasSection:
    window.go_to(Place("settings", "", "quotas"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, SettingsPage)
    section = page.sections["quotas"]
    assert isinstance(section, QuotasSection)
    return section


def save(qtbot: QtBot, window: MainWindow, section: QuotasSection) -> None:
    section.save_button.setFocus()
    press(section.save_button, Qt.Key.Key_Space)
    settle(qtbot, window)


def test_a_quota_is_allotted_by_keys(qtbot: QtBot, open_whole: OpenWhole, office: Office) -> None:
    window = open_whole(office)
    section = open_quotas(qtbot, window)
    save(qtbot, window, section)
    assert section.programme_field.error
    type_in(section.programme.line, "BLT-DD")
    press(section.programme.line, Qt.Key.Key_Return)
    type_in(section.period, "besok")
    type_in(section.recipients, "dua")
    save(qtbot, window, section)
    assert section.recipients_field.error
    section.recipients.selectAll()
    type_in(section.recipients, "40")
    save(qtbot, window, section)
    assert section.period_field.error
    assert section.has_unsaved()
    section.period.selectAll()
    type_in(section.period, "2026")
    save(qtbot, window, section)
    (use,) = quotas_of(office)
    assert (use.quota.programme, use.quota.period, use.quota.recipients) == ("BLT-DD", "2026", 40)
    assert not section.has_unsaved()
    assert len(section.table.rows.rows) == 1


def test_a_quota_that_is_chosen_fills_the_form_and_is_lifted_there(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    allot_quota(office, QuotaDraft("PKH", "2026", office.profile.region, recipients=7))
    window = open_whole(office)
    section = open_quotas(qtbot, window)
    section.table.setCurrentIndex(section.table.rows.index(0, 0))
    assert (section.programme.value, section.recipients.text()) == ("PKH", "7")
    section.recipients.selectAll()
    press(section.recipients, Qt.Key.Key_Delete)
    assert section.has_unsaved()
    assert not section.table.isEnabled()
    save(qtbot, window, section)
    assert quotas_of(office) == []
