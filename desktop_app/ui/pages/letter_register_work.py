"""The work behind the register of letters: reading it, pages, steps, numbers kept, codes checked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot

from desktop_app.actions.accounts import accounts_of
from desktop_app.actions.letter_making import Drawn
from desktop_app.actions.letter_register import (
    LettersStepped,
    letter_register,
    step_letters,
)
from desktop_app.actions.letter_runs import draw_together
from desktop_app.actions.letters import IssuedFile, LetterTemplate, open_letter, reprint_letter
from desktop_app.actions.number_book import BookView, number_book
from desktop_app.actions.office import Office
from desktop_app.domain.changes import Done
from desktop_app.domain.office import Account
from desktop_app.domain.register import LetterState, RegisterEntry, RegisterFilter, RegisterLine
from desktop_app.language import current, tr, trn
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.page import Page
from desktop_app.ui.pages.letter_dialogs import (
    CodeDialog,
    HandOverDialog,
    ReprintDialog,
    ReserveDialog,
)
from desktop_app.ui.pages.letter_register import RegisterView
from desktop_app.ui.pages.number_book_dialogs import GiveBookDialog, TakeBookDialog
from desktop_app.ui.printing import ask_and_print
from desktop_app.ui.widgets.paper import PdfPages
from desktop_app.words.format import number
from desktop_app.words.number_book import book_words
from desktop_app.words.phases import phase_words

_PAUSE_MS = 200


class RegisterWork(QObject):
    """Does for the register what it asks for; the page lends its way to the actions.

    `pdf` is the page that was asked for.
    """

    def __init__(self, page: Page, view: RegisterView) -> None:
        super().__init__(page)
        self._page = page
        self._view = view
        self._pages = PdfPages(self)
        self.pdf = b""
        self._book: BookView | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.read)
        view.filter_changed.connect(self._pause.start)
        view.open_wanted.connect(self._on_open)
        view.again_wanted.connect(self._on_again)
        view.together_wanted.connect(self._on_together)
        view.step_wanted.connect(self._on_step)
        view.verify_wanted.connect(self._on_verify)
        view.reserve_wanted.connect(self._on_reserve)
        view.number_book_wanted.connect(self._on_number_book)

    @Slot()
    def read(self) -> None:
        """Show what the filter keeps."""
        self._page.do(_register, self._view.filter, then=self._show, latest="register")

    def show_kinds(self, templates: tuple[LetterTemplate, ...]) -> None:
        """Call the kinds by their names."""
        self._view.show_kinds({one.kind: one.name.in_language(current()) for one in templates})

    def note_printed(self, line: RegisterLine) -> None:
        """The page of this letter went to a printer; the first time is written down."""
        if line.state is LetterState.MADE:
            self._step(LetterState.PRINTED, [line], "")

    def _show(self, found: tuple[list[RegisterEntry], list[Account], BookView]) -> None:
        entries, accounts, self._book = found
        self._view.show_number_book(self._book)
        self._view.show_register(entries, {one.id: one.full_name or one.name for one in accounts})

    # Pages

    @Slot(object)
    def _on_open(self, line: RegisterLine) -> None:
        self._page.do(open_letter, line.id, then=self._show_page)

    @Slot(object)
    def _on_again(self, line: RegisterLine) -> None:
        dialog = ReprintDialog(self._page, line.number)
        dialog.wanted.connect(partial(self._reprint, line))
        dialog.open()

    def _reprint(self, line: RegisterLine, reason: str, is_copy: bool) -> None:
        self._page.do(
            partial(reprint_letter, letter_id=line.id, reason=reason, is_copy=is_copy),
            then=self._show_again,
        )

    def _show_again(self, done: Done[IssuedFile]) -> None:
        self._show_page(done.value)

    def _show_page(self, issued: IssuedFile) -> None:
        self.pdf = issued.pdf
        self._view.show_page(issued.line, issued.pdf)

    @Slot(object)
    def _on_together(self, lines: list[RegisterLine]) -> None:
        self._page.do_long(
            partial(draw_together, letter_ids=[line.id for line in lines]),
            title=tr("Drawing letters"),
            phases=phase_words,
            then=partial(self._print_together, lines),
        )

    def _print_together(self, lines: list[RegisterLine], drawn: Drawn) -> None:
        self._pages.load(drawn.pdf)
        ask_and_print(
            self._page,
            self._pages.document,
            tr("Letters"),
            self._page.desk.memory,
            printed=lambda: self._step(LetterState.PRINTED, lines, ""),
        )

    # Steps

    @Slot(object, object)
    def _on_step(self, to: LetterState, lines: list[RegisterLine]) -> None:
        if to is LetterState.PRINTED:
            self._step(to, lines, "")
            return
        count = len(lines)
        if to is LetterState.HANDED_OVER:
            handing = HandOverDialog(self._page, count)
            handing.given.connect(partial(self._step, to, lines))
            handing.open()
            return
        dialog = ReasonDialog(
            self._page,
            question=trn("Cancel {n} letter?", "Cancel {n} letters?", count).format(
                n=number(count)
            ),
            explanation=tr(
                "A cancelled letter stays in the register with its number, and the number is not "
                "given again. This cannot be taken back."
            ),
            verb=tr("&Cancel the letter"),
            usual=(tr("Mistake in the letter"), tr("Not needed any more"), tr("Written twice")),
        )
        dialog.given.connect(partial(self._step, to, lines))
        dialog.open()

    def _step(self, to: LetterState, lines: list[RegisterLine], note: str) -> None:
        self._page.do_long(
            partial(step_letters, letter_ids=[line.id for line in lines], to=to, note=note),
            title=tr("Recording"),
            phases=phase_words,
            then=self._say_stepped,
        )

    def _say_stepped(self, done: Done[LettersStepped]) -> None:
        taken = done.value
        if taken.refused:
            self._page.tell(taken.refused[0].error)
            return
        self._page.say_done(
            trn("{n} letter changed.", "{n} letters changed.", taken.stepped).format(
                n=number(taken.stepped)
            )
        )

    # Numbers and codes

    @Slot()
    def _on_reserve(self) -> None:
        ReserveDialog(self._page).open()

    @Slot()
    def _on_number_book(self) -> None:
        view = self._book
        if view is None:
            return
        if not view.is_here or view.is_contested:
            TakeBookDialog(self._page, view).open()
        elif view.others:
            GiveBookDialog(self._page, view).open()
        else:
            self._page.say_done(book_words(view))

    @Slot()
    def _on_verify(self) -> None:
        CodeDialog(self._page).open()


def _register(
    office: Office, wanted: RegisterFilter
) -> tuple[list[RegisterEntry], list[Account], BookView]:
    return letter_register(office, wanted), accounts_of(office), number_book(office)
