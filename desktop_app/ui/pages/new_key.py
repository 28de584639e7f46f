"""A new key for the office: what it does, the passphrase of whoever does it, and the codes for the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from desktop_app.errors import Code, LuringError
from desktop_app.language import tr
from desktop_app.progress import Progress
from desktop_app.ui.pages.entry_form import EntryForm
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.passphrase import PassphraseEdit
from desktop_app.ui.widgets.progress import ProgressStrip
from desktop_app.ui.widgets.text import Text
from desktop_app.words.messages import sentence_for
from desktop_app.words.phases import phase_words

_AT_THE_FIELD = frozenset({Code.PASSPHRASE_WRONG, Code.PASSPHRASE_WAIT})


class NewKeyPage(EntryForm):
    """`wanted` brings the passphrase; `entered` when the codes have been handed over."""

    wanted = Signal(str)
    entered = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._is_done = False
        column = self.column
        self.passphrase = PassphraseEdit()
        self.field = FormField(tr("Your &passphrase"), self.passphrase)
        self.passphrase.returnPressed.connect(self._on_go_on)
        column.addWidget(self.field)
        self.card = Card(ground="sunken")
        self.codes = Text("", "body", wraps=True, selectable=True)
        font = QFont("monospace")
        font.setStyleHint(QFont.StyleHint.Monospace)
        self.codes.setFont(font)
        self.codes.setAccessibleName(tr("Codes for the others"))
        self.card.body.addWidget(self.codes)
        column.addWidget(self.card)
        self.strip = ProgressStrip()
        column.addWidget(self.strip)
        self.go_on = self.add_verbs("", self._on_go_on)

    def begin(self, office: str) -> None:
        """Ask for the passphrase."""
        self._is_done = False
        self._title.setText(tr("A new key for {name}").format(name=office))
        self._words.setText(
            tr(
                "Every file of the office is encrypted anew. You keep your passphrase. Everybody else "
                "gets a code for one time, and the envelope a new recovery code. Backups that were made "
                "before still open with the passphrases of their day: remove those that may be in "
                "wrong hands. It takes about half a minute for each million people, and as much room "
                "on the disk as the office has now."
            )
        )
        self.banner.hide()
        self.card.hide()
        self.field.show()
        self.field.show_error("")
        self.back_button.show()
        self.go_on.setText(tr("&Make the new key"))
        self.passphrase.forget()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def watch(self, progress: Progress) -> None:
        """Show how far it is."""
        self.strip.watch(progress, tr("A new key"), phases=phase_words)

    def show_busy(self, is_busy: bool) -> None:
        """Say that it is being made."""
        for part in (self.field, self.back_button, self.go_on):
            part.setEnabled(not is_busy)
        if not is_busy:
            self.strip.rest()
            self.passphrase.selectAll()
            (self.go_on if self._is_done else self.passphrase).setFocus()

    def show_failure(self, error: LuringError) -> None:
        """Say at the field, or on top, why the old key stays."""
        if error.code in _AT_THE_FIELD:
            sentence = sentence_for(error)
            self.field.show_error(sentence.brief)
        else:
            self.banner.tell(error)

    def show_codes(self, codes: Sequence[tuple[str, str]]) -> None:
        """Show the code of each of the others, once."""
        self._is_done = True
        self.passphrase.forget()
        self._title.setText(tr("The key was changed"))
        self._words.setText(
            tr(
                "Give each person their code, alone: it is shown only this once. With it they come in "
                "one time and choose a passphrase of their own."
            )
            if codes
            else tr("Nobody else may open this office.")
        )
        self.codes.setText("\n".join(f"{name}: {code}" for name, code in codes))
        self.card.setVisible(bool(codes))
        self.field.hide()
        self.back_button.hide()
        self.go_on.setText(tr("&Go on"))
        self.go_on.setEnabled(True)
        self.go_on.setFocus()

    @Slot()
    def _on_go_on(self) -> None:
        if self._is_done:
            self.codes.setText("")
            self.entered.emit()
        elif not self.passphrase.text():
            self.field.show_error(tr("Type your passphrase."))
            self.passphrase.setFocus()
        elif self.go_on.isEnabled():
            self.banner.hide()
            self.field.show_error("")
            self.wanted.emit(self.passphrase.text())
