"""How far long work is: polled, shown only when it takes longer than a moment, with a stop button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.progress import Progress
from desktop_app.ui.style import M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.text import Elided, Text
from desktop_app.words.format import number, percent

POLL_MS = 100
PATIENCE_MS = 600


class ProgressStrip(QFrame):
    """Watches one `Progress`; appears after 600 ms, so that quick work does not flicker."""

    stopped = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: Progress | None = None
        self._phases: Callable[[str], str] = _no_words
        row = QHBoxLayout(self)
        row.setContentsMargins(M, S, S, S)
        row.setSpacing(M)
        words = QVBoxLayout()
        words.setSpacing(S - 2)
        line = QHBoxLayout()
        self._what = Elided("", "strong")
        self._far = Text("", "caption")
        line.addWidget(self._what, 1)
        line.addWidget(self._far)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        words.addLayout(line)
        words.addWidget(self._bar)
        row.addLayout(words, 1)
        self._stop = Button(tr("&Stop"))
        self._stop.clicked.connect(self._on_stop)
        row.addWidget(self._stop)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience_over)
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._on_poll)
        self._title = ""
        self.hide()

    def watch(
        self, progress: Progress, title: str, *, phases: Callable[[str], str] | None = None
    ) -> None:
        """Follow this work until `rest`; `phases` gives the words for its phase codes."""
        self._progress = progress
        self._title = title
        self._phases = phases or _no_words
        self._stop.setText(tr("&Stop"))
        self._bar.setAccessibleName(title)
        self._patience.start()
        self._poll.start()
        self._on_poll()

    def rest(self, progress: Progress | None = None) -> None:
        """The work is over, however it ended; nothing to do where it follows other work by now."""
        if progress is not None and progress is not self._progress:
            return
        self._patience.stop()
        self._poll.stop()
        self._progress = None
        self.hide()

    @Slot()
    def _on_patience_over(self) -> None:
        if self._progress is not None:
            self.show()

    @Slot()
    def _on_poll(self) -> None:
        if self._progress is None:
            return
        now = self._progress.reading
        words = self._phases(now.phase)
        self._what.setText(f"{self._title} · {words}" if words else self._title)
        # Qt counts in 32 bits; a thousand steps are finer than the eye.
        if now.total > 0:
            share = min(1.0, now.done / now.total)
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(share * 1000))
            self._far.setText(
                tr("{done} of {total} ({percent})").format(
                    done=number(now.done), total=number(now.total), percent=percent(share)
                )
            )
        else:
            self._bar.setRange(0, 0)
            self._far.setText(number(now.done) if now.done else "")
        asked = self._stop.text() != tr("&Stop")
        self._stop.setEnabled(now.stoppable and not asked)

    @Slot()
    def _on_stop(self) -> None:
        if self._progress is not None:
            self._progress.ask_to_stop()
            self._stop.setText(tr("Stopping…"))
            self._stop.setEnabled(False)
            self.stopped.emit()


def _no_words(_: str) -> str:
    return ""
