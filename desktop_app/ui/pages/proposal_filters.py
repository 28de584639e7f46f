"""What narrows the list of proposals: the work list, and within it kind, state, desa and letters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.actions.proposal_lists import WorkLine
from desktop_app.domain.identity import digits_of
from desktop_app.domain.names import fold
from desktop_app.domain.proposal import ProposalKind, ProposalState
from desktop_app.domain.proposal_kind import WorkList
from desktop_app.language import tr
from desktop_app.ui.memory import Memory
from desktop_app.ui.style import M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.words.format import number
from desktop_app.words.people import village_words
from desktop_app.words.proposals import kind_words, state_words, work_words

_ALL = ""
_FEWEST_DIGITS = 4
_PLACE = "proposals.work"


class ProposalFilters(QWidget):
    """A button for each work list with how many are on it; boxes and a line that narrow it further.

    Which work list was chosen last is remembered.
    """

    changed = Signal()

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self._lookups: Lookups | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=S)
        self._group = QButtonGroup(self)
        self.works: dict[WorkList, Button] = {}
        for work in WorkList:
            button = Button(work_words(work))
            button.setCheckable(True)
            self._group.addButton(button)
            self.works[work] = button
            flow.addWidget(button)
        kept = memory.recall(_PLACE, WorkList.ALL.value)
        self.choose_work(WorkList(kept) if kept in list(WorkList) else WorkList.ALL)
        self._group.buttonClicked.connect(self._on_work)
        whole.addWidget(buttons)
        row = QHBoxLayout()
        row.setSpacing(M)
        self.kind, self.state, self.village = Choice(), Choice(), Choice()
        for choice, name, letters in (
            (self.kind, tr("Filter by kind"), 15),
            (self.state, tr("Filter by state"), 15),
            (self.village, tr("Filter by desa"), 11),
        ):
            choice.setAccessibleName(name)
            choice.setMinimumContentsLength(letters)
            choice.activated.connect(self._on_changed)
            row.addWidget(choice)
        self.line = QLineEdit()
        self.line.setClearButtonEnabled(True)
        self.line.setPlaceholderText(tr("Name or number in this list"))
        self.line.setAccessibleName(tr("Search in this list"))
        # textEdited is not emitted for the clear button.
        self.line.textChanged.connect(self._on_changed)
        row.addWidget(self.line, 1)
        whole.addLayout(row)
        self.kind.show_options(
            [
                Option(_ALL, tr("All kinds")),
                *(Option(kind.value, kind_words(kind)) for kind in ProposalKind),
            ],
            chosen=_ALL,
        )
        self.state.show_options(
            [
                Option(_ALL, tr("All states")),
                *(Option(state.value, state_words(state)) for state in ProposalState),
            ],
            chosen=_ALL,
        )
        self.village.hide()

    @property
    def work(self) -> WorkList:
        """The chosen work list."""
        return next(work for work, button in self.works.items() if button.isChecked())

    @property
    def are_set(self) -> bool:
        """Whether anything narrows the work list further."""
        chosen = (self.kind.value, self.state.value, self.village.value, self.line.text().strip())
        return any(chosen)

    def choose_work(self, work: WorkList) -> None:
        """Let this work list be the chosen one."""
        self.works[work].setChecked(True)

    def show_lookups(self, lookups: Lookups) -> None:
        """Offer the desa of the office, where it has several."""
        self._lookups = lookups
        villages = sorted(lookups.villages, key=lambda one: one.local_name)
        self.village.setVisible(len(villages) > 1)
        self.village.show_options(
            [Option(_ALL, tr("All desa")), *(Option(one.code, one.local_name) for one in villages)],
            chosen=self.village.value or _ALL,
        )

    def narrowed(self, lines: Sequence[WorkLine]) -> list[WorkLine]:
        """What the filters leave; the buttons say how many each work list would have."""
        left = [line for line in lines if self._is_meant(line)]
        for work, button in self.works.items():
            count = sum(work in line.lists for line in left)
            button.setText(f"{work_words(work)}  {number(count)}")
        return [line for line in left if self.work in line.lists]

    def clear(self) -> None:
        """Narrow nothing any more."""
        for choice in (self.kind, self.state, self.village):
            choice.choose(_ALL)
        self.line.clear()
        self.choose_work(WorkList.ALL)
        self._on_work()

    def _is_meant(self, line: WorkLine) -> bool:
        proposal = line.line.proposal
        return (
            self.kind.value in (_ALL, proposal.kind.value)
            and self.state.value in (_ALL, proposal.state.value)
            and self.village.value in (None, _ALL, proposal.subject.village)
            and self._has_text(line)
        )

    def _has_text(self, line: WorkLine) -> bool:
        text = self.line.text().strip()
        subject = line.line.proposal.subject
        digits = digits_of(text)
        if len(digits) >= _FEWEST_DIGITS:
            numbers = (subject.national_id or "", subject.family_card_no or "")
            return any(digits in one for one in numbers)
        village = village_words(self._lookups.regions, subject.village) if self._lookups else ""
        said = fold(f"{subject.name} {village}")
        return all(word in said for word in fold(text).split())

    @Slot()
    def _on_work(self) -> None:
        self._memory.keep(_PLACE, self.work.value)
        self.changed.emit()

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()

    def focus_line(self) -> None:
        """Put the keyboard where a name is typed."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
