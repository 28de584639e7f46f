"""Asks for a name, and stays open until the name was taken."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.ui.style import XL, L, M
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.text import Text


class NameDialog(QDialog):
    """A question and a line; `given` brings the name, and True if an older thing of this name may go.

    Whoever hears it closes the dialog with `accept`, or says with `field.show_error` why not; after
    `offer_replacing` there is a button for that.
    """

    given = Signal(str, bool)

    def __init__(
        self, parent: QWidget, *, question: str, explanation: str, verb: str, name: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(question)
        self.setModal(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XL, XL, XL, L)
        whole.setSpacing(L)
        whole.addWidget(Text(question, "heading", wraps=True))
        whole.addWidget(Text(explanation, "muted", wraps=True))
        self.line = QLineEdit(name)
        self.line.setMaxLength(60)
        self.line.selectAll()
        self.line.textEdited.connect(self._on_edited)
        self.field = FormField(tr("&Name"), self.line)
        whole.addWidget(self.field)
        buttons = QHBoxLayout()
        buttons.setSpacing(M)
        buttons.addStretch(1)
        back = Button(tr("Cance&l"))
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        self.replace_button = Button(tr("&Replace the old one"))
        self.replace_button.setAutoDefault(False)
        self.replace_button.clicked.connect(self._on_replace)
        self.replace_button.hide()
        self.go_on = Button(verb, kind="primary")
        self.go_on.setDefault(True)
        self.go_on.clicked.connect(self._on_go_on)
        for button in (back, self.replace_button, self.go_on):
            buttons.addWidget(button)
        whole.addLayout(buttons)
        self.setMinimumWidth(460)
        self.line.setFocus()

    def offer_replacing(self) -> None:
        """The name is taken: let the person say that the old one may go."""
        self.replace_button.show()

    @Slot()
    def _on_edited(self) -> None:
        self.field.show_error("")
        self.replace_button.hide()

    @Slot()
    def _on_go_on(self) -> None:
        self.given.emit(self.line.text(), False)

    @Slot()
    def _on_replace(self) -> None:
        self.given.emit(self.line.text(), True)
