"""Asks for the reason that is written into the record or the audit log."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.ui.style import XL, L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.text import Text

LEAST_LETTERS = 4


class ReasonDialog(QDialog):
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
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(question)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XL, XL, XL, L)
        whole.setSpacing(L)
        whole.addWidget(Text(question, "heading", wraps=True))
        whole.addWidget(Text(explanation, "muted", wraps=True))
        self.line = QLineEdit()
        self.line.setMaxLength(200)
        self.field = FormField(label or tr("R&eason"), self.line)
        whole.addWidget(self.field)
        if usual:
            box = QWidget()
            flow = FlowLayout(box, gap=S)
            for words in usual:
                button = Button(words.replace("&", "&&"))
                button.setAutoDefault(False)
                button.clicked.connect(self._on_usual)
                flow.addWidget(button)
            whole.addWidget(box)
        self._fields = QVBoxLayout()
        whole.addLayout(self._fields)
        buttons = QHBoxLayout()
        buttons.setSpacing(M)
        buttons.addStretch(1)
        back = Button(tr("Cance&l"))
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        self.go_on = Button(verb, kind="primary")
        self.go_on.setDefault(True)
        self.go_on.clicked.connect(self._on_go_on)
        buttons.addWidget(back)
        buttons.addWidget(self.go_on)
        whole.addLayout(buttons)
        self.setMinimumWidth(460)
        self.line.setFocus()

    def add_field(self, field: FormField) -> None:
        """Add one more field below the reason."""
        self._fields.addWidget(field)

    def is_complete(self) -> bool:
        """True if the reason says something; says at the field if it does not."""
        if len(" ".join(self.line.text().split())) >= LEAST_LETTERS:
            self.field.show_error("")
            return True
        self.field.show_error(tr("Write in a few words why."))
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
        layout = self.layout()
        needed = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        self.resize(self.width(), max(needed, self.height()))
