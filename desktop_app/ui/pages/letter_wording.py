"""The words of letters: the text of a template, what is wrong with it, and the page it gives, as one types."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.actions.letter_wording import (
    Wording,
    WordingCheck,
    WordingOrigin,
    check_wording,
    letter_wording,
    reset_wording,
    set_wording,
)
from desktop_app.actions.letters import LetterTemplate
from desktop_app.domain.changes import Done
from desktop_app.language import current, tr
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import leave_dialog
from desktop_app.ui.style import L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.paper import PaperView
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.text import Text
from desktop_app.words.letter_words import check_words, origin_words

_PAUSE_MS = 250


class WordingView(QWidget):
    """One kind at a time; what was typed stays until it is kept or another kind is chosen."""

    dirty_changed = Signal()

    def __init__(self, page: Page, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._kept: Wording | None = None
        self.check: WordingCheck | None = None
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        self.kind = Choice()
        self.kind.setAccessibleName(tr("Kind of letter"))
        self.kind.activated.connect(self._on_kind)
        self.origin = Text("", "muted", wraps=True)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(tr("The text of the template"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._on_typed)
        self.found = Text("", wraps=True, selectable=True)
        self.original_button = Button(tr("Take the &own words back…"))
        self.original_button.clicked.connect(self._on_original)
        self.keep_button = Button(tr("&Keep these words…"), kind="primary")
        self.keep_button.clicked.connect(self._on_keep)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.original_button)
        row.addStretch(1)
        row.addWidget(self.keep_button)
        column.addWidget(self.kind)
        column.addWidget(self.origin)
        column.addWidget(self.text, 1)
        column.addWidget(self.found)
        column.addLayout(row)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(L, 0, 0, 0)
        self.paper = PaperView(name=tr("The letter of a real family with these words"))
        side.addWidget(self.paper)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, M, 0, 0)
        whole.addWidget(
            ListAndDetail(
                left, right, name="wording", memory=page.desk.memory, share=0.55, below=0.6
            )
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self._show_state()

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not kept."""
        return self._kept is not None and self.text.toPlainText() != self._kept.source

    def show_kinds(self, templates: tuple[LetterTemplate, ...]) -> None:
        """Offer these."""
        kept = self.kind.value or (templates[0].kind if templates else "")
        self.kind.show_options(
            [Option(one.kind, one.name.in_language(current())) for one in templates], chosen=kept
        )

    @Slot()
    def read(self) -> None:
        """Read the words of the kind that stands there, unless something was typed for it."""
        kind = self.kind.value
        if kind and not (self.is_dirty and self._kept and self._kept.kind == kind):
            self._page.do(letter_wording, kind, then=self._show, latest="wording")

    def _show(self, wording: Wording) -> None:
        self._kept = wording
        said = origin_words(wording.origin)
        self.origin.setText(f"{said} {wording.reason}".strip())
        self.text.setPlainText(wording.source)
        self._show_state()
        self._on_pause()

    def _show_state(self) -> None:
        is_good = self.check is not None and self.check.is_good
        self.keep_button.setEnabled(self.is_dirty and is_good)
        is_own = self._kept is not None and self._kept.origin is WordingOrigin.OWN
        self.original_button.setEnabled(is_own)

    @Slot()
    def _on_kind(self) -> None:
        if not self.is_dirty or (self._kept and self._kept.kind == self.kind.value):
            self.read()
            return
        dialog = leave_dialog(self.window())
        dialog.accepted.connect(self.read)
        dialog.rejected.connect(self._stay)
        dialog.open()

    @Slot()
    def _stay(self) -> None:
        if self._kept is not None:
            self.kind.choose(self._kept.kind)

    @Slot()
    def _on_typed(self) -> None:
        self.check = None
        self._show_state()
        self._pause.start()

    @Slot()
    def _on_pause(self) -> None:
        if self._kept is not None:
            kind, source = self._kept.kind, self.text.toPlainText()
            self._page.do(
                check_wording,
                kind,
                source,
                then=partial(self._show_check, source),
                latest="wording-check",
            )

    def _show_check(self, source: str, check: WordingCheck) -> None:
        if source != self.text.toPlainText():
            return  # an answer about older words: they are not those that would be kept
        self.check = check
        self.found.set_role("body" if check.is_good else "due")
        self.found.setText("\n".join(check_words(check)))
        if check.pdf:
            self.paper.show_pdf(check.pdf)
        self._show_state()

    @Slot()
    def _on_keep(self) -> None:
        dialog = ReasonDialog(
            self._page,
            question=tr("Let letters have these words?"),
            explanation=tr(
                "They hold for this office and travel to every office below that has no words of its own. "
                "Letters that were issued before stay as they are."
            ),
            verb=tr("&Keep them"),
            usual=(tr("Wish of the head of the office"), tr("A new rule")),
        )
        dialog.given.connect(self._keep)
        dialog.open()

    def _keep(self, reason: str) -> None:
        if self._kept is not None:
            source = self.text.toPlainText()
            self._page.do(set_wording, self._kept.kind, source, reason, then=self._on_kept)

    @Slot()
    def _on_original(self) -> None:
        dialog = ReasonDialog(
            self._page,
            question=tr("Take the office's own words back?"),
            explanation=tr(
                "Those of the kabupaten hold again, or those that came with the program."
            ),
            verb=tr("&Take back"),
        )
        dialog.given.connect(self._reset)
        dialog.open()

    def _reset(self, reason: str) -> None:
        if self._kept is not None:
            self._page.do(reset_wording, self._kept.kind, reason, then=self._on_kept)

    def _on_kept(self, done: Done[Wording]) -> None:
        self._show(done.value)
        self._page.say_done(tr("Kept."))
