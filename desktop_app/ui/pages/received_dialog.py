"""What is written down of a letter that came, also later: who deals with it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from desktop_app.actions.incoming_letters import record_incoming
from desktop_app.domain.changes import Done
from desktop_app.domain.incoming_letter import LONGEST, IncomingDraft, IncomingLetter
from desktop_app.errors import Code, LuringError
from desktop_app.language import tr
from desktop_app.ui.dialogs.asking import AskingDialog
from desktop_app.ui.page import Page
from desktop_app.ui.widgets.day import DayField
from desktop_app.ui.widgets.field import FormField, side_by_side
from desktop_app.words.messages import sentence_for

_WIDTH = 620


class ReceivedDialog(AskingDialog):
    """A form; it stays filled and open where something is refused, and closes when it is kept."""

    def __init__(self, page: Page, letter: IncomingLetter | None = None) -> None:
        super().__init__(
            page,
            question=tr("A letter that came") if letter is None else tr("The letter that came"),
            explanation="",
            verb=tr("&Write down"),
            width=_WIDTH,
        )
        self._page = page
        self._letter_id = letter.id if letter else ""
        self.sender_line, self.sender_field = _line(tr("&From whom"))
        self.subject_line, self.subject_field = _line(tr("&About what"))
        self.number_line, number_field = _line(tr("Sender's &number"))
        self.disposition_line, disposition_field = _line(
            tr("&Disposition"), tr("Who deals with it, and how. May be written later.")
        )
        self.dated = DayField(tr("Sender's da&te"), optional=True)
        self.received = DayField(tr("&Received on"))
        self.received.show_day(page.desk.today())
        self.parts.addWidget(self.sender_field)
        self.parts.addWidget(self.subject_field)
        self.parts.addLayout(side_by_side(number_field, self.dated, self.received))
        self.parts.addWidget(disposition_field)
        self.go_on.clicked.connect(self._on_go_on)
        if letter is None:
            self.sender_line.setFocus()
        else:
            self._fill(letter.content)

    def _fill(self, content: IncomingDraft) -> None:
        self.sender_line.setText(content.sender)
        self.subject_line.setText(content.subject)
        self.number_line.setText(content.number)
        self.disposition_line.setText(content.disposition)
        self.dated.show_day(content.dated)
        self.received.show_day(content.received)
        self.disposition_line.setFocus()

    @Slot()
    def _on_go_on(self) -> None:
        for field in (self.sender_field, self.subject_field):
            field.show_error("")
        is_readable = [self.dated.check(), self.received.check()]
        received = self.received.day
        if received is None or not all(is_readable):
            self.fit()
            return
        draft = IncomingDraft(
            received=received,
            sender=self.sender_line.text(),
            subject=self.subject_line.text(),
            number=self.number_line.text(),
            dated=self.dated.day,
            disposition=self.disposition_line.text(),
        )
        self._page.do(
            record_incoming,
            draft,
            self._letter_id,
            then=self._say_kept,
            failed=self._show_error,
            busy=[self.go_on],
            origin=self,
        )

    def _say_kept(self, _: Done[IncomingLetter]) -> None:
        self.accept()
        self._page.say_done(tr("The letter was written down."))

    def _show_error(self, error: LuringError) -> None:
        fields = {
            "sender": self.sender_field,
            "subject": self.subject_field,
            "received": self.received,
            "dated": self.dated,
        }
        field = fields.get(str(error.facts.get("field", "")), self.sender_field)
        missing = error.code is Code.LETTER_FIELD_MISSING
        field.show_error(tr("This must be filled in.") if missing else sentence_for(error).brief)
        field.editor.setFocus()
        self.fit()


def _line(label: str, hint: str = "") -> tuple[QLineEdit, FormField]:
    line = QLineEdit()
    line.setMaxLength(LONGEST)
    return line, FormField(label, line, hint=hint)
