"""Back from a backup: which one, into which folder, with whose passphrase; and what it may lack."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.errors import Code, LuringError
from desktop_app.language import tr
from desktop_app.ui.dialogs.files import ask_for_files, ask_for_folder
from desktop_app.ui.pages.entry_form import EntryForm
from desktop_app.ui.style import S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.passphrase import PassphraseEdit
from desktop_app.words.backups import age_words, missing_words
from desktop_app.words.messages import sentence_for

_AT = {
    Code.BACKUP_NONE: "file",
    Code.BACKUP_DAMAGED: "file",
    Code.BACKUP_OF_ANOTHER: "file",
    Code.FILE_UNREADABLE: "file",
    Code.OFFICE_EXISTS: "folder",
    Code.OFFICE_FOLDER_NOT_EMPTY: "folder",
    Code.FOLDER_UNWRITABLE: "folder",
    Code.PASSPHRASE_WRONG: "passphrase",
}


class RestorePage(EntryForm):
    """`wanted` brings backup, folder, user and passphrase; `entered` when the person has read what is lacking."""

    wanted = Signal(object, object, str, str)
    entered = Signal()

    def __init__(self, folder: Path, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._parent_folder = folder
        self._is_done = False
        self.file, self.folder, self.user = QLineEdit(), QLineEdit(), QLineEdit()
        self.passphrase = PassphraseEdit()
        self._fields = {
            "file": FormField(tr("Back&up"), self.file, hint=tr("A file that ends in .cadangan")),
            "folder": FormField(tr("F&older"), self.folder, hint=tr("A new, empty folder.")),
            "user": FormField(tr("User &name"), self.user),
            "passphrase": FormField(
                tr("&Passphrase"),
                self.passphrase,
                hint=tr("That of the day the backup was made."),
            ),
        }
        self._form = QWidget()
        rows = QVBoxLayout(self._form)
        rows.setContentsMargins(0, 0, 0, 0)
        self.choose_button = self._chooser(rows, "file", self._on_choose_file, tr("Brow&se…"))
        self._chooser(rows, "folder", self._on_choose_folder, tr("B&rowse…"))
        rows.addWidget(self._fields["user"])
        rows.addWidget(self._fields["passphrase"])
        self.column.addWidget(self._form)
        self.restore_button = self.add_verbs(tr("Res&tore"), self._on_restore)
        self.passphrase.returnPressed.connect(self._on_restore)
        self.begin()

    def begin(self, user: str = "") -> None:
        """Ask anew."""
        self._is_done = False
        self._title.setText(tr("Restore a backup"))
        self._words.setText(
            tr(
                "The office is laid out in a new folder; what is on this computer already stays as it "
                "is. The hub takes it for a new device."
            )
        )
        self.banner.hide()
        for field in self._fields.values():
            field.show_error("")
        for line in (self.file, self.folder):
            line.clear()
        self.user.setText(user)
        self.passphrase.forget()
        self._form.show()
        self.back_button.show()
        self.restore_button.setText(tr("Res&tore"))
        self.choose_button.setFocus()

    def show_busy(self, is_busy: bool) -> None:
        """Say that it is being laid out."""
        for part in (self._form, self.back_button, self.restore_button):
            part.setEnabled(not is_busy)
        if not self._is_done:
            self.restore_button.setText(tr("Restoring…") if is_busy else tr("Res&tore"))

    def show_failure(self, error: LuringError) -> None:
        """Say at the field, or on top, why it was not restored."""
        field = self._fields.get(_AT.get(error.code, ""))
        if field is None:
            self.banner.tell(error)
            return
        sentence = sentence_for(error)
        field.show_error(sentence.brief)
        field.editor.setFocus()

    def show_restored(
        self, name: str, age: timedelta, releases: tuple[str, ...], is_evidence_missing: bool
    ) -> None:
        """Say what is back, what it may lack, and what to do first."""
        self._is_done = True
        self.passphrase.forget()
        self._title.setText(tr("{name} is back").format(name=name))
        parts = (
            age_words(age),
            missing_words(releases, is_evidence_missing),
            tr(
                "Next: join the hub anew (Exchange) and take in its package first. It returns what was "
                "handed over, so nobody has to type it again."
            ),
        )
        self._words.setText("\n\n".join(part for part in parts if part))
        self._form.hide()
        self.back_button.hide()
        self.restore_button.setText(tr("&Open the office"))
        self.restore_button.setEnabled(True)
        self.restore_button.setFocus()

    def _chooser(
        self, rows: QVBoxLayout, name: str, slot: Callable[[], None], words: str
    ) -> Button:
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._fields[name], 1)
        button = Button(words, icon="folder-open")
        button.clicked.connect(slot)
        beside = QVBoxLayout()  # beside the line, not beside the hint under it
        beside.addSpacing(self.fontMetrics().height() + 2)
        beside.addWidget(button)
        beside.addStretch(1)
        row.addLayout(beside)
        rows.addLayout(row)
        return button

    @Slot()
    def _on_choose_file(self) -> None:
        ask_for_files(
            self,
            tr("Choose a backup"),
            self._take_file,
            filters=[tr("Backups (*.cadangan)")],
            several=False,
        )

    def _take_file(self, chosen: list[Path]) -> None:
        if chosen:
            self.file.setText(str(chosen[0]))
            if not self.folder.text():
                self.folder.setText(str(self._parent_folder / f"dtsen-{chosen[0].stem}"))
            self.user.setFocus()

    @Slot()
    def _on_choose_folder(self) -> None:
        ask_for_folder(
            self, tr("Choose an empty folder"), self._take_folder, start=self._parent_folder
        )

    def _take_folder(self, chosen: list[Path]) -> None:
        if chosen:
            self.folder.setText(str(chosen[0]))

    @Slot()
    def _on_restore(self) -> None:
        if self._is_done:
            self.entered.emit()
            return
        self.banner.hide()
        is_whole = True
        for name, line, words in (
            ("passphrase", self.passphrase, tr("Type your passphrase.")),
            ("user", self.user, tr("Type your user name.")),
            ("folder", self.folder, tr("Choose a new, empty folder.")),
            ("file", self.file, tr("Choose the backup.")),
        ):
            is_missing = not line.text().strip()
            self._fields[name].show_error(words if is_missing else "")
            if is_missing:
                line.setFocus()
                is_whole = False
        if is_whole and self.restore_button.isEnabled():
            self.wanted.emit(
                Path(self.file.text().strip()),
                Path(self.folder.text().strip()),
                self.user.text().strip(),
                self.passphrase.text(),
            )
