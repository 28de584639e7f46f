"""Quarter against quarter at a glance: where deciles went, who moved far, what became of the proposals before."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.reports import ReportView
from desktop_app.domain.map_plan import MapHeading, MapPlan, MapShape
from desktop_app.domain.report import ReportColumn, ReportTable
from desktop_app.domain.value_class import classed
from desktop_app.language import tr
from desktop_app.ui.pages.report_grid import CellPlace, ReportRow, can_open, rows_of
from desktop_app.ui.style import M, S, grown
from desktop_app.ui.widgets.bars import Bar, BarChart
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.region_map import MapFigures, RegionMap
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number
from desktop_app.words.reports import cell_words

OF_QUARTERS = "R8"
"""The report that it is about."""
_ROW, _COLUMN, _NAMES, _TOP = 0.72, 1.65, 4.4, 0.7
"""Of the matrix: how high a row and how wide a column is, and the room for their names."""
_INSET = 0.03
_HIGH = 300


class QuarterBoard(QWidget):
    """Three parts of one `ReportView`; `wanted` with the `CellPlace` of a number, `answers_wanted` for what
    the release says to each proposal.
    """

    wanted = Signal(object)  # CellPlace
    answers_wanted = Signal()

    def __init__(self, view: ReportView, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        matrix, outcomes = view.more
        self.matrix = RegionMap(is_fixed=True)
        self.matrix.chosen.connect(self._on_cell)
        self.matrix.looked_at.connect(self._on_looked_at)
        self.said = Text("", "strong", wraps=True)
        passed = Card(tr("From the decile before to the decile now"))
        passed.body.addWidget(self.said)
        passed.body.addWidget(self.matrix)
        self.matrix.setFixedHeight(grown(_HIGH))
        self.moves = BarChart(tr("How families moved"))
        self.moves.chosen.connect(self._on_move)
        moved = Card(tr("How families moved"))
        moved.body.addWidget(self.moves)
        self.outcomes = BarChart(tr("What became of the proposals before"))
        self.outcomes.chosen.connect(self.answers_wanted)
        answered = Card(tr("What became of the proposals before"))
        self.answers_button = Button(tr("What the release says"), kind="plain")
        self.answers_button.clicked.connect(self.answers_wanted)
        answered.add_action(self.answers_button)
        answered.body.setSpacing(S)
        handed_in = outcomes.total("handed_in")
        told = (
            tr("{n} were handed in before this release.")
            if handed_in
            else tr("None was handed in.")
        )
        answered.body.addWidget(Text(told.format(n=number(handed_in)), "muted", wraps=True))
        answered.body.addWidget(self.outcomes)
        answered.body.addStretch(1)
        self.outcomes.setVisible(handed_in > 0)
        parts = Pane(left=0)
        parts.column.addWidget(passed)
        beneath = QHBoxLayout()
        beneath.setSpacing(M)
        beneath.addWidget(moved, 1)
        beneath.addWidget(answered, 1)
        parts.column.addLayout(beneath)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, S, 0, 0)
        whole.addWidget(parts)
        self.setFocusProxy(self.matrix)
        self._show_matrix(matrix)
        self.moves.show_bars(_bars(view.table, opens=True))
        self.outcomes.show_bars(_bars(outcomes, opens=False))

    def go_to(self, place: CellPlace) -> None:
        """Let the keyboard be on this cell of the matrix, as after coming back from its list."""
        if self.matrix.sentence(str(place)):
            self.matrix.go_to(str(place))

    def _show_matrix(self, table: ReportTable) -> None:
        rows = [row for row in rows_of(table) if not row.rank]
        columns = [
            (at, column)
            for at, column in enumerate(table.columns)
            if column.is_number and column.code != "all"
        ]
        cells = {
            str(CellPlace(row.key, column.code)): (row, at, column)
            for row in rows
            for at, column in columns
        }
        values = {code: row.cells[at] for code, (row, at, _) in cells.items()}
        classes = classed(values)
        self.matrix.show_figures(
            MapFigures(
                name=tr("From the decile before to the decile now"),
                steps={code: classes.step_of(code) or 0 for code in values},
                words={code: cell_words(cell, cells[code][2]) for code, cell in values.items()},
                sentences={code: _sentence(*cell) for code, cell in cells.items()},
                open=frozenset(code for code, cell in cells.items() if can_open(*cell)),
            )
        )
        self.matrix.show_plan(_plan(rows, [column for _, column in columns]))

    @Slot(str)
    def _on_cell(self, code: str) -> None:
        self.wanted.emit(CellPlace.parse(code))

    @Slot(str)
    def _on_move(self, code: str) -> None:
        self.wanted.emit(CellPlace("", code))

    @Slot(str)
    def _on_looked_at(self, code: str) -> None:
        self.said.setText(self.matrix.sentence(code))

    # Qt overrides

    def hasHeightForWidth(self) -> bool:
        # It scrolls by itself; the page must not grow for it.
        return False

    def sizeHint(self) -> QSize:
        return QSize(480, 200)


def _bars(table: ReportTable, *, opens: bool) -> list[Bar]:
    """What the total of a table is made of, besides the number of all."""
    total = rows_of(table)[-1]
    sums = {whole for whole, _ in table.sums}
    bars = []
    for at, column in enumerate(table.columns):
        cell = total.cells[at]
        if column.is_number and column.code not in sums and isinstance(cell, int):
            can = can_open(total, at, column) if opens else cell > 0
            bars.append(
                Bar(column.code, tr(column.heading), cell, cell_words(cell, column), can_open=can)
            )
    return bars


def _sentence(row: ReportRow, at: int, column: ReportColumn) -> str:
    count, before = cell_words(row.cells[at], column), str(row.cells[1])
    return tr("{before} → {now}: {n}").format(before=before, now=tr(column.heading), n=count)


def _plan(rows: list[ReportRow], columns: list[ReportColumn]) -> MapPlan:
    """The matrix as tiles, with the names of its rows and columns beside them."""
    shapes, headings = [], []
    for across, column in enumerate(columns):
        x = _NAMES + across * _COLUMN
        headings.append(MapHeading(tr(column.heading), x, 0, _COLUMN - _INSET, _TOP))
    for down, row in enumerate(rows):
        y = _TOP + down * _ROW
        headings.append(MapHeading(str(row.cells[1]), 0, y, _NAMES, _ROW * 0.85))
        for across, column in enumerate(columns):
            x = _NAMES + across * _COLUMN
            right, low = x + _COLUMN - _INSET, y + _ROW - _INSET
            ring = ((x, y), (right, y), (right, low), (x, low), (x, y))
            code = str(CellPlace(row.key, column.code))
            middle = ((x + right) / 2, (y + low) / 2)
            shapes.append(MapShape(code, "", "", (ring,), middle))
    return MapPlan(
        _NAMES + len(columns) * _COLUMN,
        _TOP + len(rows) * _ROW,
        tuple(shapes),
        tuple(headings),
        is_tiles=True,
    )
