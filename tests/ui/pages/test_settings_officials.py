"""What was typed about somebody who signs is not lost by looking elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.office import Office
from desktop_app.actions.settings import set_official
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.settings import SettingsPage
from desktop_app.ui.pages.settings_officials import OfficialsSection
from tests.builders import a_signatory
from tests.ui.keys import click, press, type_in
from tests.ui.pages.conftest import dialog, settle

OpenWhole = Callable[[Office], MainWindow]


@pytest.fixture
def signing(office: Office) -> Office:
    """An office with two people who sign."""
    set_official(office, a_signatory(), valid_from=date(2025, 1, 1))
    other = replace(a_signatory(), name="Retno Contoh, S.Sos.", position="Sekretaris Kecamatan")
    set_official(office, other, valid_from=date(2025, 1, 1), valid_until=date(2026, 12, 31))
    return office


def open_section(qtbot: QtBot, window: MainWindow) -> OfficialsSection:
    window.go_to(Place("settings", "", "officials"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, SettingsPage)
    section = page.sections["officials"]
    assert isinstance(section, OfficialsSection)
    return section


def choose(section: OfficialsSection, row: int) -> None:
    section.table.setCurrentIndex(section.table.rows.index(row, 0))


def test_the_signature_is_shown_as_it_is_typed(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    section = open_section(qtbot, open_whole(office))
    type_in(section.name, "Retno Contoh")
    type_in(section.position, "Camat Kedungwuni")
    type_in(section.number, "199001012015032001")
    assert section.signature.text().splitlines() == [
        "Camat Kedungwuni,",
        "\u2026",
        "Retno Contoh",
        "NIP 199001012015032001",
    ]


def test_coming_back_and_reading_again_keep_what_was_typed(
    qtbot: QtBot, open_whole: OpenWhole, signing: Office
) -> None:
    window = open_whole(signing)
    section = open_section(qtbot, window)
    choose(section, 0)
    assert not window.page.has_unsaved()
    type_in(section.rank, "Pembina")
    assert window.page.has_unsaved()
    window.go_to(Place("search"))
    open_section(qtbot, window)
    press(window, Qt.Key.Key_F5)
    settle(qtbot, window)
    assert section.rank.text() == "Pembina"


def test_choosing_another_one_asks_before_it_drops_what_was_typed(
    qtbot: QtBot, open_whole: OpenWhole, signing: Office
) -> None:
    window = open_whole(signing)
    section = open_section(qtbot, window)
    choose(section, 0)
    first = section.name.text()
    type_in(section.rank, "Pembina")
    choose(section, 1)
    asked = dialog(qtbot, window, ConfirmDialog)
    assert isinstance(asked, ConfirmDialog)
    click(asked.keep)
    assert (section.name.text(), section.rank.text()) == (first, "Pembina")
    assert section.table.current is not None
    assert section.table.current.signatory.name == first
    choose(section, 1)
    asked = dialog(qtbot, window, ConfirmDialog)
    assert isinstance(asked, ConfirmDialog)
    click(asked.go_on)
    assert section.name.text() != first
    assert section.rank.text() == ""
