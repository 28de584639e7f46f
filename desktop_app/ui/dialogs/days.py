"""Asks for a first and a last day, each of which may be left open."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.ui.dialogs.asking import AskingDialog
from desktop_app.ui.style import L
from desktop_app.ui.widgets.day import DayField


class DaysDialog(AskingDialog):
    """Two days; `given` brings them, None for one that was left empty."""

    given = Signal(object, object)  # date | None

    def __init__(
        self,
        parent: QWidget,
        *,
        question: str,
        explanation: str,
        since: date | None = None,
        until: date | None = None,
    ) -> None:
        super().__init__(parent, question=question, explanation=explanation, verb=tr("&Show"))
        self.since = DayField(tr("&From"), optional=True)
        self.until = DayField(tr("&To"), optional=True)
        days = QHBoxLayout()
        days.setSpacing(L)
        for field, day in ((self.since, since), (self.until, until)):
            field.show_day(day)
            days.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.parts.addLayout(days)
        self.go_on.clicked.connect(self._on_go_on)
        self.since.line.setFocus()

    @Slot()
    def _on_go_on(self) -> None:
        if not (self.since.check() and self.until.check()):
            return
        since, until = self.since.day, self.until.day
        if since and until and since > until:
            self.until.show_error(tr("This day comes before the first one."))
            self.until.line.setFocus()
            return
        self.given.emit(since, until)
        self.accept()
