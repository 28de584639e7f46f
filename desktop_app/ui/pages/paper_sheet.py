"""The sheet at the right of a page from which a paper is printed: what it is for, a look at it, the ways out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from desktop_app import files
from desktop_app.actions.office import Office
from desktop_app.actions.sheets import DrawnSheet
from desktop_app.domain.changes import Done
from desktop_app.errors import Code
from desktop_app.language import tr
from desktop_app.ui.dialogs.files import ask_where_to_save
from desktop_app.ui.dialogs.reason import LEAST_LETTERS
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.printing import ask_and_print
from desktop_app.ui.style import M
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.paper import PaperView

_PAPER_HEIGHT = 420
_WIDTH = 640
"""Wide enough to read a page without enlarging it."""


@dataclass(frozen=True, slots=True)
class Printable:
    """A paper: what it is called, how it is looked at, and how it is printed.

    `draw` is given the purpose and whether numbers are whole, which `whole` offers in words if there is
    a choice. `asked` and `hint` say what is typed if that is no purpose; nothing is asked for without
    `asks`, for a paper that names nobody. `file_name` has a place for the ``{serial}``.
    """

    title: str
    file_name: str
    preview: Callable[[Office], DrawnSheet]
    draw: Callable[[Office, str, bool], Done[DrawnSheet]]
    whole: str = ""
    asked: str = ""
    hint: str = ""
    asks: bool = True


class PaperSheet(FormSheet):
    """What it is for, whole numbers or masked ones, the page as it will be, and the ways out.

    Nothing about people is printed or saved before its purpose is in the audit.
    """

    least_width = _WIDTH

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._printable: Printable | None = None
        self.purpose = QLineEdit()
        self.purpose_field = FormField("", self.purpose)
        self.whole = QCheckBox("")
        self.paper = PaperView()
        self.print_button = Button("")
        self.save_button = Button("")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(self._on_print)

    def open_paper(self, printable: Printable) -> None:
        """Open it for this paper, with its masked pages to look at."""
        self._printable = printable
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self.purpose = QLineEdit()
        self.purpose.setMaxLength(200)
        self.purpose_field = FormField(
            printable.asked or tr("What the sheet is &for"),
            self.purpose,
            hint=printable.hint or tr("Printed at its foot and kept in the audit log."),
        )
        self.whole = QCheckBox(printable.whole)
        self.paper = PaperView()
        self.paper.setMinimumHeight(_PAPER_HEIGHT)
        column.addWidget(self.purpose_field)
        column.addWidget(self.whole)
        column.addWidget(self.paper, 1)
        # Only now they have a parent; before, showing them would open windows of their own.
        self.purpose_field.setVisible(printable.asks)
        self.whole.setVisible(bool(printable.whole))
        self.save_button = Button(tr("Save &PDF…"), icon="download")
        self.save_button.clicked.connect(self._on_save)
        self.print_button = Button(tr("&Print…"), icon="printer", kind="primary")
        self.print_button.clicked.connect(self._on_print)
        self.guards = False
        self.show_content(printable.title, content, self.save_button, self.print_button)
        self.opened.emit()
        first = self.purpose if printable.asks else self.print_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._page.do(
            printable.preview,
            then=partial(self._show_paper, self.paper),
            latest="paper",
        )

    def _show_paper(self, paper: PaperView, made: DrawnSheet) -> None:
        if paper is self.paper and self.isVisible():
            paper.show_pdf(made.pdf)

    def _draw(self, *, saves: bool) -> None:
        printable = self._printable
        if printable is None:
            return
        purpose = " ".join(self.purpose.text().split())
        if printable.asks and len(purpose) < LEAST_LETTERS:
            self.purpose_field.show_error(tr("Write in a few words why."))
            self.purpose.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.purpose_field.show_error("")
        self._page.do(
            printable.draw,
            purpose,
            self.whole.isChecked(),
            then=partial(self._on_drawn, self.paper, printable.file_name, saves),
            fields={Code.REASON_MISSING: self.purpose_field},
            busy=[self.print_button, self.save_button],
        )

    def _on_drawn(
        self, paper: PaperView, file_name: str, saves: bool, done: Done[DrawnSheet]
    ) -> None:
        if paper is not self.paper or not self.isVisible():
            return
        paper.show_pdf(done.value.pdf)
        name = file_name.format(serial=done.value.serial)
        if saves:
            ask_where_to_save(
                self, tr("Save the sheet"), name, partial(self._save, done.value.pdf), suffix="pdf"
            )
        else:
            ask_and_print(self, paper.pages.document, name, self._page.desk.memory)

    def _save(self, pdf: bytes, chosen: list[Path]) -> None:
        if chosen:
            said = tr("The sheet was saved as {name}.").format(name=chosen[0].name)
            self._page.do(_keep_file, chosen[0], pdf, then=lambda _: self._page.say_done(said))

    @Slot()
    def _on_print(self) -> None:
        if self.print_button.isEnabled():
            self._draw(saves=False)

    @Slot()
    def _on_save(self) -> None:
        self._draw(saves=True)


def _keep_file(_: Office, path: Path, pdf: bytes) -> None:
    files.write_whole(path, pdf)
