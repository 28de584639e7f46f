"""The way back in with the hub's help: a question by stick, and the answer that comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.errors import Code, LuringError
from desktop_app.language import tr
from desktop_app.ui.dialogs.files import ask_for_files, ask_for_folder
from desktop_app.ui.door import Asked
from desktop_app.ui.pages.entry_form import EntryForm
from desktop_app.ui.style import S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.new_passphrase import NewPassphrase
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import moment
from desktop_app.words.messages import sentence_for


class AskHubPage(EntryForm):
    """`ask_wanted` brings the folder for the question; `answered` the answer, user and passphrase."""

    ask_wanted = Signal(object)
    answered = Signal(object, str, str)

    def __init__(self, suggest: Callable[[], str], *, parent: QWidget | None = None) -> None:
        super().__init__(tr("Ask the hub for help"), parent=parent)
        self._is_waiting = False
        self.card = Card(ground="sunken")
        self._asked = Text("", "muted", wraps=True)
        self.code = Text("", "heading", wraps=True, selectable=True)
        font = QFont("monospace")
        font.setStyleHint(QFont.StyleHint.Monospace)
        self.code.setFont(font)
        self.code.setAccessibleName(tr("Match code"))
        self.card.body.addWidget(self._asked)
        self.card.body.addWidget(self.code)
        self.column.addWidget(self.card)
        self.again_button = Button(tr("Write a &new question…"), kind="plain")
        self.again_button.clicked.connect(self._on_ask)
        self.column.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.answer, self.user = QLineEdit(), QLineEdit()
        self.passphrase = NewPassphrase(suggest)
        self.answer_field = FormField(
            tr("&Answer of the hub"), self.answer, hint=tr("A file that begins with RESET_ANSWER")
        )
        self.user_field = FormField(
            tr("&User name"), self.user, hint=tr("Somebody who looks after the users.")
        )
        self._form = QWidget()
        rows = QVBoxLayout(self._form)
        rows.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.answer_field, 1)
        self.choose_button = Button(tr("Brow&se…"), icon="folder-open")
        self.choose_button.clicked.connect(self._on_choose)
        beside = QVBoxLayout()  # beside the line, not beside the hint under it
        beside.addSpacing(self.fontMetrics().height() + 2)
        beside.addWidget(self.choose_button)
        beside.addStretch(1)
        row.addLayout(beside)
        rows.addLayout(row)
        rows.addWidget(self.user_field)
        rows.addWidget(self.passphrase)
        self.column.addWidget(self._form)
        self.go_on = self.add_verbs("", self._on_go_on)
        self.passphrase.again.returnPressed.connect(self._on_go_on)
        self.begin(None)

    def begin(self, asked: Asked | None, user: str = "") -> None:
        """Show the question that waits for its answer, or how to write one."""
        self.answer.clear()
        self.user.setText(user)
        self.passphrase.forget()
        for field in (self.answer_field, self.user_field):
            field.show_error("")
        self.banner.hide()
        self.show_asked(asked)

    def show_asked(self, asked: Asked | None) -> None:
        """Show this question and ask for its answer."""
        self._is_waiting = asked is not None
        if asked is not None:
            self._words.setText(
                tr(
                    "Carry the file to the hub and read the match code out by telephone to somebody you "
                    "know there. Two people of the hub write the answer. Choose it here within two weeks, "
                    "and a new passphrase."
                )
            )
            self._asked.setText(
                tr("Match code of the question of {moment}").format(moment=moment(asked.at))
            )
            self.code.setText(asked.match_code)
        else:
            self._words.setText(
                tr(
                    "For when every passphrase and the recovery code are lost. A small file with a question "
                    "goes to the hub, and its answer opens this office once. It works where the hub keeps an "
                    "escrow key and this office has sealed its key to it."
                )
            )
        for part in (self.card, self.again_button, self._form):
            part.setVisible(self._is_waiting)
        self._name_verb()
        if self.isVisible():
            (self.choose_button if self._is_waiting else self.go_on).setFocus()

    def show_busy(self, is_busy: bool) -> None:
        """Say that it is being done."""
        for part in (self._form, self.again_button, self.back_button, self.go_on):
            part.setEnabled(not is_busy)
        if is_busy and self._is_waiting:
            self.go_on.setText(tr("Opening…"))
        else:
            self._name_verb()

    def show_failure(self, error: LuringError) -> None:
        """Say at the field, or on top, why it was not done."""
        if self._is_waiting and self.passphrase.takes(error):
            return
        at = {
            Code.RESET_FILE_UNREADABLE: self.answer_field,
            Code.RESET_NOT_FOR_US: self.answer_field,
            Code.USER_UNKNOWN: self.user_field,
        }
        field = at.get(error.code)
        if field is None or not self._is_waiting:
            self.banner.tell(error)
            return
        sentence = sentence_for(error)
        field.show_error(sentence.brief)
        field.editor.setFocus()

    def _name_verb(self) -> None:
        self.go_on.setText(
            tr("Open the &office") if self._is_waiting else tr("Write the &question…")
        )

    @Slot()
    def _on_ask(self) -> None:
        self.banner.hide()
        ask_for_folder(self, tr("Choose the stick or a folder"), self._take_folder)

    def _take_folder(self, chosen: list[Path]) -> None:
        if chosen:
            self.ask_wanted.emit(chosen[0])

    @Slot()
    def _on_choose(self) -> None:
        ask_for_files(
            self,
            tr("Choose the answer of the hub"),
            self._take_answer,
            filters=[tr("Answers (*.json)")],
            several=False,
        )

    def _take_answer(self, chosen: list[Path]) -> None:
        if chosen:
            self.answer.setText(str(chosen[0]))
            self.answer_field.show_error("")
            (self.passphrase.first if self.user.text() else self.user).setFocus()

    @Slot()
    def _on_go_on(self) -> None:
        if not self.go_on.isEnabled():
            return
        if not self._is_waiting:
            self._on_ask()
            return
        self.banner.hide()
        for line, field, words in (
            (self.answer, self.answer_field, tr("Choose the answer of the hub.")),
            (self.user, self.user_field, tr("Type your user name.")),
        ):
            field.show_error("" if line.text().strip() else words)
            if not line.text().strip():
                line.setFocus()
                return
        passphrase = self.passphrase.value()
        if passphrase is not None:
            self.answered.emit(
                Path(self.answer.text().strip()), self.user.text().strip(), passphrase
            )
