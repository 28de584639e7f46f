"""Mending a refused row, taking it out again, and making a release slim, as a person does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.actions.extracts import releases_of
from desktop_app.actions.office import Office
from desktop_app.actions.quarantine import refused_rows_of
from desktop_app.actions.search import Search, find_people
from desktop_app.actions.slimming import kept_whole
from desktop_app.domain.problem import ProblemAction
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.models.table import BELOW_ROLE
from desktop_app.ui.page import Place
from desktop_app.ui.pages.release_cells import CELL, NOTICED
from desktop_app.ui.pages.release_mending import MendingView
from desktop_app.ui.pages.releases import ReleasesPage
from desktop_app.ui.pages.settings import SettingsPage
from desktop_app.ui.pages.settings_releases import ReleasesSection
from tests.builders import a_family, a_release
from tests.refused import Spoilt, a_spoilt_release
from tests.ui.keys import CTRL, click, press, type_in
from tests.ui.pages.conftest import dialog, settle

OpenWhole = Callable[[Office], MainWindow]


@pytest.fixture
def spoilt(office: Office, tmp_path: Path) -> Spoilt:
    return a_spoilt_release(office, tmp_path)


@pytest.fixture
def window(open_whole: OpenWhole, office: Office, spoilt: Spoilt) -> MainWindow:
    return open_whole(office)


def refused_list(qtbot: QtBot, window: MainWindow, office: Office) -> ReleasesPage:
    """The list of problems, narrowed to what was refused."""
    (line,) = [one for one in releases_of(office) if one.is_current]
    window.go_to(Place("releases", line.id, "problems"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, ReleasesPage)
    box = page.problems.actions_box
    box.setFocus()
    press(box, Qt.Key.Key_Home)
    while box.currentData() != ProblemAction.REFUSED:
        press(box, Qt.Key.Key_Down)
    box.activated.emit(box.currentIndex())
    settle(qtbot, window)
    return page


def open_row(qtbot: QtBot, window: MainWindow, office: Office, at: int) -> MendingView:
    """The row at this place of the list, opened with Enter."""
    page = refused_list(qtbot, window, office)
    page.problems.table.setFocus()
    page.problems.table.selectRow(at)
    assert page.problems.mend_button.isEnabled()
    press(page.problems.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.mending.isVisible()
    return page.mending


def type_cell(qtbot: QtBot, window: MainWindow, mending: MendingView, row: int, text: str) -> None:
    """Another text in a cell, by the keyboard."""
    mending.cells.setCurrentCell(row, CELL)
    press(mending.cells, Qt.Key.Key_F2)
    editor = next(one for one in mending.cells.findChildren(QLineEdit) if one.isVisible())
    editor.selectAll()
    type_in(editor, text)
    press(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: mending._rows[0][row] == text)
    qtbot.waitUntil(lambda: not mending._wait.isActive())
    settle(qtbot, window)


def noticed(mending: MendingView, row: int) -> str:
    item = mending.cells.item(row, NOTICED)
    assert item is not None
    return item.text()


def test_a_refused_row_is_mended_and_admitted(
    qtbot: QtBot, window: MainWindow, office: Office, spoilt: Spoilt
) -> None:
    mending = open_row(qtbot, window, office, 1)
    nik = spoilt.families[0].members[1].nik
    assert mending.stood.toPlainText().startswith(nik)
    type_cell(qtbot, window, mending, 0, nik[:-2])
    assert "fewer than 16" in noticed(mending, 0)
    assert mending._of_cell.text() == noticed(mending, 0)
    type_cell(qtbot, window, mending, 0, nik)
    assert noticed(mending, 0) == ""
    assert mending._verdict.text() == "Can be admitted."
    click(mending.admit_button)
    settle(qtbot, window)
    assert mending.reason_field.error
    type_in(mending.reason, "copied from paper")
    press(mending.reason, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, ReleasesPage)
    assert page.problems.isVisible()
    assert len(find_people(office, Search("siti"))) == 1
    became = [
        page.problems.table.rows.data(page.problems.table.rows.index(row, 1), BELOW_ROLE)
        for row in range(3)
    ]
    assert became == ["Refused", "Admitted by hand", "Refused"]
    mending = open_row(qtbot, window, office, 1)
    assert not mending.admit_button.isVisible()
    click(mending.withdraw_button)
    reason = dialog(qtbot, window, ReasonDialog)
    assert isinstance(reason, ReasonDialog)
    reason.given.emit("admitted by mistake")
    reason.close()
    settle(qtbot, window)
    assert find_people(office, Search("siti")) == []
    assert mending.admit_button.isVisible()
    texts = [text for text, _ in mending.history.texts]
    assert any("copied from paper" in text for text in texts)
    assert any("admitted by mistake" in text for text in texts)


def test_what_is_no_row_cannot_be_admitted(
    qtbot: QtBot, window: MainWindow, office: Office
) -> None:
    mending = open_row(qtbot, window, office, 1)
    mending.whole.setPlainText("|".join("x" * 90))
    click(mending.again_button)
    settle(qtbot, window)
    mending.whole.setPlainText("")
    for row in range(mending.cells.rowCount()):
        item = mending.cells.item(row, CELL)
        assert item is not None
        item.setText("")
    qtbot.waitUntil(lambda: not mending._wait.isActive())
    settle(qtbot, window)
    assert not mending.admit_button.isEnabled()
    assert mending._verdict.text().startswith("Still refused")


def test_a_text_with_two_rows_is_read_into_two(
    qtbot: QtBot, window: MainWindow, office: Office, spoilt: Spoilt
) -> None:
    mending = open_row(qtbot, window, office, 2)
    assert not mending.which.isVisible()
    raw = mending.stood.toPlainText()
    other = raw.replace("WATI", "TUTI").replace(
        spoilt.families[1].members[1].nik, "3326134201809777"
    )
    mending.whole.setPlainText(f"{raw}\n{other}")
    click(mending.again_button)
    settle(qtbot, window)
    assert mending.which.isVisible()
    assert mending.which.count() == 2
    type_in(mending.reason, "one line was lost")
    click(mending.admit_button)
    settle(qtbot, window)
    assert len(find_people(office, Search("tuti"))) == 1
    assert len(find_people(office, Search("wati"))) == 1


def test_leaving_a_begun_row_asks_first(qtbot: QtBot, window: MainWindow, office: Office) -> None:
    mending = open_row(qtbot, window, office, 1)
    type_cell(qtbot, window, mending, 2, "SITI LAIN")
    window.go_to(Place("releases"))
    asked = dialog(qtbot, window, ConfirmDialog)
    assert isinstance(asked, ConfirmDialog)
    click(asked.keep)
    assert mending.isVisible()
    window.go_to(Place("releases"))
    asked = dialog(qtbot, window, ConfirmDialog)
    assert isinstance(asked, ConfirmDialog)
    click(asked.go_on)
    settle(qtbot, window)
    assert not mending.isVisible()
    assert mending.stood.toPlainText() == ""
    assert all(one.admission is None for one in refused_rows_of(office, "Q1"))


def test_an_older_release_is_made_slim_after_saying_what_goes(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    a_release(office, tmp_path, [a_family("KARTO")], label="Q1", reference_date=date(2026, 1, 10))
    a_release(office, tmp_path, [a_family("PAIJO")], label="Q2")
    window = open_whole(office)
    (older,) = [one for one in releases_of(office) if not one.is_current]
    window.go_to(Place("releases", older.id))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, ReleasesPage)
    click(page.detail.slim_button)
    asked = dialog(qtbot, window, ConfirmDialog)
    assert isinstance(asked, ConfirmDialog)
    click(asked.go_on)
    settle(qtbot, window)
    assert [one.is_slim for one in releases_of(office)] == [False, True]
    assert not page.detail.slim_button.isVisible()
    assert not page.detail.problems_button.isEnabled()
    below = [page.table.rows.data(page.table.rows.index(row, 0), BELOW_ROLE) for row in range(2)]
    assert below == ["in use", "slim"]


def test_how_many_releases_stay_whole_is_a_setting(
    qtbot: QtBot, window: MainWindow, office: Office
) -> None:
    window.go_to(Place("settings", "", "releases"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, SettingsPage)
    section = page.sections["releases"]
    assert isinstance(section, ReleasesSection)
    assert section.kept.currentData() == 2
    section.kept.setFocus()
    press(section.kept, Qt.Key.Key_End)
    assert section.has_unsaved()
    click(section.save_button)
    settle(qtbot, window)
    assert kept_whole(office) is None
    assert not section.has_unsaved()
