"""Work to be reviewed, on the screen: counted, listed, opened, ticked and taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.office import Office
from desktop_app.actions.reviews import count_reviews
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.family import FamilyPage
from desktop_app.ui.pages.releases import ReleasesPage
from desktop_app.ui.pages.review import ReviewPage
from tests.builders import REFERENCE_DATE, a_family
from tests.quarters import a_quarter, help_for
from tests.ui.keys import button, click, press, type_in
from tests.ui.pages.conftest import dialog, settle

OpenWhole = Callable[[Office], MainWindow]


@pytest.fixture
def touched(office: Office, tmp_path: Path) -> Office:
    """An office that helped a family which is missing from the next release."""
    gone, stays = a_family("SLAMET", "SITI", sequence=1), a_family("KARTO", sequence=2)
    a_quarter(office, tmp_path, [gone, stays], "Q1", REFERENCE_DATE)
    help_for(office, "slamet")
    a_quarter(office, tmp_path, [stays], "Q2")
    return office


def open_review(qtbot: QtBot, window: MainWindow) -> ReviewPage:
    window.go_to(Place("review"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, ReviewPage)
    return page


def test_the_releases_page_counts_what_waits_and_leads_there(
    qtbot: QtBot, open_whole: OpenWhole, touched: Office
) -> None:
    window = open_whole(touched)
    window.go_to(Place("releases"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, ReleasesPage)
    assert page.review_button.isVisible()
    click(button(page, "1 to be reviewed"))
    settle(qtbot, window)
    assert isinstance(window.page, ReviewPage)


def test_what_waits_is_listed_with_its_reason_and_its_work(
    qtbot: QtBot, open_whole: OpenWhole, touched: Office
) -> None:
    page = open_review(qtbot, open_whole(touched))
    assert [row[:3] for row in page.table.texts()] == [
        ["SLAMET", "The family left the register", "1 help recorded"]
    ]
    assert page.subtitle == "1 waits for somebody to look"


def test_enter_opens_the_record_as_the_last_release_had_it(
    qtbot: QtBot, open_whole: OpenWhole, touched: Office
) -> None:
    window = open_whole(touched)
    page = open_review(qtbot, window)
    press(page.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    family = window.page
    assert isinstance(family, FamilyPage)
    assert (family.title, family.gone.isVisible()) == ("SLAMET", True)
    assert len(family.tabs.aid.table.texts()) == 1


def test_a_tick_asks_for_a_note_and_can_be_taken_back(
    qtbot: QtBot, open_whole: OpenWhole, touched: Office
) -> None:
    window = open_whole(touched)
    page = open_review(qtbot, window)
    click(page.tick_button)
    asked = dialog(qtbot, window, ReasonDialog)
    assert isinstance(asked, ReasonDialog)
    type_in(asked.line, "sudah pindah ke Batang")
    click(asked.go_on)
    qtbot.waitUntil(lambda: page.table.texts() == [])
    assert count_reviews(touched) == 0
    assert page.nothing.isVisible()
    click(page.with_reviewed)
    qtbot.waitUntil(lambda: bool(page.table.texts()))
    assert "sudah pindah ke Batang" in page.note.text()
    click(page.tick_button)
    qtbot.waitUntil(lambda: not page.note.isVisible())
    assert count_reviews(touched) == 1


def test_a_tick_is_undone_from_the_foot_of_the_window(
    qtbot: QtBot, open_whole: OpenWhole, touched: Office
) -> None:
    window = open_whole(touched)
    page = open_review(qtbot, window)
    click(page.tick_button)
    asked = dialog(qtbot, window, ReasonDialog)
    assert isinstance(asked, ReasonDialog)
    type_in(asked.line, "keliru ditandai")
    click(asked.go_on)
    qtbot.waitUntil(lambda: count_reviews(touched) == 0)
    qtbot.waitUntil(window.toast.isVisible)
    click(window.toast.button)
    qtbot.waitUntil(lambda: count_reviews(touched) == 1)
    settle(qtbot, window)
    assert len(page.table.texts()) == 1
