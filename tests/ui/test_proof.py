"""Somebody who saves whole numbers as a file types their passphrase again, in the window that asked."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.list_export import export_list
from desktop_app.actions.office import Office
from desktop_app.domain.changes import Done
from desktop_app.domain.giving_out import Errand
from desktop_app.ui.dialogs.proof import ProofDialog
from desktop_app.ui.program import Program
from desktop_app.ui.widgets.buttons import Button
from tests.conftest import PASSPHRASE
from tests.ui.conftest import enter, settle
from tests.ui.keys import press, type_in


@pytest.fixture
def program(qtbot: QtBot, program: Program, office: Office) -> Program:
    """The window of an office, ten minutes after somebody typed their passphrase."""
    office.close()
    enter(qtbot, program, office.paths.folder)
    assert program.office is not None
    program.office.proven_at = None
    return program


def save(qtbot: QtBot, program: Program, target: Path, button: Button) -> list[Done[int]]:
    """Save a list with a whole number from the page that is open; what came of it, later."""
    assert program.window is not None
    done: list[Done[int]] = []
    action: Any = partial(
        export_list,
        listed="people",
        title="Orang",
        headings=["Nama", "NIK"],
        rows=[["SITI", "3326012345679001"]],
        errand=Errand("rapat", "Bappeda"),
    )
    program.window.page.do(action, target, then=done.append, busy=[button])
    settle(qtbot, program)
    return done


def dialog_of(program: Program) -> ProofDialog:
    assert program.window is not None
    (dialog,) = program.window.findChildren(ProofDialog)
    assert dialog.isVisible()
    return dialog


def test_it_is_asked_for_proven_and_the_file_is_written(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    target, button = tmp_path / "x.xlsx", Button("Ekspor")
    qtbot.addWidget(button)
    done = save(qtbot, program, target, button)
    dialog = dialog_of(program)
    assert not button.isEnabled()
    press(dialog.passphrase, Qt.Key.Key_Return)
    assert dialog.field.error == "Type your passphrase."
    type_in(dialog.passphrase, "bukan yang benar")
    press(dialog.passphrase, Qt.Key.Key_Return)
    settle(qtbot, program)
    assert "not right" in dialog.field.error
    type_in(dialog.passphrase, PASSPHRASE)
    press(dialog.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(done))
    assert target.is_file()
    assert button.isEnabled()
    again = save(qtbot, program, tmp_path / "y.xlsx", button)
    assert len(again) == 1


def test_who_leaves_it_has_no_file_and_no_complaint(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    button = Button("Ekspor")
    qtbot.addWidget(button)
    done = save(qtbot, program, tmp_path / "x.xlsx", button)
    press(dialog_of(program).passphrase, Qt.Key.Key_Escape)
    settle(qtbot, program)
    assert done == []
    assert button.isEnabled()
    assert program.window is not None
    assert program.window.page.banner.text == ""
    assert not (tmp_path / "x.xlsx").exists()
