"""Ground checks on the screen: a list is printed, results are typed with the keyboard, a proposal follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.ground_checks import ground_checks_of
from desktop_app.actions.office import Office
from desktop_app.actions.prelists import prelists_of, print_prelist
from desktop_app.actions.proposals import proposals_of
from desktop_app.domain.ground_check import Finding
from desktop_app.domain.prelist import PrelistWish
from desktop_app.domain.proposal import ProposalKind
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.family import FamilyPage
from desktop_app.ui.pages.ground_check import GroundCheckPage
from desktop_app.ui.pages.search import SearchPage
from tests.actions.test_after_release import propose
from tests.actions.test_ground_checks import KARTO, PAIJO, SLAMET, village_of
from tests.builders import a_release
from tests.ui.keys import CTRL, button, click, press, type_in
from tests.ui.pages.conftest import dialog, open_family, settle

OpenWhole = Callable[[Office], MainWindow]


@pytest.fixture
def visited(office: Office, tmp_path: Path) -> Office:
    """An office with three families and a printed list of them."""
    a_release(office, tmp_path, [SLAMET, KARTO, PAIJO])
    print_prelist(office, PrelistWish("verifikasi", "dtsen", village=village_of(office)))
    return office


def open_page(qtbot: QtBot, window: MainWindow) -> GroundCheckPage:
    window.go_to(Place("ground-check"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, GroundCheckPage)
    return page


def open_entry(qtbot: QtBot, window: MainWindow) -> GroundCheckPage:
    page = open_page(qtbot, window)
    press(page.lists, Qt.Key.Key_Return)
    qtbot.waitUntil(page.entry.isVisible)
    type_in(page.entry.surveyor, "Budi Petugas")
    return page


def test_a_list_is_chosen_looked_at_and_saved(
    qtbot: QtBot, open_whole: OpenWhole, visited: Office, tmp_path: Path
) -> None:
    window = open_whole(visited)
    page = open_page(qtbot, window)
    assert [page.tabs.tabText(at) for at in range(2)] == ["Printed lists", "Results"]
    click(page.print_button)
    settle(qtbot, window)
    sheet = page.sheet
    village = village_of(visited)
    assert sheet.village.choose(village)
    sheet.village.activated.emit(0)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: sheet.count.text() == "3 families")
    assert "DAFTAR VERIFIKASI LAPANGAN" in sheet.paper.text
    assert [one.text for one in sheet.place.options][1] == "Dusun Krajan, RT 001, RW 002 (1)"
    sheet.place.choose("0")
    sheet.place.activated.emit(1)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: sheet.count.text() == "1 family")
    click(sheet.save_button)
    assert sheet.purpose_field.error
    type_in(sheet.purpose, "verifikasi RT 1")
    made = sheet._wish()
    assert (made.rt, made.hamlet) == ("001", "KRAJAN")
    press(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_families_of_open_proposals_become_a_list(
    qtbot: QtBot, open_whole: OpenWhole, visited: Office
) -> None:
    propose(visited, ProposalKind.OBJECTION, KARTO, reason="sudah mampu", proof="foto")
    window = open_whole(visited)
    window.go_to(Place("proposals"))
    settle(qtbot, window)
    click(button(window.page, "Ground checks"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, GroundCheckPage)
    click(page.print_button)
    settle(qtbot, window)
    page.sheet.village.choose("proposed")
    page.sheet.village.activated.emit(0)
    qtbot.waitUntil(lambda: page.sheet.count.text() == "1 family")
    assert "KARTO" in page.sheet.paper.text
    assert not page.sheet.place.isEnabled()


def test_results_are_typed_one_key_and_enter_at_a_time(
    qtbot: QtBot, open_whole: OpenWhole, visited: Office
) -> None:
    window = open_whole(visited)
    page = open_entry(qtbot, window)
    entry = page.entry
    assert (entry.number.text(), entry.whom.text()) == ("1", "KARTO")
    for key in "14":
        entry.code.setFocus()
        type_in(entry.code, key)
        press(entry.code, Qt.Key.Key_Return)
        settle(qtbot, window)
    assert (entry.number.text(), entry.whom.text()) == ("3", "PAIJO")
    assert [row[2] for row in entry.table.texts()] == ["Found", "Not found", ""]
    found = {line.check.subject.name: line.check for line in ground_checks_of(visited)}
    assert found["KARTO"].content.finding is Finding.FOUND
    assert found["SLAMET"].content.surveyor == "Budi Petugas"
    assert prelists_of(visited)[0].recorded == 2

    click(entry.offer)
    settle(qtbot, window)
    (line,) = proposals_of(visited)
    assert line.proposal.kind is ProposalKind.EXCLUSION


def test_the_last_result_is_undone_from_the_foot_of_the_window(
    qtbot: QtBot, open_whole: OpenWhole, visited: Office
) -> None:
    window = open_whole(visited)
    entry = open_entry(qtbot, window).entry
    type_in(entry.code, "2")
    press(entry.code, Qt.Key.Key_Return)
    qtbot.waitUntil(window.toast.isVisible)
    click(window.toast.button)
    qtbot.waitUntil(lambda: prelists_of(visited)[0].recorded == 0)
    settle(qtbot, window)
    assert (entry.number.text(), entry.whom.text()) == ("1", "KARTO")


def test_a_code_a_number_and_a_surveyor_that_cannot_be_are_told_beside_their_field(
    qtbot: QtBot, open_whole: OpenWhole, visited: Office
) -> None:
    window = open_whole(visited)
    page = open_page(qtbot, window)
    click(page.enter_button)
    qtbot.waitUntil(page.entry.isVisible)
    entry = page.entry
    type_in(entry.code, "9")
    press(entry.code, Qt.Key.Key_Return)
    assert entry.code_field.error == "One of 1, 2, 3, 4"
    entry.code.clear()
    type_in(entry.code, "1")
    press(entry.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(entry.surveyor_field.error))
    type_in(entry.surveyor, "Budi")
    entry.number.clear()
    type_in(entry.number, "77")
    press(entry.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(entry.number_field.error))
    assert ground_checks_of(visited) == []


def test_a_result_is_listed_opened_and_taken_back(
    qtbot: QtBot, open_whole: OpenWhole, visited: Office
) -> None:
    window = open_whole(visited)
    page = open_entry(qtbot, window)
    type_in(page.entry.code, "3")
    press(page.entry.code, Qt.Key.Key_Return)
    settle(qtbot, window)
    press(page.entry, Qt.Key.Key_Escape)
    page.tabs.setCurrentIndex(1)
    assert page.subtitle == "1 result · dead 1"
    assert page.results.table.texts()[0][1:3] == ["KARTO", "Dead"]
    assert page.results.offer_button.text() == "Propose the de&ath…"
    page.results.table.setFocus()
    press(page.results.table, Qt.Key.Key_Delete)
    asked = dialog(qtbot, window, ReasonDialog)
    assert isinstance(asked, ReasonDialog)
    type_in(asked.line, "salah kode")
    click(asked.go_on)
    qtbot.waitUntil(lambda: ground_checks_of(visited)[0].check.is_void)
    settle(qtbot, window)
    assert not page.results.void_button.isEnabled()
    press(page.results.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    family = window.page
    assert isinstance(family, FamilyPage)
    assert (family.title, family.tabs.is_at("notes")) == ("KARTO", True)


def test_a_list_is_forgotten_after_a_question(
    qtbot: QtBot, open_whole: OpenWhole, visited: Office
) -> None:
    window = open_whole(visited)
    page = open_page(qtbot, window)
    page.lists.setFocus()
    press(page.lists, Qt.Key.Key_Delete)
    asked = dialog(qtbot, window, ConfirmDialog)
    assert isinstance(asked, ConfirmDialog)
    click(asked.go_on)
    qtbot.waitUntil(lambda: prelists_of(visited) == [])
    qtbot.waitUntil(page.no_lists.isVisible)


def test_a_file_of_results_fills_the_chosen_list(
    qtbot: QtBot, open_whole: OpenWhole, visited: Office, tmp_path: Path
) -> None:
    path = tmp_path / "hasil.csv"
    path.write_text("no,kode,petugas\n1,1,Sri\n2,2,Sri\n8,1,Sri\n", encoding="utf-8")
    window = open_whole(visited)
    page = open_page(qtbot, window)
    page.take([path])
    qtbot.waitUntil(lambda: prelists_of(visited)[0].recorded == 2)
    settle(qtbot, window)
    assert page.banner.isVisible()
    assert [row[2] for row in page.lists.texts()] == ["2 of 3"]


def test_the_family_shows_its_results_and_takes_one_without_a_list(
    qtbot: QtBot, open_whole: OpenWhole, visited: Office
) -> None:
    window = open_whole(visited)
    page = open_family(qtbot, window, SLAMET.card)
    page.tabs.show_part("notes")
    click(button(page, "Record a ground check"))
    qtbot.waitUntil(page.check_sheet.isVisible)
    sheet = page.check_sheet
    type_in(sheet.surveyor, "Sri")
    type_in(sheet.code, "1")
    press(sheet.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not sheet.isVisible())
    settle(qtbot, window)
    assert page.tabs.notes.checks.texts == [("Found", "24 Nov 2026")]


def test_people_who_were_found_become_a_list(
    qtbot: QtBot, open_whole: OpenWhole, visited: Office
) -> None:
    window = open_whole(visited)
    window.go_to(Place("search"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, SearchPage)
    type_in(window.search_box, "langkap")
    settle(qtbot, window)
    assert not page.many.visit_button.isVisible()
    press(window.search_box, Qt.Key.Key_Down)
    qtbot.waitUntil(page.table.hasFocus)
    press(page.table, Qt.Key.Key_A, CTRL)
    click(page.many.visit_button)
    qtbot.waitUntil(lambda: page.many.prelist.count.text() == "3 families")
    assert not page.many.prelist.village.isVisible()
