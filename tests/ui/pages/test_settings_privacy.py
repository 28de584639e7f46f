"""Privacy in the settings: papers from the help, the incident sheet, the record, and times of keeping."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.families import family_of
from desktop_app.actions.office import Office
from desktop_app.actions.retention import keepings_of
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.retention import Kept
from desktop_app.domain.roles import Role
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.settings import SettingsPage
from desktop_app.ui.pages.settings_privacy import PrivacySection
from tests.ui.keys import press, type_in
from tests.ui.pages.conftest import SLAMET, dialog, open_family, settle

OpenWhole = Callable[[Office], MainWindow]


def open_privacy(qtbot: QtBot, window: MainWindow) -> PrivacySection:
    window.go_to(Place("settings", "", "privacy"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, SettingsPage)
    section = page.sections["privacy"]
    assert isinstance(section, PrivacySection)
    return section


def test_f1_leads_to_the_papers_which_are_read_and_printed_without_a_question(
    qtbot: QtBot, stocked: Office, open_whole: OpenWhole
) -> None:
    window = open_whole(stocked)
    press(window, Qt.Key.Key_F1)
    button = next(
        one for one in window.sheet.findChildren(QPushButton) if one.text().startswith("If data")
    )
    button.setFocus()
    press(button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert not window.sheet.isVisible()
    page = window.page
    assert isinstance(page, SettingsPage)
    section = page.sections["privacy"]
    assert isinstance(section, PrivacySection)
    qtbot.waitUntil(lambda: "3 × 24 JAM" in section.sheet.paper.text)
    assert "Kecamatan Contoh" in section.sheet.paper.text
    assert not section.sheet.purpose_field.isVisible()
    assert not section.sheet.whole.isVisible()
    press(section.sheet, Qt.Key.Key_Escape)
    assert not section.sheet.isVisible()


def test_the_incident_sheet_is_looked_at_and_printed_with_what_happened(
    qtbot: QtBot, stocked: Office, open_whole: OpenWhole
) -> None:
    window = open_whole(stocked)
    section = open_privacy(qtbot, window)
    section.incident_button.setFocus()
    press(section.incident_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    sheet = section.sheet
    assert "LEMBAR INSIDEN" in sheet.paper.text
    assert "pratinjau" in sheet.paper.text
    type_in(sheet.purpose, "laptop hilang")
    sheet._draw(saves=True)
    settle(qtbot, window)
    assert "laptop hilang" in sheet.paper.text
    line = audit_lines(stocked)[0]
    assert (line.deed, line.facts["reason"]) == ("incident-sheet-printed", "laptop hilang")


def test_the_record_of_processing_is_written(
    qtbot: QtBot, stocked: Office, open_whole: OpenWhole, tmp_path: Path
) -> None:
    window = open_whole(stocked)
    section = open_privacy(qtbot, window)
    target = tmp_path / "ropa.xlsx"
    section.write(Errand("pengawasan", "Inspektorat"), [target])
    settle(qtbot, window)
    book = openpyxl.load_workbook(target)
    assert book.worksheets[0]["A1"].value == "Activity"


def test_a_time_is_chosen_and_what_is_due_is_erased_with_a_reason(
    qtbot: QtBot, stocked: Office, open_whole: OpenWhole
) -> None:
    stocked.paths.backups.mkdir(exist_ok=True)
    copy = stocked.paths.backups / "before-0018-20260101-101500.db"
    copy.write_bytes(b"x" * 9000)
    window = open_whole(stocked)
    card = open_privacy(qtbot, window).keeping
    ((what, how_much),) = card.due.texts
    assert (what, how_much.split(",")[0]) == ("Copies made before an upgrade", "1")
    choice = card.choices[Kept.DRAFTS]
    choice.choose("30")
    assert card.has_unsaved()
    card.save_button.setFocus()
    press(card.save_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert not card.has_unsaved()
    assert {one.kind: one.keep for one in keepings_of(stocked)}[Kept.DRAFTS] == 30
    card.erase_button.setFocus()
    press(card.erase_button, Qt.Key.Key_Space)
    asked = dialog(qtbot, window, ReasonDialog)
    assert isinstance(asked, ReasonDialog)
    type_in(asked.line, "masa simpan habis")
    press(asked.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert not copy.exists()
    assert not card.erase_button.isEnabled()
    assert audit_lines(stocked)[0].facts["reason"] == "masa simpan habis"


def test_who_may_not_sees_the_papers_and_the_times_only(
    qtbot: QtBot, stocked: Office, open_whole: OpenWhole
) -> None:
    stocked.account = replace(stocked.account, role=Role.OPERATOR)
    window = open_whole(stocked)
    section = open_privacy(qtbot, window)
    assert all(button.isVisible() for button in section.paper_buttons.values())
    for hidden in (section.incident_card, section.record_card, section.keeping.save_button):
        assert not hidden.isVisible()
    assert not section.keeping.choices[Kept.LISTS].isEnabled()


def test_a_member_gets_a_print_of_everything_held_about_them(
    qtbot: QtBot, stocked: Office, window: MainWindow
) -> None:
    page = open_family(qtbot, window, SLAMET.card)
    page.tabs.show_part("members")
    wife = SLAMET.members[1]
    members = page.tabs.members
    facts = family_of(stocked, SLAMET.card)
    members.choose(facts.sheet.members[1].id)
    members.print_button.setFocus()
    press(members.print_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    sheet = page.paper_sheet
    assert "DATA PRIBADI" in sheet.paper.text
    assert wife.nik not in sheet.paper.text
    sheet._draw(saves=True)
    assert sheet.purpose_field.error
    type_in(sheet.purpose, "datang sendiri, KTP dilihat")
    sheet._draw(saves=True)
    settle(qtbot, window)
    assert wife.nik in sheet.paper.text
    assert audit_lines(stocked)[0].deed == "subject-sheet-printed"
