"""One proposal beside the list: what it says, what it lacks, the steps it took and those it may take."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.actions.proposals import ProposalFacts
from desktop_app.domain.dates import day_of
from desktop_app.domain.proposal import Proposal, ProposalState, Standing
from desktop_app.language import tr
from desktop_app.ui.page import Desk
from desktop_app.ui.pages.evidence_box import EvidenceBox
from desktop_app.ui.pages.proposal_lines import blocks_of, numbers_of_proposal
from desktop_app.ui.pages.proposal_notices import NoticeCard
from desktop_app.ui.style import XL, XS, L, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.copy_blocks import CopyBlocks
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.lines import Line, Lines
from desktop_app.ui.widgets.masked import REVEAL_SECONDS
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.text import Rule, Text
from desktop_app.words import evidence as papers
from desktop_app.words.format import date_short
from desktop_app.words.people import place_words
from desktop_app.words.proposals import (
    kind_words,
    state_words,
    step_words,
    verdict_words,
)


class ProposalDetail(Pane):
    """Facts are copied with one key in the order of SIKS-NG; what is hidden only while it is revealed."""

    step_wanted = Signal(object)  # ProposalState
    edit_wanted = Signal()
    family_wanted = Signal(str)  # family_id
    reveal_wanted = Signal()
    look_wanted = Signal(str)  # id of a proposal, or family:…

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(left=XL, parent=parent)
        self.facts: ProposalFacts | None = None
        self._lookups: Lookups | None = None
        self._inside = QWidget()
        whole = QVBoxLayout(self._inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(L)
        names = QVBoxLayout()
        names.setSpacing(XS)
        self.kind = Text("", "heading", wraps=True)
        self.about = Text("", "strong", wraps=True)
        self.state = Text("", "muted", wraps=True)
        for label in (self.kind, self.about, self.state):
            names.addWidget(label)
        whole.addLayout(names)
        self.verdict = Text("", "body", wraps=True)
        whole.addWidget(self.verdict)
        self._steps_box = QWidget()
        self._flow = FlowLayout(self._steps_box, gap=S)
        self.step_buttons: dict[ProposalState, Button] = {}
        whole.addWidget(self._steps_box)
        self.notices = NoticeCard()
        self.notices.look_wanted.connect(self.look_wanted)
        whole.addWidget(self.notices)
        head = QVBoxLayout()
        head.setSpacing(XS)
        self.hint = Text("", "caption", wraps=True)
        self.show_button = Button(tr("Show num&bers…"), icon="eye", kind="plain")
        self.show_button.setAccessibleName(tr("Show whole numbers"))
        self.show_button.clicked.connect(self.reveal_wanted)
        head.addWidget(self.hint)
        head.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addLayout(head)
        self.blocks = CopyBlocks(columns=1)
        self.blocks.copied.connect(self._on_copied)
        self.blocks.hidden_wanted.connect(self.reveal_wanted)
        self.blocks.came_to.connect(self._on_came_to)
        whole.addWidget(self.blocks)
        self.papers_title, self.papers = (
            Text(tr("Papers in the folder of the office"), "label"),
            Lines(),
        )
        self.steps_title, self.steps = Text(tr("Steps"), "label"), Lines()
        for title, lines in (
            (self.papers_title, self.papers),
            (self.steps_title, self.steps),
        ):
            whole.addWidget(title)
            whole.addWidget(lines)
        self.evidence = EvidenceBox(desk)
        whole.addWidget(self.evidence)
        whole.addWidget(Rule())
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        self.edit_button = Button(tr("Chan&ge draft"), icon="pencil")
        self.edit_button.clicked.connect(self.edit_wanted)
        self.family_button = Button(tr("Open &family"))
        self.family_button.clicked.connect(self._on_family)
        for button in (self.edit_button, self.family_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        whole.addLayout(buttons)
        self.column.addWidget(self._inside)
        self.column.addStretch(1)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(REVEAL_SECONDS * 1000)
        self._clock.timeout.connect(self.hide_numbers)
        self._inside.hide()

    @property
    def is_revealed(self) -> bool:
        """Whether what is hidden stands there now."""
        return self._clock.isActive()

    def show_facts(self, facts: ProposalFacts | None, lookups: Lookups | None) -> None:
        """Show this proposal, or nothing."""
        before = self.facts.line.proposal.id if self.facts else ""
        self.facts, self._lookups = facts, lookups
        self._inside.setVisible(facts is not None and lookups is not None)
        if facts is None or lookups is None:
            self._clock.stop()
            return
        proposal = facts.line.proposal
        is_same = proposal.id == before
        if not is_same:
            self._clock.stop()
        self.kind.setText(kind_words(proposal.kind))
        self.about.setText(proposal.subject.name or tr("Name unknown"))
        self.state.setText(
            tr("{state} since {date} · {place}").format(
                state=state_words(proposal.state),
                date=date_short(proposal.last_day),
                place=place_words(lookups.regions, proposal.subject.village),
            )
        )
        self._say_verdict(facts, lookups)
        is_draft = proposal.state is ProposalState.DRAFT
        self.notices.show_notices(facts.lacks if is_draft else (), facts.warnings, facts.slips)
        self._offer_steps(facts)
        if not is_same:
            self.evidence.offer(lookups.proposals.kinds[proposal.kind].evidence)
            self.evidence.show_record(proposal.id)
        self._show_blocks(keeps_place=is_same)
        self._show_papers(proposal)
        if not is_same:
            self.evidence.offer(proposal.content.evidence)
        self.evidence.show_record(proposal.id)
        self._show_steps(facts)
        self.edit_button.setVisible(is_draft)
        self.family_button.setVisible(proposal.subject.family_id is not None)

    def reveal(self) -> None:
        """Show what is hidden for a while."""
        self._clock.start()
        self._show_blocks(keeps_place=True)
        self.blocks.start()

    @Slot()
    def hide_numbers(self) -> None:
        """Hide again what was revealed, on the clipboard too."""
        self._clock.stop()
        clipboard = QGuiApplication.clipboard()
        if self.facts and clipboard.text() in set(numbers_of_proposal(self.facts.line.proposal)):
            clipboard.clear()
        self._show_blocks(keeps_place=True)

    def _say_verdict(self, facts: ProposalFacts, lookups: Lookups) -> None:
        """What a release says that came after the proposal was opened."""
        release, verdict, proposal = lookups.release, facts.verdict, facts.line.proposal
        is_later = release is not None and release.label != proposal.release_label
        is_said = is_later and verdict is not None and not proposal.state.is_final
        self.verdict.setVisible(is_said)
        if release is None or verdict is None or not is_said:
            return
        self.verdict.setText(verdict_words(release.label, verdict))
        is_odd = verdict.standing in (Standing.CONTRADICTED, Standing.GONE)
        self.verdict.set_role("due" if is_odd else "body")

    def _offer_steps(self, facts: ProposalFacts) -> None:
        self._flow.clear()
        self.step_buttons = {}
        for way in facts.ways:
            button = Button(step_words(way), kind="plain" if way.wants_reason else "secondary")
            button.clicked.connect(partial(self._on_step, way))
            if way is ProposalState.SUBMITTED and facts.lacks:
                button.setEnabled(False)
                button.setToolTip(tr("Something is still missing."))
            self.step_buttons[way] = button
            self._flow.addWidget(button)
        self._steps_box.setVisible(bool(facts.ways))
        self._steps_box.updateGeometry()

    def _show_blocks(self, *, keeps_place: bool) -> None:
        if self.facts is None or self._lookups is None:
            return
        blocks = blocks_of(
            self.facts.line.proposal,
            self.facts.standings,
            self._lookups,
            is_open=self.is_revealed,
        )
        self.blocks.show_blocks(blocks, keeps_place=keeps_place)
        self.show_button.setVisible(not self.is_revealed)
        self._say_hint()

    def _show_papers(self, proposal: Proposal) -> None:
        named = proposal.content.evidence
        for part in (self.papers_title, self.papers):
            part.setVisible(bool(named))
        self.papers.show_lines([Line(papers.kind_words(name)) for name in named])

    def _show_steps(self, facts: ProposalFacts) -> None:
        proposal, line = facts.line.proposal, facts.line
        opened = Line(
            tr("Opened"),
            date_short(day_of(proposal.recorded_at)),
            line.recorded_by_name,
        )
        taken = [
            Line(
                state_words(step.to),
                date_short(step.on),
                " · ".join(
                    part
                    for part in (facts.names.get(step.by, ""), step.release, step.reason)
                    if part
                ),
            )
            for step in proposal.steps
        ]
        self.steps.show_lines([opened, *taken])

    def _say_hint(self, copied: str = "") -> None:
        if copied:
            self.hint.setText(tr("Copied: {label}").format(label=copied))
        else:
            self.hint.setText(
                tr("In the order of SIKS-NG. Arrows choose, Ctrl+C copies and goes on to the next.")
            )

    # News

    def _on_step(self, way: ProposalState, _: bool = False) -> None:
        self.step_wanted.emit(way)

    @Slot(str)
    def _on_copied(self, label: str) -> None:
        self._say_hint(label)

    @Slot(object)
    def _on_came_to(self, line: QWidget) -> None:
        self.ensureWidgetVisible(line)

    @Slot()
    def _on_family(self) -> None:
        if self.facts is not None and self.facts.line.proposal.subject.family_id is not None:
            self.family_wanted.emit(self.facts.line.proposal.subject.family_id)
