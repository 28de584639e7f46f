"""What the page of letters hands to its sheets: a register to be printed, a file to write letters for."""

from __future__ import annotations

from pathlib import Path

from desktop_app.actions.letter_books import RegisterBook, preview_register, print_register
from desktop_app.actions.letter_lists import letters_for_file
from desktop_app.actions.office import Office
from desktop_app.actions.sheets import DrawnSheet
from desktop_app.domain.changes import Done
from desktop_app.domain.letter_run import Listed
from desktop_app.domain.register import RegisterFilter
from desktop_app.language import tr
from desktop_app.progress import Progress
from desktop_app.ui.pages.paper_sheet import Printable
from desktop_app.words.letter_words import BOOKS


def book_printable(book: RegisterBook, wanted: RegisterFilter) -> Printable:
    """A register with the letters that a filter keeps."""

    def draw(office: Office, purpose: str, _: bool) -> Done[DrawnSheet]:
        return print_register(office, book, wanted, purpose)

    return Printable(
        title=tr(BOOKS[book]),
        whole="",
        file_name=f"{book.value}-{{serial}}.pdf",
        preview=lambda office: preview_register(office, book, wanted),
        draw=draw,
    )


def of_file(path: Path, office: Office, progress: Progress) -> list[Listed]:
    """Everybody whom a file names."""
    return letters_for_file(office, path, progress=progress)
