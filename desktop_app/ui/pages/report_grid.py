"""One table of a report: sums in bold, numbers that can be opened like links, a cell the keyboard is on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop_app.domain.report import Cell, ReportColumn, ReportTable, RowLevel
from desktop_app.language import tr
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import ROW_ROLE, Column, RowsModel
from desktop_app.ui.style import grown
from desktop_app.ui.theme import tokens_of
from desktop_app.ui.widgets.cells import CellDelegate
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.reports import UNITS, cell_words, row_words

_HEAD_LETTERS = 10
_LETTER, _AROUND = 7, 22
_LEAST_NUMBER, _LEAST_WORDS, _MOST_WORDS = 72, 150, 230
_RANK = {RowLevel.SUBDISTRICT: 1, RowLevel.TOTAL: 2}
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


def can_open(cell: Cell, column: ReportColumn) -> bool:
    """Whether a list of families or people stands behind this number."""
    return column.is_listed and isinstance(cell, int) and cell > 0


def name_of(row: ReportRow, columns: Sequence[ReportColumn]) -> str:
    """How a row is called, for a bar or a heading."""
    words = [str(row.cells[at] or "") for at in words_at(columns)]
    if row.level is RowLevel.SUBDISTRICT:
        return words[0]
    shown = row_words(words, row.level)
    return shown[0] if row.level is RowLevel.TOTAL else shown[-1]


def words_at(columns: Sequence[ReportColumn]) -> list[int]:
    """Which columns are words to read: not the key, unless there is nothing else."""
    return [at for at, one in enumerate(columns) if not one.is_number and at] or [0]


def _told_apart(table: ReportTable) -> list[int]:
    """The columns of words without those that say the same of every row, such as the one kecamatan."""
    words = words_at(table.columns)
    counted = [row for row in rows_of(table) if not row.rank]
    return [at for at in words[:-1] if len({row.cells[at] for row in counted}) > 1] + words[-1:]


class ReportGrid(DataTable[ReportRow]):
    """Every cell can be reached with the arrows; Enter or a click on a number with a list behind it
    emits `wanted` with its `CellPlace`.

    Sorting leaves the sums beneath what they sum up. With `unit` only the columns that count it stand there.
    """

    wanted = Signal(object)  # CellPlace

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
        self.setItemDelegate(_SumDelegate(self))
        # Headings stand in several lines; cut in the middle they would say nothing.
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideNone)
        self.horizontalHeader().setMinimumSectionSize(grown(_LEAST_NUMBER))
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
        return CellPlace(row.key, column.code) if can_open(row.cells[at], column) else None

    def go_to(self, place: CellPlace) -> None:
        """Let the keyboard be on this number, as after coming back from its list."""
        columns = [self.table.columns[at].code for at in self._at]
        rows = [row.key for row in self.rows.rows if isinstance(row, ReportRow)]
        if place.column in columns and place.row in rows:
            at = rows.index(place.row)
            self.rows.show_until(at)
            self.setCurrentIndex(self.rows.index(at, columns.index(place.column)))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        place = self.place_at(index)
        if place is not None:
            self.wanted.emit(place)

    @Slot(object)
    def _on_opened(self, _: ReportRow) -> None:
        self._on_clicked(self.currentIndex())


class _ReportRows(RowsModel[ReportRow]):
    def __init__(self, table: ReportTable, shown: Sequence[int]) -> None:
        self._sums = 1
        words = [at for at in shown if not table.columns[at].is_number]
        super().__init__([self._column(table, at, words) for at in shown])

    def _column(self, table: ReportTable, at: int, words: Sequence[int]) -> Column[ReportRow]:
        column = table.columns[at]
        if at in words:
            return Column(
                column.code,
                column.heading,
                lambda row: row_words([str(row.cells[one] or "") for one in words], row.level)[
                    words.index(at)
                ],
                width=_words_width(table, at),
                tip=lambda row: str(row.cells[at] or ""),
                sort=lambda row: (self._sums * row.rank, str(row.cells[at] or "").casefold()),
            )
        return Column(
            column.code,
            column.heading,
            lambda row: cell_words(row.cells[at], column),
            width=_number_width(table, at),
            is_number=True,
            sort=lambda row: (self._sums * row.rank, _amount(row.cells[at])),
            tone=lambda row: "accent_text" if can_open(row.cells[at], column) else "text",
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


def _number_width(table: ReportTable, at: int) -> int:
    column = table.columns[at]
    longest = max(len(line) for line in _wrapped(tr(column.heading)).split("\n"))
    longest = max([longest, *(len(cell_words(row[at], column)) for row in table.rows)])
    return max(_LEAST_NUMBER, _LETTER * longest + _AROUND)


def _words_width(table: ReportTable, at: int) -> int:
    longest = max((len(str(row[at] or "")) for row in table.rows), default=0)
    return min(_MOST_WORDS, max(_LEAST_WORDS, _LETTER * longest + _AROUND))
