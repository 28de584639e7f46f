"""Giving the number book to another computer of the office, and taking it from one that is lost."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot

from desktop_app.actions.number_book import BookView, hand_over_book, take_book
from desktop_app.domain.changes import Done
from desktop_app.domain.number_book import device_code
from desktop_app.language import tr
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.page import Page
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.words.number_book import book_words


class GiveBookDialog(ReasonDialog):
    """To which computer the book goes, and why."""

    def __init__(self, page: Page, view: BookView) -> None:
        super().__init__(
            page,
            question=tr("Hand the number book to another computer?"),
            explanation=tr(
                "{state} From then on this computer prints drafts without a number; the other one "
                "numbers letters as soon as the next packages have told it."
            ).format(state=book_words(view)),
            verb=tr("&Hand it over"),
            usual=(tr("Letters are written there now"), tr("This computer goes to repair")),
        )
        self._page = page
        self.to = Choice()
        self.to.show_options(
            [Option(one, device_code(one)) for one in view.others], chosen=view.others[0]
        )
        self.add_field(FormField(tr("To which &computer"), self.to))
        self.given.connect(self._on_given)

    @Slot(str)
    def _on_given(self, reason: str) -> None:
        self._page.do(
            partial(hand_over_book, to=self.to.value or "", reason=reason),
            then=partial(_say, self._page),
        )


class TakeBookDialog(ReasonDialog):
    """Why this computer numbers letters from now on."""

    def __init__(self, page: Page, view: BookView) -> None:
        super().__init__(
            page,
            question=tr("Take the number book to this computer?"),
            explanation=tr(
                "{state} Take it only if that computer is lost or broken: while it still numbers letters, "
                "numbers can come out double. The reason goes to the other computers with the next package."
            ).format(state=book_words(view)),
            verb=tr("&Take the book"),
            usual=(tr("The other computer is broken"), tr("The other computer is lost")),
            is_loss=True,
        )
        self._page = page
        self.given.connect(self._on_given)

    @Slot(str)
    def _on_given(self, reason: str) -> None:
        self._page.do(partial(take_book, reason=reason), then=partial(_say, self._page))


def _say(page: Page, done: Done[BookView]) -> None:
    page.say_done(book_words(done.value))
