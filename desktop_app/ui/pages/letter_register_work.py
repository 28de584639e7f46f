"""The work behind the register of letters: reading it, and showing a page again for a reason."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from desktop_app.actions.accounts import accounts_of
from desktop_app.actions.letters import (
    IssuedFile,
    LetterTemplate,
    letter_register,
    reprint_letter,
)
from desktop_app.actions.office import Office
from desktop_app.domain.changes import Done
from desktop_app.domain.office import Account
from desktop_app.domain.register import RegisterLine
from desktop_app.language import current, tr
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.page import Page
from desktop_app.ui.pages.letter_register import RegisterView


class RegisterWork(QObject):
    """Does for the register what it asks for; the page lends its way to the actions.

    `templates` name the kinds of letters, `pdf` is the page that was asked for again.
    """

    def __init__(self, page: Page, view: RegisterView) -> None:
        super().__init__(page)
        self._page = page
        self._view = view
        self.templates: tuple[LetterTemplate, ...] = ()
        self.pdf = b""
        view.again_wanted.connect(self._on_again)

    def read(self) -> None:
        """Show what was issued here."""
        self._page.do(_register, then=self._show, latest="register")

    def _show(self, found: tuple[list[RegisterLine], list[Account]]) -> None:
        lines, accounts = found
        self._view.show_register(
            lines,
            names={one.id: one.full_name or one.name for one in accounts},
            kinds={one.kind: one.name.in_language(current()) for one in self.templates},
        )

    @Slot(object)
    def _on_again(self, line: RegisterLine) -> None:
        dialog = ReasonDialog(
            self._page,
            question=tr("Why is letter {number} printed again?").format(number=line.number),
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
        dialog.given.connect(lambda reason: self._reprint(line, reason))
        dialog.open()

    def _reprint(self, line: RegisterLine, reason: str) -> None:
        self._page.do(reprint_letter, line.id, reason, then=self._show_again)

    def _show_again(self, done: Done[IssuedFile]) -> None:
        self.pdf = done.value.pdf
        self._view.show_page(done.value.line, done.value.pdf)


def _register(office: Office) -> tuple[list[RegisterLine], list[Account]]:
    return letter_register(office), accounts_of(office)
