"""A word that something was done, with the way back, at the bottom of the window for a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Slot
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.ui.style import XL, L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.text import Text

STAY_MS = 8_000


class Toast(QFrame):
    """Lies over the lower edge of its parent; stays longer while the pointer or the focus is on it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._undo: Callable[[], None] | None = None
        row = self._row = QHBoxLayout(self)
        row.setSpacing(M)
        self._text = Text("", wraps=False)
        self.button = Button(tr("&Undo"), kind="secondary")
        self.button.clicked.connect(self._on_undo)
        row.addWidget(self._text)
        row.addWidget(self.button)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(STAY_MS)
        self._clock.timeout.connect(self._on_time_over)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, *, undo: Callable[[], None] | None = None) -> None:
        """Show `text`, with an undo button if there is a way back."""
        self._undo = undo
        self._text.setText(text)
        self.button.setVisible(undo is not None)
        self._row.setContentsMargins(L, S, S if undo else L, S)
        self.setAccessibleName(text)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._clock.start()

    def undo(self) -> bool:
        """Press the button if it is there; False if there is nothing to take back here."""
        is_offered = self.isVisible() and self._undo is not None
        if is_offered:
            self._on_undo()
        return is_offered

    @property
    def text(self) -> str:
        """What it says; empty while hidden."""
        return "" if self.isHidden() else self._text.text()

    def _place(self) -> None:
        x = max(L, (self._over.width() - self.width()) // 2)
        self.move(QPoint(x, self._over.height() - self.height() - XL - L))

    @Slot()
    def _on_undo(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()

    @Slot()
    def _on_time_over(self) -> None:
        if self.underMouse() or self.button.hasFocus():
            self._clock.start()
        else:
            self.hide()

    # Qt overrides

    def enterEvent(self, event: QEnterEvent) -> None:
        self._clock.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
