"""A part of a page that takes the keyboard as one thing."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGroupBox, QWidget


class Group(QGroupBox):
    """Draws nothing of its own: it is a group box so that a screen reader calls it a group."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFlat(True)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        pass
