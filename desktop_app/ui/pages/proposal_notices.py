"""What is said beside the form of a proposal: what it lacks, what it resembles, what is asked no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.actions.proposal_drafts import ProposalWarning
from desktop_app.actions.proposals import DraftChecked
from desktop_app.domain.proposal_question import Question
from desktop_app.domain.proposal_slip import Slip
from desktop_app.language import tr
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.icons import Icon
from desktop_app.ui.style import S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.swap import swapped
from desktop_app.ui.widgets.text import Text
from desktop_app.words.proposals import (
    answer_words,
    content_words,
    likeness_words,
    slip_words,
)


def lacks_words(lacks: Sequence[str]) -> str:
    """What is still missing before it can be handed in; empty if nothing is."""
    names = ", ".join(content_words(name) for name in lacks)
    return (
        tr("Still missing before it can be handed in: {names}.").format(names=names)
        if lacks
        else ""
    )


class NoticeCard(Card):
    """One line for each thing; what is alike can be looked at. Hidden while there is nothing to say."""

    look_wanted = Signal(str)  # id of a proposal, or family:…

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(tr("Worth knowing"), ground="sunken", parent=parent)
        self.texts: list[str] = []
        self._inside = QWidget()
        self.body.addWidget(self._inside)
        self.hide()

    def show_checked(self, checked: DraftChecked) -> None:
        """Say all of it."""
        self.show_notices(checked.lacks, checked.warnings, checked.slips)

    def show_lacks(self, lacks: Sequence[str]) -> None:
        """Say only what is missing."""
        self.show_notices(lacks, (), ())

    def show_notices(
        self,
        lacks: Sequence[str],
        warnings: Sequence[ProposalWarning],
        slips: Sequence[Slip],
    ) -> None:
        """Say what is alike, what looks mistyped, and what is missing."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        self.texts = []
        for warning in warnings:
            words = f"{likeness_words(warning.likeness)}."
            row = self._row("triangle-alert", "due", words, column)
            look = Button(tr("Look"), kind="plain")
            look.setAccessibleName(f"{tr('Look')}: {words}")
            look.clicked.connect(partial(self._on_look, warning.id))
            row.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        for slip in slips:
            self._row("triangle-alert", "due", slip_words(slip), column)
        if lacks:
            self._row("info", "muted", lacks_words(lacks), column)
        self._inside = swapped(self.body, self._inside, inside)
        self.setVisible(bool(self.texts))

    def _row(self, icon: str, tone: str, words: str, column: QVBoxLayout) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(Icon(icon, size=18, tone=tone), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(words, tone, wraps=True), 1)
        column.addLayout(row)
        self.texts.append(words)
        return row

    def _on_look(self, own_id: str, _: bool = False) -> None:
        self.look_wanted.emit(own_id)


class LeftoverCard(Card):
    """Answers that are not asked for any more: kept, and `dropped` only when a person says so."""

    dropped = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(tr("Not asked any more"), ground="sunken", parent=parent)
        self.words = Text("", "body", wraps=True)
        self.body.addWidget(self.words)
        self.body.addWidget(
            Text(tr("They are kept with the proposal until you drop them."), "muted", wraps=True)
        )
        self.drop_button = Button(tr("&Drop these answers…"))
        self.drop_button.clicked.connect(self._on_drop)
        self.body.addWidget(self.drop_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_answers(
        self, questions: Sequence[Question], contents: Mapping[str, str], lookups: Lookups
    ) -> None:
        """Name these with what was answered."""
        said = [
            f"{content_words(one.name)}: {answer_words(one, contents[one.name], lookups)}"
            for one in questions
        ]
        self.words.setText("\n".join(said))
        self.setVisible(bool(said))

    @Slot()
    def _on_drop(self) -> None:
        dialog = ConfirmDialog(
            self.window(),
            question=tr("Drop these answers?"),
            lost=self.words.text(),
            verb=tr("&Drop"),
            keep=tr("&Keep them"),
        )
        dialog.accepted.connect(self.dropped)
        dialog.open()
