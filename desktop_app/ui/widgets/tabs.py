"""Parts of a page behind each other, with their titles in a row."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTabWidget, QWidget

from desktop_app.language import tr


class Tabs(QTabWidget):
    """Titles as wide as their words, the arrow keys go through them; a screen reader says what they are."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.setUsesScrollButtons(True)
        self.setIconSize(QSize(0, 0))
        self.tabBar().setExpanding(False)
        self.tabBar().setAccessibleName(tr("Parts of this page"))
