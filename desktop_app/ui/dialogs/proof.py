"""Asks for the passphrase again before something leaves the office, or before who may open it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop_app.actions.accounts import prove_passphrase
from desktop_app.domain.giving_out import Holding
from desktop_app.errors import LuringError
from desktop_app.language import tr, trn
from desktop_app.ui.dialogs.asking import AskingDialog
from desktop_app.ui.tasks import TaskRunner
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.passphrase import PassphraseEdit
from desktop_app.words.format import number
from desktop_app.words.messages import sentence_for


class ProofDialog(AskingDialog):
    """Has the passphrase proven; accepted once it was right."""

    def __init__(self, parent: QWidget, tasks: TaskRunner[Any], why: LuringError) -> None:
        super().__init__(
            parent,
            question=tr("Your passphrase again"),
            explanation=f"{_reason(why)} {tr('For five minutes after that it is not asked for again.')}",
            verb=tr("&Go on"),
        )
        self._tasks = tasks
        self.passphrase = PassphraseEdit()
        self.field = FormField(tr("Your &passphrase"), self.passphrase)
        self.parts.addWidget(self.field)
        self.go_on.clicked.connect(self._on_go_on)
        self.passphrase.setFocus()

    @Slot()
    def _on_go_on(self) -> None:
        if not self.passphrase.text():
            self._say(tr("Type your passphrase."))
            return
        self.go_on.setEnabled(False)
        self._tasks.run(
            prove_passphrase,
            self.passphrase.text(),
            then=lambda _: self.accept(),
            failed=self._on_refused,
            origin=self,
        )

    def _on_refused(self, error: LuringError) -> None:
        self.go_on.setEnabled(True)
        self._say(sentence_for(error).brief)

    def _say(self, words: str) -> None:
        self.field.show_error(words)
        self.fit()
        self.passphrase.selectAll()
        self.passphrase.setFocus()


def ask_for_proof(
    parent: QWidget,
    tasks: TaskRunner[Any],
    why: LuringError,
    go_on: Callable[[], None],
    leave: Callable[[], None],
) -> None:
    """Open the question; one of both is called in the end."""
    dialog = ProofDialog(parent, tasks, why)
    dialog.accepted.connect(go_on)
    dialog.rejected.connect(leave)
    dialog.open()


def _reason(why: LuringError) -> str:
    holds, rows = why.facts.get("holds"), why.facts.get("rows")
    if holds is None:
        return tr("This changes who may open the office.")
    if holds == Holding.NAMES.value and isinstance(rows, int):
        return trn(
            "The file holds {n} row with names.", "The file holds {n} rows with names.", rows
        ).format(n=number(rows))
    return tr("The file holds whole numbers or sensitive data.")
