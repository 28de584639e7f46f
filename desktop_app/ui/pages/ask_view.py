"""The part of the reports in which a question is put together: counted as it grows, kept, answered."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.actions.questions import (
    QuestionBook,
    count_asked,
    delete_question,
    keep_question,
    question_book,
    rename_question,
    restore_question,
)
from desktop_app.domain.changes import Done
from desktop_app.domain.question import Question
from desktop_app.domain.report import ASKED, AskPart, ReportKind
from desktop_app.domain.saved_question import SavedQuestion
from desktop_app.errors import Code, LuringError, UserError
from desktop_app.language import mark, tr, trn
from desktop_app.progress import Progress
from desktop_app.ui.dialogs.name import NameDialog
from desktop_app.ui.page import Page
from desktop_app.ui.pages.ask_builder import AskBuilder
from desktop_app.ui.style import M, S
from desktop_app.ui.tasks import Lane
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number
from desktop_app.words.messages import sentence_for

_SOON_MS = 300
"""After so long a count says that it goes on, and can be stopped."""
_OF_AID = frozenset({AskPart.PERIOD, AskPart.AGENCY, AskPart.FUNDS})
_NAMES = (Code.QUESTION_NAME_INVALID, Code.QUESTION_NAME_TAKEN)


class AskView(QWidget):
    """`wanted` when the question in the boxes is to be answered."""

    wanted = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._book: QuestionBook | None = None
        self._counting: Progress | None = None
        self._asked: Question | None = None
        self._named_last = self._wanted_code = ""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        self.builder = AskBuilder()
        self.builder.changed.connect(self._on_changed)
        self.builder.started.connect(self._on_started)
        self.builder.rename_button.clicked.connect(self._on_rename)
        self.builder.delete_button.clicked.connect(self._on_delete)
        whole.addWidget(self.builder, 1)
        line = QHBoxLayout()
        line.setSpacing(S)
        self.count = Text("", "strong", wraps=True)
        self.stop_button = Button(tr("Brea&k off"), icon="x")
        self.stop_button.clicked.connect(self._on_stop)
        self.stop_button.hide()
        self.save_button = Button(tr("Save the &question…"), icon="save")
        self.save_button.clicked.connect(self._on_save)
        self.answer_button = Button(tr("Ans&wer"), icon="chart-column", kind="primary")
        self.answer_button.clicked.connect(self.wanted)
        line.addWidget(self.count, 1)
        for button in (self.stop_button, self.save_button, self.answer_button):
            line.addWidget(button)
        whole.addLayout(line)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._on_soon)
        self.setFocusProxy(self.builder)

    @property
    def question(self) -> Question | None:
        """What was asked last."""
        return self._asked

    @property
    def kind(self) -> ReportKind | None:
        """The report that answers it."""
        book, question = self._book, self._asked
        if book is None or question is None:
            return None
        parts = _OF_AID if question.needs_aid else frozenset()
        title = mark("Answer to a question")
        return ReportKind(ASKED, title, book.words.sentence(question), parts)

    def take(self) -> bool:
        """Let what stands in the boxes be what is asked; False while it cannot be."""
        if self._book is None or self.builder.lacking:
            return False
        self._asked = self.builder.question
        return True

    def refresh(self, lookups: Lookups) -> None:
        """Offer what can be asked now."""
        self._page.do(
            question_book, then=partial(self._show_book, lookups=lookups), latest="question-book"
        )

    def open_saved(self, code: str) -> None:
        """Put the kept question of this code into the boxes."""
        self._wanted_code = code
        self._open_wanted()

    def _open_wanted(self) -> None:
        """Open what was asked for as soon as the kept questions are known."""
        if self._book is not None and self._wanted_code:
            found = [one for one in self._book.saved if one.code == self._wanted_code]
            self._wanted_code = ""
            if found:
                self._open(found[0])

    def _show_book(self, book: QuestionBook, lookups: Lookups) -> None:
        self._book = book
        self.builder.show_book(book, lookups)
        if self._named_last:
            self.builder.name_as(self._named_last)
            self._named_last = ""
        self.save_button.setVisible(book.may_keep)
        self._open_wanted()
        self._on_changed()

    def _open(self, saved: SavedQuestion) -> None:
        try:
            question = saved.question()
        except UserError as error:
            self._page.tell(error)
            return
        self.builder.name_as(saved.name)
        self.builder.show_question(question)
        self._on_changed()

    # The count that goes along

    @Slot()
    def _on_changed(self) -> None:
        """Count anew; a count that still goes on is of no use any more."""
        if self._counting is not None:
            self._counting.ask_to_stop()
        lacking = self.builder.lacking
        for button in (self.answer_button, self.save_button):
            button.setEnabled(not lacking)
        question = self.builder.question
        if lacking or question is None or not self.isVisible():
            self._counting = None
            self._say(lacking)
            return
        progress = self._counting = Progress()
        self._soon.start()
        self._page.do(
            count_asked,
            question,
            progress,
            then=partial(self._show_count, progress, question),
            failed=partial(self._show_error, progress),
            lane=Lane.LONG,
            latest="question-count",
        )

    def _show_count(self, progress: Progress, question: Question, found: int) -> None:
        if progress is self._counting:
            self._counting = None
            said = (
                trn("{n} person fits", "{n} people fit", found)
                if question.lists_people
                else trn("{n} family fits", "{n} families fit", found)
            )
            self._say(said.format(n=number(found)))

    def _show_error(self, progress: Progress, error: LuringError) -> None:
        if progress is self._counting:
            self._counting = None
            self._say(sentence_for(error).brief)

    def _say(self, words: str) -> None:
        self._soon.stop()
        self.stop_button.hide()
        self.count.setText(words)

    @Slot()
    def _on_soon(self) -> None:
        self.count.setText(tr("Counting…"))
        self.stop_button.show()

    @Slot()
    def _on_stop(self) -> None:
        if self._counting is not None:
            self._counting.ask_to_stop()
            self._counting = None
        self._say(tr("The count was stopped. The answer can be had all the same."))

    # Keeping

    @Slot(str)
    def _on_started(self, name: str) -> None:
        found = [one for one in self._book.saved if one.name == name] if self._book else []
        if name and found:
            own = [one for one in found if self._book and one.region == self._book.region]
            self._open((own or found)[0])

    @Slot()
    def _on_save(self) -> None:
        question = self.builder.question
        if question is None or self.builder.lacking:
            return
        dialog = NameDialog(
            self._page,
            question=tr("Save this question"),
            explanation=tr(
                "It then stands among the reports. With the next package it goes to the hub, and from the"
                " hub to the offices."
            ),
            verb=tr("&Save"),
            name=self.builder.saved_name,
        )
        dialog.given.connect(partial(self._save, dialog, question))
        dialog.open()

    def _save(self, dialog: NameDialog, question: Question, name: str, replaces: bool) -> None:
        self._page.do(
            partial(keep_question, replaces=replaces),
            name,
            question,
            then=partial(self._named, dialog, tr("The question “{name}” was saved.")),
            failed=partial(self._not_named, dialog, may_replace=True),
        )

    @Slot()
    def _on_rename(self) -> None:
        name = self.builder.saved_name
        dialog = NameDialog(
            self._page,
            question=tr("Call this question otherwise"),
            explanation=tr("Offices that have it see its new name with the next packages."),
            verb=tr("&Rename"),
            name=name,
        )
        dialog.given.connect(partial(self._rename, dialog, name))
        dialog.open()

    def _rename(self, dialog: NameDialog, name: str, new_name: str, _: bool) -> None:
        self._page.do(
            rename_question,
            name,
            new_name,
            then=partial(self._named, dialog, tr("The question is called “{name}” now.")),
            failed=partial(self._not_named, dialog, may_replace=False),
        )

    def _named(self, dialog: NameDialog, said: str, done: Done[SavedQuestion]) -> None:
        dialog.accept()
        self._named_last = done.value.name
        self._page.say_done(said.format(name=done.value.name))

    def _not_named(self, dialog: NameDialog, error: LuringError, *, may_replace: bool) -> None:
        if error.code in _NAMES:
            dialog.field.show_error(sentence_for(error).brief)
            if may_replace and error.code is Code.QUESTION_NAME_TAKEN:
                dialog.offer_replacing()
            dialog.line.setFocus()
            return
        dialog.reject()
        self._page.tell(error)

    @Slot()
    def _on_delete(self) -> None:
        self._page.do(delete_question, self.builder.saved_name, then=self._deleted)

    def _deleted(self, done: Done[SavedQuestion]) -> None:
        self._page.say_done(
            tr("The question “{name}” was deleted.").format(name=done.value.name),
            undo=partial(self._restore, done.value),
        )

    def _restore(self, gone: SavedQuestion) -> None:
        self._page.do(restore_question, gone.id, then=self._restored)

    def _restored(self, done: Done[SavedQuestion]) -> None:
        self._page.say_done(tr("The question “{name}” is back.").format(name=done.value.name))
