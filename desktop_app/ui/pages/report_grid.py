"""One table of a report: sums in bold, numbers that can be opened like links, a cell the keyboard is on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop_app.actions.reports import ReportView
from desktop_app.domain.report import Cell, ReportColumn, ReportTable, RowLevel
from desktop_app.language import tr
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import ROW_ROLE, Column, RowsModel
from desktop_app.ui.style import XS, M, grown
from desktop_app.ui.theme import tokens_of
from desktop_app.ui.widgets.cells import CellDelegate
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.reports import UNITS, cell_words, label_words, no_list_words

_HEAD_LETTERS = 10
_LEAST_WORDS, _MOST_WORDS = 110, 250
_OF_HEADING = 0.9
"""How big headings are beside the text, as the style sheet has it."""
_RANK = {RowLevel.SUBDISTRICT: 1, RowLevel.GROUP: 1, RowLevel.TOTAL: 2}
_NAMES = ("village", "name")
_MOST_GROWN = 1.4
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row with what it sums up; its first cell is its key."""

    cells: tuple[Cell, ...]
    level: RowLevel

    @property
    def key(self) -> str:
        """What names it: a code, empty for the total."""
        return str(self.cells[0] or "")

    @property
    def is_named(self) -> bool:
        """Whether its key names it and nothing else; what belongs to no known desa has none."""
        return bool(self.key) or self.level is RowLevel.TOTAL

    @property
    def rank(self) -> int:
        """0 for what is counted, more for what sums it up."""
        return _RANK.get(self.level, 0)


@dataclass(frozen=True, slots=True)
class CellPlace:
    """One number of a report: the key of its row and the code of its column."""

    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.column}/{self.row}"

    @classmethod
    def parse(cls, text: str) -> CellPlace:
        """The place that `str` wrote."""
        column, _, row = text.partition("/")
        return cls(row, column)


def rows_of(table: ReportTable) -> list[ReportRow]:
    """The rows of a table in its order."""
    return [ReportRow(cells, level) for cells, level in zip(table.rows, table.levels, strict=True)]


def units_of(table: ReportTable) -> list[str]:
    """What a wide table counts several of, one after the other: families and people; else nothing."""
    numbers = [column.code for column in table.columns if column.is_number]
    units = list(dict.fromkeys(code.partition("_")[0] for code in numbers))
    kinds = [
        {code.partition("_")[2] for code in numbers if code.startswith(f"{u}_")} for u in units
    ]
    is_even = len(units) > 1 and all(kind == kinds[0] and len(kind) > 2 for kind in kinds)
    return units if is_even and all(unit in UNITS for unit in units) else []


def can_open(row: ReportRow, at: int, column: ReportColumn) -> bool:
    """Whether a list of families or people stands behind the number of a row in this column."""
    cell = row.cells[at]
    return column.is_listed and row.is_named and isinstance(cell, int) and cell > 0


def heading_of(view: ReportView, place: CellPlace) -> str:
    """What a number says and of which row, as the title of its list."""
    for table in (view.table, *view.more):
        found = [column for column in table.columns if column.code == place.column]
        rows = [row for row in rows_of(table) if row.key == place.row and row.is_named]
        if found and rows:
            said = tr(found[0].heading)
            row = rows[-1]
            return said if not row.key else f"{said} · {name_of(row, table.columns)}"
    return tr(view.table.kind.title)


def name_of(row: ReportRow, columns: Sequence[ReportColumn]) -> str:
    """How a row is called, for a bar or a heading."""
    words = words_at(columns)
    at = words[0] if row.rank else _name_at(columns)
    return label_words(row.cells[at], row.level, of="", is_first=True)


def words_at(columns: Sequence[ReportColumn]) -> list[int]:
    """Which columns are words to read: not the key, unless there is nothing else."""
    return [at for at, one in enumerate(columns) if not one.is_number and at] or [0]


def _name_at(columns: Sequence[ReportColumn]) -> int:
    """The column that names a row most closely; what stands behind it only says more."""
    words = words_at(columns)
    named = [at for at in words if columns[at].code in _NAMES]
    return named[-1] if named else words[-1]


def _told_apart(table: ReportTable) -> list[int]:
    """The columns of words without those that say the same of every row, such as the one kecamatan, and
    without what a sum of theirs says again.
    """
    words, name = words_at(table.columns), _name_at(table.columns)
    if RowLevel.GROUP in table.levels:
        return words[words.index(name) :]
    counted = [row for row in rows_of(table) if not row.rank]
    return [at for at in words if at >= name or len({row.cells[at] for row in counted}) > 1]


class ReportGrid(DataTable[ReportRow]):
    """Every cell can be reached with the arrows; Enter or a click on a number with a list behind it
    emits `wanted` with its `CellPlace`.

    Sorting leaves the sums beneath what they sum up. With `unit` only the columns that count it stand there.
    """

    wanted = Signal(object)  # CellPlace
    unlisted = Signal(str)  # why the number that was to be opened has no list

    def __init__(
        self,
        table: ReportTable,
        *,
        name: str,
        memory: Memory,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.table = table
        shown = _told_apart(table) + [
            at
            for at, column in enumerate(table.columns)
            if column.is_number and column.code.startswith(f"{unit}_" if unit else "")
        ]
        self._at = shown
        model = _ReportRows(table, shown)
        super().__init__(
            model.columns,
            name=name,
            memory=memory,
            accessible_name=tr(table.title or table.kind.title),
            rows=model,
            parent=parent,
        )
        self._widths.shared = self._shared
        self.setItemDelegate(_SumDelegate(self))
        # Headings stand in several lines; cut in the middle they would say nothing.
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideNone)
        self.horizontalHeader().setStretchLastSection(False)
        self.clicked.connect(self._on_clicked)
        self.opened.connect(self._on_opened)
        self.show_rows(rows_of(table))

    def place_at(self, index: QModelIndex) -> CellPlace | None:
        """Which number with a list behind it stands there; None for everything else."""
        row = self.rows.row_at(index.row())
        if row is None or not index.isValid():
            return None
        at = self._at[index.column()]
        column = self.table.columns[at]
        return CellPlace(row.key, column.code) if can_open(row, at, column) else None

    def go_to(self, place: CellPlace) -> None:
        """Let the keyboard be on this number, as after coming back from its list."""
        columns = [self.table.columns[at].code for at in self._at]
        rows = [row.key for row in self.rows.rows if isinstance(row, ReportRow)]
        if place.column in columns and place.row in rows:
            at = rows.index(place.row)
            self.rows.show_until(at)
            self.setCurrentIndex(self.rows.index(at, columns.index(place.column)))

    def _shared(self, room: int) -> dict[int, int]:
        # Numbers are never cut. Words give way where that is enough, else the table scrolls. What is left
        # over goes to the name, so that the numbers stand close together.
        header = self.horizontalHeader()
        shown = [at for at in range(self.rows.columnCount()) if not header.isSectionHidden(at)]
        widths = {at: self._natural_width(at) for at in shown}
        lacking = sum(widths.values()) - room
        spare = {
            at: max(0, widths[at] - grown(self.rows.columns[at].width))
            for at in shown
            if not self.rows.columns[at].is_number
        }
        if 0 < lacking <= sum(spare.values()):
            for at, most in spare.items():
                given = min(lacking, most)
                widths[at] -= given
                lacking -= given
        if lacking < 0:
            more = min(_MOST_GROWN, room / max(1, sum(widths.values())))
            widths = {at: int(width * more) for at, width in widths.items()}
            widths[0] += min(widths[0], room - sum(widths.values()))
        return widths

    def _natural_width(self, at: int) -> int:
        """What the longest text of a column takes, bold as in a sum; of words only so much."""
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        small = QFont(bold)
        small.setPointSizeF(bold.pointSizeF() * _OF_HEADING)
        column = self.rows.columns[at]
        said = [column.text(row) for row in self.rows.rows if isinstance(row, ReportRow)]
        lines = _wrapped(tr(column.title)).split("\n")
        longest = max(
            QFontMetrics(bold).horizontalAdvance(max(said, key=len, default="")),
            *(QFontMetrics(small).horizontalAdvance(line) for line in lines),
        )
        width = longest + 2 * M + XS
        if column.is_number:
            return width
        return min(grown(_MOST_WORDS), max(grown(column.width), width))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        place = self.place_at(index)
        if place is not None:
            self.wanted.emit(place)
        else:
            self.unlisted.emit(self._why_unlisted(index))

    def _why_unlisted(self, index: QModelIndex) -> str:
        """Why the number there cannot be opened; nothing for words."""
        row = self.rows.row_at(index.row())
        if row is None or not index.isValid():
            return ""
        at = self._at[index.column()]
        column = self.table.columns[at]
        return no_list_words(self.table.kind, column, row.cells[at]) if column.is_number else ""

    @Slot(object)
    def _on_opened(self, _: ReportRow) -> None:
        self._on_clicked(self.currentIndex())

    # Qt overrides

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        can = self.place_at(self.indexAt(event.position().toPoint())) is not None
        shape = Qt.CursorShape.PointingHandCursor if can else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)


class _ReportRows(RowsModel[ReportRow]):
    def __init__(self, table: ReportTable, shown: Sequence[int]) -> None:
        self._sums = 1
        words = [at for at in shown if not table.columns[at].is_number]
        super().__init__([self._column(table, at, words) for at in shown])

    def _column(self, table: ReportTable, at: int, words: Sequence[int]) -> Column[ReportRow]:
        column = table.columns[at]
        if at in words:

            def said(row: ReportRow) -> str:
                of = str(row.cells[words_at(table.columns)[0]] or "")
                return label_words(row.cells[at], row.level, of=of, is_first=at == words[0])

            return Column(
                column.code,
                column.heading,
                said,
                tip=said,
                width=_LEAST_WORDS,
                sort=lambda row: (self._sums * row.rank, str(row.cells[at] or "").casefold()),
            )
        return Column(
            column.code,
            column.heading,
            lambda row: cell_words(row.cells[at], column),
            is_number=True,
            sort=lambda row: (self._sums * row.rank, _amount(row.cells[at])),
            tone=lambda row: "accent_text" if can_open(row, at, column) else "text",
        )

    # Qt overrides

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        said = super().headerData(section, orientation, role)
        return _wrapped(said) if role == Qt.ItemDataRole.DisplayRole and said else said

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sums = -1 if order is Qt.SortOrder.DescendingOrder else 1
        super().sort(column, order)


class _SumDelegate(CellDelegate):
    """Sums in bold; a frame around the cell that Enter would open."""

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, ReportRow) and row.rank:
            option.font.setWeight(QFont.Weight.DemiBold)
        super().paint(painter, option, index)
        if self._view.hasFocus() and self._view.currentIndex() == index:
            painter.save()
            painter.setPen(QPen(QColor(tokens_of(self._view).accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
            painter.restore()


def _amount(cell: Cell) -> float:
    """What a number is sorted by; what is hidden or missing comes before all others."""
    return cell if isinstance(cell, int | float) else -1


def _wrapped(heading: str) -> str:
    """The heading in short lines, broken between words only."""
    lines = [""]
    for word in heading.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= _HEAD_LETTERS or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)
