"""The values of one record that were written by people who did not know of each other, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop_app.domain.conflict import Conflict, Side
from desktop_app.language import tr
from desktop_app.ui.style import XS, L, M
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.swap import swapped
from desktop_app.ui.widgets.text import Text
from desktop_app.words.conflicts import (
    conflict_reason,
    side_lines,
    side_words,
    voice_words,
    written_words,
)

_ABREAST = 2
"""Sides in one line: a third would leave none of them room for a sentence."""


class ConflictSides(QWidget):
    """Every side with who wrote it and when; who may decide has a button on each (Alt with its number).

    `chosen` brings the conflict and the side that is to hold.
    """

    chosen = Signal(object, object)  # Conflict, Side

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[Button] = []
        self._texts: list[str] = []
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._inside = QWidget()
        self._whole.addWidget(self._inside)

    def show_conflicts(self, conflicts: Sequence[Conflict], *, may_decide: bool) -> None:
        """Show these conflicts of one record under each other."""
        self.buttons, self._texts = [], []
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        for conflict in conflicts:
            column.addWidget(self._kept(Text(conflict_reason(conflict), "muted", wraps=True)))
            grid = QGridLayout()
            grid.setSpacing(L)
            for at, side in enumerate(conflict.sides):
                made = self._side(conflict, side, may_decide=may_decide)
                grid.addWidget(made, at // _ABREAST, at % _ABREAST)
                grid.setColumnStretch(at % _ABREAST, 1)
            column.addLayout(grid)
        if conflicts and not may_decide:
            words = tr("The hub decides which one holds; its decision comes with the next package.")
            column.addWidget(self._kept(Text(words, "due", wraps=True)))
        self._inside = swapped(self._whole, self._inside, inside)

    @property
    def texts(self) -> list[str]:
        """Every line that is shown, in the order of the screen."""
        return list(self._texts)

    def _kept(self, text: Text) -> Text:
        self._texts.append(text.text())
        return text

    def _side(self, conflict: Conflict, side: Side, *, may_decide: bool) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        standing = tr("Counted for now") if side.holds else tr("Set aside for now")
        column.addWidget(self._kept(Text(standing, "label", wraps=True)))
        column.addWidget(self._kept(Text(side_words(side), "strong", wraps=True)))
        for words in side_lines(side):
            column.addWidget(self._kept(Text(words, "body", wraps=True)))
        for words in (voice_words(side.voice), written_words(side.voice)):
            column.addWidget(self._kept(Text(words, "caption", wraps=True)))
        column.addStretch(
            1
        )  # the buttons of a line stand at one height, however much is said above
        if may_decide:
            column.addSpacing(XS)
            at = len(self.buttons) + 1
            button = Button(tr("Use this") + (f" (&{at})" if at < 10 else ""))
            button.setAccessibleName(tr("Use this: {value}").format(value=side_words(side)))
            button.clicked.connect(partial(self._choose, conflict, side))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.buttons.append(button)
        return widget

    def _choose(self, conflict: Conflict, side: Side, _: bool = False) -> None:
        self.chosen.emit(conflict, side)


class ConflictCard(Card):
    """The same on the page of the record; hidden while nobody disagrees."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(tr("Conflict"), ground="sunken", is_tight=True, parent=parent)
        self.sides = ConflictSides()
        self.body.addWidget(self.sides)
        self.hide()

    def show_conflicts(self, conflicts: Sequence[Conflict], *, may_decide: bool) -> None:
        """Show what is in conflict about a record, if anything is."""
        self.sides.show_conflicts(conflicts, may_decide=may_decide)
        self.setVisible(bool(conflicts))
