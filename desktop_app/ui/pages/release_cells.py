"""The cells of one row, a line for each column of its file, with what is noticed about each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from desktop_app.domain.problem import ProblemAction, RowProblem
from desktop_app.language import tr
from desktop_app.ui.style import grown
from desktop_app.ui.theme import tokens_of
from desktop_app.words.problems import kind_words

HEADER, CELL, NOTICED = range(3)
_ROOM_FOR_NOTICED = 540
_FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class CellsTable(QTableWidget):
    """Letters typed on a line go into its cell; `typed` says which and what.

    `current_noticed` has what is noticed about the line the keyboard is on: beside the cells there
    may be no room for all of it.
    """

    typed = Signal(int, str)
    current_noticed = Signal(str)

    def __init__(self) -> None:
        super().__init__(0, 3)
        self._headers: tuple[str, ...] = ()
        self._is_filling = False
        self.setAccessibleName(tr("Cells of the row"))
        self.setHorizontalHeaderLabels([tr("Column"), tr("Cell"), tr("Noticed")])
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(grown(38))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(NOTICED, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(True)
        self.setColumnWidth(HEADER, grown(190))
        self.setColumnWidth(CELL, grown(180))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.itemChanged.connect(self._on_item)
        self.currentCellChanged.connect(self._on_current)

    def show_row(self, headers: Sequence[str], cells: Sequence[str], *, is_fixed: bool) -> None:
        """Show these cells; with `is_fixed` they can only be read."""
        self._headers = tuple(headers)
        self._is_filling = True
        self.setRowCount(len(headers))
        for at, header in enumerate(headers):
            name = QTableWidgetItem(header)
            name.setToolTip(header)
            name.setFlags(_FIXED)
            cell = QTableWidgetItem(cells[at] if at < len(cells) else "")
            if is_fixed:
                cell.setFlags(_FIXED)
            noticed = QTableWidgetItem("")
            noticed.setFlags(_FIXED)
            for place, item in ((HEADER, name), (CELL, cell), (NOTICED, noticed)):
                self.setItem(at, place, item)
        if headers:
            self.setCurrentCell(0, CELL)
        self._is_filling = False

    def show_problems(self, problems: Sequence[RowProblem]) -> None:
        """Say beside each cell what is noticed about it."""
        words: dict[str, list[str]] = {}
        flagged: set[str] = set()
        for problem in problems:
            words.setdefault(problem.column, []).append(kind_words(problem.kind))
            if problem.action is ProblemAction.FLAGGED:
                flagged.add(problem.column)
        tones = tokens_of(self)
        self._is_filling = True
        for row, header in enumerate(self._headers):
            item = self.item(row, NOTICED) or QTableWidgetItem()
            said = " · ".join(words.get(header, ()))
            item.setText(said)
            item.setToolTip(said)
            item.setForeground(QColor(tones.due_text if header in flagged else tones.muted))
            cell = self.item(row, CELL) or QTableWidgetItem()
            cell.setForeground(QColor(tones.due_text if header in flagged else tones.text))
        self._is_filling = False
        self._on_current(self.currentRow())

    @Slot(QTableWidgetItem)
    def _on_item(self, item: QTableWidgetItem) -> None:
        if not self._is_filling and item.column() == CELL:
            self.typed.emit(item.row(), item.text())

    @Slot(int)
    def _on_current(self, row: int, *_: int) -> None:
        item = self.item(row, NOTICED)
        self.current_noticed.emit(item.text() if item is not None else "")

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnHidden(NOTICED, self.viewport().width() < grown(_ROOM_FOR_NOTICED))
