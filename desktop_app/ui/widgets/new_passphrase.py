"""Choosing a passphrase: typed twice, with what is still missing said, or suggested by the program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.errors import Code, LuringError
from desktop_app.language import tr, trn
from desktop_app.ui.style import M
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.passphrase import PassphraseEdit
from desktop_app.words.messages import sentence_for

SHORTEST = 12
"""Letters of a passphrase; the action has the last word."""

_ITS_FAULTS = frozenset(
    {
        Code.PASSPHRASE_MISSING,
        Code.PASSPHRASE_TOO_SHORT,
        Code.PASSPHRASE_TOO_COMMON,
        Code.PASSPHRASE_SAME,
    }
)


class NewPassphrase(QWidget):
    """Two fields and a button that fills both with four everyday words, to be read and written down."""

    def __init__(self, suggest: Callable[[], str], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggest = suggest
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        self.first = PassphraseEdit()
        self.first.textEdited.connect(self._on_edited)
        self.first_field = FormField(tr("New &passphrase"), self.first)
        whole.addWidget(self.first_field)
        self.again = PassphraseEdit()
        self.again_field = FormField(tr("Passphrase a&gain"), self.again)
        whole.addWidget(self.again_field)
        self.suggest_button = Button(tr("&Suggest four words"), icon="refresh-cw", kind="plain")
        self.suggest_button.clicked.connect(self._on_suggest)
        whole.addWidget(self.suggest_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._on_edited("")

    def forget(self) -> None:
        """Empty both fields and hide what is typed next."""
        for line in (self.first, self.again):
            line.forget()
        self._on_edited("")

    def value(self) -> str | None:
        """What was chosen; None if the two differ, which is said."""
        self.first_field.show_error("")
        self.again_field.show_error("")
        if self.first.text() != self.again.text():
            self.again_field.show_error(tr("The two are not the same. Please type both again."))
            self.again.setFocus()
            return None
        return self.first.text()

    def takes(self, error: LuringError) -> bool:
        """Say what is wrong with it beside the field; False if that is about something else."""
        if error.code not in _ITS_FAULTS:
            return False
        sentence = sentence_for(error)
        self.first_field.show_error(sentence.brief)
        self.first.setFocus()
        return True

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self.first_field.show_error("")
        missing = SHORTEST - len(text)
        if text and missing > 0:
            hint = trn("{n} letter more", "{n} letters more", missing).format(n=missing)
        else:
            hint = tr("Four or five ordinary words are strong and easy to remember.")
        self.first_field.set_hint(hint)

    @Slot()
    def _on_suggest(self) -> None:
        suggested = self._suggest()
        for line in (self.first, self.again):
            line.show_text(suggested)
        self._on_edited(suggested)
        self.first_field.set_hint(tr("Write it down until you know it, and keep the paper safe."))
