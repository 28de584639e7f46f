"""Cocokkan daftar: somebody else's list beside DTSEN, and what is doubtful in it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.actions.lookups import Lookups, lookups_of
from desktop_app.actions.matching import (
    decide_match,
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
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.pages.match_candidates import MatchSeen
from desktop_app.ui.pages.match_columns import ListColumnsView
from desktop_app.ui.pages.match_result import PAGE, MatchResultView
from desktop_app.ui.pages.match_start import MatchStart
from desktop_app.ui.pages.match_work import MatchWork
from desktop_app.ui.pages.village_options import village_options
from desktop_app.ui.tasks import Lane
from desktop_app.words.format import number
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
        self.work = MatchWork(self)
        self.remove_button = self.add_secondary(
            tr("Re&move…"), self.work.ask_to_remove, icon="trash-2"
        )
        self.reveal_button = self.add_secondary(
            tr("Show the &numbers…"), self.work.ask_to_reveal, icon="eye"
        )
        self.export_button = self.add_secondary(
            tr("&Export…"), self.work.ask_to_export, icon="download"
        )
        self.work.busy = [self.export_button]
        self.work.revealed.connect(self._on_revealed)
        self.match_button = self.set_primary(tr("&Match now"), self._on_match, icon="play")
        self.start = MatchStart(desk.memory)
        self.start.given.connect(self.take)
        self.start.opened.connect(self._on_opened)
        self.columns = ListColumnsView(desk.memory)
        self.columns.decided.connect(self._on_columns)
        self.result = MatchResultView(self._seen, desk.memory)
        self.result.filtered.connect(self._read_result)
        self.result.decided.connect(self._on_decided)
        self.result.undo_wanted.connect(self._undo)
        self.result.opened.connect(self._on_family)
        self.result.table.rows.more_wanted.connect(self._read_more)
        self._stack = QStackedWidget()
        for part in (self.start, self.columns, self.result):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self._show(self.start)

    # What the window asks

    def arrive(self, place: Place) -> None:
        if place.subject != self.place.subject:
            self.hide_numbers()
            self.work.matched = None
        if place.subject:
            self._show(self.result)
        else:
            is_looking = place.part == LOOK and self._look is not None
            self._show(self.columns if is_looking else self.start)
        super().arrive(place)

    def refresh(self) -> None:
        self.do(lookups_of, then=self._show_lookups)
        if self.place.subject:
            self._read_result()
        else:
            self.do(matched_lists, then=self.start.show_lists, latest="matches")

    def start_new(self) -> None:
        self.go("match")

    def step_back(self) -> bool:
        if super().step_back():
            return True
        if self._stack.currentWidget() is not self.start:
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
        if part is not self.start and self.isVisible():
            # The keys decide at once, and nobody has to look for the list with the mouse.
            part.setFocus(Qt.FocusReason.OtherFocusReason)
        self.lead_to(part)
        self._say()

    def _say(self) -> None:
        part, matched = self._stack.currentWidget(), self.work.matched
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

    @Slot(object)
    def _on_opened(self, matched: MatchedList) -> None:
        self.go("match", matched.id)

    # A new list

    @Slot(object)
    def take(self, paths: list[Path]) -> None:
        """Look at the first of these files."""
        if not paths:
            return
        self.banner.hide()
        lookups = self._seen.lookups
        self.columns.begin(village_options(lookups) if lookups else ())
        self.do(
            preview_list, paths[0], then=self._show_look, lane=Lane.LONG, busy=[self.start.zone]
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
            self.columns.show_error(sentence.brief)
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
        if self.work.matched is None or self.work.matched.id != matched.id:
            self.result.begin(matched.counts)
        self.work.matched = matched
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
        if self.work.matched is not None:
            self.result.show_lines(lines, self.result.total(self.work.matched))

    @Slot(int)
    def _read_more(self, _: int) -> None:
        shown = [one for one in self.result.table.rows.rows if isinstance(one, MatchLine)]
        if self.work.matched is not None and shown:
            self.do(
                partial(matched_lines, limit=PAGE, after=shown[-1].row.asked.row),
                self.work.matched.id,
                self.result.wish,
                then=self.result.table.rows.add_rows,
                latest="rows",
            )

    def _say_limits(self) -> None:
        matched, lookups = self.work.matched, self._seen.lookups
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

    @Slot(bool)
    def _on_revealed(self, is_revealed: bool) -> None:
        self._seen.is_revealed = is_revealed
        self.reveal_button.setEnabled(not is_revealed)
        self.result.say_again()

    def hide_numbers(self) -> None:
        """Hide NIK and KK again."""
        if self._seen.is_revealed:
            self._on_revealed(False)

    # Qt overrides

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hide_numbers()
