"""Quarter against quarter in the window: the matrix by keys, who moved, what became of proposals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.comparison import keep_comparison
from desktop_app.actions.extracts import releases_of
from desktop_app.actions.families import family_of
from desktop_app.actions.office import Office
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposals import open_proposal, step_proposal
from desktop_app.domain.proposal import ProposalKind, ProposalState
from desktop_app.progress import Progress
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.report_quarter import QuarterBoard
from desktop_app.ui.pages.reports import ReportsPage
from tests.builders import REFERENCE_DATE, a_family
from tests.conftest import NOW
from tests.quarters import a_quarter
from tests.ui.keys import click, press
from tests.ui.pages.conftest import settle

OpenWhole = Callable[[Office], MainWindow]
SLAMET = a_family("SLAMET", "SITI", decile=1, sequence=20)
KARTO = a_family("KARTO", decile=3, sequence=30)
PAIJO = a_family("PAIJO", decile=3, sequence=40)


@pytest.fixture
def quarters(office: Office, tmp_path: Path) -> Office:
    """Two quarters: one family went from D1 to D9, one stayed, one left, one came; one death was handed in."""
    a_quarter(office, tmp_path, [SLAMET, KARTO, PAIJO], "Q1", REFERENCE_DATE)
    sheet = family_of(office, SLAMET.card).sheet
    draft = ProposalDraft(
        ProposalKind.DEATH,
        family_id=sheet.id,
        person_id=sheet.members[1].id,
        contents={"date": "2026-08-10"},
        corrections={},
    )
    own_id = open_proposal(office, draft).value.proposal_id
    step_proposal(office, own_id, ProposalState.SUBMITTED, on=NOW.date())
    later = [replace(SLAMET, decile=9), KARTO, a_family("WARSO", decile=2, sequence=50)]
    a_quarter(office, tmp_path, later, "Q2")
    keep_comparison(office, releases_of(office)[0].id, Progress())
    return office


def open_quarter(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> tuple[MainWindow, ReportsPage, QuarterBoard]:
    window = open_whole(office)
    window.go_to(Place("reports", "R8"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, ReportsPage)
    board = page.pane.quarter
    assert board is not None
    assert page.pane.tabs.currentWidget() is board
    return window, page, board


def test_the_matrix_is_gone_along_by_keys_and_opens_the_families_of_a_cell(
    qtbot: QtBot, open_whole: OpenWhole, quarters: Office
) -> None:
    window, page, board = open_quarter(qtbot, open_whole, quarters)
    assert board.matrix.hasFocus()
    press(board.matrix, Qt.Key.Key_Home)
    for _ in range(8):
        press(board.matrix, Qt.Key.Key_Right)
    assert board.said.text() == "D1 → D9: 1"
    press(board.matrix, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.place == Place("reports", "R8", "to_9/1")
    (line,) = page.behind.lines
    assert (line.name, line.decile, line.before) == ("SLAMET", 9, 1)
    window.go_back()
    settle(qtbot, window)
    again = page.pane.quarter
    assert again is not None
    assert again.said.text() == "D1 → D9: 1"
    press(again.matrix, Qt.Key.Key_End)
    assert again.said.text().startswith("New")


def test_those_who_moved_far_are_listed_from_their_bar(
    qtbot: QtBot, open_whole: OpenWhole, quarters: Office
) -> None:
    window, page, board = open_quarter(qtbot, open_whole, quarters)
    names = {bar.name: bar.words for bar in board.moves.bars}
    assert (names["Same"], names["Extremely up"], names["New"], names["Gone"]) == ("1",) * 4
    at = [bar.key for bar in board.moves.bars].index("up_extreme")
    board.moves.setFocus()
    board.moves.setCurrentRow(at)
    press(board.moves, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert [line.name for line in page.behind.lines] == ["SLAMET"]


def test_what_became_of_the_proposals_leads_to_the_answers_of_the_release(
    qtbot: QtBot, open_whole: OpenWhole, quarters: Office
) -> None:
    window, _, board = open_quarter(qtbot, open_whole, quarters)
    assert sum(bar.value for bar in board.outcomes.bars) == 1
    click(board.answers_button)
    settle(qtbot, window)
    assert window.place.page == "release-answers"


def test_outsiders_get_the_table_alone(
    qtbot: QtBot, open_whole: OpenWhole, quarters: Office
) -> None:
    window, page, _ = open_quarter(qtbot, open_whole, quarters)
    click(page.filters.outsiders)
    settle(qtbot, window)
    assert page.pane.quarter is None


def test_a_list_says_the_decile_before_beneath_the_name(
    qtbot: QtBot, open_whole: OpenWhole, quarters: Office
) -> None:
    window, page, _ = open_quarter(qtbot, open_whole, quarters)
    window.go_to(Place("reports", "R8", "up_extreme/"))
    settle(qtbot, window)
    column = page.behind.rows.columns[0]
    assert column.below is not None
    assert column.below(page.behind.lines[0]).endswith("before: D1")
