"""Who holds the number book, in words."""

from __future__ import annotations

from desktop_app.actions.number_book import BookView
from desktop_app.domain.number_book import device_code
from desktop_app.language import tr


def book_words(view: BookView) -> str:
    """Which computer numbers letters, and what somebody should know of how it came to that."""
    own = device_code(view.own)
    if not view.holder:
        said = [
            tr("Nobody holds the number book yet: the computer that issues the first letter will.")
        ]
    elif view.is_here:
        said = [tr("This computer, {own}, holds the number book.").format(own=own)]
    else:
        said = [
            tr(
                "Computer {computer} holds the number book; this one, {own}, prints drafts without a number."
            ).format(computer=device_code(view.holder), own=own)
        ]
    if view.last is not None and view.last.is_taken:
        said.append(tr("It was taken: {reason}.").format(reason=view.last.reason.rstrip(".")))
    if view.is_contested:
        said.append(
            tr(
                "Two computers were given it without knowing of each other: look for double numbers, "
                "then hand it over or take it once more."
            )
        )
    return " ".join(said)
