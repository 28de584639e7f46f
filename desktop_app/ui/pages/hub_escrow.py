"""The hub's escrow key in the window: shown for its paper, typed off it, and used for a locked office."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.errors import Code, LuringError
from desktop_app.language import tr
from desktop_app.ui.dialogs.asking import AskingDialog
from desktop_app.ui.dialogs.files import ask_for_files, ask_for_folder
from desktop_app.ui.pages.hub_sheets import code_lines
from desktop_app.ui.style import S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.passphrase import PassphraseEdit
from desktop_app.ui.widgets.text import Text
from desktop_app.words.messages import sentence_for


class EscrowPaperDialog(AskingDialog):
    """The secret for the safe, once on the screen; then `typed` brings what was typed off the paper."""

    print_wanted = Signal()
    typed = Signal(str)

    def __init__(self, parent: QWidget, code: str) -> None:
        super().__init__(
            parent,
            question=tr("Escrow key for the safe"),
            explanation=tr(
                "With it an office that has lost every passphrase and the recovery code gets its own key "
                "back. Print it or write it down; it rests in a sealed envelope beside the main key and "
                "nowhere else. It is in force once you have typed it off the paper."
            ),
            verb=tr("&Go on"),
        )
        self.secret = Text("\n".join(code_lines(code)), "heading", wraps=True)
        font = QFont("monospace")
        font.setStyleHint(QFont.StyleHint.Monospace)
        self.secret.setFont(font)
        self.secret.setAccessibleName(tr("Escrow key"))
        self._box = Card(ground="sunken", is_tight=True)
        self._box.body.addWidget(self.secret)
        self.parts.addWidget(self._box)
        self.print_button = Button(tr("Pri&nt the paper…"), icon="printer")
        self.print_button.setAutoDefault(False)
        self.print_button.clicked.connect(self.print_wanted)
        self.parts.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.code = QLineEdit()
        self.code.setMaxLength(160)
        self.code_field = FormField(
            tr("&Escrow key, off the paper"),
            self.code,
            hint=tr("Capitals and blanks do not matter"),
        )
        self.parts.addWidget(self.code_field)
        self.code_field.hide()
        self.go_on.clicked.connect(self._on_go_on)

    def tell(self, error: LuringError) -> None:
        """Say at the field why the paper is not right."""
        self.code_field.show_error(sentence_for(error).brief)
        self.code.setFocus()
        self.fit()

    @Slot()
    def _on_go_on(self) -> None:
        if self.code_field.isHidden():
            self.secret.setText("")  # whoever types needs the paper
            self._box.hide()
            self.print_button.hide()
            self.code_field.show()
            self.go_on.setText(tr("Put it in &force"))
            self.fit()
            self.code.setFocus()
        elif self.code.text().strip():
            self.typed.emit(self.code.text())
        else:
            self.code_field.show_error(tr("Type it off the paper."))


class AnswerResetDialog(AskingDialog):
    """`given` brings file, folder, match code, escrow key, and name and passphrase of the second person."""

    given = Signal(object, object, str, str, str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent,
            question=tr("Give a locked office its key back?"),
            explanation=tr(
                "Call the office on a number you know, not one from the file, and let them read the match "
                "code out. It takes two people who may decide, and the escrow key from the safe."
            ),
            verb=tr("&Write the answer…"),
            width=540,
        )
        self.file, self.match, self.escrow = QLineEdit(), QLineEdit(), QLineEdit()
        self.second, self.passphrase = QLineEdit(), PassphraseEdit()
        self.file_field = FormField(
            tr("&Question"), self.file, hint=tr("A file that begins with RESET_ASK")
        )
        self.match_field = FormField(tr("&Match code that the office reads out"), self.match)
        self.escrow_field = FormField(tr("&Escrow key, off the paper"), self.escrow)
        self.second_field = FormField(
            tr("&Second person"), self.second, hint=tr("Their user name.")
        )
        self.passphrase_field = FormField(tr("Their &passphrase"), self.passphrase)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.file_field, 1)
        self.choose_button = Button(tr("Brow&se…"), icon="folder-open")
        self.choose_button.setAutoDefault(False)
        self.choose_button.clicked.connect(self._on_choose)
        beside = QVBoxLayout()  # beside the line, not beside the hint under it
        beside.addSpacing(self.fontMetrics().height() + 2)
        beside.addWidget(self.choose_button)
        beside.addStretch(1)
        row.addLayout(beside)
        self.parts.addLayout(row)
        for field in (self.match_field, self.escrow_field):
            self.parts.addWidget(field)
        pair = QHBoxLayout()
        pair.setSpacing(S)
        pair.addWidget(self.second_field, 1)
        pair.addWidget(self.passphrase_field, 1)
        self.parts.addLayout(pair)
        self.problem = Text("", "due", wraps=True)
        self.problem.hide()
        self.parts.addWidget(self.problem)
        self.go_on.clicked.connect(self._on_go_on)
        self.choose_button.setFocus()

    def tell(self, error: LuringError) -> None:
        """Say at the field, or beneath, why nothing was written."""
        at = {
            Code.RESET_FILE_UNREADABLE: self.file_field,
            Code.RESET_TOO_OLD: self.file_field,
            Code.DEVICE_UNKNOWN: self.file_field,
            Code.DEVICE_REVOKED: self.file_field,
            Code.MATCH_CODE_WRONG: self.match_field,
            Code.ESCROW_CODE_WRONG: self.escrow_field,
            Code.SECOND_PERSON_NEEDED: self.second_field,
            Code.PASSPHRASE_WRONG: self.passphrase_field,
            Code.PASSPHRASE_WAIT: self.passphrase_field,
        }
        field = at.get(error.code)
        sentence = sentence_for(error)
        if field is not None:
            field.show_error(sentence.brief)
            field.editor.setFocus()
        else:
            self.problem.setText(sentence.brief)
            self.problem.show()
        self.fit()

    @Slot()
    def _on_choose(self) -> None:
        ask_for_files(
            self,
            tr("Choose the question of the office"),
            self.take_file,
            filters=[tr("Questions (*.json)")],
            several=False,
        )

    def take_file(self, chosen: list[Path]) -> None:
        """Put the chosen file into its field."""
        if chosen:
            self.file.setText(str(chosen[0]))
            self.file_field.show_error("")
            self.match.setFocus()

    @Slot()
    def _on_go_on(self) -> None:
        self.problem.hide()
        for line, field, words in (
            (self.file, self.file_field, tr("Choose the question.")),
            (self.match, self.match_field, tr("Type what the office reads out.")),
            (self.escrow, self.escrow_field, tr("Type it off the paper.")),
            (self.second, self.second_field, tr("Type their user name.")),
            (self.passphrase, self.passphrase_field, tr("They have to type it themselves.")),
        ):
            is_missing = not line.text().strip()
            field.show_error(words if is_missing else "")
            if is_missing:
                line.setFocus()
                self.fit()
                return
        ask_for_folder(
            self,
            tr("Choose the stick or a folder"),
            self.take_folder,
            start=Path(self.file.text().strip()).parent,
        )

    def take_folder(self, chosen: list[Path]) -> None:
        """Have the answer written into the chosen folder."""
        if chosen:
            self.given.emit(
                Path(self.file.text().strip()),
                chosen[0],
                self.match.text(),
                self.escrow.text(),
                self.second.text().strip(),
                self.passphrase.text(),
            )
