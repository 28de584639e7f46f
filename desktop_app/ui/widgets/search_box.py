"""A line to search with: a glass before it, Esc empties it, Enter and Down go to what was found."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.language import tr
from desktop_app.ui import icons


class SearchBox(QLineEdit):
    """The one box for everything; Enter and Down go to the results, Esc clears it, then leaves."""

    entered = Signal()
    left = Signal()
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "search")
        self.setClearButtonEnabled(True)
        self.setPlaceholderText(tr("Search name, NIK, KK, address…   (Ctrl+K)"))
        self.setAccessibleName(tr("Search people and families"))
        self._painted = icons.Painted(self)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._paint_glass()
        # textEdited is not emitted for the clear button.
        self.textChanged.connect(self._on_text)
        self._is_loading = False

    def show_text(self, text: str) -> None:
        """Put a text there without searching for it."""
        if text != self.text():
            self._is_loading = True
            self.setText(text)
            self._is_loading = False

    def take(self, text: str) -> None:
        """Go on with a letter that was typed elsewhere on the page."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.setText(self.text() + text)

    def _paint_glass(self) -> None:
        fresh = self._painted.fresh("search", "muted", 16)
        if fresh is not None:
            self._glass.setIcon(fresh)

    @Slot(str)
    def _on_text(self, text: str) -> None:
        if not self._is_loading:
            self.typed.emit(text)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in icons.RECOLOUR:
            self._paint_glass()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
