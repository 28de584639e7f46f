"""The catalogue in the settings: read in words, revised by keys, refused beside the field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.office import Office
from desktop_app.actions.programmes import versions_of_programme
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.settings import SettingsPage
from desktop_app.ui.pages.settings_programmes import ProgrammesSection
from tests.ui.keys import press, type_in
from tests.ui.pages.conftest import settle

OpenWhole = Callable[[Office], MainWindow]


def open_section(qtbot: QtBot, window: MainWindow) -> ProgrammesSection:
    window.go_to(Place("settings", "", "programmes"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, SettingsPage)
    section = page.sections["programmes"]
    assert isinstance(section, ProgrammesSection)
    return section


def choose(section: ProgrammesSection, row: int) -> None:
    section.table.setCurrentIndex(section.table.rows.index(row, 0))


def test_a_programme_is_told_in_words_with_what_is_not_certain(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    section = open_section(qtbot, open_whole(office))
    choose(section, 0)
    said = section.lines.text()
    assert "Elderly (60 years and over): Rp2,400,000 a year" in said.replace("\u00a0", " ")
    assert "Not certain: Jumlah = komponen keluarga" in said


def test_a_new_version_is_written_by_keys(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    window = open_whole(office)
    section = open_section(qtbot, window)
    choose(section, 1)
    type_in(section.valid_from.line, "1-1-2027")
    section.amount.selectAll()
    type_in(section.amount, "750.000")
    assert section.has_unsaved()
    section.save_button.setFocus()
    press(section.save_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    newest = versions_of_programme(office, "SEMBAKO")[-1]
    assert (newest.valid_from, newest.amount) == (date(2027, 1, 1), 750_000)
    assert not section.has_unsaved()
    assert "Rp750,000 a quarter" in section.lines.text().replace("\u00a0", " ")
    assert section.valid_from.is_empty


def test_what_is_wrong_is_said_beside_the_field_while_it_is_typed(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    window = open_whole(office)
    section = open_section(qtbot, window)
    choose(section, 1)
    section.amount.selectAll()
    type_in(section.amount, "1,5")
    assert section.amount_field.error
    press(section.low, Qt.Key.Key_Down)
    for _ in range(9):
        press(section.low, Qt.Key.Key_Down)
    assert section.high_field.error
    assert not section.table.isEnabled()
    section.leave.setFocus()
    press(section.leave, Qt.Key.Key_Space)
    assert not section.amount_field.error
    assert section.amount.text() == "600000"
    assert section.table.isEnabled()


def test_a_day_that_another_version_holds_is_refused_beside_the_day(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    window = open_whole(office)
    section = open_section(qtbot, window)
    choose(section, 1)
    type_in(section.valid_from.line, "1-1-2026")
    section.save_button.setFocus()
    press(section.save_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert section.valid_from.error
    assert section.has_unsaved()
    assert len(versions_of_programme(office, "SEMBAKO")) == 2
