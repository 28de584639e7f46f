"""The sheet on which the desa lokus are written down: a code or a name a line, and what names them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.actions.focus_villages import focus_text, focus_villages, set_focus_villages
from desktop_app.actions.office import Office
from desktop_app.domain.changes import Done
from desktop_app.domain.focus import LONGEST_SOURCE, FocusVillages
from desktop_app.domain.roles import Right
from desktop_app.errors import Code
from desktop_app.language import tr, trn
from desktop_app.ui.dialogs.files import ask_for_files
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.style import M
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number

OF_FOCUS = "R7"
"""The report that marks them."""


class FocusSheet(FormSheet):
    """Shows what is marked; whoever may not set it can only read."""

    def __init__(self, page: Page, name_of: Callable[[str], str]) -> None:
        super().__init__(page)
        self._page = page
        self._name_of = name_of
        self._kept = ("", "")
        self.villages = QPlainTextEdit()
        self.source = QLineEdit()
        self.save_button = Button("")

    def has_unsaved(self) -> bool:
        return self.isVisible() and self._typed != self._kept

    @property
    def _typed(self) -> tuple[str, str]:
        return self.villages.toPlainText(), self.source.text()

    @Slot()
    def open_focus(self) -> None:
        """Read what is marked, and open."""
        self._page.do(_focus, then=self._show, latest="focus")

    def _show(self, found: tuple[FocusVillages, bool]) -> None:
        focus, may_set = found
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        about = tr("They are marked in this report, and counted beside all other desa.")
        column.addWidget(Text(about, "muted", wraps=True))
        self.villages = QPlainTextEdit()
        self.villages.setTabChangesFocus(True)
        self.villages.setPlainText("\n".join(f"{one} {self._name_of(one)}" for one in focus.codes))
        self._field = FormField(
            tr("&Desa"), self.villages, hint=tr("A code or a name on each line; none for none.")
        )
        column.addWidget(self._field, 1)
        self.source = QLineEdit(focus.source)
        self.source.setMaxLength(LONGEST_SOURCE)
        column.addWidget(
            FormField(
                tr("&Named by"), self.source, hint=tr("The decree or letter that names them.")
            )
        )
        self.file_button = Button(tr("From a &file…"), icon="file-text")
        self.file_button.clicked.connect(self._on_file)
        column.addWidget(self.file_button)
        self.save_button = Button(tr("&Save"), kind="primary")
        self.save_button.clicked.connect(self._on_save)
        for part in (self.villages, self.source):
            part.setReadOnly(not may_set)
        self.file_button.setVisible(may_set)
        self._kept = self._typed
        self.show_content(tr("Desa lokus"), content, *((self.save_button,) if may_set else ()))
        self.opened.emit()

    @Slot()
    def _on_file(self) -> None:
        filters = [tr("Lists (*.csv *.txt)"), tr("All files (*)")]
        ask_for_files(self._page, tr("Desa lokus"), self._on_files, filters=filters, several=False)

    def _on_files(self, chosen: list[Path]) -> None:
        if chosen:
            self._page.do(partial(_text, chosen[0]), then=self.villages.setPlainText, origin=self)

    @Slot()
    def _on_save(self) -> None:
        self._field.show_error("")
        self._page.do(
            set_focus_villages,
            *self._typed,
            then=self._on_saved,
            fields={Code.FOCUS_UNKNOWN: self._field},
            busy=[self.save_button],
            origin=self,
        )

    def _on_saved(self, done: Done[FocusVillages]) -> None:
        count = len(done.value.codes)
        self.close_sheet()
        said = trn("{n} desa is marked as lokus.", "{n} desa are marked as lokus.", count)
        self._page.say_done(said.format(n=number(count)))


def _focus(office: Office) -> tuple[FocusVillages, bool]:
    return focus_villages(office), office.account.has(Right.SETTINGS)


def _text(path: Path, _: Office) -> str:
    return focus_text(path)
