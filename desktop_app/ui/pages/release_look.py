"""The second step of an import: what the files are, before anything is taken from them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QHeaderView,
    QLineEdit,
    QListWidget,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.extract import ColumnLook, ExtractLook, FileLook
from desktop_app.domain.problem import ProblemKind
from desktop_app.errors import UserError
from desktop_app.language import mark, tr, trn
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import Column
from desktop_app.ui.style import XS, L, M, S
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.extract_words import (
    certainty_words,
    column_words,
    file_facts,
    known_columns,
    layout_words,
    rows_words,
    system_words,
)
from desktop_app.words.format import number, number_masked
from desktop_app.words.messages import sentence_for
from desktop_app.words.problems import action_meaning, action_words, kind_words

_LONG_NUMBER = re.compile(r"\d{12,}")
_SAMPLED_ROWS = 8
_WIDEST_CELL = 220


@dataclass(frozen=True, slots=True)
class KindCount:
    """One kind of problem and how often it stands in the rows that were looked at."""

    kind: ProblemKind
    count: int


class LookStep(QWidget):
    """The files at the left; columns, sample rows and first problems of the chosen one at the right."""

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: ExtractLook | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self.stop = Banner()
        column.addWidget(self.stop)
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.reason_field = FormField(
            tr("&Reason to go on all the same"),
            self.reason,
            hint=tr("It is kept with the release and in the audit log."),
        )
        column.addWidget(self.reason_field)
        self.files = QListWidget()
        self.files.setAccessibleName(tr("Files"))
        self.files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.files.currentRowChanged.connect(self._on_file)
        left = QWidget()
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, L, 0)
        side.setSpacing(S)
        side.addWidget(self.files, 1)
        self._summary = Text("", "muted", wraps=True)
        side.addWidget(self._summary)
        right = QWidget()
        detail = QVBoxLayout(right)
        detail.setContentsMargins(L, 0, 0, 0)
        detail.setSpacing(XS)
        self._layout = Text("", "heading", wraps=True)
        self._facts = Text("", "muted", wraps=True)
        detail.addWidget(self._layout)
        detail.addWidget(self._facts)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.columns: DataTable[ColumnLook] = DataTable(
            _COLUMNS, name="look-columns", memory=memory, accessible_name=tr("Columns")
        )
        self.sample = QTableWidget()
        self.problems: DataTable[KindCount] = DataTable(
            _PROBLEMS, name="look-problems", memory=memory, accessible_name=tr("First problems")
        )
        self.problems.set_empty(
            EmptyState("circle-check", tr("No problems in the rows that were looked at"))
        )
        self.tabs.addTab(self.columns, tr("Columns"))
        self.tabs.addTab(self.sample, tr("Sample rows"))
        self.tabs.addTab(self.problems, tr("First problems"))
        detail.addWidget(self.tabs, 1)
        self._set_up_sample()
        column.addWidget(ListAndDetail(left, right, name="look", memory=memory, share=0.32), 1)

    def show_look(self, look: ExtractLook) -> None:
        """Show what was found."""
        self._look = look
        self.stop.hide()
        self.reason_field.setVisible(look.stop is not None)
        if look.stop is not None:
            error = UserError(look.stop, percent=round(look.unreadable_share * 100))
            sentence = sentence_for(error)
            self.stop.say("due", sentence.what, f"{sentence.safe} {sentence.next}", closes=False)
        self.files.clear()
        for file in look.files:
            self.files.addItem(f"{file.name}\n{layout_words(file.layout)} · {rows_words(file)}")
        self._summary.setText(
            " · ".join(
                [
                    system_words(look),
                    trn("{n} row looked at", "{n} rows looked at", look.sampled).format(
                        n=number(look.sampled)
                    ),
                ]
            )
        )
        self.files.setCurrentRow(0)

    def check(self) -> bool:
        """Whether the import may go on; asks for the reason where the look says stop."""
        if self._look is None or self._look.stop is None or self.reason.text().strip():
            self.reason_field.show_error("")
            return self._look is not None
        self.reason_field.show_error(tr("Write in a few words why."))
        self.reason.setFocus()
        return False

    @Slot(int)
    def _on_file(self, at: int) -> None:
        if self._look is None or not 0 <= at < len(self._look.files):
            return
        file = self._look.files[at]
        self._layout.setText(layout_words(file.layout))
        self._facts.setText(f"{file_facts(file)}\n{rows_words(file)} · {known_columns(file)}")
        self.columns.show_rows(list(file.columns))
        self._show_sample(file)
        counts = Counter(one.kind for one in self._look.problems if one.file == at)
        self.problems.show_rows([KindCount(kind, n) for kind, n in counts.most_common()])
        shown = trn("First problems ({n})", "First problems ({n})", counts.total())
        self.tabs.setTabText(2, shown.format(n=number(counts.total())))

    def _set_up_sample(self) -> None:
        self.sample.setAccessibleName(tr("Sample rows"))
        self.sample.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.sample.setShowGrid(False)
        self.sample.setWordWrap(False)
        self.sample.setTabKeyNavigation(False)
        self.sample.verticalHeader().hide()
        self.sample.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.sample.setHorizontalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)

    def _show_sample(self, file: FileLook) -> None:
        rows = file.sample[:_SAMPLED_ROWS]
        self.sample.setColumnCount(len(file.columns))
        self.sample.setRowCount(len(rows))
        self.sample.setHorizontalHeaderLabels([column.header for column in file.columns])
        for at, row in enumerate(rows):
            for place, cell in enumerate(row[: len(file.columns)]):
                self.sample.setItem(at, place, QTableWidgetItem(without_numbers(cell)))
        header = self.sample.horizontalHeader()
        header.resizeSections(QHeaderView.ResizeMode.ResizeToContents)
        for place in range(header.count()):
            header.resizeSection(place, min(_WIDEST_CELL, header.sectionSize(place) + M))


def without_numbers(cell: str) -> str:
    """A cell as it is shown before the import: with the digits of a NIK or KK hidden."""
    return _LONG_NUMBER.sub(lambda found: number_masked(found[0]), cell)


_COLUMNS: tuple[Column[ColumnLook], ...] = (
    Column("header", mark("Column in the file"), lambda one: one.header, width=250),
    Column(
        "field",
        mark("Taken as"),
        column_words,
        width=250,
        tone=lambda one: "text" if one.field else "muted",
    ),
    Column(
        "confidence",
        mark("Certainty"),
        certainty_words,
        width=170,
        sort=lambda one: one.confidence,
        tone=lambda one: "muted",
    ),
)
_PROBLEMS: tuple[Column[KindCount], ...] = (
    Column(
        "kind",
        mark("Problem"),
        lambda one: kind_words(one.kind),
        width=340,
        below=lambda one: action_meaning(one.kind.action),
    ),
    Column("action", mark("What is done"), lambda one: action_words(one.kind.action), width=130),
    Column(
        "count",
        mark("Rows"),
        lambda one: number(one.count),
        width=90,
        is_number=True,
        sort=lambda one: one.count,
    ),
)
