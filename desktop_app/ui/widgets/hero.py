"""The frame of the pages before an office is open: the name of the program beside a quiet column."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.ui.icons import Icon
from desktop_app.ui.style import XL, XXL, L, M, S, grown
from desktop_app.ui.widgets.text import Text

_COLUMN = 400
_SIDE = 320


class Hero(QWidget):
    """Fill `column`; the side with the name goes away where there is no room for both."""

    def __init__(
        self, *, version: str = "", width: int = _COLUMN, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._width = width
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._side = QFrame()
        self._side.setObjectName("hero")
        side = QVBoxLayout(self._side)
        side.setContentsMargins(XXL, XXL, XXL, XL)
        side.setSpacing(S)
        side.addStretch(2)
        side.addWidget(Icon("layers", size=44, tone="accent"))
        side.addSpacing(M)
        side.addWidget(Text("DTSEN Luring", "title"))
        side.addWidget(
            Text(
                tr("Families, help given and letters of one office, without a network."),
                "muted",
                wraps=True,
            )
        )
        side.addStretch(3)
        side.addWidget(Text(version, "caption"))
        row.addWidget(self._side)
        area = QScrollArea()
        area.setObjectName("entry")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("scrolled")
        beside = QHBoxLayout(inside)
        beside.setContentsMargins(XXL, L, XXL, L)
        beside.addStretch(1)
        self._holder = QWidget()
        self.column = QVBoxLayout(self._holder)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(M)
        beside.addWidget(self._holder, 1000)
        beside.addStretch(1)
        area.setWidget(inside)
        row.addWidget(area, 1)
        self._fit()

    def _fit(self) -> None:
        self._holder.setMaximumWidth(grown(self._width))
        self._side.setFixedWidth(grown(_SIDE))
        self._side.setVisible(self.width() >= grown(_SIDE) + grown(self._width) + 2 * XXL)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
