"""Asks for a name, and stays open until the name was taken."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.language import tr
from desktop_app.ui.dialogs.asking import AskingDialog
from desktop_app.ui.widgets.field import FormField


class NameDialog(AskingDialog):
    """A question and a line; `given` brings the name, and True if an older thing of this name may go.

    Whoever hears it closes the dialog with `accept`, or says with `field.show_error` why not; after
    `offer_replacing` there is a button for that.
    """

    given = Signal(str, bool)

    def __init__(
        self, parent: QWidget, *, question: str, explanation: str, verb: str, name: str = ""
    ) -> None:
        super().__init__(parent, question=question, explanation=explanation, verb=verb)
        self.line = QLineEdit(name)
        self.line.setMaxLength(60)
        self.line.selectAll()
        self.line.textEdited.connect(self._on_edited)
        self.field = FormField(tr("&Name"), self.line)
        self.parts.addWidget(self.field)
        self.replace_button = self.offer(tr("&Replace the old one"), self._on_replace)
        self.replace_button.hide()
        self.go_on.clicked.connect(self._on_go_on)
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
