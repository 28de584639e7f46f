"""What is hidden on the page of a family, what is copied from it, and its sheet."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop_app.actions.families import family_of
from desktop_app.actions.office import Office
from desktop_app.store import audit
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.family import FamilyPage
from tests.builders import Family, Member, a_number, a_release
from tests.ui.keys import CTRL, click, press, type_in
from tests.ui.pages.conftest import dialog, settle

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard")

SHIFT = Qt.KeyboardModifier.ShiftModifier
CHILD = Member(
    a_number(sequence=802),
    "BUDI",
    "2014-05-06",
    relationship=3,
    more={"partisipasi_sekolah": "3", "mengurus_diri": "1", "pekerjaan_ktp": "PELAJAR"},
)
FAMILY = Family(
    a_number(3, sequence=800),
    (Member(a_number(sequence=800), "SLAMET RAHARJO"), CHILD),
    more={"jenis_lantai_terluas": "8", "jumlah_anggota_keluarga": "5"},
)
TWIN = Family(a_number(3, sequence=810), (Member(FAMILY.head.nik, "SLAMET KEMBAR"),))


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [FAMILY, TWIN])
    return office


@pytest.fixture
def family(qtbot: QtBot, window: MainWindow) -> FamilyPage:
    window.go_to(Place("family", FAMILY.card))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, FamilyPage)
    return page


def reveal(qtbot: QtBot, window: MainWindow, family: FamilyPage) -> None:
    family.band.card_number.wanted.emit()
    asked = cast(ReasonDialog, dialog(qtbot, window, ReasonDialog))
    type_in(asked.line, "at the counter")
    press(asked.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    window.activateWindow()  # no window manager gives it back here
    qtbot.waitUntil(window.isActiveWindow)


def test_indications_are_hints_and_hide_health_and_the_names_of_children(
    qtbot: QtBot, window: MainWindow, family: FamilyPage
) -> None:
    shown = dict(family.tabs.summary.indications.texts)
    assert shown == {
        "Unfit house (RTLH)": "",
        "School-age child who is not at school": "1 child",
        "Disability is hidden until somebody says why.": "",
    }
    reveal(qtbot, window, family)
    shown = dict(family.tabs.summary.indications.texts)
    assert shown["PKH component: severe disability, to be assessed"] == "1 person"
    assert shown["School-age child who is not at school"] == "1 person"
    family.band.card_number.hide_number()
    assert len(family.tabs.summary.indications.texts) == 3


def test_a_child_is_only_named_until_somebody_says_why(
    qtbot: QtBot, window: MainWindow, family: FamilyPage
) -> None:
    press(window, Qt.Key.Key_J, CTRL)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    press(menu, Qt.Key.Key_2)
    members = family.tabs.members
    assert family.tabs.is_at("members")
    assert members.table.hasFocus()
    assert [label for label, _ in members.facts.texts] == ["Relation to the head", "Sex", "Age"]
    assert members.table.texts()[1][3] == "••••"
    reveal(qtbot, window, family)
    assert dict(members.facts.texts)["Occupation on the KTP"] == "PELAJAR"
    assert "6 May 2014" in dict(members.facts.texts)["Birth date"]
    family.band.card_number.hide_number()
    assert "Birth date" not in dict(members.facts.texts)


def test_a_place_may_name_a_member(
    qtbot: QtBot, window: MainWindow, stocked: Office, family: FamilyPage
) -> None:
    member = family_of(stocked, FAMILY.card).sheet.members[1]
    window.go_to(Place("family", FAMILY.card, member.id))
    settle(qtbot, window)
    assert family.tabs.is_at("members")
    assert family.tabs.members.table.current == member


def test_facts_are_copied_one_after_the_other_in_the_order_of_siks_ng(
    qtbot: QtBot, window: MainWindow, family: FamilyPage
) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    family.tabs.show_part("siks-ng")
    copying = family.tabs.copying
    copying.start()
    grid = copying.grids[0]
    press(grid, Qt.Key.Key_C, CTRL)  # the number of the card is hidden: it asks why
    cast(ReasonDialog, dialog(qtbot, window, ReasonDialog)).reject()
    assert (clipboard.text(), grid.current) == ("before", 0)
    press(grid, Qt.Key.Key_Down)
    press(grid, Qt.Key.Key_C, CTRL)
    assert clipboard.text() == "SLAMET RAHARJO"
    assert copying.hint.text() == "Copied: Head of the family"
    reveal(qtbot, window, family)
    assert copying.grids[0] is grid
    assert grid.current == 2
    press(grid, Qt.Key.Key_Up)
    press(grid, Qt.Key.Key_Up)
    press(grid, Qt.Key.Key_C, CTRL)
    assert clipboard.text() == FAMILY.card
    for _ in grid.texts:
        press(grid, Qt.Key.Key_Down)
    assert copying.grids[1].hasFocus()
    press(copying.grids[1], Qt.Key.Key_C, CTRL)
    assert clipboard.text() == FAMILY.head.nik
    for _ in copying.grids[1].texts[2:]:
        press(copying.grids[1], Qt.Key.Key_Down)
    assert copying.grids[1].hasFocus()
    assert copying.pane.verticalScrollBar().value() > 0


def test_a_number_does_not_stay_on_the_clipboard(
    qtbot: QtBot, window: MainWindow, family: FamilyPage
) -> None:
    clipboard = QGuiApplication.clipboard()
    reveal(qtbot, window, family)
    clipboard.setText(CHILD.nik)
    family.band.card_number.hide_number()
    assert clipboard.text() == ""
    clipboard.setText("something else")
    reveal(qtbot, window, family)
    family.band.card_number.hide_number()
    assert clipboard.text() == "something else"


def test_problems_of_the_record_say_how_many_and_where(
    qtbot: QtBot, window: MainWindow, family: FamilyPage
) -> None:
    notes = [text for text, _ in family.tabs.history.notes.texts]
    assert any("5 on the card, 2 in the extract" in text for text in notes)
    assert "The NIK of SLAMET RAHARJO also stands in the family of SLAMET KEMBAR." in notes
    click(family.tabs.history.buttons[0])
    settle(qtbot, window)
    assert family.title == "SLAMET KEMBAR"


def test_the_sheet_is_saved_once_its_purpose_is_said(
    qtbot: QtBot, window: MainWindow, family: FamilyPage, stocked: Office, tmp_path: Path
) -> None:
    press(window, Qt.Key.Key_P, CTRL | SHIFT)
    settle(qtbot, window)
    sheet = family.paper_sheet
    assert "LEMBAR KELUARGA" in sheet.paper.text
    assert FAMILY.card not in sheet.paper.text
    click(sheet.save_button)
    assert sheet.purpose_field.error
    type_in(sheet.purpose, "office file")
    press(sheet.whole, Qt.Key.Key_Space)
    click(sheet.save_button)
    settle(qtbot, window)
    assert FAMILY.card in sheet.paper.text
    asked = cast(QFileDialog, dialog(qtbot, window, QFileDialog))
    target = tmp_path / "sheet.pdf"
    asked.fileSelected.emit(str(target))
    asked.reject()
    with stocked.read() as conn:
        line = audit.lines_of(conn)[0]
    assert (line.deed, line.facts["reason"], line.facts["whole"]) == (
        "family-sheet-printed",
        "office file",
        1,
    )
    assert not family.record_button.isEnabled()
    press(sheet.purpose, Qt.Key.Key_Escape)
    assert family.record_button.isEnabled()
