"""Where a list to be matched is given, and the lists that were matched before."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.match_list import MatchedList
from desktop_app.language import mark, tr
from desktop_app.ui.dialogs.files import ask_for_files
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import Column
from desktop_app.ui.style import M
from desktop_app.ui.widgets.dropzone import DropZone
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.lead import Lead
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.format import moment, number


class MatchStart(Lead, QWidget):
    """`given` brings the files that were dropped, pasted or chosen, `opened` a list that is kept."""

    given = Signal(object)  # list[Path]
    opened = Signal(object)  # MatchedList

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zone = DropZone(
            tr("Drag a list here"),
            tr(
                "A list with names or NIKs from an agency, BAZNAS, a school or a distribution: Excel, "
                "CSV or ODS. The file is only read. Copied files can be pasted with Ctrl+V."
            ),
            tr("&Choose a file…"),
        )
        self.zone.given.connect(self.given)
        self.zone.ask.connect(self._on_ask)
        self.table: DataTable[MatchedList] = DataTable(
            _COLUMNS, name="matches", memory=memory, accessible_name=tr("Matched lists")
        )
        self.table.set_empty(
            EmptyState(
                "list-checks",
                tr("No list has been matched yet"),
                tr("Results are kept here, so that doubtful rows can be decided over days."),
            )
        )
        self.table.opened.connect(self.opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self.zone)
        column.addWidget(self.table, 1)
        self.lead_to(self.zone)

    def show_lists(self, lists: list[MatchedList]) -> None:
        """Show the lists that are kept."""
        self.table.show_rows(lists, keep=True)
        if lists and self.table.current is None:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))

    @Slot()
    def _on_ask(self) -> None:
        ask_for_files(
            self,
            tr("A list to match"),
            self.given.emit,
            filters=[
                tr("Lists") + " (*.xlsx *.xlsm *.xls *.ods *.csv *.txt)",
                tr("All files") + " (*)",
            ],
            several=False,
        )


_COLUMNS: tuple[Column[MatchedList], ...] = (
    Column(
        "name", mark("List"), lambda one: one.name, width=300, below=lambda one: one.made_by_name
    ),
    Column(
        "release",
        mark("Matched to"),
        lambda one: one.release_label,
        width=170,
        below=lambda one: moment(one.made_at),
        sort=lambda one: one.made_at,
    ),
    Column(
        "rows",
        mark("Rows"),
        lambda one: number(one.counts.rows),
        width=100,
        is_number=True,
        sort=lambda one: one.counts.rows,
    ),
    Column(
        "found",
        mark("Found"),
        lambda one: number(one.counts.found + one.counts.chosen),
        width=110,
        is_number=True,
        sort=lambda one: one.counts.found + one.counts.chosen,
    ),
    Column(
        "waiting",
        mark("To decide"),
        lambda one: number(one.counts.waiting),
        width=120,
        is_number=True,
        sort=lambda one: one.counts.waiting,
        tone=lambda one: "due_text" if one.counts.waiting else "muted",
    ),
    Column(
        "none",
        mark("Not in DTSEN"),
        lambda one: number(one.counts.not_found + one.counts.refused),
        width=130,
        is_number=True,
        sort=lambda one: one.counts.not_found + one.counts.refused,
    ),
)
