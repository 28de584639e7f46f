"""What is asked about letters: why once more, who took them, how many numbers to keep, which code."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSpinBox, QWidget

from desktop_app.actions.letter_register import reserve_numbers
from desktop_app.actions.letter_verification import Verdict, verify_code
from desktop_app.actions.letters import LetterTemplate, letter_kinds
from desktop_app.domain.changes import Done
from desktop_app.language import current, tr, trn
from desktop_app.ui.dialogs.asking import AskingDialog
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.page import Page
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number
from desktop_app.words.letter_words import verdict_words

_MOST_RESERVED = 200


class ReprintDialog(ReasonDialog):
    """Why a letter is printed once more, and whether its pages say so; `wanted` brings both."""

    wanted = Signal(str, bool)

    def __init__(self, parent: QWidget, letter_number: str) -> None:
        super().__init__(
            parent,
            question=tr("Why is letter {number} printed again?").format(number=letter_number),
            explanation=tr(
                "The page is the same as on its first day. The reason is kept in the log."
            ),
            verb=tr("&Show the page"),
            usual=(
                tr("The letter was lost"),
                tr("The printer failed"),
                tr("One more copy is needed"),
            ),
        )
        self.copy = QCheckBox(tr("Mark every page as a copy (SALI&NAN)"))
        self.parts.addWidget(self.copy)
        self.given.connect(self._on_given)

    @Slot(str)
    def _on_given(self, reason: str) -> None:
        self.wanted.emit(reason, self.copy.isChecked())


class HandOverDialog(AskingDialog):
    """Who took the letters; `given` brings the name, which may be empty."""

    given = Signal(str)

    def __init__(self, parent: QWidget, count: int) -> None:
        super().__init__(
            parent,
            question=trn(
                "{n} letter was handed over?", "{n} letters were handed over?", count
            ).format(n=number(count)),
            explanation=tr("The day and your name are kept with it."),
            verb=tr("&Handed over"),
        )
        self.line = QLineEdit()
        self.line.setMaxLength(120)
        self.parts.addWidget(
            FormField(
                tr("&To whom"), self.line, hint=tr("May stay empty: to the person it is about.")
            )
        )
        self.go_on.clicked.connect(self._on_go_on)
        self.line.setFocus()

    @Slot()
    def _on_go_on(self) -> None:
        self.given.emit(" ".join(self.line.text().split()))
        self.accept()


class ReserveDialog(ReasonDialog):
    """How many numbers are kept for letters written by hand, in which book, and what for."""

    def __init__(self, page: Page) -> None:
        super().__init__(
            page,
            question=tr("Keep numbers for letters written by hand?"),
            explanation=tr(
                "The next numbers are left out here. Type one into the form to use it after all."
            ),
            verb=tr("&Keep them"),
            label=tr("&What for"),
        )
        self._page = page
        self.count = QSpinBox()
        self.count.setRange(1, _MOST_RESERVED)
        self.kind = Choice()
        self.add_field(FormField(tr("&How many"), self.count))
        self.add_field(
            FormField(
                tr("&Kind of letter"), self.kind, hint=tr("Matters where every kind has a book.")
            )
        )
        self.given.connect(self._on_given)
        page.do(letter_kinds, then=self._show_kinds, latest="reserve-kinds", origin=self)

    def _show_kinds(self, templates: tuple[LetterTemplate, ...]) -> None:
        self.kind.show_options(
            [Option(one.kind, one.name.in_language(current())) for one in templates],
            chosen=templates[0].kind,
        )

    @Slot(str)
    def _on_given(self, reason: str) -> None:
        self._page.do(
            partial(
                reserve_numbers,
                count=self.count.value(),
                reason=reason,
                kind=self.kind.value or "",
            ),
            then=partial(_say_reserved, self._page),
        )


class CodeDialog(AskingDialog):
    """A line for a code that was scanned, pasted or typed, and what it proves."""

    def __init__(self, page: Page) -> None:
        super().__init__(
            page,
            question=tr("Is this letter ours?"),
            explanation=tr(
                "Scan the QR of the letter, or type the code beside it. It is checked here, without "
                "a network."
            ),
            verb=tr("C&heck"),
        )
        self._page = page
        self.line = QLineEdit()
        self.line.setMaxLength(300)
        self.parts.addWidget(FormField(tr("&Verification code"), self.line))
        self.what = Text("", "heading", wraps=True)
        self.more = Text("", "muted", wraps=True, selectable=True)
        self.parts.addWidget(self.what)
        self.parts.addWidget(self.more)
        self.what.hide()
        self.more.hide()
        self.go_on.clicked.connect(self._on_go_on)
        self.line.setFocus()

    @Slot()
    def _on_go_on(self) -> None:
        self._page.do(verify_code, self.line.text(), then=self._show, latest="verify", origin=self)

    def _show(self, verdict: Verdict) -> None:
        what, more = verdict_words(verdict)
        self.what.set_role("heading" if verdict.is_genuine else "due")
        self.what.setText(what)
        self.more.setText(more)
        self.what.show()
        self.more.show()
        self.fit()
        self.line.selectAll()
        self.line.setFocus()


def _say_reserved(page: Page, done: Done[range]) -> None:
    page.say_done(
        tr("Kept: {first} to {last}.").format(
            first=number(done.value[0]), last=number(done.value[-1])
        )
    )
