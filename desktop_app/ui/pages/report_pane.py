"""One report: where it comes from, its tables and a picture of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.actions.map_paper import is_mappable
from desktop_app.actions.reports import ReportView
from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import ReportKind, ReportTable
from desktop_app.errors import Code, UserError
from desktop_app.language import tr
from desktop_app.ui.icons import Icon
from desktop_app.ui.memory import Memory
from desktop_app.ui.pages.map_work import MapWork
from desktop_app.ui.pages.report_chart import ReportChart, may_be_drawn
from desktop_app.ui.pages.report_filters import ReportFilters
from desktop_app.ui.pages.report_grid import CellPlace, ReportGrid, units_of
from desktop_app.ui.pages.report_map import ReportMap
from desktop_app.ui.pages.report_quarter import OF_QUARTERS, QuarterBoard
from desktop_app.ui.style import S, grown
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.tabs import Tabs
from desktop_app.ui.widgets.text import Elided, Text
from desktop_app.words.messages import sentence_for
from desktop_app.words.reports import UNITS, controls_words

_LEAST_HIGH = 200
OF_MAP = "R15"
"""The report that is a map before it is a table."""


class ReportPane(QWidget):
    """Shows a `ReportView`; `wanted` with the `CellPlace` of a number. Beside the filters it offers what of a
    wide table is shown.
    """

    wanted = Signal(object)  # CellPlace
    compare_wanted = Signal()
    answers_wanted = Signal()

    def __init__(
        self,
        memory: Memory,
        filters: ReportFilters,
        maps: MapWork,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._memory = memory
        self._maps = maps
        self._regions: RegionTable | None = None
        self._view: ReportView | None = None
        self._region = ""
        self._opened_from: CellPlace | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        self.unit = Choice()
        self.unit.setAccessibleName(tr("What is counted"))
        self.unit.setToolTip(tr("What is counted"))
        self.unit.activated.connect(self._on_unit)
        filters.add(self.unit)
        self.about = Text("", "muted", wraps=True)
        whole.addWidget(self.about)
        line = QHBoxLayout()
        line.setSpacing(S)
        self._icon = Icon("circle-check", size=16, tone="muted")
        self.controls = Elided("", "muted")
        line.addWidget(self._icon)
        line.addWidget(self.controls, 1)
        whole.addLayout(line)
        self.notice = Text("", "due", wraps=True)
        whole.addWidget(self.notice)
        self.tabs = Tabs()
        self.tabs.setMinimumHeight(grown(_LEAST_HIGH))
        self.tabs.tabBar().setAutoHide(True)
        self.empty = EmptyState("users", "")
        self.empty.acted.connect(self.compare_wanted)
        self._stack = QStackedWidget()
        for part in (QWidget(), self.tabs, self.empty):
            self._stack.addWidget(part)
        whole.addWidget(self._stack, 1)
        self._clear()

    @property
    def grids(self) -> list[ReportGrid]:
        """The tables that stand there."""
        return [part for part in self._parts if isinstance(part, ReportGrid)]

    @property
    def chart(self) -> ReportChart | None:
        """The picture, where there is something to draw."""
        return next((part for part in self._parts if isinstance(part, ReportChart)), None)

    @property
    def map(self) -> ReportMap | None:
        """The map, where the table is by desa."""
        return next((part for part in self._parts if isinstance(part, ReportMap)), None)

    @property
    def quarter(self) -> QuarterBoard | None:
        """Quarter against quarter at a glance, where that is what the report is about."""
        return next((part for part in self._parts if isinstance(part, QuarterBoard)), None)

    @property
    def _parts(self) -> list[QWidget]:
        parts = map(self.tabs.widget, range(self.tabs.count()))
        return [part for part in parts if part is not None]

    def show_kind(self, kind: ReportKind) -> None:
        """Explain this report, and show nothing until it is known unless it is the one that stands there."""
        self.about.setText(tr(kind.about))
        if self._view is None or self._view.table.kind.code != kind.code:
            self._clear()

    def _clear(self) -> None:
        self._view = None
        self._stack.setCurrentIndex(0)
        for part in (self._icon, self.controls, self.notice, self.unit):
            part.hide()

    def show_view(self, view: ReportView, lookups: Lookups) -> None:
        """Show this report; the tab, the cell and the place of scrolling stay where it is the same one."""
        is_same = self._view is not None and self._view.table.kind == view.table.kind
        self._view = view
        self._regions = lookups.regions
        self._region = lookups.regions.name_of(view.region)
        self._say_controls(view)
        if len(view.table.rows) < 2 and not any(table.rows for table in view.more):
            self.empty.say(
                tr("Nothing is counted here"),
                tr("In {region} there is nothing that this report counts.").format(
                    region=self._region
                ),
                icon="users",
            )
            self._stack.setCurrentWidget(self.empty)
            self.unit.hide()
            return
        units = units_of(view.table)
        chosen = self.unit.value if is_same and self.unit.value in units else (units or [""])[0]
        self.unit.show_options([Option(one, tr(UNITS[one])) for one in units], chosen=chosen)
        self.unit.setVisible(bool(units))
        self._fill(keep=is_same)
        self._stack.setCurrentWidget(self.tabs)

    def refuse(self, error: UserError) -> None:
        """Say in the place of the report why there is none, and what to do."""
        self._clear()
        sentence = sentence_for(error)
        needs_earlier = error.code is Code.REPORT_NEEDS_EARLIER
        action = tr("&What changed") if needs_earlier else ""
        self.empty.say(sentence.what, sentence.next, action, icon="info")
        self._stack.setCurrentWidget(self.empty)

    def say_notice(self, words: str) -> None:
        """Say above the tables what a reader must know first; nothing for nothing."""
        self.notice.setText(words)
        self.notice.setVisible(bool(words))

    def remember(self, place: CellPlace) -> None:
        """Whose list is being looked at: where the keyboard goes on when somebody comes back."""
        self._opened_from = place

    def take_focus(self) -> None:
        """Put the keyboard on what is shown."""
        part = self.tabs.currentWidget()
        if part is not None and self._stack.currentWidget() is self.tabs:
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_controls(self, view: ReportView) -> None:
        agrees = all(one.agrees for one in view.controls)
        self._icon.show_icon("circle-check" if agrees else "triangle-alert")
        self.controls.setText(controls_words(view.controls))
        self.controls.set_role("muted" if agrees else "due")
        for part in (self._icon, self.controls):
            part.setVisible(bool(view.controls))

    def _fill(self, *, keep: bool) -> None:
        view = self._view
        if view is None:
            return
        at, had_focus = (
            self.tabs.currentIndex(),
            self.tabs.isAncestorOf(self.window().focusWidget()),
        )
        while (old := self.tabs.widget(0)) is not None:
            self.tabs.removeTab(0)
            old.deleteLater()
        for number, table in enumerate((view.table, *view.more)):
            self.tabs.addTab(self._grid(table, number), tr(table.title) or tr("Table"))
        if may_be_drawn(view.table):
            chart = ReportChart(view.table, self.unit.value or "", self._memory)
            chart.wanted.connect(self.wanted)
            self.tabs.addTab(chart, tr("Chart"))
        if self._regions and is_mappable(view.table, view.region, self._regions):
            drawn = ReportMap(view, self._regions, self.unit.value or "", self._memory, self._maps)
            drawn.wanted.connect(self.wanted)
            # What the report is about comes first.
            place = 0 if view.table.kind.code == OF_MAP else self.tabs.count()
            self.tabs.insertTab(place, drawn, tr("Map"))
            self.tabs.setCurrentIndex(0)
        if view.table.kind.code == OF_QUARTERS and view.more:
            board = QuarterBoard(view)
            board.wanted.connect(self.wanted)
            board.answers_wanted.connect(self.answers_wanted)
            self.tabs.insertTab(0, board, tr("Quarter against quarter"))
            self.tabs.setCurrentIndex(0)
        for part in (self.map, self.quarter):
            if part is not None and self._opened_from is not None:
                part.go_to(self._opened_from)
        if keep and 0 <= at < self.tabs.count():
            self.tabs.setCurrentIndex(at)
        if had_focus:
            self.take_focus()

    def _grid(self, table: ReportTable, number: int) -> ReportGrid:
        unit = self.unit.value or ""
        parts: Sequence[str] = [part for part in (table.kind.code.lower(), unit) if part]
        grid = ReportGrid(
            table,
            name="-".join(("report", *parts, *([str(number + 1)] if number else []))),
            memory=self._memory,
            unit=unit if units_of(table) else "",
        )
        grid.wanted.connect(self.wanted)
        if self._opened_from is not None:
            grid.go_to(self._opened_from)
        return grid

    @Slot()
    def _on_unit(self) -> None:
        self._fill(keep=True)
