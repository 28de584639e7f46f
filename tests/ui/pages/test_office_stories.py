"""Whole stories in the window, by keys and clicks: what an office does from the first word to the end."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app import bootstrap
from desktop_app.actions.evidence import evidence_of_record
from desktop_app.actions.form_drafts import form_drafts_of
from desktop_app.actions.office import Office
from desktop_app.actions.proposals import open_proposal_page
from desktop_app.domain.proposal import ProposalState, Standing
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.proposal_sheet import FORM
from desktop_app.ui.pages.proposals import ProposalsPage
from desktop_app.ui.pages.release_answers import ReleaseAnswersPage
from tests.builders import a_pair
from tests.conftest import ADMIN, PASSPHRASE
from tests.evidence.files import a_photo
from tests.ui.keys import click, press, type_in
from tests.ui.pages.conftest import EVERYBODY, SLAMET, dialog, settle
from tests.ui.pages.test_proposals import (
    answer,
    choose,
    open_form,
    open_page,
    pick,
    proposals,
    save,
    shown,
)
from tests.ui.pages.test_releases import look_at
from tests.ui.typist import REASON

# The suggestions of a box are a popup, for which the offscreen platform has no keyboard to grab.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard")

OpenWhole = Callable[[Office], MainWindow]
ROOT = Path(__file__).parents[3]
TO_DINSOS = (
    ProposalState.SUBMITTED,
    ProposalState.DECLARED,
    ProposalState.VERIFIED,
    ProposalState.ENDORSED,
    ProposalState.SENT,
)


def step_by_step(qtbot: QtBot, window: MainWindow, page: ProposalsPage, own_id: str) -> None:
    """Take it from the draft to what was sent, with the buttons beside it."""
    for state in TO_DINSOS:
        shown(qtbot, window, page, own_id)
        qtbot.waitUntil(lambda state=state: state in page.detail.step_buttons)  # type: ignore[misc]  # bound at once
        click(page.detail.step_buttons[state])
        press(page.step_sheet.day.line, Qt.Key.Key_Return)
        settle(qtbot, window)
        assert not page.step_sheet.isVisible()


def test_an_objection_with_a_photograph_goes_to_dinsos(
    qtbot: QtBot, open_whole: OpenWhole, stocked: Office, tmp_path: Path
) -> None:
    window = open_whole(stocked)
    page, form = open_form(qtbot, window)
    choose(form.kind, "objection")
    pick(qtbot, window, form, "slamet rah")
    answer(form, "reason", "punya toko besar dan dua mobil")
    answer(form, "proof", "foto toko")
    click(form.evidence.add_button)
    asked = cast(QFileDialog, dialog(qtbot, window, QFileDialog))
    (tmp_path / "toko.jpg").write_bytes(a_photo(seed=5))
    asked.selectFile(str(tmp_path / "toko.jpg"))
    asked.accept()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: form.evidence.has_held, timeout=20_000)
    made = save(qtbot, window, page)
    assert made.state is ProposalState.DRAFT
    step_by_step(qtbot, window, page, made.id)
    (sent,) = proposals(stocked)
    assert sent.state is ProposalState.SENT
    assert [step.to for step in sent.steps] == list(TO_DINSOS)
    assert sent.content.contents["proof"] == "foto toko"
    (evidence,) = evidence_of_record(stocked, made.id)
    assert evidence.evidence.content.kind == "photo"
    shown(qtbot, window, page, made.id)
    qtbot.waitUntil(lambda: len(page.detail.evidence.lines) == 1)


def test_a_correction_is_sent_and_the_next_quarter_absorbs_it(
    qtbot: QtBot, open_whole: OpenWhole, stocked: Office, tmp_path: Path
) -> None:
    window = open_whole(stocked)
    page, form = open_form(qtbot, window)
    choose(form.kind, "update_facts")
    pick(qtbot, window, form, "slamet rah")
    type_in(form.corrections.choice.line, "floor area")
    press(form.corrections.choice.line, Qt.Key.Key_Return)
    _, asked = form.corrections.rows["floor_area_m2"]
    type_in(asked.field.editor, "40")
    answer(form, "reason", "diukur warga")
    made = save(qtbot, window, page)
    step_by_step(qtbot, window, page, made.id)

    measured = replace(SLAMET, more={**SLAMET.more, "luas_lantai": "40"})
    wizard = look_at(qtbot, window, a_pair(tmp_path / "q4", [measured, *EVERYBODY[1:]]))
    click(wizard.next_button)
    wizard.name.label.clear()
    type_in(wizard.name.label, "V4 2026")
    wizard.name.day_field.line.clear()
    type_in(wizard.name.day_field.line, "1-10-2026")
    click(wizard.next_button)
    settle(qtbot, window)

    window.go_to(Place("release-answers"))
    settle(qtbot, window)
    said = window.page
    assert isinstance(said, ReleaseAnswersPage)
    assert [row[1:5] for row in said.table.texts()] == [["Absorbed", "48 m²", "40 m²", "40 m²"]]
    click(said.close_button)
    question = cast(ConfirmDialog, dialog(qtbot, window, ConfirmDialog))
    click(question.go_on)
    qtbot.waitUntil(lambda: said.table.texts() == [])
    settle(qtbot, window)
    closed = open_proposal_page(stocked, made.id)
    assert closed.line.proposal.state is ProposalState.SEEN
    assert closed.verdict is None or closed.verdict.standing is Standing.ABSORBED


def test_a_draft_survives_a_program_that_is_killed(
    qtbot: QtBot, open_whole: OpenWhole, stocked: Office
) -> None:
    stocked.close()
    folder = stocked.paths.folder
    ended = subprocess.run(
        [sys.executable, "-m", "tests.ui.typist", str(folder), ADMIN, PASSPHRASE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    with closing(bootstrap.open_office(folder, ADMIN, PASSPHRASE)) as again:
        window = open_whole(again)
        page = open_page(qtbot, window)
        settle(qtbot, window)
        form = page.sheet.form
        assert form is not None
        assert form.banner.text.startswith("Restored: what you typed until ")
        assert form.kind.value == "objection"
        assert form.questions.contents["reason"] == REASON
        pick(qtbot, window, form, "slamet rah")
        answer(form, "proof", "foto")
        made = save(qtbot, window, page)
        assert made.content.contents["reason"] == REASON
        assert form_drafts_of(again, FORM) == []
        qtbot.waitUntil(lambda: not window.page.desk.tasks.is_busy)
        window.page.desk.tasks.close()
