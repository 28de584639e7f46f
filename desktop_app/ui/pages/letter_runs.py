"""Runs of letters as a list: what each gave, and the way to print it or to go on with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.letter_run import RunLine
from desktop_app.language import mark, tr
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import Column
from desktop_app.ui.style import M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import moment, number


class RunsView(QWidget):
    """Enter opens a run; `file_wanted` begins a new one from a file."""

    opened = Signal(object)  # RunLine
    file_wanted = Signal()

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds: Mapping[str, str] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, M, 0, 0)
        whole.setSpacing(M)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(
            Text(
                tr(
                    "Letters for many are begun in the search, on the interventions, on a recorded list "
                    "or on a delivery day; or here with a file."
                ),
                "muted",
                wraps=True,
            ),
            1,
        )
        self.file_button = Button(tr("From a &file…"), icon="folder-open")
        self.file_button.clicked.connect(self.file_wanted)
        row.addWidget(self.file_button)
        self.open_button = Button(tr("&Open the run"), icon="list-checks")
        self.open_button.clicked.connect(self._on_open)
        row.addWidget(self.open_button)
        whole.addLayout(row)
        self.table: DataTable[RunLine] = DataTable(
            (
                Column(
                    "begun",
                    mark("Begun"),
                    lambda one: moment(one.begun_at),
                    width=190,
                    sort=lambda one: one.begun_at,
                ),
                Column("kind", mark("Kind"), self._kind, width=300, tip=self._kind),
                _count("letters", mark("Letters"), "rows"),
                _count("issued", mark("Issued"), "issued"),
                _count("refused", mark("Refused"), "refused"),
                _count("waiting", mark("Waiting"), "waiting"),
            ),
            name="letter-runs",
            memory=memory,
            accessible_name=tr("Letters for many"),
        )
        self.table.set_empty(
            EmptyState(
                "mail",
                tr("No letters were written for many yet"),
                tr("A run that was stopped can be gone on with here, also after a power cut."),
            )
        )
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(self._on_chosen)
        whole.addWidget(self.table, 1)
        self._on_chosen(None)

    def show_runs(self, runs: Sequence[RunLine], kinds: Mapping[str, str]) -> None:
        """Show these."""
        self._kinds = kinds
        self.table.show_rows(list(runs), keep=True)

    def _kind(self, one: RunLine) -> str:
        return self._kinds.get(one.kind, one.kind)

    @Slot(object)
    def _on_chosen(self, one: RunLine | None) -> None:
        self.open_button.setEnabled(one is not None)

    @Slot()
    def _on_open(self) -> None:
        if self.table.current is not None:
            self.opened.emit(self.table.current)


def _count(key: str, title: str, name: str) -> Column[RunLine]:
    return Column(
        key,
        title,
        lambda one: number(getattr(one, name)),
        width=110,
        sort=lambda one: getattr(one, name),
        is_number=True,
    )
