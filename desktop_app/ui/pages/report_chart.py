"""The picture of a table: one of its numbers as bars, a bar for every row that is no sum of others."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.report import ReportColumn, ReportTable
from desktop_app.language import tr
from desktop_app.ui.memory import Memory
from desktop_app.ui.pages.report_grid import CellPlace, ReportRow, can_open, name_of, rows_of
from desktop_app.ui.style import S
from desktop_app.ui.widgets.bars import Bar, BarChart
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.lead import Lead
from desktop_app.words.reports import cell_words


def may_be_drawn(table: ReportTable) -> bool:
    """Whether there are rows to compare."""
    return sum(not row.rank for row in rows_of(table)) > 1 and any(
        column.is_number for column in table.columns
    )


class ReportChart(Lead, QWidget):
    """Which number is drawn can be chosen, and is remembered; `wanted` with the `CellPlace` of a bar."""

    wanted = Signal(object)  # CellPlace

    def __init__(
        self, table: ReportTable, unit: str, memory: Memory, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._memory = memory
        self._place = f"report.{table.kind.code.lower()}.chart"
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, S, 0, 0)
        whole.setSpacing(S)
        numbers = [
            column
            for column in table.columns
            if column.is_number and column.code.startswith(f"{unit}_" if unit else "")
        ]
        usual = next((one for one in numbers if one.is_share), numbers[0])
        self.column = Choice()
        self.column.setAccessibleName(tr("What the bars show"))
        self.column.setMinimumContentsLength(28)
        self.column.show_options(
            [Option(one.code, tr(one.heading)) for one in numbers], chosen=usual.code
        )
        self.column.choose(memory.recall(self._place))
        self.column.activated.connect(self._on_column)
        whole.addWidget(self.column, 0, Qt.AlignmentFlag.AlignLeft)
        self.bars = BarChart("", scrolls=True)
        self.bars.chosen.connect(self._on_bar)
        whole.addWidget(self.bars, 1)
        self.lead_to(self.bars)
        self._show()

    def _show(self) -> None:
        code = self.column.value
        at = next(at for at, one in enumerate(self._table.columns) if one.code == code)
        column = self._table.columns[at]
        self.bars.setAccessibleName(
            f"{tr(self._table.title or self._table.kind.title)}: {tr(column.heading)}"
        )
        self.bars.show_bars(
            [_bar(row, at, column, self._table) for row in rows_of(self._table) if not row.rank]
        )

    @Slot()
    def _on_column(self) -> None:
        self._memory.keep(self._place, self.column.value or "")
        self._show()

    @Slot(str)
    def _on_bar(self, key: str) -> None:
        self.wanted.emit(CellPlace(key, self.column.value or ""))


def _bar(row: ReportRow, at: int, column: ReportColumn, table: ReportTable) -> Bar:
    cell = row.cells[at]
    return Bar(
        key=row.key,
        name=name_of(row, table.columns),
        value=cell if isinstance(cell, int | float) else 0,
        words=cell_words(cell, column),
        whole=1 if column.is_share else None,
        can_open=can_open(row, at, column),
    )
