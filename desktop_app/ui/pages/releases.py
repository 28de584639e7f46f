"""Rilis data: the quarterly extracts that are here, bringing in a new one, and what is wrong in them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.actions.after_release import count_answered
from desktop_app.actions.extracts import (
    drop_release,
    problem_counts_of,
    releases_of,
)
from desktop_app.actions.reviews import count_reviews
from desktop_app.domain.changes import Topic
from desktop_app.domain.problem import RowProblem
from desktop_app.domain.release import ReleaseLine
from desktop_app.language import mark, tr, trn
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.pages.release_bast import BastNoter
from desktop_app.ui.pages.release_detail import ReleaseDetail
from desktop_app.ui.pages.release_import import ImportWizard
from desktop_app.ui.pages.release_import_work import ImportWork
from desktop_app.ui.pages.release_lines import RELEASE_COLUMNS
from desktop_app.ui.pages.release_mending import MendingView
from desktop_app.ui.pages.release_problem_work import ProblemsWork
from desktop_app.ui.pages.release_problems import ProblemsView
from desktop_app.ui.pages.release_slimming import Slimmer
from desktop_app.ui.pages.release_totals import TotalsView, TotalsWork
from desktop_app.ui.tasks import Lane
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.extract_words import file_titles
from desktop_app.words.format import date_long, days, number

IMPORT = "import"
PROBLEMS = "problems"
MEND = "mend"
"""Followed by the file and the row, with strokes between them."""
TOTALS = "totals"


class ReleasesPage(Page):
    """A list with its detail; `Place.part` leads to the import and to the problems of a release."""

    shows = frozenset({Topic.RELEASES, Topic.REVIEWS, Topic.PROPOSALS})
    help_text = mark(
        "A release is one quarterly extract of DTSEN. The newest one that was loaded is the one people "
        "see everywhere; older ones stay for comparison. Loading a new one never touches what the "
        "office recorded itself."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lines: list[ReleaseLine] = []
        self._reviews = self._answered = 0
        self.review_button = self.add_secondary("", self._on_review, icon="list-checks")
        self.review_button.hide()
        self.answers_button = self.add_secondary("", self._on_answers, icon="clipboard-list")
        self.answers_button.hide()
        self._load_button = self.set_primary(tr("Load a &release…"), self.start_new, icon="plus")
        self.table: DataTable[ReleaseLine] = DataTable(
            RELEASE_COLUMNS, name="releases", memory=desk.memory, accessible_name=tr("Releases")
        )
        self.empty = EmptyState(
            "database",
            tr("No release has been loaded yet"),
            tr(
                "Have the files from the kabupaten or BPS ready: families and members of one release."
            ),
            tr("Load a &release…"),
        )
        self.empty.acted.connect(self.start_new)
        self.table.set_empty(self.empty)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.detail = ReleaseDetail()
        self.detail.problems_wanted.connect(self._on_problems)
        self.detail.totals_wanted.connect(self._on_totals)
        self.detail.changes_wanted.connect(self._on_changes)
        self.detail.delete_wanted.connect(self._on_delete)
        self.noter = BastNoter(self)
        self.detail.bast_wanted.connect(self._on_bast)
        self.slimmer = Slimmer(self)
        self.detail.slim_wanted.connect(self._on_slim)
        self.wizard = ImportWizard(desk.memory)
        self.wizard.problems_wanted.connect(self._on_result_problems)
        self.loading = ImportWork(self, self.wizard)
        self.loading.loaded.connect(self._say)
        self.loading.compared.connect(self.slimmer.slim_older)
        self.loading.left.connect(self._on_wizard_left)
        self.wizard.changes_wanted.connect(self._on_result_changes)
        self.problems = ProblemsView(desk.memory)
        self.problems_work = ProblemsWork(self, self.problems)
        self.problems.mend_wanted.connect(self._on_mend)
        self.mending = MendingView(self)
        self.mending.done.connect(self._on_mended)
        self.totals = TotalsView(desk.memory)
        self.totals_work = TotalsWork(self, self.totals)
        self._overview = ListAndDetail(
            self.table, self.detail, name="releases", memory=desk.memory, share=0.56
        )
        self._stack = QStackedWidget()
        views = (self._overview, self.wizard, self.problems, self.mending, self.totals)
        for part in views:
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self._show_part("")

    # What the window asks

    def arrive(self, place: Place) -> None:
        self._show_part(place.part)
        super().arrive(place)

    def refresh(self) -> None:
        self.do(releases_of, then=self._show_releases, latest="releases")
        self.do(count_reviews, then=self._show_reviews, latest="reviews")
        self.do(count_answered, then=self._show_answered, lane=Lane.LONG, latest="answered")

    def start_new(self) -> None:
        self.loading.begin_again()
        self.go("releases", "", IMPORT)

    def step_back(self) -> bool:
        if super().step_back():
            return True
        return self._stack.currentWidget() is self.wizard and self.loading.leave()

    # The list

    def _show_part(self, part: str) -> None:
        parts: dict[str, QWidget] = {
            IMPORT: self.wizard,
            PROBLEMS: self.problems,
            MEND: self.mending,
            TOTALS: self.totals,
        }
        shown = parts.get(part.partition("/")[0], self._overview)
        self._stack.setCurrentWidget(shown)
        self._load_button.setVisible(shown is self._overview)
        self.review_button.setVisible(shown is self._overview and bool(self._reviews))
        self.answers_button.setVisible(shown is self._overview and bool(self._answered))
        self.banner.hide()
        if shown is self.totals:
            self.totals.setFocus()
        if shown is not self.problems:
            self.problems.hide_cells()
        if shown is not self.mending:
            self.mending.forget()
        self._say()

    def _show_releases(self, lines: list[ReleaseLine]) -> None:
        self._lines = lines
        self.loading.releases = tuple(lines)
        kept = self.table.current
        self.table.show_rows(lines)
        ids = [line.id for line in lines]
        wanted = self.place.subject if self.place.subject in ids else kept.id if kept else ""
        at = ids.index(wanted) if wanted in ids else 0
        if lines:
            self.table.setCurrentIndex(self.table.rows.index(at, 0))
        else:
            self.detail.forget()
        self.detail.setVisible(bool(lines))
        self._say()
        if self.place.part == PROBLEMS:
            self._show_problems()
        elif self.place.part.startswith(MEND) and not self.mending.is_dirty:
            self._start_mending()
        if self.place.part == TOTALS and self._release is not None:
            self._say()
            self.totals_work.show_release(self._release.label)

    def _say(self) -> None:
        shown = self._stack.currentWidget()
        if shown is self.wizard:
            is_over = self.wizard.imported is not None
            self.set_title(
                tr("Load a release"), "" if is_over else tr("Nothing changes until the last step")
            )
            return
        if shown is self.problems:
            line = self._release
            label = line.label if line else "…"
            self.set_title(
                tr("Rows of “{label}” that were not taken as they stood").format(label=label)
            )
            return
        if shown is self.mending:
            line = self._release
            label = line.label if line else "…"
            self.set_title(
                tr("A refused row of “{label}”").format(label=label),
                tr("Mend it and admit it; the row as it stood is kept beside it"),
            )
            return
        if shown is self.totals:
            label = self._release.label if self._release else "…"
            self.set_title(tr("Control totals of “{label}”").format(label=label))
            return
        self.set_title(tr("Releases"))
        current = next((line for line in self._lines if line.is_current), None)
        if current is None:
            self.set_subtitle("")
            return
        age = (self.desk.today() - current.reference_date).days
        self.set_subtitle(
            tr("{count} · in use: {label}, of {date} ({age} old)").format(
                count=trn("{n} release", "{n} releases", len(self._lines)).format(
                    n=number(len(self._lines))
                ),
                label=current.label,
                date=date_long(current.reference_date),
                age=days(age),
            )
        )

    @property
    def _release(self) -> ReleaseLine | None:
        """The release the page is about."""
        named = next((line for line in self._lines if line.id == self.place.subject), None)
        return named or self.table.current

    @Slot(object)
    def _on_chosen(self, line: ReleaseLine | None) -> None:
        if line is None:
            return
        self.detail.show_release(line)
        self.do(problem_counts_of, line.id, then=self.detail.show_problems, latest="kinds")

    @Slot(object)
    def _on_opened(self, line: ReleaseLine) -> None:
        self.go("releases", line.id, PROBLEMS)

    @Slot()
    def _on_changes(self) -> None:
        if self.table.current is not None:
            self.go("changes", self.table.current.id)

    def _show_reviews(self, count: int) -> None:
        self._reviews = count
        words = trn("{n} to be re&viewed", "{n} to be re&viewed", count)
        self.review_button.setText(words.format(n=number(count)))
        is_overview = self._stack.currentWidget() is self._overview
        self.review_button.setVisible(is_overview and bool(count))

    def _show_answered(self, count: int) -> None:
        self._answered = count
        words = trn("{n} proposal &answered", "{n} proposals &answered", count)
        self.answers_button.setText(words.format(n=number(count)))
        is_overview = self._stack.currentWidget() is self._overview
        self.answers_button.setVisible(is_overview and bool(count))

    @Slot()
    def _on_answers(self) -> None:
        self.go("release-answers")

    @Slot()
    def _on_review(self) -> None:
        self.go("review")

    @Slot()
    def _on_delete(self) -> None:
        line = self.table.current
        if line is None:
            return
        dialog = ConfirmDialog(
            self,
            question=tr("Delete release “{label}”?").format(label=line.label),
            lost=tr(
                "Its {families} families and {people} people can no longer be compared with. What your "
                "office recorded stays, with the deciles of that time. This cannot be undone; it can "
                "only be loaded again from its files."
            ).format(families=number(line.families), people=number(line.persons)),
            verb=tr("&Delete"),
        )
        dialog.accepted.connect(partial(self._delete, line.label))
        dialog.open()

    def _delete(self, label: str) -> None:
        said = tr("Release “{label}” was deleted.").format(label=label)
        self.do(drop_release, label, lane=Lane.LONG, then=lambda _: self.say_done(said))

    @Slot()
    def _on_bast(self) -> None:
        if self.table.current is not None:
            self.noter.ask(self.table.current)

    @Slot()
    def _on_slim(self) -> None:
        if self.table.current is not None:
            self.slimmer.ask(self.table.current.label)

    # The import

    @Slot()
    def _on_wizard_left(self) -> None:
        self.go("releases")

    @Slot()
    def _on_result_problems(self) -> None:
        if self.wizard.imported is not None:
            self.go("releases", self.wizard.imported.release_id, PROBLEMS)

    @Slot()
    def _on_totals(self) -> None:
        if self.table.current is not None:
            self.go("releases", self.table.current.id, TOTALS)

    @Slot()
    def _on_result_changes(self) -> None:
        if self.wizard.imported is not None:
            self.go("changes", self.wizard.imported.release_id)

    # The problems

    @Slot()
    def _on_problems(self) -> None:
        if self.table.current is not None:
            self.go("releases", self.table.current.id, PROBLEMS)

    def _show_problems(self) -> None:
        line = self._release
        if line is not None:
            self._say()
            self.problems_work.show_release(line)

    # A refused row

    def has_unsaved(self) -> bool:
        return self.mending.is_dirty

    def would_lose(self, place: Place) -> bool:
        return self.mending.is_dirty and place != self.place

    @Slot(object)
    def _on_mend(self, problem: RowProblem) -> None:
        line = self._release
        if line is not None:
            self.go("releases", line.id, f"{MEND}/{problem.file}/{problem.row}")

    def _start_mending(self) -> None:
        line = self._release
        if line is not None:
            _, file, row = self.place.part.split("/")
            self._say()
            titles = dict(enumerate(file_titles(line.files)))
            self.mending.open(line.label, int(file), int(row), titles.get(int(file), ""))

    @Slot(str)
    def _on_mended(self, said: str) -> None:
        self.say_done(said)
        self.go("releases", self.place.subject, PROBLEMS)

    # Qt overrides

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.problems.hide_cells()
