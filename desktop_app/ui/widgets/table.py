"""The list of the program: real headers, remembered widths, the whole keyboard, never a grey void."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop_app.language import tr
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import COPY_ROLE, Column, Heading, RowsModel
from desktop_app.ui.widgets.cells import CellDelegate
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.table_filter import FilterHeader, ListFilter
from desktop_app.ui.widgets.table_menu import ColumnChoice, list_menu, open_menu
from desktop_app.ui.widgets.table_widths import ColumnWidths

RowT = TypeVar("RowT")

_LEAST_WIDTH = 48
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class DataTable(QTableView, Generic[RowT]):
    """Shows rows under columns.

    Enter or a double click opens (`opened`), Space selects, Ctrl+A selects everything found
    (`selected_all` says how many), Ctrl+C copies the selected rows. `chosen` follows the current row
    (None when there is none). Letters are not used up by the list: they reach the page. A click with
    the right button on the header, the menu key or Shift+F10 open the menu of columns and saving.
    Ctrl+F leads to the line that filters the rows, or to what `narrowed_by` names where the page
    decides itself which rows come: such a list has no line of its own.
    """

    opened = Signal(object)  # RowT
    chosen = Signal(object)  # RowT | None
    selected_all = Signal(int)
    selection_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        *,
        name: str,
        memory: Memory,
        accessible_name: str = "",
        several: bool = False,
        rows: RowsModel[RowT] | None = None,
        narrowed_by: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.narrowed_by = narrowed_by
        self._has_two_lines = any(column.below is not None for column in columns)
        self._empty: EmptyState | None = None
        self.rows: RowsModel[RowT] = rows or RowsModel(columns, self)
        header = FilterHeader(self)
        self.setHorizontalHeader(header)
        self.setModel(self.rows)
        self.setAccessibleName(accessible_name)
        self.setItemDelegate(CellDelegate(self))
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(
            QAbstractItemView.SelectionMode.ExtendedSelection
            if several
            else QAbstractItemView.SelectionMode.SingleSelection
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self._set_up_header()
        keys = [column.key for column in self.rows.columns]
        wanted = [column.width for column in self.rows.columns]
        whole = frozenset(at for at, one in enumerate(self.rows.columns) if one.is_whole)
        self._widths = ColumnWidths(header, wanted, memory, f"table.{name}.widths", whole=whole)
        self._choice = ColumnChoice(self.horizontalHeader(), keys, memory, f"table.{name}")
        self.filter: ListFilter | None = None
        if narrowed_by is None:
            self.filter = ListFilter(self, header, self.rows)
            self._choice.changed.connect(self.filter.apply)
            self.filter.turned.connect(self._on_turned)
            self.filter.left.connect(self.choose_first)
        self.activated.connect(self._on_activated)
        self.rows.modelReset.connect(self._on_reset)
        self.rows.order_refused.connect(self._on_order_refused)
        self.rows.rowsInserted.connect(self._on_inserted)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self._fit_rows()

    def show_rows(
        self,
        rows: Sequence[RowT | Heading],
        *,
        total: int | None = None,
        keep: bool = False,
    ) -> None:
        """Show these rows; with `keep` they are the same list as before: its order and filter, the
        current row and the scroll place stay.
        """
        row, place = self.currentIndex().row(), self.verticalScrollBar().value()
        if self.filter is not None and not keep:
            self.filter.forget()
        self.rows.show_rows(rows, total=total)
        self._order_again(keep=keep)
        if keep and 0 <= row < self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(row, 0))
            self.verticalScrollBar().setValue(place)
        else:
            self.scrollToTop()

    def set_empty(self, empty: EmptyState) -> None:
        """What lies over the list while it has no rows."""
        if self._empty is not None:
            self._empty.deleteLater()
        self._empty = empty
        empty.setParent(self.viewport())
        self._place_empty()

    def choose_first(self) -> None:
        """Make the first row that can be opened the current one and give the list the focus."""
        self._go_to_end(is_last=False)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ask_filter(self) -> None:
        """Lead the keyboard to what filters this list."""
        if self.filter is not None:
            self.filter.ask()
        elif self.narrowed_by is not None:
            self.narrowed_by.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def current(self) -> RowT | None:
        """The row the keyboard is on."""
        return self.rows.row_at(self.currentIndex().row())

    @property
    def selected(self) -> list[RowT]:
        """The selected rows, in the order of the screen."""
        at = sorted(index.row() for index in self.selectionModel().selectedRows())
        found = (self.rows.row_at(row) for row in at)
        return [row for row in found if row is not None]

    @property
    def selected_places(self) -> list[range]:
        """Where the selected rows stand, also those of a long list that are not here yet."""
        found = self.selectionModel().selection()
        ranges = (found.at(at) for at in range(found.size()))
        return [range(one.top(), one.bottom() + 1) for one in ranges]

    def texts(self) -> list[list[str]]:
        """Every cell as it stands on the screen, for tests and for reading aloud."""
        return [
            [
                str(self.rows.data(self.rows.index(row, column)) or "")
                for column in range(self.rows.columnCount())
            ]
            for row in range(self.rows.rowCount())
        ]

    def as_shown(self) -> tuple[list[str], list[list[str]]]:
        """The headings and every row that is here, as far as columns are shown; for a file.

        The quieter second line of a column is a column of its own there.
        """
        columns = [self.rows.columns[at] for at in self._choice.shown]
        headings, cells = list[str](), list[Callable[[RowT], str]]()
        for column in columns:
            headings.append(tr(column.title))
            cells.append(column.text)
            if column.below is not None:
                headings.append(tr("{column}, more").format(column=tr(column.title)))
                cells.append(column.below)
        rows = [
            [cell(row) for cell in cells] for row in self.rows.rows if not isinstance(row, Heading)
        ]
        return headings, rows

    def _open_menu(self, at: QPoint | None = None) -> None:
        titles = [tr(column.title) for column in self.rows.columns]
        menu = list_menu(
            self, titles, self._choice, reset=self._reset_columns, ask_filter=self.ask_filter
        )
        open_menu(menu, self.horizontalHeader(), at)

    @Slot()
    def _reset_columns(self) -> None:
        self._choice.reset()
        self._widths.reset()

    def _order_again(self, *, keep: bool) -> None:
        header = self.horizontalHeader()
        if keep and self.rows.is_whole:
            self.rows.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        else:
            self._on_order_refused()

    def _go_to_end(self, *, is_last: bool) -> None:
        # Qt goes along the columns; in a list of rows people mean the rows.
        rows = range(self.rows.rowCount())
        for row in reversed(rows) if is_last else rows:
            if not self.rows.is_heading(row):
                self.setCurrentIndex(self.rows.index(row, 0))
                return

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        # A header asks of every selected row, each time it is painted, whether its whole column is.
        header.setSelectionModel(QItemSelectionModel(self.rows, header))
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setMinimumSectionSize(_LEAST_WIDTH)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setSectionsClickable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_menu)
        # Nothing is sorted until somebody asks: a search gives the best first.
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _fit_rows(self) -> None:
        line = self.fontMetrics().height()
        height = 2 * line + 16 if self._has_two_lines else line + 18
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    def _place_empty(self) -> None:
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())
            is_left_out = self.filter is not None and self.filter.leaves_nothing
            self._empty.setVisible(self.rows.rowCount() == 0 and not is_left_out)
        if self.filter is not None:
            self.filter.place()

    def _span_headings(self, first: int, last: int) -> None:
        if not self.rows.has_headings:
            return
        for row in range(first, last + 1):
            if self.rows.is_heading(row):
                self.setSpan(row, 0, 1, self.rows.columnCount())

    @Slot()
    def _on_reset(self) -> None:
        self.clearSpans()
        self._span_headings(0, self.rows.rowCount() - 1)
        self._place_empty()
        if not self._is_turning:
            self.chosen.emit(None)

    @Slot(bool)
    def _on_turned(self, is_lost: bool) -> None:
        self._place_empty()
        if is_lost:
            self.chosen.emit(None)
        self.selection_changed.emit()

    @Slot(QModelIndex, int, int)
    def _on_inserted(self, _: QModelIndex, first: int, last: int) -> None:
        self._span_headings(first, last)
        self._place_empty()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index.row())
        if row is not None:
            self.opened.emit(row)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _: QModelIndex) -> None:
        if not self._is_turning:
            self.chosen.emit(self.rows.row_at(current.row()))

    @Slot(QItemSelection, QItemSelection)
    def _on_selection(self, _: QItemSelection, __: QItemSelection) -> None:
        if not self._is_turning:
            self.selection_changed.emit()

    @Slot()
    def _on_order_refused(self) -> None:
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    # Qt overrides

    def selectAll(self) -> None:
        if self.selectionMode() is QAbstractItemView.SelectionMode.SingleSelection:
            return
        self.rows.show_all()
        super().selectAll()
        self.selected_all.emit(sum(map(len, self.selected_places)))

    def event(self, event: QEvent) -> bool:
        # Here the keys mean this list, and elsewhere the search of the window.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Find)
            and self._may_filter
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        is_plain = not event.modifiers() & _COMMANDS
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy_selected()
        elif event.matches(QKeySequence.StandardKey.Find) and self._may_filter:
            self.ask_filter()
        elif key == Qt.Key.Key_Escape and self.filter is not None and self.filter.text:
            self.filter.forget()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit(self.current)
        elif key == Qt.Key.Key_Space and is_plain and self.current is not None:
            self.selectionModel().select(
                self.currentIndex(),
                QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows,
            )
        elif key == Qt.Key.Key_Menu or (
            key == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self._open_menu()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and is_plain:
            self._go_to_end(is_last=key == Qt.Key.Key_End)
        elif is_plain and event.text().isprintable() and event.text().strip():
            event.ignore()  # for the page, which may send it to the search box
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths.fit(self.viewport().width())
        self._place_empty()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.choose_first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()
            self._widths.fit(self.viewport().width())

    @property
    def _is_turning(self) -> bool:
        return self.filter is not None and self.filter.is_turning

    @property
    def _may_filter(self) -> bool:
        by = self.narrowed_by
        return by is None or by.focusPolicy() is not Qt.FocusPolicy.NoFocus

    def _copy_selected(self) -> None:
        at = sorted(index.row() for index in self.selectionModel().selectedRows())
        lines = [
            "\t".join(self._copied(row, column) for column in self._choice.shown) for row in at
        ]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def _copied(self, row: int, column: int) -> str:
        content: Any = self.rows.data(self.rows.index(row, column), COPY_ROLE)
        return str(content or "")
