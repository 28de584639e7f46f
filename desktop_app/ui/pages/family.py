"""Keluarga: everything about one family, and what can be done for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget

from desktop_app.actions.families import FamilyPageFacts, family_of, reveal_family
from desktop_app.actions.ground_checks import presence_lists
from desktop_app.actions.local_facts import void_local_fact
from desktop_app.actions.lookups import FamilyGlance, Lookups, lookups_of
from desktop_app.domain.changes import Topic
from desktop_app.domain.family import numbers_of
from desktop_app.domain.intervention import InterventionLine
from desktop_app.domain.local_fact import FactKind, LocalFactLine
from desktop_app.errors import Code, LuringError
from desktop_app.language import mark, tr
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.pages.aid_work import AidWork
from desktop_app.ui.pages.fact_sheet import FactSheet
from desktop_app.ui.pages.family_band import FamilyBand
from desktop_app.ui.pages.family_gone import GoneNote
from desktop_app.ui.pages.family_paper import family_printable
from desktop_app.ui.pages.family_steps import FamilySteps
from desktop_app.ui.pages.family_tabs import FamilyTabs
from desktop_app.ui.pages.form_sheet import FormSheet, close_top
from desktop_app.ui.pages.ground_entry import GroundEntrySheet
from desktop_app.ui.pages.paper_sheet import PaperSheet
from desktop_app.ui.pages.privacy_papers import subject_printable
from desktop_app.ui.pages.record_sheet import RecordSheet
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.pane import Pane
from desktop_app.words.people import place_words

_FIRST_WITHOUT_KEY = 10


class FamilyPage(Page):
    """One family by its id, its card or the NIK of a member, as `Place.subject` names it."""

    shows = frozenset(
        {
            Topic.PEOPLE,
            Topic.RELEASES,
            Topic.INTERVENTIONS,
            Topic.PROGRAMMES,
            Topic.LETTERS,
            Topic.LOCAL_FACTS,
            Topic.PROPOSALS,
            Topic.GROUND_CHECKS,
            Topic.EVIDENCE,
        }
    )
    help_text = mark(
        "Everything the release and this office know about one family. Ctrl+N records help, Ctrl+P "
        "writes a letter, Ctrl+Shift+U proposes a change, Ctrl+Shift+P prints the sheet of the family, "
        "Ctrl+Shift+N writes a note, Ctrl+J jumps to a member. Alt+Down and Alt+Up go "
        "to the next and the previous family of the last search, Ctrl+PageDown and Ctrl+PageUp through "
        "the tabs, Esc goes back. Numbers, health and children are hidden until you say why you need "
        "them; after 30 seconds they are hidden again."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._facts: FamilyPageFacts | None = None
        self._lookups: Lookups | None = None
        self._is_new = False
        self.set_title(tr("Family"))
        self.letter_button = self.add_secondary(
            tr("&Write a letter"), self._on_letter, icon="file-text"
        )
        self.paper_button = self.add_secondary(tr("Pri&nt sheet…"), self._on_paper, icon="printer")
        self.propose_button = self.add_secondary(
            tr("Pr&opose…"), self._on_propose, icon="clipboard-list"
        )
        self.record_button = self.set_primary(tr("R&ecord help"), self.start_new, icon="plus")
        self.band = FamilyBand()
        self.band.reveal_wanted.connect(self._on_reveal_wanted)
        self.band.hidden.connect(self._on_hidden_again)
        self._build_tabs()
        self._build_keys()
        known = Pane()
        column = known.column
        column.setContentsMargins(0, 0, 0, 0)
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
        self.lead_to(self.tabs.tabBar())
        self.sheet = RecordSheet(self)
        self.work = AidWork(self, lambda: self._lookups, self._on_detail_wanted)
        self.work.serve(self.tabs.aid.detail)
        self.sheet.saved.connect(self._on_saved)
        self.fact_sheet = FactSheet(self)
        self.fact_sheet.saved.connect(self._on_noted)
        self.paper_sheet = PaperSheet(self)
        self.check_sheet = GroundEntrySheet(self)
        self._sheets: tuple[FormSheet, ...] = (
            self.sheet,
            self.fact_sheet,
            self.paper_sheet,
            self.check_sheet,
        )
        for sheet in self._sheets:
            sheet.opened.connect(self._on_sheet_moved)
            sheet.closed.connect(self._on_sheet_moved)

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
            for sheet in self._sheets:
                if sheet.isVisible():
                    sheet.close_sheet()
        super().arrive(place)

    def hear(self, topics: frozenset[Topic]) -> None:
        if Topic.RELEASES in topics:
            self._lookups = None
        super().hear(topics)

    def start_new(self) -> None:
        """Record help for this family, or for the member who is chosen on the members' tab."""
        if self._lookups is None or self._is_covered:
            return
        if self._facts is None or not self._facts.is_current:
            return
        facts = self._facts
        glance = FamilyGlance(facts.sheet, facts.release, facts.interventions)
        self.sheet.open_form(self._lookups, glance, person_id=self._chosen_member())

    def print_it(self) -> None:
        self._on_letter()

    def has_unsaved(self) -> bool:
        return any(sheet.has_unsaved() for sheet in self._sheets)

    def would_lose(self, place: Place) -> bool:
        return self.has_unsaved() and place.subject != self.place.subject

    def keep_typed(self) -> None:
        self.sheet.keep_typed()

    def step_back(self) -> bool:
        return close_top(self._sheets) or super().step_back()

    @property
    def _is_covered(self) -> bool:
        """Whether a form lies over the page; what is beneath must not be reached with the keys."""
        return any(sheet.isVisible() for sheet in self._sheets)

    # Building

    def _build_keys(self) -> None:
        self.steps = FamilySteps(self.desk.trail)
        self.steps.wanted.connect(self._on_step_wanted)
        self.step_words = self.steps.words
        self.add_to_head(self.steps)
        for keys, slot in (
            ("Alt+Down", partial(self.steps.step, 1)),
            ("Alt+Up", partial(self.steps.step, -1)),
            ("Ctrl+PgDown", partial(self.tabs.turn, 1)),
            ("Ctrl+PgUp", partial(self.tabs.turn, -1)),
            ("Ctrl+J", self.choose_member),
            ("Ctrl+Shift+P", self._on_paper),
            ("Ctrl+Shift+N", self._on_note_wanted),
            ("Ctrl+Shift+U", self._on_propose),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _build_tabs(self) -> None:
        self.tabs = tabs = FamilyTabs(self.desk)
        tabs.follow(lambda: self.band.seconds_left)
        for wanted in (tabs.members.reveal_wanted, tabs.copying.reveal_wanted):
            wanted.connect(self._on_reveal_wanted)
        tabs.members.print_wanted.connect(self._on_subject_paper)
        tabs.summary.record_wanted.connect(self.start_new)
        tabs.summary.jump_wanted.connect(self.choose_member)
        tabs.summary.note_wanted.connect(self._on_note_wanted)
        tabs.aid.record_wanted.connect(self.start_new)
        tabs.aid.detail_wanted.connect(self._on_detail_wanted)
        tabs.notes.add_wanted.connect(self._on_fact_wanted)
        tabs.notes.correct_wanted.connect(self._on_correct_wanted)
        tabs.notes.void_wanted.connect(self._on_fact_void_wanted)
        tabs.proposals.propose_wanted.connect(self._on_propose)
        tabs.proposals.opened.connect(self._on_proposal_opened)
        tabs.notes.check_wanted.connect(self._on_check_wanted)
        tabs.letters.letter_wanted.connect(self._on_letter)
        tabs.letters.opened.connect(self._on_letter_opened)
        tabs.history.wanted.connect(self._on_now_wanted)

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
        self.tabs.show_facts(facts, lookups)
        self.steps.show_family(sheet.id)
        self._on_sheet_moved()
        if self._is_new:
            self._is_new = False
            self._show_part(self.place.part)

    def _show_part(self, part: str) -> None:
        self.tabs.show_part(part)
        if part == "record":
            # Once only: coming back here later is not asking for the form again.
            self.place = Place(self.place.page, self.place.subject)
            self.moved.emit(self.place)
            self.start_new()
        elif not self.tabs.isAncestorOf(self.window().focusWidget() or self.window()):
            # Whoever came with Enter from the search goes on with the keys of this page.
            self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

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
        member = self.tabs.members.table.current
        is_shown = self.tabs.is_at("members")
        return member.id if is_shown and member is not None and not member.is_head else ""

    @Slot(str)
    def _on_step_wanted(self, family_id: str) -> None:
        self.moved.emit(Place(self.place.page, family_id))

    @Slot()
    def choose_member(self) -> None:
        """Ctrl+J: offer the members by their number, and go to the one that is chosen."""
        if self._facts is None or self._is_covered or not self._facts.sheet.members:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, member in enumerate(self._facts.sheet.members, start=1):
            name = (member.name or tr("Name unknown")).replace("&", "&&")
            key = f"&{at}" if at < _FIRST_WITHOUT_KEY else str(at)
            action = menu.addAction(f"{key}  {name}")
            action.triggered.connect(partial(self._on_member_chosen, member.id))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.tabs.mapToGlobal(QPoint(0, self.tabs.tabBar().height())))

    def _on_member_chosen(self, person_id: str, _: bool = False) -> None:
        self.tabs.go_to_member(person_id)

    @Slot()
    def _on_reveal_wanted(self) -> None:
        if self._facts is None:
            return
        dialog = ReasonDialog(
            self.window(),
            question=tr("Show the whole numbers of this family?"),
            explanation=tr(
                "NIK, KK, health, disability and what stands about children stay visible for 30 "
                "seconds. Who saw them and why is kept in the audit log."
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
            self.tabs.show_revealed()

    @Slot()
    def _on_hidden_again(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if self._facts is not None and clipboard.text() in numbers_of(self._facts.sheet):
            clipboard.clear()
        self.tabs.show_revealed()

    @Slot(object)
    def _on_detail_wanted(self, line: InterventionLine) -> None:
        if self._lookups is not None:
            self.work.serve(self.sheet.open_detail(line, self._lookups, with_family=False))

    # Notes

    @Slot()
    def _on_note_wanted(self) -> None:
        self._on_fact_wanted(FactKind.NOTE)

    @Slot(object)
    def _on_fact_wanted(self, kind: FactKind) -> None:
        if self._facts is not None and self._facts.is_current and not self._is_covered:
            self.fact_sheet.open_form(self._facts.sheet.id, kind)

    @Slot()
    def _on_check_wanted(self) -> None:
        if self._facts is not None and self._facts.is_current and not self._is_covered:
            sheet = self._facts.sheet
            self.do(
                presence_lists,
                then=lambda lists: self.check_sheet.open_family(sheet, lists[0]),
                latest="presence-lists",
            )

    @Slot(object)
    def _on_correct_wanted(self, line: LocalFactLine) -> None:
        if self._facts is not None and not self._is_covered:
            fact = line.fact
            self.fact_sheet.open_form(self._facts.sheet.id, fact.kind, corrects=fact)

    @Slot(object, str)
    def _on_fact_void_wanted(self, line: LocalFactLine, reason: str) -> None:
        self.do(void_local_fact, line.fact.id, reason, then=self._on_fact_voided)

    def _on_fact_voided(self, _: object) -> None:
        self.say_done(tr("Taken back; it stays readable with a line through it."))

    @Slot(str)
    def _on_noted(self, fact_id: str) -> None:
        self.tabs.show_part("notes")
        self.tabs.notes.expect(fact_id)

    @Slot()
    def _on_sheet_moved(self) -> None:
        # What lies beneath the sheet must not be reached with the keyboard.
        is_here = self._facts is not None and self._facts.is_current
        can_act = is_here and not self._is_covered
        for button in (self.record_button, self.letter_button, self.propose_button):
            button.setEnabled(can_act)
        self.tabs.proposals.propose_button.setEnabled(can_act)
        self.paper_button.setEnabled(self._facts is not None and not self._is_covered)

    @Slot(str)
    def _on_saved(self, _: str) -> None:
        self.tabs.show_part("aid")

    @Slot()
    def _on_letter(self) -> None:
        if self._facts is not None and self._facts.is_current:
            self.go("letters", self._facts.sheet.id, self._chosen_member())

    @Slot()
    def _on_propose(self) -> None:
        """A proposal about this family, or about the member who is chosen on the members' tab."""
        if self._facts is not None and self._facts.is_current and not self._is_covered:
            member = self._chosen_member()
            self.go("proposals", self._facts.sheet.id, f"new:{member}" if member else "new")

    @Slot(str)
    def _on_proposal_opened(self, proposal_id: str) -> None:
        self.go("proposals", proposal_id)

    @Slot()
    def _on_paper(self) -> None:
        if self._facts is not None and not self._is_covered:
            self.paper_sheet.open_paper(family_printable(self._facts.sheet.id))

    @Slot(str)
    def _on_subject_paper(self, person_id: str) -> None:
        if self._facts is not None and not self._is_covered:
            self.paper_sheet.open_paper(subject_printable(person_id, self._facts.sheet.id))

    @Slot(str)
    def _on_letter_opened(self, _: str) -> None:
        self.go("letters")

    @Slot(str)
    def _on_now_wanted(self, family_id: str) -> None:
        self.go("family", family_id)

    @Slot()
    def _on_look_up(self) -> None:
        self.go("search")
