"""The conflicts: at the hub the queue of decisions, at an office what waits for the hub."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.conflict import Conflict
from desktop_app.domain.dates import day_of
from desktop_app.language import mark, tr
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Page
from desktop_app.ui.pages.conflict_sides import ConflictSides
from desktop_app.ui.pages.conflict_work import ConflictWork
from desktop_app.ui.pages.exchange_part import ExchangePart, Situation
from desktop_app.ui.style import XL, XS, L
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid import period_words, programme_words
from desktop_app.words.conflicts import conflict_words, side_words
from desktop_app.words.format import date_short, moment
from desktop_app.words.people import place_words


class ConflictsPart(ExchangePart):
    """The list on the left and both sides on the right; Enter goes to the sides."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._lookups: Lookups | None = None
        self._may_decide = False
        self.table: DataTable[Conflict] = DataTable(
            (
                Column(
                    "who",
                    mark("Recipient"),
                    lambda one: one.line.intervention.subject.name,
                    width=175,
                    below=self._place,
                    tip=self._place,
                ),
                Column(
                    "what",
                    mark("Conflict"),
                    conflict_words,
                    width=205,
                    below=lambda one: " | ".join(side_words(side) for side in one.sides),
                    tip=lambda one: " | ".join(side_words(side) for side in one.sides),
                ),
                Column(
                    "since",
                    mark("Since"),
                    lambda one: date_short(day_of(one.since)),
                    width=135,
                    sort=lambda one: one.since,
                    tip=lambda one: moment(one.since),
                ),
            ),
            name="conflicts",
            memory=page.desk.memory,
            accessible_name=tr("Conflicts"),
        )
        self.table.set_empty(
            EmptyState(
                "circle-check",
                tr("Nothing is in conflict"),
                tr(
                    "When two people write different things about one record without knowing of each "
                    "other, both stand here until the hub has decided."
                ),
            )
        )
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.detail = Pane(left=XL)
        self._inside = QWidget()
        whole = QVBoxLayout(self._inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(L)
        names = QVBoxLayout()
        names.setSpacing(XS)
        self.heading = Text("", "heading", wraps=True)
        self.about = Text("", "muted", wraps=True)
        names.addWidget(self.heading)
        names.addWidget(self.about)
        whole.addLayout(names)
        self.sides = ConflictSides()
        whole.addWidget(self.sides)
        self.family_button = Button(tr("&Open family"))
        self.family_button.clicked.connect(self._on_family)
        whole.addWidget(self.family_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.detail.column.addWidget(self._inside, 0, Qt.AlignmentFlag.AlignTop)
        self.detail.column.addStretch(1)
        self.work = ConflictWork(page, then=self._decided)
        self.sides.chosen.connect(self.work.ask)
        self._split = ListAndDetail(
            self.table,
            self.detail,
            name="conflicts",
            memory=page.desk.memory,
            share=0.55,
            below=0.4,
        )
        self.column.addWidget(self._split, 1)
        self.lead_to(self.table)
        self._on_chosen(None)

    def show_situation(self, situation: Situation) -> None:
        self._lookups = situation.lookups
        self._may_decide = situation.may_decide
        self.table.show_rows(situation.conflicts, keep=True)
        self._split.want_detail(bool(situation.conflicts))
        if self.table.current is None and situation.conflicts:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self._on_chosen(self.table.current)

    def _place(self, one: Conflict) -> str:
        known, village = self._lookups, one.line.intervention.subject.village
        return place_words(known.regions, village) if known else ""

    def _decided(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_chosen(self, conflict: Conflict | None) -> None:
        known = self._lookups
        self._inside.setVisible(conflict is not None and known is not None)
        if conflict is None or known is None:
            return
        record = conflict.line.intervention
        self.heading.setText(f"{record.subject.name} · {conflict_words(conflict)}")
        self.about.setText(
            f"{programme_words(known.catalogue, record)} · {period_words(record.period)}\n"
            f"{self._place(conflict)}"
        )
        self.sides.show_conflicts([conflict], may_decide=self._may_decide)
        self.family_button.setVisible(record.subject.family_id is not None)

    @Slot(object)
    def _on_opened(self, _: Conflict) -> None:
        if self.sides.buttons:
            self.sides.buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.family_button.isVisible():
            self.family_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_family(self) -> None:
        conflict = self.table.current
        if conflict is not None and conflict.line.intervention.subject.family_id is not None:
            self.page.go("family", conflict.line.intervention.subject.family_id, "aid")
