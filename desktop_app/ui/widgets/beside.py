"""A list with the detail of its selected row at the right, where there is room for both."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from desktop_app.ui.style import XL

_LEAST_LETTERS = 118
_SIDE_LETTERS = 44


class Beside(QWidget):
    """Keeps the list wide enough to be read: in a narrow window the detail is left out.

    Whatever the detail shows can be reached by opening the row as well.
    """

    def __init__(self, listed: QWidget, detail: QWidget, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XL)
        row.addWidget(listed, 1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        detail.setObjectName("scrolled")
        self._area.setWidget(detail)
        row.addWidget(self._area)
        self._fit()

    @property
    def has_room(self) -> bool:
        """Whether the detail is on the screen."""
        return not self._area.isHidden()

    def _fit(self) -> None:
        # Counted in letters: big text makes a window narrow just as a small screen does.
        letter = max(1, self.fontMetrics().averageCharWidth())
        self._area.setVisible(self.width() >= _LEAST_LETTERS * letter)
        self._area.setFixedWidth(_SIDE_LETTERS * letter)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_area"):
            self._fit()
