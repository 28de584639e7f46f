"""The first rows of a file as they stand, with the digits of NIK and KK hidden."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop_app.domain.extract import FileLook
from desktop_app.language import tr
from desktop_app.ui.style import M
from desktop_app.words.extract_words import shown_cell

_ROWS = 8
_WIDEST_CELL = 220


class SampleTable(QTableWidget):
    """A grid to look at, as wide as the file."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Sample rows"))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.setHorizontalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)

    def show_file(self, file: FileLook) -> None:
        """Show the first rows of this file."""
        rows = file.sample[:_ROWS]
        self.setColumnCount(len(file.columns))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels([column.header for column in file.columns])
        for at, row in enumerate(rows):
            for place, cell in enumerate(row[: len(file.columns)]):
                self.setItem(at, place, QTableWidgetItem(shown_cell(cell)))
        header = self.horizontalHeader()
        header.resizeSections(QHeaderView.ResizeMode.ResizeToContents)
        for place in range(header.count()):
            header.resizeSection(place, min(_WIDEST_CELL, header.sectionSize(place) + M))
