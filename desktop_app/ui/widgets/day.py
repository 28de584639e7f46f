"""A date as offices type it: ``24-11-2026`` or ``24 November 2026``, read back with its weekday."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.domain.dates import parse_date
from desktop_app.errors import UserError
from desktop_app.language import tr
from desktop_app.ui.widgets.field import FormField
from desktop_app.words.format import date_digits, weekday_date
from desktop_app.words.messages import sentence_for


class DayField(FormField):
    """A line to type a date on; beneath it stands which day it is, or why it is none.

    `changed` after every keystroke that the person made; `day` is None while nothing readable stands
    there.
    """

    changed = Signal()

    def __init__(
        self, label: str, *, optional: bool = False, hint: str = "", parent: QWidget | None = None
    ) -> None:
        self.line = QLineEdit()
        super().__init__(label, self.line, hint=hint, parent=parent)
        self._usual_hint = hint
        self._is_optional = optional
        self.line.setMaxLength(30)
        self.line.setPlaceholderText(tr("day-month-year"))
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)

    @property
    def day(self) -> date | None:
        """The day that was typed; None for nothing and for what is no date."""
        try:
            return parse_date(self.line.text())
        except UserError:
            return None

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there."""
        return not self.line.text().strip()

    def show_day(self, day: date | None) -> None:
        """Show this day, or nothing."""
        self.line.setText("" if day is None else date_digits(day))
        self._say_day()

    def check(self) -> bool:
        """Whether the form may go on; says beneath the line what is wrong if not."""
        if self.is_empty and self._is_optional:
            self.show_error("")
            return True
        try:
            parse_date(self.line.text())
        except UserError as error:
            sentence = sentence_for(error)
            self.show_error(sentence.brief)
            return False
        self.show_error("")
        return True

    def _say_day(self) -> None:
        day = self.day
        self.set_hint(weekday_date(day) if day is not None else self._usual_hint)
        self.show_error("")

    @Slot(str)
    def _on_edited(self, _: str) -> None:
        self._say_day()
        self.changed.emit()

    @Slot()
    def _on_finished(self) -> None:
        if not self.is_empty:
            self.check()
