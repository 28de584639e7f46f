"""Rows of a list too long to be held: pages come when somebody looks at them, and the oldest go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal, Slot

from desktop_app.ui.models.table import Column, Heading, RowsModel, RowT

_KEPT = 30
"""Pages that are held at a time: far more than a screen shows."""
_MOST_WANTED = 3
_PAUSE_MS = 30
"""Whoever drags the scroll bar passes by pages that need not be fetched."""


class PagedRows(RowsModel[RowT]):
    """Shows either the rows it is given, or a list of known length page by page.

    After `show_pages` it asks for a page with `page_wanted` when a row of it is looked at, and the
    page answers with `put_page`. Such a list stands in the order in which it comes; another is asked
    for with `order_wanted`.
    """

    page_wanted = Signal(int)

    def __init__(
        self, columns: Sequence[Column[RowT]], size: int, parent: QObject | None = None
    ) -> None:
        super().__init__(columns, parent)
        self._size = size
        self._is_paged = False
        self._pages: dict[int, Sequence[RowT]] = {}
        self._wanted: list[int] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)

    def show_rows(self, rows: Sequence[RowT | Heading], *, total: int | None = None) -> None:
        self._forget_pages(is_paged=False)
        super().show_rows(rows, total=total)

    def show_pages(self, total: int) -> None:
        """Show a list of so many rows, none of which is here yet."""
        self.beginResetModel()
        self._forget_pages(is_paged=True)
        self._given = []
        self._rows = self._given
        self._shown = self._total = total
        self.endResetModel()

    def put_page(self, page: int, rows: Sequence[RowT]) -> None:
        """Take the rows of a page that was wanted."""
        if not self._is_paged:
            return
        self._pages.pop(page, None)
        self._pages[page] = rows
        if len(self._pages) > _KEPT:
            del self._pages[next(iter(self._pages))]
        first = page * self._size
        last = min(first + len(rows), self._total) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def is_heading(self, row: int) -> bool:
        # A list that comes page by page has none; asking for the row would fetch its page.
        return not self._is_paged and super().is_heading(row)

    @property
    def has_headings(self) -> bool:
        return not self._is_paged and super().has_headings

    @property
    def rows(self) -> Sequence[RowT | Heading]:
        """Every row that is here, in the order of the screen."""
        if not self._is_paged:
            return self._rows
        return [row for page in sorted(self._pages) for row in self._pages[page]]

    @property
    def is_whole(self) -> bool:
        return self._is_paged or super().is_whole

    def _content(self, row: int) -> RowT | Heading | None:
        if not self._is_paged:
            return super()._content(row)
        if not 0 <= row < self._total:
            return None
        page, at = divmod(row, self._size)
        rows = self._pages.get(page)
        if rows is None:
            self._want(page)
            return None
        return rows[at] if at < len(rows) else None

    def _want(self, page: int) -> None:
        if page in self._wanted:
            self._wanted.remove(page)
        self._wanted.append(page)
        if not self._pause.isActive():
            self._pause.start()

    def _forget_pages(self, *, is_paged: bool) -> None:
        self._is_paged = is_paged
        self._pages.clear()
        self._wanted.clear()

    @Slot()
    def _on_pause(self) -> None:
        # Those looked at last are on the screen; what is still missed is asked for when it is painted.
        wanted, self._wanted = self._wanted[-_MOST_WANTED:], []
        for page in wanted:
            self.page_wanted.emit(page)

    # Qt overrides

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return not self._is_paged and super().canFetchMore(parent)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not self._is_paged:
            super().sort(column, order)
        elif 0 <= column < len(self.columns):
            if not self.may_ask_order:
                self.order_refused.emit()
            is_descending = order is Qt.SortOrder.DescendingOrder
            self.order_wanted.emit(self.columns[column].key, is_descending)
