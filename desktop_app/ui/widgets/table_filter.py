"""The line above a list that leaves only the rows in which the typed words stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QWidget

from desktop_app.domain.names import words_of
from desktop_app.language import tr
from desktop_app.ui.models.table import Column, RowsModel
from desktop_app.ui.style import XS, M, S
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.search_box import SearchBox
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number

_LONG = 10
"""Rows from which on the line stands there unasked: fewer are seen at one glance."""
_PAUSE_MS = 120
_LINE_LETTERS = 34


class FilterHeader(QHeaderView):
    """The headings of a list, with room above them for a line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._above: QWidget | None = None

    def put_above(self, widget: QWidget) -> None:
        """Keep room for this child while it is shown."""
        widget.installEventFilter(self)
        self._above = widget

    @property
    def _room(self) -> int:
        is_there = self._above is not None and not self._above.isHidden()
        return self._above.sizeHint().height() if self._above is not None and is_there else 0

    def _place(self) -> None:
        if self._above is not None:
            self._above.setGeometry(0, 0, self.width(), self._room)

    # Qt overrides

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), hint.height() + self._room)

    def updateGeometries(self) -> None:
        self.setViewportMargins(0, self._room, 0, 0)
        super().updateGeometries()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest)
        if watched is self._above and event.type() in shown:
            self.updateGeometries()
            self.geometriesChanged.emit()  # for the list, which gives the header its height
        return super().eventFilter(watched, event)


class ListFilter(QWidget):
    """The line, and how many rows it leaves. It stands there where a list is long or it was asked for.

    Every word has to stand somewhere in the row as it is shown: what is hidden on the screen is not
    found. Rows that were chosen stay chosen while they are seen. `turned` after the rows became others,
    True if the current one went with them; `left` when the keyboard is to go on to the rows. `text` is
    what the rows are filtered for, empty if nothing is left out.
    """

    turned = Signal(bool)
    left = Signal()

    def __init__(self, table: QTableView, header: FilterHeader, rows: RowsModel[Any]) -> None:
        super().__init__(header)
        self.text = ""
        self.is_turning = False
        self._rows = rows
        self._is_asked_for = False
        self._words: list[str] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, XS, S, S)
        row.setSpacing(M)
        self.line = SearchBox()
        self.line.setPlaceholderText(tr("Filter this list…   (Ctrl+F)"))
        self.line.setAccessibleName(tr("Filter this list"))
        self.line.setMaximumWidth(self.fontMetrics().averageCharWidth() * _LINE_LETTERS)
        self.line.typed.connect(self._on_typed)
        self.line.entered.connect(self._on_entered)
        self.line.left.connect(self._on_left)
        row.addWidget(self.line, 1)
        self.count = Text("", "muted")
        row.addWidget(self.count)
        row.addStretch(1)
        self.hide()
        self._nothing = EmptyState("search", tr("No row has these words"), parent=table.viewport())
        self._nothing.hide()
        rows.modelReset.connect(self.fit)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.apply)
        header.put_above(self)
        QWidget.setTabOrder(self.line, table)

    @property
    def leaves_nothing(self) -> bool:
        """Whether there are rows, and none of them is left."""
        return bool(self._words) and not self._rows.left and self._rows.given > 0

    def ask(self) -> None:
        """Bring the keyboard to the line, wherever it was hidden."""
        self._is_asked_for = True
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def forget(self) -> None:
        """Leave nothing out; before a list of something else is shown."""
        self._pause.stop()
        self._is_asked_for = False
        self.line.show_text("")
        self.apply()

    def fit(self) -> None:
        """Stand there or not, and say how many rows are left, for the rows as they are now."""
        given = self._rows.given
        self.setVisible(self._is_asked_for or bool(self.line.text()) or given > _LONG)
        words = tr("{n} of {total}").format(n=number(self._rows.left), total=number(given))
        self.count.setText(words if self._words else "")
        self.place()

    def place(self) -> None:
        """Say over the whole list that nothing is left, if so."""
        self._nothing.setGeometry(self._table.viewport().rect())
        self._nothing.setVisible(self.leaves_nothing)

    @Slot()
    def apply(self) -> None:
        """Leave what holds the words that stand in the line now."""
        self._pause.stop()
        before, self._words = self._words, words_of(self.line.text())
        self.text = " ".join(self.line.text().split()) if self._words else ""
        if before or self._words:
            self._turn()
        self.fit()

    @property
    def _table(self) -> QTableView:
        # Not kept: the two would hold one another, and outlive their page.
        header = self.parentWidget()
        table = header.parentWidget() if header is not None else None
        assert isinstance(table, QTableView)
        return table

    def _turn(self) -> None:
        table, flag = self._table, QItemSelectionModel.SelectionFlag
        selection = table.selectionModel()
        current = self._rows.row_at(table.currentIndex().row())
        selected = {id(self._rows.row_at(one.row())) for one in selection.selectedRows()}
        self.is_turning = True
        self._rows.narrow(self._keeps() if self._words else None)
        is_lost = current is not None
        for at, row in enumerate(self._rows.rows):
            if row is not current and id(row) not in selected:
                continue
            self._rows.show_until(at)
            index = self._rows.index(at, 0)
            if id(row) in selected:
                selection.select(index, flag.Select | flag.Rows)
            if row is current:
                selection.setCurrentIndex(index, flag.NoUpdate)
                is_lost = False
        self.is_turning = False
        self.turned.emit(is_lost)

    def _keeps(self) -> Callable[[Any], bool]:
        words, header = self._words, self._table.horizontalHeader()
        cells = [
            cell
            for at, column in enumerate(self._rows.columns)
            if not header.isSectionHidden(at)
            for cell in _cells(column)
        ]

        def keeps(row: object) -> bool:
            there = [words_of(cell(row)) for cell in cells]
            text = "|".join(" ".join(cell) for cell in there)
            # Numbers are shown in groups; whoever types one does not type the gaps.
            runs = "|".join("".join(cell) for cell in there)
            return all(word in text or (word.isdigit() and word in runs) for word in words)

        return keeps

    @Slot(str)
    def _on_typed(self, _: str) -> None:
        self._pause.start()

    @Slot()
    def _on_entered(self) -> None:
        self.apply()
        self.left.emit()

    @Slot()
    def _on_left(self) -> None:
        self._is_asked_for = False
        self.left.emit()
        self.fit()


def _cells(column: Column[Any]) -> list[Callable[[Any], str]]:
    return [column.text] if column.below is None else [column.text, column.below]
