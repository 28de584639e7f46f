"""What the program does for an office without being asked, and the bar of one that cannot be written.

The backup of the day and the full check of the week are made while people work. An office in rescue mode
gets neither: its bar says what is safe and offers to save what is left and to restore a backup.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.actions.backups import make_daily_backup
from desktop_app.actions.health import Check, check_weekly
from desktop_app.actions.office import Office
from desktop_app.actions.rescue import Saved, save_what_is_left
from desktop_app.domain.changes import Done
from desktop_app.errors import LuringError
from desktop_app.language import tr, trn
from desktop_app.progress import Progress
from desktop_app.ui.dialogs.files import ask_for_folder
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.tasks import TaskRunner
from desktop_app.ui.widgets.notice import Notice
from desktop_app.words.format import file_size, number
from desktop_app.words.messages import sentence_for
from desktop_app.words.rescue import rescue_words


class Upkeep(QObject):
    """Looks after one open office; told of each window it is shown in."""

    restore_wanted = Signal()

    def __init__(self, office: Office, tasks: TaskRunner[Office], parent: QObject) -> None:
        super().__init__(parent)
        self._trouble = office.trouble
        self._tasks = tasks
        self._window: MainWindow | None = None
        self._failed = 0
        self.notice: Notice | None = None

    def begin(self) -> None:
        """Have done what is due today."""
        self._tasks.run_long(
            make_daily_backup, progress=Progress(), failed=self._on_no_backup, origin=self
        )
        self._tasks.run_long(check_weekly, progress=Progress(), then=self._on_checked, origin=self)

    def show_in(self, window: MainWindow) -> None:
        """Stand in this window from now on."""
        self._window = window
        self.notice = None
        if self._trouble is not None:
            words = rescue_words(self._trouble)
            notice = self._show(words.what, f"{words.safe} {words.next}")
            notice.add(tr("&Save what is left…"), "shield-check", self._on_save)
            notice.add(tr("&Restore a backup…"), "history", self._on_restore)
        elif self._failed:
            self._tell_failed()

    def _show(self, what: str, more: str) -> Notice:
        assert self._window is not None
        self.notice = Notice("error", what, more)
        self._window.show_notice(self.notice)
        return self.notice

    def _say(self, words: str) -> None:
        if self._window is not None:
            self._window.toast.say(words)

    def _on_no_backup(self, error: LuringError) -> None:
        sentence = sentence_for(error)
        self._say(
            tr("No backup was made today. {why} {next}").format(
                why=sentence.what, next=sentence.next
            )
        )

    def _on_checked(self, done: Done[list[Check]]) -> None:
        self._failed = sum(not check.is_ok for check in done.value)
        if self._failed and self._window is not None:
            self._tell_failed()

    def _tell_failed(self) -> None:
        notice = self._show(
            trn(
                "The weekly check found {n} thing that is not in order.",
                "The weekly check found {n} things that are not in order.",
                self._failed,
            ).format(n=number(self._failed)),
            tr("Make a backup to another disk now, then see what it is under Settings, Health."),
        )
        notice.add(tr("&Look at it"), "shield-check", self._on_look)

    @Slot()
    def _on_look(self) -> None:
        if self._window is not None:
            self._window.go_to(Place("settings", "", "health"))

    @Slot()
    def _on_save(self) -> None:
        if self._window is not None:
            ask_for_folder(self._window, tr("Choose a folder on another disk"), self.save)

    def save(self, chosen: list[Path]) -> None:
        """Save what is left into the folder that was chosen."""
        if chosen:
            self._say(tr("Saving what is left…"))
            self._tasks.run_long(
                save_what_is_left,
                chosen[0],
                progress=Progress(),
                then=self._on_saved,
                failed=self._on_not_saved,
                origin=self,
            )

    def _on_saved(self, done: Done[Saved]) -> None:
        saved = done.value
        words = (
            tr("The backup was written and read back: {file} ({size}).")
            if saved.is_whole
            else tr(
                "The damaged files were copied as they are: {file} ({size}). Now restore the last backup."
            )
        )
        self._say(words.format(file=saved.path.name, size=file_size(saved.bytes)))

    def _on_not_saved(self, error: LuringError) -> None:
        if self._window is not None:
            self._window.page.tell(error)

    @Slot()
    def _on_restore(self) -> None:
        self.restore_wanted.emit()
