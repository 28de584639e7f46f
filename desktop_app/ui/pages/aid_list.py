"""The list of interventions: what narrows it, its figures, its rows, and what to do with many of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal, SignalInstance, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.evidence import count_evidence
from desktop_app.actions.intervention_overview import (
    PAGE,
    Pages,
    chosen_interventions,
    interventions_on_page,
    overview_of_interventions,
    recorded_periods,
)
from desktop_app.actions.lookups import Lookups
from desktop_app.domain.intervention import AidTotals, InterventionLine
from desktop_app.domain.intervention_overview import AidOrder, AidOverview, AidSort
from desktop_app.language import tr, trn
from desktop_app.ui.models.pages import PagedRows
from desktop_app.ui.page import Page
from desktop_app.ui.pages.aid_columns import aid_columns
from desktop_app.ui.pages.aid_figures import AidFigures
from desktop_app.ui.pages.aid_filters import AidFilters
from desktop_app.ui.style import M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid import programme_names
from desktop_app.words.format import money, number


class AidListView(QWidget):
    """Reads its rows page by page in the order wanted, all of them counted; the filter stays.

    Beneath stands what all that the filter leaves adds up to. Of several rows that are selected, those
    of pages that were never read too, `step_wanted`, `void_wanted` and `letters_wanted` bring an `AidChosen`.
    """

    record_wanted = Signal()
    step_wanted = Signal(object)  # AidChosen
    void_wanted = Signal(object)  # AidChosen
    letters_wanted = Signal(object)  # AidChosen

    def __init__(self, page: Page, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._lookups: Lookups | None = None
        self._order = AidOrder()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        self.filters = AidFilters(page.desk.today())
        self.filters.changed.connect(self._on_filter)
        self.filters.entered.connect(self._on_entered)
        self.figures = AidFigures()
        self.figures.chosen.connect(self.filters.choose)
        self._evidence: Mapping[str, int] = {}
        columns = aid_columns(lambda: self._lookups, lambda: self._evidence, with_place=True)
        self.rows: PagedRows[InterventionLine] = PagedRows(columns, PAGE)
        self.rows.page_wanted.connect(self._on_page_wanted)
        self.rows.order_wanted.connect(self._on_order_wanted)
        self.table: DataTable[InterventionLine] = DataTable(
            columns,
            name="interventions",
            memory=page.desk.memory,
            accessible_name=tr("Interventions"),
            rows=self.rows,
            several=True,
            narrowed_by=self.filters.line,
        )
        self.table.selection_changed.connect(self._on_selection)
        self.nothing = EmptyState("hand-heart", "")
        self.nothing.acted.connect(self._on_nothing_acted)
        self.table.set_empty(self.nothing)
        self.totals = Text("", wraps=True)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.totals)
        whole.addWidget(self._built_bar())
        self._say_nothing()

    @property
    def lines(self) -> list[InterventionLine]:
        """The records that are here."""
        return [line for line in self.rows.rows if isinstance(line, InterventionLine)]

    def show_lookups(self, lookups: Lookups) -> None:
        """Name programmes and places by these."""
        self._lookups = lookups
        self.filters.show_lookups(lookups)
        self.table.viewport().update()

    def read(self) -> None:
        """Read again what the filter leaves; the row the keyboard is on stays."""
        self._look(is_same=True)
        self._page.do(count_evidence, then=self._show_evidence, latest="aid-evidence")
        self._page.do(recorded_periods, then=self.filters.show_periods, latest="aid-periods")

    def _say_totals(self, totals: AidTotals) -> None:
        parts = [
            trn("{n} record", "{n} records", totals.records).format(n=number(totals.records)),
            trn("{n} family", "{n} families", totals.families).format(n=number(totals.families)),
            tr("{amount} given").format(amount=money(totals.rupiah)),
        ]
        if totals.doubles:
            parts.append(
                trn("{n} counted already", "{n} counted already", totals.doubles).format(
                    n=number(totals.doubles)
                )
            )
        if totals.disputed:
            parts.append(
                trn("{n} with two values", "{n} with two values", totals.disputed).format(
                    n=number(totals.disputed)
                )
            )
        void = totals.listed - totals.records
        if void:
            parts.append(
                trn("{n} entered in error", "{n} entered in error", void).format(n=number(void))
            )
        self.totals.setText(" · ".join(parts))
        self.totals.setVisible(totals.listed > 0)

    # Building

    def _built_bar(self) -> QWidget:
        self.bar = QWidget()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(0, 0, M, 0)
        row.setSpacing(S)
        self.count = Text("", "strong")
        self.step_button = Button(tr("Next &step…"), icon="list-checks")
        self.void_button = Button(tr("Entered in e&rror…"))
        self.step_button.clicked.connect(self._on_step)
        self.void_button.clicked.connect(self._on_void)
        self.letters_button = Button(tr("Letter&s…"), icon="mail")
        self.letters_button.clicked.connect(self._on_letters)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.void_button)
        row.addWidget(self.letters_button)
        row.addWidget(self.step_button)
        self.bar.hide()
        return self.bar

    # Reading

    def _look(self, *, is_same: bool) -> None:
        at = max(0, self.table.currentIndex().row()) if is_same else 0
        pages = sorted({0, at // PAGE})
        self._page.do(
            overview_of_interventions,
            self.filters.filter,
            self._order,
            pages,
            then=partial(self._show, at),
            latest="aid-list",
        )

    def _show(self, at: int, answer: tuple[AidOverview, Pages]) -> None:
        overview, pages = answer
        total = overview.totals.listed
        place = self.table.verticalScrollBar().value()
        self.figures.show_figures(overview, self.filters.filter)
        self._say_totals(overview.totals)
        self._say_nothing()
        self.rows.show_pages(total)
        for page, lines in pages.items():
            self.rows.put_page(page, lines)
        if total:
            self.table.setCurrentIndex(self.rows.index(min(at, total - 1), 0))
            if at:
                self.table.verticalScrollBar().setValue(place)

    def _show_evidence(self, counts: Mapping[str, int]) -> None:
        self._evidence = counts
        self.table.viewport().update()

    @Slot(int)
    def _on_page_wanted(self, page: int) -> None:
        wanted, order = self.filters.filter, self._order

        def show(lines: list[InterventionLine]) -> None:
            if (wanted, order) == (self.filters.filter, self._order):
                self.rows.put_page(page, lines)
                if self.table.currentIndex().row() // PAGE == page:
                    self.table.chosen.emit(self.table.current)

        self._page.do(interventions_on_page, wanted, order, page, then=show)

    def _say_nothing(self) -> None:
        if self.filters.are_set:
            self.nothing.say(
                tr("Nothing recorded for this choice"),
                tr("No intervention of this office fits all that is chosen above."),
                tr("Show &all"),
            )
        else:
            self.nothing.say(
                tr("No interventions recorded yet"),
                tr("Look a family up, and record what it received."),
                tr("Record the &first help"),
            )

    # News

    @Slot()
    def _on_filter(self) -> None:
        self._look(is_same=False)

    @Slot()
    def _on_entered(self) -> None:
        self.table.choose_first()

    @Slot(str, bool)
    def _on_order_wanted(self, key: str, is_descending: bool) -> None:
        names = programme_names(self._lookups.catalogue) if self._lookups else {}
        by_name = sorted(names, key=lambda code: names[code].casefold())
        self._order = AidOrder(AidSort(key), is_descending, tuple(by_name))
        self._look(is_same=False)

    @Slot()
    def _on_selection(self) -> None:
        count = sum(map(len, self.table.selected_places))
        self.count.setText(
            trn("{n} selected", "{n} selected", count).format(n=number(count))
            if count < self.rows.total
            else tr("All {n} found are selected").format(n=number(count))
        )
        self.bar.setVisible(count > 1)

    def _choose(self, wanted: SignalInstance) -> None:
        self._page.do(
            chosen_interventions,
            self.filters.filter,
            self._order,
            self.table.selected_places,
            then=wanted.emit,
            busy=[self.step_button, self.void_button, self.letters_button],
        )

    @Slot()
    def _on_step(self) -> None:
        self._choose(self.step_wanted)

    @Slot()
    def _on_void(self) -> None:
        self._choose(self.void_wanted)

    @Slot()
    def _on_letters(self) -> None:
        self._choose(self.letters_wanted)

    @Slot()
    def _on_nothing_acted(self) -> None:
        if self.filters.are_set:
            self.filters.clear()
        else:
            self.record_wanted.emit()
