"""Asks for the reason that is written into the record or the audit log."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.language import tr
from desktop_app.ui.dialogs.asking import AskingDialog
from desktop_app.ui.style import S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.flow import FlowLayout

LEAST_LETTERS = 4


class ReasonDialog(AskingDialog):
    """A question, a line to write on, and the usual reasons to click; `given` brings the text."""

    given = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        *,
        question: str,
        explanation: str,
        verb: str,
        usual: Sequence[str] = (),
        label: str = "",
        is_loss: bool = False,
    ) -> None:
        super().__init__(
            parent, question=question, explanation=explanation, verb=verb, is_loss=is_loss
        )
        self.line = QLineEdit()
        self.line.setMaxLength(200)
        self.field = FormField(label or tr("R&eason"), self.line)
        self.parts.addWidget(self.field)
        if usual:
            box = QWidget()
            flow = FlowLayout(box, gap=S)
            for words in usual:
                button = Button(words.replace("&", "&&"))
                button.setAutoDefault(False)
                button.clicked.connect(self._on_usual)
                flow.addWidget(button)
            self.parts.addWidget(box)
        self.go_on.clicked.connect(self._on_go_on)
        self.line.setFocus()

    def add_field(self, field: FormField) -> None:
        """Add one more field below the reason."""
        self.parts.addWidget(field)

    def is_complete(self) -> bool:
        """True if the reason says something; says at the field if it does not."""
        if len(" ".join(self.line.text().split())) >= LEAST_LETTERS:
            self.field.show_error("")
            return True
        self.field.show_error(tr("Write in a few words why."))
        self.fit()
        self.line.setFocus()
        return False

    @Slot()
    def _on_usual(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.line.setText(button.text().replace("&&", "&"))
            self.line.setFocus()

    @Slot()
    def _on_go_on(self) -> None:
        if self.is_complete():
            self.given.emit(" ".join(self.line.text().split()))
            self.accept()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A dialog opens at its size hint, which does not know how many lines the reasons take.
        self.fit()
