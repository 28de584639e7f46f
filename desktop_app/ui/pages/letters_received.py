"""The register of letters that came: written down, given to whoever deals with them, found, put right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.actions.incoming_letters import SHOWN, letters_received, void_incoming
from desktop_app.domain.changes import Done
from desktop_app.domain.incoming_letter import IncomingLetter
from desktop_app.domain.register import RegisterFilter
from desktop_app.language import mark, tr, trn
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Page
from desktop_app.ui.pages.received_dialog import ReceivedDialog
from desktop_app.ui.style import M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import date_short, number
from desktop_app.words.letter_words import incoming_words

_PAUSE_MS = 200


class ReceivedView(QWidget):
    """The list with the line that narrows it, and what can be done with the letter it is on."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, M, 0, 0)
        whole.setSpacing(M)
        whole.addLayout(self._built_head())
        self.table: DataTable[IncomingLetter] = DataTable(
            _columns(),
            name="letters-received",
            memory=page.desk.memory,
            accessible_name=tr("Letters received"),
            narrowed_by=self.find_line,
        )
        self.empty = EmptyState("mail", "")
        self.table.set_empty(self.empty)
        self.table.opened.connect(self._on_opened)
        self.table.chosen.connect(self._on_chosen)
        whole.addWidget(self.table, 1)
        whole.addWidget(self._built_deeds())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.read)
        self._on_chosen(None)

    @property
    def filter(self) -> RegisterFilter:
        """What is wanted."""
        return RegisterFilter(text=self.find_line.text())

    @Slot()
    def read(self) -> None:
        """Show what the line keeps."""
        self._page.do(letters_received, self.filter, then=self._show, latest="received")

    @Slot()
    def start_new(self) -> None:
        """Ask about a letter that came."""
        ReceivedDialog(self._page).open()

    # Building

    def _built_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(S)
        self.find_line = QLineEdit()
        self.find_line.setPlaceholderText(tr("Sender, subject, number or disposition"))
        self.find_line.setAccessibleName(tr("Find a letter that came"))
        self.find_line.setClearButtonEnabled(True)
        self.find_line.textChanged.connect(self._on_typed)
        self._count = Text("", "muted")
        self.note_button = Button(tr("&Note a letter…"), icon="plus")
        self.note_button.clicked.connect(self.start_new)
        row.addWidget(self.find_line, 1)
        row.addWidget(self._count)
        row.addWidget(self.note_button)
        return row

    def _built_deeds(self) -> QWidget:
        box = QWidget()
        flow = FlowLayout(box, gap=S)
        self.correct_button = Button(tr("Disp&osition or correction…"), icon="pencil")
        self.correct_button.clicked.connect(self._on_correct)
        self.void_button = Button(tr("Entered in &error…"))
        self.void_button.clicked.connect(self._on_void)
        self.paper_button = Button(tr("On pape&r…"), kind="plain")
        for button in (self.correct_button, self.void_button, self.paper_button):
            flow.addWidget(button)
        return box

    # News

    def _show(self, letters: Sequence[IncomingLetter]) -> None:
        self.table.show_rows(list(letters), keep=True)
        if self.filter.text.strip():
            self.empty.say(tr("No such letter"), tr("Try a word of the sender or the subject."))
        else:
            self.empty.say(
                tr("No letter has been written down yet"),
                tr("Letters that come to the office stand here, with who deals with them."),
            )
        self._count.setText(_count_words(len(letters)))
        self._on_chosen(self.table.current)

    @Slot(str)
    def _on_typed(self, _: str) -> None:
        self._pause.start()

    @Slot(object)
    def _on_chosen(self, one: IncomingLetter | None) -> None:
        may_change = one is not None and not one.is_void
        self.correct_button.setEnabled(may_change)
        self.void_button.setEnabled(may_change)

    @Slot(object)
    def _on_opened(self, one: IncomingLetter) -> None:
        if not one.is_void:
            ReceivedDialog(self._page, one).open()

    @Slot()
    def _on_correct(self) -> None:
        if self.table.current is not None:
            self._on_opened(self.table.current)

    @Slot()
    def _on_void(self) -> None:
        one = self.table.current
        if one is None:
            return
        dialog = ReasonDialog(
            self._page,
            question=tr("Mark this letter as entered in error?"),
            explanation=tr(
                "It stays in the register with the reason, and cannot be changed any more."
            ),
            verb=tr("&Mark it"),
            usual=(tr("Written twice"), tr("For another office")),
        )
        dialog.given.connect(partial(self._void, one.id))
        dialog.open()

    def _void(self, letter_id: str, reason: str) -> None:
        self._page.do(void_incoming, letter_id, reason, then=self._say_void)

    def _say_void(self, _: Done[None]) -> None:
        self._page.say_done(tr("Marked as entered in error."))


def _columns() -> tuple[Column[IncomingLetter], ...]:
    return (
        Column(
            "received",
            mark("Received"),
            lambda one: date_short(one.content.received),
            width=120,
            is_whole=True,
            sort=lambda one: (one.content.received, one.recorded_at),
        ),
        Column(
            "sender",
            mark("From"),
            lambda one: one.content.sender,
            width=250,
            tip=lambda one: one.content.sender,
        ),
        Column(
            "number",
            mark("Letter"),
            lambda one: one.content.number or "–",
            width=210,
            below=lambda one: date_short(one.content.dated) if one.content.dated else "",
            tip=lambda one: one.content.number,
        ),
        Column(
            "subject",
            mark("About"),
            lambda one: one.content.subject,
            width=280,
            tip=lambda one: one.content.subject,
        ),
        Column("disposition", mark("Disposition"), incoming_words, width=230, tip=incoming_words),
    )


def _count_words(count: int) -> str:
    if count >= SHOWN:
        return tr("The newest {n} letters").format(n=number(count))
    return trn("{n} letter", "{n} letters", count).format(n=number(count)) if count else ""
