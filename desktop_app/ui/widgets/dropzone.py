"""Where files are dropped, pasted or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.icons import Icon
from desktop_app.ui.style import RADIUS, XL, XS, M, S
from desktop_app.ui.theme import tokens_of
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.group import Group
from desktop_app.ui.widgets.text import Text


class DropZone(Group):
    """A field that takes files (`given`): dragged here, pasted with Ctrl+V, or by its button."""

    given = Signal(object)  # list[Path]
    ask = Signal()

    def __init__(
        self, heading: str, sentence: str, action: str, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._is_over = False
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(heading)
        self.setAccessibleDescription(sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(XL, XL, XL, XL)
        row.setSpacing(M + S)
        row.addWidget(Icon("upload", size=32, tone="accent"), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(XS)
        words.addStretch(1)
        words.addWidget(Text(heading, "heading", wraps=True))
        words.addWidget(Text(sentence, "muted", wraps=True))
        words.addStretch(1)
        row.addLayout(words, 1)
        self.button = Button(action, icon="folder-open")
        self.button.clicked.connect(self._on_button)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _take(self, data: QMimeData) -> None:
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        files = [path for path in paths if path.is_file()]
        if files:
            self.given.emit(files)

    @Slot()
    def _on_button(self) -> None:
        self.ask.emit()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self._is_over or self.hasFocus()
        painter.setBrush(QColor(tokens.accent_soft if self._is_over else tokens.sunken))
        pen = QPen(QColor(tokens.accent if strong else tokens.edge), 2 if strong else 1.2)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            self._is_over = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._is_over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._is_over = False
        self.update()
        event.acceptProposedAction()
        self._take(event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._take(QGuiApplication.clipboard().mimeData())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.ask.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
