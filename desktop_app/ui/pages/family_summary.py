"""What is worth knowing about a family at a glance: who lives there, what came, how they live."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.families import FamilyPageFacts
from desktop_app.actions.lookups import Lookups
from desktop_app.domain.local_fact import FactKind, LocalFact
from desktop_app.language import tr, trn
from desktop_app.ui.pages.family_house import fact_words
from desktop_app.ui.pages.family_indications import indication_lines
from desktop_app.ui.style import XXL, L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.lines import Line, Lines
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid import given_words, programme_words, record_period_words
from desktop_app.words.fields import label_of
from desktop_app.words.format import date_long
from desktop_app.words.local_facts import content_words, kind_words
from desktop_app.words.people import age_words, doing_words, relation_words

_MOST_AID = 5
_MOST_LOCAL = 4
_HOUSE = ("floor_type", "wall_type", "roof_type", "drinking_water", "lighting", "toilet_facility")
_PREMIUM = ("premium_aid_national", "premium_aid_regional")
_NARROW_LETTERS = 84


class SummaryTab(Pane):
    """Members on the left, help and house on the right; under each other where it is narrow."""

    record_wanted = Signal()
    jump_wanted = Signal()
    note_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(left=0, parent=parent)
        self.column.setContentsMargins(0, M, M, M)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(XXL)
        self._members_title = Text("", "heading")
        self._facts: FamilyPageFacts | None = None
        self._lookups: Lookups | None = None
        self._seconds_left: Callable[[], int] = lambda: 0
        self.members = Lines()
        self.jump_button = Button(tr("&Jump to a member…"), icon="users", kind="plain")
        self.jump_button.clicked.connect(self.jump_wanted)
        self.indications = Lines()
        self.local = Lines()
        self.note_button = Button(tr("&Add a note"), icon="pencil", kind="plain")
        self.note_button.clicked.connect(self.note_wanted)
        self.aid = Lines()
        self.house = Lines()
        self.record_button = Button(tr("Record the &first help"), kind="plain")
        self.record_button.clicked.connect(self._on_record)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(S)
        left.addWidget(self._members_title)
        left.addWidget(self.members)
        left.addWidget(self.jump_button, 0, Qt.AlignmentFlag.AlignLeft)
        left.addSpacing(L)
        left.addWidget(Text(tr("Noted by this office"), "heading"))
        left.addWidget(self.local)
        left.addWidget(self.note_button, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        right.addWidget(Text(tr("Help received"), "heading"))
        right.addWidget(self.aid)
        right.addWidget(self.record_button, 0, Qt.AlignmentFlag.AlignLeft)
        right.addSpacing(L)
        right.addWidget(Text(tr("Indications"), "heading"))
        self._caution = Text("", "caption", wraps=True)
        right.addWidget(self._caution)
        right.addWidget(self.indications)
        right.addSpacing(L)
        right.addWidget(Text(tr("House"), "heading"))
        right.addWidget(self.house)
        right.addStretch(1)
        self._row.addLayout(left, 1)
        self._row.addLayout(right, 1)
        self.column.addLayout(self._row, 1)

    def show_facts(self, facts: FamilyPageFacts, lookups: Lookups) -> None:
        """Show this family."""
        self._facts, self._lookups = facts, lookups
        sheet, codes = facts.sheet, lookups.codes
        self.show_revealed()
        self._show_local(facts)
        self.jump_button.setVisible(len(sheet.members) > 1)
        self.note_button.setVisible(facts.is_current)
        self._show_aid(facts, lookups)
        lines = [
            Line(label_of(name), fact_words(sheet, name, codes) or tr("Not filled in"))
            for name in (*_HOUSE, *_PREMIUM)
        ]
        self.house.show_lines(lines)

    def follow(self, seconds_left: Callable[[], int]) -> None:
        """Ask this, from now on, how long what is hidden may be shown."""
        self._seconds_left = seconds_left

    def show_revealed(self) -> None:
        """Show or hide what is said of children and of health, as it may be now."""
        facts, lookups = self._facts, self._lookups
        if facts is None or lookups is None:
            return
        is_open = bool(self._seconds_left())
        sheet, codes = facts.sheet, lookups.codes
        day = facts.release.reference_date
        count = len(sheet.members)
        self._members_title.setText(trn("{n} member", "{n} members", count).format(n=count))
        self.members.show_lines(
            [
                Line(
                    member.name or tr("Name unknown"),
                    age_words(member.age_on(day)),
                    relation_words(member, codes)
                    if member.is_minor_on(day) and not is_open
                    else f"{relation_words(member, codes)} · {doing_words(member, codes)}",
                )
                for member in sheet.members
            ],
            otherwise=tr("The extract names no members."),
        )
        self._caution.setText(
            tr("Hints from release {label}, to be checked; not a decision.").format(
                label=facts.release.label
            )
        )
        self.indications.show_lines(
            indication_lines(facts, is_open=is_open),
            otherwise=tr("The release hints at nothing."),
        )

    def _show_local(self, facts: FamilyPageFacts) -> None:
        holding = [line.fact for line in facts.local_facts if not line.fact.is_void]
        self.local.show_lines(
            [
                Line(content_words(fact).replace("\n", " "), "", _noted_words(fact))
                for fact in sorted(holding, key=_of_use_first)[:_MOST_LOCAL]
            ],
            otherwise=tr("Nothing has been noted here yet"),
        )

    def _show_aid(self, facts: FamilyPageFacts, lookups: Lookups) -> None:
        counting = [line for line in facts.interventions if not line.intervention.is_void]
        self.aid.show_lines(
            [
                Line(
                    programme_words(lookups.catalogue, line.intervention),
                    given_words(line.intervention),
                    f"{record_period_words(line.intervention, lookups.catalogue)}"
                    f" · {line.intervention.subject.name}",
                )
                for line in counting[:_MOST_AID]
            ],
            otherwise=tr("No help is recorded here yet."),
        )
        self.record_button.setVisible(not counting and facts.is_current)

    def _fit(self) -> None:
        letters = self.width() // max(1, self.fontMetrics().averageCharWidth())
        narrow = letters < _NARROW_LETTERS
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() is not wanted:
            self._row.setDirection(wanted)

    @Slot()
    def _on_record(self) -> None:
        self.record_wanted.emit()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _noted_words(fact: LocalFact) -> str:
    return f"{kind_words(fact.kind)} · {date_long(fact.noted_on)}"


def _of_use_first(fact: LocalFact) -> int:
    """Whom to call and where to go before what was noted; a sort keeps the newest first in each."""
    return (FactKind.CONTACT, FactKind.PLACE, FactKind.NOTE).index(fact.kind)
