"""The first page of the reports: the answers at a glance, each with the list behind it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop_app.actions.reports import ReportView
from desktop_app.domain.report import ReportTable
from desktop_app.language import mark, tr
from desktop_app.ui.pages.home_parts import Figures
from desktop_app.ui.pages.report_grid import CellPlace, can_open
from desktop_app.ui.widgets.bars import Bar, BarChart
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.pane import Pane
from desktop_app.words.format import number, percent

_BANDS = (
    ("families_d1", "D1"),
    ("families_d2", "D2"),
    ("families_d3", "D3"),
    ("families_d4", "D4"),
    ("families_d5", "D5"),
    ("families_d6_10", "D6–10"),
    ("families_not_ranked", mark("No decile yet")),
)


class ReportBoard(Pane):
    """Filled from the reports themselves; `wanted` with the report and the `CellPlace` of a number."""

    wanted = Signal(str, object)  # code of the report, CellPlace

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(left=0, parent=parent)
        self.figures = Figures(
            (tr("Families"), tr("People"), tr("Families, decile 1–4"), tr("No decile yet"))
        )
        self.figures.hide()
        self.column.addWidget(self.figures)
        self.deciles = BarChart(tr("Families by decile"))
        self.deciles.chosen.connect(self._on_decile)
        card = Card(tr("Families by decile"))
        card.body.addWidget(self.deciles)
        self.column.addWidget(card)
        self.column.addStretch(1)
        self.setFocusProxy(self.deciles)

    def show_profile(self, view: ReportView) -> None:
        """Show the families and people of the release."""
        table = view.table
        families = table.total("families_all")

        def share(code: str) -> str:
            part = percent(table.total(code) / max(1, families))
            return tr("{share} of the families").format(share=part)

        self.figures.show_numbers(
            (
                (families, tr("in the release in use")),
                (table.total("persons_all"), tr("in the release in use")),
                (table.total("families_d1_4"), share("families_d1_4")),
                (table.total("families_not_ranked"), share("families_not_ranked")),
            )
        )
        self.figures.show()
        self.deciles.show_bars([_bar(table, code, name) for code, name in _BANDS])

    @Slot(str)
    def _on_decile(self, code: str) -> None:
        self.wanted.emit("R1", CellPlace("", code))


def _bar(table: ReportTable, code: str, name: str) -> Bar:
    families = table.total("families_all")
    at = next(at for at, one in enumerate(table.columns) if one.code == code)
    cell = table.rows[-1][at]
    count = cell if isinstance(cell, int) else 0
    return Bar(
        key=code,
        name=tr(name),
        value=count,
        words=f"{number(count)} · {percent(count / max(1, families), decimals=1)}",
        can_open=can_open(cell, table.columns[at]),
    )
