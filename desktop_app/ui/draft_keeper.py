"""Keeps what is typed into a form, so that neither a power cut nor the lock costs more than a few words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_app.actions.form_drafts import drop_form_draft, keep_form_draft
from desktop_app.domain.changes import Done
from desktop_app.errors import LuringError
from desktop_app.ui.tasks import TaskRunner

PAUSE_MS = 2_000


class DraftKeeper(QObject):
    """Follows one form; `kept` after each time that its words were written.

    When they cannot be written (`refused`, with the error) it follows no more, so that it is said once.
    `touch` it at every change. What stands in the form then is kept at most `PAUSE_MS` later; the
    pause is not drawn out by going on typing.
    """

    kept = Signal()
    refused = Signal(object)  # LuringError

    def __init__(self, tasks: TaskRunner[Any], form: str, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._form = form
        self._subject = ""
        self._is_touched = False
        self._is_kept = False
        self._body: Callable[[], Mapping[str, Any] | None] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.keep_now)

    @property
    def follows(self) -> bool:
        """Whether what is typed is kept."""
        return self._body is not None

    def follow(
        self,
        subject: str,
        body: Callable[[], Mapping[str, Any] | None],
        *,
        is_kept: bool = False,
    ) -> None:
        """Keep from now on what `body` gives, under the id of the record that is written (or none).

        Nothing is kept while it gives None: there is nothing in the form worth it. `is_kept` says that
        something is kept of it already.
        """
        self._forget()
        self._subject, self._body, self._is_kept = subject, body, is_kept

    @Slot()
    def touch(self) -> None:
        """Something was typed."""
        if self._body is not None and not self._is_touched:
            self._is_touched = True
            self._pause.start()

    @Slot()
    def keep_now(self) -> None:
        """Keep at once what was typed since the last time; nothing if that is nothing."""
        if self._body is None or not self._is_touched:
            return
        self._pause.stop()
        self._is_touched = False
        body = self._body()
        if body is None:
            return
        self._is_kept = True
        self._tasks.run(
            keep_form_draft,
            self._form,
            self._subject,
            body,
            then=self._on_kept,
            failed=self._on_refused,
            origin=self,
            must_end=True,
        )

    def leave(self) -> None:
        """Follow nothing any more; what was typed last is kept."""
        self.keep_now()
        self._forget()

    def drop(self) -> None:
        """Follow nothing any more, and forget what was kept: it is recorded, or nobody wants it."""
        self._forget()
        if self._is_kept:
            self._is_kept = False
            self._tasks.run(drop_form_draft, self._form, self._subject, origin=self, must_end=True)

    def _forget(self) -> None:
        self._pause.stop()
        self._is_touched = False
        self._body = None

    def _on_refused(self, error: LuringError) -> None:
        self._forget()
        self.refused.emit(error)

    def _on_kept(self, _: Done[None]) -> None:
        self.kept.emit()
