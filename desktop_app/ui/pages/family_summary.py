"""What is worth knowing about a family at a glance: who lives there, what came, how they live."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.families import FamilyPageFacts
from desktop_app.actions.lookups import Lookups
from desktop_app.language import tr, trn
from desktop_app.ui.pages.family_house import fact_words
from desktop_app.ui.style import XXL, L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.lines import Line, Lines
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid import given_words, period_words, programme_words
from desktop_app.words.fields import label_of
from desktop_app.words.people import age_words, doing_words, relation_words

_MOST_AID = 5
_HOUSE = ("floor_type", "wall_type", "roof_type", "drinking_water", "lighting", "toilet_facility")
_PREMIUM = ("premium_aid_national", "premium_aid_regional")
_NARROW_LETTERS = 84


class SummaryTab(Pane):
    """Members on the left, help and house on the right; under each other where it is narrow."""

    record_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(left=0, parent=parent)
        self.column.setContentsMargins(0, M, M, M)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(XXL)
        self._members_title = Text("", "heading")
        self.members = Lines()
        self.aid = Lines()
        self.house = Lines()
        self.record_button = Button(tr("Record the &first help"), kind="plain")
        self.record_button.clicked.connect(self._on_record)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(S)
        left.addWidget(self._members_title)
        left.addWidget(self.members)
        left.addStretch(1)
        right.addWidget(Text(tr("Help received"), "heading"))
        right.addWidget(self.aid)
        right.addWidget(self.record_button, 0, Qt.AlignmentFlag.AlignLeft)
        right.addSpacing(L)
        right.addWidget(Text(tr("House"), "heading"))
        right.addWidget(self.house)
        right.addStretch(1)
        self._row.addLayout(left, 1)
        self._row.addLayout(right, 1)
        self.column.addLayout(self._row, 1)

    def show_facts(self, facts: FamilyPageFacts, lookups: Lookups) -> None:
        """Show this family."""
        sheet, codes = facts.sheet, lookups.codes
        day = facts.release.reference_date
        count = len(sheet.members)
        self._members_title.setText(trn("{n} member", "{n} members", count).format(n=count))
        self.members.show_lines(
            [
                Line(
                    member.name or tr("Name unknown"),
                    age_words(member.age_on(day)),
                    f"{relation_words(member, codes)} · {doing_words(member, codes)}",
                )
                for member in sheet.members
            ],
            otherwise=tr("The extract names no members."),
        )
        counting = [line for line in facts.interventions if not line.intervention.is_void]
        self.aid.show_lines(
            [
                Line(
                    programme_words(lookups.catalogue, line.intervention),
                    given_words(line.intervention),
                    f"{period_words(line.intervention.period)} · {line.intervention.subject.name}",
                )
                for line in counting[:_MOST_AID]
            ],
            otherwise=tr("No help is recorded here yet."),
        )
        self.record_button.setVisible(not counting and facts.is_current)
        lines = [
            Line(label_of(name), fact_words(sheet, name, codes) or tr("Not filled in"))
            for name in (*_HOUSE, *_PREMIUM)
        ]
        self.house.show_lines(lines)

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
