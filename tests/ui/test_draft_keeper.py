"""What is typed into a form is there again: after a kill, after the lock, after closing the window."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app import bootstrap
from desktop_app.actions.form_drafts import form_drafts_of
from desktop_app.actions.office import Office
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.door import KnownOffice
from desktop_app.ui.draft_keeper import DraftKeeper
from desktop_app.ui.memory import ShortMemory
from desktop_app.ui.page import Place
from desktop_app.ui.pages.proposals import ProposalsPage
from desktop_app.ui.program import Program
from desktop_app.ui.tasks import TaskRunner
from tests.builders import a_family, a_release
from tests.conftest import ADMIN, PASSPHRASE
from tests.ui.keys import CTRL, press, type_in
from tests.ui.typist import REASON

ROOT = Path(__file__).parents[2]


@pytest.fixture
def keeper(qtbot: QtBot, office: Office) -> Iterator[DraftKeeper]:
    tasks: TaskRunner[Office] = TaskRunner(office)
    above = QObject()
    yield DraftKeeper(tasks, "form", above)
    tasks.close()


def test_a_change_is_kept_by_itself_and_only_once(
    qtbot: QtBot, office: Office, keeper: DraftKeeper
) -> None:
    words = ["a"]
    keeper.follow("", lambda: {"text": words[-1]})
    with qtbot.waitSignal(keeper.kept):
        keeper.touch()
        words.append("ab")
        keeper.touch()
    assert [one.body for one in form_drafts_of(office, "form")] == [{"text": "ab"}]
    with qtbot.assertNotEmitted(keeper.kept, wait=50):
        keeper.keep_now()


def test_what_is_dropped_or_never_followed_is_not_kept(
    qtbot: QtBot, office: Office, keeper: DraftKeeper
) -> None:
    keeper.touch()
    keeper.keep_now()
    keeper.follow("", lambda: {"text": "x"})
    keeper.touch()
    keeper.leave()
    keeper.touch()
    keeper.keep_now()
    qtbot.waitUntil(lambda: bool(form_drafts_of(office, "form")))
    keeper.follow("", lambda: {"text": "y"}, is_kept=True)
    keeper.touch()
    keeper.drop()
    qtbot.waitUntil(lambda: not form_drafts_of(office, "form"))


def test_a_program_without_power_in_the_middle_of_a_word_restores_the_form(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    a_release(office, tmp_path, [a_family("KARTO", sequence=60), a_family("PAIJO", sequence=61)])
    folder = office.paths.folder
    office.close()
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
        (draft,) = form_drafts_of(again, "proposal")
        assert draft.body["contents"] == {"reason": REASON}
        assert draft.body["family_id"] is not None


def test_the_lock_keeps_what_was_typed_last(
    qtbot: QtBot, qapp: QApplication, appearance: Appearance, office: Office, tmp_path: Path
) -> None:
    a_release(office, tmp_path, [a_family("KARTO", sequence=62)])
    program = Program(qapp, appearance, ShortMemory())
    program.entry.opened.emit(office, KnownOffice(str(office.paths.folder), "", ADMIN, ""))
    window = program.window
    assert window is not None
    window.go_to(Place("proposals"))
    qtbot.waitUntil(lambda: not program.is_busy)
    page = window.page
    assert isinstance(page, ProposalsPage)
    press(window, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: page.sheet.form is not None)
    form = page.sheet.form
    assert form is not None
    type_in(form.kind, "Objection")
    type_in(form.questions.asked["reason"].field.editor, "sebelum terkunci")
    program.lock()
    program.close()
    program.entry.close()
    program.entry.deleteLater()
    program.deleteLater()
    with closing(bootstrap.open_office(office.paths.folder, ADMIN, PASSPHRASE)) as again:
        (draft,) = form_drafts_of(again, "proposal")
        assert draft.body["contents"] == {"reason": "sebelum terkunci"}
