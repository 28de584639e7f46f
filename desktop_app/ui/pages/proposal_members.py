"""The members of a new family besides its head, one card each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.proposal import ProposedMember
from desktop_app.domain.proposal_question import Input, Question
from desktop_app.domain.proposal_slip import Slip
from desktop_app.language import tr
from desktop_app.ui.page import section
from desktop_app.ui.pages.proposal_questions import Asked, asked_field
from desktop_app.ui.style import M
from desktop_app.ui.widgets.buttons import Button, IconButton
from desktop_app.ui.widgets.card import Card
from desktop_app.words.proposals import content_words, slip_text

_QUESTIONS = (
    Question("name", Input.TEXT),
    Question("national_id", Input.NIK),
    Question("relation", Input.CODE, codes="relationship"),
    Question("birth_date", Input.DAY),
    Question("sex", Input.CODE, codes="sex"),
)


class MemberFields(QWidget):
    """A card for each member, and the button that adds one."""

    changed = Signal()

    def __init__(self, lookups: Lookups, today: date, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookups = lookups
        self._today = today
        self.cards: list[tuple[Card, dict[str, Asked]]] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        whole.addWidget(section(tr("The other members")))
        self._column = QVBoxLayout()
        self._column.setSpacing(M)
        whole.addLayout(self._column)
        self.add_button = Button(tr("Add a mem&ber"), icon="plus")
        self.add_button.clicked.connect(self._on_add)
        whole.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def members(self) -> tuple[ProposedMember, ...]:
        """Everybody as they were typed; without cards in which nothing stands."""
        read = [
            ProposedMember(**{name: one.read() for name, one in asked.items()})
            for _, asked in self.cards
        ]
        return tuple(one for one in read if one != ProposedMember())

    def show_members(self, members: Sequence[ProposedMember]) -> None:
        """Show these instead."""
        for card, _ in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []
        for one in members:
            self._add(one)

    def show_slips(self, slips: Sequence[Slip]) -> None:
        """Say beneath each answer what looks mistyped; not while it is being typed."""
        found = {(slip.member, slip.field): slip_text(slip.kind) for slip in slips}
        filled = [asked for _, asked in self.cards if any(one.read() for one in asked.values())]
        for at, asked in enumerate(filled, start=1):
            for name, one in asked.items():
                is_typing = one.field.editor.hasFocus() and one.question.input is not Input.DAY
                one.field.show_error("" if is_typing else found.get((at, name), ""))

    def _add(self, member: ProposedMember) -> None:
        card = Card(ground="sunken")
        remove = IconButton("x", tr("Remove this member"), size=16)
        remove.clicked.connect(partial(self._on_remove, card))
        card.add_action(remove)
        said = member.as_data()
        asked = {
            question.name: asked_field(
                question,
                content_words(question.name),
                self._lookups,
                self._today,
                said[question.name],
                self._on_changed,
            )
            for question in _QUESTIONS
        }
        for one in asked.values():
            card.body.addWidget(one.field)
        self.cards.append((card, asked))
        self._column.addWidget(card)
        self._name_cards()

    def _name_cards(self) -> None:
        # The head is the first of the family.
        for at, (card, _) in enumerate(self.cards, start=2):
            card.set_heading(tr("Member {n}").format(n=at))

    @Slot()
    def _on_add(self) -> None:
        self._add(ProposedMember())
        _, asked = self.cards[-1]
        asked["name"].field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()

    def _on_remove(self, card: Card, _: bool = False) -> None:
        self.cards = [one for one in self.cards if one[0] is not card]
        card.hide()
        card.deleteLater()
        self._name_cards()
        self.changed.emit()
