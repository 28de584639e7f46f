"""The sheet with the lists that were recorded in one go: who, when, what; opened, or taken back whole."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.actions.intervention_lists import recorded_lists, void_list
from desktop_app.actions.lookups import Lookups
from desktop_app.domain.changes import Done
from desktop_app.domain.intervention import AidList
from desktop_app.language import mark, tr, trn
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.style import M
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid import programme_names
from desktop_app.words.format import moment, number
from desktop_app.words.phases import phase_words

_ROWS_SHOWN = 420


class RecordedListsSheet(FormSheet):
    """Shows every list; `chosen` brings the one whose records somebody wants to see, `letters_wanted`
    the one whose recipients somebody wants to write to."""

    chosen = Signal(object)  # AidList
    letters_wanted = Signal(object)  # AidList

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._names: dict[str, str] = {}
        self.table: DataTable[AidList] | None = None
        self.show_button = Button("")
        self.back_button = Button("")
        self.letters_button = Button("")

    def open_lists(self, lookups: Lookups) -> None:
        """Open it; the lists follow when they have been read."""
        self._names = programme_names(lookups.catalogue)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(M)
        column.addWidget(
            Text(
                tr("Enter shows the records of a list; a list can be taken back as a whole."),
                "muted",
                wraps=True,
            )
        )
        self.table = DataTable(
            self._columns(),
            name="recorded-lists",
            memory=self._page.desk.memory,
            accessible_name=tr("Recorded lists"),
        )
        self.table.set_empty(
            EmptyState(
                "list-checks",
                tr("No list has been recorded."),
                tr("What is recorded with “Record a list” can be found here again."),
            )
        )
        self.table.setMinimumHeight(_ROWS_SHOWN)
        self.table.opened.connect(self._on_opened)
        self.table.chosen.connect(self._on_current)
        column.addWidget(self.table, 1)
        self.back_button = Button(tr("Take all of it &back…"))
        self.back_button.clicked.connect(self._on_take_back)
        self.show_button = Button(tr("Sho&w its records"), kind="primary")
        self.show_button.clicked.connect(self._on_show)
        self.letters_button = Button(tr("Le&tters…"), icon="mail")
        self.letters_button.clicked.connect(self._on_letters)
        self.show_content(
            tr("Recorded lists"), inside, self.back_button, self.letters_button, self.show_button
        )
        self._on_current(None)
        self.opened.emit()
        self.table.setFocus()
        self.read()

    def read(self) -> None:
        """Read the lists, if the sheet is open."""
        if self.table is not None:
            self._page.do(recorded_lists, then=self._show, latest="recorded-lists")

    def close_sheet(self) -> None:
        self.table = None
        super().close_sheet()

    def _show(self, lists: list[AidList]) -> None:
        if self.table is not None:
            self.table.show_rows(lists, keep=True)
            if lists and self.table.current is None:
                self.table.setCurrentIndex(self.table.rows.index(0, 0))

    def _columns(self) -> tuple[Column[AidList], ...]:
        return (
            Column(
                "recorded",
                mark("Recorded"),
                lambda one: moment(one.recorded_at),
                width=180,
                below=lambda one: one.recorded_by_name,
                sort=lambda one: one.recorded_at,
            ),
            Column("programme", mark("Programme"), self._programmes, tip=self._programmes),
            Column(
                "records",
                mark("Records"),
                lambda one: number(one.records),
                width=110,
                below=_void_words,
                sort=lambda one: one.records,
                is_number=True,
            ),
        )

    def _programmes(self, one: AidList) -> str:
        return ", ".join(self._names.get(code, code) for code in one.programmes)

    @Slot(object)
    def _on_current(self, one: AidList | None) -> None:
        self.show_button.setEnabled(one is not None)
        self.back_button.setEnabled(one is not None and one.void < one.records)
        self.letters_button.setEnabled(one is not None and one.void < one.records)

    @Slot(object)
    def _on_opened(self, one: AidList) -> None:
        self.close_sheet()
        self.chosen.emit(one)

    @Slot()
    def _on_show(self) -> None:
        if self.table is not None and self.table.current is not None:
            self._on_opened(self.table.current)

    @Slot()
    def _on_letters(self) -> None:
        if self.table is not None and self.table.current is not None:
            one = self.table.current
            self.close_sheet()
            self.letters_wanted.emit(one)

    @Slot()
    def _on_take_back(self) -> None:
        one = self.table.current if self.table is not None else None
        if one is not None:
            dialog = take_back_dialog(self.window())
            dialog.given.connect(partial(self._take_back, one))
            dialog.open()

    def _take_back(self, one: AidList, reason: str) -> None:
        self._page.do_long(
            partial(void_list, list_id=one.id, reason=reason),
            title=tr("Taking the list back"),
            phases=phase_words,
            then=self._on_taken_back,
            busy=[self.back_button],
        )

    def _on_taken_back(self, done: Done[int]) -> None:
        self._page.say_done(
            trn(
                "{n} record is marked as entered in error.",
                "{n} records are marked as entered in error.",
                done.value,
            ).format(n=number(done.value))
        )
        self.read()


def take_back_dialog(parent: QWidget) -> ReasonDialog:
    """Asks why a whole list is taken back."""
    return ReasonDialog(
        parent,
        question=tr("Take the whole list back?"),
        explanation=tr(
            "Every record of it stays readable with a line through it and no longer counts. "
            "The reason is kept."
        ),
        verb=tr("&Take back"),
        usual=(tr("Wrong list"), tr("Wrong programme or period"), tr("Recorded twice")),
    )


def _void_words(one: AidList) -> str:
    if not one.void:
        return ""
    return trn("{n} in error", "{n} in error", one.void).format(n=number(one.void))
