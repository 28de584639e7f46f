"""Two lists on a family's page: the help that was recorded, and the letters that were written."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.actions.families import FamilyPageFacts
from desktop_app.actions.lookups import Lookups
from desktop_app.domain.intervention import InterventionLine
from desktop_app.domain.register import RegisterLine
from desktop_app.language import mark, tr
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Desk
from desktop_app.ui.pages.aid_columns import aid_columns
from desktop_app.ui.pages.aid_detail import AidDetail
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.format import date_short


class AidTab(ListAndDetail):
    """Every record of the family and its members, void ones too, with the chosen one in full."""

    record_wanted = Signal()
    detail_wanted = Signal(object)  # InterventionLine: there is no room for it here

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        memory = desk.memory
        self._evidence: Mapping[str, int] = {}
        self._lookups: Lookups | None = None
        self.table: DataTable[InterventionLine] = DataTable(
            aid_columns(lambda: self._lookups, lambda: self._evidence, with_place=False),
            name="family-aid",
            memory=memory,
            accessible_name=tr("Help received"),
        )
        self.detail = AidDetail(desk, with_family=False)
        super().__init__(
            self.table,
            self.detail,
            name="family-aid",
            memory=memory,
            share=0.64,
            least=100,
            parent=parent,
        )
        empty = EmptyState(
            "hand-heart",
            tr("No help is recorded here yet"),
            tr("What this family received from any programme will stand here."),
            tr("Record the &first help"),
        )
        empty.acted.connect(self.record_wanted)
        self._record = empty.button
        self.table.set_empty(empty)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)

    def show_facts(self, facts: FamilyPageFacts, lookups: Lookups) -> None:
        """Show what this family received, the newest chosen; after a step, the same as before."""
        self._lookups = lookups
        self._evidence = facts.evidence
        self._record.setVisible(facts.is_current)
        shown, current = self.table.rows.rows, self.table.current
        ids = [line.intervention.id for line in facts.interventions]
        is_same = current is not None and len(shown) == len(ids) and current.intervention.id in ids
        at = ids.index(current.intervention.id) if current is not None and is_same else 0
        self.table.show_rows(facts.interventions)
        self.want_detail(bool(ids))
        if ids:
            self.table.setCurrentIndex(self.table.rows.index(at, 0))

    @Slot(object)
    def _on_chosen(self, line: InterventionLine | None) -> None:
        self.detail.show_line(line, self._lookups)

    @Slot(object)
    def _on_opened(self, line: InterventionLine) -> None:
        if not self.has_room:
            self.detail_wanted.emit(line)


class LettersTab(QWidget):
    """The letters about this family, from the register."""

    letter_wanted = Signal()
    opened = Signal(str)  # letter id

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.table: DataTable[RegisterLine] = DataTable(
            (
                Column("dated", mark("Date"), _dated, width=120, sort=_day),
                Column("number", mark("Number"), _number, width=240),
                Column("about", mark("About"), _about, width=280),
                Column("signatory", mark("Signed by"), _signatory, width=220),
            ),
            name="family-letters",
            memory=memory,
            accessible_name=tr("Letters"),
        )
        empty = EmptyState(
            "file-text",
            tr("No letter about this family yet"),
            tr("Letters that this office issues about it will stand here."),
            tr("&Write a letter"),
        )
        empty.acted.connect(self.letter_wanted)
        self._write = empty.button
        self.table.set_empty(empty)
        self.table.opened.connect(self._on_opened)
        whole.addWidget(self.table)

    def show_facts(self, facts: FamilyPageFacts) -> None:
        """Show the letters about this family."""
        self._write.setVisible(facts.is_current)
        self.table.show_rows(facts.letters)

    @Slot(object)
    def _on_opened(self, line: RegisterLine) -> None:
        self.opened.emit(line.id)


def _dated(line: RegisterLine) -> str:
    return date_short(line.dated)


def _day(line: RegisterLine) -> str:
    return line.dated.isoformat()


def _number(line: RegisterLine) -> str:
    return line.number


def _about(line: RegisterLine) -> str:
    return line.about


def _signatory(line: RegisterLine) -> str:
    return line.signatory
