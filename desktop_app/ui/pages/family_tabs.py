"""The tabs of a family's page, and which of them shows what."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.actions.families import FamilyPageFacts
from desktop_app.actions.lookups import Lookups
from desktop_app.language import tr
from desktop_app.ui.page import Desk
from desktop_app.ui.pages.family_copy import CopyTab
from desktop_app.ui.pages.family_history import HistoryTab
from desktop_app.ui.pages.family_house import HouseTab
from desktop_app.ui.pages.family_lists import AidTab, LettersTab
from desktop_app.ui.pages.family_members import MembersTab
from desktop_app.ui.pages.family_notes import NotesTab
from desktop_app.ui.pages.family_proposals import ProposalsTab
from desktop_app.ui.pages.family_summary import SummaryTab
from desktop_app.ui.widgets.tabs import Tabs
from desktop_app.words.format import number

PARTS = (
    "summary",
    "members",
    "house",
    "aid",
    "notes",
    "proposals",
    "letters",
    "siks-ng",
    "history",
)
"""What `Place.part` may name; ``record`` opens the form as well, the id of a member leads to them."""


class FamilyTabs(Tabs):
    """Every part is there from the beginning; all of them show the same family."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.summary = SummaryTab()
        self.members = MembersTab(desk.memory)
        self.house = HouseTab()
        self.aid = AidTab(desk)
        self.notes = NotesTab(desk)
        self.proposals = ProposalsTab(desk)
        self.letters = LettersTab(desk.memory)
        self.copying = CopyTab()
        self.history = HistoryTab()
        for title, part in (
            (tr("Summary"), self.summary),
            (tr("Members"), self.members),
            (tr("House and assets"), self.house),
            (tr("Help"), self.aid),
            (tr("Notes"), self.notes),
            (tr("Proposals"), self.proposals),
            (tr("Letters"), self.letters),
            ("SIKS-NG", self.copying),
            (tr("History"), self.history),
        ):
            self.addTab(part, title)

    def follow(self, seconds_left: Callable[[], int]) -> None:
        """Ask this, from now on, how long what is hidden may be shown."""
        for part in (self.summary, self.members, self.copying):
            part.follow(seconds_left)

    def show_facts(self, facts: FamilyPageFacts, lookups: Lookups) -> None:
        """Show this family."""
        self.summary.show_facts(facts, lookups)
        self.members.show_facts(facts, lookups)
        self.house.show_family(facts.sheet, lookups)
        self.aid.show_facts(facts, lookups)
        self.notes.show_facts(facts)
        self.proposals.show_facts(facts, lookups)
        self.letters.show_facts(facts)
        self.copying.show_facts(facts, lookups)
        self.history.show_facts(facts, lookups)
        given = sum(not line.intervention.is_void for line in facts.interventions)
        noted = sum(not line.fact.is_void for line in facts.local_facts)
        noted += sum(not line.check.is_void for line in facts.ground_checks)
        for part, title, count in (
            ("members", tr("Members"), len(facts.sheet.members)),
            ("aid", tr("Help"), given),
            ("notes", tr("Notes"), noted),
            ("proposals", tr("Proposals"), len(facts.proposals)),
            ("letters", tr("Letters"), len(facts.letters)),
        ):
            self.setTabText(PARTS.index(part), f"{title} {number(count)}" if count else title)

    def show_revealed(self) -> None:
        """Show or hide the numbers and the sensitive facts, as they may be now."""
        for part in (self.summary, self.members, self.copying):
            part.show_revealed()

    def show_part(self, part: str) -> None:
        """Turn to a part by its name, or to a member by their id; to the first if it is neither."""
        if self.members.has(part):
            self.go_to_member(part)
        else:
            self.setCurrentIndex(PARTS.index(part) if part in PARTS else 0)

    def is_at(self, part: str) -> bool:
        """Whether this part is the one to be seen."""
        return self.currentIndex() == PARTS.index(part)

    def turn(self, by: int) -> None:
        """The next tab, or the one before; from the last to the first."""
        self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def go_to_member(self, person_id: str) -> None:
        """Turn to one member, with the keyboard on the list of them."""
        self.show_part("members")
        self.members.choose(person_id)
        self.members.table.setFocus(Qt.FocusReason.OtherFocusReason)
