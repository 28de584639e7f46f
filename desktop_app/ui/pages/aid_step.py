"""The small sheet on which a step is taken: to which state, on which day, who signed, and a note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.actions.lookups import FamilyGlance
from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.intervention_history import Signer
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.errors import Code, LuringError
from desktop_app.language import tr
from desktop_app.ui.dialogs.working import WorkingDialog
from desktop_app.ui.pages.aid_signer import SignerFields
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.day import DayField
from desktop_app.ui.widgets.field import FormField
from desktop_app.words.aid import status_meaning, step_words
from desktop_app.words.format import number

_MOST_LETTERS = 400


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step somebody wants to take."""

    to: InterventionStatus
    on: date
    note: str
    signer: Signer | None


class StepDialog(WorkingDialog):
    """`given` brings a `StepDraft` whose day can be read; whether it may be is for the action to say.

    `ways` are the states it may go to, with how many of the chosen records may: with several there is
    a box to choose one.
    """

    given = Signal(object)  # StepDraft

    def __init__(
        self,
        parent: QWidget,
        *,
        question: str,
        explanation: str,
        ways: Mapping[InterventionStatus, int],
        today: date,
        with_signer: bool,
    ) -> None:
        super().__init__(parent, question=question, explanation=explanation, verb=tr("&Take step"))
        self._with_signer = with_signer
        self.way = Choice()
        self.way_field = FormField(tr("Next ste&p"), self.way)
        self.way.show_options(
            [
                Option(
                    way.value,
                    f"{step_words(way)} ({number(count)})" if not with_signer else step_words(way),
                )
                for way, count in ways.items()
            ],
            chosen=next(iter(ways)).value,
        )
        self.way.activated.connect(self._on_way)
        self.on = DayField(tr("On which d&ay"))
        self.on.show_day(today)
        self.signer = SignerFields()
        self.note = QLineEdit()
        self.note.setMaxLength(_MOST_LETTERS)
        self.note_field = FormField(tr("&Note"), self.note, hint=tr("May stay empty."))
        for part in (self.way_field, self.on, self.signer, self.note_field):
            self.body.addWidget(part)
        self.way_field.setVisible(len(ways) > 1)
        self.signer.changed.connect(self.fit)
        self._on_way()
        (self.way if len(ways) > 1 else self.on.line).setFocus()

    def show_family(self, glance: FamilyGlance, codes: CodeBook, recipient_id: str) -> None:
        """Offer the members of the recipient's family as those who sign."""
        self.signer.show_family(glance, codes, recipient_id=recipient_id)

    @property
    def to(self) -> InterventionStatus:
        """The state that stands there."""
        return InterventionStatus(self.way.value or InterventionStatus.RECEIVED)

    def go(self) -> None:
        if not self.on.check():
            self.on.line.setFocus()
            return
        day = self.on.day
        if day is None:
            return
        signer = self.signer.signer if not self.signer.isHidden() else None
        self.go_on.setEnabled(False)
        self.given.emit(StepDraft(self.to, day, self.note.text(), signer))

    def field_of(self, error: LuringError) -> FormField | None:
        if error.code is Code.SIGNER_INCOMPLETE:
            return self.signer.incomplete_field
        if error.code in (Code.DATE_IN_FUTURE, Code.DATE_TOO_OLD):
            return self.on
        return self.note_field if error.code is Code.NOTE_TOO_LONG else None

    @Slot()
    def _on_way(self) -> None:
        self.way_field.set_hint(status_meaning(self.to))
        self.signer.setVisible(self._with_signer and self.to is InterventionStatus.RECEIVED)
        self.fit()
