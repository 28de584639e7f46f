"""Laporan: who is reached, who is missed, who is helped twice; every number leads to those behind it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.actions.intervention_overview import recorded_agencies, recorded_periods
from desktop_app.actions.lookups import Lookups, lookups_of
from desktop_app.actions.reports import ReportView, make_report, report_kinds, view_report
from desktop_app.domain.changes import Topic
from desktop_app.domain.report import AskPart, ReportFormat, ReportKind
from desktop_app.language import mark, tr
from desktop_app.ui.page import Desk, Page
from desktop_app.ui.pages.page_export import PageExport
from desktop_app.ui.pages.report_board import ReportBoard
from desktop_app.ui.pages.report_grid import CellPlace
from desktop_app.ui.pages.report_list import BOARD, ReportList
from desktop_app.ui.pages.report_pane import ReportPane
from desktop_app.ui.style import L
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.words.reports import source_words


class ReportsPage(Page):
    """`Place.subject` is the code of a report, `Place.part` a `CellPlace` in it whose list is shown."""

    shows = frozenset({Topic.INTERVENTIONS, Topic.PROGRAMMES, Topic.RELEASES, Topic.PEOPLE})
    help_text = mark(
        "On the left the summary and every report; the arrows go along, Enter opens. In a table the arrows "
        "go from cell to cell: Enter or a click on a coloured number shows whom it stands for. What a "
        "report is narrowed to stays when you go on to another. The line beneath says which release the "
        "numbers come from, and whether they come to what they must come to."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lookups: Lookups | None = None
        self._kinds: dict[str, ReportKind] = {}
        self._has_records = False
        self.set_title(tr("Reports"))
        self.workbook_button = self.add_secondary("E&xcel…", self._on_workbook, icon="download")
        self.csv_button = self.add_secondary("C&SV…", self._on_csv, icon="download")
        self.savings = {
            form: PageExport(
                self,
                button,
                partial(self._writing, form),
                title=tr("Save the report"),
                question=tr("Save this report as a file?"),
                stem="laporan",
                said=tr("The report was saved as {name}."),
                suffix=form.value,
                holds_people=False,
            )
            for form, button in (
                (ReportFormat.XLSX, self.workbook_button),
                (ReportFormat.CSV, self.csv_button),
            )
        }
        self.list = ReportList()
        self.list.chosen.connect(self._on_listed)
        self.board = ReportBoard()
        self.board.wanted.connect(self._on_wanted)
        self.pane = ReportPane(desk.memory)
        self.pane.asked.connect(self._look)
        self.pane.wanted.connect(self._on_number)
        self.no_release = EmptyState(
            "database",
            tr("No release has been loaded yet"),
            tr("There is something to count as soon as the first quarterly extract is in."),
            tr("Lo&ad a release"),
        )
        self.no_release.acted.connect(self._on_load_release)
        self._stack = QStackedWidget()
        for part in (QWidget(), self.board, self.pane, self.no_release):
            self._stack.addWidget(part)
        whole = QVBoxLayout()
        whole.addWidget(self.list.box)
        row = QHBoxLayout()
        row.setSpacing(L)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
        whole.addLayout(row, 1)
        self.body.addLayout(whole, 1)
        self.setFocusProxy(self.list)
        self._say()

    @property
    def kind(self) -> ReportKind | None:
        """The report that is shown; None for the summary."""
        return self._kinds.get(self.place.subject)

    # What the window asks

    def refresh(self) -> None:
        self.do(report_kinds, then=self._show_kinds, latest="kinds")
        self.do(recorded_periods, then=self._show_periods, latest="periods")
        self.do(lookups_of, then=self._show_lookups, latest="lookups")

    # Showing

    def _show_kinds(self, kinds: tuple[ReportKind, ...]) -> None:
        self._kinds = {kind.code: kind for kind in kinds}
        self.list.show_kinds(kinds)

    def _show_periods(self, periods: list[str]) -> None:
        self._has_records = bool(periods)
        self.pane.filters.show_periods(periods)

    def _show_lookups(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self.pane.filters.show_lookups(lookups)
        self._say()
        if lookups.release is None:
            self._stack.setCurrentWidget(self.no_release)
        else:
            self._look()

    @Slot()
    def _look(self) -> None:
        """Have counted what is to be seen now."""
        kind = self.kind
        if kind is None:
            self._stack.setCurrentWidget(self.board)
            self.do(view_report, "R1", then=self.board.show_profile, latest="report")
            return
        self.pane.filters.show_kind(kind)
        self._stack.setCurrentWidget(self.pane)
        self.do(
            view_report,
            kind.code,
            self.pane.filters.ask,
            then=self._show_view,
            latest="report",
        )
        if AskPart.AGENCY in kind.parts:
            self.do(recorded_agencies, then=self.pane.filters.show_agencies, latest="agencies")

    def _show_view(self, view: ReportView) -> None:
        if self._lookups is None or view.table.kind.code != self.place.subject:
            return
        is_about_help = view.table.kind.parts - {AskPart.CUTOFF}
        self.pane.say_notice(
            tr("No help is recorded yet: nobody counts as reached.")
            if is_about_help and not self._has_records
            else ""
        )
        self.pane.show_view(view, self._lookups)

    def _say(self) -> None:
        """Name the page after what it shows, and offer what can be done with it."""
        kind = self.kind
        has_release = self._lookups is not None and self._lookups.release is not None
        self.list.show_chosen(kind.code if kind is not None else BOARD)
        for button in (self.workbook_button, self.csv_button):
            button.setVisible(kind is not None and has_release)
        if kind is not None:
            self.set_title(tr(kind.title), tr(kind.about))
            for saving in self.savings.values():
                saving.stem = f"laporan-{kind.code.lower()}"
            return
        self.set_title(tr("Reports"))
        lookups = self._lookups
        if lookups is not None and lookups.release is not None:
            self.set_subtitle(
                source_words(lookups.release, lookups.regions.name_of(lookups.region))
            )

    # Going on

    @Slot(str)
    def _on_listed(self, code: str) -> None:
        self.go("reports", code)

    @Slot(str, object)
    def _on_wanted(self, code: str, place: CellPlace) -> None:
        self.go("reports", code, str(place))

    @Slot(object)
    def _on_number(self, place: CellPlace) -> None:
        self.pane.remember(place)
        self.go("reports", self.place.subject, str(place))

    @Slot()
    def _on_load_release(self) -> None:
        self.go("releases", "", "import")

    # Out of the program

    def _writing(self, form: ReportFormat) -> Callable[..., Any]:
        return partial(make_report, code=self.place.subject, form=form, ask=self.pane.filters.ask)

    @Slot()
    def _on_workbook(self) -> None:
        self.savings[ReportFormat.XLSX].ask()

    @Slot()
    def _on_csv(self) -> None:
        self.savings[ReportFormat.CSV].ask()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.fit(self.width())
