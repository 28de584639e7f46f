"""Filters as chips: each says what it filters, and goes when it is clicked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.language import tr
from desktop_app.ui import icons
from desktop_app.ui.style import grown
from desktop_app.ui.widgets.flow import FlowLayout


class Chip(QPushButton):
    """One filter in force; a click, Delete or Backspace asks for it to go (`removed`)."""

    removed = Signal(str)

    def __init__(self, key: str, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.key = key
        self._painted = icons.Painted(self)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands after the words
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("Filter {name}, remove").format(name=text))
        self.setToolTip(tr("Remove this filter"))
        self.clicked.connect(self._on_clicked)
        self._paint_icon()

    @Slot()
    def _on_clicked(self) -> None:
        self.removed.emit(self.key)

    def _paint_icon(self) -> None:
        fresh = self._painted.fresh("x", "accent_text", 13)
        if fresh is not None:
            self.setIconSize(QSize(grown(13), grown(13)))
            self.setIcon(fresh)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in icons.RECOLOUR:
            self._paint_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self.key)
        else:
            super().keyPressEvent(event)


class ChipBar(QWidget):
    """The filters in force, in lines; hidden while there are none."""

    removed = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self.hide()

    def show_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show these, each a key and its words."""
        self._flow.clear()
        for key, text in chips:
            chip = Chip(key, text, parent=self)
            chip.removed.connect(self.removed)
            self._flow.addWidget(chip)
        self.setVisible(bool(chips))
        self.updateGeometry()
