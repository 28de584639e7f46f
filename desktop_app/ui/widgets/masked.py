"""A long number that is hidden until somebody has said why they need it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.language import tr, trn
from desktop_app.ui.style import XS
from desktop_app.ui.widgets.buttons import IconButton
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number_grouped, number_masked

REVEAL_SECONDS = 30


class MaskedText(QWidget):
    """Shows a masked number; asks to be revealed (`wanted`) and hides again by itself.

    The widget is given the whole number only by `reveal`, after the page has asked for a reason and
    the action has written it down; when the time is over it forgets it.
    """

    wanted = Signal()
    hidden = Signal()

    def __init__(self, masked: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._masked = masked
        self._name = name
        self._whole = ""
        self._left = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XS)
        self._text = Text("")
        self._eye = IconButton("eye", tr("Show the whole number"), size=16)
        self._eye.clicked.connect(self._on_eye)
        self._copy = IconButton("copy", tr("Copy"), size=16)
        self._copy.clicked.connect(self._on_copy)
        self._seconds = Text("", "caption")
        for part in (self._text, self._eye, self._copy, self._seconds):
            row.addWidget(part)
        row.addStretch(1)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._on_tick)
        self.show_masked(masked)

    @property
    def is_revealed(self) -> bool:
        """Whether the whole number is on the screen now."""
        return bool(self._whole)

    @property
    def seconds_left(self) -> int:
        """How long the number stays on the screen; 0 while it is hidden."""
        return self._left if self._whole else 0

    @property
    def text(self) -> str:
        """What is on the screen now."""
        return self._text.text()

    def show_masked(self, masked: str) -> None:
        """Show another number, hidden; `masked` may be the digits or already masked."""
        self._masked = masked
        self.hide_number()

    def reveal(self, digits: str, *, seconds: int = REVEAL_SECONDS) -> None:
        """Show the whole number for a while."""
        self._whole = digits
        self._left = seconds
        self._show()
        self._clock.start()

    def hide_number(self) -> None:
        """Hide the number now, and forget it."""
        was_revealed = self.is_revealed
        self._clock.stop()
        self._whole = ""
        self._show()
        if was_revealed:
            self.hidden.emit()

    def _show(self) -> None:
        if self._whole:
            shown = number_grouped(self._whole)
            self._eye.show_icon("eye-off", tr("Hide the number"))
            left = trn("{n} second left", "{n} seconds left", self._left).format(n=self._left)
        else:
            shown = number_masked(self._masked) if self._masked.isdigit() else self._masked
            self._eye.show_icon("eye", tr("Show the whole number"))
            left = ""
        self._text.setText(shown)
        self._text.setAccessibleName(f"{self._name} {shown}".strip())
        self._copy.setVisible(bool(self._whole))
        self._eye.setVisible(bool(self._masked))
        self._seconds.setText(left)

    @Slot()
    def _on_eye(self) -> None:
        if self._whole:
            self.hide_number()
        else:
            self.wanted.emit()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._whole)

    @Slot()
    def _on_tick(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.hide_number()
        else:
            self._show()
