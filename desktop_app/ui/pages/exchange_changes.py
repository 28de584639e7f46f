"""What became of each change of this office: draft, packed, and what the hub made of it."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.own_change import ChangeState, OwnChange
from desktop_app.language import mark, tr
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Page
from desktop_app.ui.pages.exchange_part import ExchangePart, Situation
from desktop_app.ui.style import M
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import moment, number
from desktop_app.words.own_changes import change_kind_words, reason_words, state_words
from desktop_app.words.people import place_words

_ALL = "all"
_ICONS = {
    ChangeState.DRAFT: "file-text",
    ChangeState.PACKED: "usb",
    ChangeState.RECEIVED: "layers",
    ChangeState.IN_FORCE: "circle-check",
    ChangeState.CONFLICT: "triangle-alert",
    ChangeState.NO_EFFECT: "info",
    ChangeState.REFUSED: "circle-alert",
}
_TONES = {
    ChangeState.CONFLICT: "due_text",
    ChangeState.NO_EFFECT: "muted",
    ChangeState.REFUSED: "loss_text",
}
_PARTS = {
    "ground-check": "notes",
    "intervention": "aid",
    "letter": "letters",
    "local-fact": "notes",
    "proposal": "proposals",
}


class ChangesPart(ExchangePart):
    """The list with its filter; Enter opens the family that a change is about."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._lookups: Lookups | None = None
        self._lines: tuple[OwnChange, ...] = ()
        self._total = 0
        row = QHBoxLayout()
        row.setSpacing(M)
        self.filter = Choice()
        self.filter.setMinimumContentsLength(28)
        self.filter.activated.connect(self._on_filter)
        self._chosen = _ALL
        row.addWidget(FormField(tr("Show"), self.filter))
        self.about = Text("", "muted", wraps=True)
        row.addWidget(self.about, 1)
        self.column.addLayout(row)
        self.table: DataTable[OwnChange] = DataTable(
            self._columns(),
            name="own-changes",
            memory=page.desk.memory,
            accessible_name=tr("Changes of this office"),
        )
        self.table.set_empty(
            EmptyState(
                "usb",
                tr("No change here"),
                tr("Everything that is recorded will be listed with how far it has come."),
            )
        )
        self.table.opened.connect(self._on_opened)
        self.column.addWidget(self.table, 1)
        self.lead_to(self.table)

    def show_situation(self, situation: Situation) -> None:
        self._lookups = situation.lookups
        self._lines = situation.changes.lines
        self._total = situation.changes.total
        counts = Counter(line.state for line in self._lines)
        options = [
            Option(state.value, f"{state_words(state)} ({number(counts[state])})")
            for state in ChangeState
            if counts[state] or state.value == self._chosen
        ]
        self.filter.show_options(
            [Option(_ALL, tr("Every change ({n})").format(n=number(len(self._lines)))), *options],
            chosen=self._chosen,
        )
        self._show()

    def _show(self) -> None:
        shown = [line for line in self._lines if self._chosen in (_ALL, line.state.value)]
        self.table.show_rows(shown, keep=True)
        listed = len(self._lines)
        self.about.setText(
            tr("The newest {n} of {all}").format(n=number(listed), all=number(self._total))
            if self._total > listed
            else tr("Draft → Packed → Received by the hub → In force, Conflict or Refused")
        )

    def _columns(self) -> tuple[Column[OwnChange], ...]:
        return (
            Column(
                "at",
                mark("When"),
                lambda line: moment(line.at),
                width=190,
                sort=lambda line: line.at,
                below=lambda line: line.by,
            ),
            Column(
                "what",
                mark("What was recorded"),
                lambda line: change_kind_words(line.type),
                width=205,
                below=lambda line: line.about,
                tip=lambda line: line.about,
            ),
            Column("place", mark("Desa"), self._place, width=225, tip=self._place),
            Column(
                "state",
                mark("State"),
                lambda line: state_words(line.state),
                width=350,
                sort=lambda line: list(ChangeState).index(line.state),
                below=reason_words,
                tip=reason_words,
                tone=lambda line: _TONES.get(line.state, "text"),
                icon=lambda line: _ICONS[line.state],
            ),
        )

    def _place(self, line: OwnChange) -> str:
        known = self._lookups
        return place_words(known.regions, line.place) if known and line.place else ""

    @Slot()
    def _on_filter(self) -> None:
        self._chosen = self.filter.value or _ALL
        self._show()

    @Slot(object)
    def _on_opened(self, line: OwnChange) -> None:
        if line.family_id:
            kind = line.type.partition(".")[0]
            self.page.go("family", line.family_id, _PARTS.get(kind, "history"))
