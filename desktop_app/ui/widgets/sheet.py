"""A sheet that slides over the right of a page: a form or a detail, with the page still behind it."""

from __future__ import annotations

from typing import ClassVar

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.ui.style import XL, L, S
from desktop_app.ui.widgets.buttons import IconButton
from desktop_app.ui.widgets.text import Elided, Rule

WIDTH = 440


class SideSheet(QFrame):
    """Lies over the right edge of its parent. Esc or the cross closes it; the focus goes back.

    `asked_to_close` lets a form with unsaved input say no: it is emitted instead of closing while
    `guards` is true.
    """

    least_width: ClassVar[int] = WIDTH
    closed = Signal()
    asked_to_close = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.guards = False
        self._came_from: QWidget | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(XL, L, L, L)
        self._title = Elided("", "heading")
        self._cross = IconButton("x", tr("Close"), keys="Esc")
        self._cross.clicked.connect(self._on_cross)
        head.addWidget(self._title, 1)
        head.addWidget(self._cross)
        whole.addLayout(head)
        whole.addWidget(Rule())
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole.addWidget(self._scroll, 1)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(XL, S, XL, L)
        self._foot.setSpacing(S)
        whole.addLayout(self._foot)
        parent.installEventFilter(self)
        self.hide()

    def show_content(self, title: str, content: QWidget, *buttons: QWidget) -> None:
        """Open with this content and, at the foot, these buttons, the primary one last."""
        self._came_from = self.window().focusWidget()
        self._title.setText(title)
        self.setAccessibleName(title)
        content.setContentsMargins(XL, L, XL, L)
        self._scroll.setWidget(content)
        while item := self._foot.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._foot.addStretch(1)
        for button in buttons:
            self._foot.addWidget(button)
        self._place()
        self.show()
        self.raise_()
        first = content.nextInFocusChain()
        (first if first is not None else self._cross).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_part(self, part: QWidget) -> None:
        """Scroll to a part of the content."""
        self._scroll.ensureWidgetVisible(part)

    def close_sheet(self) -> None:
        """Close without asking, and give the focus back."""
        self.hide()
        content = self._scroll.takeWidget()
        if content is not None:
            content.deleteLater()
        if self._came_from is not None and shiboken6.isValid(self._came_from):
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._came_from = None
        self.closed.emit()

    def _place(self) -> None:
        wide = min(
            self._over.width(), max(self.least_width, self.fontMetrics().averageCharWidth() * 58)
        )
        self.setGeometry(self._over.width() - wide, 0, wide, self._over.height())

    @Slot()
    def _on_cross(self) -> None:
        if self.guards:
            self.asked_to_close.emit()
        else:
            self.close_sheet()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_cross()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
