"""A column that scrolls when there is no room: for details beside a list, and for long forms."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop_app.ui.style import L, M


class Pane(QScrollArea):
    """Add to `column`; it scrolls down, never sideways."""

    def __init__(self, *, left: int = L, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(left, 0, M, M)
        self.column.setSpacing(M)
        self.setWidget(inside)
