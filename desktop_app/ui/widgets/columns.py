"""Two columns that scroll together; the second comes under the first where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.style import XL, M
from desktop_app.ui.widgets.pane import Pane

_NARROW_LETTERS = 120


class TwoColumns(Pane):
    """For a page of cards with a list beside them; `share` is the part of the first column in ten.

    With fewer than `least` letters in a line they stand under each other.
    """

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        *,
        share: int = 6,
        least: int = _NARROW_LETTERS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(left=0, parent=parent)
        self._least = least
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(XL)
        self._row.addWidget(first, share)
        self._row.addWidget(second, 10 - share)
        self.column.addLayout(self._row, 1)

    @property
    def is_narrow(self) -> bool:
        """Whether the second column stands under the first."""
        return self._row.direction() is QBoxLayout.Direction.TopToBottom

    def _fit(self) -> None:
        letters = self.width() // max(1, self.fontMetrics().averageCharWidth())
        wanted = (
            QBoxLayout.Direction.TopToBottom
            if letters < self._least
            else QBoxLayout.Direction.LeftToRight
        )
        if self._row.direction() is not wanted:
            self._row.setDirection(wanted)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_row"):
            self._fit()


def stacked(*parts: QWidget) -> QWidget:
    """One column of them: these beneath each other, from the top."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(M)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return whole
