"""Laporan: who is reached, who is missed, who is helped twice; every number leads to those behind it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop_app.actions.intervention_overview import recorded_agencies, recorded_periods
from desktop_app.actions.lookups import Lookups, lookups_of
from desktop_app.actions.reports import (
    ReportView,
    report_kinds,
    view_report,
)
from desktop_app.domain.changes import Topic
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.report import AskPart, ReportAsk, ReportKind
from desktop_app.errors import LuringError, UserError
from desktop_app.language import mark, tr, trn
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.pages.form_sheet import FormSheet, close_top
from desktop_app.ui.pages.map_work import MapWork
from desktop_app.ui.pages.report_behind import BehindView
from desktop_app.ui.pages.report_board import OF_BOARD, ReportBoard
from desktop_app.ui.pages.report_files import ReportFiles
from desktop_app.ui.pages.report_filters import ReportFilters
from desktop_app.ui.pages.report_focus import OF_FOCUS, FocusSheet
from desktop_app.ui.pages.report_grid import CellPlace, heading_of
from desktop_app.ui.pages.report_list import BOARD, ReportList
from desktop_app.ui.pages.report_pane import ReportPane
from desktop_app.ui.style import L, grown
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.pane import Pane
from desktop_app.words.format import number
from desktop_app.words.reports import source_words

_OF_BOARD = frozenset({AskPart.PERIOD, AskPart.CUTOFF})
_MOST_KEPT = 24
_LEAST_HIGH = 220


class ReportsPage(Page):
    """`Place.subject` is the code of a report, `Place.part` a `CellPlace` in it whose list is shown."""

    shows = frozenset(
        {
            Topic.INTERVENTIONS,
            Topic.PROGRAMMES,
            Topic.QUOTAS,
            Topic.RELEASES,
            Topic.PEOPLE,
            Topic.PROPOSALS,
            Topic.LETTERS,
            Topic.SETTINGS,
        }
    )
    help_text = mark(
        "On the left the summary and every report; the arrows go along, Enter opens. In a table the arrows "
        "go from cell to cell: Enter or a click on a coloured number shows whom it stands for. On a map the "
        "arrows go from desa to desa, and Enter shows its families. What a report is narrowed to stays when "
        "you go on to another. The line beneath says which release the numbers come from, and whether they "
        "come to what they must come to."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lookups: Lookups | None = None
        self._kinds: dict[str, ReportKind] = {}
        self._has_records = False
        # What was counted since something changed: going back and forth shows it at once. When something
        # changes another takes its place, so that what is being counted meanwhile is not kept in it.
        self._views: dict[tuple[str, ReportAsk], ReportView] = {}
        self.set_title(tr("Reports"))
        self._takes_focus = False
        self.files = ReportFiles(
            self, kinds=lambda: self._kinds.values(), asked=lambda: (self.place.subject, self._ask)
        )
        self.focus_sheet = FocusSheet(self, self._name_of)
        self.focus_button = self.add_secondary(tr("Desa lo&kus…"), self.focus_sheet.open_focus)
        self._build_parts()
        self._show_part(self.board)

    @property
    def _sheets(self) -> tuple[FormSheet, ...]:
        return (self.files.booklet, self.focus_sheet, *self.behind.many.sheets)

    @property
    def kind(self) -> ReportKind | None:
        """The report that is shown; None for the summary."""
        return self._kinds.get(self.place.subject)

    # What the window asks

    def arrive(self, place: Place) -> None:
        self._takes_focus = place != self.place and bool(place.subject)
        super().arrive(place)

    @Slot(object)
    def hear(self, topics: frozenset[Topic]) -> None:
        if topics & self.shows:
            self._views = {}
        super().hear(topics)

    def look_again(self) -> None:
        self._views = {}
        super().look_again()

    def refresh(self) -> None:
        self.do(report_kinds, then=self._show_kinds, latest="kinds")
        self.do(recorded_periods, then=self._show_periods, latest="periods")
        self.do(lookups_of, then=self._show_lookups, latest="lookups")

    def has_unsaved(self) -> bool:
        return any(sheet.has_unsaved() for sheet in self._sheets)

    def print_it(self) -> None:
        self.files.print_it()

    def step_back(self) -> bool:
        return close_top(self._sheets) or super().step_back()

    # Building

    def _build_parts(self) -> None:
        memory = self.desk.memory
        self.list = ReportList()
        self.list.chosen.connect(self._on_listed)
        self.filters = ReportFilters(memory)
        self.filters.changed.connect(self._look)
        self.board = ReportBoard()
        self.board.wanted.connect(self._on_wanted)
        self.board.report_wanted.connect(self._on_listed)
        self.maps = MapWork(self, self._name_of)
        self.pane = ReportPane(memory, self.filters, self.maps)
        self.pane.wanted.connect(self._on_number)
        self.pane.compare_wanted.connect(self._on_compare)
        self.pane.answers_wanted.connect(self._on_answers)
        self.behind = BehindView(self)
        self.behind.opened.connect(self._on_family)
        self.behind.left.connect(self.went_back)
        for sheet in self._sheets:
            sheet.opened.connect(self._on_sheet_moved)
            sheet.closed.connect(self._on_sheet_moved)
        self.no_release = EmptyState(
            "database",
            tr("No release has been loaded yet"),
            tr("There is something to count as soon as the first quarterly extract is in."),
            tr("Lo&ad a release"),
        )
        self.no_release.acted.connect(self._on_load_release)
        self._stack = QStackedWidget()
        for part in (QWidget(), self.board, self.pane, self.behind, self.no_release):
            self._stack.addWidget(part)
        # With big text in a small window there is no room for all of it: then the whole scrolls, so that
        # the table keeps a few rows.
        self._stack.setMinimumHeight(grown(_LEAST_HIGH))
        right = Pane(left=0)
        right.column.setContentsMargins(0, 0, 0, 0)
        right.column.addWidget(self.list.box)
        right.column.addWidget(self.filters)
        right.column.addWidget(self._stack, 1)
        self._parts = QWidget()
        row = QHBoxLayout(self._parts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(L)
        row.addWidget(self.list)
        row.addWidget(right, 1)
        self.body.addWidget(self._parts, 1)
        self.lead_to(self.list)

    # Showing

    def _show_kinds(self, kinds: tuple[ReportKind, ...]) -> None:
        self._kinds = {kind.code: kind for kind in kinds}
        self.list.show_kinds(kinds)

    def _show_periods(self, periods: list[str]) -> None:
        self._has_records = bool(periods)
        self.filters.show_periods(periods)

    def _show_agencies(self, agencies: list[str]) -> None:
        asked = self._ask
        self.filters.show_agencies(agencies)
        if self._ask != asked:
            self._look()  # what was remembered is nobody here

    def _show_lookups(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self.filters.show_lookups(lookups)
        if lookups.release is None:
            self._show_part(self.no_release)
        else:
            self._look()

    @Slot()
    def _look(self) -> None:
        """Show what this place is about, and have it counted unless it is known."""
        kind = self.kind
        if kind is None:
            self.filters.show_parts(_OF_BOARD, for_outsiders=False)
            self._show_part(self.board)
            self._count(OF_BOARD[0])
            return
        self.filters.show_parts(kind.parts)
        if self.place.part:
            self._show_part(self.behind)
        else:
            self.pane.show_kind(kind)
            self._show_part(self.pane)
        if AskPart.AGENCY in kind.parts:
            self.do(recorded_agencies, then=self._show_agencies, latest="agencies")
        self._count(kind.code)

    def _show_part(self, part: QWidget) -> None:
        """Turn to one of the parts, name the page after it, and offer what can be done with it."""
        is_report = part is self.pane
        self._stack.setCurrentWidget(part)
        self.filters.setVisible(is_report or part is self.board)
        self.focus_button.setVisible(is_report and self.place.subject == OF_FOCUS)
        self.files.offer(report=is_report, booklet=part is self.board and bool(self._kinds))
        self.list.show_chosen(self.place.subject if self.kind is not None else BOARD)
        self.list.leave_out(part is self.behind)
        if part is not self.behind:
            self.behind.forget()
        if not is_report:
            self.pane.unit.hide()
        self.set_title(tr(self.kind.title if self.kind is not None else mark("Reports")))
        if self._lookups is not None and self._lookups.release is not None:
            self._say_source(self._lookups.release, self._lookups.region)

    def _name_of(self, region: str) -> str:
        return region if self._lookups is None else self._lookups.regions.name_of(region)

    def _say_source(self, release: ReleaseLine, region: str, *before: str) -> None:
        """Say under the title where the numbers come from, after what is to be said first."""
        if self._lookups is not None:
            source = source_words(release, self._lookups.regions.name_of(region))
            self.set_subtitle(" · ".join((*before, source)))

    # Counting

    @property
    def _ask(self) -> ReportAsk:
        """What is asked here. Lists are made inside the office, so nobody is hidden from them."""
        is_report = self.kind is not None and not self.place.part
        ask = self.filters.ask
        return ask if is_report else replace(ask, is_for_outsiders=False)

    def _count(self, code: str) -> None:
        ask = self._ask
        known = self._views.get((code, ask))
        if known is not None:
            self._show_view(ask, known)
        elif code in self._kinds:
            self.do(
                view_report,
                code,
                ask,
                then=partial(self._keep_view, self._views, ask),
                failed=partial(self._refuse, code),
                latest="report",
            )

    def _refuse(self, code: str, error: LuringError) -> None:
        if isinstance(error, UserError) and code == self.place.subject and not self.place.part:
            self.pane.refuse(error)
        else:
            self.tell(error)

    def _keep_view(
        self, views: dict[tuple[str, ReportAsk], ReportView], ask: ReportAsk, view: ReportView
    ) -> None:
        if len(views) >= _MOST_KEPT:
            views.clear()
        views[view.table.kind.code, ask] = view
        self._show_view(ask, view)

    def _show_view(self, ask: ReportAsk, view: ReportView) -> None:
        code, lookups = view.table.kind.code, self._lookups
        if lookups is None or ask != self._ask:
            return
        if self.kind is None:
            self.board.show_view(view, lookups)
            rest = OF_BOARD[OF_BOARD.index(code) + 1 :] if code in OF_BOARD else ()
            if rest:
                self._count(rest[0])
        elif code == self.place.subject:
            self._show_report(view, lookups)

    def _show_report(self, view: ReportView, lookups: Lookups) -> None:
        if self.place.part:
            place = CellPlace.parse(self.place.part)
            count = self.behind.show_behind(view, place, lookups)
            self.set_title(heading_of(view, place))
            told = trn("{n} in the list", "{n} in the list", count).format(n=number(count))
            self._say_source(view.release, view.region, told, tr(view.table.kind.title))
        else:
            self.pane.show_view(view, lookups)
            self._say_source(view.release, view.region)
            is_about_help = view.table.kind.parts & {AskPart.PROGRAMME, AskPart.AGENCY}
            self.pane.say_notice(
                tr("No help is recorded yet: nobody counts as reached.")
                if is_about_help and not self._has_records
                else ""
            )
        if self._takes_focus:
            self._takes_focus = False
            if self.place.part:
                self.behind.table.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.pane.take_focus()

    # Going on

    @Slot(str)
    def _on_listed(self, code: str) -> None:
        self.go("reports", code)

    @Slot(str, object)
    def _on_wanted(self, code: str, place: CellPlace) -> None:
        self.filters.widen()
        self.go("reports", code, str(place))

    @Slot(object)
    def _on_number(self, place: CellPlace) -> None:
        self.pane.remember(place)
        self.go("reports", self.place.subject, str(place))

    @Slot(str)
    def _on_family(self, family_id: str) -> None:
        self.desk.trail.families = tuple(
            dict.fromkeys(line.family_id for line in self.behind.lines)
        )
        self.go("family", family_id)

    @Slot()
    def _on_compare(self) -> None:
        if self._lookups is not None and self._lookups.release is not None:
            self.go("changes", self._lookups.release.id)

    @Slot()
    def _on_answers(self) -> None:
        self.go("release-answers")

    @Slot()
    def _on_load_release(self) -> None:
        self.go("releases", "", "import")

    @Slot()
    def _on_sheet_moved(self) -> None:
        # What lies beneath the sheet must not be reached with the keyboard.
        is_free = not any(sheet.isVisible() for sheet in self._sheets)
        for part in (
            self._parts,
            self.focus_button,
            *self.files.everything,
            *self.behind.many.buttons,
        ):
            part.setEnabled(is_free)
        if is_free:
            shown = self.behind.table if self.behind.isVisible() else self.board
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.fit(self.width())
