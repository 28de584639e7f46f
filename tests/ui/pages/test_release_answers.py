"""What the new release says, on the screen: listed, chosen, closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.after_release import release_answers
from desktop_app.actions.office import Office
from desktop_app.domain.proposal import ProposalKind
from desktop_app.progress import Progress
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.family import FamilyPage
from desktop_app.ui.pages.release_answers import ReleaseAnswersPage
from desktop_app.ui.pages.releases import ReleasesPage
from tests.actions.test_after_release import KARTO, SLAMET, propose, walk
from tests.builders import REFERENCE_DATE
from tests.quarters import a_quarter
from tests.ui.keys import CTRL, button, click, press
from tests.ui.pages.conftest import dialog, settle

OpenWhole = Callable[[Office], MainWindow]


@pytest.fixture
def answered(office: Office, tmp_path: Path) -> Office:
    """Two corrections that were sent, of which the next quarter takes one, and one that was not sent."""
    a_quarter(office, tmp_path, [SLAMET, KARTO], "Q1", REFERENCE_DATE)
    for family, new, is_sent in ((SLAMET, "2", True), (KARTO, "2", True), (KARTO, "1", False)):
        own_id = propose(
            office,
            ProposalKind.UPDATE_FACTS,
            family,
            corrections={"floor_type": new},
            reason="dikeramik",
        )
        if is_sent:
            walk(office, own_id)
    tiled, cement = (
        replace(family, more={"jenis_lantai_terluas": code})
        for family, code in ((SLAMET, "2"), (KARTO, "6"))
    )
    a_quarter(office, tmp_path, [tiled, cement], "Q2")
    return office


def open_answers(qtbot: QtBot, window: MainWindow) -> ReleaseAnswersPage:
    window.go_to(Place("release-answers"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, ReleaseAnswersPage)
    return page


def test_the_releases_page_counts_what_is_answered_and_leads_there(
    qtbot: QtBot, open_whole: OpenWhole, answered: Office
) -> None:
    window = open_whole(answered)
    window.go_to(Place("releases"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, ReleasesPage)
    click(button(page, "2 proposals answered"))
    settle(qtbot, window)
    assert isinstance(window.page, ReleaseAnswersPage)


def test_three_values_stand_side_by_side_and_the_absorbed_one_is_chosen(
    qtbot: QtBot, open_whole: OpenWhole, answered: Office
) -> None:
    page = open_answers(qtbot, open_whole(answered))
    assert [row[1:5] for row in page.table.texts()] == [
        ["Absorbed", "Wood or boards", "Ceramic tile", "Ceramic tile"],
        ["Contradicted", "Wood or boards", "Ceramic tile", "Cement or red brick"],
        ["Contradicted", "Wood or boards", "Marble or granite", "Cement or red brick"],
    ]
    assert page.subtitle == "Release Q2 · 3 open proposals"
    assert page.close_button.text() == "&Close 1 as seen…"
    press(page.table, Qt.Key.Key_A, CTRL)
    assert page.close_button.text() == "&Close 2 as seen…"
    assert page.note.text().startswith("1 of the chosen stays open")


def test_what_is_chosen_is_closed_after_a_question(
    qtbot: QtBot, open_whole: OpenWhole, answered: Office
) -> None:
    window = open_whole(answered)
    page = open_answers(qtbot, window)
    click(page.close_button)
    asked = dialog(qtbot, window, ConfirmDialog)
    assert isinstance(asked, ConfirmDialog)
    click(asked.go_on)
    qtbot.waitUntil(lambda: len(page.table.texts()) == 2)
    settle(qtbot, window)
    assert len(release_answers(answered, Progress()).answers) == 2
    assert not page.close_button.isEnabled()


def test_a_standing_is_filtered_and_enter_opens_the_family(
    qtbot: QtBot, open_whole: OpenWhole, answered: Office
) -> None:
    window = open_whole(answered)
    page = open_answers(qtbot, window)
    assert page.standing.options[1].text == "Absorbed (1)"
    page.standing.choose("absorbed")
    page.standing.activated.emit(1)
    assert len(page.table.texts()) == 1
    press(page.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    family = window.page
    assert isinstance(family, FamilyPage)
    assert family.title == "SLAMET"
    assert family.tabs.is_at("proposals")
