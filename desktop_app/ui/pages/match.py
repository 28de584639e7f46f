"""Cocokkan daftar: somebody else's list beside DTSEN, and what is doubtful in it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.actions.families import reveal_list
from desktop_app.actions.lookups import Lookups, lookups_of
from desktop_app.actions.matching import (
    decide_match,
    export_match,
    forget_match,
    match_list,
    matched_lines,
    matched_list,
    matched_lists,
    preview_list,
    undo_match_decision,
)
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.match_list import ListLook, MatchedList, MatchLine
from desktop_app.errors import Code, LuringError
from desktop_app.language import mark, tr, trn
from desktop_app.ui.dialogs.confirm import ConfirmDialog, ask_before_open_list
from desktop_app.ui.dialogs.files import ask_for_files, ask_where_to_save
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.pages.match_candidates import MatchSeen
from desktop_app.ui.pages.match_columns import ListColumnsView
from desktop_app.ui.pages.match_result import PAGE, MatchResultView
from desktop_app.ui.pages.village_options import village_options
from desktop_app.ui.style import M
from desktop_app.ui.tasks import Lane
from desktop_app.ui.widgets.dropzone import DropZone
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.format import moment, number
from desktop_app.words.match_words import everything_said
from desktop_app.words.messages import sentence_for
from desktop_app.words.phases import phase_words

LOOK = "look"
"""The part of the page that shows the columns of a list that was given."""


class MatchPage(Page):
    """The lists that are kept, the columns of a new one, or one list with its answers (`Place.subject`)."""

    shows = frozenset({Topic.MATCHES, Topic.RELEASES})
    help_text = mark(
        "Take a list of an agency, BAZNAS or a school and see who of it is in DTSEN. Rows are found by "
        "NIK, or by name, birth date and place; doubtful ones are yours to decide: press 1, 2, … for a "
        "candidate, 0 for nobody, U to take it back. Nothing is decided for you. Lists are kept here "
        "until you remove them, and can be saved as a workbook at any time."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._seen = MatchSeen()
        self._look: ListLook | None = None
        self._matched: MatchedList | None = None
        self.remove_button = self.add_secondary(tr("Re&move…"), self._on_remove, icon="trash-2")
        self.reveal_button = self.add_secondary(
            tr("Show the &numbers…"), self._on_reveal, icon="eye"
        )
        self.export_button = self.add_secondary(tr("&Export…"), self._on_export, icon="download")
        self.match_button = self.set_primary(tr("&Match now"), self._on_match, icon="play")
        self.zone = DropZone(
            tr("Drag a list here"),
            tr(
                "A list with names or NIKs from an agency, BAZNAS, a school or a distribution: Excel, "
                "CSV or ODS. The file is only read. Copied files can be pasted with Ctrl+V."
            ),
            tr("&Choose a file…"),
        )
        self.zone.given.connect(self.take)
        self.zone.ask.connect(self._on_ask)
        self.table: DataTable[MatchedList] = DataTable(
            _COLUMNS, name="matches", memory=desk.memory, accessible_name=tr("Matched lists")
        )
        self.table.set_empty(
            EmptyState(
                "list-checks",
                tr("No list has been matched yet"),
                tr("Results are kept here, so that doubtful rows can be decided over days."),
            )
        )
        self.table.opened.connect(self._on_opened)
        self.columns = ListColumnsView(desk.memory)
        self.columns.decided.connect(self._on_columns)
        self.result = MatchResultView(self._seen, desk.memory)
        self.result.filtered.connect(self._read_result)
        self.result.decided.connect(self._on_decided)
        self.result.undo_wanted.connect(self._undo)
        self.result.opened.connect(self._on_family)
        self.result.table.rows.more_wanted.connect(self._read_more)
        self._start = QWidget()
        column = QVBoxLayout(self._start)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self.zone)
        column.addWidget(self.table, 1)
        self._stack = QStackedWidget()
        for part in (self._start, self.columns, self.result):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self._show(self._start)

    # What the window asks

    def arrive(self, place: Place) -> None:
        if place.subject != self.place.subject:
            self.hide_numbers()
            self._matched = None
        if place.subject:
            self._show(self.result)
        else:
            is_looking = place.part == LOOK and self._look is not None
            self._show(self.columns if is_looking else self._start)
        super().arrive(place)

    def refresh(self) -> None:
        self.do(lookups_of, then=self._show_lookups)
        if self.place.subject:
            self._read_result()
        else:
            self.do(matched_lists, then=self._show_lists, latest="matches")

    def start_new(self) -> None:
        self.go("match")

    def step_back(self) -> bool:
        if super().step_back():
            return True
        if self._stack.currentWidget() is not self._start:
            self.go("match")
            return True
        return False

    # The lists that are kept

    def _show(self, part: QWidget) -> None:
        self.banner.hide()
        self._stack.setCurrentWidget(part)
        is_result = part is self.result
        for button in (self.remove_button, self.reveal_button, self.export_button):
            button.setVisible(is_result)
        self.match_button.setVisible(part is self.columns)
        if part is not self._start and self.isVisible():
            # The keys decide at once, and nobody has to look for the list with the mouse.
            part.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setFocusProxy(
            {self.columns: self.columns, self.result: self.result}.get(part, self.zone)
        )
        self._say()

    def _say(self) -> None:
        part, matched = self._stack.currentWidget(), self._matched
        if part is self.columns and self._look is not None:
            self.set_title(
                tr("Match “{name}”").format(name=self._look.name),
                tr("Check what the columns are taken for, then match."),
            )
        elif part is self.result and matched is not None:
            counts = matched.counts
            self.set_title(
                matched.name,
                tr(
                    "matched to {release} · {found} of {rows} found · {waiting} to decide · {none} not in DTSEN"
                ).format(
                    release=matched.release_label,
                    found=number(counts.found + counts.chosen),
                    rows=number(counts.rows),
                    waiting=number(counts.waiting),
                    none=number(counts.not_found + counts.refused),
                ),
            )
        else:
            self.set_title(
                tr("Match a list"),
                tr("Who of somebody else's list is in DTSEN, and with which decile"),
            )

    def _show_lookups(self, lookups: Lookups) -> None:
        self._seen.lookups = lookups
        self.result.say_again()
        self._say_limits()

    def _show_lists(self, lists: list[MatchedList]) -> None:
        self.table.show_rows(lists, keep=True)
        if lists and self.table.current is None:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))

    @Slot(object)
    def _on_opened(self, matched: MatchedList) -> None:
        self.go("match", matched.id)

    # A new list

    @Slot()
    def _on_ask(self) -> None:
        ask_for_files(
            self,
            tr("A list to match"),
            self.take,
            filters=[
                tr("Lists") + " (*.xlsx *.xlsm *.xls *.ods *.csv *.txt)",
                tr("All files") + " (*)",
            ],
            several=False,
        )

    @Slot(object)
    def take(self, paths: list[Path]) -> None:
        """Look at the first of these files."""
        if not paths:
            return
        self.banner.hide()
        lookups = self._seen.lookups
        self.columns.begin(village_options(lookups) if lookups else ())
        self.do(
            preview_list, paths[0], then=self._show_look, lane=Lane.LONG, busy=[self.zone]
        )  # fmt: skip

    def _show_look(self, look: ListLook) -> None:
        self._look = look
        self.columns.show_list(look)
        self.match_button.setEnabled(look.says_whom)
        self.go("match", "", LOOK)

    @Slot(object)
    def _on_columns(self, chosen: object) -> None:
        if self._look is not None:
            self.do(
                preview_list,
                self._look.path,
                self.columns.chosen,
                then=self._show_look_again,
                failed=self._on_refused,
                lane=Lane.LONG,
                latest="look",
            )

    def _show_look_again(self, look: ListLook) -> None:
        self._look = look
        self.columns.show_list(look)
        self.match_button.setEnabled(look.says_whom)

    def _on_refused(self, error: LuringError) -> None:
        if error.code is Code.MAPPING_FACT_TWICE:
            sentence = sentence_for(error)
            self.columns.show_error(f"{sentence.what} {sentence.next}")
        else:
            self.tell(error)

    @Slot()
    def _on_match(self) -> None:
        if self._look is None or not self._look.says_whom:
            return
        self.do_long(
            partial(match_list, village=self.columns.village.value or ""),
            self._look,
            title=tr("Matching the list"),
            phases=phase_words,
            then=self._on_matched,
            busy=[self.match_button, self.columns],
        )

    def _on_matched(self, done: Done[MatchedList]) -> None:
        self._look = None
        self.result.begin(done.value.counts)
        self.go("match", done.value.id)

    # One list with its answers

    @Slot()
    def _read_result(self) -> None:
        self.do(
            matched_list,
            self.place.subject,
            then=self._show_matched,
            failed=self._on_gone,
            latest="match",
        )

    def _show_matched(self, matched: MatchedList) -> None:
        if self._matched is None or self._matched.id != matched.id:
            self.result.begin(matched.counts)
        self._matched = matched
        self.result.show_counts(matched)
        self._say()
        self._say_limits()
        self.do(
            partial(matched_lines, limit=PAGE),
            matched.id,
            self.result.wish,
            then=self._show_lines,
            latest="rows",
        )

    def _show_lines(self, lines: list[MatchLine]) -> None:
        if self._matched is not None:
            self.result.show_lines(lines, self.result.total(self._matched))

    @Slot(int)
    def _read_more(self, _: int) -> None:
        shown = [one for one in self.result.table.rows.rows if isinstance(one, MatchLine)]
        if self._matched is not None and shown:
            self.do(
                partial(matched_lines, limit=PAGE, after=shown[-1].row.asked.row),
                self._matched.id,
                self.result.wish,
                then=self.result.table.rows.add_rows,
                latest="rows",
            )

    def _say_limits(self) -> None:
        matched, lookups = self._matched, self._seen.lookups
        if matched is None or lookups is None or self._stack.currentWidget() is not self.result:
            return
        if lookups.release is not None and lookups.release.id != matched.release_id:
            self.banner.say(
                "info",
                tr("Matched to “{label}”, which is no longer the release in use").format(
                    label=matched.release_label
                ),
                tr(
                    "The answers are kept as they were. Match the list again to use the new release."
                ),
            )
        elif matched.counts.unreadable:
            self.banner.say(
                "info",
                trn(
                    "{n} row has a NIK that cannot be read",
                    "{n} rows have a NIK that cannot be read",
                    matched.counts.unreadable,
                ).format(n=number(matched.counts.unreadable)),
                tr("They were looked for by name. Ask for the list with the NIK as text."),
            )

    def _on_gone(self, error: LuringError) -> None:
        self.go("match")
        self.tell(error)

    # Deciding

    @Slot(int, int)
    def _on_decided(self, row: int, rank: int) -> None:
        self.do(
            decide_match,
            self.place.subject,
            row,
            rank or None,
            then=partial(self._say_decided, row),
        )

    def _say_decided(self, row: int, done: Done[MatchLine]) -> None:
        line = done.value
        said = (
            tr("Row {row} is {name}.").format(row=line.row.row, name=line.person.person.name)
            if line.person
            else tr("Row {row} is not in DTSEN.").format(row=line.row.row)
        )
        self.say_done(said, undo=partial(self._undo, row))

    @Slot(int)
    def _undo(self, row: int) -> None:
        self.do(undo_match_decision, self.place.subject, row)

    @Slot(str)
    def _on_family(self, family_id: str) -> None:
        self.go("family", family_id)

    # Numbers, files and removing

    def hide_numbers(self) -> None:
        """Hide NIK and KK again."""
        if self._seen.is_revealed:
            self._seen.is_revealed = False
            self.reveal_button.setEnabled(True)
            self.result.say_again()

    @Slot()
    def _on_reveal(self) -> None:
        dialog = ReasonDialog(
            self.window(),
            question=tr("Show the whole numbers of this list?"),
            explanation=tr(
                "NIK and KK are shown until you leave this page. Who saw them and why is kept in the "
                "audit log."
            ),
            verb=tr("&Show"),
            usual=(tr("To decide doubtful rows"), tr("To check a family's data")),
        )
        dialog.given.connect(self._on_reveal_reason)
        dialog.open()

    @Slot(str)
    def _on_reveal_reason(self, reason: str) -> None:
        count = self._matched.counts.rows if self._matched else 0
        self.do(reveal_list, "match", count, reason, then=self._reveal)

    def _reveal(self, _: None) -> None:
        self._seen.is_revealed = True
        self.reveal_button.setEnabled(False)
        self.result.say_again()

    @Slot()
    def _on_export(self) -> None:
        ask_before_open_list(self, self._ask_purpose)

    def _ask_purpose(self) -> None:
        dialog = ReasonDialog(
            self.window(),
            question=tr("What is the list for?"),
            explanation=tr("It stands in the file, with the release, the office and your name."),
            verb=tr("Choose &where…"),
            usual=(tr("Reply to the agency"), tr("To check recipients with the desa")),
        )
        dialog.given.connect(self._choose_where)
        dialog.open()

    @Slot(str)
    def _choose_where(self, purpose: str) -> None:
        ask_where_to_save(
            self,
            tr("Save the matched list"),
            "hasil-pencocokan.xlsx",
            partial(self.export, purpose),
            suffix="xlsx",
        )

    def export(self, purpose: str, chosen: list[Path]) -> None:
        """Write the list to the file that was chosen."""
        if chosen and self._matched is not None:
            said = tr("The list was saved as {name}.").format(name=chosen[0].name)
            self.do(
                partial(export_match, purpose=purpose, said=everything_said()),
                self._matched.id,
                chosen[0],
                then=lambda _: self.say_done(said),
                lane=Lane.LONG,
                busy=[self.export_button],
            )

    @Slot()
    def _on_remove(self) -> None:
        if self._matched is None:
            return
        dialog = ConfirmDialog(
            self.window(),
            question=tr("Remove “{name}”?").format(name=self._matched.name),
            lost=tr(
                "The list, its answers and what was decided about it are removed from this office."
            ),
            verb=tr("&Remove"),
        )
        dialog.accepted.connect(self._remove)
        dialog.open()

    @Slot()
    def _remove(self) -> None:
        if self._matched is not None:
            self.do(forget_match, self._matched.id, then=self._removed)

    def _removed(self, _: Done[None]) -> None:
        self.go("match")

    # Qt overrides

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hide_numbers()


_COLUMNS: tuple[Column[MatchedList], ...] = (
    Column(
        "name", mark("List"), lambda one: one.name, width=300, below=lambda one: one.made_by_name
    ),
    Column(
        "release",
        mark("Matched to"),
        lambda one: one.release_label,
        width=170,
        below=lambda one: moment(one.made_at),
        sort=lambda one: one.made_at,
    ),
    Column(
        "rows",
        mark("Rows"),
        lambda one: number(one.counts.rows),
        width=100,
        is_number=True,
        sort=lambda one: one.counts.rows,
    ),
    Column(
        "found",
        mark("Found"),
        lambda one: number(one.counts.found + one.counts.chosen),
        width=110,
        is_number=True,
        sort=lambda one: one.counts.found + one.counts.chosen,
    ),
    Column(
        "waiting",
        mark("To decide"),
        lambda one: number(one.counts.waiting),
        width=120,
        is_number=True,
        sort=lambda one: one.counts.waiting,
        tone=lambda one: "due_text" if one.counts.waiting else "muted",
    ),
    Column(
        "none",
        mark("Not in DTSEN"),
        lambda one: number(one.counts.not_found + one.counts.refused),
        width=130,
        is_number=True,
        sort=lambda one: one.counts.not_found + one.counts.refused,
    ),
)
