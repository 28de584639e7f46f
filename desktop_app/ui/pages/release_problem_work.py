"""The work behind the list of problems of one release: reading, showing the cells, writing the file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from desktop_app.actions.extracts import (
    export_problems,
    problem_counts_of,
    problems_of,
    reveal_problems,
)
from desktop_app.actions.office import Office
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.problem import ProblemKind, RowProblem
from desktop_app.domain.release import ReleaseLine
from desktop_app.language import tr
from desktop_app.ui.dialogs.errand import ask_errand
from desktop_app.ui.dialogs.files import ask_where_to_save
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.page import Page
from desktop_app.ui.pages.release_problems import PAGE, ProblemFilter, ProblemsView
from desktop_app.words.extract_words import file_titles


class ProblemsWork(QObject):
    """Does for one list what it asks for; the page lends its way to the actions."""

    def __init__(self, page: Page, view: ProblemsView) -> None:
        super().__init__(page)
        self._page = page
        self._view = view
        self._line: ReleaseLine | None = None
        self._listed = ""
        view.filtered.connect(self._read)
        view.reveal_wanted.connect(self._on_reveal)
        view.export_wanted.connect(self._on_export)
        view.table.rows.more_wanted.connect(self._read_more)

    def show_release(self, line: ReleaseLine) -> None:
        """Show what is wrong in this release."""
        self._line = line
        self._page.do(problem_counts_of, line.id, then=self._offer, latest="kinds")

    def _offer(self, counts: list[tuple[ProblemKind, int]]) -> None:
        line = self._line
        if line is None:
            return
        # Back from a row that was mended the list is narrowed as it was.
        is_same, self._listed = self._listed == line.id, line.id
        titles = file_titles(line.files)
        self._view.start(counts, titles, keeps_filter=is_same, is_slim=line.is_slim)
        self._read()

    @Slot()
    def _read(self) -> None:
        if self._line is not None:
            self._page.do(
                _problems, self._line.id, self._view.filter, 0,
                then=self._view.show_problems, latest="problems",
            )  # fmt: skip

    @Slot(int)
    def _read_more(self, known: int) -> None:
        if self._line is not None:
            self._page.do(
                _problems, self._line.id, self._view.filter, known,
                then=self._view.table.rows.add_rows, latest="problems",
            )  # fmt: skip

    @Slot()
    def _on_reveal(self) -> None:
        dialog = ReasonDialog(
            self._page,
            question=tr("Why do you need to see the cells?"),
            explanation=tr("They hold names and numbers of people. The reason is kept in the log."),
            verb=tr("&Show"),
            usual=(tr("To mend the file with its sender"), tr("To check a family's data")),
        )
        dialog.given.connect(self._reveal)
        dialog.open()

    @Slot(str)
    def _reveal(self, reason: str) -> None:
        if self._line is not None:
            self._page.do(
                reveal_problems, self._line.id, reason, then=lambda _: self._view.reveal()
            )

    @Slot()
    def _on_export(self) -> None:
        if self._line is not None:
            question = tr("Save the list as a file?")
            ask_errand(self._page.window(), question, self._choose_where)

    def _choose_where(self, errand: Errand) -> None:
        if self._line is not None:
            name = "masalah-" + "-".join(self._line.label.lower().split()) + ".csv"
            ask_where_to_save(
                self._page,
                tr("Save the list of problems"),
                name,
                partial(self._export, errand),
                suffix="csv",
            )

    def _export(self, errand: Errand, chosen: list[Path]) -> None:
        if self._line is None or not chosen:
            return
        said = tr("The list was saved as {name}.").format(name=chosen[0].name)
        self._page.do(
            partial(export_problems, errand=errand),
            self._line.id,
            chosen[0],
            then=lambda _: self._page.say_done(said),
            busy=[self._view.export_button],
        )


def _problems(
    office: Office, release_id: str, wanted: ProblemFilter, after: int
) -> list[RowProblem]:
    return problems_of(
        office, release_id, action=wanted.action, kind=wanted.kind, limit=PAGE, after=after
    )
