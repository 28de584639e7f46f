"""Changing the key of an office, from the way in: nobody has it open meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.progress import Progress
from desktop_app.ui.door import Door, KnownOffice, Made, NewKey
from desktop_app.ui.pages.new_key import NewKeyPage
from desktop_app.ui.tasks import TaskRunner

OfficeT = TypeVar("OfficeT")


class KeyChange(QObject):
    """Has the key changed, shows the codes of the others, and hands the office on with `made`."""

    made = Signal(object)  # Made, with the recovery code to be shown
    ended = Signal()

    def __init__(
        self, tasks: TaskRunner[Door[Any]], close: Callable[[Any], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.page = NewKeyPage()
        self._tasks = tasks
        self._close = close
        self._known = KnownOffice("", "")
        self._changed: NewKey[Any] | None = None
        self.page.wanted.connect(self._on_wanted)
        self.page.entered.connect(self._on_entered)
        self.page.went_back.connect(self.ended)

    def begin(self, known: KnownOffice) -> None:
        """Ask whoever had this office open for their passphrase."""
        self._known = known
        self.page.begin(known.name)

    def let_go(self) -> None:
        """Close an office whose codes nobody has read to the end."""
        changed, self._changed = self._changed, None
        if changed is not None:
            self._close(changed.made.office)

    @Slot(str)
    def _on_wanted(self, passphrase: str) -> None:
        progress = Progress()
        self.page.show_busy(True)
        self.page.watch(progress)
        self._tasks.run_long(
            _change_key,
            Path(self._known.folder),
            self._known.user,
            passphrase,
            progress=progress,
            then=self._on_changed,
            failed=self.page.show_failure,
            ended=lambda: self.page.show_busy(False),
            origin=self,
        )

    def _on_changed(self, changed: NewKey[Any]) -> None:
        self._changed = changed
        self.page.show_codes(changed.codes)

    @Slot()
    def _on_entered(self) -> None:
        changed, self._changed = self._changed, None
        if changed is not None:
            made: Made[Any] = changed.made
            self.made.emit(made)


def _change_key(
    door: Door[OfficeT], folder: Path, user: str, passphrase: str, progress: Progress
) -> NewKey[OfficeT]:
    return door.change_key(folder, user, passphrase, progress)
