"""Back into an office with the hub's help, from the way in: the question, and the answer to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.ui.door import Asked, Door, Made
from desktop_app.ui.pages.ask_hub import AskHubPage
from desktop_app.ui.tasks import TaskRunner

OfficeT = TypeVar("OfficeT")


class HubHelp(QObject):
    """Has the question written and the answer taken; `made` brings the office that it opened."""

    made = Signal(object)  # Made, with the recovery code to be shown
    ended = Signal()

    def __init__(self, tasks: TaskRunner[Door[Any]], door: Door[Any], parent: QObject) -> None:
        super().__init__(parent)
        self.page = AskHubPage(door.suggest)
        self._tasks = tasks
        self._folder = Path()
        self._user = ""
        self.page.ask_wanted.connect(self._on_ask)
        self.page.answered.connect(self._on_answered)
        self.page.went_back.connect(self.ended)

    def begin(self, folder: str, user: str) -> None:
        """Show what this office waits for, or how it asks."""
        self._folder, self._user = Path(folder), user
        self.page.begin(None, user)
        self._run(_waiting, then=self._on_waiting)

    def _on_waiting(self, asked: Asked | None) -> None:
        self.page.begin(asked, self._user)

    @Slot(object)
    def _on_ask(self, out: Path) -> None:
        self._run(_ask, out, then=self.page.show_asked)

    @Slot(object, str, str)
    def _on_answered(self, answer: Path, user: str, passphrase: str) -> None:
        self._run(_reset, answer, user, passphrase, then=self._on_made)

    def _on_made(self, made: Made[Any]) -> None:
        self.page.begin(None)
        self.made.emit(made)

    def _run(self, work: Any, *args: Any, then: Any) -> None:
        self.page.show_busy(True)
        self._tasks.run(
            work,
            self._folder,
            *args,
            then=then,
            failed=self.page.show_failure,
            ended=lambda: self.page.show_busy(False),
            origin=self,
        )


def _waiting(door: Door[OfficeT], folder: Path) -> Asked | None:
    return door.asked(folder)


def _ask(door: Door[OfficeT], folder: Path, out: Path) -> Asked:
    return door.ask_hub(folder, out)


def _reset(
    door: Door[OfficeT], folder: Path, answer: Path, user: str, passphrase: str
) -> Made[OfficeT]:
    return door.take_answer(folder, answer, user, passphrase)
