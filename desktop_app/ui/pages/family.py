"""Keluarga: everything about one family, and what can be done for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desktop_app.actions.families import FamilyPageFacts, family_of, reveal_family
from desktop_app.actions.interventions import void_intervention
from desktop_app.actions.lookups import FamilyGlance, Lookups, lookups_of
from desktop_app.domain.changes import Topic
from desktop_app.domain.intervention import InterventionLine
from desktop_app.errors import Code, LuringError
from desktop_app.language import mark, tr
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.pages.family_band import FamilyBand
from desktop_app.ui.pages.family_gone import GoneNote
from desktop_app.ui.pages.family_history import HistoryTab
from desktop_app.ui.pages.family_house import HouseTab
from desktop_app.ui.pages.family_lists import AidTab, LettersTab
from desktop_app.ui.pages.family_members import MembersTab
from desktop_app.ui.pages.family_summary import SummaryTab
from desktop_app.ui.pages.record_sheet import RecordSheet
from desktop_app.ui.style import XS, M
from desktop_app.ui.widgets.buttons import IconButton
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number
from desktop_app.words.people import place_words

PARTS = ("summary", "members", "house", "aid", "proposals", "letters", "history")
"""What `Place.part` may name; ``record`` opens the form as well."""


class FamilyPage(Page):
    """One family by its id, its card or the NIK of a member, as `Place.subject` names it."""

    shows = frozenset({Topic.PEOPLE, Topic.RELEASES, Topic.INTERVENTIONS, Topic.LETTERS})
    help_text = mark(
        "Everything the release and this office know about one family. Ctrl+N records help, Ctrl+P "
        "writes a letter, Alt+Down and Alt+Up go to the next and the previous family of the last "
        "search, Ctrl+PageDown and Ctrl+PageUp through the tabs. Numbers and health are hidden until "
        "you say why you need them; after 30 seconds they are hidden again."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._facts: FamilyPageFacts | None = None
        self._lookups: Lookups | None = None
        self._is_new = False
        self.set_title(tr("Family"))
        self._build_steps()
        self.letter_button = self.add_secondary(
            tr("&Write a letter"), self._on_letter, icon="file-text"
        )
        self.record_button = self.set_primary(tr("R&ecord help"), self.start_new, icon="plus")
        self.band = FamilyBand()
        self.band.reveal_wanted.connect(self._on_reveal_wanted)
        self.band.hidden.connect(self._on_hidden_again)
        self._build_tabs()
        known = QWidget()
        column = QVBoxLayout(known)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self.gone = GoneNote()
        self.gone.wanted.connect(self._on_now_wanted)
        column.addWidget(self.gone)
        column.addWidget(self.band)
        column.addWidget(self.tabs, 1)
        self.unknown = EmptyState(
            "users",
            tr("This family is in none of the releases here"),
            tr("The number may be mistyped, or the release that had it was deleted."),
            tr("Look it &up"),
        )
        self.unknown.acted.connect(self._on_look_up)
        self._stack = QStackedWidget()
        for part in (known, self.unknown):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self.setFocusProxy(self.tabs.tabBar())
        self.sheet = RecordSheet(self)
        self.sheet.saved.connect(self._on_saved)
        self.sheet.opened.connect(self._on_sheet_moved)
        self.sheet.closed.connect(self._on_sheet_moved)

    # What the window asks

    def refresh(self) -> None:
        if self._lookups is None:
            self.do(lookups_of, then=self._on_lookups)
        self.do(
            family_of,
            self.place.subject,
            then=self._show_facts,
            failed=self._on_failed,
            latest="family",
        )

    def arrive(self, place: Place) -> None:
        if place != self.place:
            self._is_new = True
        if place.subject != self.place.subject:
            self.band.card_number.hide_number()
            if self.sheet.isVisible():
                self.sheet.close_sheet()
        super().arrive(place)

    def hear(self, topics: frozenset[Topic]) -> None:
        if Topic.RELEASES in topics:
            self._lookups = None
        super().hear(topics)

    def start_new(self) -> None:
        """Record help for this family, or for the member who is chosen on the members' tab."""
        if self._lookups is None or self.sheet.isVisible():
            return
        if self._facts is None or not self._facts.is_current:
            return
        facts = self._facts
        glance = FamilyGlance(facts.sheet, facts.release, facts.interventions)
        self.sheet.open_form(self._lookups, glance, person_id=self._chosen_member())

    def print_it(self) -> None:
        self._on_letter()

    def has_unsaved(self) -> bool:
        return self.sheet.has_unsaved()

    def would_lose(self, place: Place) -> bool:
        return self.has_unsaved() and place.subject != self.place.subject

    def step_back(self) -> bool:
        if self.sheet.isVisible():
            self.sheet.close_or_ask()
            return True
        return super().step_back()

    # Building

    def _build_steps(self) -> None:
        self._steps = QWidget()
        row = QHBoxLayout(self._steps)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XS)
        self.step_words = Text("", "caption")
        self.previous = IconButton(
            "chevron-left", tr("Previous family of the search"), keys="Alt+↑"
        )
        self.next = IconButton("chevron-right", tr("Next family of the search"), keys="Alt+↓")
        self.previous.clicked.connect(partial(self._step, -1))
        self.next.clicked.connect(partial(self._step, 1))
        for button in (self.previous, self.next):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys do the same from everywhere
        for widget in (self.step_words, self.previous, self.next):
            row.addWidget(widget)
        self.add_to_head(self._steps)
        for keys, slot in (
            ("Alt+Down", partial(self._step, 1)),
            ("Alt+Up", partial(self._step, -1)),
            ("Ctrl+PgDown", partial(self._turn, 1)),
            ("Ctrl+PgUp", partial(self._turn, -1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _build_tabs(self) -> None:
        memory = self.desk.memory
        self.summary = SummaryTab()
        self.members = MembersTab(memory)
        self.house = HouseTab()
        self.aid = AidTab(memory)
        self.proposals = EmptyState(
            "clipboard-list",
            tr("Proposals are not built yet"),
            tr(
                "Corrections, new families and objections will be made here. Until then use SIKS-NG."
            ),
        )
        self.letters = LettersTab(memory)
        self.history = HistoryTab()
        self.members.follow(lambda: self.band.seconds_left)
        self.members.reveal_wanted.connect(self._on_reveal_wanted)
        self.summary.record_wanted.connect(self.start_new)
        self.aid.record_wanted.connect(self.start_new)
        self.aid.void_wanted.connect(self._on_void_wanted)
        self.aid.detail_wanted.connect(self._on_detail_wanted)
        self.letters.letter_wanted.connect(self._on_letter)
        self.letters.opened.connect(self._on_letter_opened)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setIconSize(QSize(0, 0))
        for title, part in (
            (tr("Summary"), self.summary),
            (tr("Members"), self.members),
            (tr("House and assets"), self.house),
            (tr("Help"), self.aid),
            (tr("Proposals"), self.proposals),
            (tr("Letters"), self.letters),
            (tr("History"), self.history),
        ):
            self.tabs.addTab(part, title)

    # Showing

    def _on_lookups(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self._show_all()

    def _show_facts(self, facts: FamilyPageFacts) -> None:
        self._facts = facts
        self._show_all()

    def _show_all(self) -> None:
        facts, lookups = self._facts, self._lookups
        if facts is None or lookups is None:
            return
        sheet = facts.sheet
        address = str(sheet.values["address"] or "")
        place = place_words(lookups.regions, sheet.village)
        self.set_title(
            sheet.head_name or tr("Head unknown"), f"{address} · {place}" if address else place
        )
        self._stack.setCurrentIndex(0)
        self.gone.show_facts(facts)
        if self._is_new or not self.band.seconds_left:
            self.band.show_facts(facts)
        self.summary.show_facts(facts, lookups)
        self.members.show_facts(facts, lookups)
        self.house.show_family(sheet, lookups)
        self.aid.show_facts(facts, lookups)
        self.letters.show_facts(facts)
        self.history.show_facts(facts)
        self._show_counts(facts)
        self._show_steps(sheet.id)
        self._on_sheet_moved()
        if self._is_new:
            self._is_new = False
            self._show_part(self.place.part)

    def _show_part(self, part: str) -> None:
        self.tabs.setCurrentIndex(PARTS.index(part) if part in PARTS else 0)
        if part == "record":
            # Once only: coming back here later is not asking for the form again.
            self.place = Place(self.place.page, self.place.subject)
            self.moved.emit(self.place)
            self.start_new()
        elif not self.tabs.isAncestorOf(self.window().focusWidget() or self.window()):
            # Whoever came with Enter from the search goes on with the keys of this page.
            self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_counts(self, facts: FamilyPageFacts) -> None:
        counting = sum(not line.intervention.is_void for line in facts.interventions)
        for at, title, count in (
            (1, tr("Members"), len(facts.sheet.members)),
            (3, tr("Help"), counting),
            (5, tr("Letters"), len(facts.letters)),
        ):
            self.tabs.setTabText(at, f"{title} {number(count)}" if count else title)

    def _show_steps(self, family_id: str) -> None:
        at = self.desk.trail.place_of(family_id)
        count = len(self.desk.trail.families)
        self._steps.setVisible(at is not None and count > 1)
        if at is not None:
            self.step_words.setText(
                tr("{n} of {count}").format(n=number(at + 1), count=number(count))
            )
            self.previous.setEnabled(at > 0)
            self.next.setEnabled(at < count - 1)

    def _on_failed(self, error: LuringError) -> None:
        if error.code is Code.SUBJECT_UNKNOWN:
            self._facts = None
            self.set_title(tr("Family"))
            self._stack.setCurrentWidget(self.unknown)
            self._on_sheet_moved()
            return
        self.tell(error)

    # News

    def _chosen_member(self) -> str:
        """The member somebody chose on the members' tab; empty for the family as a whole."""
        member = self.members.table.current
        is_shown = self.tabs.currentIndex() == PARTS.index("members")
        return member.id if is_shown and member is not None and not member.is_head else ""

    def _step(self, by: int, _: bool = False) -> None:
        at = self.desk.trail.place_of(self._facts.sheet.id) if self._facts is not None else None
        families = self.desk.trail.families
        if at is not None and 0 <= at + by < len(families):
            self.moved.emit(Place(self.place.page, families[at + by]))

    def _turn(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())

    @Slot()
    def _on_reveal_wanted(self) -> None:
        if self._facts is None:
            return
        dialog = ReasonDialog(
            self.window(),
            question=tr("Show the whole numbers of this family?"),
            explanation=tr(
                "NIK, KK, health and disability stay visible for 30 seconds. Who saw them and why "
                "is kept in the audit log."
            ),
            verb=tr("&Show"),
            usual=(
                tr("The person is at the counter"),
                tr("Checking against KTP or KK"),
                tr("Filling in a form"),
            ),
        )
        dialog.given.connect(self._on_reason)
        dialog.open()

    @Slot(str)
    def _on_reason(self, reason: str) -> None:
        if self._facts is not None:
            family_id = self._facts.sheet.id
            self.do(reveal_family, family_id, reason, then=partial(self._reveal, family_id))

    def _reveal(self, family_id: str, _: None) -> None:
        if self._facts is not None and self._facts.sheet.id == family_id:
            self.band.reveal()
            self.members.show_revealed()

    @Slot()
    def _on_hidden_again(self) -> None:
        self.members.show_revealed()

    @Slot(object)
    def _on_detail_wanted(self, line: InterventionLine) -> None:
        if self._lookups is not None:
            detail = self.sheet.open_detail(line, self._lookups, with_family=False)
            detail.void_wanted.connect(self._on_void_wanted)

    @Slot(object, str)
    def _on_void_wanted(self, line: InterventionLine, reason: str) -> None:
        self.do(void_intervention, line.intervention.id, reason, then=self._on_voided)

    def _on_voided(self, _: object) -> None:
        self.say_done(tr("Marked as entered in error."))

    @Slot()
    def _on_sheet_moved(self) -> None:
        # What lies beneath the sheet must not be reached with the keyboard.
        is_here = self._facts is not None and self._facts.is_current
        can_act = is_here and self.sheet.isHidden()
        for button in (self.record_button, self.letter_button):
            button.setEnabled(can_act)

    @Slot(str)
    def _on_saved(self, _: str) -> None:
        self.tabs.setCurrentIndex(PARTS.index("aid"))

    @Slot()
    def _on_letter(self) -> None:
        if self._facts is not None and self._facts.is_current:
            self.go("letters", self._facts.sheet.id, self._chosen_member())

    @Slot(str)
    def _on_letter_opened(self, _: str) -> None:
        self.go("letters")

    @Slot(str)
    def _on_now_wanted(self, family_id: str) -> None:
        self.go("family", family_id)

    @Slot()
    def _on_look_up(self) -> None:
        self.go("search")
