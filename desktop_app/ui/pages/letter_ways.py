"""What lies over the page of letters: letters for many, and a register to be printed; and what opens them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.actions.letter_books import RegisterBook, preview_register, print_register
from desktop_app.actions.letter_lists import letters_for_file
from desktop_app.actions.letter_runs import letter_runs_of
from desktop_app.actions.office import Office
from desktop_app.actions.sheets import DrawnSheet
from desktop_app.domain.changes import Done
from desktop_app.domain.letter_run import Listed, RunLine
from desktop_app.domain.register import RegisterFilter
from desktop_app.language import tr
from desktop_app.progress import Progress
from desktop_app.ui.dialogs.files import ask_for_files
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.pages.letter_many import LetterManySheet, Listing
from desktop_app.ui.pages.letter_register import RegisterView
from desktop_app.ui.pages.letter_runs import RunsView
from desktop_app.ui.pages.letters_received import ReceivedView
from desktop_app.ui.pages.paper_sheet import PaperSheet, Printable
from desktop_app.words.letter_words import BOOKS


class LetterWays(QObject):
    """Opens the sheets that the list of runs and the register ask for; `moved` when one opens or closes."""

    moved = Signal()

    def __init__(
        self, page: Page, runs: RunsView, register: RegisterView, received: ReceivedView
    ) -> None:
        super().__init__(page)
        self._page = page
        self._runs = runs
        self._register = register
        self._received = received
        self.kinds: Mapping[str, str] = {}
        self.many = LetterManySheet(page)
        self.paper = PaperSheet(page)
        runs.opened.connect(self._on_run)
        runs.file_wanted.connect(self._on_file_wanted)
        register.book_wanted.connect(self._on_book)
        received.paper_button.clicked.connect(self._on_received)
        for sheet in self.sheets:
            sheet.opened.connect(self.moved)
            sheet.closed.connect(self.moved)

    @property
    def sheets(self) -> tuple[FormSheet, ...]:
        """What may lie over the page."""
        return (self.many, self.paper)

    @property
    def open_sheet(self) -> FormSheet | None:
        """The one that does."""
        return next((sheet for sheet in self.sheets if sheet.isVisible()), None)

    def read(self) -> None:
        """Show the runs."""
        self._page.do(letter_runs_of, then=self._show_runs, latest="runs")

    def open_list(self, listing: Listing) -> None:
        """Write for everybody whom this names."""
        if self.open_sheet is None:
            self.many.open_list(listing)

    def _show_runs(self, runs: list[RunLine]) -> None:
        self._runs.show_runs(runs, self.kinds)

    @Slot(object)
    def _on_run(self, run: RunLine) -> None:
        self.many.open_run(run.id)

    @Slot()
    def _on_file_wanted(self) -> None:
        ask_for_files(
            self._page,
            tr("The list"),
            self._open_file,
            filters=(tr("Lists") + " (*.csv *.txt *.xlsx *.xls *.ods)",),
            several=False,
        )

    def _open_file(self, chosen: list[Path]) -> None:
        if chosen:
            self.open_list(partial(of_file, chosen[0]))

    @Slot(object)
    def _on_book(self, book: RegisterBook) -> None:
        self.paper.open_paper(book_printable(book, self._register.filter))

    @Slot()
    def _on_received(self) -> None:
        self.paper.open_paper(book_printable(RegisterBook.INCOMING, self._received.filter))


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
