"""Asks before the working keys of a hub are replaced: why, and for the main key where it is not here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget

from desktop_app.actions.hub_keys import HubKeys
from desktop_app.errors import LuringError
from desktop_app.language import tr
from desktop_app.ui.dialogs.asking import AskingDialog
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.text import Text
from desktop_app.words.messages import sentence_for


class ReplaceDialog(AskingDialog):
    """`given` brings the main key, empty where it lies on this computer, and whether the old keys leaked."""

    given = Signal(str, bool)

    def __init__(self, parent: QWidget, keys: HubKeys) -> None:
        super().__init__(
            parent,
            question=tr("Replace the working keys?"),
            explanation=tr(
                "The main key names new ones (root {n}). Offices need to do nothing: they learn of it from "
                "their next package. Packages of offices that are on their way can be opened all the same."
            ).format(n=keys.version + 1),
            verb=tr("&Replace"),
        )
        self._needs_code = not keys.has_main
        self.old = QRadioButton(
            tr("They are &old, lost, or somebody who looked after them has left")
        )
        self.leaked = QRadioButton(tr("They have &leaked: somebody else may have them"))
        self.old.setChecked(True)
        self._leak = Text(
            tr(
                "Answers that were signed with the old key and that nobody has read yet will be refused. "
                "Look through the packages since the day it may have leaked."
            ),
            "due",
            wraps=True,
        )
        self._leak.hide()
        self.leaked.toggled.connect(self._on_leaked)
        for widget in (self.old, self.leaked, self._leak):
            self.parts.addWidget(widget)
        self.code = QLineEdit()
        self.code.setMaxLength(120)
        self.code_field = FormField(
            tr("&Main key, off the paper from the safe"),
            self.code,
            hint=tr("14 groups of four; capitals and blanks do not matter"),
        )
        self.parts.addWidget(self.code_field)
        self.code_field.setVisible(self._needs_code)
        self.go_on.clicked.connect(self._on_go_on)
        first = self.code if self._needs_code else self.old
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, error: LuringError) -> None:
        """Say why nothing was replaced, and ask for the main key."""
        sentence = sentence_for(error)
        self.code_field.show()
        self.code_field.show_error(sentence.brief)
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    @Slot(bool)
    def _on_leaked(self, is_leaked: bool) -> None:
        self._leak.setVisible(is_leaked)
        self.fit()

    @Slot()
    def _on_go_on(self) -> None:
        if self._needs_code and not self.code.text().strip():
            self.code_field.show_error(tr("Type it off the paper."))
            self.fit()
            self.code.setFocus()
            return
        self.given.emit(self.code.text(), self.leaked.isChecked())
