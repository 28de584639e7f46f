"""Verifikasi lapangan: the lists that were printed, what came back from the doors, and what follows."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.ground_checks import (
    ResultsOutcome,
    count_ground_checks,
    ground_checks_of,
    presence_lists,
    propose_from_check,
    record_ground_checks,
    results_in_file,
    void_ground_check,
)
from desktop_app.actions.lookups import Lookups, lookups_of
from desktop_app.actions.office import Office
from desktop_app.actions.prelists import entries_of, prelists_of, remove_prelist
from desktop_app.actions.proposals import Opened
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.dates import day_of
from desktop_app.domain.ground_check import (
    Finding,
    GroundCheckDraft,
    PresenceList,
)
from desktop_app.domain.prelist import Prelist, PrelistEntry
from desktop_app.language import mark, tr, trn
from desktop_app.progress import Progress
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.dialogs.files import ask_for_files
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.pages.form_sheet import close_top
from desktop_app.ui.pages.ground_entry import GroundEntrySheet
from desktop_app.ui.pages.ground_results import GroundResults
from desktop_app.ui.pages.prelist_sheet import PrelistSheet
from desktop_app.ui.style import M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.tabs import Tabs
from desktop_app.words.format import date_short, number
from desktop_app.words.ground_checks import finding_words
from desktop_app.words.messages import sentence_for
from desktop_app.words.phases import phase_words
from desktop_app.words.proposals import content_words

_LISTS, _RESULTS = range(2)
_MOST_SHOWN = 2_000


class GroundCheckPage(Page):
    """Two lists: what was printed, and what was found. `Place.part` ``results`` shows the second."""

    shows = frozenset({Topic.GROUND_CHECKS, Topic.RELEASES})
    help_text = mark(
        "Print a list of the families to be visited, one RT after the other. When it comes back, open it "
        "with Enter and type number and code; Enter keeps each result and goes to the next. Moved, dead "
        "or not found offers the proposal that follows. Del takes a result back."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lookups: Lookups | None = None
        self._codes: dict[str, PresenceList] = {}
        self.set_title(tr("Ground checks"))
        self.print_button = self.set_primary(tr("Pri&nt a list…"), self.start_new, icon="printer")
        self.file_button = self.add_secondary(
            tr("Results from a &file…"), self._on_file, icon="download"
        )
        self.lists: DataTable[Prelist] = DataTable(
            _LIST_COLUMNS,
            name="prelists",
            memory=desk.memory,
            accessible_name=tr("Printed lists"),
        )
        self.no_lists = EmptyState(
            "clipboard-list",
            tr("No list has been printed yet"),
            tr("Choose a desa or an RT, and take the list from door to door."),
            tr("Pri&nt a list…"),
        )
        self.no_lists.acted.connect(self.start_new)
        self.lists.set_empty(self.no_lists)
        self.lists.opened.connect(self._on_list)
        self.enter_button = Button(tr("&Enter results"), icon="keyboard")
        self.enter_button.clicked.connect(self._on_enter)
        self.forget_button = Button(tr("Forget the list… (Del)"), kind="plain")
        self.forget_button.clicked.connect(self._on_forget)
        self.results = GroundResults(desk.memory)
        self.results.open_wanted.connect(self._on_open)
        self.results.offer_wanted.connect(self._on_offer)
        self.results.void_wanted.connect(self._on_void)
        self.tabs = Tabs()
        lists = _tab(self.lists, self.enter_button, self.forget_button)
        self.tabs.addTab(lists, tr("Printed lists"))
        self.tabs.addTab(self.results, tr("Results"))
        self.body.addWidget(self.tabs, 1)
        QShortcut(
            QKeySequence("Del"), self.lists, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        ).activated.connect(self._on_forget)
        self.entry = GroundEntrySheet(self)
        self.sheet = PrelistSheet(self)
        for sheet in (self.entry, self.sheet):
            sheet.opened.connect(self._on_sheet_moved)
            sheet.closed.connect(self._on_sheet_moved)
        self._on_sheet_moved()

    # What the window asks

    def arrive(self, place: Place) -> None:
        if place != self.place:
            self.tabs.setCurrentIndex(_RESULTS if place.part == "results" else _LISTS)
        super().arrive(place)

    def refresh(self) -> None:
        self.do(lookups_of, then=self._show_lookups, latest="lookups")
        self.do(presence_lists, then=self._show_codes, latest="presence-lists")
        self.do(prelists_of, then=self._show_lists, latest="prelists")
        newest = partial(ground_checks_of, limit=_MOST_SHOWN)
        self.do(newest, then=self.results.show_lines, latest="results")
        self.do(count_ground_checks, then=self._say, latest="counts")

    def start_new(self) -> None:
        """Choose the families of a list."""
        if self._lookups is None or self._is_covered:
            return
        if self._lookups.release is None:
            self.banner.say(
                "info",
                tr("No release has been loaded yet"),
                tr("Families can be found as soon as the first quarterly extract is in."),
            )
            return
        self.sheet.open_sheet(self._lookups)

    def has_unsaved(self) -> bool:
        return self.entry.has_unsaved()

    def step_back(self) -> bool:
        return close_top((self.entry, self.sheet)) or super().step_back()

    @property
    def _is_covered(self) -> bool:
        return self.entry.isVisible() or self.sheet.isVisible()

    # Showing

    def _show_lookups(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self.results.show_lookups(lookups)

    def _show_codes(self, lists: tuple[PresenceList, ...]) -> None:
        self._codes = {one.code: one for one in lists}
        self.results.show_codes(lists)

    def _show_lists(self, lists: list[Prelist]) -> None:
        self.lists.show_rows(lists, keep=True)
        if lists and self.lists.current is None:
            self.lists.setCurrentIndex(self.lists.rows.index(0, 0))
        self._on_sheet_moved()

    def _say(self, counts: dict[Finding, int]) -> None:
        total = sum(counts.values())
        parts = [trn("{n} result", "{n} results", total).format(n=number(total))]
        parts += [
            f"{finding_words(one).lower()} {number(counts[one])}"
            for one in Finding
            if one in counts
        ]
        title = tr("Results")
        self.tabs.setTabText(_RESULTS, f"{title} {number(total)}" if total else title)
        self.set_subtitle(" · ".join(parts) if total else tr("What surveyors find at the doors"))

    # Lists

    @Slot(object)
    def _on_list(self, prelist: Prelist) -> None:
        if not self._is_covered and prelist.code_list in self._codes:
            self.do(
                entries_of,
                prelist.serial,
                then=partial(self._open_entry, prelist),
                latest="entries",
            )

    def _open_entry(self, prelist: Prelist, entries: list[PrelistEntry]) -> None:
        if not self._is_covered:
            self.entry.open_list(prelist, self._codes[prelist.code_list], entries)

    @Slot()
    def _on_enter(self) -> None:
        if self.lists.current is not None:
            self._on_list(self.lists.current)

    @Slot()
    def _on_forget(self) -> None:
        prelist = self.lists.current
        if prelist is None or self._is_covered:
            return
        dialog = ConfirmDialog(
            self,
            question=tr("Forget list {serial}?").format(serial=prelist.serial),
            lost=tr(
                "The names and addresses in it are removed from this PC, and its numbers cannot be typed "
                "any more. What was recorded from it stays."
            ),
            verb=tr("&Forget"),
        )
        dialog.accepted.connect(partial(self._forget, prelist.serial))
        dialog.open()

    def _forget(self, serial: str) -> None:
        said = tr("The list is forgotten; its results stay.")
        self.do(remove_prelist, serial, then=lambda _: self.say_done(said))

    @Slot()
    def _on_sheet_moved(self) -> None:
        # What lies beneath the sheet must not be reached with the keyboard.
        is_free = not self._is_covered
        self.print_button.setEnabled(is_free)
        self.file_button.setEnabled(is_free)
        for button in (self.enter_button, self.forget_button):
            button.setEnabled(is_free and self.lists.current is not None)

    # Results

    @Slot(str)
    def _on_open(self, family_id: str) -> None:
        self.desk.trail.families = self.results.family_ids
        self.go("family", family_id, "notes")

    @Slot(str)
    def _on_offer(self, check_id: str) -> None:
        self.do(
            propose_from_check,
            check_id,
            then=self._on_proposed,
            busy=[self.results.offer_button],
        )

    def _on_proposed(self, done: Done[Opened]) -> None:
        lacks = ", ".join(content_words(name) for name in done.value.lacks)
        said = tr("The draft of a proposal is kept.")
        if lacks:
            missing = tr("Still missing: {names}.").format(names=lacks)
            said = f"{said} {missing}"
        self.say_done(said)
        self.go("proposals", done.value.proposal_id)

    @Slot(str, str)
    def _on_void(self, check_id: str, reason: str) -> None:
        said = tr("Taken back; it stays readable with a line through it.")
        self.do(void_ground_check, check_id, reason, then=lambda _: self.say_done(said))

    # A file of results

    @Slot()
    def _on_file(self) -> None:
        ask_for_files(self, tr("Choose the file of results"), self.take, several=False)

    def take(self, paths: list[Path]) -> None:
        """Record every row of a file; the list that is chosen gives what a row leaves empty."""
        if not paths:
            return
        prelist = self.lists.current
        common = GroundCheckDraft(
            checked_on=self.desk.today(),
            surveyor="",
            code=0,
            code_list=prelist.code_list if prelist else next(iter(self._codes), ""),
            prelist=prelist.serial if prelist else "",
        )
        self.do_long(
            _record_file,
            paths[0],
            common,
            title=tr("Recording results"),
            phases=phase_words,
            then=self._on_file_done,
            busy=[self.file_button],
        )

    def _on_file_done(self, done: Done[ResultsOutcome]) -> None:
        outcome = done.value
        count = len(outcome.recorded)
        words = trn("{n} result recorded.", "{n} results recorded.", count)
        self.say_done(words.format(n=number(count)))
        if outcome.refused:
            refused = len(outcome.refused)
            rows = [
                tr("Row {n}: {why}").format(n=one.row, why=sentence_for(one.error).what)
                for one in outcome.refused[:3]
            ]
            self.banner.say(
                "due",
                trn("{n} row was not recorded.", "{n} rows were not recorded.", refused).format(
                    n=number(refused)
                ),
                " ".join(rows),
            )


def _record_file(
    office: Office, path: Path, common: GroundCheckDraft, *, progress: Progress
) -> Done[ResultsOutcome]:
    return record_ground_checks(office, results_in_file(office, path, common, progress), progress)


def _tab(table: QWidget, *buttons: Button) -> QWidget:
    tab = QWidget()
    column = QVBoxLayout(tab)
    column.setContentsMargins(0, M, 0, 0)
    column.setSpacing(S)
    row = QHBoxLayout()
    row.setSpacing(M)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    column.addLayout(row)
    column.addWidget(table, 1)
    return tab


_LIST_COLUMNS: tuple[Column[Prelist], ...] = (
    Column("purpose", mark("Purpose"), lambda one: one.purpose, width=330),
    Column("serial", mark("Serial"), lambda one: one.serial, width=140),
    Column(
        "recorded",
        mark("Results"),
        lambda one: tr("{n} of {all}").format(n=number(one.recorded), all=number(one.families)),
        width=120,
        tone=lambda one: "muted" if one.is_done else "due_text",
        sort=lambda one: one.families - one.recorded,
    ),
    Column(
        "made",
        mark("Printed"),
        lambda one: date_short(day_of(one.made_at)),
        width=140,
        below=lambda one: one.made_by_name,
        sort=lambda one: one.made_at,
    ),
    Column(
        "release",
        mark("Release"),
        lambda one: one.release_label,
        width=140,
    ),
)
