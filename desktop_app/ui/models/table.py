"""Rows under columns, for any kind of row: columns are data, and nothing is fetched here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    SIGNAL,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop_app.language import tr
from desktop_app.words.format import decile_spoken

RowT = TypeVar("RowT")

SORT_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_ROLE = Qt.ItemDataRole.UserRole + 2
COPY_ROLE = Qt.ItemDataRole.UserRole + 3
BELOW_ROLE = Qt.ItemDataRole.UserRole + 4
MARKS_ROLE = Qt.ItemDataRole.UserRole + 5
TONE_ROLE = Qt.ItemDataRole.UserRole + 6
DECILE_ROLE = Qt.ItemDataRole.UserRole + 7
STRUCK_ROLE = Qt.ItemDataRole.UserRole + 8
ICON_ROLE = Qt.ItemDataRole.UserRole + 9

MOST_SORTED = 20_000
"""Rows that are read to the end when somebody wants another order."""
CHUNK = 500
"""How many rows are handed to the view at a time; the rest comes as somebody scrolls."""

_NOWHERE = QModelIndex()
_ROW = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_Index = QModelIndex | QPersistentModelIndex


# Without slots: in Python 3.11 a frozen, slotted, generic class cannot be made as `Column[Row](…)`.
@dataclass(frozen=True)
class Column(Generic[RowT]):
    """One column: what it is called and what it says about a row.

    `title` is a marked English sentence, translated when shown. `key` names the column where its
    width is remembered and when a list is sorted by the store; it never changes.
    """

    key: str
    title: str
    text: Callable[[RowT], str]
    width: int = 140
    is_number: bool = False
    is_whole: bool = (
        False  # a day, a count: the others give way in a narrow list, this one is never cut
    )
    sort: Callable[[RowT], Any] | None = None  # by text if not given; must never give None
    copied: Callable[[RowT], str] | None = None  # by text if not given
    below: Callable[[RowT], str] | None = None  # a second, quieter line
    marks: Callable[[RowT], Sequence[tuple[int, int]]] | None = None  # found letters: start, length
    tone: Callable[[RowT], str] | None = None  # a text token: muted, due_text, loss_text
    tip: Callable[[RowT], str] | None = None
    decile: Callable[[RowT], int | None] | None = None  # drawn as a badge instead of text
    is_plain: Callable[[RowT], bool] | None = None  # the text all the same: nothing to rank
    is_struck: Callable[[RowT], bool] | None = None  # a line through: no longer counts
    icon: Callable[[RowT], str] | None = None  # the name of an icon before the text; empty for none


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that only names the rows beneath it; cannot be selected."""

    text: str


class RowsModel(QAbstractTableModel, Generic[RowT]):
    """Shows the rows it is given.

    A whole list is sorted here. A part of a longer list (`total` larger than what was given) asks
    for the rest with `more_wanted`, as somebody scrolls; the page answers with `add_rows`. Another
    order it asks for with `order_wanted` where somebody listens; else it gathers the rest first, or
    says with `order_refused` that the list is too long to be sorted. A whole list can be narrowed:
    then `rows` are those that are left, and `given` says how many there are.
    """

    more_wanted = Signal(int)  # rows known so far
    order_wanted = Signal(str, bool)  # key of the column, descending
    order_refused = Signal()

    def __init__(self, columns: Sequence[Column[RowT]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._given: list[RowT | Heading] = []
        self._keeps: Callable[[RowT], bool] | None = None
        self._rows = self._given  # what is left of it; the same list while nothing is left out
        self._shown = 0
        self._total = 0
        self._is_asking = False
        self._order_to_come: tuple[int, Qt.SortOrder] | None = None

    def show_rows(self, rows: Sequence[RowT | Heading], *, total: int | None = None) -> None:
        """Show these rows instead; `total` says how many there are when these are only the first."""
        self.beginResetModel()
        self._given = list(rows)
        self._rows = self._kept()
        self._total = max(total or 0, len(self._given))
        self._shown = min(CHUNK, len(self._rows))
        self._is_asking = False
        self._order_to_come = None
        self.endResetModel()

    def add_rows(self, rows: Sequence[RowT | Heading]) -> None:
        """Add the next rows of a longer list; none means that there are no more."""
        self._is_asking = False
        self._given.extend(rows)
        self._rows = self._kept()
        if not rows:
            self._total = len(self._given)
        self._show_more()
        self._gather()

    def narrow(self, keeps: Callable[[RowT], bool] | None) -> None:
        """From now on show only the rows that this keeps, and the headings above them; None for all."""
        self.beginResetModel()
        self._keeps = keeps
        self._rows = self._kept()
        self._shown = min(CHUNK, len(self._rows))
        self.endResetModel()

    def put_row(self, at: int, row: RowT) -> None:
        """Show another row in the place of one that is here; everything else stays as it is."""
        before, self._rows[at] = self._rows[at], row
        if self._rows is not self._given:
            self._given = [row if one is before else one for one in self._given]
        if at < self._shown:
            last = len(self.columns) - 1
            self.dataChanged.emit(self.index(at, 0), self.index(at, last))

    def show_until(self, at: int) -> None:
        """Hand the rows up to this one to the view, as going to it needs."""
        while self._shown <= at < len(self._rows):
            self._show_more()

    def row_at(self, row: int) -> RowT | None:
        """What stands in a row; None for a heading or outside the list."""
        content = self._content(row)
        return None if isinstance(content, Heading) else content

    def is_heading(self, row: int) -> bool:
        """Whether this row only names others."""
        return isinstance(self._content(row), Heading)

    @property
    def has_headings(self) -> bool:
        """Whether any row only names others."""
        return any(isinstance(row, Heading) for row in self._rows)

    @property
    def rows(self) -> Sequence[RowT | Heading]:
        """Every row given and left, shown yet or not, in the order of the screen."""
        return self._rows

    @property
    def given(self) -> int:
        """How many rows are here, left out or not."""
        return _count(self._given)

    @property
    def left(self) -> int:
        """How many of them are not left out."""
        return _count(self._rows)

    @property
    def total(self) -> int:
        """How many rows there are, given yet or not."""
        return self._total

    @property
    def is_whole(self) -> bool:
        """Whether every row is here."""
        return len(self._given) >= self._total

    @property
    def may_be_narrowed(self) -> bool:
        """Whether leaving rows out here leaves out what it says, because every row is here."""
        return self.is_whole

    @property
    def may_ask_order(self) -> bool:
        """Whether somebody listens to `order_wanted`."""
        return bool(self.receivers(SIGNAL("order_wanted(QString,bool)")))

    def show_all(self) -> None:
        """Hand every row that is here to the view, as selecting all needs."""
        while self._shown < len(self._rows):
            self._show_more()

    def _content(self, row: int) -> RowT | Heading | None:
        """What stands in a row; None outside the list, or if it is not here yet."""
        return self._rows[row] if 0 <= row < self._shown else None

    def _kept(self) -> list[RowT | Heading]:
        if self._keeps is None:
            return self._given
        kept, above = list[RowT | Heading](), list[Heading]()
        for row in self._given:
            if isinstance(row, Heading):
                above = [row]
            elif self._keeps(row):
                kept += [*above, row]
                above = []
        return kept

    def _show_more(self) -> None:
        until = min(self._shown + CHUNK, len(self._rows))
        if until > self._shown:
            self.beginInsertRows(QModelIndex(), self._shown, until - 1)
            self._shown = until
            self.endInsertRows()

    def _gather(self) -> None:
        """Read on until the list is whole, and sort it then; while nobody wants an order, nothing."""
        if self._order_to_come is None or self._is_asking:
            return
        if self.is_whole:
            order, self._order_to_come = self._order_to_come, None
            self.sort(*order)
        else:
            self._is_asking = True
            self.more_wanted.emit(len(self._given))

    def _cell(self, content: RowT, column: Column[RowT], role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(content)
            case Qt.ItemDataRole.AccessibleTextRole if column.decile and not _is_plain(
                column, content
            ):
                return decile_spoken(column.decile(content))
            case Qt.ItemDataRole.TextAlignmentRole if column.is_number:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ToolTipRole if column.tip:
                return column.tip(content) or None
            case _ if role == SORT_ROLE:
                return _sort_key(column)(content)
            case _ if role == COPY_ROLE:
                return (column.copied or column.text)(content)
            case _ if role == BELOW_ROLE and column.below:
                return column.below(content)
            case _ if role == MARKS_ROLE and column.marks:
                return tuple(column.marks(content))
            case _ if role == TONE_ROLE and column.tone:
                return column.tone(content)
            case _ if role == STRUCK_ROLE and column.is_struck:
                return column.is_struck(content)
            case _ if role == ICON_ROLE and column.icon:
                return column.icon(content)
            case _ if role == DECILE_ROLE and column.decile and not _is_plain(column, content):
                return column.decile(content) or 0
        return None

    # Qt overrides

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._shown

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        content = self._content(index.row()) if index.isValid() else None
        if content is None or role == ROW_ROLE:
            return content
        if isinstance(content, Heading):
            is_named = index.column() == 0 and role == Qt.ItemDataRole.DisplayRole
            return content.text if is_named else None
        return self._cell(content, self.columns[index.column()], role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.is_heading(index.row()):
            return Qt.ItemFlag.ItemNeverHasChildren  # the arrows step over what is not enabled
        return _ROW

    def canFetchMore(self, parent: _Index) -> bool:
        if parent.isValid():
            return False
        return self._shown < len(self._rows) or (not self.is_whole and not self._is_asking)

    def fetchMore(self, parent: _Index) -> None:
        if parent.isValid():
            return
        if self._shown < len(self._rows):
            self._show_more()
        elif not self.is_whole and not self._is_asking:
            self._is_asking = True
            self.more_wanted.emit(len(self._given))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns):
            return
        is_descending = order is Qt.SortOrder.DescendingOrder
        if not self.is_whole:
            if self.may_ask_order:
                self.order_wanted.emit(self.columns[column].key, is_descending)
            elif self._total > MOST_SORTED:
                self.order_refused.emit()
            else:
                self._order_to_come = (column, order)
                self._gather()
            return
        contents = [row for row in self._given if not isinstance(row, Heading)]
        if len(contents) < len(self._given):
            self.order_refused.emit()  # rows stay under the heading that names them
            return
        key = _sort_key(self.columns[column])
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        standing = [id(self._rows[index.row()]) for index in before]
        contents.sort(key=key, reverse=is_descending)
        self._given = list(contents)
        self._rows = self._kept()
        places = {id(content): at for at, content in enumerate(self._rows)}
        after = [
            self.index(places[which], index.column())
            if places[which] < self._shown
            else QModelIndex()
            for which, index in zip(standing, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()


def _count(rows: Sequence[RowT | Heading]) -> int:
    return sum(not isinstance(row, Heading) for row in rows)


def _is_plain(column: Column[RowT], content: RowT) -> bool:
    return column.is_plain is not None and column.is_plain(content)


def _sort_key(column: Column[RowT]) -> Callable[[RowT], Any]:
    if column.sort is not None:
        return column.sort
    if column.decile is not None:
        decile = column.decile
        return lambda content: decile(content) or 11  # those without one stand last
    text = column.text
    return lambda content: text(content).casefold()
