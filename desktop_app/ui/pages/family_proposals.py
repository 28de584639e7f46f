"""What this office proposes to change about a family: the extract's value and the proposed one side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.actions.families import FamilyPageFacts
from desktop_app.actions.lookups import Lookups
from desktop_app.domain.proposal import Correction, Proposal
from desktop_app.language import mark, tr
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Desk
from desktop_app.ui.pages.evidence_box import EvidenceBox
from desktop_app.ui.style import XL, M
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.evidence_column import evidence_column
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.fields import label_of
from desktop_app.words.format import date_short
from desktop_app.words.proposals import corrected_words, kind_words, state_words


@dataclass(frozen=True, slots=True)
class LaidOver:
    """A proposal, and one fact it corrects if it corrects any; values in words."""

    proposal: Proposal
    fact: str = ""
    old: str = ""
    new: str = ""


class ProposalsTab(QWidget):
    """A line for each correction, and one for each proposal that corrects no fact; its evidence beside.

    Values that say who somebody is, of health and of children stay hidden. Enter on a line shows the
    proposal on its own page.
    """

    propose_wanted = Signal()
    opened = Signal(str)  # proposal_id

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evidence: Mapping[str, int] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, M, 0, 0)
        whole.setSpacing(M)
        self.propose_button = Button(tr("Propose a chan&ge…"), icon="plus")
        self.propose_button.clicked.connect(self.propose_wanted)
        whole.addWidget(self.propose_button, 0, Qt.AlignmentFlag.AlignRight)
        self.table: DataTable[LaidOver] = DataTable(
            (*_COLUMNS[:-1], evidence_column(self._papers, width=86), *_COLUMNS[-1:]),
            name="family-proposals",
            memory=desk.memory,
            accessible_name=tr("Proposals"),
        )
        self.table.set_empty(
            EmptyState(
                "clipboard-list",
                tr("No proposals about this family"),
                tr("A correction lies beside the extract; the extract itself is never changed."),
            )
        )
        self.table.opened.connect(self._on_opened)
        self._pane = Pane(left=XL)
        self._name = Text("", "heading", wraps=True)
        self._state = Text("", "muted", wraps=True)
        self.evidence = EvidenceBox(desk)
        for part in (self._name, self._state, self.evidence):
            self._pane.column.addWidget(part)
        self._pane.column.addStretch(1)
        self.split = ListAndDetail(
            self.table, self._pane, name="family-proposals", memory=desk.memory, share=0.72
        )
        whole.addWidget(self.split, 1)
        self.table.chosen.connect(self._show_row)

    def show_facts(self, facts: FamilyPageFacts, lookups: Lookups) -> None:
        """Show what is proposed about this family and its members, the newest first."""
        rows: list[LaidOver] = []
        for line in facts.proposals:
            proposal = line.proposal
            laid = [_laid_over(proposal, one, lookups) for one in proposal.content.corrections]
            rows += laid or [LaidOver(proposal)]
        self._evidence = facts.evidence
        chosen = self.table.current.proposal.id if self.table.current else ""
        self.table.show_rows(rows)
        self.split.want_detail(bool(rows))
        at = next((at for at, row in enumerate(rows) if row.proposal.id == chosen), 0)
        if rows:
            self.table.setCurrentIndex(self.table.rows.index(at, 0))

    def _papers(self, row: LaidOver) -> int:
        return self._evidence.get(row.proposal.id, 0)

    @Slot(object)
    def _show_row(self, row: LaidOver | None) -> None:
        if row is None:
            self.evidence.show_record("")
            return
        proposal = row.proposal
        self._name.setText(kind_words(proposal.kind))
        self._state.setText(f"{proposal.subject.name} · {state_words(proposal.state)}")
        self.evidence.show_record(proposal.id)

    @Slot(object)
    def _on_opened(self, row: LaidOver) -> None:
        self.opened.emit(row.proposal.id)


def _laid_over(proposal: Proposal, one: Correction, lookups: Lookups) -> LaidOver:
    old, new = (
        corrected_words(proposal, one, value, lookups.codes) for value in (one.old, one.new)
    )
    return LaidOver(proposal, label_of(one.field), old, new)


_COLUMNS: tuple[Column[LaidOver], ...] = (
    Column(
        "kind",
        mark("Proposal"),
        lambda row: kind_words(row.proposal.kind),
        width=150,
        below=lambda row: row.proposal.subject.name,
    ),
    Column("fact", mark("Fact"), lambda row: row.fact, width=116),
    Column("old", mark("In the extract"), lambda row: row.old, width=124),
    Column("new", mark("Proposed"), lambda row: row.new, width=124),
    Column(
        "state",
        mark("State"),
        lambda row: state_words(row.proposal.state),
        width=140,
        below=lambda row: date_short(row.proposal.last_day),
        is_struck=lambda row: row.proposal.state.wants_reason,
    ),
)
