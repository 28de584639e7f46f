"""One release beside the list: what was said about it, what became of its rows, what is wrong in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.problem import ProblemKind
from desktop_app.domain.release import ReleaseFile, ReleaseLine
from desktop_app.language import tr, trn
from desktop_app.ui.style import XS, L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.counts import CountsCard
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.keyvalue import KeyValue, KeyValueGrid
from desktop_app.ui.widgets.lines import Line, Lines
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.text import Text
from desktop_app.words.extract_words import bast_kind_words, kept_file_words, layout_words
from desktop_app.words.format import date_long, moment, number
from desktop_app.words.problems import action_words, kind_words

_MOST_KINDS = 8


class ReleaseDetail(Pane):
    """Shows one release; the problems come a moment later, with `show_problems`."""

    problems_wanted = Signal()
    totals_wanted = Signal()
    changes_wanted = Signal()
    delete_wanted = Signal()
    slim_wanted = Signal()
    bast_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._is_slim = False
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        names = QVBoxLayout()
        names.setSpacing(XS)
        self._label = Text("", "heading", wraps=True)
        self._state = Text("", "accent", wraps=True)
        names.addWidget(self._label)
        names.addWidget(self._state)
        column.addLayout(names)
        self.facts = KeyValueGrid()
        column.addWidget(self.facts)
        self.bast_button = Button(tr("Note the &BAST…"), kind="plain", icon="clipboard-list")
        self.bast_button.clicked.connect(self.bast_wanted)
        self.changes_button = Button(tr("See &what changed"), icon="layers")
        self.changes_button.clicked.connect(self._on_changes)
        self.totals_button = Button(tr("Control &totals"), icon="chart-column")
        self.totals_button.clicked.connect(self._on_totals)
        column.addWidget(_beside(self.changes_button, self.totals_button, self.bast_button))
        column.addSpacing(S)
        column.addWidget(Text(tr("Files"), "heading"))
        self.files = Lines()
        column.addWidget(self.files)
        column.addSpacing(S)
        column.addWidget(Text(tr("What became of the rows"), "heading"))
        self.counts = CountsCard()
        column.addWidget(self.counts)
        column.addSpacing(S)
        column.addWidget(Text(tr("What was noticed"), "heading"))
        self.kinds = Lines()
        column.addWidget(self.kinds)
        self.problems_button = Button(tr("See the &list"), icon="list-checks")
        self.problems_button.clicked.connect(self._on_problems)
        self.delete_button = Button(tr("De&lete release…"), kind="plain", icon="trash-2")
        self.delete_button.clicked.connect(self._on_delete)
        self.slim_button = Button(tr("Make sli&m…"), icon="layers")
        self.slim_button.clicked.connect(self.slim_wanted)
        column.addSpacing(XS)
        column.addWidget(_beside(self.problems_button, self.slim_button, self.delete_button))
        column.addSpacing(L)
        self.column.addWidget(self._inside, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addStretch(1)
        self.forget()

    def forget(self) -> None:
        """Show no release."""
        self._inside.hide()

    def show_release(self, line: ReleaseLine) -> None:
        """Show this one."""
        self._inside.show()
        self._label.setText(line.label)
        if line.is_current:
            state = tr("In use: people see this release")
        elif line.is_light:
            state = tr("A list of deciles: a point in the history of each family")
        elif line.is_slim:
            state = tr("Kept slim: the history of every family, and nothing else")
        else:
            state = tr("Kept for comparison; not searched")
        self._state.setText(state)
        self._state.set_role("accent" if line.is_current else "muted")
        self.facts.show_lines(
            [
                KeyValue(tr("Reference date"), date_long(line.reference_date)),
                KeyValue(tr("Received"), moment(line.received_at)),
                KeyValue(tr("BAST number"), line.handover_no),
                KeyValue(tr("Kind of BAST"), bast_kind_words(line.bast_kind)),
                KeyValue(tr("Shape of the files"), layout_words(line.layout)),
                KeyValue(tr("Families"), number(line.families)),
                KeyValue(tr("People"), number(line.persons)),
            ]
        )
        self.files.show_lines(
            [_file_line(file) for file in line.files],
            otherwise=tr("Their names were not kept by an earlier version of the program."),
        )
        self.counts.show_counts(line.counts)
        self.kinds.show_lines([Line(tr("Reading…"), role="muted")])
        self._is_slim = line.is_slim
        self.delete_button.setVisible(not line.is_current)
        self.changes_button.setVisible(not line.is_light)
        self.slim_button.setVisible(not (line.is_current or line.is_slim or line.is_light))
        self.problems_button.setEnabled(False)

    def show_problems(self, counts: list[tuple[ProblemKind, int]]) -> None:
        """Show how often each kind of problem stands there."""
        lines = [
            Line(kind_words(kind), number(count), action_words(kind.action))
            for kind, count in counts[:_MOST_KINDS]
        ]
        if len(counts) > _MOST_KINDS:
            rest = len(counts) - _MOST_KINDS
            lines.append(
                Line(
                    trn("and {n} more kind", "and {n} more kinds", rest).format(n=rest),
                    role="muted",
                )
            )
        self.kinds.show_lines(lines, otherwise=tr("Nothing: every row was taken as it stood."))
        # A slim release knows how often, and no longer which rows.
        self.problems_button.setEnabled(bool(counts) and not self._is_slim)

    @Slot()
    def _on_problems(self) -> None:
        self.problems_wanted.emit()

    @Slot()
    def _on_totals(self) -> None:
        self.totals_wanted.emit()

    @Slot()
    def _on_changes(self) -> None:
        self.changes_wanted.emit()

    @Slot()
    def _on_delete(self) -> None:
        self.delete_wanted.emit()


def _beside(*buttons: Button) -> QWidget:
    """Beside each other, and under each other where the detail is narrow."""
    holder = QWidget()
    flow = FlowLayout(holder, gap=S)
    for button in buttons:
        flow.addWidget(button)
    return holder


def _file_line(file: ReleaseFile) -> Line:
    rows = trn("{n} row", "{n} rows", file.rows).format(n=number(file.rows))
    return Line(file.name, rows, kept_file_words(file))
