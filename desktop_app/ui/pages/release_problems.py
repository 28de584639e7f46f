"""Every row of one release that was not taken exactly as it stood.

What stood in a cell is somebody's name or number: it is hidden until the person says why they look,
and hidden again when they leave the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.problem import ProblemAction, ProblemKind, RowProblem
from desktop_app.language import mark, tr, trn
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import Column
from desktop_app.ui.style import M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.extract_words import entity_words
from desktop_app.words.format import number
from desktop_app.words.problems import action_meaning, action_words, kind_words

HIDDEN = "•••••"
PAGE = 500
_TONES = {ProblemAction.REFUSED: "loss_text", ProblemAction.FLAGGED: "due_text"}


@dataclass(frozen=True, slots=True)
class ProblemFilter:
    """What the list is narrowed to; None is everything."""

    action: ProblemAction | None = None
    kind: ProblemKind | None = None


class ProblemsView(QWidget):
    """The list with its two filters; the page fetches the rows and asks for the reason."""

    filtered = Signal()
    reveal_wanted = Signal()
    export_wanted = Signal()
    mend_wanted = Signal(object)  # RowProblem, a refused one

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file_names: tuple[str, ...] = ()
        self._counts: list[tuple[ProblemKind, int]] = []
        self._is_revealed = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        row = QHBoxLayout()
        row.setSpacing(M)
        self.actions_box = QComboBox()
        self.kinds_box = QComboBox()
        self.actions_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kinds_box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.kinds_box.setMinimumContentsLength(28)
        self.actions_box.activated.connect(self._on_action)
        self.kinds_box.activated.connect(self._on_kind)
        row.addWidget(FormField(tr("What was &done"), self.actions_box))
        row.addWidget(FormField(tr("&Kind of problem"), self.kinds_box), 1)
        self.reveal_button = Button(tr("Show the &cells…"), icon="eye")
        self.reveal_button.clicked.connect(self._on_reveal)
        self.export_button = Button(tr("&Export…"), icon="download")
        self.export_button.clicked.connect(self._on_export)
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        self.mend_button = Button(tr("&Mend the row…"), icon="pencil")
        self.mend_button.clicked.connect(self._on_mend)
        buttons.addWidget(self.reveal_button)
        buttons.addWidget(self.export_button)
        beside = QVBoxLayout()
        beside.addStretch(1)
        beside.addLayout(buttons)
        row.addLayout(beside)
        column.addLayout(row)
        self._meaning = Text("", "muted", wraps=True)
        below = QHBoxLayout()
        below.setSpacing(M)
        below.addWidget(self._meaning, 1)
        below.addWidget(self.mend_button)
        column.addLayout(below)
        self.table: DataTable[RowProblem] = DataTable(
            self._columns(),
            name="problems",
            memory=memory,
            accessible_name=tr("Rows with problems"),
            narrowed_by=self.kinds_box,
        )
        self._none = EmptyState("list-checks", "")
        self.table.set_empty(self._none)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self._on_chosen(None)
        column.addWidget(self.table, 1)

    @property
    def filter(self) -> ProblemFilter:
        """What the person narrowed the list to."""
        return ProblemFilter(self.actions_box.currentData(), self.kinds_box.currentData())

    @property
    def is_revealed(self) -> bool:
        """Whether cells are shown as they stood."""
        return self._is_revealed

    @property
    def expected(self) -> int:
        """How many rows there are behind the filter."""
        asked = self.filter
        return sum(
            count
            for kind, count in self._counts
            if asked.kind in (None, kind) and asked.action in (None, kind.action)
        )

    def start(
        self,
        counts: list[tuple[ProblemKind, int]],
        file_names: Sequence[str],
        *,
        keeps_filter: bool = False,
        is_slim: bool = False,
    ) -> None:
        """Offer the kinds of one release, and hide every cell; a slim one has no rows to show."""
        if is_slim:
            self._none.say(
                tr("The rows are no longer here"),
                tr("The release was made slim. Load it again from its files if you need them."),
            )
        else:
            self._none.say(tr("No such row"), tr("Nothing of this kind stands in the release."))
        was = self.filter if keeps_filter else ProblemFilter()
        self._counts = counts
        self._file_names = tuple(file_names)
        self.hide_cells()
        self.actions_box.clear()
        self.actions_box.addItem(tr("Everything"), None)
        for action in ProblemAction:
            total = sum(count for kind, count in counts if kind.action is action)
            if total:
                self.actions_box.addItem(f"{action_words(action)} ({number(total)})", action)
        self.actions_box.setCurrentIndex(max(0, self.actions_box.findData(was.action)))
        self._offer_kinds()
        self.kinds_box.setCurrentIndex(max(0, self.kinds_box.findData(was.kind)))

    def show_problems(self, problems: list[RowProblem]) -> None:
        """The first rows; more are asked for as somebody scrolls."""
        self.table.show_rows(problems, total=self.expected)
        action = self.filter.action
        count = trn("{n} row", "{n} rows", self.expected).format(n=number(self.expected))
        self._meaning.setText(f"{count}. {action_meaning(action)}" if action else f"{count}.")

    def reveal(self) -> None:
        """Show cells as they stood, until `hide_cells`."""
        self._is_revealed = True
        self.reveal_button.setEnabled(False)
        self.table.viewport().update()

    def hide_cells(self) -> None:
        """Hide what stood in the cells."""
        self._is_revealed = False
        self.reveal_button.setEnabled(True)
        self.table.viewport().update()

    def _offer_kinds(self) -> None:
        action = self.actions_box.currentData()
        self.kinds_box.clear()
        self.kinds_box.addItem(tr("All kinds"), None)
        for kind, count in self._counts:
            if action in (None, kind.action):
                self.kinds_box.addItem(f"{kind_words(kind)} ({number(count)})", kind)

    def _file_of(self, problem: RowProblem) -> str:
        if problem.file < len(self._file_names):
            return self._file_names[problem.file]
        return tr("file {n}").format(n=problem.file + 1)

    def _raw(self, problem: RowProblem) -> str:
        if not problem.raw:
            return tr("(empty)")
        return problem.raw if self._is_revealed else HIDDEN

    def _columns(self) -> tuple[Column[RowProblem], ...]:
        return (
            Column(
                "row",
                mark("Row"),
                lambda one: number(one.row),
                width=110,
                sort=lambda one: (one.file, one.row),
                # A row with line breaks in it makes all that follow stand further down in the text.
                below=lambda one: (
                    tr("line {n}").format(n=number(one.line)) if one.line != one.row else ""
                ),
            ),
            Column(
                "kind",
                mark("Problem"),
                lambda one: kind_words(one.kind),
                width=360,
                below=_became,
                tone=lambda one: "text" if one.is_admitted else _TONES.get(one.action, "text"),
                tip=lambda one: action_meaning(one.action),
            ),
            Column(
                "column",
                mark("Column"),
                lambda one: one.column or tr("whole row"),
                width=220,
                below=lambda one: f"{self._file_of(one)} · {entity_words(one.entity)}",
                tip=self._file_of,
            ),
            Column("raw", mark("As it stood"), self._raw, width=220, copied=self._raw),
        )

    @Slot()
    def _on_action(self) -> None:
        self._offer_kinds()
        self.filtered.emit()

    @Slot()
    def _on_kind(self) -> None:
        self.filtered.emit()

    @Slot(object)
    def _on_chosen(self, problem: RowProblem | None) -> None:
        self.mend_button.setEnabled(problem is not None and problem.action is ProblemAction.REFUSED)

    @Slot(object)
    def _on_opened(self, problem: RowProblem) -> None:
        if problem.action is ProblemAction.REFUSED:
            self.mend_wanted.emit(problem)

    @Slot()
    def _on_mend(self) -> None:
        if self.table.current is not None:
            self._on_opened(self.table.current)

    @Slot()
    def _on_reveal(self) -> None:
        self.reveal_wanted.emit()

    @Slot()
    def _on_export(self) -> None:
        self.export_wanted.emit()


def _became(problem: RowProblem) -> str:
    return tr("Admitted by hand") if problem.is_admitted else action_words(problem.action)
