"""Choosing a passphrase of one's own: the first time with a one-time code, or with the recovery code."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.errors import Code, LuringError
from desktop_app.language import tr
from desktop_app.ui.pages.entry_form import EntryForm
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.new_passphrase import NewPassphrase
from desktop_app.words.messages import sentence_for


class ChoosePassphrasePage(EntryForm):
    """`chosen` brings the new passphrase, and user and recovery code where those are asked for."""

    chosen = Signal(str, str, str)  # passphrase, user, recovery code

    def __init__(
        self,
        title: str,
        words: str,
        suggest: Callable[[], str],
        *,
        asks_code: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, words, width=440, parent=parent)
        self._asks_code = asks_code
        self.code, self.user = QLineEdit(), QLineEdit()
        self.code_field = FormField(
            tr("&Recovery code"), self.code, hint=tr("Seven groups of four letters and digits.")
        )
        self.user_field = FormField(
            tr("&User name"), self.user, hint=tr("Somebody who looks after the users.")
        )
        for field in (self.code_field, self.user_field):
            self.column.addWidget(field)
            field.setVisible(asks_code)
        self.passphrase = NewPassphrase(suggest)
        self.column.addWidget(self.passphrase)
        self.save_button = self.add_verbs(tr("Open the &office"), self._on_save)
        self.passphrase.again.returnPressed.connect(self._on_save)

    def begin(self, user: str = "") -> None:
        """Ask anew."""
        self.code.clear()
        self.user.setText(user)
        self.passphrase.forget()
        self.banner.hide()
        for field in (self.code_field, self.user_field):
            field.show_error("")
        (self.code if self._asks_code else self.passphrase.first).setFocus()

    def show_busy(self, is_busy: bool) -> None:
        """Say that it is being kept; that takes a second or two, by design."""
        for part in (self.save_button, self.back_button, self.passphrase, self.code, self.user):
            part.setEnabled(not is_busy)
        self.save_button.setText(tr("Opening…") if is_busy else tr("Open the &office"))

    def show_failure(self, error: LuringError) -> None:
        """Say at the field, or on top, why it was not kept."""
        if self.passphrase.takes(error):
            return
        at = {Code.RECOVERY_CODE_WRONG: self.code_field, Code.USER_UNKNOWN: self.user_field}
        field = at.get(error.code)
        if field is None or not self._asks_code:
            self.banner.tell(error)
            return
        sentence = sentence_for(error)
        field.show_error(sentence.brief)
        field.editor.setFocus()

    @Slot()
    def _on_save(self) -> None:
        self.banner.hide()
        passphrase = self.passphrase.value()
        if passphrase is None or not self.save_button.isEnabled():
            return
        if self._asks_code:
            for line, field, words in (
                (self.code, self.code_field, tr("Type the recovery code.")),
                (self.user, self.user_field, tr("Type your user name.")),
            ):
                field.show_error("" if line.text().strip() else words)
                if not line.text().strip():
                    line.setFocus()
                    return
        self.chosen.emit(passphrase, self.user.text().strip(), self.code.text())
