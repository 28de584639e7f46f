"""What this office proposes to change about a family: the extract's value and the proposed one side by side."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.actions.families import FamilyPageFacts
from desktop_app.actions.lookups import Lookups
from desktop_app.domain.proposal import Correction, Proposal
from desktop_app.language import mark, tr
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import Column
from desktop_app.ui.style import M
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.table import DataTable
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
    """A line for each correction, and one for each proposal that corrects no fact.

    Values that say who somebody is, of health and of children stay hidden.
    """

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, M, 0, 0)
        self.table: DataTable[LaidOver] = DataTable(
            _COLUMNS, name="family-proposals", memory=memory, accessible_name=tr("Proposals")
        )
        self.table.set_empty(
            EmptyState(
                "clipboard-list",
                tr("No proposals about this family"),
                tr("A correction lies beside the extract; the extract itself is never changed."),
            )
        )
        whole.addWidget(self.table, 1)

    def show_facts(self, facts: FamilyPageFacts, lookups: Lookups) -> None:
        """Show what is proposed about this family and its members, the newest first."""
        rows: list[LaidOver] = []
        for line in facts.proposals:
            proposal = line.proposal
            laid = [_laid_over(proposal, one, lookups) for one in proposal.content.corrections]
            rows += laid or [LaidOver(proposal)]
        self.table.show_rows(rows)


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
        width=170,
        below=lambda row: row.proposal.subject.name,
    ),
    Column("fact", mark("Fact"), lambda row: row.fact, width=150),
    Column("old", mark("In the extract"), lambda row: row.old, width=150),
    Column("new", mark("Proposed"), lambda row: row.new, width=150),
    Column(
        "state",
        mark("State"),
        lambda row: state_words(row.proposal.state),
        width=160,
        below=lambda row: date_short(row.proposal.last_day),
        is_struck=lambda row: row.proposal.state.wants_reason,
    ),
)
