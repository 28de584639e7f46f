"""Putting a record right: what stands now beside what it will be, counted once either way."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.domain.intervention_history import Content
from desktop_app.domain.money import parse_rupiah
from desktop_app.errors import Code, LuringError, UserError
from desktop_app.language import current, tr
from desktop_app.ui.dialogs.working import WorkingDialog
from desktop_app.ui.style import L
from desktop_app.ui.widgets.day import DayField
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid import given_words
from desktop_app.words.format import date_short, number


class CorrectDialog(WorkingDialog):
    """Amount, goods, day and note as they stand, to be typed over, and why; `given` brings both."""

    given = Signal(object, str)  # Content, reason

    def __init__(self, parent: QWidget, now: Content) -> None:
        super().__init__(
            parent,
            question=tr("Put this record right"),
            explanation=tr(
                "It keeps its history, and is counted once, with what stands here afterwards."
            ),
            verb=tr("&Put right"),
        )
        self._now = now
        self.amount = QLineEdit("" if now.amount is None else number(now.amount))
        self.amount_field = FormField(tr("A&mount in rupiah"), self.amount)
        self.quantity = QLineEdit(now.quantity)
        self.quantity_field = FormField(tr("G&oods"), self.quantity)
        self.on = DayField(tr("D&ate given"))
        self.on.show_day(now.given_on)
        self.note = QLineEdit(now.note)
        self.note_field = FormField(tr("&Note"), self.note)
        self.reason = QLineEdit()
        self.reason.setMaxLength(400)
        self.reason_field = FormField(tr("Wh&y it was wrong"), self.reason)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, fields in (
            (first, (self.amount_field, self.quantity_field)),
            (second, (self.on, self.note_field)),
        ):
            row.setSpacing(L)
            for field in fields:
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(row)
        self.change = Text("", "strong", wraps=True)
        self.body.addWidget(self.change)
        self.body.addWidget(self.reason_field)
        for line in (self.amount, self.quantity, self.note):
            line.textEdited.connect(self._on_typed)
        self.on.changed.connect(self._on_typed)
        self._on_typed()
        self.amount.setFocus()
        self.amount.selectAll()

    def content(self) -> Content:
        """What stands there; raises `UserError`."""
        typed = self.amount.text().strip()
        # What stood there before has the separators of the language in use.
        typed = typed.replace(",", "") if current() == "en" else typed
        if self.on.day is None:
            raise UserError(Code.DATE_INVALID, field="given_on")
        amount = parse_rupiah(typed) if typed else None
        return Content(amount, self.quantity.text().strip(), self.on.day, self.note.text().strip())

    def go(self) -> None:
        for field in (self.amount_field, self.on, self.note_field, self.reason_field):
            field.show_error("")
        try:
            content = self.content()
        except UserError as error:
            self.tell(error)
            return
        self.go_on.setEnabled(False)
        self.given.emit(content, " ".join(self.reason.text().split()))

    def field_of(self, error: LuringError) -> FormField | None:
        match error.code:
            case Code.REASON_MISSING:
                return self.reason_field
            case Code.DATE_IN_FUTURE | Code.DATE_TOO_OLD | Code.DATE_INVALID:
                return self.on
            case Code.AMOUNT_INVALID:
                return self.amount_field
            case Code.NOTE_TOO_LONG:
                return self.note_field
        return None

    @Slot()
    def _on_typed(self) -> None:
        self.amount_field.show_error("")
        try:
            after = self.content()
        except UserError:
            self.change.clear()
            return
        before = _summary(self._now)
        self.change.setText(
            tr("As it stands: {before}").format(before=before)
            if after == self._now
            else f"{before}  →  {_summary(after)}"
        )


def _summary(content: Content) -> str:
    parts = (given_words(content) or "–", date_short(content.given_on), content.note)
    return " · ".join(part for part in parts if part)
